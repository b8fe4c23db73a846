"""The hours in which facts are counted, and what hours are grouped to; every zone comes from the times passed in.

An hour is known by its beginning in seconds since 1970, so the hour that a change of the clock repeats is there twice,
and the one it skips is not there. Which instant begins an hour, local time decides: there are zones at half an hour.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

HOUR_S = 3600
_QUARTER_S = 900
_QUARTER_MS = _QUARTER_S * 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Grouping(StrEnum):
    """What the rows of a report are."""

    DAY = "day"
    HOUR = "hour"
    """Each hour of the period."""
    HOUR_OF_DAY = "hour_of_day"
    HOUR_OF_WEEK = "hour_of_week"
    SITE = "site"
    DEPARTMENT = "department"
    AGENT = "agent"


TIMELY = frozenset({Grouping.DAY, Grouping.HOUR, Grouping.HOUR_OF_DAY, Grouping.HOUR_OF_WEEK})
"""Groupings by time; the others are by who and where."""


def local(at: datetime, zone: tzinfo | None = None) -> datetime:
    """Return a time in a zone; in the machine's own without one."""
    return at.astimezone(zone)


def hour_of(at: datetime, zone: tzinfo | None = None) -> int:
    """Return the beginning of the local hour of a time, in seconds since 1970."""
    return _hour_of_quarter(int(at.timestamp()) // _QUARTER_S, zone)


def by_hours(since: datetime, until: datetime, zone: tzinfo | None = None) -> Iterator[tuple[int, int]]:
    """Yield the hours between two times with the milliseconds spent in each; they add up to the whole."""
    at_ms, end_ms = _milliseconds(since), _milliseconds(until)
    while at_ms < end_ms:
        hour = _hour_of_quarter(at_ms // _QUARTER_MS, zone)
        following_ms = min(end_ms, (hour + HOUR_S) * 1000)
        yield hour, following_ms - at_ms
        at_ms = following_ms


def first_hour(day: date, zone: tzinfo | None = None) -> int:
    """Return where a local day begins, in seconds since 1970."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return int((midnight if zone is not None else midnight.astimezone()).timestamp())


@lru_cache(maxsize=65_536)
def group_of(hour: int, grouping: Grouping, zone: tzinfo | None = None) -> str:
    """Return the name of the group of an hour: ``2026-03-29``, ``2026-03-29T02+02``, ``02``, ``6-02`` (Monday is 0)."""
    here = local(datetime.fromtimestamp(hour, UTC), zone)
    if grouping is Grouping.DAY:
        return here.date().isoformat()
    if grouping is Grouping.HOUR:
        # With the offset, because a change of the clock gives two hours the same number.
        return here.strftime("%Y-%m-%dT%H") + here.strftime("%z")[:3]
    if grouping is Grouping.HOUR_OF_DAY:
        return f"{here.hour:02}"
    return f"{here.weekday()}-{here.hour:02}"


@lru_cache(maxsize=65_536)
def _hour_of_quarter(quarter: int, zone: tzinfo | None) -> int:
    """Return the local hour's beginning of a quarter of an hour since 1970: no zone's hours begin elsewhere."""
    here = local(datetime.fromtimestamp(quarter * _QUARTER_S, UTC), zone)
    return quarter * _QUARTER_S - here.minute * 60


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // _MILLISECOND
