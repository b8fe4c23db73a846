"""Bars side by side, in two looks by a limit, and optionally a line over them with an axis of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from operator_console.ui.reports.charts.base import GRID_LINES, Chart, Sheet, nice_top

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

NOTHING = Sheet((), ())


class BarChart(Chart):
    """A histogram, or load against staffing: bars, what lies beyond a limit hatched, a dashed line over them."""

    def __init__(self, context: "UiContext", title: str, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent)
        self._sheet = NOTHING
        self._bars: tuple[float, ...] = ()
        self._line: tuple[float, ...] = ()
        self._below: list[str] = []
        self._limit = -1
        self._number = context.locale.toString

    @property
    def sheet(self) -> Sheet:
        """The values as a table."""
        return self._sheet

    def show_bars(
        self,
        sheet: Sheet,
        bars: tuple[float, ...],
        below: list[str],
        *,
        limit: int = -1,
        line: tuple[float, ...] = (),
    ) -> None:
        """Show values.

        Args:
            sheet: The same as a table, a row for each bar.
            below: What is written below each bar; where it begins when there is a limit.
            limit: Bars from this number on are beyond the limit; -1 for none.
            line: Further values, drawn on the same scale.
        """
        self._sheet, self._bars, self._below, self._limit, self._line = sheet, bars, below, limit, line
        self.values_changed()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        theme, inner = self.context.theme, self.inner(area)
        top = nice_top(max((*self._bars, *self._line), default=0.0))
        words = [self._number(round(top * number / GRID_LINES)) for number in range(GRID_LINES + 1)]
        self.draw_grid(painter, area, top, words)
        for number, value in enumerate(self._bars):
            box = self._bar(number, value / top, inner)
            late = self._limit >= 0 and number >= self._limit
            colour = theme.colour("bad" if late else "accent")
            painter.setPen(QPen(colour, 1))
            # Beyond the limit hatched as well: never by colour alone.
            painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern if late else Qt.BrushStyle.SolidPattern))
            if value > 0:
                painter.drawRect(box)
        if self._limit >= 0 and self._bars:
            x = inner.left() + inner.width() * self._limit / len(self._bars)
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()))
        if self._line:
            self._draw_line(painter, inner, top)
        self.draw_below(painter, area, self._below, at_edges=self._limit >= 0)

    def point_at(self, place: QPointF, area: QRectF) -> int:
        inner = self.inner(area)
        if not self._bars or not inner.left() <= place.x() < inner.right():
            return -1
        return int((place.x() - inner.left()) * len(self._bars) / inner.width())

    def point_area(self, number: int, area: QRectF) -> QRectF:
        inner = self.inner(area)
        wide = inner.width() / max(1, len(self._bars))
        return QRectF(inner.left() + wide * number, inner.top(), wide, inner.height())

    def _bar(self, number: int, share: float, inner: QRectF) -> QRectF:
        wide = inner.width() / len(self._bars)
        high = inner.height() * share
        return QRectF(inner.left() + wide * number + 1, inner.bottom() - high, max(1.0, wide - 2), high)

    def _draw_line(self, painter: QPainter, inner: QRectF, top: float) -> None:
        theme = self.context.theme
        wide = inner.width() / len(self._line)
        points = [
            QPointF(inner.left() + wide * (number + 0.5), inner.bottom() - inner.height() * value / top)
            for number, value in enumerate(self._line)
        ]
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.setBrush(theme.colour("panel"))
        painter.drawPolyline(QPolygonF(points))
        for point in points:
            painter.drawEllipse(point, 3, 3)
