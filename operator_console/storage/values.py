"""What the local files hold, as values; knows no SQL."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.conversations import Conversation, Message, MessageKind, PreviousChat
from operator_console.domain.ids import AttachmentId, ClientId, ConversationId
from operator_console.domain.people import Visit, Visitor


class OutboxRow(Struct, frozen=True, kw_only=True):
    """A message without a tick.

    Attributes:
        number: Order of writing, given by the store.
        base_seq: Last position of the conversation's stream that the author had seen.
        force: The author has decided to send it although somebody else wrote.
        written_at: Server time at which it was written.
        park_reason: Why it waits for its author's decision, or None when it is to be sent.
        file_name, file_size_bytes: Of a message with a file, whose content the store keeps.
        attachment_id: The file is on the server already.
    """

    client_id: ClientId
    conversation_id: ConversationId
    kind: MessageKind
    written_at: datetime
    text: str = ""
    holding: bool = False
    base_seq: int = 0
    force: bool = False
    park_reason: str | None = None
    file_name: str | None = None
    file_size_bytes: int | None = None
    attachment_id: AttachmentId | None = None
    number: int = 0


class DraftRow(Struct, frozen=True, kw_only=True):
    """Unsent text of one chat."""

    conversation_id: ConversationId
    text: str
    cursor: int
    note: bool


class ErrandRow(Struct, frozen=True, kw_only=True):
    """Something to tell the server as soon as it can be told, other than a message.

    Attributes:
        body: What, in the desk's own words.
    """

    id: str
    body: bytes


class DraftFileRow(Struct, frozen=True, kw_only=True):
    """A file that was chosen for a chat and not sent."""

    id: str
    conversation_id: ConversationId
    name: str
    content: bytes


class ArticleDraftRow(Struct, frozen=True, kw_only=True):
    """An article that is being written; `body` is the desk's own."""

    id: str
    body: bytes


class CachedContext(Struct, frozen=True, kw_only=True):
    """What was last known of the visitor of a chat."""

    visitor: Visitor | None = None
    visit: Visit | None = None
    previous: tuple[PreviousChat, ...] = ()


class CachedChat(Struct, frozen=True, kw_only=True):
    """One open chat as it was last known.

    Attributes:
        messages: The newest ones, oldest first.
        more: Older messages exist (here or on the server).
        seen_pos: Everything up to here was on screen.
    """

    conversation: Conversation
    context: CachedContext
    epoch: str
    pos: int
    seen_pos: int
    messages: tuple[Message, ...]
    more: bool


class CachedPage(Struct, frozen=True, kw_only=True):
    """A page of older messages from the cache, oldest first; empty with `more` means: ask the server."""

    messages: tuple[Message, ...]
    more: bool
