"""Marks and excerpts: where the words of a request stand in the real text; knows no engine and no order of hits."""

from collections.abc import Sequence
from itertools import pairwise

from operator_console.knowledge.values import Mark

EXCERPT_CHARS = 180
_LEAD = 60
_AGAIN = 0.02
_GAP = "…"


def excerpt_of(
    text: str, stretches: Sequence[Mark], positions: Sequence[int], weights: Sequence[float]
) -> tuple[str, tuple[tuple[Mark, int], ...]]:
    """Choose the stretch of one line in which the most of the request stands.

    Args:
        text: The content, each line a line.
        stretches: Where the request is answered, in order.
        positions: For each of them, which word of the request it answers.
        weights: By position in the request, how much that word means.

    Returns:
        At most ``EXCERPT_CHARS`` characters (and an ellipsis on either side where the line goes on) with what is
        answered in it; the beginning of the content when nothing matches.
    """
    first, last = _best_window(text, stretches, positions, weights)
    focus = stretches[first][0] if stretches else 0
    line_start, line_end = _line_around(text, focus)
    start, end = _cut(text, line_start, line_end, focus, stretches[last][1] if stretches else 0)
    before = _GAP if start > line_start else ""
    shift = len(before) - start
    excerpt = before + text[start:end] + (_GAP if end < line_end else "")
    inside = [
        ((left + shift, right + shift), position)
        for (left, right), position in zip(stretches, positions, strict=True)
        if start <= left and right <= end
    ]
    return excerpt, tuple(inside)


def _best_window(
    text: str, stretches: Sequence[Mark], positions: Sequence[int], weights: Sequence[float]
) -> tuple[int, int]:
    """Return the first and last stretch of the window of one line that holds the most of the request."""
    new_line = [text.find("\n", left, right) >= 0 for (_, left), (right, _) in pairwise(stretches)]
    best, best_value = (0, 0), -1.0
    for first, (start, _) in enumerate(stretches):
        seen: set[int] = set()
        value = 0.0
        for last in range(first, len(stretches)):
            if stretches[last][1] - start > EXCERPT_CHARS or (last > first and new_line[last - 1]):
                break
            position = positions[last]
            value += _AGAIN if position in seen else weights[position]
            seen.add(position)
            if value > best_value + 1e-9:
                best, best_value = (first, last), value
    return best


def _line_around(text: str, place: int) -> tuple[int, int]:
    if not text[place : place + 1].strip():
        place += len(text[place:]) - len(text[place:].lstrip())
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return start, len(text) if end < 0 else end


def _cut(text: str, line_start: int, line_end: int, first: int, last: int) -> tuple[int, int]:
    """Return the stretch of a line to show, between words where possible."""
    if line_end - line_start <= EXCERPT_CHARS:
        return line_start, line_end
    start = line_start
    if last - line_start > EXCERPT_CHARS:
        start = max(line_start, min(first - _LEAD, line_end - EXCERPT_CHARS), last - EXCERPT_CHARS)
        start = min(start, first)
        space = text.find(" ", start, first)
        start = space + 1 if start > line_start and space >= 0 else start
    end = min(line_end, start + EXCERPT_CHARS)
    if end < line_end:
        space = text.rfind(" ", max(start, last), end)
        end = space if space > start else end
    return start, end
