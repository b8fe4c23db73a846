"""Shows what is different between two texts: signs, grounds and lines through or below words, never colour alone."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from operator_console.domain.plain_text import clean_message
from operator_console.ui.articles.differences import DiffLine, Sign, Span
from operator_console.ui.kit.context import UiContext

MOST_SHOWN_CHARS = 60_000
"""What is laid out in the window's thread has an end; the rest is "…"."""
_SIGNS = {Sign.SAME: "   ", Sign.ADDED: "+  ", Sign.GONE: "−  ", Sign.SKIPPED: "   "}
_GROUNDS = {Sign.ADDED: ("ok_soft", "ok_text"), Sign.GONE: ("bad_soft", "bad_text")}


class DiffView(QPlainTextEdit):
    """Read-only lines, each with its sign; `None` leaves a line empty, so that two of them stand level."""

    def __init__(self, context: UiContext, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: tuple[DiffLine | None, ...] = ()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(context.theme.font(12.5))
        context.theme.changed.connect(self._render)

    def sizeHint(self) -> QSize:
        return QSize(300, 200)

    def show_lines(self, lines: Sequence[DiffLine | None]) -> None:
        """Show these."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._render()

    def _render(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        shown = 0
        for place, line in enumerate(self._lines):
            if place:
                cursor.insertBlock()
            if shown > MOST_SHOWN_CHARS:
                cursor.insertText("…", QTextCharFormat())
                break
            shown += self._insert(cursor, line)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert(self, cursor: QTextCursor, line: DiffLine | None) -> int:
        block, plain, strong = QTextBlockFormat(), QTextCharFormat(), QTextCharFormat()
        theme = self._context.theme
        plain.setForeground(theme.colour("text"))
        if line is None:
            block.setBackground(theme.colour("hover"))
            cursor.setBlockFormat(block)
            return 0
        text = clean_message(line.text)
        if line.sign in _GROUNDS:
            ground, ink = _GROUNDS[line.sign]
            block.setBackground(theme.colour(ground))
            strong.setForeground(theme.colour(ink))
            strong.setFontWeight(700)
            strong.setFontUnderline(line.sign is Sign.ADDED)
            strong.setFontStrikeOut(line.sign is Sign.GONE)
        elif line.sign is Sign.SKIPPED:
            plain.setForeground(theme.colour("dim"))
            text = self.tr("%n lines are the same", None, line.count)
        cursor.setBlockFormat(block)
        cursor.insertText(_SIGNS[line.sign], plain)
        for piece, changed in _pieces(text, line.changed if text == line.text else ()):
            cursor.insertText(piece, strong if changed else plain)
        return len(text) + 3


def _pieces(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it changed."""
    pieces: list[tuple[str, bool]] = []
    place = 0
    for start, end in spans:
        pieces.append((text[place:start], False))
        pieces.append((text[start:end], True))
        place = end
    pieces.append((text[place:], False))
    return [piece for piece in pieces if piece[0]]
