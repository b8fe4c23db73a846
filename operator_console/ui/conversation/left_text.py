"""What an agent had written in a chat that is not theirs any more: to read, to take along, to let go; keeps nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_LINES = 5


class LeftText(QFrame):
    """Hidden while there is nothing.

    Signals:
        discarded: The agent does not want the text any more.
    """

    discarded = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("left_text")
        self._line_px = QFontMetricsF(context.theme.font()).lineSpacing() + 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        words = PlainLabel(self.tr("Your text was not sent. It is kept here until you discard it."), self, wrap=True)
        words.setProperty("role", "warn")
        column.addWidget(words)
        self._box = QPlainTextEdit(self, readOnly=True)
        self._box.setObjectName("left_text_box")
        self._box.setAccessibleName(self.tr("Text that was not sent"))
        self._box.setTabChangesFocus(True)
        column.addWidget(self._box)
        self._theme = context.theme
        self._theme.changed.connect(self._dress)
        self._dress()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        copy = quiet_button(self.tr("Copy the text"), "left_text_copy", self)
        copy.clicked.connect(self._on_copy)
        discard = quiet_button(self.tr("Discard"), "left_text_discard", self)
        discard.clicked.connect(self.discarded)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(discard, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show `text`; nothing at all when it is empty."""
        if text != self._box.toPlainText():
            self._box.setPlainText(text)
        lines = max(2, min(MOST_LINES, self._box.document().lineCount() + len(text) // 80))
        self._box.setFixedHeight(round(lines * self._line_px) + 14)
        self.setVisible(bool(text.strip()))

    def _dress(self) -> None:
        field, line = self._theme.colour("field").name(), self._theme.colour("line").name()
        self._box.setStyleSheet(
            f"#left_text_box {{ background: {field}; border: 1px solid {line}; border-radius: 8px; }}"
        )

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._box.toPlainText())
