"""The week's plan as a table that is read by its numbers; the warmth of a cell only helps the eye."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from operator_console.domain.staffing.plan import WeekPlan
from operator_console.ui.kit.context import UiContext
from operator_console.ui.staffing.week_model import HEAT, RANGE, WeekModel

Index = QModelIndex | QPersistentModelIndex
ROW_PX = 26
COOLEST, WARMEST = 0.06, 0.42
"""Share of the accent colour behind the number: never so much that the number is hard to read."""
RANGE_FROM_PX = 62


class WeekTable(QTableView):
    """Goes by arrow keys from half hour to half hour and from day to day.

    Signals:
        looked_at: The words of the cell that is marked now.
    """

    looked_at = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staffing_week")
        self.setAccessibleName(self.tr("Agents needed for each half hour of the week"))
        self._week = WeekModel(context.locale, self)
        self.setModel(self._week)
        self.setItemDelegate(_NeedDelegate(context, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(36)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(ROW_PX)
        down.setHighlightSections(False)
        down.setSectionsClickable(False)
        self.setCornerButtonEnabled(False)
        context.theme.changed.connect(self.viewport().update)

    def show_plan(self, plan: WeekPlan, target_s: float) -> None:
        """Show a plan; the mark stays where it was."""
        marked = self.currentIndex()
        row, column = max(0, marked.row()), max(0, marked.column())
        self._week.show_plan(plan, target_s)
        self.setCurrentIndex(self._week.index(row, column))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.looked_at.emit(self._week.words_at(current))

    def sizeHint(self) -> QSize:
        return QSize(560, 420)


class _NeedDelegate(QStyledItemDelegate):
    """Paints a number on its warmth, with the range beside it where there is room."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = context.theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        place: QRect = option.rect.adjusted(1, 1, -1, -1)
        heat = float(index.data(HEAT) or 0.0)
        painter.save()
        if heat:
            warmth = theme.colour("accent")
            warmth.setAlphaF(COOLEST + (WARMEST - COOLEST) * heat)
            painter.fillRect(place, warmth)
        else:
            painter.fillRect(place, theme.colour("bg"))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.colour("focus"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(13.0, 600, tabular=True))
        words, wide = str(index.data() or ""), place.width() >= RANGE_FROM_PX
        number = place.adjusted(0, 0, -place.width() // 2 - 2, 0) if wide else place
        side = Qt.AlignmentFlag.AlignRight if wide else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(number, side | Qt.AlignmentFlag.AlignVCenter, words)
        if wide:
            painter.setFont(theme.font(11.0, tabular=True))
            painter.drawText(
                place.adjusted(place.width() // 2 + 4, 0, 0, 0),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                str(index.data(RANGE)),
            )
        painter.restore()
