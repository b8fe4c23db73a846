"""The performance badge: a site's real figures of the last thirty days for anybody; knows no visitor and no SQL.

Nobody is followed by it: no cookie, no identifier, and the answer is the same for everybody, so caches may keep it.
"""

import asyncio
from datetime import UTC, datetime, timedelta

from aiohttp import web
from msgspec import Struct

from operator_console.domain.figures.calendar import first_hour
from operator_console.domain.figures.definitions import readings
from operator_console.domain.ids import SiteId
from operator_console.server.http_api import answer
from operator_console.server.store.figure_reads import Scope, read_figures
from operator_console.server.store.writer import StoreUnavailable
from operator_console.server.switchboard import Switchboard

BADGE = "/widget/badge/{site_id}.json"
DAYS = 30
LEAST = 20
"""Of fewer replies, or ratings, nothing is said: a share of them would be an accident."""
KEPT_FOR = timedelta(minutes=10)
_PUBLIC = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": f"public, max-age={int(KEPT_FOR.total_seconds())}",
    "X-Content-Type-Options": "nosniff",
}


class BadgeFigures(Struct, frozen=True, kw_only=True):
    """What the badge shows; None where too little is known to say it.

    Attributes:
        on_time: Share of replies within the site's target, of `replies`.
        stars: Mean of the ratings, from 1 to 5, of `ratings`.
    """

    name: str
    days: int
    target_s: float
    replies: int
    on_time: float | None
    ratings: int
    stars: float | None


class Badge:
    """Answers `BADGE` for sites whose owner shows it; each site's figures are counted at most every ten minutes."""

    def __init__(self, switchboard: Switchboard) -> None:
        self._board = switchboard
        self._kept: dict[SiteId, tuple[datetime, BadgeFigures]] = {}
        self._counting = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get(BADGE, self.figures)]

    async def figures(self, request: web.Request) -> web.Response:
        """The figures; a site that does not show them looks like one that is not there."""
        site_id = SiteId(request.match_info["site_id"])
        directory = self._board.directory
        site = directory.sites.get(site_id)
        if site is None or not directory.settings_of(site_id).badge:
            raise web.HTTPNotFound(headers={"Access-Control-Allow-Origin": "*"})
        async with self._counting:  # whoever else asks meanwhile gets the same answer
            now = datetime.now(UTC)
            at, kept = self._kept.get(site_id, (None, None))
            if kept is None or at is None or not timedelta() <= now - at < KEPT_FOR:
                try:
                    kept = await self._count(site_id, now)
                except StoreUnavailable as error:
                    raise web.HTTPServiceUnavailable(headers={"Access-Control-Allow-Origin": "*"}) from error
                self._kept[site_id] = now, kept
        response = answer(kept)
        response.headers.update(_PUBLIC)
        return response

    async def _count(self, site_id: SiteId, now: datetime) -> BadgeFigures:
        day = now.astimezone().date()
        scope = Scope(
            since=first_hour(day - timedelta(days=DAYS)),
            until=first_hour(day + timedelta(days=1)),
            site_ids=frozenset({site_id}),
        )
        directory = self._board.directory
        counts, _groups = await self._board.store.read(read_figures, scope, (), directory, now)
        found, site = readings(counts), directory.sites[site_id]
        on_time, csat = found["on_time"], found.get("csat")
        ratings = csat.of if csat is not None else 0
        return BadgeFigures(
            name=site.name,
            days=DAYS,
            target_s=site.targets.target_s,
            replies=on_time.of,
            on_time=on_time.value if on_time.of >= LEAST else None,
            ratings=ratings,
            stars=csat.value if csat is not None and ratings >= LEAST else None,
        )
