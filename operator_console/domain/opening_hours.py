"""When a site is open: weekly hours in its own time zone, with holidays and other exceptions; knows no site."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
WEEK_DAYS = 7
SEARCHED_DAYS = 370
"""How far the next change is looked for: a year and a little, so that yearly closing is found."""


class BadHours(ValueError):
    """Hours that cannot be kept; the text says which."""


class Span(Struct, frozen=True, order=True):
    """Open from one minute of the local day until another, at most midnight (1440); a night is two spans."""

    opens: int
    closes: int


class OpeningHours(Struct, frozen=True, kw_only=True):
    """Weekly hours and their exceptions, on the clock of the place.

    A wall clock that is put forward skips what is in the gap; one that is put back shows an hour twice, and both count.

    Attributes:
        time_zone: IANA name.
        weekly: Spans of each day, Monday first.
        exceptions: Spans of single dates instead of those of the week; none means closed.
    """

    time_zone: str
    weekly: tuple[tuple[Span, ...], ...] = ((),) * WEEK_DAYS
    exceptions: dict[date, tuple[Span, ...]] = {}

    def __post_init__(self) -> None:
        """Refuse hours that cannot be kept.

        Raises:
            BadHours: Not seven days, an unknown time zone, or spans that overlap, are empty or leave the day.
        """
        zone_of(self.time_zone)
        if len(self.weekly) != WEEK_DAYS:
            msg = f"{len(self.weekly)} days in the week"
            raise BadHours(msg)
        for spans in (*self.weekly, *self.exceptions.values()):
            _check(spans)

    def on(self, day: date) -> tuple[Span, ...]:
        """Return the spans of a date."""
        return self.exceptions.get(day, self.weekly[day.weekday()])

    def is_open(self, at: datetime) -> bool:
        """Tell whether it is open at a moment (aware)."""
        local = at.astimezone(zone_of(self.time_zone))
        minute = local.hour * 60 + local.minute
        return any(span.opens <= minute < span.closes for span in self.on(local.date()))

    def next_change(self, at: datetime) -> datetime | None:
        """Return when it opens or closes next after `at`, in UTC; None when not within about a year."""
        now = self.is_open(at)
        zone = zone_of(self.time_zone)
        first = at.astimezone(zone).date()
        for days in range(-1, SEARCHED_DAYS):
            for moment in sorted(self._edges(first + timedelta(days=days), zone)):
                if moment > at and self.is_open(moment) is not now:
                    return moment
        return None

    def open_s(self, start: datetime, end: datetime) -> float:
        """Return for how many of the seconds between two moments it is open."""
        total_s, at, is_open = 0.0, start.astimezone(UTC), self.is_open(start)
        while at < end:
            change = min(self.next_change(at) or end, end)
            if is_open:
                total_s += (change - at).total_seconds()
            at, is_open = change, not is_open
        return total_s

    def _edges(self, day: date, zone: "ZoneInfo") -> Iterator[datetime]:
        """Yield the moments of a date at which it may change: edges of spans, midnight, and where the clock is set."""
        minutes = {0, *(edge for span in self.on(day) for edge in (span.opens, span.closes))}
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        for minute in minutes:
            for fold in (0, 1):
                wall = (midnight.replace(tzinfo=None) + timedelta(minutes=minute)).replace(tzinfo=zone, fold=fold)
                yield wall.astimezone(UTC)
        begin, end = midnight.astimezone(UTC), (midnight + timedelta(days=1)).astimezone(UTC)
        if begin + timedelta(days=1) != end:
            yield _clock_set_at(begin, end, zone)


def always_open(time_zone: str) -> OpeningHours:
    """Return hours without closing."""
    return OpeningHours(time_zone=time_zone, weekly=((Span(0, DAY_MINUTES),),) * WEEK_DAYS)


def zone_of(name: str) -> "ZoneInfo":
    """Return a time zone.

    Raises:
        BadHours: There is none of that name.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = f"no time zone called {name!r}"
        raise BadHours(msg) from None


def _check(spans: tuple[Span, ...]) -> None:
    earlier = 0
    for span in sorted(spans):
        if not earlier <= span.opens < span.closes <= DAY_MINUTES:
            msg = f"hours {span.opens}-{span.closes} overlap, are empty or leave the day"
            raise BadHours(msg)
        earlier = span.closes


def _clock_set_at(begin: datetime, end: datetime, zone: "ZoneInfo") -> datetime:
    """Return the moment between two at which the zone's offset changes, by halving."""
    before = begin.astimezone(zone).utcoffset()
    while end - begin > timedelta(seconds=1):
        middle = begin + (end - begin) / 2
        if middle.astimezone(zone).utcoffset() == before:
            begin = middle
        else:
            end = middle
    return end.replace(microsecond=0)
