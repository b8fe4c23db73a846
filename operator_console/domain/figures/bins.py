"""Waiting times in fixed bins, so that percentiles of any period come from merged counts; knows no reply.

A bin holds what is at least its beginning and less than the next one's. A percentile read from bins is off by less than
the width of the bin it falls into: under 1 s up to two minutes, which is where the desk's targets are.
"""

from bisect import bisect_right
from collections.abc import Mapping

OPEN_END_S = 6 * 3600.0
EDGES_S: tuple[float, ...] = (
    *(float(second) for second in range(120)),
    *(float(second) for second in range(120, 600, 5)),
    *(float(second) for second in range(600, 3600, 60)),
    *(float(second) for second in range(3600, int(OPEN_END_S) + 1, 600)),
)
"""Where each bin begins; the last one has no end."""

HISTOGRAM_STEP_S = 5
_ROUNDING = 1e-6
"""Nine tenths of ten are nine, also in binary."""
HISTOGRAM_END_S = 120


def bin_of(seconds: float) -> int:
    """Return the number of the bin of a waiting time; what is below zero or no number counts as zero."""
    return max(0, bisect_right(EDGES_S, seconds) - 1) if seconds > 0 else 0


def percentile(bins: Mapping[int, int], share: float) -> float | None:
    """Return the waiting time that `share` of all do not exceed, or None without any.

    Args:
        bins: Number of waiting times by bin.
        share: Above 0 and at most 1; 0.5 for the median.
    """
    total = sum(bins.values())
    if total <= 0:
        return None
    rank, passed = share * total - _ROUNDING, 0
    for number in sorted(bins):
        count = bins[number]
        if count and passed + count >= rank:
            begin = EDGES_S[number]
            return begin + width_s(number) * max(0.0, rank - passed) / count
        passed += count
    return None  # pragma: no cover - the last bin reaches every rank


def width_s(number: int) -> float:
    """Return how wide a bin is; the last one counts as having no width."""
    return EDGES_S[number + 1] - EDGES_S[number] if number + 1 < len(EDGES_S) else 0.0


def histogram(bins: Mapping[int, int]) -> tuple[int, ...]:
    """Return the counts in steps of five seconds up to two minutes, and everything longer as the last one."""
    steps = [0] * (HISTOGRAM_END_S // HISTOGRAM_STEP_S + 1)
    for number, count in bins.items():
        steps[min(int(EDGES_S[number]) // HISTOGRAM_STEP_S, len(steps) - 1)] += count
    return tuple(steps)
