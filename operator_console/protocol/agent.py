"""Frames of the agent gateway (``/ws/agent``); the shared ones are in `frames`."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.conversations import MessageKind, Outcome, TodayFigures
from operator_console.domain.ids import AgentId, AttachmentId, ClientId, ConversationId, VisitorId
from operator_console.domain.people import Agent, AgentStatus, Department, Site, Visit
from operator_console.protocol.after import LowRating, MailTold, SendMail
from operator_console.protocol.call_backs import ChangeCallBack
from operator_console.protocol.events import Event
from operator_console.protocol.frames import (
    Ack,
    ConversationSnapshot,
    Denied,
    Done,
    Failed,
    FetchStream,
    Goodbye,
    ListSnapshot,
    Ping,
    Pong,
    Receipt,
    ReplayDone,
    Resume,
    SendRefused,
    Stale,
)
from operator_console.protocol.handling import (
    AcceptOffer,
    ChangeAgent,
    ColleagueTyping,
    DeclineOffer,
    GiveChat,
    JoinChat,
    OfferTransfer,
    RaiseHand,
    WatchChat,
    Watchers,
    WithdrawTransfer,
)
from operator_console.protocol.invitations import InviteVisitor, VisitorsOnSite, WatchVisitors
from operator_console.protocol.pages import PushPage
from operator_console.protocol.sites import SitesChanged
from operator_console.protocol.team import ChangedByLead, WallUpdated, WatchWall


class AgentHello(Struct, frozen=True, kw_only=True, tag="hello"):
    """First frame of a console.

    Attributes:
        token: The access token from sign-in.
        run: Made once by each run of a console.
        attempt: Counts the run's connections, so that a hello which the network held back is told from a newer one.
    """

    versions: tuple[int, ...]
    token: str
    client: str = ""
    features: tuple[str, ...] = ()
    run: str = ""
    attempt: int = 0


class AgentWelcome(Struct, frozen=True, kw_only=True, tag="welcome"):
    """Answer to `AgentHello`.

    Attributes:
        articles_version: Version of the newest article, so that the desk knows whether to fetch.
        archive_unread: Comments of colleagues on own chats, not seen yet; feature ``archive``.
    """

    version: int
    epoch: str
    server_time: datetime
    server_name: str
    me: Agent
    sites: tuple[Site, ...]
    departments: tuple[Department, ...]
    agents: tuple[Agent, ...] = ()
    today: TodayFigures = TodayFigures()
    articles_version: int = 0
    heartbeat_s: float = 15.0
    features: tuple[str, ...] = ()
    archive_unread: int = 0


class SendMessage(Struct, frozen=True, kw_only=True, tag="send"):
    """Store a message (TEXT, FILE or NOTE) in a conversation of mine.

    Attributes:
        client_id: UUID made once by the author; the same one is sent again after a reconnect.
        base_seq: Last position of the conversation's stream that the author had seen.
        force: Send although `Stale` was answered before; the agent has decided.
        mentions: Colleagues whom a note names.
        whisper: A lead's note to the owner of a conversation that need not be the lead's own.
    """

    client_id: ClientId
    conversation_id: ConversationId
    base_seq: int
    kind: MessageKind = MessageKind.TEXT
    text: str = ""
    attachment_id: AttachmentId | None = None
    holding: bool = False
    force: bool = False
    mentions: tuple[AgentId, ...] = ()
    whisper: bool = False


class Accept(Struct, frozen=True, kw_only=True, tag="accept"):
    """Take a conversation from the queue."""

    request_id: str
    conversation_id: ConversationId


class NoAnswerNeeded(Struct, frozen=True, kw_only=True, tag="no_answer_needed"):
    """Stop the response clock of a conversation of mine; logged."""

    request_id: str
    conversation_id: ConversationId


class CloseConversation(Struct, frozen=True, kw_only=True, tag="wrap_up"):
    """Wrap a conversation of mine up; it is closed after that."""

    request_id: str
    conversation_id: ConversationId
    outcome: Outcome
    tags: tuple[str, ...] = ()
    note: str = ""
    value_cents: int | None = None


class SetTags(Struct, frozen=True, kw_only=True, tag="set_tags"):
    """Replace the tags of a conversation of mine."""

    request_id: str
    conversation_id: ConversationId
    tags: tuple[str, ...]


class Release(Struct, frozen=True, kw_only=True, tag="release"):
    """Give conversations of mine back to the queue, in one step; feature ``release``.

    Attributes:
        leaving: I go, and this console is no place for new ones from now on.
    """

    request_id: str
    conversation_ids: tuple[ConversationId, ...]
    leaving: bool = True


class OwnSeen(Struct, frozen=True, kw_only=True, tag="own_seen"):
    """Everything of a conversation of mine up to here was on screen.

    From the console where it was, by the server to the account's other consoles; feature ``own_seen``; latest-only.
    """

    conversation_id: ConversationId
    pos: int


class SetStatus(Struct, frozen=True, kw_only=True, tag="set_status"):
    """Change my own status.

    Attributes:
        automatic: Set because nobody is at this console; refused as a conflict while I am at another one.
    """

    request_id: str
    status: AgentStatus
    automatic: bool = False


class CorrectVisitor(Struct, frozen=True, kw_only=True, tag="correct_visitor"):
    """Correct a visitor's name and e-mail address; None leaves a field as it is, empty clears it."""

    request_id: str
    visitor_id: VisitorId
    name: str | None = None
    email: str | None = None


class AgentTyping(Struct, frozen=True, kw_only=True, tag="typing"):
    """I type, or have stopped typing, in a conversation of mine; ephemeral."""

    conversation_id: ConversationId
    active: bool


class AgentActivity(Struct, frozen=True, kw_only=True, tag="activity"):
    """Whether somebody sits at this console's machine; feature ``activity``; latest-only, never stored.

    Told when it changes between active, idle (`domain.presence.IDLE_S`) and locked, and after a connection begins.

    Attributes:
        idle_s: Seconds without a key or the pointer.
        locked: The screen is locked.
    """

    idle_s: float
    locked: bool = False


class VisitorTyping(Struct, frozen=True, kw_only=True, tag="visitor_typing"):
    """What a visitor types, never stored; `preview` is empty where the site does not allow it."""

    conversation_id: ConversationId
    active: bool
    preview: str = ""


class VisitUpdated(Struct, frozen=True, kw_only=True, tag="visit_updated"):
    """Present state of a conversation's visit; latest-only."""

    conversation_id: ConversationId
    visit: Visit


class AgentPresence(Struct, frozen=True, kw_only=True, tag="presence"):
    """A colleague's (or my own) status as the server knows it."""

    agent_id: AgentId
    status: AgentStatus


class TodayUpdated(Struct, frozen=True, kw_only=True, tag="today"):
    """My figures of today; latest-only."""

    today: TodayFigures


class ArticlesChanged(Struct, frozen=True, kw_only=True, tag="articles_changed"):
    """Articles were changed up to this version; fetch over HTTP."""

    version: int


class ArchiveCommented(Struct, frozen=True, kw_only=True, tag="archive_commented"):
    """A colleague said something of a chat of mine, or I have seen it; latest-only; feature ``archive``.

    Attributes:
        unread: Comments on all my chats that I have not seen.
    """

    conversation_id: ConversationId
    unread: int


AgentRequest = (
    AgentHello
    | Resume
    | FetchStream
    | SendMessage
    | Accept
    | AcceptOffer
    | DeclineOffer
    | OfferTransfer
    | WithdrawTransfer
    | NoAnswerNeeded
    | CloseConversation
    | SetTags
    | Release
    | RaiseHand
    | SendMail
    | PushPage
    | OwnSeen
    | SetStatus
    | CorrectVisitor
    | ChangeCallBack
    | AgentTyping
    | AgentActivity
    | WatchWall
    | WatchVisitors
    | WatchChat
    | JoinChat
    | GiveChat
    | ChangeAgent
    | InviteVisitor
    | Receipt
    | Ping
    | Pong
)
"""What a console sends."""

AgentFrame = (
    AgentWelcome
    | Event
    | ConversationSnapshot
    | ListSnapshot
    | ReplayDone
    | Ack
    | Stale
    | SendRefused
    | Done
    | Failed
    | VisitorTyping
    | VisitUpdated
    | Receipt
    | OwnSeen
    | AgentPresence
    | TodayUpdated
    | ArticlesChanged
    | ArchiveCommented
    | SitesChanged
    | WallUpdated
    | VisitorsOnSite
    | Watchers
    | ColleagueTyping
    | ChangedByLead
    | LowRating
    | MailTold
    | Ping
    | Pong
    | Goodbye
    | Denied
)
"""What the server sends to a console."""
