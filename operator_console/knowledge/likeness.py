"""How like a request the lines of an article are by the letters of their words; knows no engine and no parts.

Matching by words says nothing of words that are only related, and little of a line's other words. Here every word is
a set of runs of letters, weighed by the rarity of the word, and a line is the sum of its words: a line that says what
was asked and nothing else is more alike than one that says it among much, and ``betalen`` is a little like
``betaling``, ``betaaldag`` and ``betalne``.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from math import hypot, log, sqrt

from operator_console.knowledge.language import words_of
from operator_console.knowledge.lexicon import Lexicon

RUNS = (3, 4)
"""So many letters has a run; the space before and after a word counts as one."""

MOST_WORDS = 60
"""Of a longer line only the first so many words are read."""

_WORDS_KEPT = 20_000


class Likeness:
    """Compares lines with one request, in one language; remembers what every word is worth to it.

    Args:
        words: Of the request, folded, the small ones as well.
        total: Number of articles; a word is as rare as its occurrences are few beside it.
    """

    def __init__(self, words: Sequence[str], lexicon: Lexicon, total: int) -> None:
        self._lexicon = lexicon
        self._total = max(1, total)
        self._worth: dict[str, tuple[float, float]] = {}
        self._wanted: dict[str, float] = {}
        for word in words:
            weight, runs = self._weight(word), runs_of(word)
            for run in runs:
                self._wanted[run] = self._wanted.get(run, 0.0) + weight / sqrt(len(runs))
        length = hypot(*self._wanted.values()) or 1.0
        self._wanted = {run: amount / length for run, amount in self._wanted.items()}

    def of(self, line: str, most_words: int = MOST_WORDS) -> float:
        """Return how alike a line, or as much of a text, is: 0 when no run of letters is shared, at most 1."""
        counts = Counter(word for _start, _end, word in islice(words_of(line), most_words))
        shared = whole = 0.0
        for word, count in counts.items():
            worth, weight = self._worth.get(word) or self._look_at(word)
            shared += worth * count
            whole += (weight * count) ** 2
        return min(1.0, shared / sqrt(whole)) if whole else 0.0

    def _look_at(self, word: str) -> tuple[float, float]:
        weight, runs = self._weight(word), runs_of(word)
        shared = sum([self._wanted.get(run, 0.0) for run in runs])
        found = self._worth[word] = (weight * shared / sqrt(len(runs)), weight)
        return found

    def _weight(self, word: str) -> float:
        count = min(self._total, max(1, self._lexicon.count(word)))
        return sqrt(log(1.0 + self._total / count))


@lru_cache(_WORDS_KEPT)
def runs_of(word: str) -> tuple[str, ...]:
    """Return the runs of letters of a folded word; at least one, whatever the word."""
    spaced = f" {word} "
    runs = [spaced[at : at + length] for length in RUNS for at in range(len(spaced) - length + 1)]
    return tuple(dict.fromkeys(runs)) or (spaced,)
