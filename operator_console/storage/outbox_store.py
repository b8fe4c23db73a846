"""Outbox, drafts and errands in a file of their own: every change is on disk at once; knows no sending."""

from datetime import UTC, datetime
from typing import Any

from operator_console.domain.conversations import MessageKind
from operator_console.domain.ids import AttachmentId, ClientId, ConversationId
from operator_console.runtime.fail_points import fail_point
from operator_console.storage.database import Database
from operator_console.storage.disk_thread import DiskThread
from operator_console.storage.values import DraftFileRow, DraftRow, ErrandRow, OutboxRow

_COLUMNS = (
    "client_id, conversation_id, kind, text, holding, base_seq, force, written_at, park_reason, file_name, "
    "file_size_bytes, attachment_id"
)


class SqliteOutboxStore:
    """Every coroutine runs in the storage thread and raises `StorageFull` or `StorageFailed`."""

    def __init__(self, database: Database, thread: DiskThread) -> None:
        self._database = database
        self._thread = thread

    async def add(self, row: OutboxRow, content: bytes | None = None) -> None:
        """Keep a new message, with the content of its file."""
        await self._thread.run(lambda: self._add(row, content))

    async def rows(self) -> tuple[OutboxRow, ...]:
        """Return every message without a tick, in the order of writing."""
        return tuple(await self._thread.run(self._rows))

    async def change(self, row: OutboxRow) -> None:
        """Keep what changes while a message waits: parking, force, base position, attachment, time."""
        await self._thread.run(lambda: self._change(row))

    async def remove(self, client_id: ClientId) -> None:
        """Forget a message that has its tick or was discarded, and its file."""
        await self._thread.run(lambda: self._remove(client_id))

    async def content(self, client_id: ClientId) -> bytes | None:
        """Return the file of a message, or None when there is none."""
        return await self._thread.run(lambda: self._content(client_id))

    async def drafts(self) -> tuple[DraftRow, ...]:
        """Return every draft."""
        return tuple(await self._thread.run(self._drafts))

    async def save_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        """Keep drafts; an empty text removes one."""
        await self._thread.run(lambda: self._save_drafts(drafts))

    async def errands(self) -> tuple[ErrandRow, ...]:
        """Return everything that is still to be told, in the order of keeping."""
        return tuple(await self._thread.run(self._errands))

    async def keep_errand(self, errand: ErrandRow) -> None:
        """Keep something to tell the server; the same id again takes its place."""
        await self._thread.run(lambda: self._keep_errand(errand))

    async def remove_errands(self, ids: tuple[str, ...]) -> None:
        """Forget what was told or taken back."""
        await self._thread.run(lambda: self._remove_errands(ids))

    async def draft_file_ids(self) -> dict[ConversationId, frozenset[str]]:
        """Return which files wait in which chats."""
        return await self._thread.run(self._draft_file_ids)

    async def draft_files(self, conversation_id: ConversationId) -> tuple[DraftFileRow, ...]:
        """Return a chat's files that wait, in the order of adding."""
        return await self._thread.run(lambda: self._draft_files(conversation_id))

    async def add_draft_file(self, row: DraftFileRow) -> None:
        """Keep a file that waits; one that is kept already stays as it is."""
        await self._thread.run(lambda: self._add_draft_file(row))

    async def keep_draft_files(self, conversation_id: ConversationId, ids: tuple[str, ...]) -> None:
        """Forget a chat's files that wait, but these."""
        await self._thread.run(lambda: self._keep_draft_files(conversation_id, ids))

    async def forget_draft_files(self, before: datetime) -> None:
        """Forget files that wait since before a time."""
        await self._thread.run(lambda: self._forget_draft_files(before))

    async def prove(self) -> None:
        """Keep something of no meaning, to find out whether anything can be kept now."""
        await self._thread.run(self._prove)

    def _prove(self) -> None:
        with self._database.transaction() as connection:
            # SQLite writes nothing for a value that stays the same.
            connection.execute("INSERT INTO drafts VALUES ('', 'proof', 0, 0, '')")
            connection.execute("DELETE FROM drafts WHERE conversation_id = ''")

    def _add(self, row: OutboxRow, content: bytes | None) -> None:
        values = (
            row.client_id,
            row.conversation_id,
            row.kind.value,
            row.text,
            row.holding,
            row.base_seq,
            row.force,
            row.written_at.isoformat(),
            row.park_reason,
            row.file_name,
            row.file_size_bytes,
            row.attachment_id,
        )
        with self._database.transaction() as connection:
            fail_point("desk.outbox.before")
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO outbox ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608 - own names
            if content is not None:
                connection.execute("INSERT INTO outbox_files VALUES (?, ?)", (row.client_id, content))
        fail_point("desk.outbox.after")

    def _rows(self) -> list[OutboxRow]:
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT number, {_COLUMNS} FROM outbox ORDER BY number"  # noqa: S608 - own names
            ).fetchall()
        return [_outbox_row(values) for values in found]

    def _change(self, row: OutboxRow) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE outbox SET base_seq = ?, force = ?, written_at = ?, park_reason = ?, attachment_id = ?"
                " WHERE client_id = ?",
                (
                    row.base_seq,
                    row.force,
                    row.written_at.isoformat(),
                    row.park_reason,
                    row.attachment_id,
                    row.client_id,
                ),
            )

    def _remove(self, client_id: ClientId) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM outbox WHERE client_id = ?", (client_id,))

    def _content(self, client_id: ClientId) -> bytes | None:
        with self._database.reading() as connection:
            found = connection.execute("SELECT content FROM outbox_files WHERE client_id = ?", (client_id,)).fetchone()
        return None if found is None else bytes(found[0])

    def _drafts(self) -> list[DraftRow]:
        with self._database.reading() as connection:
            found = connection.execute("SELECT conversation_id, text, cursor, note FROM drafts").fetchall()
        return [
            DraftRow(conversation_id=ConversationId(name), text=text, cursor=cursor, note=bool(note))
            for name, text, cursor, note in found
        ]

    def _save_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        at = datetime.now(UTC).isoformat()
        with self._database.transaction() as connection:
            for draft in drafts:
                if draft.text:
                    connection.execute(
                        "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)",
                        (draft.conversation_id, draft.text, draft.cursor, draft.note, at),
                    )
                else:
                    connection.execute("DELETE FROM drafts WHERE conversation_id = ?", (draft.conversation_id,))

    def _errands(self) -> list[ErrandRow]:
        with self._database.reading() as connection:
            found = connection.execute("SELECT id, body FROM errands ORDER BY number").fetchall()
        return [ErrandRow(id=name, body=bytes(body)) for name, body in found]

    def _keep_errand(self, errand: ErrandRow) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO errands (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                (errand.id, errand.body),
            )

    def _remove_errands(self, ids: tuple[str, ...]) -> None:
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM errands WHERE id = ?", [(each,) for each in ids])

    def _draft_file_ids(self) -> dict[ConversationId, frozenset[str]]:
        with self._database.reading() as connection:
            found = connection.execute("SELECT conversation_id, id FROM draft_files").fetchall()
        names = {ConversationId(conversation_id) for conversation_id, _id in found}
        return {name: frozenset(file_id for chat, file_id in found if chat == name) for name in names}

    def _draft_files(self, conversation_id: ConversationId) -> tuple[DraftFileRow, ...]:
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT id, name, content FROM draft_files WHERE conversation_id = ? ORDER BY number",
                (conversation_id,),
            ).fetchall()
        return tuple(
            DraftFileRow(id=file_id, conversation_id=conversation_id, name=name, content=bytes(content))
            for file_id, name, content in found
        )

    def _add_draft_file(self, row: DraftFileRow) -> None:
        at = datetime.now(UTC).isoformat()
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO draft_files (id, conversation_id, name, content, saved_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (row.id, row.conversation_id, row.name, row.content, at),
            )

    def _keep_draft_files(self, conversation_id: ConversationId, ids: tuple[str, ...]) -> None:
        marks = ", ".join("?" * len(ids))
        with self._database.transaction() as connection:
            connection.execute(
                f"DELETE FROM draft_files WHERE conversation_id = ? AND id NOT IN ({marks})",  # noqa: S608 - marks only
                (conversation_id, *ids),
            )

    def _forget_draft_files(self, before: datetime) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM draft_files WHERE saved_at < ?", (before.astimezone(UTC).isoformat(),))


def _outbox_row(values: tuple[Any, ...]) -> OutboxRow:
    number, client_id, conversation_id, kind, text, holding, base_seq, force, written_at, *rest = values
    park_reason, file_name, file_size_bytes, attachment_id = rest
    return OutboxRow(
        number=number,
        client_id=ClientId(client_id),
        conversation_id=ConversationId(conversation_id),
        kind=MessageKind(kind),
        text=text,
        holding=bool(holding),
        base_seq=base_seq,
        force=bool(force),
        written_at=datetime.fromisoformat(written_at),
        park_reason=park_reason,
        file_name=file_name,
        file_size_bytes=file_size_bytes,
        attachment_id=None if attachment_id is None else AttachmentId(attachment_id),
    )
