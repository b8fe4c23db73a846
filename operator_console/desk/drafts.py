"""Unsent text of each chat, on disk within a second of the last change; knows no screen."""

import asyncio
import logging
from collections.abc import Callable

from operator_console.desk.ports import OutboxStore
from operator_console.desk.state import Draft
from operator_console.domain.ids import ConversationId
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.errors import StorageError
from operator_console.storage.values import DraftRow

LINGER_S = 0.4
RETRY_S = 2.0

_log = logging.getLogger(__name__)
_EMPTY = Draft()


class Drafts:
    """Drafts in memory, written behind; a failed write is told to `failed` and tried again until it succeeds."""

    def __init__(
        self, store: OutboxStore, scope: TaskScope, failed: Callable[[StorageError], None] = lambda _error: None
    ) -> None:
        self._store = store
        self._scope = scope
        self._drafts: dict[ConversationId, Draft] = {}
        self._unwritten: set[ConversationId] = set()
        self._writing = False
        self._loaded = False
        self._failed = failed

    async def load(self) -> None:
        """Read what earlier runs left.

        Raises:
            StorageError: They cannot be read now.
        """
        for row in await self._store.drafts():
            if row.conversation_id not in self._drafts:
                self._drafts[row.conversation_id] = Draft(text=row.text, cursor=row.cursor, note=row.note)
        self._loaded = True

    async def catch_up(self) -> None:
        """The disk is back: read what could not be read before (what was written meanwhile stays), write the rest."""
        try:
            if not self._loaded:
                await self.load()
        except StorageError as error:
            _log.warning("drafts cannot be read: %s", error)
        await self.flush()

    def conversations(self) -> tuple[ConversationId, ...]:
        """Return the chats that have a draft with text."""
        return tuple(name for name, draft in self._drafts.items() if draft.text)

    def get(self, conversation_id: ConversationId) -> Draft:
        """Return a chat's draft, empty when there is none."""
        return self._drafts.get(conversation_id, _EMPTY)

    def save(self, conversation_id: ConversationId, draft: Draft) -> bool:
        """Keep a draft; True when the chat begins or stops having one."""
        earlier = self.get(conversation_id)
        if earlier == draft:
            return False
        if draft.text or draft.note:
            self._drafts[conversation_id] = draft
        else:
            self._drafts.pop(conversation_id, None)
        self._unwritten.add(conversation_id)
        self._start(LINGER_S)
        return bool(earlier.text) != bool(draft.text)

    async def flush(self) -> None:
        """Write what is not on disk yet."""
        names, self._unwritten = self._unwritten, set()
        rows = tuple(
            DraftRow(conversation_id=name, text=draft.text, cursor=draft.cursor, note=draft.note)
            for name in names
            for draft in (self.get(name),)
        )
        if not rows:
            return
        try:
            await self._store.save_drafts(rows)
        except StorageError as error:
            self._unwritten |= names
            _log.warning("drafts are not on disk: %s", error)
            self._failed(error)
            self._start(RETRY_S)

    def _start(self, delay_s: float) -> None:
        if not self._writing and not self._scope.closed:
            self._writing = True
            self._scope.start(self._write_soon(delay_s), name="write drafts")

    async def _write_soon(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        self._writing = False
        await self.flush()
