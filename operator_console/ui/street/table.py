"""The table of visitors: its columns, and who is marked; decides nothing."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.row_table import RowTable
from operator_console.ui.street.delegate import VisitorDelegate
from operator_console.ui.street.model import VisitorModel
from operator_console.ui.street.rows import Column, VisitorRow

Index = QModelIndex | QPersistentModelIndex
_WIDTHS: dict[int, int] = {
    Column.WHO: 158,
    Column.ON_PAGE: 92,
    Column.ON_SITE: 92,
    Column.VISITS: 80,
    Column.FROM: 130,
    Column.DEVICE: 86,
    Column.CART: 98,
    Column.STATE: 150,
}
_NARROW_WIDTHS: dict[int, int] = _WIDTHS | {
    Column.WHO: 140,
    Column.VISITS: 76,
    Column.FROM: 106,
    Column.CART: 92,
    Column.STATE: 144,
}
_NARROW_PX = 1060
"""Below this the kind of device gives way to titles of pages."""


class VisitorTable(RowTable):
    """Visitors, one a row.

    Signals:
        chosen: Another row is marked, or none.
        pointed: Whether the pointer is busy over the rows.
    """

    chosen = Signal()
    pointed = Signal(bool)

    def __init__(self, context: UiContext, model: VisitorModel, parent: QWidget) -> None:
        self._visitors = model
        delegate = VisitorDelegate(context)
        super().__init__(context, model, delegate, parent, name="visitor_table", widths=_WIDTHS, stretched=Column.PAGE)
        self.setAccessibleName(self.tr("Visitors on the sites"))

    @property
    def current(self) -> VisitorRow | None:
        """The marked row."""
        return self._visitors.row_at(self.currentIndex())

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

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(True)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(False)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.viewport().width() < _NARROW_PX
        self.setColumnHidden(Column.DEVICE, narrow)
        self.set_widths(_NARROW_WIDTHS if narrow else _WIDTHS)
        super().resizeEvent(event)
