"""Times at which somebody can wish to be called: always ahead, always open, never two at once."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given

from operator_console.domain.call_backs import MOST_SLOTS, again, slots
from operator_console.domain.opening_hours import OpeningHours, Span
from tests.unit.domain.test_domain_hours_clock import any_hours, moments

OFFICE = OpeningHours(time_zone="Europe/Amsterdam", weekly=((Span(540, 1050),),) * 5 + ((), ()))


@given(any_hours(), moments)
def test_every_choice_lies_ahead_and_within_the_hours(hours: OpeningHours, now: datetime) -> None:
    found = slots(hours, now)
    assert len(found) <= MOST_SLOTS
    assert [each.soon for each in found][:2] in ([], [True], [True, False])
    for each in found:
        assert now <= each.due_from < each.due_until
        assert hours.is_open(each.due_from)
        length_s = (each.due_until - each.due_from).total_seconds()
        assert abs(hours.open_s(each.due_from, each.due_until) - length_s) < 1
    assert all(one.due_until <= other.due_from for one, other in pairwise(found[1:]))
    assert len({each.due_from for each in found}) == len(found)


def test_on_a_friday_evening() -> None:
    friday = datetime(2026, 6, 5, 18, 0, tzinfo=UTC)
    found = slots(OFFICE, friday)
    local = [(each.due_from + timedelta(hours=2)).strftime("%a %H:%M") for each in found]
    rest = [f"{hour}:00" for hour in (11, 13, 15)]
    assert local == [f"{day} {time}" for day in ("Mon", "Tue") for time in ("09:00", *rest)]
    assert found[3].due_until - found[3].due_from == timedelta(hours=2, minutes=30)
    assert again(OFFICE, friday).due_from == found[0].due_from


def test_a_site_that_never_closes_calls_by_day_on_the_visitor_s_clock() -> None:
    night = datetime(2026, 6, 5, 1, 0, tzinfo=UTC)
    assert slots(None, night, "America/New_York")[0].due_from.hour == 13  # 21:00 there: from nine in the morning
    assert slots(None, night + timedelta(hours=14))[0].due_from == night + timedelta(hours=14)
