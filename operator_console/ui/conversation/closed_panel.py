"""What stands in the composer's place where nothing can be written: why, how the chat can be had, unsent text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from operator_console.ui.conversation.left_text import LeftText
from operator_console.ui.kit.buttons import primary_button, set_button_text
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class ClosedPanel(QFrame):
    """Shows and reports.

    Signals:
        accept_requested: Take the chat.
        discarded: The agent does not want the unsent text any more.
    """

    accept_requested = Signal()
    discarded = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closed_panel")
        self.setProperty("surface", "panel")
        self._left_text = LeftText(context, self)
        self._left_text.discarded.connect(self.discarded)
        self._words = PlainLabel("", self, wrap=True)
        self._words.setObjectName("closed_words")
        self._words.setProperty("role", "dim")
        self._accept = primary_button(self.tr("Accept"), "accept_here", self)
        self._accept.clicked.connect(self.accept_requested)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self._accept, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._left_text)

    def show_words(self, words: str, *, can_accept: bool, lost: bool, left: str) -> None:
        """Show why nothing can be written here.

        Args:
            lost: The chat's agent is lost: it is taken over rather than accepted.
            left: What the agent had written and not sent.
        """
        self._left_text.show_text(left)
        set_button_text(self._accept, self.tr("Take over") if lost else self.tr("Accept"))
        self._words.setText(words)
        self._accept.setVisible(can_accept)
