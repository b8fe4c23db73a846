"""One account's folder with its two files and their stores; knows no desk.

Unsent text (outbox, drafts) is in a file of its own, so that rebuilding the cache never loses it. One process at a
time works with a folder: two would send the same messages and number them against each other.
"""

import hashlib
import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import Struct, structs

from operator_console.runtime.file_lock import FileLock
from operator_console.storage.article_draft_store import SqliteArticleDraftStore
from operator_console.storage.article_store import SqliteArticleStore
from operator_console.storage.batch_writer import BatchWriter
from operator_console.storage.database import Database, Opening
from operator_console.storage.disk_thread import DiskThread
from operator_console.storage.errors import StorageError, StorageFull, StorageTaken, translated
from operator_console.storage.file_check import stamp
from operator_console.storage.history_store import SqliteHistoryStore, start_over
from operator_console.storage.migrations import CACHE, OUTBOX
from operator_console.storage.outbox_store import SqliteOutboxStore
from operator_console.storage.salvage import salvage_outbox

KEPT_CACHES = 2


class StorageOpened(Struct, frozen=True, kw_only=True):
    """How opening the two files went. A cache that failed is kept in memory for this run."""

    outbox: Opening = Opening()
    cache: Opening = Opening()


def account_folder(data_folder: Path, server: str, account: str) -> Path:
    """Return the folder of one account on one server, with a name that is safe on every system."""
    readable = re.sub(r"[^a-z0-9]+", "-", account.lower()).strip("-")[:24] or "account"
    digest = hashlib.sha256(f"{server}\n{account}".encode()).hexdigest()[:16]
    return data_folder / "accounts" / f"{readable}-{digest}"


class AccountStorage:
    """Opens and closes one account's files; `outbox`, `article_drafts`, `history` and `articles` are its stores.

    The folder's name stands for the account: a file that was begun in a folder of another name is another account's.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = DiskThread()
        self._lock = FileLock(folder / "lock")
        self._tell: Callable[[StorageOpened], None] = lambda _opened: None
        self._outbox_file = Database(
            folder / "outbox.db",
            OUTBOX,
            every_commit_on_disk=True,
            owner=folder.name,
            salvage=salvage_outbox,
            admit=self._admit,
            mended=lambda opening: self._mended(StorageOpened(outbox=opening)),
        )
        self._cache_file = Database(
            folder / "cache.db",
            CACHE,
            every_commit_on_disk=False,
            owner=folder.name,
            admit=self._admit,
            mended=lambda opening: self._mended(StorageOpened(cache=opening)),
            kept_aside=KEPT_CACHES,
        )
        self._writer = BatchWriter(self._cache_file, self._thread, start_over)
        self.outbox = SqliteOutboxStore(self._outbox_file, self._thread)
        self.article_drafts = SqliteArticleDraftStore(self._outbox_file, self._thread)
        self.history = SqliteHistoryStore(self._cache_file, self._thread, self._writer)
        self.articles = SqliteArticleStore(self._cache_file, self._thread)

    @property
    def search_folder(self) -> Path:
        """Where the index of the articles is kept; may not exist yet."""
        return self._folder / "search"

    def tell_mended(self, tell: Callable[[StorageOpened], None]) -> None:
        """Let `tell` be told of files set aside while in use, on the loop's thread."""
        self._tell = tell

    def here(self) -> AbstractContextManager[None]:
        """Do what is asked within the block without a thread and without waiting: for a start that shows what is kept.

        Coroutines of the stores then end at their first step, and need no loop.
        """
        return self._thread.here()

    async def open(self) -> StorageOpened:
        """Open both files; never raises, the value says what failed or was set aside."""
        return await self._thread.run(self._open)

    async def keep_text(self, name: str, text: str) -> Path:
        """Write a text for people to read beside the files, under a dated name, and return where.

        Raises:
            StorageFull, StorageFailed
        """
        path = self._folder / f"{name}-{stamp()}.txt"
        await self._thread.run(lambda: _write_text(path, text))
        return path

    async def close(self) -> None:
        """Write what was gathered and close both files."""
        self._writer.flush()
        await self._thread.run(self._close)
        await self._thread.close()

    def _open(self) -> StorageOpened:
        outbox = _opened(self._outbox_file)
        cache = _opened(self._cache_file)
        if cache.failed:
            self._cache_file.open_in_memory()
        return StorageOpened(outbox=outbox, cache=cache)

    def _close(self) -> None:
        self._writer.finish()
        self._outbox_file.close()
        self._cache_file.close()
        self._lock.release()

    def _admit(self) -> None:
        """Hold the folder's lock before a file in it is touched."""
        with translated():
            taken = self._lock.take()
        if not taken:
            msg = "another process works with this account"
            raise StorageTaken(msg, passing=True)

    def _mended(self, opened: StorageOpened) -> None:
        self._thread.tell(lambda: self._tell(opened))


def _write_text(path: Path, text: str) -> None:
    with translated():
        try:
            with path.open("x", encoding="utf-8", errors="replace") as file:
                path.chmod(0o600)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _opened(file: Database) -> Opening:
    try:
        return file.open()
    except StorageError as error:
        return structs.replace(
            Opening(), failed=True, full=isinstance(error, StorageFull), taken=isinstance(error, StorageTaken)
        )
