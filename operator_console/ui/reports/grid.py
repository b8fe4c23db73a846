"""A table of words that can be sorted: the rows of a report, or a chart's values; knows no figure."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from operator_console.ui.kit.plain_label import plain_tooltip

Index = QModelIndex | QPersistentModelIndex


class Cell(Struct, frozen=True):
    """What stands in one cell, and by what it is sorted."""

    words: str
    order: float | str


class Column(Struct, frozen=True):
    """A column's title, what it means, and whether it holds numbers."""

    title: str
    rule: str = ""
    number: bool = True


class Part(IntEnum):
    """Further roles of a cell."""

    ORDER = Qt.ItemDataRole.UserRole + 1


class GridModel(QAbstractTableModel):
    """Rows of cells; replaced whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: Sequence[Column] = ()
        self.rows: list[tuple[Cell, ...]] = []

    def show_rows(self, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self.columns, self.rows = columns, list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        if not index.isValid():
            return None
        cell, column = self.rows[index.row()][index.column()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.rows[index.row()][0].words}, {column.title}: {cell.words}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return cell.order if role == Part.ORDER else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(column.rule)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows; those without a value come last in both directions."""
        if not 0 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        known = [row for row in self.rows if row[column].order != ""]
        unknown = [row for row in self.rows if row[column].order == ""]
        known.sort(key=lambda row: row[column].order, reverse=order is Qt.SortOrder.DescendingOrder)
        self.rows = known + unknown
        self.layoutChanged.emit()


class Grid(QTableView):
    """The table, read only, to be walked and sorted by keyboard too."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = GridModel(self)
        self.setModel(self.grid_model)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSortingEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> None:
        """Replace everything; sorted as before, by the first column when there are other columns now."""
        same = [column.title for column in columns] == [column.title for column in self.grid_model.columns]
        self.grid_model.show_rows(columns, rows)
        if not same:
            self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header = self.horizontalHeader()
        self.grid_model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self.resizeColumnsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sort with Enter, as a click on the heading does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._sort_by_current()
        else:
            super().keyPressEvent(event)

    def _sort_by_current(self) -> None:
        column = self.currentIndex().column()
        header = self.horizontalHeader()
        if column < 0:
            return
        falling = header.sortIndicatorSection() == column and (
            header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        )
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder)
