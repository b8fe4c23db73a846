"""The lists of the wall: a click or Enter chooses, only what changed is painted again; they decide nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from operator_console.ui.kit.context import UiContext
from operator_console.ui.team.delegate import AgentDelegate, ChatDelegate
from operator_console.ui.team.model import WallModel
from operator_console.ui.team.rows import AgentRow, ChatRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

Index = QModelIndex | QPersistentModelIndex
_OPEN_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_MORE = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class WallList(QListView):
    """One list.

    Signals:
        chosen: The lead wants this row.
        pointed: The pointer came, moved or left; True while it is inside.
        changed_by: Plus or minus was pressed on a row: by how much.
        menu_requested: A menu for this row at this global place.
    """

    chosen = Signal(str)
    pointed = Signal(bool)
    changed_by = Signal(str, int)
    menu_requested = Signal(str, QPoint)

    def __init__(
        self,
        name: str,
        model: "WallModel[ChatRow] | WallModel[AgentRow]",
        painter: ChatDelegate | AgentDelegate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._laid_out: QSize | None = None
        self.setObjectName(name)
        self._rows = model
        self._painter = painter
        painter.setParent(self)
        self.setModel(model)
        self.setItemDelegate(painter)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_open(self, key: str | None) -> None:
        """Mark the row that was chosen."""
        before, self._painter.open_key = self._painter.open_key, key
        for changed in {before, key}:
            index = self._rows.index_of(changed)
            if index.isValid():
                self.dataChanged(index, index)

    def tick(self) -> None:
        """Paint again what reads differently now, of the rows in sight."""
        first, last = self._in_sight()
        self._rows.tick(first, last)

    def doItemsLayout(self) -> None:
        """Lay out when rows came or went; when some moved only paint again, as all are of one height.

        Qt lays out after every move, and asks the model about each row for that. The model never resets.
        """
        if self._laid_out == self.viewport().size():
            self.viewport().update()
        else:
            super().doItemsLayout()
            self._laid_out = self.viewport().size()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        self._laid_out = None
        super().rowsInserted(parent, start, end)

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        self._laid_out = None
        super().rowsAboutToBeRemoved(parent, start, end)

    def dataChanged(
        self,
        top: Index,
        bottom: Index,
        _roles: Sequence[int] = (),
    ) -> None:
        """Paint only the rows that changed: the list itself would lay out everything again.

        Their places are counted, as rows are of one height: to ask the list for one would let it lay out first.
        """
        first, last = self._in_sight()
        height, above = self._painter.row_px, self.verticalScrollBar().value()
        for place in range(max(top.row(), first), min(bottom.row(), last) + 1):
            self.viewport().update(0, place * height - above, self.viewport().width(), height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._rows.row_at(self.currentIndex())
        key = Qt.Key(event.key())
        if row is not None and key in _OPEN_KEYS:
            self.chosen.emit(row.key)
        elif row is not None and key in _MORE:
            self.changed_by.emit(row.key, _MORE[key])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._rows.row_at(self.indexAt(event.position().toPoint()))
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(row.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(True)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(False)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else self.currentIndex()
        row = self._rows.row_at(index)
        if row is not None:
            self.menu_requested.emit(row.key, self.viewport().mapToGlobal(self.visualRect(index).center()))

    def _in_sight(self) -> tuple[int, int]:
        """Return the places of the first and the last row that can be seen."""
        height = self._painter.row_px
        first = self.verticalScrollBar().value() // height
        return first, first + self.viewport().height() // height + 1


def chat_list(
    context: UiContext,
    model: "WallModel[ChatRow]",
    now: "Callable[[], datetime]",
    parent: QWidget,
    *,
    scale: float = 1.0,
) -> WallList:
    """Return the list of chats."""
    return WallList("wall_chats", model, ChatDelegate(context, now, parent, scale=scale), parent)


def agent_list(
    context: UiContext,
    model: "WallModel[AgentRow]",
    now: "Callable[[], datetime]",
    parent: QWidget,
    *,
    scale: float = 1.0,
) -> WallList:
    """Return the list of colleagues."""
    return WallList("wall_agents", model, AgentDelegate(context, now, parent, scale=scale), parent)
