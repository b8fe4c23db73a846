"""Lines over time, each with a look of its own, and a limit as a dashed line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from operator_console.ui.reports.charts.base import GRID_LINES, Chart, Sheet, nice_top

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

Values = tuple[float | None, ...]
_LOOKS = (("accent", Qt.PenStyle.SolidLine, True), ("text", Qt.PenStyle.DashLine, False))
"""Colour, kind of line, and whether its points are round or square."""


class LineChart(Chart):
    """Two lines at most; where nothing was measured, a line has a gap."""

    def __init__(self, context: "UiContext", title: str, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent)
        self._sheet = Sheet((), ())
        self._lines: tuple[Values, ...] = ()
        self._below: list[str] = []
        self._limit: float | None = None

    @property
    def sheet(self) -> Sheet:
        """The values as a table."""
        return self._sheet

    def show_lines(self, sheet: Sheet, lines: tuple[Values, ...], below: list[str], limit: float | None) -> None:
        """Show values; `sheet` is the same as a table, with a column for each line."""
        self._sheet, self._lines, self._below, self._limit = sheet, lines, below, limit
        self.values_changed()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        theme, inner = self.context.theme, self.inner(area)
        values = [value for line in self._lines for value in line if value is not None]
        top = nice_top(max((*values, self._limit or 0.0), default=0.0))
        number = self.context.locale.toString
        self.draw_grid(painter, area, top, [number(round(top * part / GRID_LINES)) for part in range(GRID_LINES + 1)])
        if self._limit is not None:
            y = inner.bottom() - inner.height() * self._limit / top
            painter.setPen(QPen(theme.colour("bad"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))
        for line, (colour, style, is_round) in zip(self._lines, _LOOKS, strict=False):
            self._draw(painter, inner, line, top, QPen(theme.colour(colour), 2, style), is_round=is_round)
        self.draw_below(painter, area, self._below)

    def point_at(self, place: QPointF, area: QRectF) -> int:
        inner, count = self.inner(area), len(self._below)
        if not count or not inner.left() <= place.x() < inner.right():
            return -1
        return int((place.x() - inner.left()) * count / inner.width())

    def point_area(self, number: int, area: QRectF) -> QRectF:
        inner = self.inner(area)
        wide = inner.width() / max(1, len(self._below))
        return QRectF(inner.left() + wide * number, inner.top(), wide, inner.height())

    def _draw(self, painter: QPainter, inner: QRectF, line: Values, top: float, pen: QPen, *, is_round: bool) -> None:
        wide = inner.width() / max(1, len(line))
        run: list[QPointF] = []
        for number, value in enumerate((*line, None)):
            if value is not None:
                high = inner.height() * value / top
                run.append(QPointF(inner.left() + wide * (number + 0.5), inner.bottom() - high))
                continue
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(run))
            painter.setPen(QPen(pen.color(), 1))
            painter.setBrush(pen.color())
            for point in run:
                if is_round:
                    painter.drawEllipse(point, 2.5, 2.5)
                else:
                    painter.drawRect(QRectF(point.x() - 2.5, point.y() - 2.5, 5, 5))
            run = []
