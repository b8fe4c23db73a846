"""How long to wait before trying again: exponential with full jitter, capped; knows nothing of what is tried.

Full jitter as in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015): it spreads clients best.
"""

import random
from collections.abc import Callable


class Backoff:
    """Delays of consecutive failures."""

    def __init__(
        self,
        base_s: float = 0.5,
        cap_s: float = 30.0,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._base_s = base_s
        self._cap_s = cap_s
        self._uniform = uniform
        self._failures = 0

    def next_s(self, retry_after_s: float | None = None) -> float:
        """Return the delay after one more failure; what the server asked for wins, within ten times the cap."""
        ceiling_s = min(self._cap_s, self._base_s * 2.0 ** min(self._failures, 30))
        self._failures += 1
        if retry_after_s is not None:
            return min(max(retry_after_s, 0.0), self._cap_s * 10)
        return self._uniform(0.0, ceiling_s)

    def reset(self) -> None:
        """Begin anew after a success."""
        self._failures = 0
