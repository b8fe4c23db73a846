"""The desk's staffing: who may, what is enough, the plan in a thread, today against it, the hours that are usual."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from operator_console.backends.base import Unreachable
from operator_console.desk.staffing import StaffingDesk, StaffingDoors
from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.domain.opening_hours import OpeningHours, Span
from operator_console.domain.people import Agent, Role, Site
from operator_console.domain.staffing.usual import open_slots, usual_hours
from operator_console.domain.staffing.values import Behaviour, HalfHour, Record
from operator_console.protocol.staffing import StaffingRecord

AMSTERDAM = "Europe/Amsterdam"
UNTIL = datetime(2026, 6, 15, 12, 10, tzinfo=ZoneInfo(AMSTERDAM)).astimezone(UTC)  # a Monday
LEAD = Agent(
    id=AgentId("ag"),
    account="lead",
    name="Lead",
    first_name="Lead",
    role=Role.SUPERVISOR,
    departments=(DepartmentId("service"),),
)
SITES = tuple(
    Site(id=SiteId(name), name=name, base_url=f"https://{name}.example", department_id=DepartmentId(department))
    for name, department in (("bikes", "service"), ("jump", "service"), ("elsewhere", "other"))
)


class OneRecord:
    """A server with one record, or without a connection."""

    def __init__(self, record: Record | None) -> None:
        self.record = record

    async def staffing_record(self, department_id: DepartmentId) -> StaffingRecord:
        if self.record is None:
            raise Unreachable
        return StaffingRecord(record=self.record, days=56)


def recorded(weeks: int = 3) -> Record:
    """Chats from 9 to 12 on every day but Sunday, answered by two agents."""
    begin = (UNTIL - timedelta(weeks=weeks)).replace(minute=0)
    half_hours = []
    for number in range(weeks * 7 * 48 + 48):
        at = begin + timedelta(minutes=30 * number)
        local = at.astimezone(ZoneInfo(AMSTERDAM))
        if at < UNTIL and local.weekday() < 6 and 9 <= local.hour < 12:
            half_hours.append(HalfHour(at=at, visits=200, chats=10, replies=40, on_time=36, present=2.0))
        elif at < UNTIL and local.hour == 22:
            half_hours.append(HalfHour(at=at, visits=100))
    people = Behaviour(work_s=(5.0, 10.0, 20.0) * 40, think_s=(15.0,), turns=(3, 4, 5))
    return Record(since=begin, until=UNTIL, half_hours=tuple(half_hours), behaviour=people)


def desk_of(record: Record | None, me: Agent = LEAD) -> StaffingDesk:
    backend = OneRecord(record)
    return StaffingDesk(StaffingDoors(lambda: me, lambda: SITES, lambda: backend))


def test_leads_plan_their_own_departments() -> None:
    desk = desk_of(recorded())
    assert desk.can_plan
    assert [(each.id, each.sites) for each in desk.departments()] == [("service", ("bikes", "jump"))]
    assert not desk_of(recorded(), structs.replace(LEAD, role=Role.AGENT)).can_plan
    assert not StaffingDesk(StaffingDoors(lambda: LEAD, lambda: SITES, lambda: None)).can_plan


async def test_a_server_that_cannot_be_asked_gives_nothing() -> None:
    assert await desk_of(None).record(DepartmentId("service")) is None


@pytest.mark.parametrize("days, answers, enough", [(6, 500, False), (8, 49, False), (8, 50, True)])
def test_too_little_is_no_plan(days: int, answers: int, enough: bool) -> None:
    record = structs.replace(
        recorded(), since=UNTIL - timedelta(days=days), behaviour=Behaviour(work_s=(9.0,) * answers, turns=(2,))
    )
    assert desk_of(record).enough(record) is enough


def test_usual_hours_are_those_in_which_somebody_was_there() -> None:
    hours = usual_hours(recorded(), AMSTERDAM)
    assert hours.weekly[:6] == ((Span(9 * 60, 12 * 60),),) * 6
    assert hours.weekly[6] == ()
    assert open_slots(hours) == {day * 48 + slot for day in range(6) for slot in range(18, 24)}


async def test_the_week_is_planned_beside_the_loop_and_today_is_held_against_it() -> None:
    desk, record = desk_of(recorded()), recorded()
    told: list[float] = []
    hours = OpeningHours(time_zone=AMSTERDAM, weekly=((Span(9 * 60, 13 * 60),),) * 6 + ((),))
    found = await desk.plan(record, hours, 0.85, told.append)
    await asyncio.sleep(0)
    assert told == sorted(told)
    assert len(told) > 3
    monday = found.plan.needs[18]
    assert monday.chats == pytest.approx(10.0, rel=0.1)
    assert monday.agents >= 1
    assert found.days == 21
    assert found.missed.visits_closed > 0
    assert found.missed.missed == pytest.approx(found.missed.chats_per_visit * found.missed.visits_closed)
    assert [row.slot for row in found.today] == list(range(18, 26))
    assert (found.today[0].present, found.today[0].chats, found.today[0].share) == (2.0, 10, 0.9)
    assert found.today[-1].present is None, "12:30 is yet to come"


async def test_a_plan_that_nobody_waits_for_ends() -> None:
    desk, record = desk_of(recorded()), recorded()
    hours = OpeningHours(time_zone=AMSTERDAM, weekly=((Span(0, 1440),),) * 7)
    begun = asyncio.Event()
    planning = asyncio.ensure_future(desk.plan(record, hours, 0.85, lambda _share: begun.set()))
    await begun.wait()
    planning.cancel()
    with pytest.raises(asyncio.CancelledError):
        await planning
