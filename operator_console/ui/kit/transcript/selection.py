"""Which text is selected over several messages, and what copying it gives; knows no pointer and no keys."""

from PySide6.QtCore import QLocale

from operator_console.desk.state import Entry
from operator_console.domain.conversations import MessageKind
from operator_console.ui.kit.transcript.row_stack import RowStack
from operator_console.ui.kit.transcript.rows import Row
from operator_console.ui.kit.transcript.shown_text import utf16_slice
from operator_console.ui.kit.transcript.words import author_words, body_words, system_words
from operator_console.ui.kit.words import moment_words

Place = tuple[str, int]
"""Key of a row and a position in its shown text, in UTF-16 units."""


class Selection:
    """A selection from `anchor` to `head`, both None when there is none."""

    def __init__(self, stack: RowStack) -> None:
        self._stack = stack
        self.anchor: Place | None = None
        self.head: Place | None = None

    @property
    def empty(self) -> bool:
        """Tell whether nothing is selected."""
        return self.anchor is None or self.head is None or self.anchor == self.head

    def clear(self) -> None:
        """Select nothing."""
        self.anchor = self.head = None

    def select(self, anchor: Place, head: Place) -> None:
        """Select from `anchor` to `head`, in any order."""
        self.anchor, self.head = anchor, head

    def ends(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Return (row index, position) of the first and of the last end; None when nothing is selected any more."""
        if self.anchor is None or self.head is None or self.anchor == self.head:
            return None
        first = self._stack.index_of(self.anchor[0])
        last = self._stack.index_of(self.head[0])
        if first is None or last is None:
            return None
        one, other = (first, self.anchor[1]), (last, self.head[1])
        return (one, other) if one <= other else (other, one)

    def part_of(self, index: int, units: int) -> tuple[int, int] | None:
        """Return the selected part of row `index`, whose shown text has `units`; None when nothing of it is."""
        ends = self.ends()
        if ends is None or not ends[0][0] <= index <= ends[1][0]:
            return None
        start = ends[0][1] if index == ends[0][0] else 0
        end = ends[1][1] if index == ends[1][0] else units
        return (start, min(end, units)) if start < min(end, units) else None

    def copied(self, visitor_name: str, locale: QLocale) -> str:
        """Return the selected text; with several messages each begins with who and when.

        A message that is selected as far as it is shown is copied whole, also when it is too long to be shown.
        """
        ends = self.ends()
        if ends is None:
            return ""
        parts = []
        for index in range(ends[0][0], ends[1][0] + 1):
            row = self._stack.rows[index]
            if row.entry is not None and (text := self._text(index, row.entry, visitor_name)):
                parts.append((row, text))
        if len(parts) == 1:
            return parts[0][1]
        return "\n".join(_signed(row, text, visitor_name, locale) for row, text in parts)

    def _text(self, index: int, entry: Entry, visitor_name: str) -> str:
        shown = self._stack.layout(index).shown
        part = self.part_of(index, shown.units)
        if part is None:
            return ""
        if entry.message.kind is MessageKind.SYSTEM:
            return system_words(entry.message, visitor_name)
        if part == (0, shown.units):
            return body_words(entry)
        return utf16_slice(shown.text, *part)


def _signed(row: Row, text: str, visitor_name: str, locale: QLocale) -> str:
    if row.entry is None:
        return text
    when = moment_words(row.entry.message.sent_at, locale)
    who = author_words(row.entry, visitor_name)
    return f"{when} {who}: {text}" if who else f"{when} {text}"
