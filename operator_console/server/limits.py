"""Limits on how often something may happen; knows no request and no clock of its own."""

from collections import OrderedDict, deque

MAX_KEYS = 10_000


class Bucket:
    """A token bucket: `rate_per_s` in the long run, `burst` at once."""

    __slots__ = ("_at_s", "_burst", "_rate_per_s", "_tokens")

    def __init__(self, rate_per_s: float, burst: float, now_s: float) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._tokens = burst
        self._at_s = now_s

    def take(self, now_s: float) -> bool:
        """Use one token, if there is one."""
        self._tokens = min(self._burst, self._tokens + (now_s - self._at_s) * self._rate_per_s)
        self._at_s = now_s
        self._tokens -= 1
        return self._tokens >= 0


class FailureLimit:
    """Counts failures per key in a sliding window; memory is bounded by forgetting the keys longest not used.

    Args:
        most: Failures after which a key is refused.
        window_s: Length of the window.
    """

    def __init__(self, most: int, window_s: float) -> None:
        self._most = most
        self._window_s = window_s
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, key: str, now_s: float) -> float:
        """Return how long the key is refused still; 0.0 when it is not."""
        failures = self._failures.get(key)
        if not failures:
            return 0.0
        while failures and failures[0] <= now_s - self._window_s:
            failures.popleft()
        return failures[0] + self._window_s - now_s if len(failures) >= self._most else 0.0

    def failed(self, key: str, now_s: float) -> None:
        """Count a failure."""
        self._failures.setdefault(key, deque(maxlen=self._most)).append(now_s)
        self._failures.move_to_end(key)
        if len(self._failures) > MAX_KEYS:
            self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forget the key's failures."""
        self._failures.pop(key, None)
