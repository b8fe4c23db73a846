"""One account's folder with its two files and their stores; knows no desk.

Unsent text (outbox, drafts) is in a file of its own, so that rebuilding the cache never loses it.
"""

import hashlib
import re
from pathlib import Path

from msgspec import Struct

from operator_console.storage.article_store import SqliteArticleStore
from operator_console.storage.batch_writer import BatchWriter
from operator_console.storage.database import Database, Opening
from operator_console.storage.disk_thread import DiskThread
from operator_console.storage.errors import StorageError
from operator_console.storage.history_store import SqliteHistoryStore
from operator_console.storage.migrations import CACHE, OUTBOX
from operator_console.storage.outbox_store import SqliteOutboxStore


class StorageOpened(Struct, frozen=True, kw_only=True):
    """How opening the two files went. A cache that failed is kept in memory for this run."""

    outbox: Opening
    cache: Opening


def account_folder(data_folder: Path, server: str, account: str) -> Path:
    """Return the folder of one account on one server, with a name that is safe on every system."""
    readable = re.sub(r"[^a-z0-9]+", "-", account.lower()).strip("-")[:24] or "account"
    digest = hashlib.sha256(f"{server}\n{account}".encode()).hexdigest()[:16]
    return data_folder / "accounts" / f"{readable}-{digest}"


class AccountStorage:
    """Opens and closes one account's files; `outbox`, `history` and `articles` are its stores."""

    def __init__(self, folder: Path) -> None:
        self._thread = DiskThread()
        self._outbox_file = Database(folder / "outbox.db", OUTBOX, every_commit_on_disk=True)
        self._cache_file = Database(folder / "cache.db", CACHE, every_commit_on_disk=False)
        self._writer = BatchWriter(self._cache_file, self._thread)
        self.outbox = SqliteOutboxStore(self._outbox_file, self._thread)
        self.history = SqliteHistoryStore(self._cache_file, self._thread, self._writer)
        self.articles = SqliteArticleStore(self._cache_file, self._thread)

    async def open(self) -> StorageOpened:
        """Open both files; never raises, the value says what failed or was set aside."""
        return await self._thread.run(self._open)

    async def close(self) -> None:
        """Write what was gathered and close both files."""
        self._writer.flush()
        await self._thread.run(self._close)
        await self._thread.close()

    def _open(self) -> StorageOpened:
        try:
            outbox = self._outbox_file.open()
        except StorageError:
            outbox = Opening(failed=True)
        try:
            cache = self._cache_file.open()
        except StorageError:
            cache = Opening(failed=True)
            self._cache_file.open_in_memory()
        return StorageOpened(outbox=outbox, cache=cache)

    def _close(self) -> None:
        self._outbox_file.close()
        self._cache_file.close()
