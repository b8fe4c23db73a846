"""Today's plan against what happened, as a table; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from operator_console.desk.staffing import TodayHalfHour
from operator_console.ui.kit.context import UiContext
from operator_console.ui.staffing.words import in_time_words, number_words, present_words, slot_words, today_words

ROW_PX = 24
FROM, NEEDED, THERE, CHATS, IN_TIME = range(5)
Index = QModelIndex | QPersistentModelIndex


class TodayModel(QAbstractTableModel):
    """A row for each half hour; fewer there than needed is said by a sign, not only by colour."""

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._locale: QLocale = context.locale
        self._shown: tuple[TodayHalfHour, ...] = ()

    def show_today(self, rows: Sequence[TodayHalfHour]) -> None:
        """Show these half hours."""
        self.beginResetModel()
        self._shown = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        short = row.present is not None and row.present < row.needed
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, index.column(), short=short)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return today_words(row, self._locale)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            if short and index.column() == THERE:
                return self._theme.colour("bad_text")
            return self._theme.colour("text" if row.present is not None else "dim")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (self.tr("From"), self.tr("Needed"), self.tr("There"), self.tr("Chats"), self.tr("In time"))
        return titles[section]

    def _words(self, row: TodayHalfHour, column: int, *, short: bool) -> str:
        if column == FROM:
            return slot_words(row.slot, self._locale)
        if column == NEEDED:
            return self._locale.toString(row.needed)
        if column == THERE:
            words = present_words(row, self._locale)
            return f"▾ {words}" if short else words
        if column == CHATS:
            expected = number_words(row.expected, self._locale)
            return f"≈ {expected}" if row.chats is None else self._locale.toString(row.chats)
        return in_time_words(row, self._locale)


class TodayTable(QTableView):
    """The table of today."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staffing_today")
        self.setAccessibleName(self.tr("Today: needed and there"))
        self._today = TodayModel(context, self)
        self.setModel(self._today)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(THERE, QHeaderView.ResizeMode.ResizeToContents)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(36)

    def show_today(self, rows: Sequence[TodayHalfHour]) -> None:
        """Show these half hours, the present one in sight."""
        self._today.show_today(rows)
        past = sum(row.present is not None for row in rows)
        if rows:
            self.scrollTo(self._today.index(min(past, len(rows) - 1), 0), self.ScrollHint.PositionAtCenter)
