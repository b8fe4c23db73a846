"""Articles that are being written, on disk within a second of the last change until they are saved; knows no screen."""

import asyncio
import logging
from collections.abc import Callable

import msgspec

from operator_console.desk.ports import ArticleDraftStore
from operator_console.desk.state import KeptArticle
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.errors import StorageError
from operator_console.storage.values import ArticleDraftRow

LINGER_S = 0.4
RETRY_S = 2.0

_log = logging.getLogger(__name__)


class KeptArticles:
    """In memory, written behind; a failed write is told to `failed` and tried again until it succeeds."""

    def __init__(self, store: ArticleDraftStore, scope: TaskScope, failed: Callable[[StorageError], None]) -> None:
        self._store = store
        self._scope = scope
        self._failed = failed
        self._kept: dict[str, KeptArticle] = {}
        self._unwritten: set[str] = set()
        self._writing = False
        self._loaded = False

    async def load(self) -> None:
        """Read what earlier runs left; what was written meanwhile stays as it is.

        Raises:
            StorageError: It cannot be read now.
        """
        for row in await self._store.all():
            try:
                kept = msgspec.json.decode(row.body, type=KeptArticle)
            except msgspec.MsgspecError:
                _log.warning("an article that was being written cannot be read; it stays on disk")
                continue
            if kept.id not in self._unwritten:
                self._kept.setdefault(kept.id, kept)
        self._loaded = True

    async def catch_up(self) -> None:
        """The disk is back: read what could not be read before, write what is not on it yet."""
        try:
            if not self._loaded:
                await self.load()
        except StorageError as error:
            _log.warning("articles that are being written cannot be read: %s", error)
        await self.flush()

    def all(self) -> tuple[KeptArticle, ...]:
        """Return all of them, the one changed last first."""
        return tuple(sorted(self._kept.values(), key=lambda kept: kept.changed_at, reverse=True))

    def get(self, kept_id: str) -> KeptArticle | None:
        """Return one, None when nothing of that id is kept."""
        return self._kept.get(kept_id)

    def keep(self, kept: KeptArticle) -> None:
        """Keep this one, in place of what it was before."""
        if self._kept.get(kept.id) != kept:
            self._kept[kept.id] = kept
            self._unwritten.add(kept.id)
            self._start(LINGER_S)

    def forget(self, kept_id: str) -> None:
        """It is saved, or its author lets it go."""
        if self._kept.pop(kept_id, None) is not None:
            self._unwritten.add(kept_id)
            self._start(LINGER_S)

    async def flush(self) -> None:
        """Write what is not on disk yet."""
        names, self._unwritten = self._unwritten, set()
        if not names:
            return
        kept = tuple(
            ArticleDraftRow(id=name, body=msgspec.json.encode(self._kept[name])) for name in names if name in self._kept
        )
        gone = tuple(name for name in names if name not in self._kept)
        try:
            await self._store.change(kept, gone)
        except StorageError as error:
            self._unwritten |= names
            _log.warning("articles that are being written are not on disk: %s", error)
            self._failed(error)
            self._start(RETRY_S)

    def _start(self, delay_s: float) -> None:
        if not self._writing and not self._scope.closed:
            self._writing = True
            self._scope.start(self._write_soon(delay_s), name="write articles")

    async def _write_soon(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        self._writing = False
        await self.flush()
