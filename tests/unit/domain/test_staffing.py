"""Staffing: arrivals, behaviour, the simulated desk against closed forms and by its invariants, plan, missed demand."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_console.domain.opening_hours import OpeningHours, Span, always_open
from operator_console.domain.response_clock import StopReason
from operator_console.domain.staffing import arrivals, behaviour, erlang, missed, plan
from operator_console.domain.staffing.arrivals import Rate
from operator_console.domain.staffing.behaviour import FOREVER_S, Script, Stop
from operator_console.domain.staffing.simulation import SimulatedDesk, Tally, WaitEnds
from operator_console.domain.staffing.values import SLOT, SLOTS_A_WEEK, Behaviour, HalfHour

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 6, 1, tzinfo=AMSTERDAM).astimezone(UTC)
CHATTY = Behaviour(work_s=(5.0, 10.0, 15.0, 25.0), think_s=(5.0, 20.0, 40.0), turns=(2, 4, 6))


# -- arrivals


def test_half_hours_are_those_of_the_local_week() -> None:
    assert arrivals.slot_of(datetime(2026, 6, 1, 7, 10, tzinfo=UTC), AMSTERDAM) == 18
    assert arrivals.slot_of(datetime(2026, 12, 6, 22, 59, tzinfo=UTC), AMSTERDAM) == SLOTS_A_WEEK - 1


def test_rates_of_a_steady_week_are_its_counts() -> None:
    days = [
        HalfHour(at=MONDAY + timedelta(days=day, hours=9 + half / 2), chats=10 + half)
        for day in range(28)
        for half in range(4)
    ]
    rates = arrivals.week_rates(days, MONDAY, MONDAY + timedelta(days=28), AMSTERDAM)
    assert [round(rates[18 + half].mean, 6) for half in range(4)] == [10, 11, 12, 13]
    assert rates[0] == arrivals.NOTHING
    assert rates[18].low < 10 < rates[18].high


def test_a_single_busy_day_is_shrunk_towards_the_others_and_the_week_varies_widely() -> None:
    days = [HalfHour(at=MONDAY + timedelta(days=day, hours=9), chats=60 if day == 0 else 10) for day in range(7)]
    rate = arrivals.week_rates(days, MONDAY, MONDAY + timedelta(days=7), AMSTERDAM)[18]
    assert 10 < rate.mean <= 60


def test_what_the_clock_skips_is_no_half_hour_without_chats() -> None:
    sunday = datetime(2026, 3, 29, tzinfo=AMSTERDAM).astimezone(UTC)
    full = [HalfHour(at=sunday + SLOT * number, chats=4) for number in range(46)]
    rates = arrivals.week_rates(full, sunday, sunday + timedelta(hours=23), AMSTERDAM)
    assert all(rate.mean == pytest.approx(4.0) for rate in rates[6 * 48 :])


@pytest.mark.parametrize("share, expected", [(0.1, 2.433), (0.5, 4.671), (0.9, 7.994)])
def test_gamma_quantiles(share: float, expected: float) -> None:
    assert arrivals.gamma_quantile(5.0, 5.0, share) == pytest.approx(expected, rel=0.01)


# -- behaviour


def test_work_begins_with_the_question_or_after_the_answer_before() -> None:
    answered = StopReason.ANSWERED
    stops = [
        Stop("a", "Ann", 0.0, 10.0, answered, first=True),
        Stop("b", "Ann", 5.0, 30.0, answered, first=True),  # began at 10
        Stop("a", "Ann", 40.0, 47.0, answered, first=False),  # 30 s of thinking, 7 s of work
        Stop("c", None, 0.0, 60.0, StopReason.VISITOR_GONE, first=True),
        Stop("elsewhere", "Bob", 0.0, 100.0, answered, first=True, here=False),
        Stop("d", "Bob", 50.0, 130.0, answered, first=True),  # began at 100
    ]
    found = behaviour.measured(stops, 30.0)
    assert found.work_s == (7.0, 10.0, 20.0, 30.0)
    assert found.think_s == (30.0,)
    assert found.turns == (1, 1, 2)
    assert found.patience_s == (60.0,)
    assert found.impatient == pytest.approx(0.5)


def test_patience_counts_those_who_would_have_waited_on() -> None:
    # Kaplan and Meier by hand: of four, one leaves at 10 (3/4 stay), one of the two left at 30 (3/8 stay).
    samples, impatient = behaviour.patience_of([(10.0, True), (20.0, False), (30.0, True), (40.0, False)])
    assert samples == (10.0, 30.0)
    assert impatient == pytest.approx(5 / 8)
    assert behaviour.patience_of([(10.0, False)]) == ((), 0.0)


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=900))
def test_condensed_values_keep_order_and_nearly_the_mean(values: list[float]) -> None:
    few = behaviour.condensed(values)
    assert len(few) <= behaviour.SAMPLES
    assert list(few) == sorted(few)
    assert min(values) - 1e-6 <= few[0]
    assert few[-1] <= max(values) + 1e-6


# -- the simulated desk


def run(agents: int, scripts: Sequence[Script], capacity: int = 4, wait_ends: WaitEnds = WaitEnds.ANSWER) -> Tally:
    desk = SimulatedDesk(agents, capacity=capacity, target_s=30.0, wait_ends=wait_ends, keep_waits=True)
    desk.expect(scripts)
    desk.run()
    assert desk.waiting == 0
    return desk.tally


def test_a_day_worked_out_by_hand() -> None:
    tally = run(
        1,
        [
            Script(0.0, FOREVER_S, [10.0, 10.0], [5.0]),  # answered at 10; asks at 15, is behind the second: 30-40
            Script(4.0, FOREVER_S, [20.0], []),  # waits for the first, answered at 30
            Script(20.0, 3.0, [10.0], []),  # leaves at 23
        ],
    )
    assert tally.waits_s == [10.0, 26.0, 25.0]
    assert (tally.chats, tally.closed, tally.gave_up, tally.unanswered) == (3, 2, 1, 1)
    assert tally.abandonment == pytest.approx(1 / 3)
    assert tally.gave_up_late == 0


def test_a_full_agent_leaves_new_chats_in_the_queue_and_takes_the_oldest() -> None:
    visitors = [Script(float(at), FOREVER_S, [10.0], []) for at in (0, 1, 2)]
    assert run(1, visitors, capacity=1).waits_s == [10.0, 19.0, 28.0]


def test_an_agent_who_leaves_finishes_the_answer_and_hands_the_rest_over() -> None:
    desk = SimulatedDesk(2, capacity=4, target_s=30.0, keep_waits=True)
    desk.expect([Script(0.0, FOREVER_S, [10.0, 10.0], [2.0]), Script(0.0, FOREVER_S, [20.0], [])])
    desk.run(1.0)
    desk.staff(1)
    desk.run()
    assert sorted(desk.tally.waits_s) == [10.0, 18.0, 20.0]


@st.composite
def visitors(draw: st.DrawFn) -> list[Script]:
    count = draw(st.integers(1, 60))
    chance = Random(draw(st.integers(0, 10**6)))
    impatient = draw(st.booleans())
    people = Behaviour(
        work_s=CHATTY.work_s,
        think_s=CHATTY.think_s,
        turns=CHATTY.turns,
        patience_s=(10.0, 60.0),
        impatient=0.5 * impatient,
    )
    return [behaviour.draw_script(chance.uniform(0, 600), people, chance) for _ in range(count)]


@given(visitors(), st.integers(1, 6), st.integers(1, 5))
@settings(deadline=None, max_examples=60)
def test_no_chat_is_lost_and_littles_law_holds(scripts: list[Script], agents: int, capacity: int) -> None:
    tally = run(agents, scripts, capacity)
    assert tally.chats == len(scripts) == tally.closed + tally.gave_up
    assert tally.waiting_area_s == pytest.approx(tally.waited_s)  # mean number = rate x mean wait, both x time


@given(visitors(), st.integers(1, 6), st.floats(1.0, 700.0))
@settings(deadline=None, max_examples=40)
def test_a_copied_desk_goes_on_as_the_first_one_does(scripts: list[Script], agents: int, at_s: float) -> None:
    first = SimulatedDesk(agents, capacity=3, target_s=30.0, keep_waits=True)
    first.expect(scripts)
    first.run(at_s)
    twin = first.copy()
    first.take_tally()
    first.run()
    twin.take_tally()
    twin.run()
    assert first.tally.waits_s == twin.tally.waits_s


@given(st.integers(0, 10**6), st.integers(1, 6))
@settings(deadline=None, max_examples=30)
def test_one_more_agent_never_makes_anybody_wait_longer_at_a_telephone(seed: int, agents: int) -> None:
    # First come, first served, one at a time: each single wait is at most as long (Kiefer and Wolfowitz 1955).
    chance = Random(seed)
    scripts = [Script(chance.uniform(0, 300), FOREVER_S, [chance.uniform(1, 40)], []) for _ in range(40)]
    fewer = run(agents, scripts, 1, WaitEnds.WORK).waits_s
    more = run(agents + 1, scripts, 1, WaitEnds.WORK).waits_s
    assert all(m <= f + 1e-9 for f, m in zip(sorted(fewer), sorted(more), strict=True))


def test_more_agents_are_never_worse_in_expectation_at_a_chat_desk() -> None:
    shares = []
    for agents in range(2, 7):
        tallies = [
            run(agents, behaviour.draw_scripts(0.0, 1800.0, 40, CHATTY, Random(f"more {seed}"))) for seed in range(25)
        ]
        shares.append(sum(t.on_time for t in tallies) / sum(t.questions for t in tallies))
    assert shares == sorted(shares)


# -- closed forms


def test_closed_forms_against_worked_examples() -> None:
    # One agent: Erlang C is rho, the wait rho / (1 - rho) services (Pollaczek). Ten agents, eight erlang: 0.4092.
    single = erlang.erlang_c(1, 0.5, 1.0)
    assert single.wait_share == pytest.approx(0.5)
    assert single.mean_wait_s == pytest.approx(1.0)
    assert erlang.erlang_c(10, 8.0, 1.0).wait_share == pytest.approx(0.4092, abs=1e-4)
    # With endless patience Erlang A is Erlang C; as patient as the service is long, the number present is Poisson.
    assert erlang.erlang_a(10, 8.0, 1.0, 1e7).mean_wait_s == pytest.approx(
        erlang.erlang_c(10, 8.0, 1.0).mean_wait_s, rel=1e-3
    )
    poisson = sum(math.exp(-2.0) * 2.0**number / math.factorial(number) for number in range(3))
    assert erlang.erlang_a(3, 2.0, 1.0, 1.0).wait_share == pytest.approx(1.0 - poisson)
    with pytest.raises(erlang.Unstable):
        erlang.erlang_c(8, 8.0, 1.0)


def test_the_simulation_agrees_with_erlang_c_and_a_for_one_chat_per_agent() -> None:
    chance, at_s = Random(11), 0.0
    patient, impatient = [], []
    for _ in range(40_000):
        at_s += chance.expovariate(1 / 40.0)
        work_s = chance.expovariate(1 / 100.0)
        patient.append(Script(at_s, FOREVER_S, [work_s], []))
        impatient.append(Script(at_s, chance.expovariate(1 / 80.0), [work_s], []))
    closed = erlang.erlang_c(4, 1 / 40.0, 100.0)
    tally = run(4, patient, 1, WaitEnds.WORK)
    assert sum(wait > 0 for wait in tally.waits_s) / tally.chats == pytest.approx(closed.wait_share, abs=0.02)
    assert tally.share == pytest.approx(erlang.answered_within(4, 1 / 40.0, 100.0, 30.0), abs=0.02)
    assert tally.waited_s / tally.chats == pytest.approx(closed.mean_wait_s, rel=0.1)
    closed = erlang.erlang_a(3, 1 / 40.0, 100.0, 80.0)
    tally = run(3, impatient, 1, WaitEnds.WORK)
    assert tally.abandonment == pytest.approx(closed.abandoned, abs=0.01)
    assert tally.waited_s / tally.chats == pytest.approx(closed.mean_wait_s, rel=0.06)


# -- plan


def planned(busy: float, wanted: float = 0.8, people: Behaviour = CHATTY) -> plan.WeekPlan:
    rates = [Rate(busy, busy * 0.8, busy * 1.3) if slot in range(18, 24) else arrivals.NOTHING for slot in range(336)]
    search = plan.Planning(rates, people, capacity=4, wanted_share=wanted, open_slots=frozenset(range(18, 26)))
    done = list(search.steps())
    assert done == sorted(done)
    assert done[-1] == pytest.approx(1.0)
    return search.plan


def test_a_plan_meets_its_target_and_one_agent_less_would_not() -> None:
    found = planned(40.0)
    assert len(found.needs) == SLOTS_A_WEEK
    assert {need.agents for slot, need in enumerate(found.needs) if slot not in range(18, 26)} == {0}
    for need in found.needs[18:24]:
        assert need.share >= 0.8
        assert need.low <= need.agents <= need.high
    # 40 chats of 4 answers of 13.75 s are 1.2 agents' work alone.
    assert found.needs[20].agents >= 2
    assert found.needs[25].agents == 1  # open, though nobody is expected: somebody has to be there
    assert found.agent_hours == sum(need.agents for need in found.needs) / 2


def test_busier_half_hours_need_at_least_as_many() -> None:
    assert planned(60.0).needs[20].agents >= planned(30.0).needs[20].agents > 0


def test_a_target_beyond_the_work_itself_is_named_and_planned_below() -> None:
    slow = Behaviour(work_s=(10.0, 20.0, 40.0, 50.0), think_s=(20.0,), turns=(3,))
    found = planned(5.0, wanted=0.95, people=slow)
    assert found.attainable_share == 0.5
    assert found.planned_share == pytest.approx(0.97 * 0.5)
    assert 1 < found.needs[20].agents < 8


# -- missed demand


def test_missed_demand_worked_out_by_hand() -> None:
    hours = OpeningHours(time_zone="UTC", weekly=((Span(9 * 60, 17 * 60),),) * 7)
    noon, night = datetime(2026, 6, 1, 12, tzinfo=UTC), datetime(2026, 6, 1, 22, tzinfo=UTC)
    found = missed.missed_demand(
        [HalfHour(at=noon, visits=1000, chats=50), HalfHour(at=night, visits=400, chats=2)], hours
    )
    assert found.chats_per_visit == 0.05
    assert found.missed == pytest.approx(18.0)  # 5 % of 400, less two that came all the same
    assert found.low < 18.0 < found.high
    assert found.is_known
    assert not missed.missed_demand([], hours).is_known
    assert missed.missed_demand([HalfHour(at=night, visits=9, chats=3)], always_open("UTC")).missed == 0.0


@given(st.integers(0, 50), st.integers(1, 50))
def test_wilsons_interval_holds_the_share(hits: int, more: int) -> None:
    low, high = missed.wilson(hits, hits + more, 0.9)
    assert 0.0 <= low <= hits / (hits + more) <= high <= 1.0
