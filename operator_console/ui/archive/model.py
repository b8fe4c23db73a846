"""The archive's list as a Qt model that grows by pages; knows neither the desk nor how rows look."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from operator_console.domain.ids import ConversationId
from operator_console.ui.archive.rows import ArchiveRow

MOST_ROWS = 600
Index = QModelIndex | QPersistentModelIndex


class ArchiveRole(IntEnum):
    """What the delegate reads beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole `ArchiveRow`."""


class ArchiveModel(QAbstractListModel):
    """Frozen rows in order, each chat once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ArchiveRow] = []
        self._places: dict[ConversationId, int] = {}

    @property
    def full(self) -> bool:
        """No more rows are taken: who looks for something narrows the query."""
        return len(self._rows) >= MOST_ROWS

    def show_rows(self, rows: Sequence[ArchiveRow]) -> None:
        """Become these."""
        self.beginResetModel()
        self._rows, self._places = [], {}
        self._take(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[ArchiveRow]) -> None:
        """Add a page at the end, without what is there already."""
        new = [row for row in rows if row.conversation_id not in self._places][: MOST_ROWS - len(self._rows)]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._take(new)
            self.endInsertRows()

    def change_row(self, row: ArchiveRow) -> None:
        """Show a chat's new state, when it is listed."""
        place = self._places.get(row.conversation_id)
        if place is not None and self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place), [ArchiveRole.ROW])

    def row_at(self, index: Index) -> ArchiveRow | None:
        """Return the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, conversation_id: ConversationId) -> QModelIndex:
        """Return where a chat is listed; invalid when it is not."""
        place = self._places.get(conversation_id)
        return self.index(place) if place is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ArchiveRole.ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _take(self, rows: Sequence[ArchiveRow]) -> None:
        for row in rows:
            if row.conversation_id not in self._places:
                self._places[row.conversation_id] = len(self._rows)
                self._rows.append(row)
