"""The rail's rows as a Qt list model that reports exactly what changed; knows neither the desk nor how rows look."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from operator_console.ui.chats.row_words import TickFace, row_description, row_title, tick_face
from operator_console.ui.chats.rows import RailRow
from operator_console.ui.kit.list_order import staying

Index = QModelIndex | QPersistentModelIndex


class RailRole(IntEnum):
    """What the delegate reads beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole `RailRow`."""
    FACE = Qt.ItemDataRole.UserRole + 2
    """What ticks in the row, as `TickFace`; None for a header."""


class RailModel(QAbstractListModel):
    """Frozen rows in order, found by key.

    Args:
        now: Server time, for what ticks.
    """

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._rows: list[RailRow] = []
        self._places: dict[str, int] = {}
        self._faces: dict[str, TickFace] = {}

    @property
    def rows(self) -> tuple[RailRow, ...]:
        """All rows, top to bottom."""
        return tuple(self._rows)

    def place_of(self, key: str) -> int:
        """Return the row number of a key, or -1."""
        return self._places.get(key, -1)

    def index_of(self, key: str | None) -> QModelIndex:
        """Return the index of a key, invalid when it is not there."""
        place = self._places.get(key, -1) if key is not None else -1
        return self.index(place) if place >= 0 else QModelIndex()

    def row_at(self, index: Index) -> RailRow | None:
        """Return the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def show_rows(self, rows: Sequence[RailRow]) -> None:
        """Become `rows` (with unique keys) by the fewest removals, moves, insertions and changes."""
        self._remove_others({row.key for row in rows})
        self._move_and_insert(rows)
        self._replace_values(rows)

    def tick(self) -> None:
        """Report rows whose clock or waiting time reads differently now, neighbours together."""
        now = self._now()
        changed = []
        for place, row in enumerate(self._rows):
            if row.chat is None or row.gone:
                continue
            face = tick_face(row.chat, now)
            if self._faces.get(row.key) != face:
                self._faces[row.key] = face
                changed.append(place)
        for _, run in groupby(enumerate(changed), lambda one: one[1] - one[0]):
            places = [place for _, place in run]
            self.dataChanged.emit(self.index(places[0]), self.index(places[-1]), [RailRole.FACE])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == RailRole.ROW:
            return row
        if role == RailRole.FACE:
            return self._face(row)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row_title(row, self._now())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row_description(row, self._now())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.chat is None or row.gone:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _face(self, row: RailRow) -> TickFace | None:
        if row.chat is None:
            return None
        face = self._faces.get(row.key)
        if face is None:
            face = self._faces[row.key] = tick_face(row.chat, self._now())
        return face

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
            self._renumber()
            self.endRemoveRows()

    def _move_and_insert(self, rows: Sequence[RailRow]) -> None:
        fixed = staying([row.key for row in self._rows], {row.key: place for place, row in enumerate(rows)})
        place = 0  # where the next row has to stand
        number = 0
        while number < len(rows):
            key = rows[number].key
            known = self._places.get(key)
            if known is None:
                end = number
                while end < len(rows) and rows[end].key not in self._places:
                    end += 1
                self._insert(place, rows[number:end])
                place, number = place + end - number, end
                continue
            place = known + 1 if key in fixed else self._move(known, place)
            number += 1

    def _insert(self, place: int, rows: Sequence[RailRow]) -> None:
        self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        self._rows[place:place] = rows
        self._renumber()
        self.endInsertRows()

    def _move(self, source: int, target: int) -> int:
        """Move one row to before `target` and return the place after it."""
        if target in {source, source + 1}:
            return source + 1
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
        row = self._rows.pop(source)
        place = target - 1 if source < target else target
        self._rows.insert(place, row)
        self._renumber()
        self.endMoveRows()
        return place + 1

    def _replace_values(self, rows: Sequence[RailRow]) -> None:
        now = self._now()
        for place, row in enumerate(rows):
            if self._rows[place] == row:
                continue
            self._rows[place] = row
            if row.chat is not None:
                self._faces[row.key] = tick_face(row.chat, now)
            index = self.index(place)
            self.dataChanged.emit(index, index, [RailRole.ROW, Qt.ItemDataRole.AccessibleTextRole])

    def _renumber(self) -> None:
        self._places = {row.key: place for place, row in enumerate(self._rows)}
