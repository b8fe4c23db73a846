"""Moves the end of a transcript's selection by letters, words, lines and messages; knows no keys and no pointer."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout

from operator_console.ui.kit.transcript.row_layout import RowLayout, line_height
from operator_console.ui.kit.transcript.row_stack import RowStack
from operator_console.ui.kit.transcript.selection import Place
from operator_console.ui.kit.transcript.shown_text import utf16_units

WORDS = QTextLayout.CursorMode.SkipWords
LETTERS = QTextLayout.CursorMode.SkipCharacters


class Caret:
    """Finds places in a stack of rows."""

    def __init__(self, stack: RowStack) -> None:
        self._stack = stack

    def start_of_all(self) -> Place | None:
        """Return the place before the first text."""
        return self._edge(range(len(self._stack.rows)), at_end=False)

    def end_of_all(self) -> Place | None:
        """Return the place behind the last text."""
        return self._edge(range(len(self._stack.rows) - 1, -1, -1), at_end=True)

    def at(self, index: int, point: QPointF) -> Place | None:
        """Return the place nearest to `point`, which is relative to row `index`; None where nothing is near."""
        rows = self._stack.rows
        if not rows:
            return None
        if rows[index].selectable:
            return rows[index].key, self._stack.layout(index).offset_at(point)
        above = self._edge(range(index, -1, -1), at_end=True)
        return above or self._edge(range(index, len(rows)), at_end=False)

    def sideways(self, place: Place, *, forward: bool, words: bool) -> Place:
        """Return the next place in reading order, going on in the next message at an end."""
        index = self._stack.index_of(place[0])
        if index is None:
            return place
        layout = self._stack.layout(index)
        mode = WORDS if words else LETTERS
        if layout.text is None:
            found = layout.shown.units if forward else 0
        elif forward:
            found = layout.text.nextCursorPosition(place[1], mode)
        else:
            found = layout.text.previousCursorPosition(place[1], mode)
        if found != place[1]:
            return place[0], found
        if forward:
            return self._edge(range(index + 1, len(self._stack.rows)), at_end=False) or place
        return self._edge(range(index - 1, -1, -1), at_end=True) or place

    def lines(self, place: Place, *, down: bool) -> Place:
        """Return the place one line further, in the next message behind the last line."""
        index = self._stack.index_of(place[0])
        if index is None:
            return place
        layout = self._stack.layout(index)
        line, x = _line_of(layout, place[1])
        step = 1 if down else -1
        if layout.text is not None and 0 <= line + step < layout.text.lineCount():
            return place[0], int(layout.text.lineAt(line + step).xToCursor(x - layout.text_at.x()))
        rows = self._stack.rows
        others = range(index + 1, len(rows)) if down else range(index - 1, -1, -1)
        for other in others:
            if rows[other].selectable:
                return rows[other].key, _at_line(self._stack.layout(other), x, first=down)
        return place[0], layout.shown.units if down else 0

    def line_end(self, place: Place, *, end: bool) -> Place:
        """Return the beginning or end of the line of `place`."""
        index = self._stack.index_of(place[0])
        layout = None if index is None else self._stack.layout(index)
        if layout is None or layout.text is None or not layout.text.lineCount():
            return place
        line = layout.text.lineAt(_line_of(layout, place[1])[0])
        last = line.textStart() + line.textLength()
        if end and last < layout.shown.units:
            last = layout.text.previousCursorPosition(last)
        return place[0], last if end else line.textStart()

    def word_at(self, place: Place) -> tuple[Place, Place]:
        """Return the two ends of the word around `place`."""
        index = self._stack.index_of(place[0])
        layout = None if index is None else self._stack.layout(index)
        if layout is None or layout.text is None:
            return (place[0], 0), (place[0], layout.shown.units if layout else 0)
        end = layout.text.nextCursorPosition(place[1], WORDS)
        start = layout.text.previousCursorPosition(end, WORDS)
        text = layout.text.text()
        if text.isascii():
            end = start + len(text[start:end].rstrip())
        else:
            raw = text.encode("utf-16-le", "replace")[2 * start : 2 * end].decode("utf-16-le", "replace")
            end = start + utf16_units(raw.rstrip())
        return (place[0], start), (place[0], max(end, start))

    def whole(self, key: str) -> tuple[Place, Place]:
        """Return the two ends of a message."""
        index = self._stack.index_of(key)
        units = 0 if index is None else self._stack.layout(index).shown.units
        return (key, 0), (key, units)

    def _edge(self, indices: range, *, at_end: bool) -> Place | None:
        for index in indices:
            if self._stack.rows[index].selectable:
                return self._stack.rows[index].key, self._stack.layout(index).shown.units if at_end else 0
        return None


def _line_of(layout: RowLayout, units: int) -> tuple[int, float]:
    """Return line and x (relative to the row) of a position."""
    if layout.text is None or not layout.text.lineCount():
        return 0, 0.0
    line = layout.text.lineForTextPosition(units)
    number = line.lineNumber() if line.isValid() else layout.text.lineCount() - 1
    x = layout.text.lineAt(number).cursorToX(units)
    return number, layout.text_at.x() + float(x[0] if isinstance(x, tuple) else x)  # type: ignore[arg-type]  # untyped


def _at_line(layout: RowLayout, x: float, *, first: bool) -> int:
    if layout.text is None or not layout.text.lineCount():
        return 0 if first else layout.shown.units
    number = 0 if first else layout.text.lineCount() - 1
    y = layout.text_at.y() + (number + 0.5) * line_height(layout.row)
    return layout.offset_at(QPointF(x, y))
