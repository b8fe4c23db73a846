"""The table of articles: columns, sorting, opening by pointer and keyboard; decides nothing."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView, QWidget

from operator_console.domain.articles import ArticleName
from operator_console.ui.articles.delegate import CardDelegate
from operator_console.ui.articles.model import CardModel
from operator_console.ui.articles.rows import CardRow, Column
from operator_console.ui.kit.context import UiContext

_WIDTHS = {
    Column.STATE: 104,
    Column.OWNER: 126,
    Column.REVIEW: 104,
    Column.USED: 78,
    Column.SOLVED: 72,
    Column.CHANGED: 104,
}
_NARROW_PX = 760
"""Below this the owner and the day of the last change give way to titles."""


class CardTable(QTreeView):
    """Rows of one height, so that thousands scroll as ten do.

    Signals:
        open_requested: The `CardRow` to open.
        leave_requested: Up from the first row.
        sort_chosen: A column's header was pressed.
    """

    open_requested = Signal(object)
    leave_requested = Signal()
    sort_chosen = Signal(int)

    def __init__(self, context: UiContext, model: CardModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("article_table")
        self.setAccessibleName(self.tr("Articles"))
        self._cards = model
        self.setModel(model)
        self.setItemDelegate(CardDelegate(context, self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setObjectName("article_columns")
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(50)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width_px in _WIDTHS.items():
            self.setColumnWidth(column, width_px)
        header.sectionClicked.connect(self.sort_chosen)
        self.doubleClicked.connect(self._on_row)
        context.theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> CardRow | None:
        """The marked row."""
        return self._cards.row_at(self.currentIndex())

    def show_order(self, column: Column, *, falling: bool) -> None:
        """Show by what the rows are sorted."""
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.header().setSortIndicator(column, order)

    def mark(self, name: ArticleName | None) -> None:
        """Mark an article and bring it into sight; without one the first row is marked."""
        place = self._cards.place_of(name) if name is not None else -1
        index = self._cards.index(max(0, place), 0)
        self.setCurrentIndex(index)
        if place >= 0:
            self.scrollTo(index)
        else:
            self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.open_requested.emit(self.current)
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.viewport().width() < _NARROW_PX
        for column in (Column.OWNER, Column.CHANGED):
            self.setColumnHidden(column, narrow)
        super().resizeEvent(event)

    def _on_row(self, index: QModelIndex) -> None:
        row = self._cards.row_at(index)
        if row is not None:
            self.open_requested.emit(row)
