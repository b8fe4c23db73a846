"""Lists of the wall as Qt models that report exactly what changed; they know neither the desk nor how rows look."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from operator_console.ui.kit.list_order import staying
from operator_console.ui.team.rows import AgentRow, ChatRow

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row", ChatRow, AgentRow)

KEPT_S = 1.5
"""How long a row goes on to read as it did: seconds are told together, by `WallModel.tick`, and not row by row."""


class WallRole(IntEnum):
    """What the delegates read beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole row."""
    TICK = Qt.ItemDataRole.UserRole + 2
    """What depends on the time, as it read at the last tick; reported alone when only that changed."""


class WallModel(QAbstractListModel, Generic[Row]):
    """Frozen rows in order, found by key.

    Args:
        now: Server time, for what ticks.
        words: A row as a sentence.
        face: What of a row depends on the time, as it reads now.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        words: Callable[[Row, datetime], str],
        face: Callable[[Row, datetime], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._words: Callable[[Row, datetime], str] = words
        self._face: Callable[[Row, datetime], Hashable] = face
        self._rows: list[Row] = []
        self._places: dict[str, int] | None = {}
        self._faces: dict[str, tuple[datetime, Hashable]] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, top to bottom."""
        return tuple(self._rows)

    def index_of(self, key: str | None) -> QModelIndex:
        """Return the index of a key, invalid when it is not there."""
        if self._places is None:
            self._places = {row.key: place for place, row in enumerate(self._rows)}
        place = self._places.get(key) if key is not None else None
        return self.index(place) if place is not None else QModelIndex()

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
        self._faces.pop(row.key, None)
        index = self.index(place)
        self.dataChanged.emit(index, index, [WallRole.ROW, Qt.ItemDataRole.AccessibleTextRole])

    def tick(self, first: int, last: int) -> None:
        """Report rows between two places whose time reads differently now."""
        now = self._now()
        for place in range(max(0, first), min(last + 1, len(self._rows))):
            row = self._rows[place]
            before = self._faces.get(row.key)
            face = self._face(row, now)
            self._faces[row.key] = now, face
            if before is None or before[1] != face:
                index = self.index(place)
                self.dataChanged.emit(index, index, [WallRole.TICK])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == WallRole.ROW:
            return row
        if role == WallRole.TICK:
            return self._face_of(row)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, self._now())
        return None

    def _face_of(self, row: Row) -> Hashable:
        """Return how a row reads, so that one that has only moved since the last tick is not another picture."""
        now, known = self._now(), self._faces.get(row.key)
        if known is None or abs((now - known[0]).total_seconds()) > KEPT_S:
            known = self._faces[row.key] = now, self._face(row, now)
        return known[1]

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
                self._faces.pop(row.key, None)
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
