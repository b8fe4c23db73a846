"""The port between the desk and a chat server: events with whole values, commands, capabilities; knows no server.

Events may come twice and in any order; versions and positions tell which is newer. A command's return says only that
the server did it (or not): the change itself comes as an event. The outbox is the desk's, not the adapter's.
"""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from msgspec import Struct

from operator_console.domain.conversations import (
    Conversation,
    Message,
    MessageKind,
    Outcome,
    PreviousChat,
    TodayFigures,
)
from operator_console.domain.ids import (
    AgentId,
    AttachmentId,
    CallBackId,
    ClientId,
    ConversationId,
    DepartmentId,
    MessageId,
    SiteId,
    VisitorId,
)
from operator_console.domain.people import Agent, AgentStatus, Department, Site, Visit, Visitor
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.link_trouble import LinkTrouble

if TYPE_CHECKING:
    from operator_console.domain.call_backs import CallBack
    from operator_console.protocol.articles import ArticleInWork
    from operator_console.protocol.invitations import VisitorsOnSite
    from operator_console.protocol.team import WallUpdated

# ------------------------------------------------------------------------------------------- capabilities


class SendSafety(StrEnum):
    """How sending twice is kept from storing twice."""

    NATIVE = "native"
    RECONCILE = "reconcile"
    NONE = "none"


class ClaimSafety(StrEnum):
    """How two agents are kept from taking one chat."""

    ATOMIC = "atomic"
    CHECKED = "checked"
    LAST_WRITER = "last_writer"


class ArticleRights(StrEnum):
    """What the desk can do with the server's articles."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


class ResumeBy(StrEnum):
    """How the adapter catches up."""

    CURSOR = "cursor"
    SINCE = "since"
    SNAPSHOT = "snapshot"
    POLL = "poll"


class Capabilities(Struct, frozen=True, kw_only=True):
    """What a server can do; what it cannot is visibly absent."""

    send: SendSafety
    claim: ClaimSafety
    resume: ResumeBy
    release: bool = False
    """Own chats can be given back to the queue."""
    offers: bool = False
    """Chats are offered, declined and transferred, a hand can be raised, and notes name colleagues."""
    articles: ArticleRights = ArticleRights.NONE
    archive: bool = False
    """Chats that were can be searched, commented and exported; surely so once the server has been heard."""
    pages: bool = False
    """A visitor can be asked whether a page may open."""
    mail: bool = False
    """Transcripts and notes go to visitors by e-mail."""
    team: bool = False
    """Leads see a wall, look along, whisper, join, give chats and change limits."""
    street: bool = False
    """Who is on the sites now is shown, and they can be invited by hand."""


# ------------------------------------------------------------------------------------------------- errors


class BackendError(Exception):
    """Base of what a call to a server can end with.

    Attributes:
        trouble: What stood between, when that is known.
    """

    trouble: LinkTrouble | None = None

    def because(self, trouble: LinkTrouble) -> Self:
        """Return itself, with what stood between."""
        self.trouble = trouble
        return self


class Unreachable(BackendError):
    """No answer, or one that says "later"; trying again may help."""


class CertificateRefused(BackendError):
    """The server's TLS certificate is not to be trusted."""


class NotAServer(BackendError):
    """Something answered that is no chat server of this kind."""


class VersionRefused(BackendError):
    """Server and desk have no protocol version in common."""


class SignedOut(BackendError):
    """The credentials are not good (any more)."""


class Refused(BackendError):
    """The server understood and refused."""

    def __init__(self, reason: Refusal, retry_after_s: float | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.retry_after_s = retry_after_s


class ArticleConflict(Struct, frozen=True):
    """An answer, not an error: somebody else has saved the article meanwhile. `current` is None when it was removed."""

    current: "ArticleInWork | None"


# ------------------------------------------------------------------------------------------------- events


class LinkWord(StrEnum):
    """State of the connection, as resume reports it."""

    CONNECTING = "connecting"
    CATCHING_UP = "catching_up"
    LIVE = "live"
    OFFLINE = "offline"
    STOPPED = "stopped"


class StopWord(StrEnum):
    """Why an adapter stopped trying."""

    SIGNED_OUT = "signed_out"
    VERSION = "version"
    CERTIFICATE = "certificate"
    REPLACED = "replaced"
    REVOKED = "revoked"
    """Signed out by the agent on another device, or by an administrator."""
    REUSED = "reused"
    """Signed out by the server, because a copy of the token was used."""


class LinkChanged(Struct, frozen=True, kw_only=True):
    """The connection's state changed. LIVE means: everything missed has been handed over."""

    word: LinkWord
    retry_in_s: float | None = None
    stop: StopWord | None = None
    trouble: LinkTrouble | None = None
    """While there is no connection: what kept the last attempt from success."""


class RoundTripMeasured(Struct, frozen=True):
    """A heartbeat was answered; best recent round trip in milliseconds."""

    round_trip_ms: float | None


class Welcomed(Struct, frozen=True, kw_only=True):
    """A new connection begins. `epoch` differs from the last one's when the server's database is another."""

    epoch: str
    server_name: str
    me: Agent
    sites: tuple[Site, ...]
    departments: tuple[Department, ...]
    agents: tuple[Agent, ...]
    today: TodayFigures
    articles_version: int


class OwnChatsListed(Struct, frozen=True):
    """These, and no others, are the agent's own open conversations."""

    conversations: tuple[Conversation, ...]


class QueueListed(Struct, frozen=True, kw_only=True):
    """These, and no others, wait in the department's queue."""

    department_id: DepartmentId
    conversations: tuple[Conversation, ...]


class CallBacksListed(Struct, frozen=True, kw_only=True):
    """After these, and no other, requests of the department somebody still has to call."""

    department_id: DepartmentId
    call_backs: "tuple[CallBack, ...]"


class CallBackUpserted(Struct, frozen=True):
    """A call-back request as it is now."""

    call_back: "CallBack"


class ChatSnapshot(Struct, frozen=True, kw_only=True):
    """A conversation with its newest messages, oldest first; replaces what was known of its end."""

    epoch: str
    pos: int
    conversation: Conversation
    messages: tuple[Message, ...]
    more: bool
    visitor: Visitor | None
    visit: Visit | None
    previous: tuple[PreviousChat, ...]


class ConversationUpserted(Struct, frozen=True):
    """A conversation as it is now."""

    conversation: Conversation


class MessageUpserted(Struct, frozen=True):
    """A message, and its conversation with it."""

    message: Message
    conversation: Conversation


class VisitorUpserted(Struct, frozen=True):
    """A visitor as they are now."""

    conversation_id: ConversationId
    visitor: Visitor


class StreamAdvanced(Struct, frozen=True):
    """Everything of a conversation's stream up to here has been handed over."""

    conversation_id: ConversationId
    epoch: str
    pos: int


class MessageStored(Struct, frozen=True, kw_only=True):
    """The server has an own message on disk."""

    client_id: ClientId
    conversation_id: ConversationId
    message_id: MessageId
    pos: int
    at: datetime


class MessageStale(Struct, frozen=True, kw_only=True):
    """An own message was not stored: somebody else wrote, or the chat changed hands or closed."""

    client_id: ClientId
    conversation_id: ConversationId


class MessageRefused(Struct, frozen=True):
    """An own message was not stored."""

    client_id: ClientId
    reason: Refusal


class RightsChanged(Struct, frozen=True):
    """An administrator changed the agent's role or departments; a new connection follows and shows what counts now."""


class VisitorTyped(Struct, frozen=True, kw_only=True):
    """The visitor types (or stopped)."""

    conversation_id: ConversationId
    active: bool
    preview: str


class VisitChanged(Struct, frozen=True):
    """The visit of a conversation as it is now."""

    conversation_id: ConversationId
    visit: Visit


class ReceiptAdvanced(Struct, frozen=True, kw_only=True):
    """Everything up to these positions reached the visitor, and was on screen."""

    conversation_id: ConversationId
    delivered_pos: int
    read_pos: int


class PresenceChanged(Struct, frozen=True):
    """An agent's status."""

    agent_id: AgentId
    status: AgentStatus


class TodayMeasured(Struct, frozen=True):
    """The agent's figures of today."""

    today: TodayFigures


class SitesTold(Struct, frozen=True):
    """The agent's sites as they are now; somebody has changed one."""

    sites: tuple[Site, ...]


class SeenElsewhere(Struct, frozen=True):
    """Everything of an own chat up to here was on screen at another machine of the same agent."""

    conversation_id: ConversationId
    pos: int


class CommentsAdvanced(Struct, frozen=True, kw_only=True):
    """So many comments of colleagues on own chats are not seen yet; about one chat when one of them is new or seen."""

    unread: int
    conversation_id: ConversationId | None = None


class WallTold(Struct, frozen=True):
    """What changed on the wall."""

    update: "WallUpdated"


class StreetTold(Struct, frozen=True):
    """Who came to the sites, changed there, or went."""

    update: "VisitorsOnSite"


class WatchersTold(Struct, frozen=True):
    """Who looks along in a conversation now, all of them."""

    conversation_id: ConversationId
    agent_ids: tuple[AgentId, ...]


class ColleagueTyped(Struct, frozen=True, kw_only=True):
    """A colleague types in a conversation that is mine, or that I look along in (or stopped)."""

    conversation_id: ConversationId
    agent_id: AgentId
    active: bool


class ChangedByLead(Struct, frozen=True, kw_only=True):
    """A lead has changed the agent's own limit or status; None for what stayed."""

    by_name: str
    capacity: int | None
    status: AgentStatus | None


class MentionRead(Struct, frozen=True):
    """A note names the agent; it may be told again."""

    message: Message
    conversation: Conversation


class LowRatingTold(Struct, frozen=True):
    """A visitor of one of the lead's departments was not satisfied."""

    conversation: Conversation


class MailTold(Struct, frozen=True, kw_only=True):
    """A mail that the agent asked for was sent, or is given up; `note` when it was one and not the transcript."""

    conversation_id: ConversationId
    email: str
    note: bool
    sent: bool


class NotSupported(Struct, frozen=True):
    """The server said something that this version does not know; it was passed over."""


class ArticlesAdvanced(Struct, frozen=True):
    """Articles were changed up to this version."""

    version: int


BackendEvent = (
    LinkChanged
    | RoundTripMeasured
    | Welcomed
    | OwnChatsListed
    | QueueListed
    | CallBacksListed
    | CallBackUpserted
    | ChatSnapshot
    | ConversationUpserted
    | MessageUpserted
    | VisitorUpserted
    | StreamAdvanced
    | MessageStored
    | MessageStale
    | MessageRefused
    | RightsChanged
    | VisitorTyped
    | VisitChanged
    | ReceiptAdvanced
    | PresenceChanged
    | TodayMeasured
    | SitesTold
    | ArticlesAdvanced
    | SeenElsewhere
    | CommentsAdvanced
    | WallTold
    | StreetTold
    | WatchersTold
    | ColleagueTyped
    | ChangedByLead
    | MentionRead
    | LowRatingTold
    | MailTold
    | NotSupported
)

# ----------------------------------------------------------------------------------------------- commands


class Outgoing(Struct, frozen=True, kw_only=True):
    """A message of the outbox on its way.

    Attributes:
        base_seq: Last position of the conversation's stream that the author had seen.
        force: Store it although somebody else wrote since: the author has decided.
        whisper: A lead's note to the owner of a chat that is not the lead's own.
        mentions: Colleagues whom a note names.
    """

    client_id: ClientId
    conversation_id: ConversationId
    kind: MessageKind
    text: str = ""
    attachment_id: AttachmentId | None = None
    holding: bool = False
    base_seq: int = 0
    force: bool = False
    whisper: bool = False
    mentions: tuple[AgentId, ...] = ()


class AcceptChat(Struct, frozen=True, tag="accept"):
    """Take a chat from the queue."""

    conversation_id: ConversationId


class AnswerNotNeeded(Struct, frozen=True, tag="no_answer_needed"):
    """Stop the clock."""

    conversation_id: ConversationId


class WrapUpChat(Struct, frozen=True, kw_only=True, tag="wrap_up"):
    """Close a chat with its outcome."""

    conversation_id: ConversationId
    outcome: Outcome
    tags: tuple[str, ...] = ()
    note: str = ""
    value_cents: int | None = None


class MailVisitor(Struct, frozen=True, kw_only=True, tag="mail_visitor"):
    """Send the visitor of a chat its transcript, or a note instead.

    Attributes:
        note: Empty for the transcript.
    """

    client_id: ClientId
    conversation_id: ConversationId
    email: str
    note: str = ""


class TagChat(Struct, frozen=True, tag="set_tags"):
    """Replace a chat's tags."""

    conversation_id: ConversationId
    tags: tuple[str, ...]


class ReleaseChats(Struct, frozen=True, tag="release"):
    """Give own chats back to the queue.

    Attributes:
        leaving: Because the agent leaves: no new ones come any more.
    """

    conversation_ids: tuple[ConversationId, ...]
    leaving: bool = True


class AcceptOffered(Struct, frozen=True, tag="accept_offer"):
    """Take a chat that is offered."""

    conversation_id: ConversationId
    offer_id: str


class DeclineOffered(Struct, frozen=True, tag="decline_offer"):
    """Leave a chat that is offered to somebody else."""

    conversation_id: ConversationId
    offer_id: str
    reason: str = ""


class TransferChat(Struct, frozen=True, kw_only=True, tag="transfer"):
    """Offer an own chat to a colleague or a department."""

    conversation_id: ConversationId
    to_agent: AgentId | None = None
    to_department: DepartmentId | None = None
    summary: str = ""
    note: str = ""


class WithdrawOffered(Struct, frozen=True, tag="withdraw_transfer"):
    """Take the own offer of a chat back."""

    conversation_id: ConversationId


class ChangeHand(Struct, frozen=True, tag="raise_hand"):
    """Ask the leads for help in a chat, or say that it is not needed any more."""

    conversation_id: ConversationId
    raised: bool
    text: str = ""


class ShowPage(Struct, frozen=True, tag="push_page"):
    """Ask a chat's visitor whether a page of the site may open."""

    conversation_id: ConversationId
    url: str
    title: str = ""


class ChooseStatus(Struct, frozen=True, tag="set_status"):
    """Change the own status.

    Attributes:
        automatic: Nobody is at this machine; not done, with CONFLICT, while the agent is at another one.
    """

    status: AgentStatus
    automatic: bool = False


class AmendVisitor(Struct, frozen=True, tag="correct_visitor"):
    """Correct a visitor; None leaves a field as it is, empty clears it."""

    visitor_id: VisitorId
    name: str | None
    email: str | None


class HandleCallBack(Struct, frozen=True, tag="change_call_back"):
    """Take a call-back request, give it back, note a try, finish or drop it; `action` is one of the protocol's."""

    call_back_id: CallBackId
    version: int
    action: str
    remark: str = ""


class ShowWall(Struct, frozen=True, tag="watch_wall"):
    """Show the wall from now on, or no more."""

    on: bool


class LookAlong(Struct, frozen=True, tag="watch"):
    """Look along in a colleague's chat, or stop."""

    conversation_id: ConversationId
    watching: bool


class WriteAlong(Struct, frozen=True, tag="join"):
    """Write to the visitor beside the owner, or stop."""

    conversation_id: ConversationId
    joined: bool


class GiveChat(Struct, frozen=True, tag="give"):
    """Give a chat to an agent."""

    conversation_id: ConversationId
    to_agent: AgentId


class ChangeColleague(Struct, frozen=True, kw_only=True, tag="change_agent"):
    """Change a colleague's limit or status; None leaves it."""

    agent_id: AgentId
    capacity: int | None = None
    status: AgentStatus | None = None


class ShowVisitors(Struct, frozen=True, tag="watch_visitors"):
    """Show who is on these sites from now on, or nobody any more when there are none."""

    site_ids: tuple[SiteId, ...]


class InviteByHand(Struct, frozen=True, tag="invite_visitor"):
    """Invite a visitor to chat, with one's own words."""

    visitor_id: VisitorId
    text: str


TeamRequest = ShowWall | LookAlong | WriteAlong | GiveChat | ChangeColleague
Request = (
    AcceptChat
    | AnswerNotNeeded
    | WrapUpChat
    | TagChat
    | MailVisitor
    | ReleaseChats
    | AcceptOffered
    | DeclineOffered
    | TransferChat
    | WithdrawOffered
    | ChangeHand
    | ShowPage
    | ChooseStatus
    | AmendVisitor
    | HandleCallBack
    | ShowVisitors
    | InviteByHand
    | TeamRequest
)
"""What the server answers with done or a refusal; the tag is the wish's name."""
