"""Filters written into a search text, such as ``tag:accu``; knows no index."""

import re

from msgspec import Struct

_KEYS = {
    "tag": "tag",
    "label": "tag",
    "taal": "language",
    "lang": "language",
    "language": "language",
    "dagen": "days",
    "days": "days",
}
_FILTER = re.compile(
    r"(?<!\S)(" + "|".join(_KEYS) + r"):(?:\"([^\"\n]{1,80})\"|([^\s\"]{1,80}))(?=\s|$)", re.IGNORECASE
)
MAX_FILTERS = 8
MAX_TAG_CHARS = 80
MAX_DAYS = 36_500


class Filters(Struct, frozen=True):
    """What a text asks for beside its words.

    Attributes:
        text: What is left of it.
        days: Only articles changed within so many days.
    """

    text: str
    tags: tuple[str, ...] = ()
    language: str | None = None
    days: int | None = None


def read_filters(text: str) -> Filters:
    """Take the filters out of a text: ``tag:accu``, ``tag:"na verkoop"``, ``taal:en``, ``dagen:30``.

    What is no whole filter stays a word; of language and days the last one counts.
    """
    tags: list[str] = []
    language: str | None = None
    days: int | None = None
    pieces: list[str] = []
    at = 0
    for match in list(_FILTER.finditer(text))[:MAX_FILTERS]:
        kind, value = _KEYS[match.group(1).lower()], (match.group(2) or match.group(3)).strip()
        if kind == "days" and not (value.isascii() and value.isdigit() and int(value) <= MAX_DAYS):
            continue
        if not value:
            continue
        if kind == "tag":
            tags.append(value)
        elif kind == "language":
            language = value.lower()
        else:
            days = int(value)
        pieces.append(text[at : match.start()])
        at = match.end()
    if not at:
        return Filters(text)
    return Filters(" ".join((*pieces, text[at:])), tuple(tags), language, days)


def written(filters: Filters) -> str:
    """Return a text that ``read_filters`` reads as these filters."""
    pieces = [filters.text.strip()] if filters.text.strip() else []
    pieces += [f"tag:{_quoted(tag)}" for tag in filters.tags]
    if filters.language is not None:
        pieces.append(f"taal:{filters.language}")
    if filters.days is not None:
        pieces.append(f"dagen:{filters.days}")
    return " ".join(pieces)


def is_writable(tag: str) -> bool:
    """Tell whether a tag can stand in a text at all."""
    return bool(tag.strip()) and len(tag) <= MAX_TAG_CHARS and '"' not in tag and "\n" not in tag


def _quoted(tag: str) -> str:
    return f'"{tag}"' if any(letter.isspace() for letter in tag) else tag
