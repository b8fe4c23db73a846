"""Frames shared by both gateways: heartbeat, resume, snapshots, acknowledgements, refusals."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.call_backs import CallBack
from operator_console.domain.conversations import Conversation, Message, PreviousChat
from operator_console.domain.ids import ClientId, ConversationId, MessageId
from operator_console.domain.people import Visit, Visitor
from operator_console.protocol.events import Event, Mentioned, StreamPositions
from operator_console.protocol.refusal import Refusal as Refusal  # noqa: PLC0414 - frames carry it, and readers of them find it here


class Resume(Struct, frozen=True, kw_only=True, tag="resume"):
    """Client: give me everything after these positions; streams not named come as snapshots."""

    streams: StreamPositions = {}


class FetchStream(Struct, frozen=True, kw_only=True, tag="fetch_stream"):
    """Client: there is a gap in one stream, give me everything after this position."""

    stream: str
    epoch: str
    pos: int


class ReplayDone(Struct, frozen=True, kw_only=True, tag="replay_done"):
    """Server: all streams of the last `resume` (or the one `fetch_stream`) are up to date."""

    stream: str | None = None


class ConversationSnapshot(Struct, frozen=True, kw_only=True, tag="conversation_snapshot"):
    """Server: a conversation's stream as it stands at `pos`; replaces what the client had.

    Attributes:
        messages: The newest messages, oldest first (see `versions.SNAPSHOT_MESSAGES`).
        more: Older messages exist.
        visitor, visit, previous: Context for the agent; None and empty at the visitor's gateway.
    """

    stream: str
    epoch: str
    pos: int
    conversation: Conversation
    messages: tuple[Message, ...] = ()
    more: bool = False
    visitor: Visitor | None = None
    visit: Visit | None = None
    previous: tuple[PreviousChat, ...] = ()


class ListSnapshot(Struct, frozen=True, kw_only=True, tag="list_snapshot"):
    """Server: an agent's (own open chats) or a department's (queue) stream as it stands at `pos`.

    Attributes:
        mentions: Newest notes that name the agent, oldest first; the receiver knows which it has shown.
        call_backs: A department's requests after which somebody still has to call.
    """

    stream: str
    epoch: str
    pos: int
    conversations: tuple[Conversation, ...] = ()
    mentions: tuple[Mentioned, ...] = ()
    call_backs: tuple[CallBack, ...] = ()


class Ack(Struct, frozen=True, kw_only=True, tag="ack"):
    """Server: the message with this client_id is on disk; sent after the commit, never before."""

    client_id: ClientId
    conversation_id: ConversationId
    message_id: MessageId
    pos: int
    at: datetime


class Stale(Struct, frozen=True, kw_only=True, tag="stale"):
    """Server: not stored, because another agent wrote since `base_seq` or the chat changed hands or closed."""

    client_id: ClientId
    conversation_id: ConversationId
    events: tuple[Event, ...] = ()


class SendRefused(Struct, frozen=True, kw_only=True, tag="send_refused"):
    """Server: the message was not stored and will not be by sending the same again."""

    client_id: ClientId
    reason: Refusal


class Done(Struct, frozen=True, kw_only=True, tag="done"):
    """Server: the request was carried out; the change itself comes as an event."""

    request_id: str


class Failed(Struct, frozen=True, kw_only=True, tag="failed"):
    """Server: the request was refused and nothing changed."""

    request_id: str
    reason: Refusal


class Receipt(Struct, frozen=True, kw_only=True, tag="receipt"):
    """Cumulative: everything up to these positions was delivered to, and read by, the visitor (or own console)."""

    conversation_id: ConversationId
    delivered_pos: int
    read_pos: int


class Ping(Struct, frozen=True, kw_only=True, tag="ping"):
    """Either side, every 15 s, and by the server at once when its clock was set.

    `sent_s` is the sender's own monotonic clock and comes back untouched. `server_time` is the server's: a client that
    believes in another time measures anew.
    """

    id: int
    sent_s: float = 0.0
    server_time: datetime | None = None


class Pong(Struct, frozen=True, kw_only=True, tag="pong"):
    """Answer to a ping; the server's carries its time for the clock samples."""

    id: int
    sent_s: float = 0.0
    server_time: datetime | None = None


class Goodbye(Struct, frozen=True, kw_only=True, tag="goodbye"):
    """Server: I am about to stop; come back after this many seconds."""

    retry_after_s: float


class Denied(Struct, frozen=True, kw_only=True, tag="denied"):
    """Server: this connection will be closed; `code` is one of `versions.Close`."""

    code: int
    retry_after_s: float | None = None
