"""What all charts share: points to point at, to walk over with the arrow keys, to read as a table; draws nothing."""

import math
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from operator_console.ui.kit.plain_label import plain_tooltip

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 40, 10, 8, 22
LEAST_HEIGHT_PX = 170
GRID_LINES = 4
WORDS_APART_PX = 10


class Sheet(Struct, frozen=True):
    """What a chart shows, as a table: one header and rows of words."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(QWidget):
    """One picture of values, with the same in words.

    Signals:
        pointed: (words) The point under the keyboard's marker, in words.
    """

    pointed = Signal(str)

    def __init__(self, context: "UiContext", title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.title = title
        self._marked = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        self.setAccessibleName(title)
        context.theme.changed.connect(self.update)

    @property
    def sheet(self) -> Sheet:
        """The values as a table."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """Ask for a picture wider than it is high."""
        return QSize(420, 200)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Draw into `area`; also used for paper."""
        raise NotImplementedError

    def point_at(self, place: QPointF, area: QRectF) -> int:
        """Return the number of the point at a place; -1 when there is none."""
        raise NotImplementedError

    def point_area(self, number: int, area: QRectF) -> QRectF:
        """Return where a point is."""
        raise NotImplementedError

    def values_changed(self) -> None:
        """New values: drawn soon, and told to screen readers."""
        self._marked = -1
        lines = (", ".join(row) for row in self.sheet.rows[:60])
        self.setAccessibleDescription("; ".join(lines))
        self.update()

    def point_words(self, number: int) -> str:
        """Return a point in words: its row, each value with its column."""
        sheet = self.sheet
        if not 0 <= number < len(sheet.rows):
            return ""
        row = sheet.rows[number]
        values = (f"{name}: {value}" for name, value in zip(sheet.header[1:], row[1:], strict=True))
        return f"{row[0]} · {' · '.join(values)}"

    # -- parts of drawing

    def inner(self, area: QRectF) -> QRectF:
        """Return where values are drawn, without the axes' words."""
        return area.adjusted(LEFT_PX, TOP_PX, -RIGHT_PX, -BOTTOM_PX)

    def draw_grid(self, painter: QPainter, area: QRectF, top: float, words: list[str]) -> None:
        """Draw horizontal lines with their values at the left.

        Args:
            top: The value at the upper edge; the lower one is zero.
            words: Of the lines from zero up, `GRID_LINES` + 1.
        """
        theme, inner = self.context.theme, self.inner(area)
        painter.setFont(theme.font(11, tabular=True))
        for number in range(GRID_LINES + 1):
            y = inner.bottom() - inner.height() * number / GRID_LINES
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))
            painter.setPen(theme.colour("dim"))
            box = QRectF(area.left(), y - 8, LEFT_PX - 6, 16)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words[number])

    def draw_below(self, painter: QPainter, area: QRectF, words: list[str], *, at_edges: bool = False) -> None:
        """Write the points' words below the picture: of each, or of as many as there is room for.

        Args:
            at_edges: A word says where its point begins, not what it is.
        """
        theme, inner = self.context.theme, self.inner(area)
        painter.setFont(theme.font(11, tabular=True))
        painter.setPen(theme.colour("dim"))
        wide = inner.width() / max(1, len(words))
        metrics = painter.fontMetrics()
        room = max((metrics.horizontalAdvance(each) for each in words), default=0) + WORDS_APART_PX
        step = max(1, math.ceil(room / wide))
        for number in range(0, len(words), step):
            middle = inner.left() + wide * (number if at_edges else number + 0.5)
            left = min(middle - room / 2, area.right() - room)
            box = QRectF(left, inner.bottom() + 3, room, BOTTOM_PX - 4)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words[number])

    # -- Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        self.paint(painter, area)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.context.theme.colour("focus"), 2))
            marked = self.point_area(self._marked, area) if self._marked >= 0 else area.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(marked, 3, 3)

    def event(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self.point_at(QPointF(event.pos()), QRectF(self.rect()))
            QToolTip.showText(event.globalPos(), plain_tooltip(self.point_words(number)), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the points."""
        last = len(self.sheet.rows) - 1
        places = {
            Qt.Key.Key_Right: self._marked + 1,
            Qt.Key.Key_Left: self._marked - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or last < 0:
            super().keyPressEvent(event)
            return
        self._marked = min(max(place, 0), last)
        self.pointed.emit(self.point_words(self._marked))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._marked = -1
        self.update()


def nice_top(value: float) -> float:
    """Return a round number at or above `value` that four equal parts of which are easy to read."""
    if value <= GRID_LINES:
        return float(GRID_LINES)
    step = 1.0
    while True:
        for factor in (1.0, 2.0, 2.5, 5.0):
            if step * factor * GRID_LINES >= value and (step * factor).is_integer():
                return step * factor * GRID_LINES
        step *= 10
