"""A department's staffing for screens without a server: a made-up record and plan, or trouble."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from operator_console.desk.staffing import PlannedDepartment, Staffing, TodayHalfHour
from operator_console.domain.ids import DepartmentId
from operator_console.domain.opening_hours import OpeningHours, Span
from operator_console.domain.staffing.missed import MissedDemand
from operator_console.domain.staffing.plan import Need, WeekPlan
from operator_console.domain.staffing.usual import open_slots
from operator_console.domain.staffing.values import SLOTS_A_WEEK, Behaviour, Record

UNTIL = datetime(2026, 10, 14, 12, 5, 40, tzinfo=UTC)
BUSY = (0.3, 0.5, 0.8, 1.0, 1.1, 0.9, 0.7, 0.9, 1.2, 1.4, 1.1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.4, 0.3)


class FakeStaffing:
    """Fits `StaffingDoor`.

    Attributes:
        can_plan: Whether the agent leads.
        kept: What the server has; None when it cannot be asked.
        asked: Hours and share of each plan that was asked for.
        held: Plans wait for this event.
    """

    def __init__(self) -> None:
        self.can_plan = False
        self.names: tuple[tuple[str, ...], ...] = (("Fietsenwereld", "Skyjump"),)
        self.kept: Record | None = record()
        self.asked: list[tuple[OpeningHours, float]] = []
        self.held: asyncio.Event | None = None
        self.attainable = 0.96

    def departments(self) -> tuple[PlannedDepartment, ...]:
        return tuple(
            PlannedDepartment(id=DepartmentId(f"d{number}"), sites=names) for number, names in enumerate(self.names)
        )

    def enough(self, record: Record) -> bool:
        return len(record.behaviour.work_s) >= 50

    def usual_hours(self, record: Record, time_zone: str) -> OpeningHours:
        weekday = (Span(9 * 60, 17 * 60 + 30),)
        return OpeningHours(time_zone=time_zone, weekly=(weekday,) * 5 + ((Span(10 * 60, 16 * 60),), ()))

    async def record(self, department_id: DepartmentId) -> Record | None:
        return self.kept

    async def plan(
        self, record: Record, hours: OpeningHours, wanted_share: float, progress: Callable[[float], None]
    ) -> Staffing:
        self.asked.append((hours, wanted_share))
        progress(0.4)
        if self.held is not None:
            await self.held.wait()
        return staffing(hours, wanted_share, self.attainable)


def record(days: int = 56, answers: int = 200) -> Record:
    work_s = tuple(float(5 + number % 30) for number in range(answers))
    return Record(since=UNTIL - timedelta(days=days), until=UNTIL, behaviour=Behaviour(work_s=work_s, turns=(4,)))


def staffing(hours: OpeningHours, wanted_share: float, attainable: float) -> Staffing:
    opened = open_slots(hours)
    needs = []
    for slot in range(SLOTS_A_WEEK):
        day, time = divmod(slot, 48)
        if slot not in opened:
            needs.append(Need(slot=slot))
            continue
        chats = 34.0 * BUSY[(time - 18) % len(BUSY)] * (0.6 if day > 4 else 1.0 + 0.08 * (4 - day))
        agents = max(1, round(chats / 6))
        needs.append(
            Need(slot=slot, chats=chats, agents=agents, low=max(1, agents - 1), high=agents + 2, share=0.92, error=0.01)
        )
    plan = WeekPlan(
        needs=tuple(needs),
        wanted_share=wanted_share,
        planned_share=min(wanted_share, 0.97 * attainable),
        attainable_share=attainable,
    )
    missed = MissedDemand(
        visits_open=48_200,
        chats_open=2_410,
        visits_closed=21_300,
        chats_closed=64,
        missed=1001.0,
        low=912.0,
        high=1094.0,
    )
    wednesday = [need for need in needs[2 * 48 : 3 * 48] if need.agents]
    today = tuple(
        TodayHalfHour(
            slot=need.slot % 48,
            needed=need.agents,
            expected=need.chats,
            present=float(need.agents - number % 3) if number < 8 else None,
            chats=round(need.chats) + number % 4 if number < 8 else None,
            share=0.97 - 0.06 * (number % 3) if number < 8 else None,
        )
        for number, need in enumerate(wednesday)
    )
    return Staffing(plan=plan, missed=missed, hours=hours, days=56, today=today)
