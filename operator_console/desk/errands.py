"""What the desk tells the server as soon as it can, other than messages: kept on disk until told; knows no screen."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec import Struct

from operator_console.backends.base import BackendError, Refused
from operator_console.desk.ports import ArticleBackend, OutboxStore
from operator_console.domain.ids import ClientId, ConversationId
from operator_console.protocol.articles import ArticleUse, ReportMissing
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.errors import StorageError
from operator_console.storage.values import ErrandRow

MOST_AT_ONCE = 100
RETRY_S = 60.0

_LATER = frozenset({Refusal.RATE_LIMITED, Refusal.UNAVAILABLE})

_log = logging.getLogger(__name__)


class UsesErrand(Struct, frozen=True, kw_only=True, tag="uses"):
    """Articles were used in a message; told when the message has its tick."""

    uses: tuple[ArticleUse, ...]
    conversation_id: ConversationId
    client_id: ClientId


class MissingErrand(Struct, frozen=True, kw_only=True, tag="missing"):
    """Nothing good was found; told from `not_before` (server time) on, so that it can be taken back until then."""

    report: ReportMissing
    not_before: datetime


Errand = UsesErrand | MissingErrand


class ErrandDoors(Struct, frozen=True):
    """What errands ask of the desk.

    Attributes:
        work: The server's side of articles, None while it has none.
        unsent: A message waits in the outbox.
        now: Server time.
    """

    work: Callable[[], ArticleBackend | None]
    unsent: Callable[[ConversationId, ClientId], bool]
    now: Callable[[], datetime]


class Errands:
    """In memory and on disk; one task tells the server, in the order of keeping, and stops where it cannot."""

    def __init__(self, store: OutboxStore, doors: ErrandDoors, scope: TaskScope) -> None:
        self._store = store
        self._doors = doors
        self._scope = scope
        self._waiting: dict[str, Errand] = {}
        self._live = False
        self._running = False
        self._again = False

    @property
    def waiting(self) -> tuple[Errand, ...]:
        """What is not told yet."""
        return tuple(self._waiting.values())

    async def load(self) -> None:
        """Read what earlier runs left.

        Raises:
            StorageError: It cannot be read now.
        """
        for row in await self._store.errands():
            try:
                errand: Errand = msgspec.json.decode(row.body, type=Errand)
            except msgspec.MsgspecError:
                _log.warning("an errand cannot be read and is dropped")
                await self._store.remove_errands((row.id,))
            else:
                self._waiting.setdefault(row.id, errand)

    async def keep(self, name: str, errand: Errand) -> None:
        """Keep an errand on disk, and tell it when its time has come.

        Raises:
            StorageError: It could not be kept, and is not told.
        """
        await self._store.keep_errand(ErrandRow(id=name, body=msgspec.json.encode(errand)))
        self._waiting[name] = errand
        self.tell_soon()

    async def drop(self, name: str) -> bool:
        """Take an errand back; False when it was told, or is being told."""
        if self._waiting.pop(name, None) is None:
            return False
        await self._forget((name,))
        return True

    def live(self) -> None:
        """There is a connection."""
        self._live = True
        self.tell_soon()

    def offline(self) -> None:
        """There is none."""
        self._live = False

    def tell_soon(self) -> None:
        """Look whether something can be told now."""
        self._again = bool(self._waiting)
        if self._again and self._live and not self._running and not self._scope.closed:
            self._running = True
            self._scope.start(self._run(), name="errands")

    # ------------------------------------------------------------------------------------------- private

    async def _run(self) -> None:
        try:
            while self._again and self._live:
                self._again = False
                delay_s = await self._tell()
                if delay_s is not None and not self._scope.closed:
                    self._scope.start(self._look_again(delay_s), name="errands again", exclusive=True)
        finally:
            self._running = False

    async def _look_again(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        self.tell_soon()

    async def _tell(self) -> float | None:
        """Tell what can be told; return after how long there is more to do, None when something else will say so."""
        work = self._doors.work()
        if work is None:
            return None
        try:
            await self._tell_uses(work)
            return await self._tell_missing(work)
        except BackendError as error:
            _log.info("articles' use is told later: %s", type(error).__name__)
            return RETRY_S

    async def _tell_uses(self, work: ArticleBackend) -> None:
        ready = [
            (name, errand)
            for name, errand in self._waiting.items()
            if isinstance(errand, UsesErrand) and not self._doors.unsent(errand.conversation_id, errand.client_id)
        ]
        for start in range(0, len(ready), MOST_AT_ONCE):
            batch = ready[start : start + MOST_AT_ONCE]
            try:
                await work.used([use for _, errand in batch for use in errand.uses])
            except Refused as refused:
                if refused.reason in _LATER:
                    raise
                _log.warning("the server does not count these uses: %s", refused)
            await self._told(tuple(name for name, _ in batch))

    async def _tell_missing(self, work: ArticleBackend) -> float | None:
        rest_s = []
        for name, errand in tuple(self._waiting.items()):
            if not isinstance(errand, MissingErrand):
                continue
            wait_s = (errand.not_before - self._doors.now()).total_seconds()
            if wait_s > 0:
                rest_s.append(min(wait_s, RETRY_S))
                continue
            self._waiting.pop(name, None)  # from here on it cannot be taken back
            try:
                await work.report_missing(errand.report)
            except BackendError as error:
                if not isinstance(error, Refused) or error.reason in _LATER:
                    self._waiting[name] = errand
                    raise
                _log.warning("the server does not take this report: %s", error)
            await self._told((name,))
        return min(rest_s) if rest_s else None

    async def _told(self, names: tuple[str, ...]) -> None:
        for name in names:
            self._waiting.pop(name, None)
        await self._forget(names)

    async def _forget(self, names: tuple[str, ...]) -> None:
        try:
            await self._store.remove_errands(names)
        except StorageError as error:
            _log.warning("an errand stays on disk: %s", error)
