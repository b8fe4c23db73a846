"""The response clock's eight rules, for any course of a chat."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.ids import AgentId
from operator_console.domain.response_clock import (
    ClockPhase,
    ClockTargets,
    ReplyMeasured,
    ResponseClock,
    StopReason,
)

BEGAN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TARGETS = ClockTargets()
AGENT = AgentId("ag_1")
gaps = st.floats(0.0, 500.0, allow_nan=False)
steps = st.lists(
    st.tuples(
        st.sampled_from(["visitor", "answer", "hold", "none_needed", "wrap_up", "left", "transfer", "close", "open"]),
        gaps,
    ),
    max_size=30,
)


def at(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


def asked(seconds: float = 0.0) -> ResponseClock:
    return ResponseClock().visitor_wrote(at(seconds), TARGETS)


def step(clock: ResponseClock, name: str, now: datetime) -> tuple[ResponseClock, ReplyMeasured | None]:
    stops = {
        "answer": lambda: clock.agent_answered(now, AGENT),
        "hold": lambda: clock.held(now, AGENT, TARGETS),
        "none_needed": lambda: clock.no_answer_needed(now, AGENT),
        "wrap_up": lambda: clock.wrapped_up(now),
        "left": lambda: clock.visitor_left(now),
    }
    goes_on = {
        "visitor": lambda: clock.visitor_wrote(now, TARGETS),
        "transfer": lambda: clock.transferred(now),
        "close": lambda: clock.hours_closed(now),
        "open": lambda: clock.hours_opened(now),
    }
    return stops[name]() if name in stops else (goes_on[name](), None)


@given(st.lists(gaps, min_size=1, max_size=10))
def test_rule_1_only_the_first_unanswered_message_starts_it(later: list[float]) -> None:
    clock = asked()
    now_s = 0.0
    for gap in later:
        now_s += gap
        assert clock.visitor_wrote(at(now_s), TARGETS) == clock
    assert clock.waited_s(at(now_s)) == pytest.approx(now_s, abs=1e-3)


def test_rule_2_only_a_human_s_message_stops_it() -> None:
    stopped, measured = asked().agent_answered(at(12), AGENT)
    assert not stopped.running
    assert measured is not None
    assert (measured.waited_s, measured.first, measured.on_time) == (12.0, True, True)
    again, second = stopped.visitor_wrote(at(20), TARGETS).agent_answered(at(25), AGENT)
    assert second is not None
    assert (second.first, again.answered) == (False, True)


def test_rule_3_no_answer_needed_stops_it_and_is_no_reply() -> None:
    stopped, measured = asked().no_answer_needed(at(5), AGENT)
    assert not stopped.running
    assert measured is not None
    assert (measured.reason, measured.counts_as_reply) == (StopReason.NO_ANSWER_NEEDED, False)
    assert not stopped.answered


@given(gaps, gaps)
def test_rule_4_one_holding_line_counts_and_a_second_changes_nothing(first: float, second: float) -> None:
    held, measured = asked().held(at(first), AGENT, TARGETS)
    assert measured is not None
    assert measured.counts_as_reply
    assert held.limit_s == 120.0
    assert held.left_s(at(first)) == pytest.approx(120.0, abs=1e-3)
    assert held.held(at(first + second), AGENT, TARGETS) == (held, None)


def test_rule_4_a_new_question_may_be_held_again() -> None:
    held, _ = asked().held(at(5), AGENT, TARGETS)
    answered, _ = held.agent_answered(at(50), AGENT)
    begun = answered.visitor_wrote(at(60), TARGETS)
    assert (begun.limit_s, begun.holding_used) == (30.0, False)
    assert begun.held(at(70), AGENT, TARGETS)[1] is not None


@given(gaps, gaps, gaps)
def test_rule_5_it_stands_still_outside_opening_hours(before: float, closed: float, after: float) -> None:
    clock = asked().hours_closed(at(before))
    assert clock.phase(at(before + closed), TARGETS) is ClockPhase.PAUSED
    assert clock.deadline(at(before + closed)) is None
    opened = clock.hours_opened(at(before + closed))
    assert opened.waited_s(at(before + closed + after)) == pytest.approx(before + after, abs=1e-3)


def test_rule_5_a_question_outside_opening_hours_begins_paused() -> None:
    clock = ResponseClock().hours_closed(at(0)).visitor_wrote(at(10), TARGETS)
    assert clock.waited_s(at(5000)) == 0.0
    assert clock.hours_opened(at(5000)).waited_s(at(5007)) == pytest.approx(7.0)


@pytest.mark.parametrize("ends", ["wrap_up", "left"])
def test_rule_5_it_stops_at_wrap_up_and_when_the_visitor_is_gone(ends: str) -> None:
    stopped, measured = step(asked(), ends, at(40))
    assert not stopped.running
    assert measured is not None
    assert not measured.counts_as_reply


@given(gaps, gaps)
def test_rule_6_a_new_owner_has_a_clock_of_their_own(before: float, after: float) -> None:
    clock = asked().transferred(at(before))
    now = at(before + after)
    assert clock.waited_s(now) == pytest.approx(before + after, abs=1e-3)
    assert clock.owner_waited_s(now) == pytest.approx(after, abs=1e-3)


def test_rule_6_a_pause_does_not_count_for_the_new_owner() -> None:
    clock = asked().hours_closed(at(10)).transferred(at(20)).hours_opened(at(30))
    assert clock.owner_waited_s(at(35)) == pytest.approx(5.0)


def test_rule_7_a_late_answer_stays_late() -> None:
    stopped, measured = asked().agent_answered(at(31), AGENT)
    assert not stopped.running
    assert measured is not None
    assert (measured.on_time, measured.waited_s, measured.limit_s) == (False, 31.0, 30.0)


@given(steps, gaps)
def test_rule_8_it_depends_on_passed_times_alone(course: list[tuple[str, float]], ahead: float) -> None:
    """The same course, moved in time by any offset, reads the same."""

    def play(offset_s: float) -> tuple[float, bool, int]:
        clock, now_s, stops = ResponseClock(), offset_s, 0
        for name, gap in course:
            now_s += gap
            clock, measured = step(clock, name, at(now_s))
            stops += measured is not None
        return clock.waited_s(at(now_s + ahead)), clock.running, stops

    waited, running, stops = play(0.0)
    moved, moved_running, moved_stops = play(86_400.0)
    assert (running, stops) == (moved_running, moved_stops)
    assert waited == pytest.approx(moved, abs=1e-2)


@given(steps)
def test_nothing_measured_is_negative_and_only_questions_are_measured(course: list[tuple[str, float]]) -> None:
    clock, now_s = ResponseClock(), 0.0
    for name, gap in course:
        now_s += gap
        was_running = clock.running
        clock, measured = step(clock, name, at(now_s))
        assert clock.waited_s(at(now_s)) >= 0
        assert clock.owner_waited_s(at(now_s)) <= clock.waited_s(at(now_s)) + 1e-3
        if measured is not None:
            assert was_running
            assert measured.waited_s >= 0


@pytest.mark.parametrize(
    "waited_s, phase",
    [
        (0, ClockPhase.CALM),
        (14.9, ClockPhase.CALM),
        (15, ClockPhase.SOON),
        (20, ClockPhase.WARNING),
        (29.9, ClockPhase.WARNING),
        (30, ClockPhase.OVERDUE),
    ],
)
def test_phases_at_their_limits(waited_s: float, phase: ClockPhase) -> None:
    assert asked().phase(at(waited_s), TARGETS) is phase
    assert ResponseClock().phase(at(waited_s), TARGETS) is ClockPhase.STOPPED
