"""The history cache: chats, messages by position and small values, all of which the server can give again.

Per conversation the messages from ``covered_from`` up to ``pos`` are all here (0: from the first one on); what is
older is asked from the server. A cache read answers from this file alone and knows no server.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from operator_console.domain.conversations import Conversation, Message
from operator_console.domain.ids import ConversationId, VisitorId
from operator_console.storage.batch_writer import BatchWriter
from operator_console.storage.database import Database
from operator_console.storage.disk_thread import DiskThread
from operator_console.storage.values import CachedChat, CachedContext, CachedPage

KEPT_DAYS = 14

_encode = msgspec.json.Encoder().encode
_message = msgspec.json.Decoder(Message).decode
_conversation = msgspec.json.Decoder(Conversation).decode
_context = msgspec.json.Decoder(CachedContext).decode


class SqliteHistoryStore:
    """Writing is gathered and returns at once; coroutines read in the storage thread and may raise `StorageError`."""

    def __init__(self, database: Database, thread: DiskThread, writer: BatchWriter) -> None:
        self._database = database
        self._thread = thread
        self._writer = writer

    # ------------------------------------------------------------------------------------------ reading

    async def open_chats(self, messages: int) -> tuple[CachedChat, ...]:
        """Return the chats that were open, each with its newest `messages`; forgets what is long closed."""
        return tuple(await self._thread.run(lambda: self._open_chats(messages)))

    async def page(self, conversation_id: ConversationId, before: int, limit: int) -> CachedPage:
        """Return up to `limit` messages with a position below `before`."""
        self._writer.flush()
        return await self._thread.run(lambda: self._page(conversation_id, before, limit))

    async def value(self, key: str) -> bytes | None:
        """Return a small value."""
        return await self._thread.run(lambda: self._value(key))

    # ------------------------------------------------------------------------------------------ writing

    def keep_chat(self, conversation: Conversation, is_open: bool) -> None:
        """Keep a conversation as it is now."""
        at = _now()

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO conversations (id, open, body, changed_at) VALUES (?, ?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET open = excluded.open, body = excluded.body, changed_at = excluded.changed_at",
                (conversation.id, is_open, _encode(conversation), at),
            )

        self._writer.post(change)

    def keep_context(self, conversation_id: ConversationId, context: CachedContext) -> None:
        """Keep what is known of the visitor."""

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE conversations SET context = ? WHERE id = ?", (_encode(context), conversation_id))

        self._writer.post(change)

    def keep_message(self, message: Message) -> None:
        """Keep a message that follows directly on what is here."""
        self._writer.post(lambda connection: _insert(connection, (message,)))

    def advance(self, conversation_id: ConversationId, epoch: str, pos: int) -> None:
        """Everything of the conversation's stream up to here was handed over."""

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE conversations SET epoch = ?, pos = ? WHERE id = ?", (epoch, pos, conversation_id)
            )

        self._writer.post(change)

    def seen(self, conversation_id: ConversationId, pos: int) -> None:
        """Everything up to here was on screen."""

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE conversations SET seen_pos = ? WHERE id = ?", (pos, conversation_id))

        self._writer.post(change)

    def replace_end(
        self, conversation_id: ConversationId, epoch: str, pos: int, messages: Sequence[Message], more: bool
    ) -> None:
        """Keep a snapshot's messages; older ones stay when they join without a gap."""

        def change(connection: sqlite3.Connection) -> None:
            begin = messages[0].pos if more and messages else (pos + 1 if more else 0)
            known = connection.execute(
                "SELECT epoch, pos, covered_from FROM conversations WHERE id = ?", (conversation_id,)
            ).fetchone()
            joins = known is not None and known[0] == epoch and known[2] is not None and begin <= known[1] + 1
            covered_from = min(known[2], begin) if joins else begin
            first = begin if joins else 0
            connection.execute("DELETE FROM messages WHERE conversation_id = ? AND pos >= ?", (conversation_id, first))
            _insert(connection, messages)
            connection.execute(
                "UPDATE conversations SET epoch = ?, pos = ?, covered_from = ? WHERE id = ?",
                (epoch, pos, covered_from, conversation_id),
            )

        self._writer.post(change)

    def keep_older(self, conversation_id: ConversationId, before: int, messages: Sequence[Message], more: bool) -> None:
        """Keep a page that the server gave for messages below `before`."""

        def change(connection: sqlite3.Connection) -> None:
            known = connection.execute(
                "SELECT covered_from FROM conversations WHERE id = ?", (conversation_id,)
            ).fetchone()
            if known is None or known[0] is None or before < known[0]:
                return
            _insert(connection, messages)
            begin = messages[0].pos if more and messages else (before if more else 0)
            connection.execute(
                "UPDATE conversations SET covered_from = ? WHERE id = ?", (min(begin, known[0]), conversation_id)
            )

        self._writer.post(change)

    def keep_value(self, key: str, value: bytes) -> None:
        """Keep a small value."""

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO key_values VALUES (?, ?)", (key, value))

        self._writer.post(change)

    def forget(self, conversation_id: ConversationId) -> None:
        """Keep nothing more of a chat that the server has not any more."""
        self._writer.post(lambda connection: _forget(connection, (conversation_id,)))

    def forget_visitor(self, visitor_id: VisitorId) -> None:
        """Keep nothing more of a visitor's chats."""

        def change(connection: sqlite3.Connection) -> None:
            rows = connection.execute("SELECT id, body FROM conversations").fetchall()
            _forget(connection, [each for each, body in rows if _conversation(body).visitor_id == visitor_id])

        self._writer.post(change)

    # ------------------------------------------------------------------------------------ in the thread

    def _open_chats(self, messages: int) -> list[CachedChat]:
        oldest = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat()
        with self._database.transaction() as connection:
            closed = "SELECT id FROM conversations WHERE open = 0 AND changed_at < ?"
            connection.execute(
                f"DELETE FROM messages WHERE conversation_id IN ({closed})",  # noqa: S608 - own words
                (oldest,),
            )
            connection.execute("DELETE FROM conversations WHERE open = 0 AND changed_at < ?", (oldest,))
            found = connection.execute(
                "SELECT body, context, epoch, pos, covered_from, seen_pos FROM conversations WHERE open = 1"
            ).fetchall()
            chats = []
            for body, context, epoch, pos, covered_from, seen_pos in found:
                conversation = _conversation(body)
                page = _newest(connection, conversation.id, pos + 1, messages, covered_from)
                chats.append(
                    CachedChat(
                        conversation=conversation,
                        context=CachedContext() if context is None else _context(context),
                        epoch=epoch,
                        pos=pos,
                        seen_pos=seen_pos,
                        messages=page.messages,
                        more=page.more,
                    )
                )
        return chats

    def _page(self, conversation_id: ConversationId, before: int, limit: int) -> CachedPage:
        with self._database.reading() as connection:
            known = connection.execute(
                "SELECT covered_from FROM conversations WHERE id = ?", (conversation_id,)
            ).fetchone()
            return _newest(connection, conversation_id, before, limit, None if known is None else known[0])

    def _value(self, key: str) -> bytes | None:
        with self._database.reading() as connection:
            found = connection.execute("SELECT value FROM key_values WHERE key = ?", (key,)).fetchone()
        return None if found is None else bytes(found[0])


def start_over(connection: sqlite3.Connection) -> None:
    """Forget every conversation: changes to them were lost, and what is left of them may have holes."""
    connection.execute("DELETE FROM messages")
    connection.execute("DELETE FROM conversations")


def _forget(connection: sqlite3.Connection, conversation_ids: Sequence[str]) -> None:
    for conversation_id in conversation_ids:
        connection.execute("DELETE FROM messages WHERE conversation_id = ?", (conversation_id,))
        connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))


def _newest(
    connection: sqlite3.Connection, conversation_id: ConversationId, before: int, limit: int, covered_from: int | None
) -> CachedPage:
    if covered_from is None:
        return CachedPage(messages=(), more=True)
    found = connection.execute(
        "SELECT body FROM messages WHERE conversation_id = ? AND pos < ? AND pos >= ? ORDER BY pos DESC LIMIT ?",
        (conversation_id, before, covered_from, limit + 1),
    ).fetchall()
    messages = tuple(_message(body) for (body,) in reversed(found[:limit]))
    return CachedPage(messages=messages, more=len(found) > limit or covered_from > 0)


def _insert(connection: sqlite3.Connection, messages: Sequence[Message]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO messages VALUES (?, ?, ?)",
        [(message.conversation_id, message.pos, _encode(message)) for message in messages],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat()
