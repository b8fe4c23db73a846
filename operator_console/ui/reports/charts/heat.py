"""A week as a map: days down, hours across, the number in every field besides its shade."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from operator_console.ui.reports.charts.base import BOTTOM_PX, LEFT_PX, Chart, Sheet

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

NARROWEST_NUMBER_PX = 18
DARK_FROM = 0.55
"""Shade from which numbers are written in the light colour."""


class HeatMap(Chart):
    """Seven rows of hours."""

    def __init__(self, context: "UiContext", title: str, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent)
        self._sheet = Sheet((), ())
        self._days: list[str] = []
        self._hours: list[str] = []
        self._values: tuple[tuple[float, ...], ...] = ()

    @property
    def sheet(self) -> Sheet:
        """The values as a table."""
        return self._sheet

    def show_week(self, days: list[str], hours: list[str], values: tuple[tuple[float, ...], ...], value: str) -> None:
        """Show a week.

        Args:
            values: By day and hour.
            value: What is counted, in words.
        """
        self._days, self._hours, self._values = days, hours, values
        number = self.context.locale.toString
        rows = tuple(
            (f"{day} {hour}", number(round(values[row][column])))
            for row, day in enumerate(days)
            for column, hour in enumerate(hours)
        )
        self._sheet = Sheet(("", value), rows)
        self.values_changed()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        if not self._hours:
            return
        theme, inner = self.context.theme, self.inner(area)
        most = max((value for row in self._values for value in row), default=0.0) or 1.0
        high = inner.height() / len(self._days)
        for row, day in enumerate(self._days):
            painter.setFont(theme.font(11))
            painter.setPen(theme.colour("dim"))
            box = QRectF(area.left(), inner.top() + high * row, LEFT_PX - 6, high)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), day)
            for column in range(len(self._hours)):
                self._field(painter, self._box(row, column, inner), self._values[row][column], most)
        self.draw_below(painter, area, self._hours)

    def point_at(self, place: QPointF, area: QRectF) -> int:
        inner = self.inner(area)
        if not self._hours or not inner.contains(place):
            return -1
        column = int((place.x() - inner.left()) * len(self._hours) / inner.width())
        row = int((place.y() - inner.top()) * len(self._days) / inner.height())
        return min(row, len(self._days) - 1) * len(self._hours) + min(column, len(self._hours) - 1)

    def point_area(self, number: int, area: QRectF) -> QRectF:
        return self._box(*divmod(number, max(1, len(self._hours))), self.inner(area))

    def inner(self, area: QRectF) -> QRectF:
        """Return the fields' place."""
        return area.adjusted(LEFT_PX, 2, -2, -BOTTOM_PX)

    def _box(self, row: int, column: int, inner: QRectF) -> QRectF:
        wide, high = inner.width() / max(1, len(self._hours)), inner.height() / max(1, len(self._days))
        return QRectF(inner.left() + wide * column, inner.top() + high * row, wide, high).adjusted(0.5, 0.5, -0.5, -0.5)

    def _field(self, painter: QPainter, box: QRectF, value: float, most: float) -> None:
        theme = self.context.theme
        share = value / most
        ground = QColor(theme.colour("accent"))
        ground.setAlphaF(share)
        painter.fillRect(box, theme.colour("chip"))
        painter.fillRect(box, ground)
        if value > 0 and box.width() >= NARROWEST_NUMBER_PX:
            painter.setFont(theme.font(10, tabular=True))
            painter.setPen(theme.colour("accent_text" if share > DARK_FROM else "text"))
            words = self.context.locale.toString(round(value))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
