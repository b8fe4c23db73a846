"""Rows of the list of articles as values, and marks in the units Qt counts in; knows no Qt model."""

import re
from collections.abc import Sequence

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.knowledge.values import Mark, SearchResult
from operator_console.ui.knowledge.why import why_words

MAX_BROWSED = 200
"""A longer list is for searching, not for reading."""
MAX_SHOWN_CHARS = 1_500
MAX_TITLE_CHARS = 300
MAX_EXCERPT_CHARS = 600
MAX_WHY_CHARS = 300

_LONG_WORD = re.compile(r"\S{30,}")
_SPACES = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
_REORDERING = (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC))
_HARMLESS = dict.fromkeys(_SPACES, " ") | dict.fromkeys(_REORDERING, "\ufffd")


class ArticleRow(Struct, frozen=True, kw_only=True):
    """One article in the list.

    Attributes:
        marks: Stretches of the title to highlight, as starts and ends in UTF-16 units.
        excerpt_marks: The same for the excerpt.
        found: It is a hit of a search: the excerpt may take two lines.
        why: In words, why it stands where it does; empty for a row that was not searched for.
    """

    article: Article
    title: str
    excerpt: str
    marks: tuple[Mark, ...] = ()
    excerpt_marks: tuple[Mark, ...] = ()
    found: bool = False
    why: str = ""


def hit_rows(result: SearchResult) -> tuple[ArticleRow, ...]:
    """Return the hits of a search as rows."""
    return tuple(
        ArticleRow(
            article=hit.article,
            title=flat(hit.article.title, MAX_TITLE_CHARS),
            excerpt=flat(hit.excerpt, MAX_EXCERPT_CHARS),
            marks=utf16_marks(flat(hit.article.title, MAX_TITLE_CHARS), hit.title_marks),
            excerpt_marks=utf16_marks(flat(hit.excerpt, MAX_EXCERPT_CHARS), hit.excerpt_marks),
            found=True,
            why=flat(why_words(hit.reasons), MAX_WHY_CHARS),
        )
        for hit in result.hits
    )


def browse_rows(articles: Sequence[Article]) -> tuple[ArticleRow, ...]:
    """Return the first articles of a list as rows."""
    return tuple(
        ArticleRow(
            article=article,
            title=flat(article.title, MAX_TITLE_CHARS),
            excerpt=flat(article.summary, MAX_EXCERPT_CHARS),
        )
        for article in articles[:MAX_BROWSED]
    )


def flat(text: str, limit: int) -> str:
    """Return the beginning of a text with controls replaced one for one, so that marks still fit."""
    return text[:limit].encode("utf-8", "replace").decode("utf-8").translate(_HARMLESS)


def breakable(text: str) -> str:
    """Return a text whose very long words may break across lines."""
    return _LONG_WORD.sub(lambda match: "\u200b".join(_pieces(match.group(), 12)), text[:MAX_SHOWN_CHARS])


def utf16_marks(text: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks, counted in characters of `text`, counted in UTF-16 units; those outside are left out or cut."""
    found = []
    for first, last in marks:
        start, end = max(0, first), min(last, len(text))
        if start < end:
            before = _units(text[:start])
            found.append((before, before + _units(text[start:end])))
    return tuple(found)


def _pieces(word: str, size: int) -> list[str]:
    return [word[start : start + size] for start in range(0, len(word), size)]


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
