"""The transcript as it is used: selection, copying, links and buttons by pointer and keyboard, find, pictures.

`TranscriptCanvas` beside paints and scrolls; this half turns keys and pointer into wishes and knows no desk.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from operator_console.desk.state import Delivery, Entry
from operator_console.domain.conversations import Attachment, AuthorKind, MessageKind, SystemLine
from operator_console.domain.links import shown_host
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import plain_tooltip
from operator_console.ui.kit.tab_order import put_after
from operator_console.ui.kit.transcript.canvas import TranscriptCanvas
from operator_console.ui.kit.transcript.finding import find_in
from operator_console.ui.kit.transcript.parked import PILLS, SpotKind
from operator_console.ui.kit.transcript.pictures import FetchFile
from operator_console.ui.kit.transcript.row_layout import Spot
from operator_console.ui.kit.transcript.selection import Place
from operator_console.ui.kit.transcript.shown_text import COLLAPSED_CHARS, filled, isolated
from operator_console.ui.kit.words import delivery_words, moment_words

if TYPE_CHECKING:
    from operator_console.ui.kit.transcript.find_bar import FindBar

SCROLL_MS = 30
_HANDS = frozenset({SystemLine.ASSIGNED, SystemLine.QUEUED, SystemLine.WRAPPED_UP})
Key = Qt.Key


class TranscriptView(TranscriptCanvas):
    """A transcript to read and to use.

    Signals:
        link_requested: Open this address; it is one of `domain.links`' safe ones.
        link_pointed: Where the link under the pointer or focus leads, in words; empty when there is none.
        retry_requested: Send the entry with this key again.
        discard_requested: Drop the entry with this key.
        save_requested: Save this attachment.
        article_requested: Make an article of the own answer with this key.
    """

    link_requested = Signal(str)
    link_pointed = Signal(str)
    retry_requested = Signal(str)
    discard_requested = Signal(str)
    save_requested = Signal(object)
    article_requested = Signal(str)

    def __init__(self, context: UiContext, fetch: FetchFile, parent: QWidget | None = None) -> None:
        super().__init__(context, fetch, parent)
        self.offers_article = False
        self._pressed_spot: tuple[str, int] | None = None
        self._dragging = False
        self._by_words = False
        self._clicks = 0
        self._last_point = QPointF()
        self._pace = QTimer(self, interval=SCROLL_MS)
        self._pace.timeout.connect(self._on_pace)
        self._find: FindBar | None = None
        self._found: list[tuple[str, int, int]] = []
        self._found_at = -1

    # ------------------------------------------------------------------------------------------ what is wished

    def selected_text(self) -> str:
        """Return what copying gives: text, with who and when before each when it is more than one message."""
        return self._selection.copied(self._visitor_name, self._context.locale)

    def focused_key(self) -> str | None:
        """Return the own message that the keyboard is on, by a selection or a button in it; None for none."""
        if not self.hasFocus():
            return None
        head = self._selection.head
        key = head[0] if head is not None else self._focused_spot[0] if self._focused_spot is not None else None
        entry = self._entry(key) if key is not None else None
        return key if entry is not None and _is_answer(entry) else None

    def copy_selection(self) -> None:
        """Put the selected text on the clipboard."""
        if text := self.selected_text():
            QGuiApplication.clipboard().setText(text)

    def select_everything(self) -> None:
        """Select all that is loaded."""
        first, last = self._caret.start_of_all(), self._caret.end_of_all()
        if first is not None and last is not None:
            self._select(first, last)

    def open_find(self) -> None:
        """Show the find bar, with the selected words in it."""
        text = self.selected_text()
        if self._find is None:
            self._find = self._build_find()
        self._find.open_with(text if "\n" not in text else "")

    def close_find(self) -> None:
        """Hide the find bar and its marks."""
        if self._find is not None:
            self._find.hide()
        self._marks, self._mark, self._found = {}, None, []
        self.viewport().update()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def activate(self, key: str, index: int) -> None:
        """Do what the spot `index` of the row `key` is for."""
        row_index = self._stack.index_of(key)
        if row_index is None:
            return
        spots = self._stack.layout(row_index).spots
        entry = self._stack.rows[row_index].entry
        if index >= len(spots) or entry is None:
            return
        spot = spots[index]
        if spot.kind is SpotKind.LINK:
            self.link_requested.emit(spot.url)
        elif spot.kind is SpotKind.MORE:
            self._expand(row_index)
        elif spot.kind is SpotKind.RETRY:
            self.retry_requested.emit(key)
        elif spot.kind in {SpotKind.DISCARD, SpotKind.CANCEL}:
            self.discard_requested.emit(key)
        elif spot.kind is SpotKind.NEWER:
            self.show_newer(entry)
        elif spot.kind is SpotKind.COPY:
            self._copy_message(key)
            self.say(self.tr("Copied"))
        elif entry.message.attachment is not None:
            self._use_attachment(entry.message.attachment, spot.kind)

    def show_newer(self, parked: Entry) -> None:
        """Select what colleagues wrote since the author of a message had looked, and bring its beginning into view."""
        newer = [
            index
            for index, row in enumerate(self._stack.rows)
            if row.entry is not None and _is_newer(row.entry, parked.base_seq)
        ]
        if not newer:
            return
        first, last = (self._stack.rows[index].key for index in (newer[0], newer[-1]))
        self._select(self._caret.whole(first)[0], self._caret.whole(last)[1])
        self.show_row(newer[0])
        self.say("\n".join(self.row_words(self._stack.rows[index].key) for index in newer[:5]))

    def focus_entry(self, key: str) -> bool:
        """Bring a message into view, with the keyboard on the first thing that can be done about it."""
        index = self._stack.index_of(key)
        if index is None:
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        kinds = [spot.kind for spot in self._stack.layout(index).spots]
        number = next((number for number, kind in enumerate(kinds) if kind in PILLS), None)
        if number is not None:
            return self._focus_spot(index, number)
        self.show_row(index)
        return True

    def _use_attachment(self, attachment: Attachment, kind: SpotKind) -> None:
        if kind is SpotKind.SAVE:
            self.save_requested.emit(attachment)
        elif self._pictures.failed(attachment.id):
            self._pictures.retry(attachment.id)
        else:
            from operator_console.ui.kit.transcript.picture_dialog import PictureDialog

            dialog = PictureDialog(self._context, self._pictures, attachment, self.window())
            dialog.save_requested.connect(self.save_requested)
            dialog.show_picture()

    def _expand(self, index: int) -> None:
        self._anchor = (index, self._y(index))
        self._stack.expanded.add(self._stack.rows[index].key)
        self._stack.forget(index)
        self._focused_spot = None
        self._settle()
        self.viewport().update()

    # ------------------------------------------------------------------------------------------------ pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position()
        self._clicks = self._clicks + 1 if self._same_place(point) else 1
        self._last_point = point
        self._pressed_spot = self._spot_at(point)
        self._focused_spot = None
        place = self._place_at(point)
        if place is None:
            return
        if self._clicks == 3:
            self._select(*self._caret.whole(place[0]))
            self._clicks = 0
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._select(self._selection.anchor if shift and self._selection.anchor else place, place)
        self._dragging, self._by_words = True, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or place is None or self._spot_at(event.position()):
            return
        self._clicks, self._last_point = 2, event.position()
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self._forget_clicks)
        self._select(*self._caret.word_at(place))
        self._dragging = self._by_words = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if not self._dragging:
            self._point_at(point)
            return
        if self._pressed_spot is not None and (point - self._last_point).manhattanLength() < 6:
            return
        self._pressed_spot = None
        self._drag_to(point)
        inside = self.viewport().rect().contains(point.toPoint())
        if inside:
            self._pace.stop()
        elif not self._pace.isActive():
            self._pace.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pace.stop()
        self._dragging = False
        pressed, self._pressed_spot = self._pressed_spot, None
        if pressed is not None and pressed == self._spot_at(event.position()):
            self._selection.clear()
            self.viewport().update()
            self.activate(*pressed)
        elif self._selection.empty:
            self._selection.clear()
        elif (clipboard := QGuiApplication.clipboard()).supportsSelection():
            clipboard.setText(self.selected_text(), clipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = QPointF(event.pos())
        spot = self._spot_at(point)
        place = self._place_at(point)
        menu = QMenu(self)
        menu.setObjectName("transcript_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._menu_actions(menu, spot, place):
            menu.addAction(action)
        menu.popup(event.globalPos())

    def _menu_actions(self, menu: QMenu, spot: tuple[str, int] | None, place: Place | None) -> Sequence[QAction]:
        found = self._spot(spot)
        actions = []
        copy = QAction(self.tr("Copy"), menu, enabled=not self._selection.empty)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.triggered.connect(self.copy_selection)
        actions.append(copy)
        if place is not None:
            message = QAction(self.tr("Copy message"), menu)
            message.triggered.connect(call(self._copy_message, place[0]))
            actions.append(message)
        if found is not None and found.kind is SpotKind.LINK:
            link = QAction(self.tr("Copy link"), menu)
            link.triggered.connect(call(self._copy_text, found.url))
            opened = QAction(self.tr("Open link"), menu)
            opened.triggered.connect(call(self._request_link, found.url))
            actions += [link, opened]
        entry = self._entry(place[0]) if place else None
        if self.offers_article and entry is not None and _is_answer(entry):
            article = QAction(self.tr("Make an article of this answer"), menu)
            article.triggered.connect(call(self._request_article, entry.key))
            actions.append(article)
        if entry is not None and entry.message.attachment is not None:
            attachment = entry.message.attachment
            save = QAction(self.tr("Save as…"), menu)
            save.triggered.connect(call(self._request_save, attachment))
            actions.append(save)
        if entry is not None and entry.delivery is Delivery.QUEUED:
            discard = QAction(self.tr("Discard"), menu)
            discard.triggered.connect(call(self._request_discard, entry.key))
            actions.append(discard)
        everything = QAction(self.tr("Select all"), menu)
        everything.setShortcut(QKeySequence.StandardKey.SelectAll)
        everything.triggered.connect(self.select_everything)
        find = QAction(self.tr("Find…"), menu)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.triggered.connect(self.open_find)
        return [*actions, everything, find]

    def _copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _request_link(self, url: str) -> None:
        self.link_requested.emit(url)

    def _request_article(self, key: str) -> None:
        self.article_requested.emit(key)

    def _request_save(self, attachment: Attachment) -> None:
        self.save_requested.emit(attachment)

    def _request_discard(self, key: str) -> None:
        self.discard_requested.emit(key)

    def _copy_message(self, key: str) -> None:
        before = self._selection.anchor, self._selection.head
        self._selection.select(*self._caret.whole(key))
        self.copy_selection()
        self._selection.anchor, self._selection.head = before

    def _entry(self, key: str) -> Entry | None:
        index = self._stack.index_of(key)
        return None if index is None else self._stack.rows[index].entry

    def _same_place(self, point: QPointF) -> bool:
        return self._clicks > 0 and (point - self._last_point).manhattanLength() < 5

    def _forget_clicks(self) -> None:
        self._clicks = 0

    def _place_at(self, point: QPointF) -> Place | None:
        found = self.row_at(point)
        return None if found is None else self._caret.at(*found)

    def _spot_at(self, point: QPointF) -> tuple[str, int] | None:
        found = self.row_at(point)
        if found is None:
            return None
        spot = self._stack.layout(found[0]).spot_at(found[1])
        return None if spot is None else (self._stack.rows[found[0]].key, spot)

    def _spot(self, at: tuple[str, int] | None) -> Spot | None:
        index = None if at is None else self._stack.index_of(at[0])
        if at is None or index is None:
            return None
        spots = self._stack.layout(index).spots
        return spots[at[1]] if at[1] < len(spots) else None

    def _point_at(self, point: QPointF) -> None:
        spot = self._spot_at(point)
        if spot != self._hovered_spot:
            self._hovered_spot = spot
            self.viewport().update()
            self.link_pointed.emit(self._spot_words(self._spot(spot)))
        shape = Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor
        if spot is None and (found := self.row_at(point)) and self._stack.layout(found[0]).over_text(found[1]):
            shape = Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)

    def _drag_to(self, point: QPointF) -> None:
        place = self._place_at(point)
        if place is None or self._selection.anchor is None:
            return
        if self._by_words:
            start, end = self._caret.word_at(place)
            place = end if self._comes_after(end, self._selection.anchor) else start
        self._select(self._selection.anchor, place)

    def _comes_after(self, one: Place, other: Place) -> bool:
        first, second = self._stack.index_of(one[0]), self._stack.index_of(other[0])
        return (first or 0, one[1]) > (second or 0, other[1])

    def _on_pace(self) -> None:
        point = QPointF(self.viewport().mapFromGlobal(self.cursor().pos()))
        over = point.y() if point.y() < 0 else max(0.0, point.y() - self.viewport().height())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + int(max(-60.0, min(60.0, over))))
        self._drag_to(point)

    # --------------------------------------------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_everything()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.open_find()
        elif not (self._extend_by(event) or self._move_by(event)):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go through the links and buttons of the messages before it leaves."""
        if self._step_spot(forward=forward):
            return True
        self._focused_spot = None
        self.viewport().update()
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focused_spot = None
        self.viewport().update()

    def _extend_by(self, event: QKeyEvent) -> bool:
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        head = self._selection.head or self._first_head()
        if head is None:
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key in {Key.Key_Left, Key.Key_Right}:
            place: Place | None = self._caret.sideways(head, forward=key == Key.Key_Right, words=control)
        elif key in {Key.Key_Up, Key.Key_Down}:
            place = self._caret.lines(head, down=key == Key.Key_Down)
        elif key in {Key.Key_Home, Key.Key_End} and not control:
            place = self._caret.line_end(head, end=key == Key.Key_End)
        elif key in {Key.Key_Home, Key.Key_End}:
            place = self._caret.end_of_all() if key == Key.Key_End else self._caret.start_of_all()
        else:
            return False
        if place is not None:
            self._select(self._selection.anchor or head, place)
            self._show_place(place)
        return True

    def _move_by(self, event: QKeyEvent) -> bool:
        bar = self.verticalScrollBar()
        key = event.key()
        page = bar.pageStep() - 40
        steps = {Key.Key_Up: -40, Key.Key_Down: 40, Key.Key_PageUp: -page, Key.Key_PageDown: page}
        if key in steps:
            bar.setValue(bar.value() + steps[Key(key)])
        elif key == Key.Key_Home:
            bar.setValue(0)
        elif key == Key.Key_End:
            self.jump_to_newest()
        elif key in {Key.Key_Return, Key.Key_Enter, Key.Key_Space} and self._focused_spot is not None:
            self.activate(*self._focused_spot)
        elif key == Key.Key_Escape and (self._focused_spot or not self._selection.empty):
            self._focused_spot = None
            self._selection.clear()
            self.viewport().update()
        else:
            return False
        return True

    def _first_head(self) -> Place | None:
        """Return where a selection by keyboard begins: the end of the last message in view."""
        found = self.row_at(QPoint(0, self.viewport().height() - 1))
        if found is None:
            return None
        return self._caret.at(found[0], QPointF(100_000, 100_000))

    def _show_place(self, place: Place) -> None:
        index = self._stack.index_of(place[0])
        if index is not None:
            self.show_row(index)

    def _step_spot(self, *, forward: bool) -> bool:
        """Go to the next spot of the rows, from the present one or from the edge of what is in view."""
        rows = self._stack.rows
        if not rows:
            return False
        at = None if self._focused_spot is None else self._stack.index_of(self._focused_spot[0])
        if at is not None and self._focused_spot is not None:
            number = self._focused_spot[1] + (1 if forward else -1)
            if 0 <= number < len(self._stack.layout(at).spots):
                return self._focus_spot(at, number)
            start = at + (1 if forward else -1)
        else:
            start = self._stack.at(self._origin + (0 if forward else self.viewport().height()))
        for index in range(start, len(rows)) if forward else range(start, -1, -1):
            if self._has_spots(index):
                return self._focus_spot(index, 0 if forward else len(self._stack.layout(index).spots) - 1)
        return False

    def _has_spots(self, index: int) -> bool:
        """Tell whether a row has spots, without laying out those that cannot have any."""
        entry = self._stack.rows[index].entry
        if entry is None:
            return False
        message = entry.message
        plain = message.attachment is None and entry.delivery is not Delivery.PARKED
        if plain and len(message.text) <= COLLAPSED_CHARS and message.text.count("\n") < 20:
            text = message.text
            if "@" not in text and "://" not in text and "www." not in text.lower():
                return False
        return bool(self._stack.layout(index).spots)

    def _focus_spot(self, index: int, number: int) -> bool:
        self._focused_spot = (self._stack.rows[index].key, number)
        spot = self._stack.layout(index).spots[number]
        self.show_row(index, spot.rects[0] if spot.rects else None)
        self.link_pointed.emit(self._spot_words(spot))
        self.say(self._spot_words(spot) or spot.words)
        self.viewport().update()
        return True

    # --------------------------------------------------------------------------------------------------- find

    def _build_find(self) -> "FindBar":
        from operator_console.ui.kit.transcript.find_bar import FindBar

        bar = FindBar(self._context, self)
        bar.changed.connect(self._on_find)
        bar.step_requested.connect(self._on_find_step)
        bar.closed.connect(self.close_find)
        put_after(self, bar)
        return bar

    def _on_find(self, text: str) -> None:
        self._found = find_in(self._stack, text)
        self._marks = {}
        for key, start, end in self._found:
            self._marks.setdefault(key, []).append((start, end))
        self._found_at = len(self._found)
        self._mark = None
        self._on_find_step(-1)

    def _on_find_step(self, step: int) -> None:
        if self._found:
            self._found_at = (self._found_at + step) % len(self._found)
            key, start, end = self._found[self._found_at]
            self._mark = (key, (start, end))
            index = self._stack.index_of(key)
            if index is not None:
                self.show_row(index)
        if self._find is not None:
            self._find.show_count(self._found_at + 1 if self._found else 0, len(self._found))
        self.viewport().update()

    # ----------------------------------------------------------------------------------------------- the rest

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._find is not None:
            self._find.place()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tooltip(self._tip_at(QPointF(event.pos()))), self.viewport())
            return True
        if event.type() is QEvent.Type.Leave and self._hovered_spot is not None:
            self._hovered_spot = None
            self.link_pointed.emit("")
            self.viewport().update()
        return super().viewportEvent(event)

    def _tip_at(self, point: QPointF) -> str:
        spot = self._spot(self._spot_at(point))
        if spot is not None:
            return self._spot_words(spot)
        found = self.row_at(point)
        if found is None:
            return ""
        layout, entry = self._stack.layout(found[0]), self._stack.rows[found[0]].entry
        on_meta = layout.meta is not None and layout.meta.rect.adjusted(-4, -2, 4, 4).contains(found[1])
        if not on_meta or entry is None:
            return ""
        moment = moment_words(entry.message.sent_at, self._context.locale)
        ours = entry.message.author.kind is AuthorKind.AGENT
        return f"{delivery_words(entry.delivery)}\n{moment}" if ours else moment

    def _spot_words(self, spot: Spot | None) -> str:
        """Return what a spot does; for a link the host that it really goes to."""
        if spot is None:
            return ""
        if spot.kind is not SpotKind.LINK:
            return spot.words
        host = shown_host(spot.url)
        if not host:
            return filled(self.tr("Opens %1"), spot.url)
        if host in spot.url.lower():
            return filled(self.tr("Opens %1"), spot.url[:300])
        return filled(self.tr("Careful: goes to %1, written as %2"), host, isolated(spot.url[:300]))

    def _select(self, anchor: Place, head: Place) -> None:
        self._selection.select(anchor, head)
        self.viewport().update()


def _is_answer(entry: Entry) -> bool:
    return entry.mine and entry.message.kind is MessageKind.TEXT and bool(entry.message.text)


def _is_newer(entry: Entry, base_seq: int) -> bool:
    """Tell whether a colleague's words, or a change of hands, came after a position."""
    message = entry.message
    by_colleague = message.author.kind is AuthorKind.AGENT and not entry.mine
    return message.pos > base_seq and (by_colleague or message.system in _HANDS)
