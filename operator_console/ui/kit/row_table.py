"""A table of rows of one height: columns, sorting, choosing by pointer and keyboard; knows no subject."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyledItemDelegate, QTreeView, QWidget

from operator_console.ui.kit.context import UiContext


class RowTable(QTreeView):
    """Thousands of rows scroll as ten do.

    Args:
        name: Of the table as an object; its header is called after it.
        delegate: Paints the rows.
        widths: Width of each column in pixels; the one at `stretched` has the rest.

    Signals:
        row_requested: The marked row is wanted, by Enter or a double click.
        leave_requested: Up from the first row.
        sort_chosen: A column's header was pressed.
    """

    row_requested = Signal()
    leave_requested = Signal()
    sort_chosen = Signal(int)

    def __init__(
        self,
        context: UiContext,
        model: QAbstractItemModel,
        delegate: QStyledItemDelegate,
        parent: QWidget,
        *,
        name: str,
        widths: Mapping[int, int],
        stretched: int,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
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
        header.setObjectName(f"{name}_columns")
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(50)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.set_widths(widths)
        header.sectionClicked.connect(self.sort_chosen)
        self.doubleClicked.connect(self._on_double_clicked)
        context.theme.changed.connect(self.viewport().update)

    def set_widths(self, widths: Mapping[int, int]) -> None:
        """Give columns these widths in pixels."""
        for column, width_px in widths.items():
            self.setColumnWidth(column, width_px)

    def show_order(self, column: int, *, falling: bool) -> None:
        """Show by what the rows are sorted."""
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.header().setSortIndicator(column, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.row_requested.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.row_requested.emit()
