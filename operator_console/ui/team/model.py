"""Lists of the wall as Qt models that report exactly what changed; they know neither the desk nor how rows look."""

from collections.abc import Callable, Hashable
from datetime import datetime
from enum import IntEnum
from typing import TypeVar

from PySide6.QtCore import QObject, Qt

from operator_console.ui.kit.row_model import Index, RowModel
from operator_console.ui.team.rows import AgentRow, ChatRow

Row = TypeVar("Row", ChatRow, AgentRow)

KEPT_S = 1.5
"""How long a row goes on to read as it did: seconds are told together, by `WallModel.tick`, and not row by row."""


class WallRole(IntEnum):
    """What the delegates read beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole row."""
    TICK = Qt.ItemDataRole.UserRole + 2
    """What depends on the time, as it read at the last tick; reported alone when only that changed."""


class WallModel(RowModel[Row]):
    """One column of rows whose times tick.

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
        self._faces: dict[str, tuple[datetime, Hashable]] = {}

    def replace(self, place: int, row: Row) -> None:
        """Show another state of one row."""
        self._rows[place] = row
        self._faces.pop(row.key, None)
        index = self.index(place, 0)
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
                index = self.index(place, 0)
                self.dataChanged.emit(index, index, [WallRole.TICK])

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

    def _gone(self, row: Row) -> None:
        self._faces.pop(row.key, None)
