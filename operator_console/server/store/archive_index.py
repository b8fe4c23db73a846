"""The index over transcripts: what stands in it of a chat, what waits to be indexed; knows no query and no rights.

A chat that changes is noted as due in the transaction of the change, and indexed soon after it by the server's upkeep:
read in a reader's transaction, written in the writer's, as is what was stored before there was an index. What is due
survives a kill; indexing a chat again does no harm.

The index keeps words only, folded as `domain.query_words` folds what people look for. A chat is one document of two
columns: ``text`` with a border between messages, so that no phrase goes over it, and ``marks``, one word for each value
that can be filtered by. A filter is then an intersection of lists within the index, as quick as a word.
"""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2s

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Select, delete, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from operator_console.domain.archive import SnippetSource
from operator_console.domain.conversations import AuthorKind, Conversation, ConversationState, MessageKind
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.domain.query_words import fold, words_of
from operator_console.domain.ratings import is_low
from operator_console.domain.response_clock import StopReason
from operator_console.protocol.events import conversation_stream
from operator_console.server.store.archive_comments import comments_of
from operator_console.server.store.archive_tables import archive_chats, archive_due, archive_tags
from operator_console.server.store.reads import read_conversation
from operator_console.server.store.rows import micros
from operator_console.server.store.site_settings import read_settings_of
from operator_console.server.store.tables import conversations, events, replies

MAX_CHARS = 300_000
"""Of one chat: more of it is not found by its words. A chat of a whole day has a tenth of that."""
MAX_MESSAGES = 5_000
BORDER = "\ue000"
"""Stands between messages; a letter to the index, and to nobody else."""
ANSWERS = (StopReason.ANSWERED.value, StopReason.HOLDING_LINE.value)
_OLDEST_SHARE = 4
"""Of so many chats that are indexed, one is the one that has waited longest."""
_CENTISECOND = 10_000
_ADD = text("INSERT INTO archive_words (rowid, marks, text) VALUES (:id, :marks, :words)")
_TAKE_OUT = text("INSERT INTO archive_words (archive_words, rowid, marks, text) VALUES ('delete', :id, :marks, :words)")


class Part(Struct, frozen=True, array_like=True):
    """A text of a chat: a message, a comment, or what is said about it; position 0 when it is no message."""

    source: SnippetSource
    pos: int
    text: str


class Due(Struct, frozen=True):
    """A chat that waits to be indexed, since when."""

    conversation_id: ConversationId
    at: int


class Document(Struct, frozen=True):
    """A chat as it will stand in the index; None of a conversation that is not there any more."""

    due: Due
    conversation: Conversation | None
    parts: tuple[Part, ...] = ()
    marks: tuple[str, ...] = ()
    late: int = 0
    comments: int = 0


class _Slim(Struct, frozen=True):
    """Of a message, what the index needs."""

    kind: MessageKind
    author: "_SlimAuthor"
    pos: int
    text: str = ""
    attachment: "_SlimAttachment | None" = None


class _SlimAuthor(Struct, frozen=True):
    kind: AuthorKind
    id: str = ""


class _SlimAttachment(Struct, frozen=True):
    name: str


_slim = msgspec.json.Decoder(_Slim)
_parts_encoder = msgspec.msgpack.Encoder()
_parts_decoder = msgspec.msgpack.Decoder(tuple[Part, ...])


def mark_of(kind: str, value: str = "") -> str:
    """Return the word of the index that stands for a value of a filter."""
    return kind + blake2s(fold(value).encode(), digest_size=6).hexdigest() if value else kind


def count_due(connection: Connection, settled_s: float = 0.0) -> int:
    """Return how many chats wait to be indexed; of open ones, those that have been quiet for so long."""
    return int(connection.scalar(_ripe(settled_s).with_only_columns(func.count())) or 0)


def read_due(connection: Connection, limit: int, settled_s: float = 0.0) -> tuple[Document, ...]:
    """Return chats that wait with all that is to be indexed of them: mostly those that changed last.

    Args:
        settled_s: An open chat waits until it has been quiet for so long: each time it is indexed, all of it is.
    """
    ripe = _ripe(settled_s)
    newest = ripe.order_by(archive_due.c.at.desc()).limit(limit - limit // _OLDEST_SHARE)
    oldest = ripe.order_by(archive_due.c.at).limit(limit // _OLDEST_SHARE)
    rows = [*connection.execute(newest), *connection.execute(oldest)]
    waiting = dict.fromkeys(Due(ConversationId(row.conversation_id), row.at) for row in rows)
    return tuple(_document(connection, due) for due in waiting)


def _ripe(settled_s: float) -> Select[tuple[str, int]]:
    closed = conversations.c.state == ConversationState.CLOSED.value
    quiet_since = micros(datetime.now(UTC) - timedelta(seconds=settled_s))
    due = select(archive_due.c.conversation_id, archive_due.c.at)
    if not settled_s:
        return due
    joined = due.outerjoin(conversations, conversations.c.id == archive_due.c.conversation_id)
    return joined.where(closed | conversations.c.id.is_(None) | (archive_due.c.at < quiet_since))


def write_documents(connection: Connection, documents: Sequence[Document]) -> None:
    """Put chats that wait into the index in the place of what stood there of them.

    What changed since it was read stays due. What is not due any more is left alone: it was erased in the meantime.
    """
    for document in documents:
        due = document.due
        mine = archive_due.c.conversation_id == due.conversation_id
        if connection.scalar(select(archive_due.c.at).where(mine)) is None:
            continue
        if document.conversation is not None:
            _write(connection, document, document.conversation)
        connection.execute(delete(archive_due).where(mine, archive_due.c.at == due.at))


def take_out(connection: Connection, conversation_id: ConversationId, site_id: SiteId) -> None:
    """Take a chat that is erased out of the index, with what waits to be indexed of it."""
    mine = archive_chats.c.conversation_id == conversation_id
    known = connection.execute(select(archive_chats).where(mine)).one_or_none()
    if known is not None:
        connection.execute(_TAKE_OUT, {"id": known.id, "marks": known.marks, "words": _words(unpack(known.parts))})
        _count_tags(connection, site_id, tuple(filter(None, known.tags.split("\n"))), ())
        connection.execute(delete(archive_chats).where(mine))
    connection.execute(delete(archive_due).where(archive_due.c.conversation_id == conversation_id))


def unpack(parts: bytes) -> tuple[Part, ...]:
    """Return the texts of a chat as they were indexed."""
    return _parts_decoder.decode(zlib.decompress(parts))


def document_of(connection: Connection, conversation_id: ConversationId, at: int = 0) -> Document:
    """Return a chat as it would stand in the index."""
    return _document(connection, Due(conversation_id, at))


def _document(connection: Connection, due: Due) -> Document:
    conversation = read_conversation(connection, due.conversation_id)
    if conversation is None:
        return Document(due, None)
    late = int(
        connection.scalar(
            select(func.count())
            .where(replies.c.conversation_id == due.conversation_id, replies.c.waited_s > replies.c.limit_s)
            .where(replies.c.reason.in_(ANSWERS))
        )
        or 0
    )
    comments = [comment for comment in comments_of(connection, due.conversation_id) if not comment.removed]
    texts, writers = _messages(connection, due.conversation_id)
    about = [conversation.visitor_name or "", *conversation.tags]
    if conversation.wrap_up is not None:
        about.append(conversation.wrap_up.note)
    if conversation.rating is not None:
        about.append(conversation.rating.text)
    parts = (
        *texts,
        *(Part(SnippetSource.ABOUT, 0, each) for each in about if each),
        *(Part(SnippetSource.COMMENT, 0, comment.text) for comment in comments),
    )
    marks = _marks(
        conversation, writers, late=bool(late), commented=bool(comments), low=_is_low(connection, conversation)
    )
    return Document(due, conversation, parts, marks, late, len(comments))


def _is_low(connection: Connection, conversation: Conversation) -> bool:
    """Tell whether its rating is low by what its site's owner has set now."""
    if conversation.rating is None:
        return False
    settings = read_settings_of(connection, conversation.site_id)
    return is_low(conversation.rating, settings.low_stars)


def _messages(connection: Connection, conversation_id: ConversationId) -> tuple[list[Part], set[str]]:
    """Return the texts of a chat's messages and notes, within bounds, and the agents who wrote them."""
    wanted = (
        select(events.c.body)
        .where(events.c.stream == conversation_stream(conversation_id), events.c.kind == "message_added")
        .order_by(events.c.pos)
        .limit(MAX_MESSAGES)
    )
    parts, writers, room = [], set(), MAX_CHARS
    for row in connection.execute(wanted):
        message = _slim.decode(row.body)
        if message.author.kind is AuthorKind.AGENT:
            writers.add(message.author.id)
        said = message.text or (message.attachment.name if message.attachment is not None else "")
        # Nobody has said what the bot shows: the same articles would be found in every chat.
        if message.kind is MessageKind.SYSTEM or message.author.kind is AuthorKind.BOT or not said or room <= 0:
            continue
        source = SnippetSource.NOTE if message.kind is MessageKind.NOTE else SnippetSource.MESSAGE
        parts.append(Part(source, message.pos, said[:room]))
        room -= len(said)
    return parts, writers


def _marks(conversation: Conversation, writers: set[str], *, late: bool, commented: bool, low: bool) -> tuple[str, ...]:
    agents = {*writers, conversation.agent_id or ""} - {""}
    found = [
        mark_of("d", conversation.department_id),
        mark_of("s", conversation.site_id),
        mark_of("v", conversation.visitor_id),
        *(mark_of("a", agent_id) for agent_id in sorted(agents)),
        *(mark_of("t", tag) for tag in conversation.tags),
    ]
    if conversation.wrap_up is not None:
        found.append(mark_of("o", conversation.wrap_up.outcome.value))
    if conversation.rating is not None:
        found.append(mark_of("r", str(conversation.rating.stars)))
    found += [mark for mark, holds in (("late", late), ("talk", commented), ("low", low)) if holds]
    if conversation.state is ConversationState.CLOSED:
        found.append("closed")
    return tuple(dict.fromkeys(found))


def _write(connection: Connection, document: Document, conversation: Conversation) -> None:
    mine = archive_chats.c.conversation_id == conversation.id
    known = connection.execute(select(archive_chats).where(mine)).one_or_none()
    values = {
        "late": document.late,
        "comments": document.comments,
        "tags": "\n".join(conversation.tags),
        "marks": " ".join(document.marks),
        "parts": zlib.compress(_parts_encoder.encode(document.parts)),
    }
    if known is None:
        place = _free_place(connection, micros(conversation.started_at) // _CENTISECOND)
        connection.execute(insert(archive_chats).values(id=place, conversation_id=conversation.id, **values))
        _count_tags(connection, conversation.site_id, (), conversation.tags)
    else:
        place = int(known.id)
        connection.execute(update(archive_chats).where(mine).values(**values))
        if (known.marks, known.parts) == (values["marks"], values["parts"]):
            return
        connection.execute(_TAKE_OUT, {"id": place, "marks": known.marks, "words": _words(unpack(known.parts))})
        _count_tags(connection, conversation.site_id, tuple(filter(None, known.tags.split("\n"))), conversation.tags)
    connection.execute(_ADD, {"id": place, "marks": values["marks"], "words": _words(document.parts)})


def _count_tags(connection: Connection, site_id: SiteId, before: Sequence[str], after: Sequence[str]) -> None:
    for tag, step in [
        *((tag, -1) for tag in before if tag not in after),
        *((tag, 1) for tag in after if tag not in before),
    ]:
        counted = insert(archive_tags).values(site_id=site_id, tag=tag, chats=max(0, step))
        connection.execute(
            counted.on_conflict_do_update(
                index_elements=["site_id", "tag"], set_={"chats": archive_tags.c.chats + step}
            )
        )


def _words(parts: Sequence[Part]) -> str:
    return f" {BORDER} ".join(" ".join(words_of(part.text)) for part in parts)


def _free_place(connection: Connection, wanted: int) -> int:
    """Return the first free id from the wanted one on."""
    columns, following = archive_chats.c, archive_chats.alias()
    if connection.scalar(select(columns.id).where(columns.id == wanted)) is None:
        return wanted
    is_taken = select(following.c.id).where(following.c.id == columns.id + 1).exists()
    before_gap = select(columns.id).where(columns.id >= wanted, ~is_taken).order_by(columns.id).limit(1)
    return int(connection.scalar(before_gap) or wanted) + 1
