"""What is different between two texts, by lines and within them by words; pure, knows no article and no widget."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

MOST_LINES = 3_000
MOST_WORD_CHARS = 4_000
"""Longer lines are compared whole: words would cost seconds."""
CONTEXT = 3

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
Span = tuple[int, int]


class Sign(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    GONE = "gone"
    SKIPPED = "skipped"
    """Stands for lines that are the same on both sides."""


@dataclass(frozen=True)
class DiffLine:
    """One line of a comparison.

    Attributes:
        changed: Where words differ from the line it took the place of, in characters; empty: all of it is new.
        count: Of SKIPPED: how many lines.
    """

    sign: Sign
    text: str = ""
    changed: tuple[Span, ...] = ()
    count: int = 0


def differences(before: str, after: str) -> tuple[DiffLine, ...]:
    """Return every line of both texts in one column: those that went before those that came in their place."""
    return tuple(line for left, right in _pairs(before, after) if (line := left or right) is not None)


def side_by_side(before: str, after: str) -> tuple[tuple[DiffLine | None, DiffLine | None], ...]:
    """Return lines in two columns of the same height; None where a side has nothing."""
    rows: list[tuple[DiffLine | None, DiffLine | None]] = []
    gone: list[DiffLine] = []
    added: list[DiffLine] = []
    for left, right in _pairs(before, after):
        if left is not None and right is not None:
            _level(rows, gone, added)
            rows.append((left, right))
        elif left is not None:
            gone.append(left)
        elif right is not None:
            added.append(right)
    _level(rows, gone, added)
    return tuple(rows)


def without_sameness(lines: Sequence[DiffLine], context: int = CONTEXT) -> tuple[DiffLine, ...]:
    """Return the lines with long runs of the same folded away, a few around each difference left."""
    near = [False] * len(lines)
    for place, line in enumerate(lines):
        if line.sign is not Sign.SAME:
            for around in range(max(0, place - context), min(len(lines), place + context + 1)):
                near[around] = True
    kept: list[DiffLine] = []
    skipped = 0
    for line, stays in zip(lines, near, strict=True):
        if stays and skipped:
            kept.append(DiffLine(Sign.SKIPPED, count=skipped))
            skipped = 0
        if stays:
            kept.append(line)
        else:
            skipped += 1
    if skipped:
        kept.append(DiffLine(Sign.SKIPPED, count=skipped))
    return tuple(kept)


def _pairs(before: str, after: str) -> Iterator[tuple[DiffLine | None, DiffLine | None]]:
    left, right = before.split("\n")[:MOST_LINES], after.split("\n")[:MOST_LINES]
    for tag, start, end, begin, stop in SequenceMatcher(None, left, right).get_opcodes():
        if tag == "equal":
            for text in left[start:end]:
                yield DiffLine(Sign.SAME, text), DiffLine(Sign.SAME, text)
            continue
        went, came = left[start:end], right[begin:stop]
        spans = [_word_spans(a, b) for a, b in zip(went, came, strict=False)]
        for place, text in enumerate(went):
            yield DiffLine(Sign.GONE, text, spans[place][0] if place < len(spans) else ()), None
        for place, text in enumerate(came):
            yield None, DiffLine(Sign.ADDED, text, spans[place][1] if place < len(spans) else ())


def _level(rows: list[tuple[DiffLine | None, DiffLine | None]], gone: list[DiffLine], added: list[DiffLine]) -> None:
    rows += zip_longest(gone, added)
    gone.clear()
    added.clear()


def _word_spans(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return where words differ in each of two lines; nothing when the lines have little in common."""
    if max(len(before), len(after)) > MOST_WORD_CHARS:
        return (), ()
    left, right = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < 0.3:
        return (), ()
    gone: list[Span] = []
    added: list[Span] = []
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "equal":
            gone += _span(left, start, end)
            added += _span(right, begin, stop)
    return tuple(gone), tuple(added)


def _span(words: Sequence[str], start: int, end: int) -> list[Span]:
    if start == end:
        return []
    first = sum(map(len, words[:start]))
    return [(first, first + sum(map(len, words[start:end])))]
