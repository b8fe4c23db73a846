"""The list of visitors as a Qt model of columns that reports exactly what changed; knows neither desk nor looks."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt

from operator_console.ui.kit.plain_label import plain_tooltip
from operator_console.ui.kit.row_model import Index, RowModel
from operator_console.ui.kit.words import device_kind_words, device_words
from operator_console.ui.street.rows import Column, VisitorRow
from operator_console.ui.street.words import (
    cart_words,
    column_words,
    from_words,
    page_words,
    place_words,
    row_words,
    span_words,
    state_words,
    who_tip,
    who_words,
)

NUMBERS = frozenset({Column.ON_PAGE, Column.ON_SITE, Column.VISITS, Column.CART})
TICKING = frozenset({Column.ON_PAGE, Column.ON_SITE})


class VisitorRole(IntEnum):
    """What the delegate reads beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole `VisitorRow`."""


class VisitorModel(RowModel[VisitorRow]):
    """Visitors in columns.

    Args:
        now: Server time, for what ticks.
    """

    def __init__(self, now: Callable[[], datetime], locale: QLocale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._locale = locale

    def tick(self, first: int, last: int) -> None:
        """Report that the times of the rows between two places read differently now."""
        last = min(last, len(self._rows) - 1)
        if 0 <= first <= last:
            roles = [Qt.ItemDataRole.DisplayRole]
            self.dataChanged.emit(self.index(first, Column.ON_PAGE), self.index(last, Column.ON_SITE), roles)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_words(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if Column(section) in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        column = Column(index.column())
        if role == VisitorRole.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            whole = column is Column.WHO
            return row_words(row, self._now(), self._locale) if whole else self._words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._tip(row, column))
        return None

    def _words(self, row: VisitorRow, column: Column) -> str:
        visit = row.one.visit
        if column in TICKING:
            return span_words(row.opened_at if column is Column.ON_PAGE else visit.started_at, self._now())
        if column is Column.CART:
            return cart_words(row, self._locale)
        if column is Column.STATE:
            return state_words(row, self._locale)
        if column is Column.VISITS:
            return self._locale.toString(row.one.visitor.visits)
        if column is Column.DEVICE:
            return device_kind_words(visit.device.kind)
        return {Column.WHO: who_words, Column.PAGE: page_words, Column.FROM: from_words}[column](row)

    def _tip(self, row: VisitorRow, column: Column) -> str:
        if column is Column.PAGE:
            return f"{page_words(row)}\n{place_words(row)}"
        if column is Column.DEVICE:
            return device_words(row.one.visit.device)
        if column is Column.WHO:
            return who_tip(row)
        return self._words(row, column) if column in {Column.FROM, Column.STATE} else ""
