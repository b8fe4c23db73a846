"""The list of articles as a Qt model of columns; knows neither the desk nor how rows look."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from operator_console.domain.articles import ArticleName
from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.rows import CardRow, Column
from operator_console.ui.articles.words import column_words, state_words
from operator_console.ui.kit.plain_label import plain_tooltip
from operator_console.ui.kit.words import date_words

Index = QModelIndex | QPersistentModelIndex
_RIGHT = {Column.USED, Column.SOLVED}


class CardRole(IntEnum):
    """What the delegate reads beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The whole `CardRow`."""


class CardModel(QAbstractTableModel):
    """Frozen rows in order, with the place of each article; new rows replace all of them."""

    def __init__(self, locale: QLocale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locale = locale
        self._today = date.min
        self._rows: tuple[CardRow, ...] = ()
        self._places: dict[ArticleName, int] = {}

    @property
    def rows(self) -> tuple[CardRow, ...]:
        """All rows, in order."""
        return self._rows

    @property
    def today(self) -> date:
        """The day for which reviews are overdue."""
        return self._today

    def show_rows(self, rows: Sequence[CardRow], today: date) -> None:
        """Become `rows`; only what changed is told when the articles are the same in the same order."""
        fresh = tuple(rows)
        if (fresh, today) == (self._rows, self._today):
            return
        if [row.name for row in fresh] == [row.name for row in self._rows]:
            before, self._rows, self._today = self._rows, fresh, today
            for place, row in enumerate(fresh):
                if row != before[place]:
                    self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))
            return
        self.beginResetModel()
        self._rows, self._today = fresh, today
        self._places = {row.name: place for place, row in enumerate(fresh)}
        self.endResetModel()

    def place_of(self, name: ArticleName) -> int:
        """Return the row of an article, -1 when it is not here."""
        return self._places.get(name, -1)

    def row_at(self, index: Index) -> CardRow | None:
        """Return the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

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
            side = Qt.AlignmentFlag.AlignRight if Column(section) in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == CardRole.ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.TITLE:
            return plain_tooltip(f"{row.card.title}\n{row.card.summary}".strip())
        return None

    def _words(self, row: CardRow, column: Column) -> str:
        card = row.card
        if column is Column.TITLE:
            return clean_line(card.title, 300)
        if column is Column.STATE:
            return state_words(row.state)
        if column is Column.OWNER:
            return clean_line(card.owner, 80)
        if column is Column.REVIEW:
            return date_words(card.review, self._locale) if card.review is not None else ""
        if column is Column.USED:
            return self._locale.toString(row.uses) if row.uses else ""
        if column is Column.SOLVED:
            return f"{round(row.solved_share * 100)} %" if row.solved_share is not None else ""
        return date_words(card.changed_at.astimezone().date(), self._locale) if card.changed_at is not None else ""
