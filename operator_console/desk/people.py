"""What is kept of a visitor, at the desk: looked at, taken out and erased by leads; knows no screen.

What it works with is imported when it is first wanted: the desk is part of every start.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from operator_console.backends.base import BackendError, Refused
from operator_console.desk.sites import LEADS
from operator_console.domain.ids import SiteId, VisitorId
from operator_console.domain.people import Agent
from operator_console.protocol.refusal import Refusal

if TYPE_CHECKING:
    from operator_console.desk.ports import HistoryStore, PeopleBackend
    from operator_console.protocol.privacy import KeptOfVisitor, RetentionRuns

Value = TypeVar("Value")
_log = logging.getLogger(__name__)


class PeopleDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        me: The signed-in agent.
        backend: Where people are kept; None when the server does not let them be taken out.
        history: The desk's own copies of chats.
    """

    me: Callable[[], Agent]
    backend: "Callable[[], PeopleBackend | None]"
    history: "HistoryStore"


class PeopleDesk:
    """Fits `ui.ports.PeopleDoor`; everything is on the loop's thread."""

    def __init__(self, doors: PeopleDoors) -> None:
        self._doors = doors

    @property
    def may_erase(self) -> bool:
        """Leads may, where the server lets them; the server decides in the end."""
        return self._doors.me().role in LEADS and self._doors.backend() is not None

    async def kept(self, visitor_id: VisitorId) -> "KeptOfVisitor | Refusal":
        """Return how much is kept of a visitor."""
        return await self._asked(lambda backend: backend.kept(visitor_id))

    async def export(self, visitor_id: VisitorId) -> "bytes | Refusal":
        """Return everything that is kept of a visitor, as a ZIP archive."""
        return await self._asked(lambda backend: backend.export(visitor_id))

    async def erase(self, visitor_id: VisitorId) -> "KeptOfVisitor | Refusal":
        """Erase a visitor at the server, and then what this desk has kept of their chats."""
        erased = await self._asked(lambda backend: backend.erase(visitor_id))
        if not isinstance(erased, Refusal):
            self._doors.history.forget_visitor(visitor_id)
        return erased

    async def retention(self, site_id: SiteId) -> "RetentionRuns | Refusal":
        """Return what was erased at a site because it was old."""
        return await self._asked(lambda backend: backend.retention(site_id))

    async def _asked(self, ask: "Callable[[PeopleBackend], Awaitable[Value]]") -> Value | Refusal:
        backend = self._doors.backend()
        if backend is None:
            return Refusal.UNAVAILABLE
        try:
            return await ask(backend)
        except Refused as error:
            return error.reason
        except BackendError as error:
            _log.info("people cannot be asked about now: %s", type(error).__name__)
            return Refusal.UNAVAILABLE
