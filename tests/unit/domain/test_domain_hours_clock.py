"""The response clock and opening hours: what counts is the open time between question and answer, whoever slept."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.hours_clock import changes, followed, is_open, settled
from operator_console.domain.ids import AgentId
from operator_console.domain.opening_hours import DAY_MINUTES, OpeningHours, Span
from operator_console.domain.response_clock import ClockPhase, ClockTargets, ResponseClock

TARGETS = ClockTargets()
ANNA = AgentId("anna")
ZONES = ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC")
# Both changes of the clock of 2026 in Europe and America lie within these.
FIRST, LAST = datetime(2026, 2, 20, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(st.integers(0, DAY_MINUTES), max_size=6)))
    return tuple(Span(opens, closes) for opens, closes in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def any_hours(draw: st.DrawFn) -> OpeningHours:
    days = st.dates(FIRST.date(), LAST.date())
    return OpeningHours(
        time_zone=draw(st.sampled_from(ZONES)),
        weekly=tuple(draw(spans()) for _day in range(7)),
        exceptions=draw(st.dictionaries(days, spans(), max_size=3)),
    )


moments = st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC))
lengths = st.timedeltas(timedelta(), timedelta(days=5))


def _begun(hours: OpeningHours | None, at: datetime) -> ResponseClock:
    return ResponseClock(closed_hours=not is_open(hours, at)).visitor_wrote(at, TARGETS)


@given(any_hours(), moments, st.lists(lengths, max_size=4), lengths)
def test_only_open_time_counts_however_often_it_is_followed(
    hours: OpeningHours, start: datetime, looks: list[timedelta], length: timedelta
) -> None:
    end = start + length
    clock, at = _begun(hours, start), start
    for look in sorted(min(start + each, end) for each in looks):
        clock, at = followed(clock, tuple(changes(hours, at, look))), look
    clock = followed(clock, tuple(changes(hours, at, end)))
    assert abs(clock.waited_s(end) - hours.open_s(start, end)) < 0.001
    assert (clock.paused_at is None) is hours.is_open(end)
    answered, measured = clock.agent_answered(end, ANNA)
    assert measured is not None
    assert abs(measured.waited_s - hours.open_s(start, end)) < 0.001
    assert answered.closed_hours is not hours.is_open(end)


@given(any_hours(), moments, lengths, lengths)
def test_a_change_that_comes_twice_or_late_counts_once(
    hours: OpeningHours, start: datetime, before: timedelta, length: timedelta
) -> None:
    end = start + length
    told = tuple(changes(hours, start - before, end))
    clock = followed(_begun(hours, start), told)
    again = followed(followed(_begun(hours, start), tuple(each for one in told for each in (one, one))), ())
    assert abs(again.waited_s(end) - clock.waited_s(end)) < 0.001
    assert abs(clock.waited_s(end) - hours.open_s(start, end)) < 0.001


@given(any_hours(), any_hours(), moments, lengths, lengths)
def test_new_hours_hold_from_now_on(
    old: OpeningHours, new: OpeningHours, start: datetime, before: timedelta, after: timedelta
) -> None:
    change, end = start + before, start + before + after
    clock = followed(_begun(old, start), tuple(changes(old, start, change)))
    clock = settled(clock, change, opened=is_open(new, change))
    clock = followed(clock, tuple(changes(new, change, end)))
    assert abs(clock.waited_s(end) - old.open_s(start, change) - new.open_s(change, end)) < 0.001


def test_without_hours_it_never_pauses() -> None:
    assert tuple(changes(None, FIRST, LAST)) == ()
    assert is_open(None, FIRST)
    clock = settled(ResponseClock(closed_hours=True).visitor_wrote(FIRST, TARGETS), FIRST, opened=True)
    assert clock.phase(FIRST, TARGETS) is ClockPhase.CALM


def test_a_chat_that_begins_by_night_starts_paused_and_runs_from_the_morning() -> None:
    office = OpeningHours(time_zone="Europe/Amsterdam", weekly=((Span(540, 1020),),) * 7)
    night = datetime(2026, 3, 28, 21, 0, tzinfo=UTC)  # the clock is put forward in that night
    morning = datetime(2026, 3, 29, 7, 0, tzinfo=UTC)
    clock = _begun(office, night)
    assert clock.phase(night + timedelta(hours=3), TARGETS) is ClockPhase.PAUSED
    clock = followed(clock, tuple(changes(office, night, morning)))
    assert clock.waited_s(morning + timedelta(seconds=12)) == 12.0
