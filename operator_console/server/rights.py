"""What every route and every frame asks of `authorise`: one row each, and a table of who may do what; decides nothing.

A route or a frame without a row fails a test. `tools.rights_table` writes both tables to docs/rights.md.
"""

from datetime import UTC, datetime
from enum import StrEnum
from itertools import product

from msgspec import Struct, structs

from operator_console.domain.conversations import Conversation, ConversationState, Offer, OfferReason
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Agent, Role, Site
from operator_console.protocol import (
    after,
    archive,
    call_backs,
    frames,
    handling,
    http,
    invitations,
    pages,
    practice,
    privacy,
    reports,
    sites,
    staffing,
    team,
)
from operator_console.protocol import agent as console
from operator_console.protocol import articles as knowledge
from operator_console.protocol import visitor as tab
from operator_console.server.authorise import (
    Action,
    Actor,
    AgentActor,
    DepartmentOf,
    Object,
    SignInOf,
    UsedFile,
    VisitorActor,
    authorise,
)
from operator_console.server.badge import BADGE
from operator_console.server.documents import ASYNCAPI, OPENAPI
from operator_console.server.metrics import METRICS


class Who(StrEnum):
    """Who may come as far as the question."""

    ANYBODY = "anybody"
    AGENT = "a signed-in agent"
    VISITOR = "a visitor with a bearer"
    EITHER = "agent or visitor"


class Right(Struct, frozen=True):
    """What a route or a frame needs.

    Attributes:
        action: What `authorise` is asked; None when the answer holds only what is the asker's own, or public.
        about: What it is about, in words.
    """

    who: Who
    action: Action | None
    about: str


ROUTES: dict[tuple[str, str], Right] = {
    ("POST", http.SIGN_IN): Right(Who.ANYBODY, None, "account and password"),
    ("POST", http.REFRESH): Right(Who.ANYBODY, None, "a refresh token"),
    ("POST", http.SIGN_OUT): Right(Who.ANYBODY, None, "a refresh token"),
    ("GET", http.DEVICES): Right(Who.AGENT, None, "own sign-ins"),
    ("DELETE", http.DEVICES): Right(Who.AGENT, None, "own sign-ins"),
    ("DELETE", http.DEVICE): Right(Who.AGENT, Action.END_SIGN_IN, "a sign-in"),
    ("GET", http.CONVERSATION): Right(Who.AGENT, Action.READ, "a conversation"),
    ("GET", http.MESSAGES): Right(Who.EITHER, Action.READ, "a conversation"),
    ("GET", http.PREVIOUS): Right(Who.AGENT, Action.READ_HISTORY, "the department of the visitor's site"),
    ("GET", http.ARTICLES): Right(Who.AGENT, None, "articles of the sites of own departments"),
    ("GET", knowledge.CARDS): Right(Who.AGENT, Action.READ_ARTICLES, "a site"),
    ("GET", knowledge.ARTICLE): Right(Who.AGENT, Action.READ_ARTICLES, "a site"),
    ("PUT", knowledge.ARTICLE): Right(Who.AGENT, Action.DRAFT_ARTICLES, "a site; to publish, publish_articles"),
    ("DELETE", knowledge.ARTICLE): Right(Who.AGENT, Action.PUBLISH_ARTICLES, "a site"),
    ("GET", knowledge.REVISION): Right(Who.AGENT, Action.READ_ARTICLES, "a site"),
    ("POST", knowledge.PICTURES): Right(Who.AGENT, Action.DRAFT_ARTICLES, "a site"),
    ("GET", knowledge.PICTURE): Right(Who.ANYBODY, None, "a picture within articles, by the hash of its content"),
    ("POST", knowledge.IMPORT): Right(Who.AGENT, Action.PUBLISH_ARTICLES, "a site"),
    ("POST", knowledge.USES): Right(Who.AGENT, Action.READ, "conversations, and articles of sites of own departments"),
    ("GET", knowledge.FIGURES): Right(Who.AGENT, Action.READ_ARTICLES, "all sites of which that is true"),
    ("GET", knowledge.MISSING): Right(Who.AGENT, Action.READ_ARTICLES, "all sites of which that is true"),
    ("POST", knowledge.MISSING): Right(Who.AGENT, Action.READ_ARTICLES, "a site"),
    ("DELETE", knowledge.MISSING_ONE): Right(Who.AGENT, Action.PUBLISH_ARTICLES, "the site of the line"),
    ("GET", practice.CASES): Right(Who.AGENT, None, "practice cases of the sites of own departments"),
    ("POST", practice.CASES): Right(Who.AGENT, Action.KEEP_CASES, "the department of the case's site"),
    ("DELETE", practice.CASE): Right(Who.AGENT, Action.KEEP_CASES, "the department of the case's site"),
    ("POST", archive.SEARCH): Right(Who.AGENT, Action.READ_HISTORY, "all departments of which that is true"),
    ("GET", archive.CHOICES): Right(Who.AGENT, Action.READ_HISTORY, "all departments of which that is true"),
    ("GET", archive.CHAT): Right(Who.AGENT, Action.READ_HISTORY, "the department of a conversation"),
    ("POST", archive.SEEN): Right(Who.AGENT, Action.READ_HISTORY, "the department of a conversation"),
    ("POST", archive.COMMENTS): Right(Who.AGENT, Action.READ_HISTORY, "the department of a conversation"),
    ("PUT", archive.COMMENT): Right(Who.AGENT, Action.READ_HISTORY, "the department of its conversation; own comments"),
    ("DELETE", archive.COMMENT): Right(
        Who.AGENT, Action.READ_HISTORY, "the department of its conversation; of others, remove_comments"
    ),
    ("POST", archive.EXPORT): Right(
        Who.AGENT, Action.EXPORT_CHATS, "all departments of which that is true; one chat, read_history"
    ),
    ("POST", reports.REPORT): Right(Who.AGENT, Action.READ_FIGURES, "departments; without any, own figures"),
    ("GET", reports.TODAY): Right(Who.AGENT, Action.READ_FIGURES, "departments; without any, own figures"),
    ("GET", BADGE): Right(Who.ANYBODY, None, "a site's figures of thirty days, if its owner shows them"),
    ("GET", METRICS): Right(Who.ANYBODY, None, "numbers for monitoring: with a token, or on this machine"),
    ("GET", staffing.RECORD): Right(Who.AGENT, Action.PLAN_STAFF, "a department"),
    ("GET", sites.SITES): Right(Who.AGENT, Action.SET_UP_SITE, "all sites of which that is true"),
    ("POST", sites.SITES): Right(Who.AGENT, Action.CREATE_SITE, "the department of the new site"),
    ("PUT", sites.SITE): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("GET", sites.INSTALLATION): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("GET", sites.IDENTITY_KEYS): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("POST", sites.IDENTITY_KEYS): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("DELETE", sites.IDENTITY_KEY): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("GET", sites.SETTINGS): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("PUT", sites.SETTINGS): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("GET", invitations.FIGURES): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("POST", invitations.TRY): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("GET", handling.COLLEAGUES): Right(Who.AGENT, None, "agents of own departments, and names of departments"),
    ("POST", http.UPLOADS): Right(Who.EITHER, None, "a file of one's own"),
    ("POST", http.RESUMABLE): Right(Who.EITHER, None, "a file of one's own"),
    ("HEAD", http.RESUMABLE_ONE): Right(Who.EITHER, None, "a file of one's own that is arriving"),
    ("PATCH", http.RESUMABLE_ONE): Right(Who.EITHER, None, "a file of one's own that is arriving"),
    ("DELETE", http.RESUMABLE_ONE): Right(Who.EITHER, None, "a file of one's own that is arriving"),
    ("GET", http.FILES): Right(Who.EITHER, Action.READ, "a file"),
    ("GET", "/help/{site_id}"): Right(Who.ANYBODY, None, "a site's published articles"),
    ("GET", "/help/{site_id}/{language}"): Right(Who.ANYBODY, None, "a site's published articles"),
    ("GET", "/help/{site_id}/{language}/"): Right(Who.ANYBODY, None, "a site's published articles"),
    ("GET", "/help/{site_id}/{language}/{key}"): Right(Who.ANYBODY, None, "a published article"),
    ("OPTIONS", http.UPLOADS): Right(Who.ANYBODY, None, "what a browser may send"),
    ("OPTIONS", http.RESUMABLE): Right(Who.ANYBODY, None, "what a browser may send"),
    ("OPTIONS", http.RESUMABLE_ONE): Right(Who.ANYBODY, None, "what a browser may send"),
    ("OPTIONS", http.FILES): Right(Who.ANYBODY, None, "what a browser may send"),
    ("OPTIONS", http.MESSAGES): Right(Who.ANYBODY, None, "what a browser may send"),
    ("GET", http.AGENT_SOCKET): Right(Who.AGENT, None, "the consoles' gateway; the first frame bears the token"),
    ("GET", http.VISITOR_SOCKET): Right(Who.ANYBODY, None, "the widgets' gateway; only for origins of a site"),
    ("GET", http.HEALTH): Right(Who.ANYBODY, None, "whether the server can store"),
    ("GET", OPENAPI): Right(Who.ANYBODY, None, "the description of the interface"),
    ("GET", ASYNCAPI): Right(Who.ANYBODY, None, "the description of the gateways"),
    ("GET", privacy.KEPT): Right(Who.AGENT, Action.ERASE_VISITOR, "the department of the visitor's site"),
    ("GET", privacy.EXPORT): Right(Who.AGENT, Action.EXPORT_VISITOR, "the department of the visitor's site"),
    ("DELETE", privacy.VISITOR): Right(Who.AGENT, Action.ERASE_VISITOR, "the department of the visitor's site"),
    ("GET", privacy.RETENTION): Right(Who.AGENT, Action.SET_UP_SITE, "a site"),
    ("GET", privacy.NOTICE): Right(Who.ANYBODY, None, "what a site asks and collects"),
    ("GET", "/widget/{path}"): Right(Who.ANYBODY, None, "the widget's files"),
    ("GET", "/shop/{site_id}"): Right(Who.ANYBODY, None, "the demo shops"),
    ("GET", "/shop/{site_id}/{path}"): Right(Who.ANYBODY, None, "the demo shops"),
}

_CONNECTED = "the connection itself"

CONSOLE_FRAMES: dict[type, Right] = {
    console.AgentHello: Right(Who.ANYBODY, None, "an access token"),
    frames.Resume: Right(Who.AGENT, None, "own chats, and queues of own departments"),
    frames.FetchStream: Right(Who.AGENT, None, "a stream that this connection gets"),
    console.SendMessage: Right(
        Who.AGENT,
        Action.WRITE,
        "a conversation; note for a note, whisper for a lead's, join for a lead who writes along",
    ),
    console.Accept: Right(Who.AGENT, Action.ACCEPT, "a conversation"),
    handling.AcceptOffer: Right(Who.AGENT, Action.ANSWER_OFFER, "an offered conversation"),
    handling.DeclineOffer: Right(Who.AGENT, Action.ANSWER_OFFER, "an offered conversation"),
    handling.OfferTransfer: Right(Who.AGENT, Action.WRITE, "a conversation"),
    handling.WithdrawTransfer: Right(Who.AGENT, Action.WRITE, "a conversation"),
    console.NoAnswerNeeded: Right(Who.AGENT, Action.WRITE, "a conversation"),
    console.CloseConversation: Right(Who.AGENT, Action.WRITE, "a conversation"),
    console.SetTags: Right(Who.AGENT, Action.WRITE, "a conversation"),
    console.Release: Right(Who.AGENT, Action.WRITE, "conversations; others are passed over"),
    handling.RaiseHand: Right(Who.AGENT, Action.WRITE, "a conversation; to lower it, lower_hand"),
    after.SendMail: Right(Who.AGENT, Action.MAIL, "a conversation"),
    pages.PushPage: Right(Who.AGENT, Action.WRITE, "a conversation; a page of its site"),
    console.OwnSeen: Right(Who.AGENT, Action.WRITE, "a conversation"),
    console.SetStatus: Right(Who.AGENT, None, "own status"),
    console.CorrectVisitor: Right(Who.AGENT, Action.CORRECT, "the department of the visitor's site"),
    call_backs.ChangeCallBack: Right(Who.AGENT, Action.CALL_BACK, "the department of a call-back request"),
    console.AgentTyping: Right(Who.AGENT, Action.WRITE, "a conversation"),
    console.AgentActivity: Right(Who.AGENT, None, "own presence"),
    team.WatchWall: Right(Who.AGENT, Action.WATCH, "all departments of which that is true"),
    invitations.WatchVisitors: Right(Who.AGENT, Action.SEE_VISITORS, "sites"),
    handling.WatchChat: Right(Who.AGENT, Action.WATCH, "a conversation"),
    handling.JoinChat: Right(Who.AGENT, Action.JOIN, "a conversation"),
    handling.GiveChat: Right(Who.AGENT, Action.GIVE, "a conversation; whoever gets it must belong to its department"),
    handling.ChangeAgent: Right(Who.AGENT, Action.CHANGE_AGENT, "an agent"),
    invitations.InviteVisitor: Right(Who.AGENT, Action.INVITE, "the department of the visitor's site"),
    frames.Receipt: Right(Who.AGENT, Action.WRITE, "a conversation"),
    frames.Ping: Right(Who.AGENT, None, _CONNECTED),
    frames.Pong: Right(Who.AGENT, None, _CONNECTED),
}

TAB_FRAMES: dict[type, Right] = {
    tab.VisitorHello: Right(Who.ANYBODY, None, "a site that allows the page's origin"),
    frames.Resume: Right(Who.VISITOR, Action.READ, "conversations"),
    frames.FetchStream: Right(Who.VISITOR, None, "a stream that this connection gets"),
    tab.Page: Right(Who.VISITOR, None, "own visit"),
    tab.VisitorSend: Right(Who.VISITOR, None, "own open conversation, or a new one; a file of one's own"),
    tab.Typing: Right(Who.VISITOR, None, "own open conversation"),
    tab.CartChanged: Right(Who.VISITOR, None, "own visit"),
    tab.CustomFields: Right(Who.VISITOR, None, "own visit"),
    tab.VisitEvent: Right(Who.VISITOR, None, "own visit"),
    invitations.InvitationAnswer: Right(Who.VISITOR, None, "the invitation of the own visit"),
    tab.ShowIdentity: Right(Who.VISITOR, None, "oneself; a token that the site's own server has signed"),
    tab.GiveForm: Right(Who.VISITOR, None, "own open conversation"),
    tab.LeaveContact: Right(Who.VISITOR, None, "own open conversation"),
    after.Rate: Right(Who.VISITOR, Action.RATE, "a conversation"),
    after.MailTranscript: Right(Who.VISITOR, Action.MAIL, "a conversation"),
    call_backs.AskTimes: Right(Who.VISITOR, None, "own site"),
    call_backs.AskCallBack: Right(Who.VISITOR, None, "own call-back request"),
    pages.PageAnswer: Right(Who.VISITOR, None, "own open conversation"),
    tab.Leave: Right(Who.VISITOR, None, "own open conversation"),
    frames.Receipt: Right(Who.VISITOR, None, "own open conversation"),
    frames.Ping: Right(Who.VISITOR, None, _CONNECTED),
    frames.Pong: Right(Who.VISITOR, None, _CONNECTED),
}

# -- the matrix

_ME, _COLLEAGUE = AgentId("ag_me"), AgentId("ag_colleague")
_OWN, _OTHER = DepartmentId("own"), DepartmentId("other")
_VISITOR, _STRANGER = VisitorId("vs_own"), VisitorId("vs_other")
_SITE, _ELSEWHERE = SiteId("site"), SiteId("elsewhere")

ACTORS: dict[str, Actor] = {
    **{role.value: AgentActor(agent_id=_ME, role=role, departments=(_OWN,)) for role in Role},
    "visitor": VisitorActor(visitor_id=_VISITOR, site_id=_SITE),
}


def objects() -> dict[str, Object]:
    """Return one object of every kind and relation to the actors, by its name in words."""
    found: dict[str, Object] = {}
    owners = {"mine": _ME, "a colleague's": _COLLEAGUE, "nobody's": None}
    places = {"own department": _OWN, "another department": _OTHER}
    for (owner, agent_id), (place, department_id), state in product(owners.items(), places.items(), ConversationState):
        is_free = state in {ConversationState.QUEUED, ConversationState.BOT}
        if (agent_id is None) is not is_free and state is not ConversationState.CLOSED:
            continue
        found[f"conversation: {owner}, {place}, {state.value}"] = _chat(agent_id, department_id, state)
    elsewhere = _chat(_COLLEAGUE, _OTHER, ConversationState.ASSIGNED)
    found["conversation: offered to oneself, another department"] = _offered(elsewhere, to_agent=_ME)
    found["conversation: offered to own department, another one's"] = _offered(elsewhere, to_department=_OWN)
    found["conversation: offered to a colleague, another department"] = _offered(elsewhere, to_agent=_COLLEAGUE)
    chat = _chat(_ME, _OWN, ConversationState.ASSIGNED)
    found["conversation: mine, offered by me to my own department"] = _offered(chat, to_department=_OWN, by_agent=_ME)
    found["conversation: mine, ended by its visitor"] = structs.replace(chat, left_at=chat.started_at)
    found["conversation: of another visitor"] = _chat(_COLLEAGUE, _OTHER, ConversationState.ASSIGNED, _STRANGER)
    found["conversation: of the same visitor id at another site"] = _chat(
        _COLLEAGUE, _OTHER, ConversationState.ASSIGNED, _VISITOR, _ELSEWHERE
    )
    found["file: uploaded by oneself, not sent"] = UsedFile(owner=_ME, conversation=None, hidden=False)
    found["file: uploaded by the visitor, not sent"] = UsedFile(owner=_VISITOR, conversation=None, hidden=False)
    found["file: uploaded by somebody else, not sent"] = UsedFile(owner="xx_other", conversation=None, hidden=False)
    found["file: in a chat of one's own"] = UsedFile(owner="xx_other", conversation=chat, hidden=False)
    found["file: in a note of a chat of one's own"] = UsedFile(owner="xx_other", conversation=chat, hidden=True)
    foreign = _chat(_COLLEAGUE, _OTHER, ConversationState.ASSIGNED, _STRANGER)
    found["file: in a chat elsewhere"] = UsedFile(owner="xx_other", conversation=foreign, hidden=False)
    found["department: own"] = DepartmentOf(department_id=_OWN)
    found["department: another"] = DepartmentOf(department_id=_OTHER)
    found["site: own"] = Site(id=_SITE, name="Site", base_url="https://site.example", department_id=_OWN)
    found["site: another"] = Site(
        id=_ELSEWHERE, name="Elsewhere", base_url="https://elsewhere.example", department_id=_OTHER
    )
    for (place, department_id), role in product(places.items(), Role):
        found[f"agent: {role.value}, {place}"] = Agent(
            id=_COLLEAGUE, account="colleague", name="", first_name="", role=role, departments=(department_id,)
        )
    found["sign-in: own"] = SignInOf(agent_id=_ME)
    found["sign-in: a colleague's"] = SignInOf(agent_id=_COLLEAGUE)
    return found


def matrix() -> dict[tuple[str, Action], frozenset[str]]:
    """Return who may do what to what: names of `ACTORS` by object and action, all combinations."""
    return {
        (name, action): frozenset(who for who, actor in ACTORS.items() if authorise(actor, action, target))
        for (name, target), action in product(objects().items(), Action)
    }


def _chat(
    agent_id: AgentId | None,
    department_id: DepartmentId,
    state: ConversationState,
    visitor_id: VisitorId = _VISITOR,
    site_id: SiteId = _SITE,
) -> Conversation:
    return Conversation(
        id=ConversationId("cv_x"),
        site_id=site_id,
        department_id=department_id,
        visitor_id=visitor_id,
        visit_id=VisitId("vt_x"),
        state=state,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        agent_id=agent_id,
    )


def _offered(chat: Conversation, **to: object) -> Conversation:
    offer = Offer(id="of_x", reason=OfferReason.TRANSFER, at=chat.started_at, **to)  # type: ignore[arg-type]  # by name
    return structs.replace(chat, offer=offer)
