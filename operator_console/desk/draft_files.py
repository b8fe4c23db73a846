"""Files chosen for a chat and not sent yet, on disk at once: a killed console has them again; knows no screen."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cached_property

from operator_console.desk.ports import OutboxStore
from operator_console.desk.state import DraftFile
from operator_console.domain.ids import ConversationId
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.errors import StorageError
from operator_console.storage.values import DraftFileRow

KEPT_FOR = timedelta(days=7)
"""What nobody sent or took back in that time, because the chat went to somebody else, is removed."""

_log = logging.getLogger(__name__)


class DraftFiles:
    """Fits `ui.ports.DraftFilesDoor`; written behind, in the order of the wishes.

    Args:
        failed: Is told that the disk does not take it; the files stay in memory until it does.
        changed: Is told when a chat begins or stops having files.
    """

    def __init__(
        self,
        store: OutboxStore,
        scope: TaskScope,
        failed: Callable[[StorageError], None] = lambda _error: None,
        changed: Callable[[ConversationId], None] = lambda _conversation_id: None,
    ) -> None:
        self._store = store
        self._scope = scope
        self._failed = failed
        self._changed = changed
        self._on_disk: dict[ConversationId, frozenset[str]] = {}
        self._wanted: dict[ConversationId, tuple[DraftFile, ...]] = {}

    @cached_property
    def _writing(self) -> "asyncio.Lock":
        return asyncio.Lock()

    async def load(self) -> None:
        """Find out what earlier runs left, and let go of what is old.

        Raises:
            StorageError: It cannot be read now.
        """
        await self._store.forget_draft_files(datetime.now(UTC) - KEPT_FOR)
        for conversation_id, names in (await self._store.draft_file_ids()).items():
            self._on_disk.setdefault(conversation_id, names)

    def has(self, conversation_id: ConversationId) -> bool:
        """Tell whether files wait in this chat."""
        wanted = self._wanted.get(conversation_id)
        return bool(self._on_disk.get(conversation_id) if wanted is None else wanted)

    async def of(self, conversation_id: ConversationId) -> tuple[DraftFile, ...]:
        """Return a chat's files, in the order in which they were chosen; none when they cannot be read."""
        wanted = self._wanted.get(conversation_id)
        if wanted is not None:
            return wanted
        if not self._on_disk.get(conversation_id):
            return ()
        try:
            rows = await self._store.draft_files(conversation_id)
        except StorageError as error:
            _log.warning("files that wait cannot be read: %s", error)
            return ()
        return tuple(DraftFile(id=row.id, name=row.name, content=row.content) for row in rows)

    def keep(self, conversation_id: ConversationId, files: tuple[DraftFile, ...]) -> None:
        """Keep exactly these."""
        had = self.has(conversation_id)
        if not had and not files:
            return
        self._wanted[conversation_id] = files
        if had != bool(files):
            self._changed(conversation_id)
        if not self._scope.closed:
            self._scope.start(self.flush(), name="write files that wait")

    async def flush(self) -> None:
        """Write what is not on disk yet; what fails is tried again with the next wish, and when the disk is back."""
        async with self._writing:
            while self._wanted:
                conversation_id, files = next(iter(self._wanted.items()))
                try:
                    await self._write(conversation_id, files)
                except StorageError as error:
                    _log.warning("files that wait are not on disk: %s", error)
                    self._failed(error)
                    return
                if self._wanted.get(conversation_id) is files:
                    del self._wanted[conversation_id]

    async def _write(self, conversation_id: ConversationId, files: tuple[DraftFile, ...]) -> None:
        ids = frozenset(file.id for file in files)
        earlier = self._on_disk.get(conversation_id, frozenset())
        if earlier - ids:
            await self._store.keep_draft_files(conversation_id, tuple(ids & earlier))
        for file in files:
            if file.id not in earlier:  # one by one: a message under way need not wait for all of them
                row = DraftFileRow(id=file.id, conversation_id=conversation_id, name=file.name, content=file.content)
                await self._store.add_draft_file(row)
        self._on_disk[conversation_id] = ids
