"""Unsent text of each chat, on disk within a second of the last change; knows no screen."""

import asyncio
import logging

from operator_console.desk.ports import OutboxStore
from operator_console.desk.state import Draft
from operator_console.domain.ids import ConversationId
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.errors import StorageError
from operator_console.storage.values import DraftRow

LINGER_S = 0.4

_log = logging.getLogger(__name__)
_EMPTY = Draft()


class Drafts:
    """Drafts in memory, written behind; a failed write is tried again with the next change."""

    def __init__(self, store: OutboxStore, scope: TaskScope) -> None:
        self._store = store
        self._scope = scope
        self._drafts: dict[ConversationId, Draft] = {}
        self._unwritten: set[ConversationId] = set()
        self._writing = False

    async def load(self) -> None:
        """Read what earlier runs left.

        Raises:
            StorageError: They cannot be read now.
        """
        for row in await self._store.drafts():
            self._drafts[row.conversation_id] = Draft(text=row.text, cursor=row.cursor, note=row.note)

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
        if not self._writing and not self._scope.closed:
            self._writing = True
            self._scope.start(self._write_soon(), name="write drafts")
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

    async def _write_soon(self) -> None:
        await asyncio.sleep(LINGER_S)
        self._writing = False
        await self.flush()
