"""All words of the articles in one language and what each stands for; knows words only, no article and no engine."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest

from operator_console.knowledge.compounds import CompoundSplitter
from operator_console.knowledge.language import Stemmer, is_stop_word, words_of
from operator_console.knowledge.memory import Memory
from operator_console.knowledge.spelling import Speller
from operator_console.knowledge.word_lists import SYNONYMS

_MOST_COMPLETIONS = 8


class Lexicon:
    """Turns words into search terms, both ways, for one language; may be read from any thread.

    A word stands for its stem and, where it has them, for the stems of its parts: the halves of a hyphenated word,
    the parts of a Dutch compound, the noun a Dutch verb is derived from. A stop word stands for itself alone.

    Args:
        language: ``nl`` or ``en``.
        counts: Folded words of the articles with their number of occurrences.
    """

    def __init__(self, language: str, counts: Mapping[str, int]) -> None:
        self.language = language
        self._counts = counts
        self._stemmer = Stemmer(language)
        self._splitter = CompoundSplitter(counts) if language == "nl" else None
        self._speller = Speller({word: n for word, n in counts.items() if not is_stop_word(word, language)})
        self._terms: dict[str, tuple[str, ...]] = {word: self._analyse(word) for word in counts}
        words_of_term: dict[str, list[str]] = defaultdict(list)
        for word, terms in self._terms.items():
            for term in terms:
                words_of_term[term].append(word)
        self._words_of_term = {term: tuple(words) for term, words in words_of_term.items()}
        self._sorted = sorted(counts)
        self._synonyms = self._read_synonyms(SYNONYMS[language])
        self._unknown = Memory[str, tuple[str, ...]](4096)

    def terms(self, word: str) -> tuple[str, ...]:
        """Return the stem of a folded word, followed by the stems of its parts."""
        return self._terms.get(word) or self._unknown.get(word, self._analyse)

    def has_term(self, term: str) -> bool:
        """Tell whether any article holds the term."""
        return term in self._words_of_term

    def words_of_term(self, term: str) -> Iterable[str]:
        """Return the folded words of the articles that stand for the term."""
        return self._words_of_term.get(term, ())

    def count(self, word: str) -> int:
        """Return how often the articles use the folded word."""
        return self._counts.get(word, 0)

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
        base = self._splitter.base(word)
        return (base,) if base else ()

    def _beginning_with(self, prefix: str) -> Iterator[str]:
        for at in range(bisect_left(self._sorted, prefix), len(self._sorted)):
            if not self._sorted[at].startswith(prefix):
                return
            yield self._sorted[at]

    def _read_synonyms(self, groups: tuple[tuple[str, ...], ...]) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for group in groups:
            members = [tuple(self._analyse(word)[0] for _start, _end, word in words_of(member)) for member in group]
            for member in members:
                found[member].extend(other for other in members if other != member)
        return {member: tuple(dict.fromkeys(others)) for member, others in found.items()}
