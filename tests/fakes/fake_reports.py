"""Figures that exist in memory only: a made-up desk of some weeks, for screens in tests and galleries."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from operator_console.domain.conversations import Outcome
from operator_console.domain.figures.bins import bin_of
from operator_console.domain.figures.calendar import Grouping, first_hour, group_of
from operator_console.domain.figures.counts import Counts, What, add, reply_name, time_in, wait_name
from operator_console.domain.people import AgentStatus
from operator_console.protocol.reports import AskReport, Named, Report, Today

DAY = date(2026, 3, 4)
SITES = (Named(id="fietsenwereld", name="Fietsenwereld"), Named(id="tuinplezier", name="Tuinplezier"))
DEPARTMENTS = (Named(id="service", name="Service"),)
AGENTS = (
    Named(id="ag_anna", name="Anna de Vries"),
    Named(id="ag_bram", name="Bram Jansen"),
    Named(id="ag_chi", name="Chi Nguyen"),
)
_OPEN = range(8, 18)


class FakeReports:
    """Fits `ui.ports.ReportsDoor`.

    Attributes:
        failing: The server cannot be asked.
        empty: Nothing has been measured.
        wishes: What was asked for.
    """

    def __init__(self) -> None:
        self.can_read = True
        self.leads = True
        self.failing = False
        self.empty = False
        self.wishes: list[AskReport] = []
        self.sites: tuple[Named, ...] = SITES
        self.departments: tuple[Named, ...] = DEPARTMENTS
        self.agents: tuple[Named, ...] = AGENTS

    async def report(self, wish: AskReport) -> Report | None:
        self.wishes.append(wish)
        if self.failing:
            return None
        total: Counts = {}
        groups: dict[Grouping, dict[str, Counts]] = {grouping: {} for grouping in wish.by}
        for cell, counts in () if self.empty else self._cells(wish):
            add(total, counts)
            for grouping in wish.by:
                add(groups[grouping].setdefault(_name(cell, grouping), {}), counts)
        names = {"sites": self.sites, "departments": self.departments, "agents": self.agents} if self.leads else {}
        now = datetime.combine(DAY, datetime.min.time(), UTC) + timedelta(hours=15)
        return Report(total=total, groups=groups, own=not self.leads, today=DAY, at=now, **names)

    async def today(self) -> Today | None:
        if self.failing:
            return None
        report = await self.report(AskReport(since=DAY, until=DAY))
        self.wishes.pop()
        counts = report.total if report is not None else {}
        queue = 2 if self.leads and not self.empty else (0 if self.leads else None)
        now = datetime.combine(DAY, datetime.min.time(), UTC) + timedelta(hours=15)
        return Today(counts=counts, own=not self.leads, at=now, queue=queue, oldest_wait_s=21.0 if queue else 0.0)

    def _cells(self, wish: AskReport) -> Iterator[tuple[tuple[int, str, str, str], Counts]]:
        day = wish.since
        while day <= min(wish.until, DAY):
            chance = random.Random(day.toordinal())
            for hour in _OPEN:
                for site in self.sites:
                    for agent in self.agents if self.leads else self.agents[:1]:
                        at = first_hour(day) + hour * 3600
                        cell = at, site.id, self.departments[0].id, agent.id
                        if not wish.site_ids or site.id in wish.site_ids:
                            yield cell, _hour(chance, hour, leads=self.leads)
            day += timedelta(days=1)


def _hour(chance: random.Random, hour: int, *, leads: bool) -> Counts:
    busy = 1 + round(2.5 * max(0.0, 1 - abs(hour - 13) / 5) + chance.random())
    counts: Counts = {time_in(AgentStatus.ONLINE): 1_600_000, time_in(AgentStatus.BREAK): 200_000}
    for _chat in range(busy):
        add(counts, {What.CLOSED: 1, What.ASSIGNED: 1, What.HELD_MS: 420_000})
        add(counts, {What(chance.choice(list(Outcome)).value): 1})
        if leads:
            add(counts, {What.BEGAN: 1, What.ABANDONED: int(chance.random() < 0.06)})
        for question in range(4):
            waited_s = min(200.0, chance.lognormvariate(2.6 + busy / 12, 0.55))
            first = question == 0
            add(counts, {reply_name(bin_of(waited_s), first=first, on_time=waited_s <= 30.0): 1})
            if first:
                add(counts, {wait_name(bin_of(waited_s)): 1})
    if counts.get(What.SALE):
        counts[What.VALUE_CENTS] = counts[What.SALE] * 8_995
    return counts


def _name(cell: tuple[int, str, str, str], grouping: Grouping) -> str:
    places = {Grouping.SITE: cell[1], Grouping.DEPARTMENT: cell[2], Grouping.AGENT: cell[3]}
    return places.get(grouping) or group_of(cell[0], grouping)
