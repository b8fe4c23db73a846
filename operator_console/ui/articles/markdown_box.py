"""The field for an article's Markdown: marks by button and key, pictures by paste and drop; uploads nothing itself."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from operator_console.ui.articles.formatting import (
    BULLET,
    HEADING,
    Edited,
    lines_marked,
    linked,
    pictured,
    wrapped,
)
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.file_intake import holds_files

MOST_CHARS = 200_000
"""More than that is no article; the rest of a paste is left out."""


class MarkdownBox(QPlainTextEdit):
    """Plain text with the author's undo: every mark is one step.

    Signals:
        files_offered: A `QMimeData` with files or a picture, pasted or dropped.
        link_requested: The author wants a link to another article.
        cut_short: A paste was longer than an article may be.
    """

    files_offered = Signal(object)
    link_requested = Signal()
    cut_short = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("article_markdown")
        self.setAccessibleName(self.tr("Text of the article, in Markdown"))
        self.setPlaceholderText(self.tr("Write the answer as you would say it to one visitor."))
        self.setFont(context.theme.font(13))
        self.setTabChangesFocus(True)
        self._keys: dict[str, Callable[[], None]] = {"Ctrl+B": self.mark_bold, "Ctrl+I": self.mark_italic}

    def mark_bold(self) -> None:
        """Make the selection bold, or not bold."""
        self._edit(lambda text, start, end: wrapped(text, start, end, "**"))

    def mark_italic(self) -> None:
        """Make the selection italic, or not italic."""
        self._edit(lambda text, start, end: wrapped(text, start, end, "*"))

    def mark_heading(self) -> None:
        """Make the lines of the selection headings, or plain lines."""
        self._edit(lambda text, start, end: lines_marked(text, start, end, HEADING))

    def mark_list(self) -> None:
        """Make the lines of the selection a list, or plain lines."""
        self._edit(lambda text, start, end: lines_marked(text, start, end, BULLET))

    def insert_link(self, words: str, address: str) -> None:
        """Make the selection a link, or insert `words` as one."""
        self._edit(lambda text, start, end: linked(text, start, end, words, address))

    def insert_picture(self, words: str, address: str) -> None:
        """Insert a picture at the cursor, its description selected."""
        self._edit(lambda text, _start, end: pictured(text, end, words, address))

    def selected_text(self) -> str:
        """Return what is selected, on one line."""
        return self.textCursor().selectedText().replace("\u2029", " ").strip()

    def show_text(self, text: str) -> None:
        """Become this text, without a step to undo."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        if keys in self._keys:
            self._keys[keys]()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return holds_files(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text as plain text, bounded, and leave files to whoever uploads them."""
        if holds_files(source):
            self.files_offered.emit(source)
            return
        room = MOST_CHARS - self.document().characterCount() + len(self.textCursor().selectedText())
        text = source.text()
        if len(text) > room:
            self.cut_short.emit()
        self.insertPlainText(text[: max(0, room)])

    def _edit(self, change: Callable[[str, int, int], Edited]) -> None:
        """Apply a change of the text as one step to undo, touching only what is different."""
        cursor = self.textCursor()
        text = self.toPlainText()
        edited = change(text, _chars(text, cursor.selectionStart()), _chars(text, cursor.selectionEnd()))
        first = _common(text, edited.text)
        rest = _common(text[first:][::-1], edited.text[first:][::-1])
        cursor.beginEditBlock()
        cursor.setPosition(_units(text[:first]))
        cursor.setPosition(_units(text[: len(text) - rest]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(edited.text[first : len(edited.text) - rest])
        cursor.endEditBlock()
        cursor.setPosition(_units(edited.text[: edited.start]))
        cursor.setPosition(_units(edited.text[: edited.end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()


def _common(one: str, other: str) -> int:
    """Return how many characters at the beginning are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _units(text: str) -> int:
    """Return the length as Qt counts it, in UTF-16."""
    return len(text) + sum(char > "\uffff" for char in text)


def _chars(text: str, units: int) -> int:
    """Return the place in characters of a place as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
