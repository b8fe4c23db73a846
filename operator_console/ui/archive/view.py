"""The archive as widgets: words, filters, the list, the chosen chat beside it; decides nothing."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.archive import MAX_QUERY_CHARS
from operator_console.runtime.task_scope import TaskScope
from operator_console.ui.archive.chat_view import ArchivedChatView
from operator_console.ui.archive.delegate import ArchiveDelegate
from operator_console.ui.archive.filters import FilterBar
from operator_console.ui.archive.model import ArchiveModel
from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.transcript.pictures import FetchFile

LIST_PX = 380
NEAR_END_ROWS = 8


class SearchField(QLineEdit):
    """Words to look for; Down and Enter go to the list.

    Signals:
        list_requested: Go to the list.
    """

    list_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.list_requested.emit()
        else:
            super().keyPressEvent(event)


class ArchiveList(QListView):
    """The list of chats; Up on its first row goes back to the words.

    Signals:
        field_requested: Go to the words.
        chat_requested: Enter: go to the chat beside the list.
        more_requested: The end of the list is near.
    """

    field_requested = Signal()
    chat_requested = Signal()
    more_requested = Signal()

    def __init__(self, context: UiContext, model: ArchiveModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("archive_list")
        self.setAccessibleName(self.tr("Chats that were found"))
        self.setModel(model)
        self.setItemDelegate(ArchiveDelegate(context, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        context.theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.field_requested.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chat_requested.emit()
        else:
            super().keyPressEvent(event)

    def _on_scrolled(self) -> None:
        last = self.indexAt(self.viewport().rect().bottomLeft())
        if not last.isValid() or last.row() >= self.model().rowCount() - NEAR_END_ROWS:
            self.more_requested.emit()


class ArchiveView(QFrame):
    """The whole page.

    Signals:
        query_changed: Words or filters are others now.
        chosen: Another row of the list is the present one; None for none.
        more_requested: The next page is wanted.
        retry_requested: Ask the server again.
        export_requested: Everything that was found.
    """

    query_changed = Signal()
    chosen = Signal(object)
    more_requested = Signal()
    retry_requested = Signal()
    export_requested = Signal()

    def __init__(self, context: UiContext, model: ArchiveModel, fetch: FetchFile, scope: TaskScope) -> None:
        super().__init__()
        self._context = context
        self._model = model
        self.setObjectName("archive_page")
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("Archive"))
        self._count = PlainLabel("", self)
        self._count.setObjectName("archive_count")
        self._count.setProperty("role", "dim")
        self.field = SearchField(self)
        self.field.setObjectName("archive_field")
        self.field.setMaxLength(MAX_QUERY_CHARS)
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr('Search in all chats; "in quotes" for exactly these words'))
        self.field.setAccessibleName(self.tr("Search in the archive"))
        self._export = quiet_button(self.tr("Export all…"), "archive_export", self)
        self.filters = FilterBar(context, self)
        self.list = ArchiveList(context, model, self)
        self.state = StatePage(context, self)
        self.chat = ArchivedChatView(context, fetch, scope, self)
        self._place_parts()
        self._connect_parts()

    def show_count(self, words: str) -> None:
        """Say how many were found."""
        self._count.setText(words)

    def show_list(self) -> None:
        """Show the list."""
        self._lists.setCurrentWidget(self.list)

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show a page in place of the list."""
        self.state.show_state(icon, title, words, action_text)
        self._lists.setCurrentWidget(self.state)

    def show_may_export(self, *, allowed: bool) -> None:
        """Offer the export of everything only to those whom the server lets."""
        self._export.setVisible(allowed)

    def choose(self, index: QModelIndex) -> None:
        """Make a row the present one."""
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def focus_field(self) -> None:
        """Put the focus where the agent types."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def focus_list(self) -> None:
        """Put the focus on the list."""
        if self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self._model.index(0))

    def focus_chat(self) -> None:
        """Put the focus on the transcript."""
        self.chat.reading.transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_parts(self) -> None:
        title = PlainLabel(self.tr("Archive"), self)
        title.setProperty("role", "heading")
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 6)
        head.setSpacing(10)
        head.addWidget(title)
        self.field.setMinimumWidth(220)
        head.addWidget(self.field, 3)
        head.addWidget(self._count, 1)
        head.addWidget(self._export)
        lists = QWidget(self)
        self._lists = QStackedLayout(lists)
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.state)
        self._halves = QSplitter(Qt.Orientation.Horizontal, self)
        self._halves.setObjectName("archive_halves")
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(lists)
        self._halves.addWidget(self.chat)
        self._halves.setStretchFactor(1, 1)
        self._halves.setSizes([LIST_PX, 2 * LIST_PX])
        lists.setMinimumWidth(280)
        self.chat.setMinimumWidth(360)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._halves, 1)

    def _connect_parts(self) -> None:
        self.field.textChanged.connect(self.query_changed)
        self.field.list_requested.connect(self.focus_list)
        self.filters.changed.connect(self.query_changed)
        self.list.field_requested.connect(self.focus_field)
        self.list.chat_requested.connect(self.focus_chat)
        self.list.more_requested.connect(self.more_requested)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.state.action_requested.connect(self.retry_requested)
        self._export.clicked.connect(self.export_requested)

    def _on_current(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.row_at(index))
