"""Repair of unknown words by the knowledge base's own words; knows words and their counts only."""

from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from operator_console.knowledge.memory import Memory

_MIN_CHARS = 4
_TWO_ERRORS_CHARS = 8
_MOST_WORDS = 60_000


class Speller:
    """Finds the known word that an unknown one was meant to be.

    One error (a letter wrong, missing, too many, or two swapped) is repaired in words of five letters and more, two in
    words of eight and more; in a word of four letters a wrong letter is too likely another word. Words with digits
    are part numbers and are left alone.

    Args:
        counts: Folded words of the articles with their number of occurrences, without stop words.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        words = [word for word in counts if len(word) >= _MIN_CHARS - 1 and word.isalpha()]
        if len(words) > _MOST_WORDS:
            words = sorted(words, key=lambda word: -counts[word])[:_MOST_WORDS]
        self._counts = counts
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in words:
            self._by_length[len(word)].append(word)
        self._repairs = Memory[str, str | None](1024)

    def repair(self, word: str) -> str | None:
        """Return the best known word within reach, or None."""
        return self._repairs.get(word, self._find)

    def _find(self, word: str) -> str | None:
        if len(word) < _MIN_CHARS or not word.isalpha():
            return None
        for errors in (1, 2) if len(word) >= _TWO_ERRORS_CHARS else (1,):
            near = [found for size in range(-errors, errors + 1) for found in self._near(word, size, errors)]
            if near:
                return min(near, key=lambda found: (found[0] != word[0], -self._counts[found], found))
        return None

    def _near(self, word: str, size: int, errors: int) -> list[str]:
        candidates = self._by_length.get(len(word) + size)
        if not candidates:
            return []
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=errors, limit=None)
        near = [candidate for candidate, _distance, _index in found]
        if len(word) == _MIN_CHARS and size == 0:
            return [candidate for candidate in near if sorted(candidate) == sorted(word)]
        return near
