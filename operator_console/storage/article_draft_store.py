"""Articles that are being written, beside the outbox: a change is on disk before its call returns; reads no body."""

from collections.abc import Sequence
from datetime import UTC, datetime

from operator_console.storage.database import Database
from operator_console.storage.disk_thread import DiskThread
from operator_console.storage.values import ArticleDraftRow


class SqliteArticleDraftStore:
    """Every coroutine runs in the storage thread and raises `StorageFull` or `StorageFailed`."""

    def __init__(self, database: Database, thread: DiskThread) -> None:
        self._database = database
        self._thread = thread

    async def all(self) -> tuple[ArticleDraftRow, ...]:
        """Return every one."""
        return tuple(await self._thread.run(self._all))

    async def change(self, kept: Sequence[ArticleDraftRow], gone: Sequence[str]) -> None:
        """Keep these, in place of earlier ones of the same id, and forget those."""
        await self._thread.run(lambda: self._change(kept, gone))

    def _all(self) -> list[ArticleDraftRow]:
        with self._database.reading() as connection:
            found = connection.execute("SELECT id, body FROM article_drafts").fetchall()
        return [ArticleDraftRow(id=name, body=bytes(body)) for name, body in found]

    def _change(self, kept: Sequence[ArticleDraftRow], gone: Sequence[str]) -> None:
        at = datetime.now(UTC).isoformat()
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO article_drafts VALUES (?, ?, ?)", [(row.id, row.body, at) for row in kept]
            )
            connection.executemany("DELETE FROM article_drafts WHERE id = ?", [(name,) for name in gone])
