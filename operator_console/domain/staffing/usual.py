"""The hours in which a desk usually answers, from its record; what a plan begins with where no hours are known."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from operator_console.domain.opening_hours import OpeningHours, Span, zone_of
from operator_console.domain.staffing.arrivals import slot_of
from operator_console.domain.staffing.values import SLOTS_A_DAY, SLOTS_A_WEEK, Record

USUAL_SHARE = 0.3
"""A half hour is usual when somebody was there in so many of its days."""


def usual_hours(record: Record, time_zone: str) -> OpeningHours:
    """Return for each weekday the time from the first to the last usual half hour; closed where there is none."""
    zone = zone_of(time_zone)
    attended: Counter[int] = Counter()
    for half_hour in record.half_hours:
        if half_hour.present > 0.0:
            attended[slot_of(half_hour.at, zone)] += 1
    days = _days(record, zone)
    weekly = []
    for day in range(7):
        slots = [slot for slot in range(SLOTS_A_DAY) if attended[day * SLOTS_A_DAY + slot] > USUAL_SHARE * days[day]]
        weekly.append((Span(slots[0] * 30, (slots[-1] + 1) * 30),) if slots else ())
    return OpeningHours(time_zone=time_zone, weekly=tuple(weekly))


def open_slots(hours: OpeningHours) -> frozenset[int]:
    """Return the half hours of the week in which it is open, at least in part; exceptions do not count."""
    return frozenset(
        slot
        for slot in range(SLOTS_A_WEEK)
        for span in hours.weekly[slot // SLOTS_A_DAY]
        if span.opens < (slot % SLOTS_A_DAY + 1) * 30 and span.closes > slot % SLOTS_A_DAY * 30
    )


def _days(record: Record, zone: ZoneInfo) -> Counter[int]:
    """Return how many days of each weekday the record touches."""
    first, last = record.since.astimezone(zone).date(), record.until.astimezone(zone).date()
    return Counter(date.fromordinal(day).weekday() for day in range(first.toordinal(), last.toordinal() + 1))
