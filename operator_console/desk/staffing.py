"""Planning a department's staffing at the desk: its record from the server, the simulation in a worker thread.

What simulating needs is imported then: the desk is part of every start.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.backends.base import BackendError
from operator_console.domain.ids import DepartmentId
from operator_console.domain.people import Agent, Role, Site

if TYPE_CHECKING:
    from operator_console.desk.ports import StaffingBackend
    from operator_console.domain.opening_hours import OpeningHours
    from operator_console.domain.staffing.missed import MissedDemand
    from operator_console.domain.staffing.plan import Planning, WeekPlan
    from operator_console.domain.staffing.values import Record

LEAST_DAYS = 7
"""A plan for all days of the week needs one of each."""
LEAST_ANSWERS = 50
LEADS = frozenset({Role.SUPERVISOR, Role.ADMIN})

_log = logging.getLogger(__name__)


class StaffingDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        me: The signed-in agent.
        sites: The agent's sites.
        backend: Where the record is kept; None when the server has none.
    """

    me: Callable[[], Agent]
    sites: Callable[[], tuple[Site, ...]]
    backend: "Callable[[], StaffingBackend | None]"


class PlannedDepartment(Struct, frozen=True, kw_only=True):
    """A department that can be planned, known by its sites."""

    id: DepartmentId
    sites: tuple[str, ...]


class TodayHalfHour(Struct, frozen=True, kw_only=True):
    """One half hour of today: the plan against what happened.

    Attributes:
        slot: Half hour of the local day, from 0.
        needed: Agents by the plan.
        present: Agents who were there; None for what is yet to come.
        chats: Chats that began; None for what is yet to come.
        expected: Chats by the plan.
        share: Share of the questions asked in it that were answered in time; None when nothing was asked.
    """

    slot: int
    needed: int
    expected: float
    present: float | None = None
    chats: int | None = None
    share: float | None = None


class Staffing(Struct, frozen=True, kw_only=True):
    """A department's week: the plan, what was missed, and today.

    Attributes:
        days: Whole days that the plan is made from.
        today: Half hours of today in which it is open or anything happened.
    """

    plan: "WeekPlan"
    missed: "MissedDemand"
    hours: "OpeningHours"
    days: int
    today: tuple[TodayHalfHour, ...]


class StaffingDesk:
    """Fits `ui.ports.StaffingDoor`; everything but the simulation is on the loop's thread."""

    def __init__(self, doors: StaffingDoors) -> None:
        self._doors = doors

    @property
    def can_plan(self) -> bool:
        """Leads may plan, where the server keeps a record; the server decides in the end."""
        return self._doors.me().role in LEADS and self._doors.backend() is not None

    def departments(self) -> tuple[PlannedDepartment, ...]:
        """Return the own departments that have sites."""
        found: dict[DepartmentId, list[str]] = {}
        for site in self._doors.sites():
            found.setdefault(site.department_id, []).append(site.name)
        own = self._doors.me().departments
        return tuple(PlannedDepartment(id=key, sites=tuple(names)) for key, names in found.items() if key in own)

    async def record(self, department_id: DepartmentId) -> "Record | None":
        """Return what is recorded; None when the server cannot be asked."""
        backend = self._doors.backend()
        if backend is None:
            return None
        try:
            return (await backend.staffing_record(department_id)).record
        except BackendError as error:
            _log.info("the staffing record cannot be had now: %s", type(error).__name__)
            return None

    def enough(self, record: "Record") -> bool:
        """Tell whether enough is recorded for a plan."""
        recorded = record.until - record.since
        return recorded >= timedelta(days=LEAST_DAYS) and len(record.behaviour.work_s) >= LEAST_ANSWERS

    def usual_hours(self, record: "Record", time_zone: str) -> "OpeningHours":
        """Return the hours in which somebody usually answers."""
        from operator_console.domain.staffing.usual import usual_hours

        return usual_hours(record, time_zone)

    async def plan(
        self, record: "Record", hours: "OpeningHours", wanted_share: float, progress: Callable[[float], None]
    ) -> Staffing:
        """Plan a week in a worker thread; takes some seconds. Ends early when cancelled.

        Args:
            progress: Called on the loop's thread with the share that is done.
        """
        from operator_console.domain.opening_hours import zone_of
        from operator_console.domain.staffing.arrivals import week_rates, whole_days
        from operator_console.domain.staffing.missed import missed_demand
        from operator_console.domain.staffing.plan import Planning
        from operator_console.domain.staffing.usual import open_slots

        rates = week_rates(record.half_hours, record.since, record.until, zone_of(hours.time_zone))
        search = Planning(
            rates,
            record.behaviour,
            capacity=record.capacity,
            wanted_share=wanted_share,
            open_slots=open_slots(hours),
        )
        stopped, loop = threading.Event(), asyncio.get_running_loop()
        try:
            await asyncio.to_thread(_search, search, stopped, lambda share: loop.call_soon_threadsafe(progress, share))
        finally:
            stopped.set()
        return Staffing(
            plan=search.plan,
            missed=missed_demand(record.half_hours, hours),
            hours=hours,
            days=whole_days(record.since, record.until),
            today=_today(record, search.plan, hours),
        )


def _search(search: "Planning", stopped: threading.Event, progress: Callable[[float], object]) -> None:
    from operator_console.knowledge.pausing import Breather, WorkStopped

    pause, told = Breather(stopped), 0.0
    try:
        for share in search.steps():
            pause()
            if share - told >= 0.02:
                told = share
                progress(share)
    except WorkStopped:
        return


def _today(record: "Record", plan: "WeekPlan", hours: "OpeningHours") -> tuple[TodayHalfHour, ...]:
    """Return today's half hours, as the clock of the place shows them."""
    from operator_console.domain.opening_hours import zone_of
    from operator_console.domain.staffing.values import SLOT, SLOTS_A_DAY

    zone = zone_of(hours.time_zone)
    now = record.until.astimezone(zone)
    happened = {
        half_hour.at.astimezone(zone): half_hour
        for half_hour in record.half_hours
        if half_hour.at.astimezone(zone).date() == now.date()
    }
    by_slot = {(at.hour * 60 + at.minute) // 30: half_hour for at, half_hour in happened.items()}
    rows = []
    for slot in range(SLOTS_A_DAY):
        need = plan.needs[now.weekday() * SLOTS_A_DAY + slot]
        seen = by_slot.get(slot)
        if not need.agents and (seen is None or not seen.chats):
            continue
        begins = datetime(now.year, now.month, now.day, slot // 2, slot % 2 * 30, tzinfo=zone)
        over = begins + SLOT <= now
        asked = seen is not None and seen.replies > 0
        rows.append(
            TodayHalfHour(
                slot=slot,
                needed=need.agents,
                expected=need.chats,
                present=(seen.present if seen else 0.0) if over else None,
                chats=(seen.chats if seen else 0) if over else None,
                share=seen.on_time / seen.replies if over and seen is not None and asked else None,
            )
        )
    return tuple(rows)
