"""A limit on what a peer may say on one connection: much at once, less in the long run; knows no frame."""

from collections.abc import Callable

MAX_FRAMES = 400_000
FRAMES_PER_S = 1_000.0
MAX_BYTES = 192 * 1024 * 1024
BYTES_PER_S = 2 * 1024 * 1024.0


class FloodGuard:
    """Counts frames and bytes; `took` tells when it is more than a busy desk that catches up can need.

    Args:
        ticks: Monotonic seconds.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._frames = 0.0
        self._bytes = 0.0
        self._at_s = ticks()

    def took(self, size: int) -> bool:
        """Count one frame of so many characters; False when it was too much."""
        now_s = self._ticks()
        passed_s = max(0.0, now_s - self._at_s)
        self._at_s = now_s
        self._frames = max(0.0, self._frames - passed_s * FRAMES_PER_S) + 1
        self._bytes = max(0.0, self._bytes - passed_s * BYTES_PER_S) + size
        return self._frames <= MAX_FRAMES and self._bytes <= MAX_BYTES
