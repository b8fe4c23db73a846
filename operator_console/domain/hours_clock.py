"""How a response clock follows a site's opening hours (rule 5), also over changes that nobody watched; pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from operator_console.domain.opening_hours import OpeningHours
from operator_console.domain.response_clock import ResponseClock

LONGEST_SLEEP = timedelta(days=370)
"""Changes that lie further back than this are not looked for one by one: nobody waits for so long."""


def is_open(hours: OpeningHours | None, at: datetime) -> bool:
    """Tell whether a site is within its hours; without hours it never closes."""
    return hours is None or hours.is_open(at)


def changes(hours: OpeningHours | None, since: datetime, until: datetime) -> Iterator[tuple[datetime, bool]]:
    """Yield the moments after `since` and not after `until` at which it opens (True) or closes (False)."""
    if hours is None:
        return
    at = max(since, until - LONGEST_SLEEP)
    while (change := hours.next_change(at)) is not None and change <= until:
        yield change, hours.is_open(change)
        at = change


def followed(clock: ResponseClock, moments: tuple[tuple[datetime, bool], ...]) -> ResponseClock:
    """Return a clock after a site has opened and closed at these moments, oldest first.

    A clock that began only after one of them was not yet running then: it neither pauses before its beginning nor
    runs on there.
    """
    for at, opens in moments:
        began = clock.started_at
        moment = at if began is None else max(at, began)
        clock = clock.hours_opened(moment) if opens else clock.hours_closed(moment)
    return clock


def settled(clock: ResponseClock, now: datetime, *, opened: bool) -> ResponseClock:
    """Return a clock that stands as the hours want it now, however it stood: after the hours themselves changed."""
    return clock if clock.closed_hours is not opened else followed(clock, ((now, opened),))
