"""What of a message's text is shown: cleaned, bounded in characters and lines, with its links; knows no screen.

Positions are counted in UTF-16 units, as Qt's text layouts count them.
"""

import re

from msgspec import Struct

from operator_console.domain.links import MAX_LINK_CHARS, find_links
from operator_console.domain.plain_text import clean_message

COLLAPSED_CHARS = 1_500
COLLAPSED_LINES = 20
FULL_CHARS = 20_000
FULL_LINES = 1_000

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


class TextLink(Struct, frozen=True, kw_only=True):
    """A link at ``[start, end)`` of the shown text, in UTF-16 units."""

    start: int
    end: int
    url: str


class ShownText(Struct, frozen=True, kw_only=True):
    """The part of a message that is painted.

    Attributes:
        text: Plain text with line feeds between lines.
        units: Its length in UTF-16 units.
        cut: There is more than this.
        can_grow: Expanding shows more; False at the hard limit.
    """

    text: str
    units: int
    links: tuple[TextLink, ...] = ()
    cut: bool = False
    can_grow: bool = False


def shown_text(raw: str, *, expanded: bool) -> ShownText:
    """Return what is shown of `raw`, in time that does not depend on how long it is."""
    most_chars, most_lines = (FULL_CHARS, FULL_LINES) if expanded else (COLLAPSED_CHARS, COLLAPSED_LINES)
    ahead = clean_message(_broken(raw[: 2 * (most_chars + MAX_LINK_CHARS)]))
    text = _first_lines(ahead[:most_chars], most_lines)
    cut = len(text) < len(ahead) or len(raw) > 2 * (most_chars + MAX_LINK_CHARS)
    found = find_links(ahead[: len(text) + MAX_LINK_CHARS]) if _may_hold_link(text) else ()
    links = tuple(
        TextLink(start=utf16_units(text[: link.start]), end=utf16_units(text[: link.end]), url=link.url)
        for link in found
        if link.end <= len(text)
    )
    return ShownText(text=text, units=utf16_units(text), links=links, cut=cut, can_grow=cut and not expanded)


def folded_at(shown: ShownText, units: int) -> ShownText:
    """Return `shown` cut at a position, as when it takes too many lines on the screen."""
    text = utf16_slice(shown.text, 0, units)
    links = tuple(link for link in shown.links if link.end <= units)
    return ShownText(text=text, units=utf16_units(text), links=links, cut=True, can_grow=True)


def whole_text(raw: str) -> str:
    """Return all of `raw` made harmless, for copying and finding."""
    return clean_message(_broken(raw))


def _broken(raw: str) -> str:
    """Return `raw` with Unicode's own breaks as plain ones."""
    return raw.replace("\u2028", "\n").replace("\u2029", "\n")


def utf16_units(text: str) -> int:
    """Return the length of `text` as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def utf16_slice(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` with positions in UTF-16 units; a cut pair gives the replacement character."""
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le", "replace")[2 * start : 2 * end].decode("utf-16-le", "replace")


def isolated(value: str) -> str:
    """Return `value` so that its writing direction cannot reorder the words around it."""
    return value if value.isascii() else f"{_FIRST_STRONG_ISOLATE}{value}{_POP_ISOLATE}"


def filled(template: str, *values: str) -> str:
    """Return a translated `template` with ``%1``, ``%2`` replaced; a ``%1`` inside a value stays as it is."""
    return re.sub(r"%([1-9])", lambda match: _value_at(values, int(match[1])), template)


def _value_at(values: tuple[str, ...], place: int) -> str:
    return isolated(values[place - 1]) if place <= len(values) else ""


def _first_lines(text: str, most: int) -> str:
    at = -1
    for _ in range(most):
        at = text.find("\n", at + 1)
        if at < 0:
            return text
    return text[:at]


def _may_hold_link(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text.lower()
