"""Which rows of a list may stay where they are when it becomes another order; knows no row and no Qt model."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def staying(keys: Sequence[str], targets: Mapping[str, int]) -> set[str]:
    """Return the largest set of keys that are in the right order already: a longest increasing subsequence."""
    tails: list[int] = []
    tail_keys: list[str] = []
    earlier: dict[str, str | None] = {}
    for key in keys:
        target = targets[key]
        at = bisect_left(tails, target)
        earlier[key] = tail_keys[at - 1] if at else None
        tails[at : at + 1] = [target]
        tail_keys[at : at + 1] = [key]
    found: set[str] = set()
    key_or_none = tail_keys[-1] if tail_keys else None
    while key_or_none is not None:
        found.add(key_or_none)
        key_or_none = earlier[key_or_none]
    return found
