"""Understanding what was typed: words, unfinished words, typing errors and other ways to say it; knows no engine."""

from collections.abc import Mapping

from msgspec import Struct

from operator_console.knowledge.language import is_stop_word, words_of
from operator_console.knowledge.lexicon import Lexicon

MAX_CHARS = 2000
"""Only so much of a text is read: a longer one is no question."""
MAX_WORDS = 24

_STEM = 1.0
_PARTS = 0.4
_JOINED = 0.8
_SYNONYM = 0.35
_COMPLETION_OF_UNKNOWN = 0.8
_COMPLETION_OF_KNOWN = 0.3
_REPAIR = 0.9
_LEAST_PREFIX = 2


class Way(Struct, frozen=True):
    """One way in which articles may say a word.

    Attributes:
        terms: All that belong to it.
        boost: How near it is to what was typed, up to 1.
        together: Whether an article must have every term.
    """

    terms: tuple[str, ...]
    boost: float
    together: bool = False


class QueryWord(Struct, frozen=True):
    """One word of a request.

    Attributes:
        text: As it was typed, or as it was repaired.
        repaired: Whether no article knows the word as it was typed.
        ways: For every language, how the articles may say it; empty where they cannot.
    """

    text: str
    ways: dict[str, tuple[Way, ...]]
    repaired: bool = False


class Query(Struct, frozen=True):
    """A request as it was understood.

    Attributes:
        spoken: Every word in its order, folded or repaired, with a space around each.
    """

    words: tuple[QueryWord, ...]
    spoken: str
    corrected: str | None = None


class _Typed(Struct):
    start: int
    end: int
    word: str
    unfinished: bool
    repaired: str | None = None


def read_query(text: str, lexicons: Mapping[str, Lexicon], *, unfinished: bool = True) -> Query:
    """Understand a text.

    Args:
        text: Anything; only the first ``MAX_CHARS`` characters and ``MAX_WORDS`` words that matter are read.
        lexicons: By language, those whose articles are wanted.
        unfinished: Whether the last word may be the beginning of a longer one.

    Returns:
        The words that carry the topic; all of them when none does.
    """
    text = text[:MAX_CHARS]
    typed = _typed(text, unfinished)
    topical = [word for word in typed if not _is_noise(word, lexicons)]
    words: list[QueryWord] = []
    for word in (topical or typed)[:MAX_WORDS]:
        ways = {code: _ways(word, typed, lexicon) for code, lexicon in lexicons.items()}
        if not any(ways.values()):
            word.repaired = _repair(word.word, lexicons)
            if word.repaired:
                ways = {code: _plain_ways(word.repaired, lexicon, _REPAIR) for code, lexicon in lexicons.items()}
        written = word.repaired or text[word.start : word.end]
        words.append(QueryWord(text=written, ways=ways, repaired=word.repaired is not None))
    spoken = "".join(f" {word.repaired or word.word}" for word in typed) + " "
    return Query(words=tuple(words), spoken=spoken, corrected=_corrected(text, typed))


def _typed(text: str, unfinished: bool) -> list[_Typed]:
    typed = [_Typed(start, end, word, unfinished=False) for start, end, word in words_of(text) if word]
    if typed and unfinished and typed[-1].end == len(text):
        typed[-1].unfinished = True
    return typed


def _is_noise(word: _Typed, lexicons: Mapping[str, Lexicon]) -> bool:
    return all(is_stop_word(word.word, code) for code in lexicons)


def _ways(word: _Typed, typed: list[_Typed], lexicon: Lexicon) -> tuple[Way, ...]:
    ways = list(_plain_ways(word.word, lexicon, _STEM))
    at = typed.index(word)
    neighbours = tuple(other.word for other in typed[at : at + 2])
    if len(neighbours) == 2:
        joined = lexicon.terms("".join(neighbours).replace("-", ""))[0]
        if lexicon.has_term(joined):
            ways.append(Way(terms=(joined,), boost=_JOINED))
    for length in (1, 2, 3):
        expression = tuple(other.word for other in typed[at : at + length])
        if len(expression) == length:
            ways.extend(_synonym_ways(expression, lexicon))
    if word.unfinished and len(word.word) >= _LEAST_PREFIX:
        ways.extend(_completion_ways(word.word, lexicon, known=bool(ways)))
    return tuple(ways)


def _plain_ways(word: str, lexicon: Lexicon, boost: float) -> tuple[Way, ...]:
    whole, *parts = lexicon.terms(word)
    ways = [Way(terms=(whole,), boost=boost)] if lexicon.has_term(whole) else []
    known = tuple(part for part in parts if lexicon.has_term(part))
    if known:
        ways.append(Way(terms=known, boost=boost * _PARTS))
    return tuple(ways)


def _synonym_ways(expression: tuple[str, ...], lexicon: Lexicon) -> list[Way]:
    return [
        Way(terms=terms, boost=_SYNONYM, together=len(terms) > 1)
        for terms in lexicon.synonyms(expression)
        if all(lexicon.has_term(term) for term in terms)
    ]


def _completion_ways(prefix: str, lexicon: Lexicon, *, known: bool) -> list[Way]:
    boost = _COMPLETION_OF_KNOWN if known else _COMPLETION_OF_UNKNOWN
    terms = dict.fromkeys(lexicon.terms(word)[0] for word in lexicon.completions(prefix))
    return [Way(terms=(term,), boost=boost) for term in terms]


def _repair(word: str, lexicons: Mapping[str, Lexicon]) -> str | None:
    found = [(lexicon.count(repaired), repaired) for lexicon in lexicons.values() if (repaired := lexicon.repair(word))]
    return max(found)[1] if found else None


def _corrected(text: str, typed: list[_Typed]) -> str | None:
    if not any(word.repaired for word in typed):
        return None
    pieces: list[str] = []
    at = 0
    for word in typed:
        if word.repaired:
            pieces += (text[at : word.start], word.repaired)
            at = word.end
    return "".join((*pieces, text[at:]))
