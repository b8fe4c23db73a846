"""Spans of a day as people write them, such as ``09:00-12:30, 13:00-17:30``; pure, the same in every language."""

import re
from itertools import pairwise

from operator_console.domain.opening_hours import DAY_MINUTES, Span

_SPAN = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.]?(\d{2}))?")
_BETWEEN = re.compile(r"[,;]| (?:en|and|&) ")
"""In a text whose spaces are single ones."""
MAX_CHARS = 120
_HOUR_MINUTES = 60


class BadSpans(ValueError):
    """A text that says no spans of a day."""


def spans_text(spans: tuple[Span, ...]) -> str:
    """Return spans as text; empty when it is closed all day."""
    return ", ".join(f"{_clock(span.opens)}-{_clock(span.closes)}" for span in sorted(spans))


def read_spans(text: str) -> tuple[Span, ...]:
    """Return the spans that a text says, in order; an empty text says none.

    Raises:
        BadSpans: It says something else: no times, times of no day, or spans that overlap or are empty.
    """
    text = text.strip()
    if not text:
        return ()
    if len(text) > MAX_CHARS:
        raise BadSpans
    spans = sorted(_span(part.strip()) for part in _BETWEEN.split(" ".join(text.split())))
    if any(later.opens < earlier.closes for earlier, later in pairwise(spans)):
        raise BadSpans
    return tuple(spans)


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise BadSpans
    opens, closes = _minute(match[1], match[2]), _minute(match[3], match[4])
    if opens >= closes:
        raise BadSpans
    return Span(opens, closes)


def _minute(hour: str, minute: str | None) -> int:
    found = int(hour) * _HOUR_MINUTES + int(minute or 0)
    if int(minute or 0) >= _HOUR_MINUTES or found > DAY_MINUTES:
        raise BadSpans
    return found


def _clock(minute: int) -> str:
    return f"{minute // _HOUR_MINUTES:02d}:{minute % _HOUR_MINUTES:02d}"
