"""Keys of articles, made from their titles; knows no article that exists."""

import re
import unicodedata
from collections.abc import Container

from operator_console.domain.ids import ArticleKey

MAX_KEY_CHARS = 120
MADE_CHARS = 60
"""A key of this length still reads well in an address."""

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
_OTHER = re.compile(r"[^a-z0-9]+")
_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "&": " en ", "€": " euro "}
)


def is_article_key(text: str) -> bool:
    """Tell whether this can be an article's key: lower-case letters, digits and hyphens, at most 120."""
    return _KEY.fullmatch(text) is not None


def article_key(title: str, taken: Container[str] = ()) -> ArticleKey:
    """Return a readable key for a title, not one of `taken`; ``article`` for a title without any Latin letter."""
    letters = unicodedata.normalize("NFKD", title[: MAX_KEY_CHARS * 4].lower().translate(_SPELT))
    words = _OTHER.sub("-", "".join(char for char in letters if not unicodedata.combining(char))).strip("-")
    made = _cut(words) or "article"
    key, number = made, 1
    while key in taken:
        number += 1
        key = f"{made}-{number}"
    return ArticleKey(key)


def _cut(words: str) -> str:
    """Return as many whole words as fit."""
    if len(words) <= MADE_CHARS:
        return words
    return words[: MADE_CHARS + 1].rpartition("-")[0] or words[:MADE_CHARS]
