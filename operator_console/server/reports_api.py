"""The HTTP interface of `protocol.reports`: an agent's own figures, a lead's departments; knows no SQL."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec
from aiohttp import web

from operator_console.domain.figures.calendar import Grouping, first_hour
from operator_console.domain.figures.definitions import Reading, readings
from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.protocol import reports
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, authorise
from operator_console.server.http_api import HttpApi, answer, body_of, problem
from operator_console.server.store.figure_reads import Scope, read_figures
from operator_console.server.switchboard import Switchboard

FIRST_YEAR, LAST_YEAR = 1971, 9999
"""Days that every clock can count."""


class ReportsApi:
    """Handlers; every one authorises for itself."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.post(reports.REPORT, self.report), web.get(reports.TODAY, self.today)]

    async def report(self, request: web.Request) -> web.Response:
        """Counts of a period."""
        actor = await self._api.agent(request)
        wish = msgspec.json.decode(await body_of(request), type=reports.AskReport)
        days = (wish.until - wish.since).days + 1
        longest = reports.MOST_DAYS_BY_HOUR if Grouping.HOUR in wish.by else reports.MOST_DAYS
        if not 1 <= days <= longest or not FIRST_YEAR <= wish.since.year <= wish.until.year < LAST_YEAR:
            return problem(400, Refusal.INVALID, detail=f"a period of 1 to {longest} days")
        departments = self._departments(actor)
        own = not departments
        scope = Scope(
            since=first_hour(wish.since),
            until=first_hour(wish.until + timedelta(days=1)),
            site_ids=frozenset(wish.site_ids) or None,
            department_ids=_within(wish.department_ids, None if own else departments),
            agent_ids=frozenset({actor.agent_id}) if own else frozenset(wish.agent_ids) or None,
        )
        now, directory = datetime.now(UTC), self._board.directory
        total, groups = await self._board.store.read(read_figures, scope, wish.by, directory, now)
        return answer(
            reports.Report(
                total=total,
                groups=groups,
                own=own,
                today=now.astimezone().date(),
                at=now,
                **({} if own else self._names(departments)),
            )
        )

    async def today(self, request: web.Request) -> web.Response:
        """Counts of today so far, and the queue now."""
        actor = await self._api.agent(request)
        departments = self._departments(actor)
        now = datetime.now(UTC)
        scope = _scope_of_today(now)
        if departments:
            everything = departments >= self._board.directory.departments.keys()
            scope = msgspec.structs.replace(scope, department_ids=None if everything else departments)
        else:
            scope = msgspec.structs.replace(scope, agent_ids=frozenset({actor.agent_id}))
        total, _groups = await self._board.store.read(read_figures, scope, (), self._board.directory, now)
        if not departments:
            return answer(reports.Today(counts=total, own=True, at=now))
        waiting = [chat for chat in self._board.chats.queued() if chat.department_id in departments]
        oldest_s = max((chat.clock.waited_s(now) for chat in waiting), default=0.0)
        return answer(reports.Today(counts=total, own=False, at=now, queue=len(waiting), oldest_wait_s=oldest_s))

    def _departments(self, actor: AgentActor) -> frozenset[DepartmentId]:
        """Return the departments whose figures the asker may see; without any there are still the own ones."""
        return frozenset(
            department_id
            for department_id in self._board.directory.departments
            if authorise(actor, Action.READ_FIGURES, DepartmentOf(department_id=department_id))
        )

    def _names(self, departments: frozenset[DepartmentId]) -> dict[str, tuple[reports.Named, ...]]:
        directory = self._board.directory
        agents = {agent.id: agent for each in departments for agent in directory.agents_of(each)}
        return {
            "sites": _named(
                (site.id, site.name) for site in directory.sites.values() if site.department_id in departments
            ),
            "departments": _named(
                (each.id, each.name) for each in directory.departments.values() if each.id in departments
            ),
            "agents": _named((agent.id, agent.name) for agent in agents.values()),
        }


async def today(
    board: Switchboard, *, site_id: SiteId | None = None, department_id: DepartmentId | None = None
) -> dict[str, Reading]:
    """Return today's figures of a site, a department, or everything, by the ids of `domain.figures.definitions`.

    Raises:
        StoreUnavailable: The database cannot be read now.
    """
    now = datetime.now(UTC)
    scope = msgspec.structs.replace(
        _scope_of_today(now),
        site_ids=None if site_id is None else frozenset({site_id}),
        department_ids=None if department_id is None else frozenset({department_id}),
    )
    total, _groups = await board.store.read(read_figures, scope, (), board.directory, now)
    return readings(total)


def _scope_of_today(now: datetime) -> Scope:
    day = now.astimezone().date()
    return Scope(since=first_hour(day), until=first_hour(day + timedelta(days=1)))


def _within(
    wished: tuple[DepartmentId, ...], allowed: frozenset[DepartmentId] | None
) -> frozenset[DepartmentId] | None:
    """Return which departments are counted: those wished that are allowed; None for no limit."""
    if allowed is None:
        return frozenset(wished) or None
    return frozenset(wished) & allowed if wished else allowed


def _named(pairs: Iterable[tuple[str, str]]) -> tuple[reports.Named, ...]:
    found = [reports.Named(id=key, name=name) for key, name in pairs]
    return tuple(sorted(found, key=lambda each: each.name.casefold()))
