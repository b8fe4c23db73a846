"""Understanding what was typed: words, unfinished words, typing errors and other ways to say it; knows no engine."""

import re
from collections.abc import Mapping

from msgspec import Struct

from operator_console.knowledge.language import is_stop_word, words_of
from operator_console.knowledge.lexicon import Lexicon

MAX_CHARS = 2000
"""Only so much of a text is read: a longer one is no question."""
MAX_WORDS = 24
MAX_ALL_WORDS = 48
MAX_PHRASES = 4

_STEM = 1.0
_PARTS = 0.7
_JOINED = 0.8
_SYNONYM = 0.35
_COMPLETION_OF_UNKNOWN = 0.8
_COMPLETION_OF_KNOWN = 0.3
_REPAIR = 0.9
_LEAST_PREFIX = 2


_QUOTED = re.compile('["“”„]([^"“”„]{1,300})["“”]')


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
        folded: The word as the articles' words are kept.
        topical: Whether it says what the request is about.
        ways: For every language, how the articles may say it; empty where they cannot.
    """

    text: str
    ways: dict[str, tuple[Way, ...]]
    repaired: bool = False
    folded: str = ""
    topical: bool = True


class Query(Struct, frozen=True):
    """A request as it was understood.

    Attributes:
        words: Those that carry the topic; all of them when none does.
        all_words: The others as well, in their order.
        spoken: Every word in its order, folded or repaired, with a space around each.
        typed: Every word in its order, folded, never repaired.
        phrase_words: What was put in quotes, each as its folded words.
        phrases: The same as terms: for every word, by language.
        asked: The text itself, as it was understood; what is asked of a sentence model.
        languages: Whose words it was read with: only articles in these are meant.
        meaning: How many times more than usual nearness of meaning counts beside its words.
    """

    words: tuple[QueryWord, ...]
    spoken: str
    corrected: str | None = None
    all_words: tuple[QueryWord, ...] = ()
    typed: tuple[str, ...] = ()
    phrase_words: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[tuple[dict[str, str], ...], ...] = ()
    asked: str = ""
    languages: tuple[str, ...] = ()
    meaning: float = 1.0


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
    phrase_words = _phrase_words(text)
    none_topical = all(_is_noise(word, lexicons) for word in typed)
    left = MAX_WORDS
    words: list[QueryWord] = []
    for at, word in enumerate(typed[:MAX_ALL_WORDS]):
        topical = none_topical or not _is_noise(word, lexicons)
        if topical and left == 0:
            break
        left -= topical
        words.append(_word(text, typed, at, lexicons, topical=topical))
    spoken = "".join(f" {word.repaired or word.word}" for word in typed) + " "
    corrected = _corrected(text, typed)
    return Query(
        words=tuple(word for word in words if word.topical),
        all_words=tuple(words),
        spoken=spoken,
        corrected=corrected,
        typed=tuple(word.word for word in typed[:MAX_ALL_WORDS]),
        phrase_words=phrase_words,
        phrases=tuple(tuple(_term_of(word, lexicons) for word in phrase) for phrase in phrase_words),
        asked=(corrected or text).strip() if typed else "",
        languages=tuple(lexicons),
    )


def _word(text: str, typed: list[_Typed], at: int, lexicons: Mapping[str, Lexicon], *, topical: bool) -> QueryWord:
    word = typed[at]
    if topical:
        ways = {code: _ways(at, typed, lexicon) for code, lexicon in lexicons.items()}
    else:
        ways = {code: _plain_ways(word.word, lexicon, _STEM) for code, lexicon in lexicons.items()}
    if topical and not any(ways.values()):
        word.repaired = _repair(word.word, lexicons)
        if word.repaired:
            ways = {code: _plain_ways(word.repaired, lexicon, _REPAIR) for code, lexicon in lexicons.items()}
    return QueryWord(
        text=word.repaired or text[word.start : word.end],
        ways=ways,
        repaired=word.repaired is not None,
        folded=word.repaired or word.word,
        topical=topical,
    )


def _phrase_words(text: str) -> tuple[tuple[str, ...], ...]:
    quoted = (match.group(1) for match in _QUOTED.finditer(text))
    phrases = (tuple(word for _start, _end, word in words_of(phrase) if word) for phrase in quoted)
    return tuple(phrase for phrase in phrases if phrase)[:MAX_PHRASES]


def _term_of(word: str, lexicons: Mapping[str, Lexicon]) -> dict[str, str]:
    return {code: lexicon.terms(word)[0] for code, lexicon in lexicons.items() if lexicon.number(word) is not None}


def _typed(text: str, unfinished: bool) -> list[_Typed]:
    typed = [_Typed(start, end, word, unfinished=False) for start, end, word in words_of(text) if word]
    if typed and unfinished and typed[-1].end == len(text):
        typed[-1].unfinished = True
    return typed


def _is_noise(word: _Typed, lexicons: Mapping[str, Lexicon]) -> bool:
    return all(is_stop_word(word.word, code) for code in lexicons)


def _ways(at: int, typed: list[_Typed], lexicon: Lexicon) -> tuple[Way, ...]:
    word = typed[at]
    ways = list(_plain_ways(word.word, lexicon, _STEM))
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
