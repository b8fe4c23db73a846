"""Labels and tooltips that show text from outside literally; knows nothing of where the text comes from."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from operator_console.domain.plain_text import clean_line, clean_message

MAX_TOOLTIP_CHARS = 600
MAX_LABEL_CHARS = 2_000
_AS_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "\n": "<br>"})
"""What `html.escape` does, whose module brings all entities of HTML into the window's start."""


class PlainLabel(QLabel):
    """A label that never interprets its text: no markup, no `&` mnemonics, no links, no reordering characters.

    With `wrap` it breaks lines; without, it elides what does not fit and then shows the whole text as its tooltip.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._whole = ""
        self._short = ""
        self._shown = ""
        self._tip = ""
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    @property
    def whole_text(self) -> str:
        """The text as it was set, made harmless, before eliding."""
        return self._whole

    def setText(self, text: str, short: str = "") -> None:
        """Show `text`, at most 2,000 characters of it; where it does not fit, `short` instead, if there is one."""
        self._short = clean_line(short, MAX_LABEL_CHARS)
        text = clean_message(text[:MAX_LABEL_CHARS]) if self.wordWrap() else clean_line(text, MAX_LABEL_CHARS)
        if text == self._whole and text == super().text():
            return
        self._whole = text
        super().setText(text)
        self._fit()

    def explain(self, tip: str) -> None:
        """Give a tooltip that stays, below the whole text where that does not fit."""
        self._tip = tip
        set_plain_tooltip(self, tip)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole text."""
        if self.wordWrap():
            return super().sizeHint()
        margins = self.contentsMargins()
        width_px = self.fontMetrics().horizontalAdvance(self._whole) + margins.left() + margins.right() + 2
        return QSize(width_px, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with an ellipsis."""
        hint = super().minimumSizeHint()
        return hint if self.wordWrap() else QSize(24, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the elided line, or wrapped text as a label does."""
        if self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), self._shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        if self.wordWrap() or not self.isVisible():
            return
        room_px, metrics = self.contentsRect().width(), self.fontMetrics()
        self._shown = metrics.elidedText(self._whole, self._elide, room_px)
        if self._short and self._shown != self._whole:
            self._shown = metrics.elidedText(self._short, self._elide, room_px)
        whole = self._whole if self._shown != self._whole else ""
        set_plain_tooltip(self, "\n".join(part for part in (whole, self._tip) if part))


def plain_tooltip(text: str) -> str:
    """Return `text` for Qt's tooltips (and tooltip roles), which would otherwise render it as rich text."""
    if not text:
        return ""
    shown = clean_message(text[:MAX_TOOLTIP_CHARS]).translate(_AS_HTML)
    return f"<qt>{shown}</qt>"


def set_plain_tooltip(widget: QWidget, text: str) -> None:
    """Give `widget` a tooltip that shows `text` literally; empty removes it."""
    if text or widget.toolTip():
        widget.setToolTip(plain_tooltip(text))
