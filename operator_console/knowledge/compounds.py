"""Splitting Dutch compounds by the dictionary's compound flags and the articles' own words; knows words only.

Which words begin and end compounds, and with which linking letters, comes from OpenTaal's hunspell dictionary
(``data/nl_compounds.txt``, made by ``tools.compound_words``): a plain list of words splits wrongly far more often.
"""

from collections.abc import Callable, Iterator, Set
from functools import lru_cache
from pathlib import Path

from operator_console.knowledge.memory import Memory
from operator_console.knowledge.word_lists import NOT_A_PART, SHORT_PARTS, STOP_WORDS

COMPOUND_WORDS = Path(__file__).parent / "data" / "nl_compounds.txt"

_MIN_COMPOUND = 7
_MIN_PART = 3
_MAX_PARTS = 4
_KNOWN_PART = 4
_NOUN_PART = 5
_DERIVATIONS = frozenset(
    """
    aties atie bare baar eerd eert eer er eren ering ers etje heid ingen ing je jes lijk lijke loos loze neerd neert
    neer neren nering pje schap ster tje tjes
    """.split()
)

Dictionary = tuple[Set[str], Set[str]]
"""Words that may begin a compound, linking letters included, and those that may end one."""

Count = Callable[[str], int]
"""How often the articles use a folded word."""


class CompoundSplitter:
    """Finds the parts of a Dutch word.

    Every part must be one that the dictionary lets begin or end a compound; one of two may instead be a word
    that the articles themselves use (a product, a term of the trade). A false split costs more than a missed one.

    Args:
        count: How often the articles use a word.
        dictionary: What may stand in a compound, when not the packed one.
    """

    def __init__(self, count: Count, dictionary: Dictionary | None = None) -> None:
        self._count = count
        self._begin, self._end = dictionary or _dictionary()
        self._splits = Memory[str, tuple[str, ...]](4096)

    def split(self, word: str) -> tuple[str, ...]:
        """Return the pieces of a folded compound, linking letters with the piece before; nothing when it is none."""
        if not _MIN_COMPOUND <= len(word) < 40 or not word.isalpha() or word in STOP_WORDS["nl"]:
            return ()
        return self._splits.get(word, self._find)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the pieces as words, so without their linking letters; nothing when the word is no compound."""
        pieces = self.split(word)
        return (*(self._without_link(piece) for piece in pieces[:-1]), pieces[-1]) if pieces else ()

    def base(self, word: str, goes_on: Callable[[str], bool]) -> str | None:
        """Return the known word that this one is derived from (``retour`` for ``retourneren``), if any.

        Args:
            word: Folded.
            goes_on: Tells whether words of the articles go on after some letters in at least two different ways.
        """
        for cut in range(len(word) - 2, 4, -1):
            stem = word[:cut]
            if word[cut:] in _DERIVATIONS and (self._count(stem) or goes_on(stem)):
                return stem
        return None

    def is_part(self, word: str) -> bool:
        """Tell whether a word can stand in a compound by itself."""
        return self._ends(word) or self._begins_one(word)

    def _find(self, word: str) -> tuple[str, ...]:
        best = max(self._candidates(word), key=_worth, default=())
        pieces: list[str] = []
        for piece in best:
            pieces.extend((len(piece) >= _MIN_COMPOUND + 1 and self.split(piece)) or (piece,))
        return tuple(pieces)

    def _candidates(self, word: str) -> Iterator[tuple[str, ...]]:
        for cut in range(len(word) - _MIN_PART, _MIN_PART - 1, -1):
            left, head = word[:cut], word[cut:]
            ends = self._ends(head)
            if not ends and not self._is_known(head):
                continue
            for lefts in self._lefts(left, _MAX_PARTS - 1):
                if ends or len(lefts) == 1:
                    yield (*lefts, head)
            if ends and (self._is_known(left) or (left.endswith("s") and self._is_known(left[:-1]))):
                yield (left, head)

    def _lefts(self, left: str, most: int) -> Iterator[tuple[str, ...]]:
        if self._begins_one(left):
            yield (left,)
        if most > 1:
            for cut in range(_MIN_PART, len(left) - _MIN_PART + 1):
                if self._begins_one(left[cut:]):
                    for before in self._lefts(left[:cut], most - 1):
                        yield (*before, left[cut:])

    def _begins_one(self, word: str) -> bool:
        known = word in self._begin or (len(word) >= _NOUN_PART and word in self._end)
        return known and word not in NOT_A_PART and word not in STOP_WORDS["nl"]

    def _ends(self, word: str) -> bool:
        return word in self._end and word not in NOT_A_PART and word not in STOP_WORDS["nl"]

    def _is_known(self, word: str) -> bool:
        if word in NOT_A_PART or word in STOP_WORDS["nl"]:
            return False
        return word in SHORT_PARTS or (len(word) >= _KNOWN_PART and self._count(word) > 0)

    def _without_link(self, piece: str) -> str:
        if piece.endswith("s") and not piece.endswith("ss") and not self._count(piece):
            bare = piece[:-1]
            if bare in self._begin or bare in self._end or self._count(bare) or _is_noun(bare):
                return bare
        return piece


def _is_noun(word: str) -> bool:
    """Tell by its ending whether a word takes a linking s (Algemene Nederlandse Spraakkunst, 12.7.1)."""
    return word.endswith(("ing", "heid", "teit", "schap", "ion"))


def _worth(parts: tuple[str, ...]) -> tuple[float, int]:
    return min(len(part) for part in parts) / len(parts), len(parts[-1])


@lru_cache(maxsize=1)
def _dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that may begin a compound and those that may end one; some 30 ms once in a process."""
    begin, end = set(), set()
    for line in COMPOUND_WORDS.read_text("utf-8").splitlines()[1:]:
        word, codes, *forms = line.split(" ")
        for form in (f":{codes}", *forms):
            ending, _colon, of_form = form.partition(":")
            if "b" in of_form:
                begin.add(word + ending)
            if "e" in of_form:
                end.add(word + ending)
    return frozenset(begin), frozenset(end)
