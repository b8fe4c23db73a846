"""The timetable of a lost agent: pure, monotonic, and never without a next step."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.leases import (
    HELD_S,
    RESTART_GRACE_S,
    LeaseStep,
    LeaseTimes,
    due_at,
    due_step,
    held_until,
    is_overdue,
    prolonged,
    wants_renewal,
)

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
USUAL = LeaseTimes()
spans_s = st.floats(0, 1000, allow_nan=False).map(lambda value: round(value, 3))
times = st.builds(LeaseTimes, requeue_s=spans_s, tell_s=spans_s, transfer_s=spans_s)


def _after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_the_usual_timetable() -> None:
    def step(seconds: float, *, answered: bool, told: bool = False) -> LeaseStep:
        return due_step(NOW, _after(seconds), USUAL, answered=answered, told=told)

    assert step(-5, answered=False) is LeaseStep.KEEP  # connected: the lease reaches ahead
    assert step(29.9, answered=False) is LeaseStep.KEEP
    assert step(30, answered=False) is LeaseStep.REQUEUE
    assert step(59.9, answered=True) is LeaseStep.KEEP
    assert step(60, answered=True) is LeaseStep.TELL
    assert step(60, answered=True, told=True) is LeaseStep.KEEP
    assert step(120, answered=True, told=True) is LeaseStep.REQUEUE


@given(times, st.booleans(), st.booleans(), spans_s, spans_s)
def test_due_at_is_exactly_when_something_becomes_due(
    given_times: LeaseTimes, answered: bool, told: bool, first_s: float, more_s: float
) -> None:
    due = due_at(NOW, given_times, answered=answered, told=told)
    seen = _after(first_s)
    step = due_step(NOW, seen, given_times, answered=answered, told=told)
    assert (step is LeaseStep.KEEP) is (seen < due)
    later = due_step(NOW, seen + timedelta(seconds=more_s), given_times, answered=answered, told=told)
    if step is LeaseStep.REQUEUE:  # what has to go back never has to stay again
        assert later is LeaseStep.REQUEUE


@given(times, st.booleans(), st.lists(st.floats(0.01, 300), max_size=30))
def test_a_lost_chat_always_ends_in_the_queue(given_times: LeaseTimes, answered: bool, gaps_s: list[float]) -> None:
    """Whenever the server looks, following what is due keeps a chat from ever being overdue."""
    now, told, steps = NOW, False, []
    for gap_s in [*gaps_s, 2000.0]:
        now += timedelta(seconds=gap_s)
        step = due_step(NOW, now, given_times, answered=answered, told=told)
        steps.append(step)
        if step is LeaseStep.REQUEUE:
            break
        told = told or step is LeaseStep.TELL
        assert not is_overdue(NOW, now, given_times, answered=answered)
    assert steps[-1] is LeaseStep.REQUEUE
    assert steps.count(LeaseStep.TELL) <= 1


@given(st.lists(st.floats(-300, 300), min_size=1, max_size=6))
def test_restarts_only_prolong_and_never_twice_at_once(moments_s: list[float]) -> None:
    until = NOW
    for moment_s in moments_s:
        now = _after(moment_s)
        after = prolonged(until, now)
        assert after >= until
        assert (after - now).total_seconds() >= RESTART_GRACE_S
        assert prolonged(after, now) == after
        until = after


def test_a_held_lease_is_renewed_long_before_it_ends() -> None:
    until = held_until(NOW)
    assert not wants_renewal(until, NOW)
    assert wants_renewal(until, _after(HELD_S / 2))
    assert is_overdue(None, NOW, USUAL, answered=True)
    assert not is_overdue(until, NOW, USUAL, answered=False)
