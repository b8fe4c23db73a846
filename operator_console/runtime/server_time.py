"""Server time on this machine: an offset measured by heartbeats, drawn on a clock that never jumps; knows no frame."""

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

KEPT_SAMPLES = 8
JUMP_SLACK_S = 0.25
JUMP_S = 0.5

_EPOCH = datetime.fromtimestamp(0, UTC)


class ClockSample(Struct, frozen=True):
    """One measurement: server time minus own ticks, and the round trip it was measured with, both in seconds."""

    offset_s: float
    round_trip_s: float


def steady_ticks_s() -> float:
    """Return seconds of a clock that never jumps and, where the system offers one, runs on while the machine sleeps."""
    boot_clock: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_clock is None else time.clock_gettime(boot_clock)


class ServerClock:
    """Answers what time it is on the server (rule 8 of the response clock).

    Of the newest eight samples the one with the smallest round trip wins: it errs by half of that at most. A sample
    that contradicts the best one by more than both round trips allow means that one of the clocks was moved or that
    the machine slept; the older samples are then forgotten. Until the first sample the machine's own clock is used.
    """

    def __init__(
        self, ticks: Callable[[], float] = steady_ticks_s, wall: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._ticks = ticks
        self._samples: deque[ClockSample] = deque(maxlen=KEPT_SAMPLES)
        self._offset_s = (wall() - _EPOCH).total_seconds() - ticks()
        self._best: ClockSample | None = None

    @property
    def measured(self) -> bool:
        """Tell whether at least one sample was taken."""
        return self._best is not None

    @property
    def round_trip_ms(self) -> float | None:
        """Smallest round trip of the kept samples, or None before the first."""
        return None if self._best is None else self._best.round_trip_s * 1000

    def ticks_s(self) -> float:
        """Return the steady clock's reading, to be sent with a ping."""
        return self._ticks()

    def now(self) -> datetime:
        """Return server time as an aware UTC datetime."""
        return datetime.fromtimestamp(self._ticks() + self._offset_s, UTC)

    def sample(self, sent_s: float, server_time: datetime) -> None:
        """Take a measurement: a ping left at `sent_s` (own ticks) and its answer, with `server_time`, arrived now."""
        received_s = self._ticks()
        round_trip_s = received_s - sent_s
        if round_trip_s < 0:
            return
        middle_s = sent_s + round_trip_s / 2
        sample = ClockSample((server_time - _EPOCH).total_seconds() - middle_s, round_trip_s)
        best = self._best
        if best is not None:
            allowed_s = (best.round_trip_s + round_trip_s) / 2 + JUMP_SLACK_S
            if abs(best.offset_s - sample.offset_s) > allowed_s:
                self._samples.clear()
        self._samples.append(sample)
        self._best = min(self._samples, key=lambda kept: kept.round_trip_s)
        self._offset_s = self._best.offset_s


class ClockWatch:
    """Notices that a machine's wall clock was set: what it moved between two looks beyond the time that went by."""

    def __init__(
        self, ticks: Callable[[], float] = steady_ticks_s, wall: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._ticks = ticks
        self._wall = wall
        self._offset_s = self._measure_s()

    def jump(self) -> timedelta:
        """Return how far the clock was set since the last look; nothing for the slow steering of a time service."""
        before_s, self._offset_s = self._offset_s, self._measure_s()
        moved_s = self._offset_s - before_s
        return timedelta(seconds=moved_s) if abs(moved_s) >= JUMP_S else timedelta()

    def _measure_s(self) -> float:
        return (self._wall() - _EPOCH).total_seconds() - self._ticks()
