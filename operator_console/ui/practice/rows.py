"""Cases to choose from as rows of a table, with a tick each; knows neither where cases come from nor who plays them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from operator_console.domain.plain_text import clean_line
from operator_console.domain.practice import Dialogue
from operator_console.ui.kit.plain_label import plain_tooltip
from operator_console.ui.kit.words import language_words

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

Index = QModelIndex | QPersistentModelIndex
TITLE, SITE, LANGUAGE, TEMPER, LENGTH, MAKER = range(6)
MOST_SHOWN_CHARS = 120


@dataclass(frozen=True)
class CaseRow:
    """One case.

    Attributes:
        site_name: As the agent knows the site.
        case_id: Of a team's own case; empty for a shipped one.
        by: Who made a team's own case.
    """

    dialogue: Dialogue
    site_name: str
    case_id: str = ""
    by: str = ""

    @property
    def name(self) -> str:
        """What tells it from every other case."""
        return self.case_id or f"{self.dialogue.language}/{self.dialogue.key}"

    @property
    def title(self) -> str:
        """What people call it."""
        return clean_line(self.dialogue.title or self.dialogue.key, MOST_SHOWN_CHARS)


class CaseModel(QAbstractTableModel):
    """Rows of cases; a tick stays with its case while others are shown.

    Signals:
        chosen_changed: Other cases are ticked now.
    """

    chosen_changed = Signal()

    def __init__(self, locale: "QLocale", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locale = locale
        self._rows: list[CaseRow] = []
        self._chosen: set[str] = set()

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        """What is shown."""
        return tuple(self._rows)

    @property
    def chosen(self) -> tuple[CaseRow, ...]:
        """The ticked ones of those that are shown."""
        return tuple(row for row in self._rows if row.name in self._chosen)

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
        self.chosen_changed.emit()

    def choose(self, names: Iterable[str]) -> None:
        """Tick these of the shown cases, and no others of them."""
        wanted = set(names)
        for row in self._rows:
            if row.name in wanted:
                self._chosen.add(row.name)
            else:
                self._chosen.discard(row.name)
        if self._rows:
            self.dataChanged.emit(self.index(0, TITLE), self.index(len(self._rows) - 1, TITLE))
        self.chosen_changed.emit()

    def toggle(self, number: int) -> None:
        """Tick a row, or take its tick away."""
        row = self._rows[number]
        self._chosen.symmetric_difference_update({row.name})
        self.dataChanged.emit(self.index(number, TITLE), self.index(number, TITLE))
        self.chosen_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else 6

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TITLE else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Case"),
            self.tr("Site"),
            self.tr("Language"),
            self.tr("Temper"),
            self.tr("Messages"),
            self.tr("From"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TITLE:
            return Qt.CheckState.Checked if row.name in self._chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._words(row)[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == TITLE:
            words = self._words(row)
            return ", ".join(word for word in words if word)
        return None

    def setData(self, index: Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != TITLE:
            return False
        self.toggle(index.row())
        return True

    def _words(self, row: CaseRow) -> tuple[str, ...]:
        return (
            row.title,
            clean_line(row.site_name, MOST_SHOWN_CHARS),
            language_words(row.dialogue.language),
            clean_line(row.dialogue.visitor.temper, MOST_SHOWN_CHARS),
            self._locale.toString(row.dialogue.messages),
            (clean_line(row.by, MOST_SHOWN_CHARS) or self.tr("Team")) if row.case_id else self.tr("Shipped"),
        )
