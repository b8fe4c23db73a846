"""All words of the articles in one language and what each stands for; knows words only, no article and no engine."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest

from msgspec import Struct

from operator_console.knowledge.compounds import CompoundSplitter
from operator_console.knowledge.language import Stemmer, is_stop_word, words_of
from operator_console.knowledge.memory import Memory
from operator_console.knowledge.pausing import Pause, no_pause
from operator_console.knowledge.spelling import Speller
from operator_console.knowledge.word_lists import SYNONYMS

_MOST_COMPLETIONS = 8
_WAYS_LOOKED_AT = 40
_DERIVED = frozenset("aties atie baar eer er eren ering ers heid ing ingen je lijk loos schap ster tje".split())


class SavedLexicon(Struct, frozen=True, array_like=True):
    """A lexicon as it is kept on disk: lines of text and arrays of numbers, which are read back at C speed.

    Attributes:
        words: One folded word a line; the line number is the word's number.
        counts: 32-bit numbers of occurrences, one for every word.
        terms: For every word a line of the terms that it stands for.
        order: 32-bit numbers of the words by alphabet.
        term_names: One term a line.
        term_ends: For every term, where its words end in ``term_words``.
        term_words: 32-bit numbers of words.
    """

    words: str
    counts: bytes
    terms: str
    order: bytes
    term_names: str
    term_ends: bytes
    term_words: bytes


class Lexicon:
    """Turns words into search terms, both ways, for one language; may be read from any thread.

    A word stands for its stem and, where it has them, for the stems of its parts: the halves of a hyphenated word,
    the parts of a Dutch compound, the noun a Dutch verb is derived from. A stop word stands for itself alone.
    Every word has a number, which stays the same when words are added.

    Args:
        language: ``nl`` or ``en``.
        counts: Folded words of the articles with their number of occurrences.
        pause: Called again and again during long work.
    """

    def __init__(self, language: str, counts: Mapping[str, int] | None = None, pause: Pause = no_pause) -> None:
        self.language = language
        self._stemmer = Stemmer(language)
        self._unknown = Memory[str, tuple[str, ...]](4096)
        self._pieces = Memory[str, tuple[tuple[int, int, str], ...]](4096)
        self._words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._counts = array("I")
        self._lines: list[str] = []
        self._order: Sequence[int] = array("I")
        self._word_ranges: dict[str, int] = {}
        self._range_ends = array("I")
        self._range_words = array("I")
        self._added: dict[str, list[int]] = {}
        if counts:
            self._fill(counts, pause)

    @classmethod
    def opened(cls, language: str, saved: SavedLexicon) -> "Lexicon":
        """Return the lexicon that ``saved`` was made from."""
        lexicon = cls(language)
        lexicon._words = saved.words.split("\n") if saved.words else []
        lexicon._numbers = dict(zip(lexicon._words, range(len(lexicon._words)), strict=True))
        lexicon._counts = _numbers(saved.counts)
        lexicon._lines = saved.terms.split("\n") if saved.words else []
        lexicon._order = _numbers(saved.order)
        names = saved.term_names.split("\n") if saved.term_names else []
        lexicon._word_ranges = dict(zip(names, range(len(names)), strict=True))
        lexicon._range_ends = _numbers(saved.term_ends)
        lexicon._range_words = _numbers(saved.term_words)
        lengths = {len(lexicon._words), len(lexicon._counts), len(lexicon._lines), len(lexicon._order)}
        if len(lengths) > 1 or len(names) != len(lexicon._range_ends):
            raise ValueError("the lexicon is damaged")
        return lexicon

    def saved(self) -> SavedLexicon:
        """Return what ``opened`` takes."""
        ends, words = array("I"), array("I")
        names = list(dict.fromkeys((*self._word_ranges, *self._added)))
        for name in names:
            words.extend(self.numbers_of_term(name))
            ends.append(len(words))
        return SavedLexicon(
            words="\n".join(self._words),
            counts=self._counts.tobytes(),
            terms="\n".join(self._lines),
            order=array("I", self._order).tobytes(),
            term_names="\n".join(names),
            term_ends=ends.tobytes(),
            term_words=words.tobytes(),
        )

    def with_words(self, counts: Mapping[str, int]) -> "Lexicon":
        """Return a lexicon with words added; the known ones keep their numbers and the way they split."""
        new = {word: count for word, count in counts.items() if word not in self._numbers}
        if not new:
            return self
        other = Lexicon(self.language)
        other._words, other._numbers = list(self._words), dict(self._numbers)
        other._counts, other._lines = self._counts[:], list(self._lines)
        other._word_ranges, other._range_ends = self._word_ranges, self._range_ends
        other._range_words = self._range_words
        other._added = {term: list(numbers) for term, numbers in self._added.items()}
        other._order = self._order
        other._fill(new, no_pause)
        return other

    # ------------------------------------------------------------------------------------------- numbers

    def __len__(self) -> int:
        return len(self._words)

    def number(self, word: str) -> int | None:
        """Return the number of a folded word, None when no article has it."""
        return self._numbers.get(word)

    def number_of(self, word: str) -> int:
        """Return the number of a word that is known to be there."""
        return self._numbers[word]

    def line_of(self, word: str) -> str:
        """Return the terms of a word that is known to be there, with spaces between."""
        return self._lines[self._numbers[word]]

    def numbers_of_term(self, term: str) -> Sequence[int]:
        """Return the numbers of the words that stand for the term."""
        added = self._added.get(term, ())
        place = self._word_ranges.get(term)
        if place is None:
            return added
        start = self._range_ends[place - 1] if place else 0
        own = self._range_words[start : self._range_ends[place]]
        return (*own, *added) if added else own

    # --------------------------------------------------------------------------------------------- words

    def terms(self, word: str) -> tuple[str, ...]:
        """Return the stem of a folded word, followed by the stems of its parts."""
        number = self._numbers.get(word)
        if number is not None:
            return tuple(self._lines[number].split(" "))
        return self._unknown.get(word, self._analyse)

    def pieces(self, word: str) -> tuple[tuple[int, int, str], ...]:
        """Return where the parts of a word stand in it, each with its term; nothing for a word without parts."""
        return self._pieces.get(word, self._find_pieces)

    def has_term(self, term: str) -> bool:
        """Tell whether any article holds the term."""
        return term in self._word_ranges or term in self._added

    def count(self, word: str) -> int:
        """Return how often the articles use the folded word."""
        number = self._numbers.get(word)
        return self._counts[number] if number is not None else 0

    def completions(self, prefix: str) -> list[str]:
        """Return the most used longer words that begin with the letters, at most 8."""
        words = [
            word
            for word in self._beginning_with(prefix)
            if len(word) > len(prefix) and not is_stop_word(word, self.language)
        ]
        return nlargest(_MOST_COMPLETIONS, words, key=self.count)

    def repair(self, word: str) -> str | None:
        """Return the known word that an unknown one was meant to be, or None."""
        return self._speller.repair(word)

    def synonyms(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Return the stems of every expression that means about the same as one to three folded words in a row."""
        return self._synonyms.get(tuple(self.terms(word)[0] for word in words), ())

    # ------------------------------------------------------------------------------------------- private

    def _find_pieces(self, word: str) -> tuple[tuple[int, int, str], ...]:
        found: list[tuple[int, int, str]] = []
        at = 0
        for half in word.split("-"):
            split = self._splitter.split(half) if self._splitter is not None else ()
            if not split and half != word:
                found.append((at, at + len(half), self._stemmer.stem(half)))
            parts = self._splitter.parts(half) if self._splitter is not None and split else ()
            for piece, part in zip(split, parts, strict=True):
                found.append((at, at + len(part), self._stemmer.stem(part)))
                at += len(piece)
            at += 1 if split else len(half) + 1
        return tuple(found)

    def _fill(self, counts: Mapping[str, int], pause: Pause) -> None:
        first = len(self._words)
        self._words.extend(counts)
        self._counts.extend(counts.values())
        self._numbers.update(zip(counts, range(first, len(self._words)), strict=True))
        self._order = self._by_alphabet(pause)
        found: dict[str, list[int]] = self._added if first else defaultdict(list)
        for number in range(first, len(self._words)):
            terms = self._analyse(self._words[number])
            self._lines.append(" ".join(terms))
            for term in terms:
                found.setdefault(term, []).append(number)
            pause()
        if not first:
            self._word_ranges = dict(zip(found, range(len(found)), strict=True))
            for numbers in found.values():
                self._range_words.extend(numbers)
                self._range_ends.append(len(self._range_words))
        self._unknown = Memory[str, tuple[str, ...]](4096)

    def _by_alphabet(self, pause: Pause) -> "array[int]":
        """Sort letter by letter: one long sort would hold the interpreter."""
        drawers: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            drawers[word[:1]].append(number)
        order = array("I")
        for letter in sorted(drawers):
            order.extend(sorted(drawers[letter], key=self._words.__getitem__))
            pause()
        return order

    @cached_property
    def _splitter(self) -> CompoundSplitter | None:
        return CompoundSplitter(_Counting(self._numbers, self._counts)) if self.language == "nl" else None

    @cached_property
    def _speller(self) -> Speller:
        pairs = zip(self._words, self._counts, strict=True)
        return Speller({word: count for word, count in pairs if not is_stop_word(word, self.language)})

    @cached_property
    def _synonyms(self) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for group in SYNONYMS[self.language]:
            members = [tuple(self._analyse(word)[0] for _start, _end, word in words_of(member)) for member in group]
            for member in members:
                found[member].extend(other for other in members if other != member)
        return {member: tuple(dict.fromkeys(others)) for member, others in found.items()}

    def _analyse(self, word: str) -> tuple[str, ...]:
        if is_stop_word(word, self.language):
            return (f"={word}",)
        whole = word.replace("-", "")
        terms = [self._stemmer.stem(whole)]
        halves = word.split("-") if "-" in word else [word]
        for half in halves:
            if len(halves) > 1 and len(half) > 1 and not is_stop_word(half, self.language):
                terms.append(self._stemmer.stem(half))
            terms.extend(self._stemmer.stem(part) for part in self._parts(half))
        return tuple(dict.fromkeys(terms))

    def _parts(self, word: str) -> tuple[str, ...]:
        if self._splitter is None:
            return ()
        parts = self._splitter.parts(word)
        if parts:
            return parts
        base = self._base(word)
        return (base,) if base else ()

    def _base(self, word: str) -> str | None:
        """Return the known word that a Dutch verb or noun is derived from (``retour`` for ``retourneren``), if any."""
        return self._splitter.base(word, self._goes_on) if self._splitter is not None else None

    def _goes_on(self, stem: str) -> bool:
        """Tell whether words of the articles go on after these letters in at least two different ways."""
        ways: set[str] = set()
        for _looked, word in zip(range(_WAYS_LOOKED_AT), self._beginning_with(stem), strict=False):
            rest = word.removeprefix(stem)
            if rest in _DERIVED or self.count(rest) or (self._splitter and self._splitter.is_part(rest)):
                ways.add(rest[:1])
        return len(ways) >= 2

    def _beginning_with(self, prefix: str) -> Iterator[str]:
        words, order = self._words, self._order
        for at in range(bisect_left(order, prefix, key=words.__getitem__), len(order)):
            word = words[order[at]]
            if not word.startswith(prefix):
                return
            yield word


class _Counting:
    """How often a word is used, without keeping the lexicon alive."""

    def __init__(self, numbers: Mapping[str, int], counts: Sequence[int]) -> None:
        self._numbers = numbers
        self._counts = counts

    def __call__(self, word: str) -> int:
        number = self._numbers.get(word)
        return self._counts[number] if number is not None else 0


def _numbers(data: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(data)
    return numbers
