"""The rail as widgets: today's figures, capacity, the list, and a page for an empty desk; decides nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from operator_console.ui.chats.delegate import RailDelegate, row_px
from operator_console.ui.chats.model import RailModel, RailRole
from operator_console.ui.chats.row_words import TickFace
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.viewport import viewport_of

_OPEN_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class RailList(QListView):
    """The list; a click or Enter opens a chat, arrows only move the focus.

    Signals:
        open_requested: The agent wants this chat on screen.
        accept_requested: The agent wants this chat from the queue, or what is offered.
        decline_requested: The agent does not want what is offered.
        look_requested: The agent wants to read an offered chat first.
        menu_requested: A context menu for this chat at this global place.
        pointed: The pointer came, moved, pressed or left; True while it is inside.
    """

    open_requested = Signal(str)
    accept_requested = Signal(str)
    decline_requested = Signal(str)
    look_requested = Signal(str)
    menu_requested = Signal(str, QPoint)
    pointed = Signal(bool)

    def __init__(self, context: UiContext, model: RailModel, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Chats"))
        self._context = context
        self._rail = model
        self._ticked: dict[str, tuple[QRect, QRect]] = {}  # a row's place, and what ticks in it
        self._painter = RailDelegate(context, now, self)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        viewport_of(self).setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        context.theme.changed.connect(self.viewport().update)

    def show_open(self, key: str | None) -> None:
        """Mark the chat that is on screen and bring its row into sight."""
        before, self._painter.open_key = self._painter.open_key, key
        for changed in {before, key}:
            index = self._rail.index_of(changed)
            if index.isValid():
                self.viewport().update(self.visualRect(index))
        index = self._rail.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            if self.isVisible():
                self.scrollTo(index)

    def accept_rect(self, key: str) -> QRect:
        """Return where the button of a queue row is, in the viewport."""
        return self._accept_rect(self._rail.index_of(key))

    def dataChanged(
        self,
        top: QModelIndex | QPersistentModelIndex,
        bottom: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint only the ring (or the words of waiting) when only the clock ticked, else only the row.

        The list itself would lay out and paint everything again, which is needed only where a height differs.
        """
        rect = self.visualRect(top)
        if list(roles) == [RailRole.FACE]:
            self._tick(rect, top.row(), bottom.row())
        elif top.row() != bottom.row() or rect.height() != row_px(self._rail.rows[top.row()]):
            super().dataChanged(top, bottom, list(roles))
        else:
            QAbstractItemView.dataChanged(self, top, bottom, list(roles))
            self.viewport().update(rect)

    def _tick(self, rect: QRect, first: int, last: int) -> None:
        """Repaint what ticks in these rows, of which the first is at `rect` and the others follow below it."""
        seen = self.viewport().rect()
        for row in self._rail.rows[first : last + 1]:
            rect.setHeight(row_px(row))
            if row.chat is not None and rect.intersects(seen):
                part = self._painter.tick_rect(rect, row)
                self._ticked[row.key] = (QRect(rect), part)
                self.viewport().update(part)
            rect.translate(0, rect.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint only what ticked when nothing else is asked for; the list itself would paint whole rows.

        The ground is painted here, so that a tick does not repaint what lies below the list.
        """
        ticked, self._ticked = self._ticked, {}
        only_ticks = bool(ticked) and not self.hasFocus() and not self.viewport().underMouse()
        painter = QPainter(self.viewport())
        if only_ticks and event.region().subtracted(_union(part for _place, part in ticked.values())).isEmpty():
            for key, (place, _part) in ticked.items():
                self._paint_tick(painter, key, place)
            painter.end()
            return
        painter.fillRect(event.rect(), self._context.theme.colour("panel"))
        painter.end()
        self._painter.dirty = event.region()
        super().paintEvent(event)
        self._painter.dirty = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or accept with Enter; leave everything else to the list."""
        row = self._rail.row_at(self.currentIndex())
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() in _OPEN_KEYS and plain and row is not None and row.chat is not None and not row.gone:
            if row.queued and row.chat.offered and event.key() == Qt.Key.Key_Space:
                self.look_requested.emit(row.key)
            elif row.queued:
                self.accept_requested.emit(row.key)
            else:
                self.open_requested.emit(row.key)
            return
        offered = row is not None and row.chat is not None and row.chat.offered and not row.gone
        if row is not None and offered and plain and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.decline_requested.emit(row.key)
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Let Home and End find the first and last chat, as headers cannot be chosen."""
        places = list(range(self._rail.rowCount()))
        if action is QAbstractItemView.CursorAction.MoveEnd:
            places.reverse()
        elif action is not QAbstractItemView.CursorAction.MoveHome:
            return super().moveCursor(action, modifiers)
        indexes = (self._rail.index(place, 0) for place in places)
        return next((index for index in indexes if index.flags() & Qt.ItemFlag.ItemIsEnabled), QModelIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(True)
        if event.button() is Qt.MouseButton.LeftButton:
            key = self._accept_at(event.position().toPoint())
            self._show_accept(hot=key, pressed=key)
            if key is not None or self._decline_at(event.position().toPoint()) is not None:
                return
        super().mousePressEvent(event)
        row = self._rail.row_at(self.indexAt(event.position().toPoint()))
        opens = event.button() is Qt.MouseButton.LeftButton and row is not None
        if not opens or row is None or row.chat is None or row.gone:
            return
        if not row.queued:
            self.open_requested.emit(row.key)
        elif row.chat.offered:
            self.look_requested.emit(row.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed = self._painter.pressed_accept
        key = self._accept_at(event.position().toPoint())
        self._show_accept(hot=key, pressed=None)
        if pressed is not None:
            if key == pressed:
                self.accept_requested.emit(key)
            return
        declined = self._decline_at(event.position().toPoint())
        if declined is not None and event.button() is Qt.MouseButton.LeftButton:
            self.decline_requested.emit(declined)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Accept a chat of the queue by a double click anywhere on its row."""
        row = self._rail.row_at(self.indexAt(event.position().toPoint()))
        if row is not None and row.chat is not None and row.chat.offered:
            return  # the first click shows it; accepting is a button or a key
        if row is not None and row.queued and self._accept_at(event.position().toPoint()) is None:
            self.accept_requested.emit(row.key)
            return
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(True)
        key = self._accept_at(event.position().toPoint())
        self._show_accept(hot=key, pressed=self._painter.pressed_accept)
        self._show_decline(self._decline_at(event.position().toPoint()))
        if not event.buttons():  # dragging over rows selects nothing here
            super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Enter:
            self.pointed.emit(True)
        elif event.type() is QEvent.Type.Leave:
            self._show_accept(hot=None, pressed=self._painter.pressed_accept)
            self._show_decline(None)
            self.pointed.emit(False)
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = self._rail.row_at(index)
        if row is not None and row.chat is not None and not row.gone:
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_requested.emit(row.key, self.viewport().mapToGlobal(place))

    def _paint_tick(self, painter: QPainter, key: str, place: QRect) -> None:
        index = self._rail.index_of(key)
        row = self._rail.row_at(index)
        face = self._rail.data(index, RailRole.FACE)
        if row is None or not isinstance(face, TickFace):
            return
        chosen = "hover" if self.selectionModel().isSelected(index) and not row.queued else "panel"
        ground = "accent_soft" if key == self._painter.open_key and not row.queued else chosen
        self._painter.paint_tick(painter, place, row, face, ground)

    def _accept_rect(self, index: QModelIndex) -> QRect:
        row = self._rail.row_at(index)
        return self._painter.accept_rect(self.visualRect(index), row.chat if row is not None else None)

    def _accept_at(self, place: QPoint) -> str | None:
        index = self.indexAt(place)
        row = self._rail.row_at(index)
        if row is None or not row.queued or row.gone:
            return None
        return row.key if self._accept_rect(index).contains(place) else None

    def decline_rect(self, key: str) -> QRect:
        """Return where the sign to decline an offered row is, in the viewport."""
        index = self._rail.index_of(key)
        row = self._rail.row_at(index)
        return self._painter.decline_rect(self.visualRect(index), row.chat if row is not None else None)

    def _decline_at(self, place: QPoint) -> str | None:
        row = self._rail.row_at(self.indexAt(place))
        if row is None or row.chat is None or not row.chat.offered or not row.queued or row.gone:
            return None
        return row.key if self.decline_rect(row.key).contains(place) else None

    def _show_decline(self, hot: str | None) -> None:
        before, self._painter.hot_decline = self._painter.hot_decline, hot
        for key in {before, hot} - {None}:
            if key is not None and self._rail.index_of(key).isValid():
                self.viewport().update(self.decline_rect(key))
        if hot is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def _show_accept(self, *, hot: str | None, pressed: str | None) -> None:
        before = {self._painter.hot_accept, self._painter.pressed_accept}
        self._painter.hot_accept, self._painter.pressed_accept = hot, pressed
        changed = before ^ {hot, pressed}
        for key in changed - {None}:
            index = self._rail.index_of(key)
            if index.isValid():
                self.viewport().update(self._accept_rect(index))
        over = hot is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)


def _union(rects: Iterable[QRect]) -> QRegion:
    region = QRegion()
    for rect in rects:
        region = region.united(rect)
    return region


class RailView(QFrame):
    """Header with capacity and today's share, then the list or the page for an empty desk."""

    def __init__(
        self, context: UiContext, model: RailModel, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chats")
        self.setProperty("surface", "panel")
        self.list = RailList(context, model, now, self)
        self._title = PlainLabel(self.tr("My chats"), self)
        self._title.setProperty("role", "heading")
        self._capacity = PlainLabel("", self)
        self._capacity.setObjectName("capacity")
        self._capacity.setFont(context.theme.font(12, 500))
        self._bar = QProgressBar(self, textVisible=False, minimum=0, maximum=1000)
        self._bar.setObjectName("today_bar")
        self._bar.setFixedHeight(6)
        self._share = PlainLabel("", self)
        self._mean = PlainLabel("", self)
        self._share.setObjectName("today_share")
        self._mean.setObjectName("today_mean")
        for label in (self._capacity, self._mean):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._capacity.setProperty("role", "dim")
        for label in (self._share, self._mean):
            label.setProperty("role", "small")
        self._context = context
        self._place_parts()

    @cached_property
    def empty(self) -> StatePage:
        """The page for a desk without chats."""
        page = StatePage(self._context, self)
        self._pages.addWidget(page)
        return page

    def show_capacity(self, words: str, explained: str) -> None:
        """Show "4 of 5"."""
        self._capacity.setText(words)
        self._capacity.setAccessibleName(explained)
        self._capacity.explain(explained)

    def show_today(self, share: float | None, share_words: str, mean_words: str) -> None:
        """Show today's share within the target, 0.0 to 1.0; None before the first reply."""
        self._bar.setValue(round((share or 0.0) * 1000))
        self._bar.setAccessibleName(share_words)
        self._share.setText(share_words)
        self._mean.setText(mean_words)
        self._mean.setVisible(bool(mean_words))  # before the first reply the words beside it need its room

    def show_personal(self, words: str) -> None:
        """Say how many of today's answers were personal, to whoever points at today's figures; empty for nothing."""
        set_plain_tooltip(self._bar, words)
        self._bar.setAccessibleDescription(words)
        for label in (self._share, self._mean):
            label.explain(words)

    def show_empty(self, icon: str, title: str, words: str) -> None:
        """Show the page for a desk without chats."""
        self.empty.show_state(icon, title, words)
        self._pages.setCurrentWidget(self.empty)

    def show_list(self) -> None:
        """Show the chats."""
        self._pages.setCurrentWidget(self.list)

    def add_below(self, widget: QWidget) -> None:
        """Place a widget below the list."""
        self._column.addWidget(widget)

    def _place_parts(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header = QVBoxLayout()
        header.setContentsMargins(16, 13, 16, 8)
        header.setSpacing(0)
        first = QHBoxLayout()
        first.addWidget(self._title, 3)
        first.addWidget(self._capacity, 2)
        header.addLayout(first)
        header.addSpacing(8)
        header.addWidget(self._bar)
        header.addSpacing(5)
        last = QHBoxLayout()
        last.addWidget(self._share, 1)
        last.addWidget(self._mean, 1)
        header.addLayout(last)
        column.addLayout(header)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        column.addLayout(self._pages, 1)
