"""The table of visitors: columns, sorting, choosing by pointer and keyboard; decides nothing."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView, QWidget

from operator_console.ui.kit.context import UiContext
from operator_console.ui.street.delegate import VisitorDelegate
from operator_console.ui.street.model import VisitorModel
from operator_console.ui.street.rows import Column, VisitorRow

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    Column.WHO: 158,
    Column.ON_PAGE: 92,
    Column.ON_SITE: 92,
    Column.VISITS: 80,
    Column.FROM: 130,
    Column.DEVICE: 86,
    Column.CART: 98,
    Column.STATE: 150,
}
_NARROW_WIDTHS = _WIDTHS | {
    Column.WHO: 140,
    Column.VISITS: 76,
    Column.FROM: 106,
    Column.CART: 92,
    Column.STATE: 144,
}
_NARROW_PX = 1060
"""Below this the kind of device gives way to titles of pages."""


class VisitorTable(QTreeView):
    """Rows of one height, so that thousands scroll as ten do.

    Signals:
        chosen: Another row is marked, or none.
        invite_requested: Invite the marked one.
        leave_requested: Up from the first row.
        sort_chosen: A column's header was pressed.
        pointed: Whether the pointer is busy over the rows.
    """

    chosen = Signal()
    invite_requested = Signal()
    leave_requested = Signal()
    sort_chosen = Signal(int)
    pointed = Signal(bool)

    def __init__(self, context: UiContext, model: VisitorModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("visitor_table")
        self.setAccessibleName(self.tr("Visitors on the sites"))
        self._visitors = model
        self.setModel(model)
        self.setItemDelegate(VisitorDelegate(context, self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setObjectName("visitor_columns")
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(50)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.PAGE, QHeaderView.ResizeMode.Stretch)
        for column, width_px in _WIDTHS.items():
            self.setColumnWidth(column, width_px)
        header.sectionClicked.connect(self.sort_chosen)
        self.doubleClicked.connect(self._on_double_clicked)
        context.theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> VisitorRow | None:
        """The marked row."""
        return self._visitors.row_at(self.currentIndex())

    def show_order(self, column: Column, *, falling: bool) -> None:
        """Show by what the rows are sorted."""
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.header().setSortIndicator(column, order)

    def mark(self, key: str | None) -> None:
        """Mark a visitor without scrolling; without one the first row is marked."""
        index = self._visitors.index_of(key)
        if not index.isValid():
            index = self._visitors.index(0, 0)
        if index != self.currentIndex().siblingAtColumn(0):
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, how)

    def visible_rows(self) -> tuple[int, int]:
        """Return the places of the first and last row in sight."""
        area = self.viewport().rect()
        first, last = self.indexAt(area.topLeft()), self.indexAt(area.bottomLeft())
        return max(0, first.row()), last.row() if last.isValid() else self._visitors.rowCount() - 1

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.invite_requested.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(True)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(False)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.viewport().width() < _NARROW_PX
        self.setColumnHidden(Column.DEVICE, narrow)
        for column, width_px in (_NARROW_WIDTHS if narrow else _WIDTHS).items():
            self.setColumnWidth(column, width_px)
        super().resizeEvent(event)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.invite_requested.emit()
