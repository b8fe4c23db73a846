"""A table of frozen rows with keys as a Qt model that reports exactly what changed; knows no subject."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex

from operator_console.ui.kit.list_order import staying

Index = QModelIndex | QPersistentModelIndex


class KeyedRow(Protocol):
    """A row; rows are compared by value."""

    @property
    def key(self) -> str:
        """What it is found by, unique among all rows."""


Row = TypeVar("Row", bound=KeyedRow)


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows in order, found by key; one column unless a subclass says otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._places: dict[str, int] | None = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, top to bottom."""
        return tuple(self._rows)

    def index_of(self, key: str | None) -> QModelIndex:
        """Return the index of a key's first column, invalid when it is not there."""
        if self._places is None:
            self._places = {row.key: place for place, row in enumerate(self._rows)}
        place = self._places.get(key) if key is not None else None
        return self.index(place, 0) if place is not None else QModelIndex()

    def row_at(self, index: Index) -> Row | None:
        """Return the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Become `rows` (with unique keys) by the fewest removals, moves, insertions and changes."""
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self._remove_others({row.key for row in rows})
            self._move_and_insert(rows)
        for place, row in enumerate(rows):
            if self._rows[place] is not row and self._rows[place] != row:
                self.replace(place, row)

    def replace(self, place: int, row: Row) -> None:
        """Show another state of one row."""
        self._rows[place] = row
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else 1

    def _gone(self, row: Row) -> None:
        """Forget what a subclass keeps of a row."""

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
            for row in self._rows[place + 1 : last + 1]:
                self._gone(row)
            del self._rows[place + 1 : last + 1]
            self._places = None
            self.endRemoveRows()

    def _move_and_insert(self, rows: Sequence[Row]) -> None:
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

    def _insert(self, place: int, rows: Sequence[Row]) -> None:
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
