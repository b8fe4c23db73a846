"""The list of visitors as a Qt model of columns that reports exactly what changed; knows neither desk nor looks."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from operator_console.ui.kit.list_order import staying
from operator_console.ui.kit.plain_label import plain_tooltip
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
    who_words,
)

Index = QModelIndex | QPersistentModelIndex
NUMBERS = frozenset({Column.ON_PAGE, Column.ON_SITE, Column.VISITS, Column.CART})
TICKING = frozenset({Column.ON_PAGE, Column.ON_SITE})


class VisitorRole(IntEnum):
    """What the delegate reads beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole `VisitorRow`."""


class VisitorModel(QAbstractTableModel):
    """Frozen rows in order, found by key.

    Args:
        now: Server time, for what ticks.
    """

    def __init__(self, now: Callable[[], datetime], locale: QLocale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._locale = locale
        self._rows: list[VisitorRow] = []
        self._places: dict[str, int] | None = {}

    @property
    def rows(self) -> tuple[VisitorRow, ...]:
        """All rows, top to bottom."""
        return tuple(self._rows)

    def index_of(self, key: str | None) -> QModelIndex:
        """Return the index of a key's first column, invalid when it is not there."""
        if self._places is None:
            self._places = {row.key: place for place, row in enumerate(self._rows)}
        place = self._places.get(key) if key is not None else None
        return self.index(place, 0) if place is not None else QModelIndex()

    def row_at(self, index: Index) -> VisitorRow | None:
        """Return the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def show_rows(self, rows: Sequence[VisitorRow]) -> None:
        """Become `rows` (with unique keys) by the fewest removals, moves, insertions and changes."""
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self._remove_others({row.key for row in rows})
            self._move_and_insert(rows)
        for place, row in enumerate(rows):
            if self._rows[place] is not row and self._rows[place] != row:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def tick(self, first: int, last: int) -> None:
        """Report that the times of the rows between two places read differently now."""
        last = min(last, len(self._rows) - 1)
        if 0 <= first <= last:
            roles = [Qt.ItemDataRole.DisplayRole]
            self.dataChanged.emit(self.index(first, Column.ON_PAGE), self.index(last, Column.ON_SITE), roles)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

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
        return self._words(row, column) if column in {Column.WHO, Column.FROM, Column.STATE} else ""

    # -- becoming other rows

    def _remove_others(self, wanted: set[str]) -> None:
        place = len(self._rows) - 1
        while place >= 0:
            if self._rows[place].key in wanted:
                place -= 1
                continue
            last = place
            while place >= 0 and self._rows[place].key not in wanted:
                place -= 1
            self.beginRemoveRows(QModelIndex(), place + 1, last)
            del self._rows[place + 1 : last + 1]
            self._places = None
            self.endRemoveRows()

    def _move_and_insert(self, rows: Sequence[VisitorRow]) -> None:
        keys, wanted = [row.key for row in self._rows], [row.key for row in rows]
        known, fixed = set(keys), staying(keys, {key: place for place, key in enumerate(wanted)})
        place = 0  # where the next row has to stand
        number = 0
        while number < len(wanted):
            key = wanted[number]
            end = number
            while end < len(wanted) and wanted[end] not in known:
                end += 1
            if end > number:
                self._insert(place, rows[number:end])
                keys[place:place] = wanted[number:end]
                place, number = place + end - number, end
                continue
            if key in fixed:
                place = keys.index(key, place) + 1
            else:
                source = keys.index(key)
                place = self._move(source, place)
                keys.insert(place - 1, keys.pop(source))
            number += 1

    def _insert(self, place: int, rows: Sequence[VisitorRow]) -> None:
        self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        self._rows[place:place] = rows
        self._places = None
        self.endInsertRows()

    def _move(self, source: int, target: int) -> int:
        """Move one row to before `target` and return the place after it."""
        if target in {source, source + 1}:
            return source + 1
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
        row = self._rows.pop(source)
        place = target - 1 if source < target else target
        self._rows.insert(place, row)
        self._places = None
        self.endMoveRows()
        return place + 1
