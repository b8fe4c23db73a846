"""What hangs over an own chat: it is offered to somebody, or help was asked for; shows and reports, decides nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class _Line(QWidget):
    """A sign, words and a button."""

    def __init__(self, context: "UiContext", icon: str, button: QPushButton, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._icon = icon
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 20, 5)
        row.setSpacing(8)
        self._sign = QLabel(self)
        self._words = PlainLabel("", self)
        self._words.setObjectName(name)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        button.setParent(self)
        row.addWidget(button)
        context.theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_words(self, words: str) -> None:
        """Show `words`; nothing at all when they are empty."""
        if words != self._words.text():
            self._words.setText(words)
        self.setVisible(bool(words))

    def _dress(self) -> None:
        self._sign.setPixmap(self._context.icons.pixmap(self._icon, 14, "warn_text", self.devicePixelRatioF()))


class OfferBar(QFrame):
    """Hidden while there is nothing.

    Signals:
        withdraw_requested: Take the offer back.
        lower_requested: Help is not needed any more.
    """

    withdraw_requested = Signal()
    lower_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offer_bar")
        self.setProperty("surface", "panel")
        self.setProperty("edge", "bottom")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.withdraw = quiet_button(self.tr("Withdraw"), "withdraw", self)
        self.withdraw.setAccessibleName(self.tr("Withdraw the offer"))
        self.withdraw.clicked.connect(self.withdraw_requested)
        self.lower_hand = quiet_button(self.tr("Lower"), "lower_hand", self)
        self.lower_hand.setAccessibleName(self.tr("Lower the hand"))
        self.lower_hand.clicked.connect(self.lower_requested)
        self._offer = _Line(context, "arrow-right-left", self.withdraw, "offer_words", self)
        self._hand = _Line(context, "hand", self.lower_hand, "hand_words", self)
        column.addWidget(self._offer)
        column.addWidget(self._hand)
        self.hide()

    def show_state(self, offer: str, hand: str) -> None:
        """Show what is so now, in words; empty for nothing."""
        self._offer.show_words(offer)
        self._hand.show_words(hand)
        self.setVisible(bool(offer or hand))
