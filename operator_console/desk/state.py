"""Values that the desk shows to screens; knows no wire, no storage, no Qt."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.conversations import AuthorKind, BotPart, Conversation, Message, PreviousChat
from operator_console.domain.ids import ConversationId
from operator_console.domain.invitations import InvitedBy
from operator_console.domain.people import Site, Visit, Visitor

if TYPE_CHECKING:
    from operator_console.domain.call_backs import CallBack


class Delivery(StrEnum):
    """Where one message stands; only STORED and beyond carry a tick (TRUST.md P1)."""

    QUEUED = "queued"
    IN_FLIGHT = "in_flight"
    SLOW = "slow"
    PARKED = "parked"
    STORED = "stored"
    DELIVERED = "delivered"
    READ = "read"


class ParkReason(StrEnum):
    """Why a message waits for its author's decision."""

    STALE = "stale"
    """A colleague has written since."""
    MOVED = "moved"
    """The chat is a colleague's, or back in the queue."""
    RETURNED = "returned"
    """The chat was a colleague's meanwhile."""
    CLOSED = "closed"
    TOO_OLD = "too_old"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    FILE_REFUSED = "file_refused"
    SALVAGED = "salvaged"
    """Read from a damaged file: it may not be what was written."""
    SERVER_LOST_IT = "server_lost_it"
    """It had its tick, and the server was put back to a copy from before."""


PENDING_FILE = "pending:"
"""Attachment ids of files that are not on the server yet begin with this and end with the client_id."""


class Entry(Struct, frozen=True, kw_only=True):
    """One row of a transcript.

    Attributes:
        key: Stable over the whole life of the row: the client_id of a message written here or by the visitor's
            browser, the message id otherwise.
        message: Not yet stored messages have ``pos == 0`` and the desk's estimate of server time.
        mine: Written by the signed-in agent (on whatever machine).
        base_seq: Of a message that is not stored: its author had seen everything up to this position.
        colleague: Of a parked message: who has written since, or has the chat now; empty when nobody is known.
    """

    key: str
    message: Message
    delivery: Delivery = Delivery.STORED
    mine: bool = False
    park_reason: ParkReason | None = None
    base_seq: int = 0
    colleague: str = ""

    @property
    def is_uploading(self) -> bool:
        """Tell whether its file is on the way, or waits for its turn: it can still be cancelled."""
        attachment = self.message.attachment
        waits = self.delivery in {Delivery.QUEUED, Delivery.IN_FLIGHT, Delivery.SLOW}
        return waits and attachment is not None and attachment.id.startswith(PENDING_FILE)


class ChatRow(Struct, frozen=True, kw_only=True):
    """One chat in the rail.

    Attributes:
        number: Sticky number 1 to 9 for ``Ctrl+1..9``; None in the queue or beyond nine.
        unread: Visitor messages not yet looked at.
        typing: The visitor types now; `preview` is what, where the site allows.
        has_draft: Unsent text is kept for this chat.
        waiting_out: Own messages without a tick.
        ended: It is closed or a colleague's, and here only because unsent text of the agent waits in it.
        owner_lost: A colleague's chat whose owner is lost: anybody may take it over, as from the queue.
        beside: The colleague whose chat it is, when the agent only writes along as a lead.
        offered: It is offered to this agent, or to a department of theirs.
    """

    conversation: Conversation
    site: Site
    number: int | None = None
    unread: int = 0
    typing: bool = False
    preview: str = ""
    has_draft: bool = False
    waiting_out: int = 0
    ended: bool = False
    owner_lost: bool = False
    beside: str = ""
    offered: bool = False

    @property
    def last_is_agent(self) -> bool:
        """Tell whether the last visible message was an agent's."""
        return self.conversation.last_author is AuthorKind.AGENT


class Rail(Struct, frozen=True, kw_only=True):
    """The rail's groups, each in its order.

    Offered: what moves on first. Queue: who lost their agent first, then who goes before others, then oldest first.
    Your turn: next deadline first.

    Attributes:
        left: Chats that ended or are with somebody else, in which something of the agent's was not sent.
    """

    offered: tuple[ChatRow, ...] = ()
    queue: tuple[ChatRow, ...] = ()
    your_turn: tuple[ChatRow, ...] = ()
    waiting_for_visitor: tuple[ChatRow, ...] = ()
    left: tuple[ChatRow, ...] = ()


class ChatContext(Struct, frozen=True, kw_only=True):
    """What is known of the person in a chat; None is "not shared" or not loaded yet.

    Attributes:
        invited_by: The invitation that the chat began with; None when it began without.
        bot: What the knowledge bot had to do with the chat; None when it was never asked.
    """

    visitor: Visitor | None = None
    visit: Visit | None = None
    previous: tuple[PreviousChat, ...] = ()
    invited_by: InvitedBy | None = None
    bot: BotPart | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """Unsent text of one chat.

    Attributes:
        cursor: In UTF-16 units, as `anchor`.
        anchor: The other end of the selection, or None; not kept on disk.
    """

    text: str = ""
    cursor: int = 0
    note: bool = False
    anchor: int | None = None


class DraftFile(Struct, frozen=True, kw_only=True):
    """A file that was chosen for a chat and not sent."""

    id: str
    name: str
    content: bytes


class Kept(Struct, frozen=True, kw_only=True):
    """Something the agent wrote that is on this machine only.

    Attributes:
        key: Of the transcript's entry; empty for a draft.
        title: The chat's visitor and site where they are known, as `row` gives them.
        delivery: None for a draft in a chat that is not the agent's any more.
    """

    conversation_id: ConversationId
    text: str
    key: str = ""
    conversation: Conversation | None = None
    delivery: Delivery | None = None
    park_reason: ParkReason | None = None
    colleague: str = ""
    file_name: str = ""


class KeptArticle(Struct, frozen=True, kw_only=True):
    """An article as it is being written, on this machine only until it is saved.

    Attributes:
        id: Stays the same while title and key change.
        base_revision: The revision that was changed; 0 for a new article.
        remark: What the author says of the change.
        question: What a visitor asked and it answers; empty when it was begun otherwise.
        missing_id: The line of the list of missing articles that is closed when it is saved.
        own_key: The author wrote the key; otherwise it follows the title while the article is new.
    """

    id: str
    article: Article
    base_revision: int
    changed_at: datetime
    remark: str = ""
    question: str = ""
    missing_id: str = ""
    own_key: bool = False


class ConnectionPhase(StrEnum):
    """The connection in words."""

    CONNECTING = "connecting"
    CATCHING_UP = "catching_up"
    LIVE = "live"
    OFFLINE = "offline"
    REFUSED = "refused"


class ConnectionRefusal(StrEnum):
    """Why the desk stopped trying."""

    SIGNED_OUT = "signed_out"
    VERSION = "version"
    CERTIFICATE = "certificate"
    REPLACED = "replaced"
    REVOKED = "revoked"
    REUSED = "reused"


class ConnectionTrouble(StrEnum):
    """What kept the last attempt to connect from success."""

    NAME = "name"
    SILENT = "silent"
    EXPIRED = "expired"
    UNTRUSTED = "untrusted"
    WRONG_HOST = "wrong_host"
    PROXY = "proxy"
    PROXY_SIGN_IN = "proxy_sign_in"
    PORTAL = "portal"
    SENSELESS = "senseless"
    BEHIND = "behind"


class StorageTrouble(StrEnum):
    """Why nothing can be kept on this machine's disk."""

    FULL = "full"
    FAILED = "failed"
    TAKEN = "taken"
    """Another process works with this account's files."""


class Connection(Struct, frozen=True, kw_only=True):
    """State of the connection to one server.

    Attributes:
        since: When this phase began (server time); while not connected, when the connection was lost.
        retry_at: When the next attempt to connect comes (server time); None while one is under way.
        slow_out: Messages whose ack is late.
        round_trip_ms: Of the best recent heartbeat, or None.
        waiting_out: Messages in the outbox without a tick.
        trouble: While not connected, why not, when that is known.
        storage_failed: The outbox cannot be written: nothing can be sent until it can.
        storage_trouble: Why, when that is known.
    """

    phase: ConnectionPhase = ConnectionPhase.CONNECTING
    since: datetime | None = None
    server: str = ""
    round_trip_ms: float | None = None
    retry_in_s: float | None = None
    retry_at: datetime | None = None
    waiting_out: int = 0
    slow_out: int = 0
    refusal: ConnectionRefusal | None = None
    trouble: ConnectionTrouble | None = None
    storage_failed: bool = False
    storage_trouble: StorageTrouble | None = None


class AlertKind(StrEnum):
    """What an alert is about."""

    NEW_CHAT = "new_chat"
    MESSAGE = "message"
    DEADLINE = "deadline"
    """An answer is nearly due."""
    OVERDUE = "overdue"
    QUEUE = "queue"
    OFFER = "offer"
    """A chat is offered to the agent."""
    MENTION = "mention"
    """A note names the agent."""
    CALL_BACK = "call_back"
    """It is time to call a visitor."""
    LOW_RATING = "low_rating"
    """A visitor was not satisfied; for leads."""


class CallBackRow(Struct, frozen=True, kw_only=True):
    """A call-back request as screens show it; `agent_name` is who took it, empty when nobody did or nobody knows."""

    call_back: "CallBack"
    site: Site | None = None
    agent_name: str = ""
    mine: bool = False


class Mention(Struct, frozen=True, kw_only=True):
    """A note that names the agent; `conversation` is as it was then."""

    message: Message
    conversation: Conversation
    seen: bool = False


class Opened(Struct, frozen=True, kw_only=True):
    """An earlier conversation opened for reading."""

    conversation: Conversation
    visitor: Visitor
    entries: tuple[Entry, ...]
    more: bool = False
    visit: Visit | None = None


def title_of(conversation: Conversation) -> str | None:
    """Return the visitor's name, or None when the screen has to say "Visitor <number>"."""
    return conversation.visitor_name or None


EntryKey = tuple[ConversationId, str]
