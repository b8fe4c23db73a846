"""Sites and what their owners set, at the desk: read from the server and saved there; knows no screen.

What it works with is imported when it is first wanted: the desk is part of every start.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from operator_console.backends.base import BackendError, Refused
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Agent, Role, Site
from operator_console.protocol.refusal import Refusal

if TYPE_CHECKING:
    from operator_console.backends.native.site_page import PageLook
    from operator_console.desk.ports import SitesBackend
    from operator_console.domain.site_settings import SiteSettings
    from operator_console.protocol.sites import IdentityKey, IdentityKeys, Installation, OwnSites, SiteState

Value = TypeVar("Value")

LEADS = frozenset({Role.SUPERVISOR, Role.ADMIN})
_log = logging.getLogger(__name__)


class SitesDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        me: The signed-in agent.
        sites: The agent's sites.
        backend: Where settings are kept; None when the server does not let them be changed.
        server: The server's address as this desk reaches it.
    """

    me: Callable[[], Agent]
    sites: Callable[[], tuple[Site, ...]]
    backend: "Callable[[], SitesBackend | None]"
    server: Callable[[], str]


class SitesDesk:
    """Fits `ui.ports.SitesDoor`; everything is on the loop's thread.

    What changes something returns what the server made of it, or why not: UNAVAILABLE when it cannot be asked.
    """

    def __init__(self, doors: SitesDoors) -> None:
        self._doors = doors

    @property
    def can_set_up(self) -> bool:
        """Leads may, where the server lets them; the server decides in the end."""
        return self._doors.me().role in LEADS and self._doors.backend() is not None

    @property
    def server(self) -> str:
        """The server's address as this desk reaches it."""
        return self._doors.server()

    def sites(self) -> tuple[Site, ...]:
        """Return the sites of the agent's departments, by name."""
        return tuple(sorted(self._doors.sites(), key=lambda site: site.name.casefold()))

    async def own_sites(self) -> "OwnSites | None":
        """Return the sites that the agent may set up; None when the server cannot be asked."""
        return _value(await self._ask(lambda backend: backend.own_sites()))

    async def settings(self, site_id: SiteId) -> "SiteState | None":
        """Return a site with everything that is set; None when the server cannot be asked."""
        return _value(await self._ask(lambda backend: backend.settings(site_id)))

    async def save(self, settings: "SiteSettings") -> "SiteState | Refusal":
        """Save settings."""
        return await self._ask(lambda backend: backend.save_settings(settings))

    async def save_site(self, site: Site, before: Site) -> "SiteState | Refusal":
        """Save a site itself; CONFLICT when it is not as `before` any more."""
        return await self._ask(lambda backend: backend.save_site(site, before))

    async def create(self, site: Site) -> "SiteState | Refusal":
        """Make a new site; CONFLICT when its id is taken."""
        return await self._ask(lambda backend: backend.create(site))

    async def installation(self, site_id: SiteId) -> "Installation | None":
        """Return from where the site's widget has spoken; None when the server cannot be asked."""
        return _value(await self._ask(lambda backend: backend.installation(site_id)))

    async def identity_keys(self, site_id: SiteId) -> "IdentityKeys | None":
        """Return the keys that serve, without secrets; None when the server cannot be asked."""
        return _value(await self._ask(lambda backend: backend.identity_keys(site_id)))

    async def make_identity_key(self, site_id: SiteId) -> "IdentityKey | Refusal":
        """Make a key; its secret is in this answer and never again."""
        return await self._ask(lambda backend: backend.make_identity_key(site_id))

    async def end_identity_key(self, site_id: SiteId, key_id: str) -> "Refusal | None":
        """Let a key serve no more."""
        return await self._ask(lambda backend: backend.end_identity_key(site_id, key_id))

    async def look_at_page(self, address: str) -> "PageLook | None":
        """Look whether a page has the widget on it; None when there is no server to install one for."""
        return _value(await self._ask(lambda backend: backend.look_at_page(address)))

    async def _ask(self, ask: "Callable[[SitesBackend], Awaitable[Value]]") -> "Value | Refusal":
        backend = self._doors.backend()
        if backend is None:
            return Refusal.UNAVAILABLE
        try:
            return await ask(backend)
        except Refused as error:
            return error.reason
        except BackendError as error:
            _log.info("the server cannot be asked about sites now: %s", type(error).__name__)
            return Refusal.UNAVAILABLE


def _value(answer: "Value | Refusal") -> "Value | None":
    return None if isinstance(answer, Refusal) else answer
