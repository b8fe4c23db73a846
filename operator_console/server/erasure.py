"""Erases in small pieces what is to be forgotten: chats, visits, contacts, a whole visitor; knows no schedule.

Each piece is one short transaction of the writer, with a rest after it: nobody's message waits for an erasure. What is
interrupted is found again by the next run, for a chat's own row goes last.
"""

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from operator_console.domain.ids import ConversationId, VisitId, VisitorId
from operator_console.server.kept_files import file_path
from operator_console.server.store import erasing
from operator_console.server.store.identities import same_person
from operator_console.server.store.store import Store
from operator_console.server.store.unit import UnitOfWork

MESSAGES_AT_ONCE = 400
VISITS_AT_ONCE = 50
REST_S = 0.02
_log = logging.getLogger(__name__)


class Erased(Struct, frozen=True, kw_only=True):
    """How much was erased."""

    chats: int = 0
    visits: int = 0
    files: int = 0


class Eraser:
    """Works on the loop's thread; reading, writing and removing files happen in others."""

    def __init__(self, store: Store, files: Path) -> None:
        self._store = store
        self._files = files

    async def chat(self, conversation_id: ConversationId) -> int:
        """Erase a closed chat and return how many files it had.

        Raises:
            StoreUnavailable: Something of it is left.
        """
        erased = MESSAGES_AT_ONCE
        while erased == MESSAGES_AT_ONCE:
            erased = await self._store.transact(
                lambda unit: erasing.erase_messages(unit.connection, conversation_id, MESSAGES_AT_ONCE)
            )
            await asyncio.sleep(REST_S)

        def erase(unit: UnitOfWork) -> tuple[str, ...]:
            unit.forget(conversation_id)
            return erasing.erase_chat(unit.connection, conversation_id)

        return await self._remove(await self._store.transact(erase))

    async def visits(self, visit_ids: tuple[VisitId, ...]) -> int:
        """Erase visits and return how many there were.

        Raises:
            StoreUnavailable: Some of them are left.
        """
        erased = 0
        for start in range(0, len(visit_ids), VISITS_AT_ONCE):
            some = visit_ids[start : start + VISITS_AT_ONCE]
            erased += await self._store.transact(
                lambda unit, some=some: erasing.erase_visits(unit.connection, some)  # type: ignore[misc]  # bound now
            )
            await asyncio.sleep(REST_S)
        return erased

    async def contact(self, visitor_id: VisitorId) -> None:
        """Forget who a visitor is, and keep what was said.

        Raises:
            StoreUnavailable: Some of it is left.
        """
        for chat in await self._store.read(erasing.chats_of, (visitor_id,)):

            def forget(unit: UnitOfWork, chat_id: ConversationId = chat.id) -> None:
                unit.forget(chat_id)
                erasing.forget_contact_in_chat(unit.connection, chat_id)
                unit.index_again(chat_id)

            await self._store.transact(forget)
            await asyncio.sleep(REST_S)
        await self._store.transact(lambda unit: erasing.forget_contact(unit.connection, visitor_id))

    async def visitor(self, visitor_id: VisitorId) -> Erased:
        """Erase everything of a person without an open chat, in all browsers in which the site vouched for them.

        Raises:
            StoreUnavailable: Some of it is left.
        """
        people = await self._store.read(same_person, visitor_id)
        chats = await self._store.read(erasing.chats_of, people)
        visits = await self._store.read(erasing.visits_of, people)
        files = 0
        for chat in chats:
            files += await self.chat(chat.id)
        for each in people:
            files += await self._remove(
                await self._store.transact(lambda unit, each=each: erasing.erase_visitor(unit.connection, each))  # type: ignore[misc]  # bound now
            )
        return Erased(chats=len(chats), visits=len(visits), files=files)

    async def _remove(self, file_ids: Iterable[str]) -> int:
        def remove() -> int:
            removed = 0
            for file_id in file_ids:
                try:
                    file_path(self._files, file_id).unlink(missing_ok=True)
                    removed += 1
                except OSError as error:
                    _log.warning("a file is not removed", extra={"reason": str(error)})
            return removed

        return await asyncio.to_thread(remove)
