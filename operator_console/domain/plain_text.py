"""Making text from outside harmless for one line or many, without changing what it says."""

import unicodedata

from operator_console.domain.late_pattern import late_pattern

MAX_MESSAGE_CHARS = 20_000
MAX_NAME_CHARS = 120
MAX_COMBINING = 8

_CONTROLS = late_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]")
_BIDI = late_pattern("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def clean_message(text: str) -> str:
    """Return `text` without control characters, lone surrogates and piles of combining marks.

    Line breaks stay. Bidi controls are removed, so that text cannot reorder what stands beside it.
    """
    return _bounded(text).strip("\n")


def clean_line(text: str, limit: int = MAX_NAME_CHARS) -> str:
    """Return `text` as one line of at most `limit` characters."""
    line = " ".join(_bounded(text[: limit * 8]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _bounded(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text  # most lines are, and there is nothing in them to take away
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _BIDI.sub("", _CONTROLS.sub("", text))
    return text if text.isascii() else _without_piles(text)


def _without_piles(text: str) -> str:
    kept = []
    pile = 0
    for char in text:
        pile = pile + 1 if unicodedata.combining(char) else 0
        if pile <= MAX_COMBINING:
            kept.append(char)
    return "".join(kept)
