"""The list of articles as a Qt model; knows neither the desk nor how rows look."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.ui.knowledge.rows import ArticleRow

Index = QModelIndex | QPersistentModelIndex


class ArticleRole(IntEnum):
    """What the delegate reads beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole `ArticleRow`."""


class ArticleListModel(QAbstractListModel):
    """Frozen rows in order; a new search replaces all of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ArticleRow, ...] = ()

    @property
    def rows(self) -> tuple[ArticleRow, ...]:
        """All rows, best first."""
        return self._rows

    def show_rows(self, rows: Sequence[ArticleRow]) -> bool:
        """Become `rows` and tell whether that changed anything."""
        fresh = tuple(rows)
        if fresh == self._rows:
            return False
        if [_identity(row) for row in fresh] == [_identity(row) for row in self._rows]:
            self._replace_values(fresh)
        else:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
        return True

    def row_at(self, index: Index) -> ArticleRow | None:
        """Return the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ArticleRole.ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.excerpt
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _replace_values(self, rows: tuple[ArticleRow, ...]) -> None:
        before, self._rows = self._rows, rows
        for place, row in enumerate(rows):
            if row != before[place]:
                index = self.index(place)
                self.dataChanged.emit(index, index, [ArticleRole.ROW])


def _identity(row: ArticleRow) -> tuple[SiteId, ArticleKey, str]:
    return row.article.site_id, row.article.key, row.article.language
