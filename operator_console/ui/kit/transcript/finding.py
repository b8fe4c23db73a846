"""Finds words in the loaded part of a transcript; scrolls and paints nothing."""

import re
from itertools import islice

from operator_console.ui.kit.transcript.row_stack import RowStack
from operator_console.ui.kit.transcript.shown_text import FULL_CHARS, shown_text, utf16_units

MOST_ROWS = 3_000
MOST_FOUND = 500
MOST_IN_ROW = 100
"""Each place is painted as a mark of its own, and the time for that grows with the square of their number."""
MOST_UNFOLDED = 2
"""A long text takes up to 60 ms to lay out as a whole; the next search unfolds the next ones."""


def find_in(stack: RowStack, text: str) -> list[tuple[str, int, int]]:
    """Return (row key, start, end) of each place, oldest first, in UTF-16 units of the shown text.

    Letters of either case are the same. The newest `MOST_ROWS` are looked through, and of each the first `MOST_IN_ROW`
    places are told. A row whose long text holds the
    words below its fold is unfolded, `MOST_UNFOLDED` of them at once.
    """
    if not text.strip():
        return []
    pattern = re.compile(re.escape(text), re.IGNORECASE)
    found: list[tuple[str, int, int]] = []
    unfolded_before = len(stack.expanded)
    for index in range(len(stack.rows) - 1, max(-1, len(stack.rows) - 1 - MOST_ROWS), -1):
        may_unfold = len(stack.expanded) - unfolded_before < MOST_UNFOLDED
        found += reversed(_find_in_row(stack, index, pattern, may_unfold=may_unfold))
        if len(found) >= MOST_FOUND:
            break
    return found[::-1]


def _find_in_row(
    stack: RowStack, index: int, pattern: re.Pattern[str], *, may_unfold: bool
) -> list[tuple[str, int, int]]:
    row = stack.rows[index]
    if row.entry is None:
        return []
    message = row.entry.message
    if not pattern.search(message.text[: 2 * FULL_CHARS]):
        return []
    shown = stack.layout(index).shown
    if may_unfold and shown.can_grow and row.key not in stack.expanded:
        whole = shown_text(message.text, expanded=True).text
        if len(pattern.findall(whole)) > len(pattern.findall(shown.text)):
            stack.expanded.add(row.key)
            stack.forget(index)
            shown = stack.layout(index).shown
    text = shown.text
    return [
        (row.key, utf16_units(text[: match.start()]), utf16_units(text[: match.end()]))
        for match in islice(pattern.finditer(text), MOST_IN_ROW)
    ]
