"""Limits on how often something may happen; knows no request and no clock of its own."""

from collections import OrderedDict

from msgspec import Struct

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
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def give_back(self) -> None:
        """Return one token."""
        self._tokens = min(self._burst, self._tokens + 1)


class PerKey:
    """A token bucket for each key; the keys longest not used are forgotten, so that memory is bounded.

    Args:
        rate_per_s: Tokens that come back; 0.0 limits nothing.
        burst: Tokens at once.
    """

    def __init__(self, rate_per_s: float, burst: float) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, key: str, now_s: float) -> bool:
        """Use one of the key's tokens, if there is one."""
        if self._rate_per_s <= 0:
            return True
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(self._rate_per_s, self._burst, now_s)
        self._buckets.move_to_end(key)
        if len(self._buckets) > MAX_KEYS:
            self._buckets.popitem(last=False)
        return bucket.take(now_s)

    def give_back(self, key: str) -> None:
        """Return a token that was not needed after all."""
        if key in self._buckets:
            self._buckets[key].give_back()


class Patience(Struct, frozen=True, kw_only=True):
    """How failures make somebody wait.

    Attributes:
        free: So many failures cost nothing: people mistype.
        first_s: The wait after the next one; each further failure doubles it.
        most_s: No wait is longer, so that nobody is locked out for good by somebody else's failures.
        forget_s: After so long without a failure all is forgotten.
    """

    free: int
    first_s: float = 1.0
    most_s: float = 900.0
    forget_s: float = 3_600.0


class _Failures:
    __slots__ = ("count", "last_s")

    def __init__(self) -> None:
        self.count = 0
        self.last_s = 0.0


class GrowingDelay:
    """Counts failures per key and makes the key wait longer after each; attempts while it waits are not counted.

    Memory is bounded by forgetting the keys longest not used.
    """

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def wait_s(self, key: str, now_s: float) -> float:
        """Return how long the key has to wait still; 0.0 when it has not."""
        found = self._failures.get(key)
        if found is None:
            return 0.0
        over = found.count - self._patience.free
        if over <= 0:
            return 0.0
        delay_s = min(self._patience.most_s, self._patience.first_s * 2.0 ** min(over - 1, 30))
        return max(0.0, found.last_s + delay_s - now_s)

    def failed(self, key: str, now_s: float) -> None:
        """Count a failure."""
        found = self._failures.setdefault(key, _Failures())
        if now_s - found.last_s > self._patience.forget_s:
            found.count = 0
        found.count += 1
        found.last_s = now_s
        self._failures.move_to_end(key)
        if len(self._failures) > MAX_KEYS:
            self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forget the key's failures."""
        self._failures.pop(key, None)


class Familiar:
    """Remembers pairs that have been good before, the longest not used forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, None] = OrderedDict()

    def add(self, key: str) -> None:
        """Remember a pair."""
        self._known[key] = None
        self._known.move_to_end(key)
        if len(self._known) > MAX_KEYS:
            self._known.popitem(last=False)

    def __contains__(self, key: str) -> bool:
        return key in self._known
