"""A named fake: sites and what their owners set, in memory; knows no server."""

import asyncio
from datetime import UTC, datetime

from msgspec import structs

from operator_console.backends.native.site_page import PageLook, PageWord
from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Department, Site
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol.refusal import Refusal
from operator_console.protocol.sites import IdentityKey, IdentityKeys, Installation, OwnSites, SiteState

NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)


class FakeSites:
    """Fits `ui.ports.SitesDoor`.

    Attributes:
        refusal: What saving is answered with; None saves.
        reachable: Else nothing can be asked.
        may_create: New sites may be made.
        held: Nobody is answered while it is not set.
        noticed: What the server has noticed of the widget.
        page: What looking at a page finds.
        made: Keys in the order in which they were made.
    """

    server = "https://chat.example"

    def __init__(self, sites: tuple[Site, ...] = (), *, can_set_up: bool = True) -> None:
        self.can_set_up = can_set_up
        self.reachable = True
        self.may_create = False
        self.refusal: Refusal | None = None
        self.held: asyncio.Event | None = None
        self.kept: dict[SiteId, SiteSettings] = {}
        self.noticed = Installation(since=NOW)
        self.page: PageLook | None = PageLook(word=PageWord.NOT_REACHED, address="")
        self.made: list[IdentityKey] = []
        self._sites = {site.id: site for site in sites}

    def sites(self) -> tuple[Site, ...]:
        return tuple(sorted(self._sites.values(), key=lambda site: site.name.casefold()))

    async def own_sites(self) -> OwnSites | None:
        if not await self._reached():
            return None
        departments = tuple(Department(id=key, name=key.title()) for key in self._departments())
        create_in = departments if self.may_create else ()
        return OwnSites(sites=self.sites(), departments=departments, create_in=create_in)

    async def settings(self, site_id: SiteId) -> SiteState | None:
        if not await self._reached():
            return None
        return self._state(site_id)

    async def save(self, settings: SiteSettings) -> SiteState | Refusal:
        if not await self._reached():
            return Refusal.UNAVAILABLE
        kept = self.kept.get(settings.site_id) or SiteSettings(site_id=settings.site_id)
        if self.refusal is not None or kept.version != settings.version:
            return self.refusal or Refusal.CONFLICT
        self.kept[settings.site_id] = structs.replace(settings, version=settings.version + 1)
        return self._state(settings.site_id) or Refusal.NOT_FOUND

    async def save_site(self, site: Site, before: Site) -> SiteState | Refusal:
        if not await self._reached():
            return Refusal.UNAVAILABLE
        if self.refusal is not None or self._sites[site.id] != before:
            return self.refusal or Refusal.CONFLICT
        self._sites[site.id] = site
        return self._state(site.id) or Refusal.NOT_FOUND

    async def create(self, site: Site) -> SiteState | Refusal:
        if not await self._reached():
            return Refusal.UNAVAILABLE
        if self.refusal is not None or site.id in self._sites:
            return self.refusal or Refusal.CONFLICT
        self._sites[site.id] = site
        return self._state(site.id) or Refusal.NOT_FOUND

    async def installation(self, site_id: SiteId) -> Installation | None:
        return self.noticed if await self._reached() and site_id in self._sites else None

    async def identity_keys(self, _site_id: SiteId) -> IdentityKeys | None:
        if not await self._reached():
            return None
        return IdentityKeys(keys=tuple(structs.replace(key, secret="") for key in reversed(self.made[-2:])))

    async def make_identity_key(self, _site_id: SiteId) -> IdentityKey | Refusal:
        if not await self._reached():
            return Refusal.UNAVAILABLE
        number = len(self.made) + 1
        self.made.append(IdentityKey(id=f"ik_{number}", created_at=NOW, secret=f"secret-{number}-" + "x" * 34))
        return self.made[-1]

    async def end_identity_key(self, _site_id: SiteId, key_id: str) -> Refusal | None:
        if not await self._reached():
            return Refusal.UNAVAILABLE
        self.made = [key for key in self.made if key.id != key_id]
        return None

    async def look_at_page(self, address: str) -> PageLook | None:
        await self._reached()
        return structs.replace(self.page, address=self.page.address or address) if self.page is not None else None

    def change(self, site_id: SiteId, **changes: object) -> None:
        """Somebody else saves settings."""
        kept = self.kept.get(site_id) or SiteSettings(site_id=site_id)
        self.kept[site_id] = structs.replace(kept, **changes, version=kept.version + 1)

    def change_site(self, site_id: SiteId, **changes: object) -> None:
        """Somebody else changes a site."""
        self._sites[site_id] = structs.replace(self._sites[site_id], **changes)

    def _state(self, site_id: SiteId) -> SiteState | None:
        site = self._sites.get(site_id)
        if site is None:
            return None
        return SiteState(site=site, settings=self.kept.get(site_id) or SiteSettings(site_id=site_id))

    def _departments(self) -> tuple[DepartmentId, ...]:
        return tuple(dict.fromkeys(site.department_id for site in self._sites.values()))

    async def _reached(self) -> bool:
        if self.held is not None:
            await self.held.wait()
        return self.reachable
