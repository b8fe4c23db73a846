"""How many chats a half hour of the week brings, from recorded starts; knows nothing of how they are answered."""

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from statistics import NormalDist
from zoneinfo import ZoneInfo

from msgspec import Struct

from operator_console.domain.staffing.values import SLOT, SLOT_S, SLOTS_A_DAY, SLOTS_A_WEEK, HalfHour

OWN_WEIGHT_DAYS = 2.0
"""So many days of the same weekday weigh as much as what the other days say of this half hour."""
QUIET_SHARE = 0.1
BUSY_SHARE = 0.9


class Rate(Struct, frozen=True):
    """Chats that begin in one half hour of the week.

    Attributes:
        mean: Expected number.
        low: One of ten such half hours is expected to be quieter than this, apart from pure chance within it.
        high: One of ten is expected to be busier.
    """

    mean: float
    low: float
    high: float


NOTHING = Rate(0.0, 0.0, 0.0)


def slot_of(at: datetime, zone: ZoneInfo) -> int:
    """Return the half hour of the local week that a moment lies in: 0 is Monday 0:00."""
    local = at.astimezone(zone)
    return local.weekday() * SLOTS_A_DAY + (local.hour * 60 + local.minute) // 30


def week_rates(
    half_hours: Iterable[HalfHour],
    since: datetime,
    until: datetime,
    zone: ZoneInfo,
    count: Callable[[HalfHour], int] = lambda half_hour: half_hour.chats,
) -> tuple[Rate, ...]:
    """Return the rates of all 336 half hours of a week.

    A half hour's own days are few. So they are shrunk towards what the day as a whole and the same half hour of other
    days let expect (weekday's total x the half hour's share of all days), the more, the fewer days there are
    (a gamma prior worth `OWN_WEIGHT_DAYS` days). Days differ by more than chance; by how much is estimated from the
    record (variance over mean, Pearson), and is what `low` and `high` stand for, with the doubt about the mean.

    Args:
        since: Beginning of the record; half hours that it covers only in part do not count.
        until: Its end.
        count: What is counted of each half hour.
    """
    days, counts = [0] * SLOTS_A_WEEK, [0] * SLOTS_A_WEEK
    seen = {half_hour.at: count(half_hour) for half_hour in half_hours}
    cells: list[tuple[int, int]] = []
    at = first_slot(since)
    while at + SLOT <= until:
        slot, number = slot_of(at, zone), seen.get(at, 0)
        days[slot] += 1
        counts[slot] += number
        cells.append((slot, number))
        at += SLOT
    if not any(counts):
        return (NOTHING,) * SLOTS_A_WEEK
    expected = _expected(days, counts)
    means = [
        (OWN_WEIGHT_DAYS * prior + number) / (OWN_WEIGHT_DAYS + seen_days)
        for prior, number, seen_days in zip(expected, counts, days, strict=True)
    ]
    spread = _spread(cells, means)
    return tuple(_rate(mean, spread, OWN_WEIGHT_DAYS + seen_days) for mean, seen_days in zip(means, days, strict=True))


def whole_days(since: datetime, until: datetime) -> int:
    """Return how many whole days a record covers."""
    return max(0, (until - since).days)


def first_slot(since: datetime) -> datetime:
    """Return the beginning of the first half hour that lies wholly after a moment."""
    seconds = math.ceil(since.timestamp() / SLOT_S) * SLOT_S
    return datetime.fromtimestamp(seconds, UTC)


def _expected(days: list[int], counts: list[int]) -> list[float]:
    """Return what weekday and time of day let expect of each half hour: their product over the whole."""
    total, total_days = sum(counts), sum(days)
    per_slot = total / total_days
    of_weekday = [
        _per_slot(days, counts, range(day * SLOTS_A_DAY, (day + 1) * SLOTS_A_DAY), per_slot) for day in range(7)
    ]
    of_time = [_per_slot(days, counts, range(time, SLOTS_A_WEEK, SLOTS_A_DAY), per_slot) for time in range(SLOTS_A_DAY)]
    return [of_weekday[slot // SLOTS_A_DAY] * of_time[slot % SLOTS_A_DAY] / per_slot for slot in range(SLOTS_A_WEEK)]


def _per_slot(days: list[int], counts: list[int], slots: range, otherwise: float) -> float:
    """Return the mean of some half hours; of those without a day, what is so of all."""
    seen = sum(days[slot] for slot in slots)
    return sum(counts[slot] for slot in slots) / seen if seen else otherwise


def _spread(cells: list[tuple[int, int]], means: list[float]) -> float:
    """Return by how much counts vary over what chance alone would do; never below 1."""
    busy = [(number, means[slot]) for slot, number in cells if means[slot] >= 1.0]
    if len(busy) < SLOTS_A_DAY:
        return 1.0
    return max(1.0, sum((number - mean) ** 2 / mean for number, mean in busy) / len(busy))


def _rate(mean: float, spread: float, weight_days: float) -> Rate:
    if mean <= 0.0:
        return NOTHING
    variance = (spread - 1.0) * mean + spread * mean / weight_days
    return Rate(mean, gamma_quantile(mean, variance, QUIET_SHARE), gamma_quantile(mean, variance, BUSY_SHARE))


def gamma_quantile(mean: float, variance: float, share: float) -> float:
    """Return a quantile of the gamma distribution of this mean and variance.

    By the cube-root approximation of Wilson and Hilferty (1931), good to some per cent where it is used here.
    """
    shape = mean * mean / variance
    ninth = 1.0 / (9.0 * shape)
    root = 1.0 - ninth + NormalDist().inv_cdf(share) * math.sqrt(ninth)
    return mean * max(0.0, root) ** 3
