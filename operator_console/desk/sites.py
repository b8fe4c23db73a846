"""What sites' owners set, at the desk: read from the server and saved there; knows no screen.

What it works with is imported when it is first wanted: the desk is part of every start.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.backends.base import BackendError, Refused
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Agent, Role, Site
from operator_console.protocol.refusal import Refusal

if TYPE_CHECKING:
    from operator_console.desk.ports import SitesBackend
    from operator_console.domain.site_settings import SiteSettings
    from operator_console.protocol.sites import SiteState

LEADS = frozenset({Role.SUPERVISOR, Role.ADMIN})
_log = logging.getLogger(__name__)


class SitesDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        me: The signed-in agent.
        sites: The agent's sites.
        backend: Where settings are kept; None when the server does not let them be changed.
    """

    me: Callable[[], Agent]
    sites: Callable[[], tuple[Site, ...]]
    backend: "Callable[[], SitesBackend | None]"


class SitesDesk:
    """Fits `ui.ports.SitesDoor`; everything is on the loop's thread."""

    def __init__(self, doors: SitesDoors) -> None:
        self._doors = doors

    @property
    def can_set_up(self) -> bool:
        """Leads may, where the server lets them; the server decides in the end."""
        return self._doors.me().role in LEADS and self._doors.backend() is not None

    def sites(self) -> tuple[Site, ...]:
        """Return the sites of the agent's departments, by name."""
        return tuple(sorted(self._doors.sites(), key=lambda site: site.name.casefold()))

    async def settings(self, site_id: SiteId) -> "SiteState | None":
        """Return a site with everything that is set; None when the server cannot be asked."""
        backend = self._doors.backend()
        if backend is None:
            return None
        try:
            return await backend.settings(site_id)
        except BackendError as error:
            _log.info("the settings cannot be had now: %s", type(error).__name__)
            return None

    async def save(self, settings: "SiteSettings") -> "SiteState | Refusal":
        """Save settings; what the server says where it does not, UNAVAILABLE when it cannot be asked."""
        backend = self._doors.backend()
        if backend is None:
            return Refusal.UNAVAILABLE
        try:
            return await backend.save_settings(settings)
        except Refused as error:
            return error.reason
        except BackendError as error:
            _log.info("the settings cannot be saved now: %s", type(error).__name__)
            return Refusal.UNAVAILABLE
