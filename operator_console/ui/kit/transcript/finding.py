"""Finds words in the loaded part of a transcript; scrolls and paints nothing."""

import re

from operator_console.ui.kit.transcript.row_stack import RowStack
from operator_console.ui.kit.transcript.shown_text import FULL_CHARS, shown_text, utf16_units

MOST_ROWS = 3_000
MOST_FOUND = 500


def find_in(stack: RowStack, text: str) -> list[tuple[str, int, int]]:
    """Return (row key, start, end) of each place, oldest first, in UTF-16 units of the shown text.

    Letters of either case are the same. The newest `MOST_ROWS` are looked through. A row whose long text holds the
    words below its fold is unfolded.
    """
    if not text.strip():
        return []
    pattern = re.compile(re.escape(text), re.IGNORECASE)
    found: list[tuple[str, int, int]] = []
    for index in range(len(stack.rows) - 1, max(-1, len(stack.rows) - 1 - MOST_ROWS), -1):
        found += reversed(_find_in_row(stack, index, pattern))
        if len(found) >= MOST_FOUND:
            break
    return found[::-1]


def _find_in_row(stack: RowStack, index: int, pattern: re.Pattern[str]) -> list[tuple[str, int, int]]:
    row = stack.rows[index]
    if row.entry is None:
        return []
    message = row.entry.message
    if not pattern.search(message.text[: 2 * FULL_CHARS]):
        return []
    shown = stack.layout(index).shown
    if shown.can_grow and row.key not in stack.expanded:
        whole = shown_text(message.text, expanded=True).text
        if len(pattern.findall(whole)) > len(pattern.findall(shown.text)):
            stack.expanded.add(row.key)
            stack.forget(index)
            shown = stack.layout(index).shown
    text = shown.text
    return [
        (row.key, utf16_units(text[: match.start()]), utf16_units(text[: match.end()]))
        for match in pattern.finditer(text)
    ]
