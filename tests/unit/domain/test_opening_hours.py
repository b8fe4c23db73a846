"""Opening hours: the week, exceptions, and wall clocks that are put forward and back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from operator_console.domain.opening_hours import BadHours, OpeningHours, Span, always_open

WORKING_DAY = (Span(9 * 60, 17 * 60 + 30),)
AMSTERDAM = OpeningHours(
    time_zone="Europe/Amsterdam",
    weekly=(WORKING_DAY,) * 5 + ((Span(10 * 60, 12 * 60), Span(13 * 60, 16 * 60)), ()),
    exceptions={date(2026, 12, 25): (), date(2026, 12, 27): (Span(12 * 60, 17 * 60),)},
)
NIGHT = OpeningHours(time_zone="Europe/Amsterdam", weekly=((Span(0, 3 * 60), Span(22 * 60, 1440)),) * 7)


def moments() -> st.SearchStrategy[datetime]:
    """Return moments of a year in which clocks are set twice."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    return st.integers(0, 366 * 86_400).map(lambda seconds: begin + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "moment, is_open",
    [
        ("2026-06-01T06:59:59", False),  # Monday 8:59 in Amsterdam, in summer
        ("2026-06-01T07:00:00", True),
        ("2026-06-01T15:30:00", False),
        ("2026-12-07T07:30:00", False),  # Monday 8:30 in winter
        ("2026-12-07T08:00:00", True),
        ("2026-06-06T10:30:00", False),  # Saturday's break
        ("2026-06-07T10:00:00", False),  # Sunday
        ("2026-12-25T10:00:00", False),  # a holiday on a Friday
        ("2026-12-27T12:00:00", True),  # open on one Sunday
    ],
)
def test_week_holidays_and_summer_time(moment: str, is_open: bool) -> None:
    assert AMSTERDAM.is_open(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is is_open


def test_next_change_passes_over_a_closed_weekend() -> None:
    saturday_evening = datetime(2026, 6, 6, 16, 0, tzinfo=UTC)
    assert AMSTERDAM.next_change(saturday_evening) == datetime(2026, 6, 8, 7, 0, tzinfo=UTC)
    assert always_open("UTC").next_change(saturday_evening) is None
    assert OpeningHours(time_zone="UTC").next_change(saturday_evening) is None


def test_nights_when_the_clock_is_set() -> None:
    assert NIGHT.open_s(datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC)) == 4 * 3600
    assert NIGHT.open_s(datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)) == 6 * 3600


@given(
    start=moments(),
    minutes=st.integers(0, 3 * 1440),
    hours=st.sampled_from([AMSTERDAM, NIGHT, always_open("Australia/Lord_Howe")]),
)
@example(start=datetime(2026, 3, 28, 20, tzinfo=UTC), minutes=1440, hours=NIGHT)
@example(start=datetime(2026, 10, 24, 20, tzinfo=UTC), minutes=1440, hours=NIGHT)
@settings(max_examples=30, deadline=None)
def test_open_seconds_are_the_open_minutes_counted_one_by_one(
    start: datetime, minutes: int, hours: OpeningHours
) -> None:
    start = start.replace(second=0, microsecond=0)
    counted = sum(hours.is_open(start + timedelta(minutes=minute)) for minute in range(minutes))
    assert hours.open_s(start, start + timedelta(minutes=minutes)) == counted * 60


@given(at=moments())
@settings(max_examples=50, deadline=None)
def test_nothing_changes_before_the_next_change(at: datetime) -> None:
    change = AMSTERDAM.next_change(at)
    assert change is not None
    assert change > at
    assert AMSTERDAM.is_open(change) is not AMSTERDAM.is_open(at)
    for part in range(20):
        assert AMSTERDAM.is_open(at + (change - at) * part / 20) is AMSTERDAM.is_open(at)


@pytest.mark.parametrize(
    "fields",
    [
        {"time_zone": "Europe/Nowhere"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "UTC", "weekly": ((),) * 6},
        {"time_zone": "UTC", "weekly": ((Span(600, 600),),) + ((),) * 6},
        {"time_zone": "UTC", "weekly": ((Span(600, 700), Span(650, 800)),) + ((),) * 6},
        {"time_zone": "UTC", "weekly": ((Span(600, 1441),),) + ((),) * 6},
        {"time_zone": "UTC", "exceptions": {date(2026, 1, 1): (Span(-1, 5),)}},
    ],
)
def test_impossible_hours_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(BadHours):
        OpeningHours(**fields)  # type: ignore[arg-type]
