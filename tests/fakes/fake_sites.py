"""A named fake: sites and what their owners set, in memory; knows no server."""

from msgspec import structs

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Site
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol.refusal import Refusal
from operator_console.protocol.sites import SiteState


class FakeSites:
    """Fits `ui.ports.SitesDoor`.

    Attributes:
        refusal: What saving is answered with; None saves.
        reachable: Else nothing can be asked.
    """

    def __init__(self, sites: tuple[Site, ...] = (), *, can_set_up: bool = True) -> None:
        self.can_set_up = can_set_up
        self.reachable = True
        self.refusal: Refusal | None = None
        self.kept: dict[SiteId, SiteSettings] = {}
        self._sites = sites

    def sites(self) -> tuple[Site, ...]:
        return self._sites

    async def settings(self, site_id: SiteId) -> SiteState | None:
        site = next((site for site in self._sites if site.id == site_id), None)
        if site is None or not self.reachable:
            return None
        return SiteState(site=site, settings=self.kept.get(site_id) or SiteSettings(site_id=site_id))

    async def save(self, settings: SiteSettings) -> SiteState | Refusal:
        if not self.reachable:
            return Refusal.UNAVAILABLE
        if self.refusal is not None:
            return self.refusal
        self.kept[settings.site_id] = structs.replace(settings, version=settings.version + 1)
        found = await self.settings(settings.site_id)
        return found if found is not None else Refusal.NOT_FOUND
