"""A few lines of text with marked places, laid out once; for delegates of lists in which something is looked for."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextCharFormat, QTextLayout, QTextOption

LINE_PX = 18
Marks = tuple[tuple[int, int], ...]
"""Beginning and end of each, in UTF-16 units, which Qt counts in."""


class Block:
    """A few laid-out lines with marks; the last one ends in an ellipsis when there is more text.

    Attributes:
        layout: The lines, at most as many as wanted.
        lines: How many there are.
    """

    def __init__(self, text: str, font: QFont, width_px: int, most_lines: int, look: QTextCharFormat, marks: Marks):
        self.layout = QTextLayout(text, font)
        self.lines = 0
        last_start = self._lay_out(width_px, most_lines, look, marks)
        if last_start is None:
            return
        encoded = text.encode("utf-16-le")
        kept, rest = encoded[: 2 * last_start].decode("utf-16-le"), encoded[2 * last_start :].decode("utf-16-le")
        shown = kept + QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width_px)
        end = units(shown) - 1
        self.layout = QTextLayout(shown, font)
        fitting = tuple((first, min(last, end)) for first, last in marks if first < end)
        self._lay_out(width_px + 8, most_lines, look, fitting, break_at=last_start)

    def _lay_out(
        self, width_px: int, most_lines: int, look: QTextCharFormat, marks: Marks, break_at: int | None = None
    ) -> int | None:
        """Break the text into lines; return where the last one starts when there is more text than fits."""
        layout = self.layout
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.setFormats([_format(start, end, look) for start, end in marks])  # clears lines, so it comes first
        self.lines = start = end = 0
        layout.beginLayout()
        while self.lines < most_lines and (line := layout.createLine()).isValid():
            line.setLineWidth(width_px if break_at is None or end >= break_at else width_px - 8)
            line.setPosition(QPointF(0, self.lines * LINE_PX))
            self.lines += 1
            start, end = line.textStart(), line.textStart() + line.textLength()
        layout.endLayout()
        return start if end < units(layout.text()) else None


def _format(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = start, end - start, look
    return part


def units(text: str) -> int:
    """Return how long a text is in the units Qt counts in."""
    return len(text) + sum(char > "\uffff" for char in text)
