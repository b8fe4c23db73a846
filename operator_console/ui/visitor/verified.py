"""The mark beside a visitor for whom the site vouches: painted, so that no text can look like it; decides nothing."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip

SIZE_PX = 14


class VerifiedMark(QWidget):
    """A shield and a word, hidden until it is true."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("visitor_verified")
        self._shield = QLabel(self)
        self._words = PlainLabel(self.tr("verified"), self)
        self._words.setProperty("role", "ok")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self._shield)
        line.addWidget(self._words)
        self.setVisible(False)
        context.theme.changed.connect(self._paint_shield)
        self._paint_shield()

    def show_mark(self, words: str) -> None:
        """Show the mark with these words for whoever looks closer; none hide it."""
        self._words.setMinimumWidth(self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2)
        self.setVisible(bool(words))
        set_plain_tooltip(self, words)
        self.setAccessibleName(self.tr("Verified"))
        self.setAccessibleDescription(words)

    def _paint_shield(self) -> None:
        ratio = self.devicePixelRatioF()
        self._shield.setPixmap(self._context.icons.pixmap("shield-check", SIZE_PX, "ok_text", ratio))
