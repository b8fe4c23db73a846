"""Who may do what: one function, deny by default; the asker cannot tell "forbidden" from "not there"."""

from enum import StrEnum

from msgspec import Struct

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, DepartmentId, SiteId, VisitorId
from operator_console.domain.offers import is_offered_to
from operator_console.domain.people import Agent, Role, Site, Visitor
from operator_console.domain.ratings import is_over


class AgentActor(Struct, frozen=True, kw_only=True):
    """A signed-in agent."""

    agent_id: AgentId
    role: Role
    departments: tuple[DepartmentId, ...]


class VisitorActor(Struct, frozen=True, kw_only=True):
    """A visitor with a bearer of one site."""

    visitor_id: VisitorId
    site_id: SiteId


class UsedFile(Struct, frozen=True, kw_only=True):
    """An uploaded file: who uploaded it, and the conversation in which it stands, if any."""

    owner: str
    conversation: Conversation | None
    hidden: bool


class DepartmentOf(Struct, frozen=True, kw_only=True):
    """A department, as the place of a queue or of a visitor's site."""

    department_id: DepartmentId


class SignInOf(Struct, frozen=True, kw_only=True):
    """A sign-in of an agent on some device."""

    agent_id: AgentId


class Action(StrEnum):
    """Everything that anybody can ask for."""

    READ = "read"
    WRITE = "write"
    ACCEPT = "accept"
    ANSWER_OFFER = "answer_offer"
    """Accept or decline what is offered to oneself or to one's department."""
    TAKE = "take"
    WATCH_QUEUE = "watch_queue"
    READ_HISTORY = "read_history"
    CORRECT = "correct"
    UPLOAD = "upload"
    END_SIGN_IN = "end_sign_in"
    READ_ARTICLES = "read_articles"
    DRAFT_ARTICLES = "draft_articles"
    PUBLISH_ARTICLES = "publish_articles"
    """Publish and remove articles, import them, close lines of the list of missing ones."""
    RATE = "rate"
    """Say what one thinks of a chat that has ended."""
    MAIL = "mail"
    """Have the transcript sent by e-mail; as an agent, also a note after the chat."""
    NOTE = "note"
    """Write a note for the team in an open conversation."""
    LOWER_HAND = "lower_hand"
    """Say that help has come."""
    KEEP_CASES = "keep_cases"
    """Make and remove the practice cases of a department's sites."""
    EXPORT_CHATS = "export_chats"
    """Take many chats of a department out of the archive at once."""
    REMOVE_COMMENTS = "remove_comments"
    """Remove what others said of chats of a department."""
    READ_FIGURES = "read_figures"
    """The figures of a department and its agents; the own ones are everybody's."""
    SEE_VISITORS = "see_visitors"
    """See who is on a site now."""
    EXPORT_VISITOR = "export_visitor"
    """Take out everything that is kept of a visitor of a department's sites."""
    ERASE_VISITOR = "erase_visitor"
    """Erase everything that is kept of a visitor of a department's sites."""
    SET_UP_SITE = "set_up_site"
    """See and change what a site's owner sets."""
    CREATE_SITE = "create_site"
    """Make a new site in a department of one's own."""
    INVITE = "invite"
    """Invite a visitor of a department's site by hand."""
    PLAN_STAFF = "plan_staff"
    """Read what a department's staffing is planned from."""
    CALL_BACK = "call_back"
    """Take, note and finish what visitors ask of a department by telephone."""
    WATCH = "watch"
    """See a department on the wall, and look along in its open conversations."""
    WHISPER = "whisper"
    """Write a note to the owner of an open conversation."""
    JOIN = "join"
    """Write to the visitor beside the owner."""
    GIVE = "give"
    """Give an open conversation to somebody, or to oneself."""
    CHANGE_AGENT = "change_agent"
    """Change a colleague's limit or status."""


_OF_LEADS = frozenset(
    {
        *(Action.KEEP_CASES, Action.EXPORT_CHATS, Action.REMOVE_COMMENTS, Action.PLAN_STAFF, Action.WATCH),
        *(Action.READ_FIGURES, Action.EXPORT_VISITOR, Action.ERASE_VISITOR),
    }
)
"""What supervisors and administrators may do in a department, and agents may not."""

Actor = AgentActor | VisitorActor
Object = Conversation | Site | Visitor | UsedFile | DepartmentOf | SignInOf | Agent
LEADS = frozenset({Role.SUPERVISOR, Role.ADMIN})
_LEADING = frozenset({Action.WATCH, Action.WHISPER, Action.JOIN, Action.GIVE})


def actor_of(agent: Agent) -> AgentActor:
    """Return the actor of an agent."""
    return AgentActor(agent_id=agent.id, role=agent.role, departments=agent.departments)


def authorise(actor: Actor, action: Action, target: Object) -> bool:
    """Tell whether `actor` may do `action` to `target`; everything not named here is denied."""
    if isinstance(actor, VisitorActor):
        return _visitor_may(actor, action, target)
    return _agent_may(actor, action, target)


def _visitor_may(actor: VisitorActor, action: Action, target: Object) -> bool:
    if isinstance(target, Conversation):
        own = target.visitor_id == actor.visitor_id and target.site_id == actor.site_id
        if action is Action.RATE:
            return own and is_over(target)
        return own and action in {Action.READ, Action.WRITE, Action.MAIL}
    if isinstance(target, UsedFile) and action is Action.READ:
        shown = target.conversation is not None and not target.hidden
        return target.owner == actor.visitor_id or (
            shown and target.conversation is not None and _visitor_may(actor, Action.READ, target.conversation)
        )
    if isinstance(target, Site):
        return action is Action.UPLOAD and target.id == actor.site_id
    return False


def _agent_may(actor: AgentActor, action: Action, target: Object) -> bool:
    if isinstance(target, Conversation):
        free = target.state is not ConversationState.BOT or action is Action.READ  # people come when it hands over
        return free and _agent_may_in_conversation(actor, action, target)
    if isinstance(target, UsedFile) and action is Action.READ:
        seen = target.conversation is not None and _agent_may(actor, Action.READ, target.conversation)
        return target.owner == actor.agent_id or seen
    if isinstance(target, DepartmentOf):
        return _agent_may_in_department(actor, action, target.department_id)
    if isinstance(target, SignInOf):
        return action is Action.END_SIGN_IN and target.agent_id == actor.agent_id
    if isinstance(target, Agent):
        return action is Action.CHANGE_AGENT and _leads(actor, target)
    if isinstance(target, Site):
        return _agent_may_at_site(actor, action) and _belongs(actor, target.department_id)
    return False


def _agent_may_in_conversation(actor: AgentActor, action: Action, target: Conversation) -> bool:
    own = target.agent_id == actor.agent_id
    offered = is_offered_to(target, actor.agent_id, actor.departments)
    if action is Action.READ:
        return own or offered or _belongs(actor, target.department_id)
    if action is Action.ANSWER_OFFER:
        return offered
    if action is Action.WRITE:
        return own and target.state is ConversationState.ASSIGNED
    if action is Action.NOTE:
        member = own or offered or _belongs(actor, target.department_id)
        return target.state is not ConversationState.CLOSED and member
    if action is Action.LOWER_HAND:
        leads = actor.role in {Role.SUPERVISOR, Role.ADMIN} and _belongs(actor, target.department_id)
        return target.state is ConversationState.ASSIGNED and (own or leads)
    if action in {Action.ACCEPT, Action.TAKE, Action.MAIL}:
        return (own and action is Action.MAIL) or _belongs(actor, target.department_id)
    if action in _LEADING and actor.role in LEADS:
        return target.state is not ConversationState.CLOSED and _belongs(actor, target.department_id)
    return False


def _agent_may_in_department(actor: AgentActor, action: Action, department_id: DepartmentId) -> bool:
    if action is Action.CREATE_SITE:
        return actor.role is Role.ADMIN and department_id in actor.departments
    if action in _OF_LEADS:
        return actor.role in LEADS and _belongs(actor, department_id)
    allowed = {Action.WATCH_QUEUE, Action.READ_HISTORY, Action.CORRECT, Action.UPLOAD, Action.INVITE, Action.CALL_BACK}
    return action in allowed and _belongs(actor, department_id)


def _agent_may_at_site(actor: AgentActor, action: Action) -> bool:
    if action in {Action.PUBLISH_ARTICLES, Action.SET_UP_SITE}:
        return actor.role in LEADS
    return action in {Action.READ_ARTICLES, Action.DRAFT_ARTICLES, Action.SEE_VISITORS}


def _leads(actor: AgentActor, agent: Agent) -> bool:
    """Tell whether an agent is one of the actor's team: a supervisor changes nothing about an administrator."""
    if actor.role is Role.SUPERVISOR:
        return agent.role is not Role.ADMIN and not set(actor.departments).isdisjoint(agent.departments)
    return actor.role is Role.ADMIN


def _belongs(actor: AgentActor, department_id: DepartmentId) -> bool:
    return department_id in actor.departments or actor.role is Role.ADMIN
