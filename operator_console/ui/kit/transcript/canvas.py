"""The seen half of a transcript: paints a window of at most some hundred entries, scrolls without jumps.

An own view over cached text layouts, as measurements showed it to be several times faster than a list view or a text
document; what those would bring (selection, copying, find, links by keyboard, access for screen readers) is here and
in the modules beside. Everything from outside is painted as plain text.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from operator_console.desk.state import Entry
from operator_console.domain.conversations import AuthorKind, MessageKind
from operator_console.domain.ids import AttachmentId
from operator_console.domain.plain_text import clean_line
from operator_console.domain.response_clock import ClockTargets
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.transcript.accessible import AccessibleTranscript, install_factory
from operator_console.ui.kit.transcript.caret import Caret
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.transcript.jump_button import JumpButton
from operator_console.ui.kit.transcript.pictures import FetchFile, Pictures
from operator_console.ui.kit.transcript.row_layout import GAP_PX, MARGIN_PX, PICTURE_MOST_PX, RADIUS_PX, RowLayouter
from operator_console.ui.kit.transcript.row_painter import RowPainter, RowState
from operator_console.ui.kit.transcript.row_stack import RowStack
from operator_console.ui.kit.transcript.rows import NEW_KEY, Row, RowKind, first_unread_key, rows_of
from operator_console.ui.kit.transcript.selection import Place, Selection
from operator_console.ui.kit.transcript.words import spoken_words
from operator_console.ui.kit.viewport import viewport_of

HEAD_PX = 14
OLDER_HEAD_PX = 44
FOOT_PX = 16
TYPING_FOOT_PX = 54
TYPING_PX = 33
OLDER_WITHIN_PX = 800
OLDER_AFTER_MS = 30
"""What is there is painted before more is asked for; at the start of the window that is the first frame."""
TYPED_CHARS = 300


class TranscriptCanvas(QAbstractScrollArea):
    """Shows one transcript; knows no pointer and no keys, which `TranscriptView` adds.

    Signals:
        older_requested: Older entries are wanted; answered by `prepend` or `set_older`.
        newest_changed: The newest entry came into view (True) or left it.
        shown: Another transcript is on screen, or rows came, went or changed.
    """

    older_requested = Signal()
    newest_changed = Signal(bool)
    shown = Signal()

    def __init__(self, context: UiContext, fetch: FetchFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._scope = context.scope.child("transcript")
        self._layouter = RowLayouter(context.theme, context.locale)
        self._stack = RowStack(self._layouter, self._is_late)
        self._row_painter = RowPainter(context.theme, context.icons)
        self._selection = Selection(self._stack)
        self._caret = Caret(self._stack)
        self._pictures = Pictures(fetch, self._scope, self)
        self._pictures.changed.connect(self._on_picture)
        self._anchor: tuple[int, float] | None = None
        self._origin = 0
        self._settling = False
        self._has_older = False
        self._asked_older = False
        self._loading = False
        self._live = False
        self._typing: str | None = None
        self._visitor_name = ""
        self._targets = ClockTargets()
        self._unseen = 0
        self._today = _today()
        self._focused_spot: tuple[str, int] | None = None
        self._hovered_spot: tuple[str, int] | None = None
        self._marks: dict[str, list[tuple[int, int]]] = {}
        self._mark: tuple[str, tuple[int, int]] | None = None
        self._picture_rows: dict[str, str] = {}
        self._moving: frozenset[str] = frozenset()
        """What was taken away last: it may come again at the end, behind a new message, and is not news then."""
        self._build()

    def _build(self) -> None:
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Messages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        viewport_of(self).setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.verticalScrollBar().setSingleStep(40)
        self._jump = JumpButton(self._context, self)
        self._jump.clicked.connect(self.jump_to_newest)
        self._context.theme.changed.connect(self._on_theme_changed)
        install_factory()

    # ----------------------------------------------------------------------------------------- the contents

    @property
    def visitor_name(self) -> str:
        """Who the visitor's messages are by, made harmless."""
        return self._visitor_name

    @property
    def at_newest(self) -> bool:
        """Tell whether the end of the transcript is in view and stays there when something is appended."""
        return self._anchor is None

    @property
    def unseen(self) -> int:
        """Number of the visitor's messages that came while the end was out of view."""
        return self._unseen

    def show_entries(
        self,
        entries: Sequence[Entry],
        *,
        visitor_name: str = "",
        targets: ClockTargets | None = None,
        has_older: bool = False,
        unread: int = 0,
        live: bool = True,
        place: Place | None = None,
    ) -> None:
        """Show another transcript, or this one from the beginning.

        Args:
            entries: Oldest first.
            visitor_name: From outside; used for copying, system lines and screen readers.
            targets: Limits that decide whether a reply was late.
            has_older: Older entries can be asked for.
            unread: How many of the visitor's last messages stand below the "new" line.
            live: Keep room for what the visitor types.
            place: Where the reader was, from `place`; None is the end.
        """
        self._visitor_name = clean_line(visitor_name)
        self._layouter.visitor_name = self._visitor_name
        self._targets = targets or ClockTargets()
        self._has_older, self._asked_older, self._loading, self._live = has_older, False, False, live
        self._typing, self._unseen, self._today = None, 0, _today()
        self._focused_spot = self._hovered_spot = None
        self._marks, self._mark, self._picture_rows = {}, None, {}
        self._selection.clear()
        self._stack.expanded.clear()
        self._stack.foot_px = TYPING_FOOT_PX if live else FOOT_PX
        self._stack.set_head(OLDER_HEAD_PX if has_older else HEAD_PX)
        self._stack.fill(rows_of(entries, new_from=first_unread_key(entries, unread)))
        index = None if place is None else self._stack.index_of(place[0])
        self._anchor = None if place is None or index is None else (index, float(place[1]))
        self._settle()
        self.viewport().update()
        self._said_change()

    def show_loading(self) -> None:
        """Show that messages are on their way."""
        self.show_entries((), live=False)
        self._loading = True

    def place(self) -> Place | None:
        """Return where the reader is, for `show_entries`; None at the end."""
        if self._anchor is None or not self._stack.rows:
            return None
        first = self._stack.at(self._origin)
        for index in range(first, len(self._stack.rows)):
            if self._stack.rows[index].entry is not None:
                return self._stack.rows[index].key, self._stack.top(index) - self._origin
        return None

    def append(self, entries: Sequence[Entry]) -> None:
        """Add newer entries; the view follows when the end was in view or the agent wrote them."""
        fresh = [entry for entry in entries if self._stack.index_of(entry.key) is None]
        if not fresh:
            return
        written = (entry for entry in fresh if entry.mine and entry.message.pos == 0 and entry.key not in self._moving)
        follow = self.at_newest or any(written)
        self._moving = frozenset()
        theirs = [entry for entry in fresh if entry.message.author.kind is AuthorKind.VISITOR]
        new_from = None
        if not follow and theirs:
            new_from = None if self._stack.index_of(NEW_KEY) is not None else theirs[0].key
            self._unseen += len(theirs)
        self._renew_days()
        reference = self._reference()
        first = self._stack.append(fresh, new_from)
        if follow:
            self._anchor = None
        self._settle()
        self._move_painted(reference)
        y = self._y(first)
        self.viewport().update(0, int(y), self.viewport().width(), self.viewport().height())
        self._announce(theirs)
        self._said_change()

    def prepend(self, entries: Sequence[Entry], *, has_older: bool) -> None:
        """Add older entries; what is on screen stays where it is."""
        anchor = self.place()
        fresh = [entry for entry in entries if self._stack.index_of(entry.key) is None]
        self._stack.prepend(fresh)
        if anchor is not None:
            index = self._stack.index_of(anchor[0])
            self._anchor = None if index is None else (index, anchor[1])
        self.set_older(has_older=has_older)
        self._said_change()

    def set_older(self, *, has_older: bool) -> None:
        """Say whether there are older entries, which also ends waiting for them."""
        self._has_older = has_older
        self._stack.set_head(OLDER_HEAD_PX if has_older else HEAD_PX)
        self._settle()
        self.viewport().update()
        self._asked_older = False
        self._want_older()

    def update_entries(self, entries: Sequence[Entry]) -> None:
        """Take newer states of entries that are here; only their rows are painted."""
        reference = self._reference()
        before = self._stack.total_px
        indices = [index for entry in entries if (index := self._stack.update(entry)) is not None]
        if not indices:
            return
        self._settle()
        if self._stack.total_px == before:
            for index in indices:
                self._repaint(index)
        elif min(indices) > reference[0]:
            self._move_painted(reference)
            self.viewport().update(0, int(self._y(min(indices))), self.viewport().width(), self.viewport().height())
        else:
            self.viewport().update()
        self._said_change()

    def remove(self, keys: set[str]) -> None:
        """Take entries away."""
        anchor = self._lasting_place(keys)
        self._moving = frozenset(keys)
        self._stack.remove(keys)
        index = None if anchor is None else self._stack.index_of(anchor[0])
        self._anchor = None if anchor is None or index is None else (index, anchor[1])
        self._settle()
        self.viewport().update()
        self._said_change()

    def _lasting_place(self, going: set[str]) -> Place | None:
        """Return where the reader is, told by a row that stays; None at the end."""
        if self._anchor is None or not self._stack.rows:
            return None
        first = self._stack.at(self._origin)
        for index in (*range(first, len(self._stack.rows)), *range(first - 1, -1, -1)):
            row = self._stack.rows[index]
            if row.entry is not None and row.key not in going:
                return row.key, self._stack.top(index) - self._origin
        return None

    def show_typing(self, preview: str | None) -> None:
        """Show what the visitor types ("" without the words), or None when they do not; nothing moves by it."""
        shown = None if preview is None else clean_line(preview[-TYPED_CHARS:], TYPED_CHARS)
        if shown == self._typing:
            return
        self._typing = shown
        self.viewport().update(self._typing_rect().toAlignedRect())

    def show_progress(self, key: str, share: float) -> None:
        """Show how much of a file has been sent."""
        self._stack.progress[key] = share
        index = self._stack.index_of(key)
        if index is not None:
            self._stack.forget(index)
            self._repaint(index)

    def jump_to_newest(self) -> None:
        """Go to the end."""
        self._anchor = None
        self._settle()
        self.viewport().update()

    def close_scope(self) -> None:
        """End what still runs for this view; it is about to go."""
        end_scope(self._scope, self._context.scope)

    # ------------------------------------------------------------------------------------------ for the eye

    def row_at(self, point: QPoint | QPointF) -> tuple[int, QPointF] | None:
        """Return the row at a point of the viewport and the point within it; None below and above all rows."""
        if not self._stack.rows:
            return None
        y = point.y() + self._origin
        index = self._stack.at(y)
        return index, QPointF(point.x(), y - self._stack.top(index))

    def show_entry(self, key: str) -> None:
        """Scroll as little as needed to have this entry in view; harmless when it is not loaded."""
        index = self._stack.index_of(key)
        if index is not None:
            self.show_row(index)

    def show_row(self, index: int, part: QRectF | None = None) -> None:
        """Scroll as little as needed to have a row (or a part of it) in view."""
        layout = self._stack.layout(index)
        part = part or QRectF(0, GAP_PX, 1, layout.height - GAP_PX)
        top = self._y(index) + part.top()
        bottom = top + part.height()
        height = self.viewport().height()
        if top < 12 or part.height() > height - 24:
            shift = 12 - top
        elif bottom > height - 12:
            shift = height - 12 - bottom
        else:
            return
        self._anchor = (index, self._y(index) + shift)
        self._settle()
        self.viewport().update()

    def accessible_interface(self) -> AccessibleTranscript:
        """Return what a screen reader asks, a new one for Qt, which keeps it as long as it needs it.

        It must not be kept here: it would be freed with the view and once more by Qt, which crashes.
        """
        return AccessibleTranscript(self)

    def row_keys(self) -> list[str]:
        """Return the keys of all rows."""
        return [row.key for row in self._stack.rows]

    def row_index(self, key: str) -> int | None:
        """Return the place of a row, None when it is not here."""
        return self._stack.index_of(key)

    def row_words(self, key: str) -> str:
        """Return a row as a screen reader says it."""
        index = self._stack.index_of(key)
        if index is None:
            return ""
        row = self._stack.rows[index]
        if row.entry is None:
            layout = self._stack.layout(index)
            return layout.label or layout.shown.text
        return spoken_words(row.entry, self._visitor_name, self._context.locale, late=self._is_late(index))

    def row_rect(self, key: str) -> QRect:
        """Return a row's place in the viewport, also when it is out of view."""
        index = self._stack.index_of(key)
        if index is None:
            return QRect()
        return QRect(0, round(self._y(index)), self.viewport().width(), self._stack.layout(index).height)

    def row_rect_on_screen(self, key: str) -> QRect:
        """Return a row's place on the screen."""
        rect = self.row_rect(key)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def row_key_at_screen(self, x: int, y: int) -> str | None:
        """Return the key of the row at a point of the screen."""
        found = self.row_at(self.viewport().mapFromGlobal(QPoint(x, y)))
        return None if found is None else self._stack.rows[found[0]].key

    # ------------------------------------------------------------------------------------------------ slots

    def _on_theme_changed(self) -> None:
        self._row_painter.refresh()
        self._layouter.refresh()
        self._stack.forget_all()
        self._settle()
        self.viewport().update()

    def _on_picture(self, attachment_id: str) -> None:
        index = self._stack.index_of(self._picture_rows.get(attachment_id, ""))
        if index is not None:
            self._repaint(index)

    # -------------------------------------------------------------------------------------------- overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dirty = event.rect()
        painter.fillRect(dirty, self._context.theme.colour("bg"))
        self._row_painter.ratio = self.devicePixelRatioF()
        if not self._stack.rows:
            self._paint_empty(painter)
        else:
            self._paint_rows(painter, event)
        if self._live and self._typing is not None:
            self._paint_typing(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = self.place()
        if self._layouter.width_px != self.viewport().width():
            self._layouter.width_px = max(160, self.viewport().width())
            self._stack.forget_all()
        index = None if place is None else self._stack.index_of(place[0])
        self._anchor = None if place is None or index is None else (index, float(place[1]))
        self._settle()
        self._jump.place()
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        if self._settling or not self._stack.rows:
            return
        bar = self.verticalScrollBar()
        reference = self._reference()
        if bar.value() >= bar.maximum():
            self._anchor = None
        else:
            self._anchor = self._anchor_for(bar.value())
        self._settle()
        self._move_painted(reference)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.ActivationChange, QEvent.Type.PaletteChange}:
            self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    # ---------------------------------------------------------------------------------------------- scrolling

    def _y(self, index: int) -> float:
        return self._stack.top(index) - self._origin

    def _reference(self) -> tuple[int, float]:
        """Return a row that is painted now, and where."""
        if not self._stack.rows:
            return 0, 0.0
        index = self._stack.at(self._origin)
        return index, self._y(index)

    def _anchor_for(self, value: int) -> tuple[int, float]:
        """Return the row to hold while scrolling to `value`: one whose height is final, so that nothing jumps."""
        first = self._stack.at(value)
        last = self._stack.at(value + self.viewport().height())
        for index in range(first, last + 1):
            if self._stack.laid_out(index):
                return index, float(self._stack.top(index) - value)
        return first, float(self._stack.top(first) - value)

    def _settle(self) -> None:
        """Lay out what is in view around the anchor and set scroll bar and origin accordingly."""
        height = self.viewport().height()
        was_newest = not self._jump.isVisibleTo(self)
        for _ in range(4):
            if self._anchor is None:
                self._stack.settle_bottom(height)
                break
            index, y = self._anchor
            self._stack.settle_at(index, y, height)
            value = self._stack.top(index) - y
            if value >= self._stack.total_px - height:
                self._anchor = None
            elif value < 0:
                self._anchor = (0, float(self._stack.head_px))
            else:
                break
        most = self._stack.total_px - height
        value = most if self._anchor is None else round(self._stack.top(self._anchor[0]) - self._anchor[1])
        self._origin = value
        self._set_bar(max(0, most), max(0, value), height)
        if self._stack.rows:
            self._stack.let_go(self._stack.at(value), self._stack.at(value + height))
        if self.at_newest:
            self._unseen = 0
        self._jump.show_unseen(self._unseen, visible=most - value > 60)
        if was_newest == self._jump.isVisibleTo(self):
            self.newest_changed.emit(self.at_newest)
        self._want_older()

    def _set_bar(self, most: int, value: int, page: int) -> None:
        self._settling = True
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, page))
        bar.setRange(0, most)
        bar.setValue(value)
        self._settling = False

    def _move_painted(self, reference: tuple[int, float]) -> None:
        """Move the painted pixels along with the rows, so that only what is new is painted."""
        if not self._stack.rows:
            self.viewport().update()
            return
        shift = round(self._y(reference[0]) - reference[1])
        if abs(shift) >= self.viewport().height():
            self.viewport().update()
        elif shift:
            self.viewport().scroll(0, shift)

    def _want_older(self) -> None:
        near = self._origin < OLDER_WITHIN_PX
        if near and self._has_older and not self._asked_older and self.isVisible():
            self._asked_older = True
            QTimer.singleShot(OLDER_AFTER_MS, self, self._ask_older)

    def _ask_older(self) -> None:
        if self._asked_older:
            self.older_requested.emit()

    def _renew_days(self) -> None:
        if self._today == _today():
            return
        self._today = _today()
        for index, row in enumerate(self._stack.rows):
            if row.kind is RowKind.DAY:
                self._stack.forget(index)
        self.viewport().update()

    # ----------------------------------------------------------------------------------------------- painting

    def _repaint(self, index: int) -> None:
        y = round(self._y(index))
        self.viewport().update(0, y, self.viewport().width(), self._stack.layout(index).height + GAP_PX)

    def _paint_rows(self, painter: QPainter, event: QPaintEvent) -> None:
        dirty, region = event.rect(), event.region()
        wide = self.viewport().width()
        if self._has_older and self._origin < self._stack.head_px:
            painter.setFont(self._context.theme.font(11))
            painter.setPen(self._context.theme.colour("dim"))
            room = QRectF(0, 8 - self._origin, wide, 24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.tr("Loading earlier messages…"))
        for index in range(self._stack.at(dirty.top() + self._origin), len(self._stack.rows)):
            y = self._y(index)
            if y > dirty.bottom():
                break
            layout = self._stack.layout(index)
            if region.intersects(QRect(0, int(y), wide, layout.height + 1)):
                self._row_painter.paint(painter, layout, QPointF(0, y), wide, self._state_of(index))

    def _state_of(self, index: int) -> RowState | None:
        """Return what is special about a row now; None for most."""
        row = self._stack.rows[index]
        if row.entry is None:
            return None
        layout = self._stack.layout(index)
        state = RowState(selected=self._selection.part_of(index, layout.shown.units))
        state.marks = self._marks.get(row.key, ())
        if self._mark is not None and self._mark[0] == row.key:
            state.mark = self._mark[1]
        if self._focused_spot is not None and self._focused_spot[0] == row.key and self.hasFocus():
            state.spot = self._focused_spot[1]
        if self._hovered_spot is not None and self._hovered_spot[0] == row.key:
            state.hovered = self._hovered_spot[1]
        if layout.picture is not None:
            self._add_picture(row, state)
        return state

    def _add_picture(self, row: Row, state: RowState) -> None:
        if row.entry is None or row.entry.message.attachment is None:
            return
        attachment_id: AttachmentId = row.entry.message.attachment.id
        self._picture_rows[attachment_id] = row.key
        side = round(PICTURE_MOST_PX * self.devicePixelRatioF())
        state.picture = self._pictures.thumbnail(attachment_id, QSize(side, side))
        state.picture_failed = self._pictures.failed(attachment_id)

    def _typing_rect(self) -> QRectF:
        y = self._stack.total_px - self._origin - TYPING_FOOT_PX + GAP_PX
        return QRectF(MARGIN_PX, y, self.viewport().width() - 2 * MARGIN_PX, TYPING_PX)

    def _paint_typing(self, painter: QPainter) -> None:
        theme = self._context.theme
        room = self._typing_rect()
        painter.setFont(theme.font(13, italic=True))
        metrics = painter.fontMetrics()
        words = self.tr("is typing…")
        if self._typing:
            around = self.tr("types: “%1”")
            most = int(room.width() * 0.8) - metrics.horizontalAdvance(around)
            words = around.replace("%1", metrics.elidedText(self._typing, Qt.TextElideMode.ElideLeft, most))
        wide = min(room.width(), metrics.horizontalAdvance(words) + 26.0)
        bubble = QRectF(room.left() + 0.5, room.top() + 0.5, wide, room.height() - 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(theme.colour("faint")), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(bubble, RADIUS_PX, RADIUS_PX)
        painter.setPen(theme.colour("dim"))
        inside = bubble.adjusted(12, 0, -12, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(inside, flags, words)

    def _paint_empty(self, painter: QPainter) -> None:
        words = self.tr("Loading messages…") if self._loading else self.tr("No messages yet")
        painter.setFont(self._context.theme.font(13))
        painter.setPen(self._context.theme.colour("dim"))
        painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)

    # ------------------------------------------------------------------------------------------------ the rest

    def _is_late(self, index: int) -> bool:
        entry = self._stack.rows[index].entry
        if entry is None or entry.message.reply_s is None:
            return False
        limit_s = self._targets.target_s
        for row in reversed(self._stack.rows[max(0, index - 30) : index]):
            if row.entry is None or row.entry.message.kind in {MessageKind.NOTE, MessageKind.SYSTEM}:
                continue
            if row.entry.message.author.kind is AuthorKind.AGENT:
                limit_s = self._targets.holding_s if row.entry.message.holding else limit_s
                break
        return entry.message.reply_s > limit_s

    def say(self, words: str) -> None:
        """Have a screen reader say this, when there is one."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _announce(self, entries: Sequence[Entry]) -> None:
        if QAccessible.isActive():
            for entry in entries:
                self.say(spoken_words(entry, self._visitor_name, self._context.locale, late=False))

    def _said_change(self) -> None:
        self.shown.emit()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
