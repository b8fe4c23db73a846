"""Missed demand: chats that would have begun while nobody was there; knows no staffing."""

import math
from collections.abc import Iterable
from datetime import datetime
from statistics import NormalDist

from msgspec import Struct

from operator_console.domain.opening_hours import OpeningHours
from operator_console.domain.staffing.values import SLOT, HalfHour

CONFIDENCE = 0.9
FEW_VISITS = 50


class MissedDemand(Struct, frozen=True, kw_only=True):
    """Chats per visitor in opening hours x visitors outside them, less the chats that began outside all the same.

    Attributes:
        visits_open: Visits within opening hours.
        chats_open: Chats begun within them.
        visits_closed: Visits outside.
        chats_closed: Chats begun outside.
        missed: Chats that would have come in addition.
        low: Lower end of a 90 % interval.
        high: Upper end.
    """

    visits_open: int
    chats_open: int
    visits_closed: int
    chats_closed: int
    missed: float
    low: float
    high: float

    @property
    def chats_per_visit(self) -> float:
        """Share of visits within opening hours that led to a chat."""
        return self.chats_open / self.visits_open if self.visits_open else 0.0

    @property
    def is_known(self) -> bool:
        """Tell whether enough visits were seen within opening hours to say anything."""
        return self.visits_open >= FEW_VISITS


def missed_demand(half_hours: Iterable[HalfHour], hours: OpeningHours) -> MissedDemand:
    """Return what was missed outside `hours`.

    A half hour counts as open when its middle is. The interval joins the doubt about the share (Wilson's score
    interval, 1927) with the chance of the coming number (Poisson).
    """
    visits_open = chats_open = visits_closed = chats_closed = 0
    for half_hour in half_hours:
        if _is_open(half_hour.at, hours):
            visits_open += half_hour.visits
            chats_open += half_hour.chats
        else:
            visits_closed += half_hour.visits
            chats_closed += half_hour.chats
    chats_open = min(chats_open, visits_open)
    share = chats_open / visits_open if visits_open else 0.0
    low, high = wilson(chats_open, visits_open, CONFIDENCE)
    z = NormalDist().inv_cdf((1.0 + CONFIDENCE) / 2.0)
    expected = share * visits_closed
    chance = z * math.sqrt(expected)
    below = math.hypot(expected - low * visits_closed, chance)
    above = math.hypot(high * visits_closed - expected, chance)
    return MissedDemand(
        visits_open=visits_open,
        chats_open=chats_open,
        visits_closed=visits_closed,
        chats_closed=chats_closed,
        missed=max(0.0, expected - chats_closed),
        low=max(0.0, expected - below - chats_closed),
        high=max(0.0, expected + above - chats_closed),
    )


def wilson(hits: int, tries: int, confidence: float) -> tuple[float, float]:
    """Return Wilson's score interval for a share; everything is possible without a try."""
    if tries == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1.0 + confidence) / 2.0)
    share, square = hits / tries, z * z / tries
    middle = (share + square / 2.0) / (1.0 + square)
    reach = z * math.sqrt(share * (1.0 - share) / tries + square / (4.0 * tries)) / (1.0 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _is_open(at: datetime, hours: OpeningHours) -> bool:
    return hours.is_open(at + SLOT / 2)
