"""The designed page for "nothing here", "loading", "offline" and "failed"; knows no screen's words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from operator_console.ui.kit.buttons import quiet_button, set_button_text
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class StatePage(QWidget):
    """An icon, a line, a sentence and at most one button, in the middle of an otherwise empty place.

    Signals:
        action_requested: The button was pressed.
    """

    action_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._icon_name = "inbox"
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(2)
        self._sign = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._sign)
        column.addSpacing(6)
        self._title = PlainLabel("", self, wrap=True)
        self._title.setObjectName("state_title")
        self._words = PlainLabel("", self, wrap=True)
        self._words.setProperty("role", "dim")
        for label in (self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            column.addWidget(label)
        self._button: QPushButton | None = None
        self._action = QVBoxLayout()
        column.addSpacing(6)
        column.addLayout(self._action)
        column.addStretch(3)
        context.theme.changed.connect(self._draw_sign)
        self.show_state("inbox", "")

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show this state; without `action_text` there is no button."""
        self._icon_name = icon
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._offer(action_text)
        self._draw_sign()

    def _offer(self, action_text: str) -> None:
        if self._button is None and action_text:  # made when there is something to press
            self._button = quiet_button(action_text, "state_action", self)
            self._button.clicked.connect(self.action_requested)
            self._action.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        if self._button is not None:
            set_button_text(self._button, action_text)
            self._button.setVisible(bool(action_text))

    def _draw_sign(self) -> None:
        pixmap = self._context.icons.pixmap(self._icon_name, 32, "faint", self.devicePixelRatioF())
        self._sign.setPixmap(pixmap)
