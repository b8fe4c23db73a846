"""What people type to find text, understood as words, beginnings of words and phrases; and where they stand in a text.

There is no syntax to know and none to break: only quotes mean something, everything else is words. Both sides, what
is looked for and what is looked in, go through the same folding, so that case and accents make no difference.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

MAX_TERMS = 8
MAX_WORD_CHARS = 40
SNIPPET_CHARS = 160
_BEFORE_CHARS = 40
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile('["\u201c\u201d\u201e]([^"\u201c\u201d\u201e]*)["\u201c\u201d\u201e]?')
_SPACE = re.compile(r"\s")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"})


class Term(Struct, frozen=True):
    """Words that follow each other; `begins` when the last one may go on."""

    words: tuple[str, ...]
    begins: bool = False


class Found(Struct, frozen=True):
    """Part of a text with the places of what was found, as beginning and length in characters of `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


def fold(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> Iterator[str]:
    """Yield the folded words of a text, each at most `MAX_WORD_CHARS` long."""
    for word in _WORD.findall(fold(text)):
        yield word[:MAX_WORD_CHARS]


def terms_of(query: str) -> tuple[Term, ...]:
    """Return what a query asks for, at most `MAX_TERMS`; the same thing twice counts once."""
    terms: list[Term] = []
    end = 0
    for match in _QUOTED.finditer(query):
        terms += _bare(query[end : match.start()])
        if phrase := tuple(words_of(match[1])):
            terms.append(Term(phrase))
        end = match.end()
    terms += _bare(query[end:])
    return tuple(dict.fromkeys(terms))[:MAX_TERMS]


def found_in(text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """Return where terms stand in a text, as beginning and end, in order and not overlapping."""
    if not terms:
        return ()
    return tuple(match.span() for match in _any_of(tuple(terms)).finditer(_flat(text)))


def told_apart(text: str, terms: Sequence[Term]) -> int:
    """Return how many of the terms stand in a text."""
    flat = _flat(text)
    return sum(_any_of((term,)).search(flat) is not None for term in terms)


def excerpt(text: str, terms: Sequence[Term], limit: int = SNIPPET_CHARS) -> Found:
    """Return one line of at most `limit` characters around the first place of a term, with all marks within it."""
    line = _SPACE.sub(" ", text)
    marks = found_in(line, terms)
    begin = _begin(line, marks[0][0], limit) if marks else 0
    end = min(len(line), begin + limit - 2)
    shown = ("…" if begin else "") + line[begin:end] + ("…" if end < len(line) else "")
    shift = (1 if begin else 0) - begin
    kept = [(first, min(last, end)) for first, last in marks if begin <= first < end]
    return Found(shown, tuple((first + shift, last - first) for first, last in kept))


def _begin(line: str, first: int, limit: int) -> int:
    """Return where an excerpt begins: at the beginning of a word somewhat before its first mark."""
    if first <= _BEFORE_CHARS or len(line) <= limit:
        return 0
    space = line.find(" ", first - _BEFORE_CHARS, first)
    return space + 1 if space >= 0 else first


def _bare(text: str) -> Iterator[Term]:
    """Yield what stands outside quotes: each piece between spaces, its last word as a beginning."""
    for piece in text.split():
        if words := tuple(words_of(piece)):
            yield Term(words, begins=len(words[-1]) > 1)


@lru_cache(maxsize=256)
def _any_of(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """Return what finds any of the terms in a flat text; nothing in it can be repeated in more than one way."""
    ordered = sorted(terms, key=lambda term: -sum(map(len, term.words)))
    return re.compile("|".join(map(_pattern_of, ordered)))


def _pattern_of(term: Term) -> str:
    goes_on = term.begins or len(term.words[-1]) == MAX_WORD_CHARS
    words = r"[\W_]+".join(map(re.escape, term.words))
    return rf"(?<![^\W_]){words}" + (r"[^\W_]*" if goes_on else r"(?![^\W_])")


class _Letters(dict[int, str]):
    """Each letter folded, where that is one letter again: places in the text stay."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = fold(letter)
        flat = self[code] = folded if len(folded) == 1 else letter
        return flat


_flat_letters = _Letters()


def _flat(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_flat_letters)
