"""The HTTP interface of `protocol.invitations`: how invitations did, and dry runs, for a site's leads; knows no SQL."""

import asyncio
from datetime import UTC, datetime, timedelta

import msgspec
from aiohttp import web
from msgspec import structs

from operator_console.domain.ids import SiteId, VisitId
from operator_console.domain.invitation_trials import Trial
from operator_console.domain.people import Site, Visit
from operator_console.protocol import invitations
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.http_api import HttpApi, answer, body_of, problem
from operator_console.server.store.invitation_counts import read_counts
from operator_console.server.store.recorded_visits import newest_visits, try_on
from operator_console.server.switchboard import Switchboard

MAX_DAYS = 366
MAX_TRY_DAYS = 90
MAX_TRIED = 5_000
"""The newest visits of the period that a rule is tried on."""
AT_ONCE = 100
GIVING_WAY_S = 0.005


class InvitationApi:
    """Handlers; every one authorises for itself. Dry runs go one after the other."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api
        self._trying = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get(invitations.FIGURES, self.figures), web.post(invitations.TRY, self.try_rule)]

    async def figures(self, request: web.Request) -> web.Response:
        """How a site's invitations did since some days."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._api.not_found(actor, Action.SET_UP_SITE, request.match_info["site_id"])
        days = request.query.get("days", "30")
        if not (days.isascii() and days.isdigit() and len(days) <= 3 and 1 <= int(days) <= MAX_DAYS):
            return problem(400, Refusal.INVALID, detail=f"1 to {MAX_DAYS} days")
        today = datetime.now(UTC).astimezone()
        first = today.date() - timedelta(days=int(days) - 1)
        counts = await self._board.store.read(read_counts, site.id, first)
        since = datetime(first.year, first.month, first.day).astimezone().astimezone(UTC)
        return answer(invitations.InvitationFigures(since=since, counts=counts))

    async def try_rule(self, request: web.Request) -> web.Response:
        """Whom a rule would have invited."""
        actor = await self._api.agent(request)
        site = self._site(actor, request)
        if site is None:
            return self._api.not_found(actor, Action.SET_UP_SITE, request.match_info["site_id"])
        wish = msgspec.json.decode(await body_of(request), type=invitations.TryRule)
        if not 1 <= wish.days <= MAX_TRY_DAYS:
            return problem(400, Refusal.INVALID, detail=f"1 to {MAX_TRY_DAYS} days")
        async with self._trying:
            return answer(await self._try(wish, site))

    async def _try(self, wish: invitations.TryRule, site: Site) -> invitations.TriedRule:
        store, now = self._board.store, datetime.now(UTC)
        trial = Trial(wish.rule, self._board.directory.settings_of(site.id))
        ids = await store.read(newest_visits, site.id, now - timedelta(days=wish.days), MAX_TRIED)
        visits = invited = held_back = 0
        unknown: set[str] = set()
        for begin in range(0, len(ids), AT_ONCE):
            part = await store.read(try_on, trial, wish.rule, ids[begin : begin + AT_ONCE], self._live(site.id, now))
            visits += part.visits
            invited += part.invited
            held_back += part.held_back
            unknown.update(part.not_recorded)
            await asyncio.sleep(GIVING_WAY_S)
        return invitations.TriedRule(
            visits=visits, invited=invited, held_back=held_back, not_recorded=tuple(sorted(unknown))
        )

    def _live(self, site_id: SiteId, now: datetime) -> dict[VisitId, Visit]:
        """Return visits that still go on, as they are now: what is stored is a second old and has no end."""
        lines = (line for line in self._board.visitors.all() if line.site_id == site_id and line.tabs)
        return {line.visit.id: structs.replace(line.visit, last_seen_at=now) for line in lines}

    def _site(self, actor: AgentActor, request: web.Request) -> Site | None:
        """Return the site that is asked about, if the actor may set it up."""
        site = self._board.directory.sites.get(SiteId(request.match_info["site_id"]))
        return site if site is not None and authorise(actor, Action.SET_UP_SITE, site) else None
