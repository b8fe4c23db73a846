"""Reading the desk's figures: counts by any grouping, with what still lasts up to now; knows no rights."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Table, select, true

from operator_console.domain.figures.calendar import TIMELY, Grouping, by_hours, group_of
from operator_console.domain.figures.counts import Counts, add, merged, time_in
from operator_console.domain.figures.facts import Cell, chat_held
from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.server.store.directory import Directory
from operator_console.server.store.rows import micros, moment, value_of
from operator_console.server.store.status_periods import read_periods
from operator_console.server.store.tables import figures, held_chats, packed_figures

Key = TypeVar("Key")
Rows = dict[str, Counts]


class Scope(Struct, frozen=True, kw_only=True):
    """What is counted.

    Attributes:
        since: Beginning of the first hour, in seconds since 1970.
        until: Beginning of the first hour that is not counted any more.
        site_ids: Only these; None for all. So with the others.
    """

    since: int
    until: int
    site_ids: frozenset[SiteId] | None = None
    department_ids: frozenset[DepartmentId] | None = None
    agent_ids: frozenset[AgentId] | None = None

    def holds(self, cell: Cell) -> bool:
        """Tell whether a cell is counted."""
        return (
            self.since <= cell.hour < self.until
            and (self.site_ids is None or cell.site_id in self.site_ids)
            and (self.department_ids is None or cell.department_id in self.department_ids)
            and (self.agent_ids is None or cell.agent_id in self.agent_ids)
        )


def read_figures(
    connection: Connection, scope: Scope, groupings: Iterable[Grouping], directory: Directory, now: datetime
) -> tuple[Counts, dict[Grouping, Rows]]:
    """Return the counts of everything in `scope`, and those of each group that has any.

    Chats that are still somebody's count until now, and so do statuses. An agent's status counts wherever the agent
    belongs, so that the rows of sites and departments may add up to more than the whole.
    """
    wanted = tuple(dict.fromkeys(groupings))
    found: dict[Grouping, Rows] = {grouping: {} for grouping in wanted}
    hours: dict[int, Counts] = {}
    by_hour = any(grouping in TIMELY for grouping in wanted) or not wanted
    naming = [(found[grouping], _CELL_NAMES[grouping]) for grouping in wanted if grouping not in TIMELY]
    for cell, counts in single_and_packed(connection, scope):
        if by_hour:
            add(hours.setdefault(cell.hour, {}), counts)
        for rows, name_of in naming:
            add(rows.setdefault(name_of(cell), {}), counts)
    total = merged(hours.values() if by_hour else found[wanted[0]].values())
    for grouping in wanted:
        if grouping in TIMELY:
            for hour, counts in hours.items():
                add(found[grouping].setdefault(group_of(hour, grouping), {}), counts)
    _add_lasting_chats(connection, scope, total, found, now)
    _add_statuses(connection, scope, total, found, directory, now)
    return total, found


def single_and_packed(connection: Connection, scope: Scope | None = None) -> Iterator[tuple[Cell, Counts]]:
    """Yield everything that is counted in `scope`, or at all; a cell may come several times, and its counts add up."""
    for table in (packed_figures, figures):
        wanted = select(table) if scope is None else select(table).where(_within(table, scope))
        for row in connection.execute(wanted):
            cell = Cell(row[0], row[1], row[2], row[3])
            yield cell, (value_of(Counts, row[4]) if table is packed_figures else {row[4]: row[5]})


def status_totals(
    connection: Connection, since: datetime, until: datetime, now: datetime, agent_ids: frozenset[AgentId]
) -> dict[AgentId, Counts]:
    """Return how long agents were in which status, in milliseconds by `time_in`."""
    found: dict[AgentId, Counts] = {}
    for period in read_periods(connection, since, until, now, agent_ids):
        spent_ms = int((period.until - period.since).total_seconds() * 1000)
        add(found.setdefault(period.agent_id, {}), {time_in(period.status): spent_ms})
    return found


_CELL_NAMES: dict[Grouping, Callable[[Cell], str]] = {
    Grouping.SITE: lambda cell: cell.site_id,
    Grouping.DEPARTMENT: lambda cell: cell.department_id,
    Grouping.AGENT: lambda cell: cell.agent_id,
}


def _within(table: Table, scope: Scope) -> ColumnElement[bool]:
    wanted = (table.c.hour >= scope.since) & (table.c.hour < scope.until)
    for column, ids in (
        (table.c.site_id, scope.site_ids),
        (table.c.department_id, scope.department_ids),
        (table.c.agent_id, scope.agent_ids),
    ):
        wanted = wanted & (column.in_(sorted(ids)) if ids is not None else true())
    return wanted


def _put(rows: dict[Key, Counts], name: Key, what: str, amount: int) -> None:
    counts = rows.setdefault(name, {})
    counts[what] = counts.get(what, 0) + amount


def _add_lasting_chats(
    connection: Connection, scope: Scope, total: Counts, found: dict[Grouping, Rows], now: datetime
) -> None:
    until = min(now, datetime.fromtimestamp(scope.until, UTC))
    for row in connection.execute(select(held_chats).where(held_chats.c.since < micros(until))):
        for cell, what, amount in chat_held(
            SiteId(row.site_id), DepartmentId(row.department_id), AgentId(row.agent_id), moment(row.since), until
        ):
            if scope.holds(cell):
                total[what] = total.get(what, 0) + amount
                for grouping, rows in found.items():
                    naming = _CELL_NAMES.get(grouping)
                    _put(rows, naming(cell) if naming else group_of(cell.hour, grouping), what, amount)


def _add_statuses(
    connection: Connection,
    scope: Scope,
    total: Counts,
    found: dict[Grouping, Rows],
    directory: Directory,
    now: datetime,
) -> None:
    since, until = (datetime.fromtimestamp(hour, UTC) for hour in (scope.since, scope.until))
    members = _members(scope, directory)
    by_agent: dict[AgentId, Counts] = {}
    by_hour: dict[int, Counts] = {}
    timely = [grouping for grouping in found if grouping in TIMELY]
    for period in read_periods(connection, since, until, now, scope.agent_ids if members is None else members):
        what = time_in(period.status)
        _put(by_agent, period.agent_id, what, int((period.until - period.since).total_seconds() * 1000))
        if timely:
            for hour, part_ms in by_hours(period.since, period.until):
                _put(by_hour, hour, what, part_ms)
    for agent_id, counts in by_agent.items():
        add(total, counts)
        if Grouping.AGENT in found:
            add(found[Grouping.AGENT].setdefault(agent_id, {}), counts)
        for grouping, name in _places_of(agent_id, scope, directory):
            if grouping in found:
                add(found[grouping].setdefault(name, {}), counts)
    for grouping in timely:
        for hour, counts in by_hour.items():
            add(found[grouping].setdefault(group_of(hour, grouping), {}), counts)


def _members(scope: Scope, directory: Directory) -> frozenset[AgentId] | None:
    """Return the agents who belong to the scope's sites and departments, or None when it has neither."""
    if scope.site_ids is None and scope.department_ids is None:
        return None
    departments = {
        site.department_id for site in directory.sites.values() if scope.site_ids and site.id in scope.site_ids
    }
    if scope.site_ids is None:
        departments = set(scope.department_ids or ())
    elif scope.department_ids is not None:
        departments &= scope.department_ids
    found = {agent.id for agent in directory.agents.values() if not departments.isdisjoint(agent.departments)}
    return frozenset(found if scope.agent_ids is None else found & scope.agent_ids)


def _places_of(agent_id: AgentId, scope: Scope, directory: Directory) -> Iterable[tuple[Grouping, str]]:
    agent = directory.agents.get(agent_id)
    for department_id in agent.departments if agent else ():
        if scope.department_ids is None or department_id in scope.department_ids:
            yield Grouping.DEPARTMENT, department_id
    for site in directory.sites_of(agent) if agent else ():
        if scope.site_ids is None or site.id in scope.site_ids:
            yield Grouping.SITE, site.id
