"""The desk's figures: asks the server for counts of a period or of today; knows no figure and no screen."""

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from operator_console.backends.base import BackendError
from operator_console.domain.people import Agent, Role

if TYPE_CHECKING:
    from operator_console.desk.ports import ReportsBackend
    from operator_console.protocol.reports import AskReport, Report, Today

LEADS = frozenset({Role.SUPERVISOR, Role.ADMIN})
Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


class ReportDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        me: The signed-in agent.
        backend: Where figures are; None when the server keeps none.
    """

    me: Callable[[], Agent]
    backend: "Callable[[], ReportsBackend | None]"


class ReportsDesk:
    """Fits `ui.ports.ReportsDoor`; everything is on the loop's thread."""

    def __init__(self, doors: ReportDoors) -> None:
        self._doors = doors

    @property
    def can_read(self) -> bool:
        """The server keeps figures."""
        return self._doors.backend() is not None

    @property
    def leads(self) -> bool:
        """The agent sees more than their own figures."""
        return self._doors.me().role in LEADS

    async def report(self, wish: "AskReport") -> "Report | None":
        """Counts of a period; None when the server cannot be asked."""
        return await self._asked("report", lambda backend: backend.report(wish))

    async def today(self) -> "Today | None":
        """Counts of today so far; None when the server cannot be asked."""
        return await self._asked("today", lambda backend: backend.today())

    async def _asked(self, what: str, call: "Callable[[ReportsBackend], Awaitable[Answer]]") -> Answer | None:
        backend = self._doors.backend()
        if backend is None:
            return None
        try:
            return await call(backend)
        except BackendError as error:
            _log.info("figures not read", extra={"what": what, "reason": type(error).__name__})
            return None
