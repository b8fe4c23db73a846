"""What an article may be: clean text, bounded lengths, keys that fit an address; the same for desk and server."""

import re

from msgspec import Struct, structs

from operator_console.domain.articles import Article, ThinkOf
from operator_console.domain.ids import ArticleKey
from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.knowledge.word_lists import LANGUAGES

MAX_TITLE_CHARS = 300
MAX_SUMMARY_CHARS = 1_000
MAX_BODY_CHARS = 200_000
MAX_LINE_CHARS = 1_000
MAX_WORD_CHARS = 200
MAX_TAG_CHARS = 60
MAX_LIST_ITEMS = 200
MAX_TAGS = 50
MAX_THINK_OF = 50
MAX_URL_CHARS = 2_000
MAX_REMARK_CHARS = 500

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
"""Keys stand in addresses and file names."""


class ArticleFault(Struct, frozen=True):
    """Why an article cannot be taken.

    Attributes:
        field: Name of the article's field.
        reason: ``missing``, ``too_long``, ``bad_key`` or ``bad_language``.
    """

    field: str
    reason: str


def cleaned(article: Article) -> Article:
    """Return the article without control characters, empty lines of lists and double ones; lengths stay."""
    return structs.replace(
        article,
        title=_line(article.title),
        summary=_line(article.summary),
        body=clean_message(article.body).strip(),
        facts=_lines(article.facts),
        synonyms=_lines(article.synonyms),
        links=tuple(ArticleKey(key) for key in _lines(article.links) if key != article.key),
        tags=_lines(article.tags),
        owner=_line(article.owner),
        think_of=tuple(
            ThinkOf(products=products, line=line)
            for each in article.think_of
            if (products := _lines(each.products)) and (line := _line(each.line))
        ),
    )


def find_fault(article: Article) -> ArticleFault | None:
    """Return the first thing that is wrong with a cleaned article, or None."""
    if not KEY.fullmatch(article.key):
        return ArticleFault("key", "bad_key")
    if article.language not in LANGUAGES:
        return ArticleFault("language", "bad_language")
    if not article.title:
        return ArticleFault("title", "missing")
    if not all(KEY.fullmatch(key) for key in article.links):
        return ArticleFault("links", "bad_key")
    long = next((name for name, is_long in _lengths(article).items() if is_long), None)
    return ArticleFault(long, "too_long") if long is not None else None


def _lengths(article: Article) -> dict[str, bool]:
    return {
        "title": len(article.title) > MAX_TITLE_CHARS,
        "summary": len(article.summary) > MAX_SUMMARY_CHARS,
        "body": len(article.body) > MAX_BODY_CHARS,
        "facts": _too_many(article.facts, MAX_LIST_ITEMS, MAX_LINE_CHARS),
        "synonyms": _too_many(article.synonyms, MAX_LIST_ITEMS, MAX_WORD_CHARS),
        "links": len(article.links) > MAX_LIST_ITEMS,
        "tags": _too_many(article.tags, MAX_TAGS, MAX_TAG_CHARS),
        "owner": len(article.owner) > MAX_WORD_CHARS,
        "url": len(article.url or "") > MAX_URL_CHARS,
        "think_of": len(article.think_of) > MAX_THINK_OF
        or any(
            len(each.line) > MAX_LINE_CHARS or _too_many(each.products, MAX_TAGS, MAX_WORD_CHARS)
            for each in article.think_of
        ),
    }


def _too_many(items: tuple[str, ...], most: int, longest: int) -> bool:
    return len(items) > most or any(len(item) > longest for item in items)


def _line(text: str) -> str:
    """Return one line, never cut: what is too long is refused, not shortened."""
    return clean_line(text, 8 * len(text) + 1)


def _lines(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for item in items if (line := _line(item))))
