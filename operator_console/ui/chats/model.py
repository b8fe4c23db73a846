"""The rail's rows as a Qt list model that reports exactly what changed; knows neither the desk nor how rows look."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import QObject, Qt

from operator_console.ui.chats.row_words import TickFace, row_description, row_title, tick_face
from operator_console.ui.chats.rows import RailRow
from operator_console.ui.kit.row_model import Index, RowModel


class RailRole(IntEnum):
    """What the delegate reads beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole `RailRow`."""
    FACE = Qt.ItemDataRole.UserRole + 2
    """What ticks in the row, as `TickFace`; None for a header."""


class RailModel(RowModel[RailRow]):
    """Frozen rows in order, found by key.

    Args:
        now: Server time, for what ticks.
    """

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._faces: dict[str, TickFace] = {}

    def replace(self, place: int, row: RailRow) -> None:
        self._rows[place] = row
        if row.chat is not None:
            self._faces[row.key] = tick_face(row.chat, self._now())
        index = self.index(place, 0)
        self.dataChanged.emit(index, index, [RailRole.ROW, Qt.ItemDataRole.AccessibleTextRole])

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
            self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], 0), [RailRole.FACE])

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

    def _gone(self, row: RailRow) -> None:
        self._faces.pop(row.key, None)
