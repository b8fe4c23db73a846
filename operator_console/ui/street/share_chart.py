"""How often each text was accepted, drawn with the range in which the true share lies; knows no rule."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from operator_console.domain.text_comparison import TextCount
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import plain_tooltip
from operator_console.ui.street.rule_words import count_words, share_words, text_letter, text_title

LINE_PX = 34
NAME_PX = 28
WORDS_PX = 62
AXIS_PX = 18


class ShareChart(QWidget):
    """A line for each text: the range as a bar, what was counted as a dot; the arrow keys walk over the texts."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("share_chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Accepted share of each text"))
        self._context = context
        self._counts: tuple[TextCount, ...] = ()
        self._marked = -1
        context.theme.changed.connect(self.update)

    def show_counts(self, counts: Sequence[TextCount]) -> None:
        """Show these texts, in their order."""
        self._counts, self._marked = tuple(counts), -1
        self.setAccessibleDescription("; ".join(self._words(number) for number in range(len(self._counts))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, LINE_PX * max(1, len(self._counts)) + AXIS_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, top = self._context.theme, self._top()
        area = QRectF(NAME_PX, 0, max(1, self.width() - NAME_PX - WORDS_PX), LINE_PX * len(self._counts))
        for step in range(3):
            x = area.left() + area.width() * step / 2
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(theme.colour("dim"))
            painter.setFont(theme.font(11, tabular=True))
            place = QRectF(x - 30, area.bottom() + 2, 60, AXIS_PX - 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, share_words(top * step / 2, self._context.locale))
        for number, count in enumerate(self._counts):
            self._paint_line(painter, area, number, count, top)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            line = QRectF(0, LINE_PX * self._marked, self.width(), LINE_PX)
            marked = QRectF(self.rect()) if self._marked < 0 else line
            painter.drawRoundedRect(marked.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_line(self, painter: QPainter, area: QRectF, number: int, count: TextCount, top: float) -> None:
        theme, middle = self._context.theme, LINE_PX * (number + 0.5)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(13, 600))
        painter.drawText(QRectF(6, middle - 10, NAME_PX, 20), Qt.AlignmentFlag.AlignVCenter, text_letter(number))
        painter.setFont(theme.font(12.5, tabular=True))
        share = count.share
        words = "–" if share is None else share_words(share, self._context.locale)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(area.right() + 6, middle - 10, WORDS_PX - 12, 20), int(right), words)
        if share is None:
            return
        left, end = (area.left() + area.width() * min(1.0, bound / top) for bound in (count.low, count.high))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(QRectF(left, middle - 7, max(4.0, end - left), 14), 4, 4)
        painter.setPen(QPen(theme.colour("accent"), 2))
        for x in (left, end):  # the ends as strokes too: never by colour alone
            painter.drawLine(QPointF(x, middle - 7), QPointF(x, middle + 7))
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(QPointF(area.left() + area.width() * min(1.0, share / top), middle), 5, 5)

    def _top(self) -> float:
        """Return the share at the right edge: a round one above all that is shown."""
        most = max((count.high for count in self._counts if count.share is not None), default=1.0)
        return next((each for each in (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8) if most <= each), 1.0)

    def _words(self, number: int) -> str:
        if not 0 <= number < len(self._counts):
            return ""
        return f"{text_title(number)}: {count_words(self._counts[number], self._context.locale)}"

    def event(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self._words(int(event.pos().y() // LINE_PX))
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self._counts:
            super().keyPressEvent(event)
            return
        self._marked = min(max(self._marked + step, 0), len(self._counts) - 1)
        self.setAccessibleName(self._words(self._marked))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._marked = -1
        self.setAccessibleName(self.tr("Accepted share of each text"))
        self.update()
