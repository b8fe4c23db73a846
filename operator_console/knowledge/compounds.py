"""Splitting Dutch compounds into words that the articles themselves use; knows words and their counts only."""

from bisect import bisect_left
from collections.abc import Mapping

from operator_console.knowledge.memory import Memory
from operator_console.knowledge.word_lists import NOT_A_PART, SHORT_PARTS, STOP_WORDS

_MIN_COMPOUND = 7
_MIN_PART = 4
_MAX_PARTS = 4
_LINKS = ("", "s", "en", "e", "n")
_DERIVATIONS = frozenset(
    """
    aties atie bare baar eerd eert eer er eren ering ers etje heid ingen ing je jes lijk lijke loos loze neerd neert
    neer neren nering pje schap ster tje tjes
    """.split()
)


class CompoundSplitter:
    """Finds the parts of a Dutch word by the words of the knowledge base and the linking s, e, n and en.

    A part must be a word of its own somewhere in the articles, at least four letters long (or one of a few short
    nouns), and no preposition, stop word or suffix: a false split costs more than a missed one.

    Args:
        counts: Folded words of the articles with their number of occurrences.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._sorted = sorted(word for word in counts if word.isalpha() and len(word) >= _MIN_PART)
        self._splits = Memory[tuple[str, int], tuple[str, ...]](4096)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a compound in order, or nothing when the word is none."""
        if len(word) < _MIN_COMPOUND or not word.isalpha() or word in STOP_WORDS["nl"]:
            return ()
        parts = self._splits.get((word, _MAX_PARTS), self._split)
        return parts if len(parts) > 1 else ()

    def base(self, word: str) -> str | None:
        """Return the known word that this one is derived from (``retour`` for ``retourneren``), if any."""
        for cut in range(len(word) - 2, 4, -1):
            stem = word[:cut]
            if word[cut:] in _DERIVATIONS and (stem in self._counts or self._begins_words(stem)):
                return stem
        return None

    def _split(self, task: tuple[str, int]) -> tuple[str, ...]:
        word, most_parts = task
        best: tuple[str, ...] = ()
        best_value = 0.0
        for cut in range(len(word) - 3, 2, -1):
            head = word[cut:]
            if not self._is_part(head):
                continue
            for left in self._lefts(word[:cut], most_parts - 1):
                parts = (*left, head)
                value = self._value(parts)
                if value > best_value:
                    best, best_value = parts, value
        return best

    def _lefts(self, left: str, most_parts: int) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for link in _LINKS:
            stem = left.removesuffix(link) if link else left
            if (not link or stem != left) and self._is_left_part(stem):
                found.append((stem,))
        if not found and most_parts > 1 and len(left) >= _MIN_COMPOUND:
            for link in ("", "s"):
                stem = left.removesuffix(link) if link else left
                parts = self._splits.get((stem, most_parts), self._split) if not link or stem != left else ()
                if parts:
                    found.append(parts)
        if not found and len(left) >= 5 and self._begins_words(left):
            found.append((left,))
        return found

    def _is_part(self, word: str) -> bool:
        if word in NOT_A_PART or word in STOP_WORDS["nl"]:
            return False
        if len(word) < _MIN_PART:
            return word in SHORT_PARTS
        return word in self._counts

    def _is_left_part(self, word: str) -> bool:
        """Tell the same for a part that others follow: its plural is proof enough (kinder in kinderfiets)."""
        return self._is_part(word) or (
            len(word) >= _MIN_PART
            and word not in NOT_A_PART
            and word not in STOP_WORDS["nl"]
            and any(word + plural in self._counts for plural in ("en", "s"))
        )

    def _begins_words(self, stem: str) -> bool:
        """Tell whether words of the articles go on after these letters in at least two different ways."""
        if stem in NOT_A_PART or stem in STOP_WORDS["nl"]:
            return False
        ways: set[str] = set()
        at = bisect_left(self._sorted, stem)
        for word in self._sorted[at : at + 40]:
            if not word.startswith(stem):
                break
            rest = word.removeprefix(stem)
            if rest in _DERIVATIONS or self._is_part(rest):
                ways.add(rest[0])
        return len(ways) >= 2

    def _value(self, parts: tuple[str, ...]) -> float:
        shortest = min(len(part) for part in parts)
        least = min(self._counts.get(part, 0) for part in parts)
        return (shortest + min(least, 20) / 20 - (least == 0)) / len(parts)
