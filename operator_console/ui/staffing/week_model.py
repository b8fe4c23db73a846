"""The week's plan as a Qt table: a row for each half hour of the day, a column for each weekday; knows no desk."""

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from operator_console.domain.staffing.plan import Need, WeekPlan
from operator_console.domain.staffing.values import SLOTS_A_DAY
from operator_console.ui.staffing.words import day_words, need_words, range_words, slot_words

NEED = Qt.ItemDataRole.UserRole
"""The `Need` of a cell."""
RANGE = Qt.ItemDataRole.UserRole + 1
"""What a quiet and a busy one need, in words; empty when closed."""
HEAT = Qt.ItemDataRole.UserRole + 2
"""Agents as a part of the week's most, 0.0 when closed."""
Index = QModelIndex | QPersistentModelIndex


class WeekModel(QAbstractTableModel):
    """Shows the half hours between the first and the last in which any day is open."""

    def __init__(self, locale: QLocale, parent: QObject) -> None:
        super().__init__(parent)
        self._locale = locale
        self._needs: tuple[Need, ...] = ()
        self._first = 0
        self._rows = 0
        self._most = 1
        self._target_s = 30.0

    def show_plan(self, plan: WeekPlan, target_s: float) -> None:
        """Show another plan."""
        self.beginResetModel()
        opened = [need.slot % SLOTS_A_DAY for need in plan.needs if need.agents]
        self._needs = plan.needs
        self._target_s = target_s
        self._first = min(opened, default=0)
        self._rows = max(opened, default=-1) - self._first + 1
        self._most = max((need.agents for need in plan.needs), default=1) or 1
        self.endResetModel()

    def need_at(self, index: Index) -> Need | None:
        """Return the half hour of a cell."""
        if not index.isValid():
            return None
        return self._needs[index.column() * SLOTS_A_DAY + self._first + index.row()]

    def words_at(self, index: Index) -> str:
        """Return everything about a cell in a sentence."""
        need = self.need_at(index)
        return need_words(need, self._target_s, self._locale) if need is not None else ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._rows

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        need = self.need_at(index)
        if need is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._locale.toString(need.agents) if need.agents else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words_at(index)
        if role == NEED:
            return need
        if role == RANGE:
            return range_words(need.low, need.high, self._locale) if need.agents else ""
        if role == HEAT:
            return need.agents / self._most
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if orientation is Qt.Orientation.Vertical:
            return slot_words(self._first + section, self._locale)
        return day_words(section, self._locale, short=role == Qt.ItemDataRole.DisplayRole)
