"""From which origins a site's widget has spoken, and where it was refused; in memory only, knows no socket."""

from datetime import UTC, datetime

from operator_console.domain.ids import SiteId
from operator_console.domain.site_checks import is_origin
from operator_console.protocol.sites import SeenOrigin

MOST_ORIGINS = 8
"""Of one site; who claims to be more places pushes out the oldest."""
Sightings = dict[SiteId, dict[str, datetime]]


class WidgetSightings:
    """What this process has noticed since it started.

    Attributes:
        since: When that was.
    """

    def __init__(self) -> None:
        self.since = datetime.now(UTC)
        self._seen: Sightings = {}
        self._refused: Sightings = {}

    def saw(self, site_id: SiteId, origin: str | None, now: datetime) -> None:
        """A visitor has come in from there."""
        _note(self._seen, site_id, origin, now)

    def refused(self, site_id: SiteId, origin: str | None, now: datetime) -> None:
        """Somebody who names an existing site was refused because of the page's origin."""
        _note(self._refused, site_id, origin, now)

    def seen_at(self, site_id: SiteId) -> tuple[SeenOrigin, ...]:
        """Return from where visitors came, the newest first."""
        return _newest_first(self._seen.get(site_id, {}))

    def refused_at(self, site_id: SiteId, allowed: tuple[str, ...]) -> tuple[SeenOrigin, ...]:
        """Return from where the site's widget was refused, the newest first; what is allowed by now is left out."""
        found = _newest_first(self._refused.get(site_id, {}))
        return tuple(each for each in found if each.origin not in allowed)


def _note(kept: Sightings, site_id: SiteId, origin: str | None, now: datetime) -> None:
    if origin is None or not is_origin(origin):
        return
    of_site = kept.setdefault(site_id, {})
    of_site.pop(origin, None)
    of_site[origin] = now
    if len(of_site) > MOST_ORIGINS:
        del of_site[next(iter(of_site))]


def _newest_first(of_site: dict[str, datetime]) -> tuple[SeenOrigin, ...]:
    return tuple(SeenOrigin(origin=origin, at=at) for origin, at in reversed(of_site.items()))
