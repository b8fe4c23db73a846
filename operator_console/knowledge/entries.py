"""Articles cut into words for the index: which word stands where; knows no engine and no scores."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.knowledge.language import WORD, fold, words_of
from operator_console.knowledge.lexicon import Lexicon
from operator_console.knowledge.markdown import plain_lines
from operator_console.knowledge.word_lists import LANGUAGES, STOP_WORDS

GAP = 16
"""So far apart count the last word of one part of an article and the first of the next."""

MAX_WORDS_READ = 6000
"""Of a longer part only so many words are read."""

MAX_PLACES = 64
"""So many places of one word in one article are remembered."""


NO_LETTERS = "?"
"""Stands for a word of which folding leaves nothing; nobody can ask for it."""


class Layout(Struct, frozen=True, array_like=True):
    """Where the parts of an article stand in its row of words: title, synonyms and tags, headings, content.

    Attributes:
        title: Number of words of the title, which begins at 0.
        extra_at: Where synonyms and tags begin.
        headings_at: Where the headings of the body begin (they are in the content as well).
        content_at: Where the content begins: summary, facts and body.
        facts_at: Where the facts begin.
        body_at: Where the body begins.
        end: After the last word.
    """

    title: int
    extra_at: int
    headings_at: int
    content_at: int
    facts_at: int
    body_at: int
    end: int


class Reading(Struct, frozen=True, array_like=True):
    """What ranking needs to know of one article; arrays of 32-bit numbers as bytes.

    Attributes:
        numbers: The numbers of its words, each once, ascending.
        ends: For every one of them, where its places end in ``places``.
        places: Places in the row of words, ascending for every word.
        lines: Places at which the lines of the content begin.
        phrases: Every synonym that is more than a stop word, folded, with a space around each word.
    """

    language: str
    layout: Layout
    numbers: bytes
    ends: bytes
    places: bytes
    lines: bytes
    phrases: tuple[str, ...]


class Showing(Struct, frozen=True, array_like=True):
    """What showing a hit needs: the article, its plain content, and where the words begin in title and content."""

    article: Article
    content: str
    title_starts: bytes
    content_starts: bytes


class CutArticle:
    """One article cut into words, before its words have numbers.

    Attributes:
        rows: For title, extra, headings and content: the folded words.
    """

    __slots__ = ("_content", "_facts_from", "_lines", "_starts", "article", "language", "phrases", "rows")

    def __init__(self, article: Article, folded: dict[str, str]) -> None:
        self.article = article
        self.language = language_of(article)
        lines = list(plain_lines(article.body))
        summary = _one_line(article.summary)
        facts = "\n".join(_one_line(fact) for fact in article.facts)
        self._content = f"{summary}\n{facts}\n" + "\n".join(line for _is_heading, line in lines)
        self._facts_from = (len(summary), len(summary) + 1 + len(facts))
        others = " \n ".join((*article.synonyms, *article.tags))
        headings = " \n ".join(line for is_heading, line in lines if is_heading)
        cut = [_cut(text, folded) for text in (article.title, others, headings, self._content)]
        self.rows = tuple(words for words, _starts in cut)
        self._starts = (cut[0][1], cut[3][1])
        self.phrases = tuple(phrase for synonym in article.synonyms if (phrase := _phrase(synonym, self.language)))

    def reading(self, lexicon: Lexicon) -> Reading:
        """Return what ranking needs; the lexicon has every word of the article."""
        number_of = lexicon.number_of
        layout = self._layout()
        places: dict[int, list[int]] = {}
        for row, first in zip(self.rows, (0, layout.extra_at, layout.headings_at, layout.content_at), strict=True):
            for at, number in enumerate(map(number_of, row), first):
                stands = places.get(number)
                if stands is None:
                    places[number] = [at]
                else:
                    stands.append(at)
        ends, flat = array("I"), array("I")
        known = sorted(places)
        for number in known:
            flat.extend(places[number][:MAX_PLACES])
            ends.append(len(flat))
        return Reading(
            language=self.language,
            layout=layout,
            numbers=array("I", known).tobytes(),
            ends=ends.tobytes(),
            places=flat.tobytes(),
            lines=self._line_places(layout.content_at).tobytes(),
            phrases=self.phrases,
        )

    def showing(self) -> Showing:
        """Return what showing needs."""
        title, content = self._starts
        return Showing(self.article, self._content, title.tobytes(), content.tobytes())

    def _layout(self) -> Layout:
        title, extra, headings, content = (len(row) for row in self.rows)
        extra_at = title + GAP
        headings_at = extra_at + extra + GAP
        content_at = headings_at + headings + GAP
        facts, body = (content_at + _first_from(self._starts[1], place) for place in self._facts_from)
        return Layout(title, extra_at, headings_at, content_at, facts, body, content_at + content)

    def _line_places(self, content_at: int) -> "array[int]":
        found = array("I")
        line_end = -1
        for at, start in enumerate(self._starts[1], content_at):
            if start > line_end:
                found.append(at)
                line_end = self._content.find("\n", start)
                if line_end < 0:
                    break
        return found


def language_of(article: Article) -> str:
    """Return the language whose rules apply to an article: English for any that has no rules here."""
    return article.language if article.language in LANGUAGES else "en"


def without_surrogates(article: Article) -> Article:
    """Return the article with halves of characters replaced one for one: no file can hold them."""
    try:
        _ENCODER.encode(article)
    except UnicodeEncodeError:
        return msgspec.convert(_without_surrogates(msgspec.to_builtins(article)), Article)
    return article


def count_words(articles: Iterable[CutArticle]) -> dict[str, Counter[str]]:
    """Return for every language the folded words with their number of occurrences."""
    counts: dict[str, Counter[str]] = {}
    for article in articles:
        count = counts.setdefault(article.language, Counter())
        for row in article.rows:
            count.update(row)
    return counts


_READINGS = msgspec.msgpack.Decoder(Reading)
_SHOWINGS = msgspec.msgpack.Decoder(Showing)
_ENCODER = msgspec.msgpack.Encoder()
encode = _ENCODER.encode
decode_reading = _READINGS.decode
decode_showing = _SHOWINGS.decode


def as_numbers(data: bytes) -> "memoryview[int]":
    """Return the 32-bit numbers that were written as bytes, without a copy."""
    return memoryview(data).cast("I")


def _without_surrogates(value: object) -> object:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case list() | tuple():
            return [_without_surrogates(one) for one in value]
        case dict():
            return {key: _without_surrogates(one) for key, one in value.items()}
        case _:
            return value


def _cut(text: str, folded: dict[str, str]) -> tuple[list[str], "array[int]"]:
    words: list[str] = []
    starts = array("I")
    for match in WORD.finditer(text):
        written = match.group()
        word = folded.get(written)
        if word is None:
            word = folded[written] = fold(written) or NO_LETTERS
        words.append(word)
        starts.append(match.start())
        if len(words) == MAX_WORDS_READ:
            break
    return words, starts


def _phrase(text: str, language: str) -> str:
    words = [word for _start, _end, word in words_of(text)]
    if all(word in STOP_WORDS[language] for word in words) and len(words) < 2:
        return ""
    return "".join(f" {word}" for word in words) + " "


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _first_from(starts: Sequence[int], place: int) -> int:
    for index, start in enumerate(starts):
        if start >= place:
            return index
    return len(starts)
