"""Paints the rail's rows from the model's roles, with elided lines cached; looks nothing up and decides nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QRegion
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from operator_console.desk.state import ChatRow
from operator_console.ui.chats.model import RailRole
from operator_console.ui.chats.row_words import (
    TickFace,
    accept_words,
    group_words,
    name_words,
    place_words,
    preview_words,
    queue_words,
)
from operator_console.ui.chats.rows import RailRow
from operator_console.ui.kit.buttons import badge_size, paint_badge
from operator_console.ui.kit.clock_ring import paint_clock_ring, phase_text_role
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.shortcuts import key_words, sequence_of

HEADER_PX = 30
CHAT_PX = 58
QUEUE_PX = 62
RING_PX = 40
WORDS_PX = 67
MAX_CACHED_LINES = 400

Index = QModelIndex | QPersistentModelIndex
_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_LINE_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class RailDelegate(QStyledItemDelegate):
    """Paints headers, queue rows and chats.

    Attributes:
        open_key: Key of the chat that is on screen.
        hot_accept: Key of the queue row whose button is under the pointer.
        pressed_accept: Key of the queue row whose button is held down.
        hot_decline: Key of the offered row whose sign to decline is under the pointer.
        dirty: What the view paints now, so that a tick draws rings alone; None for everything.
    """

    def __init__(self, context: UiContext, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._now = now
        self._lines: dict[tuple[str, str, int], str] = {}
        self.open_key: str | None = None
        self.hot_accept: str | None = None
        self.pressed_accept: str | None = None
        self.hot_decline: str | None = None
        self.dirty: QRegion | None = None
        context.theme.changed.connect(self._lines.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_px(_row_of(index)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        if not self._is_dirty(rect):
            return
        row = _row_of(index)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if row.gone:
            painter.setOpacity(0.45)
        if row.chat is None:
            self._paint_header(painter, rect, row)
        else:
            face = cast("TickFace", index.data(RailRole.FACE))
            state = option.state
            if row.queued:
                self._paint_queued(painter, rect, row, row.chat, face)
            else:
                self._paint_chat(painter, rect, row, row.chat, face, state)
            if state & QStyle.StateFlag.State_HasFocus:
                self._paint_focus(painter, rect)
        painter.restore()

    def paint_tick(self, painter: QPainter, rect: QRect, row: RailRow, face: TickFace, ground: str) -> None:
        """Paint what ticks in a row that is neither pointed at nor in focus, on a ground of this colour."""
        if row.chat is None:
            return
        part, colour = self.tick_rect(rect, row), self._context.theme.colour(ground)
        if not row.queued and row.chat.conversation.clock.running:
            painter.fillRect(part, colour)
            self._paint_ring(painter, rect, row.chat)  # all of it is in there
            return
        painter.save()
        painter.setClipRect(part)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour)
        if row.queued:
            self._paint_queued(painter, rect, row, row.chat, face)
        else:
            self._paint_words(painter, rect, row, row.chat, face)
        painter.restore()

    def tick_rect(self, rect: QRect, row: RailRow) -> QRect:
        """Return the part of a row that changes when its clock ticks."""
        if row.queued:
            return self.waited_rect(rect)
        running = row.chat is not None and row.chat.conversation.clock.running
        return self.ring_rect(rect).adjusted(-2, -2, 2, 2) if running else self.time_rect(rect)

    def ring_rect(self, rect: QRect) -> QRect:
        """Return the ring's square within a chat's row."""
        return QRect(rect.left() + 15, rect.top() + (rect.height() - RING_PX) // 2, RING_PX + 2, RING_PX)

    def time_rect(self, rect: QRect) -> QRect:
        """Return where "1 m" stands within a chat's row."""
        return QRect(rect.right() - 70, rect.center().y() + 1, 60, 20)

    def waited_rect(self, rect: QRect) -> QRect:
        """Return the second line of a queue row."""
        card = _card(rect)
        return QRect(card.left(), card.center().y(), card.width(), card.height() // 2)

    def accept_rect(self, rect: QRect, chat: ChatRow | None) -> QRect:
        """Return the button of a queue row."""
        card = _card(rect)
        width_px = QFontMetrics(self._context.theme.font(12, 600)).horizontalAdvance(accept_words(chat)) + 20
        return QRect(card.right() - 10 - width_px, card.center().y() - 13, width_px, 27)

    def decline_rect(self, rect: QRect, chat: ChatRow | None) -> QRect:
        """Return the sign by which an offer is declined, before the button."""
        button = self.accept_rect(rect, chat)
        return QRect(button.left() - 31, button.top(), 27, button.height())

    def _paint_header(self, painter: QPainter, rect: QRect, row: RailRow) -> None:
        theme = self._context.theme
        inner = rect.adjusted(16, 8, -16, -2)
        painter.setFont(theme.font(11, 700))
        painter.setPen(theme.colour("dim"))
        painter.drawText(inner, _LINE, group_words(row.group).upper())
        painter.setFont(theme.font(11, 700, tabular=True))
        painter.drawText(inner, _LINE_END, str(row.count))

    def _paint_queued(self, painter: QPainter, rect: QRect, row: RailRow, chat: ChatRow, face: TickFace) -> None:
        theme = self._context.theme
        card = _card(rect)
        style = Qt.PenStyle.SolidLine if chat.offered else Qt.PenStyle.DashLine
        line = "accent" if chat.offered else "line_strong" if self.open_key == row.key else "line"
        painter.setPen(QPen(theme.colour(line), 1, style))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        button = self.accept_rect(rect, chat)
        self._paint_button(painter, button, row.key, accept_words(chat))
        if chat.offered:
            button = self.decline_rect(rect, chat)
            lit = row.key == self.hot_decline
            sign = self._context.icons.pixmap("x", 15, "text" if lit else "dim", painter.device().devicePixelRatioF())
            painter.drawPixmap(button.center() - QPoint(7, 7), sign)
        text = QRect(card.left() + 10, card.top() + 8, button.left() - card.left() - 18, 19)
        self._paint_marks(painter, text, chat)
        place_role = "warn_text" if chat.owner_lost else "dim"
        self._paint_name(painter, text, name_words(row), place_words(row), "text", place_role)
        waits, said = queue_words(chat, face.waited)
        text.translate(0, 19)
        text.setLeft(card.left() + 10)
        used = self._draw(painter, text, waits, theme.font(12, 600, tabular=True), phase_text_role(face.phase))
        text.setLeft(text.left() + used)
        self._draw(painter, text, f" · {said}" if said else "", theme.font(12), "dim")

    def _paint_button(self, painter: QPainter, rect: QRect, key: str, words: str) -> None:
        theme = self._context.theme
        lit = key in {self.hot_accept, self.pressed_accept}
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_hover" if lit else "accent"))
        painter.drawRoundedRect(rect, 8, 8)
        painter.setPen(theme.colour("accent_text"))
        painter.setFont(theme.font(12, 600))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_chat(
        self, painter: QPainter, rect: QRect, row: RailRow, chat: ChatRow, face: TickFace, state: QStyle.StateFlag
    ) -> None:
        theme = self._context.theme
        if self.open_key == row.key:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected) and not row.gone:
            painter.fillRect(rect, theme.colour("hover"))
        if self._is_dirty(self.ring_rect(rect)):
            self._paint_ring(painter, rect, chat)
        if self._is_dirty(rect.adjusted(WORDS_PX, 0, 0, 0)):
            self._paint_words(painter, rect, row, chat, face)

    def _paint_ring(self, painter: QPainter, rect: QRect, chat: ChatRow) -> None:
        ring = QRectF(self.ring_rect(rect)).adjusted(0, 0, -2, 0)
        clock, targets = chat.conversation.clock, chat.site.targets
        paint_clock_ring(painter, ring, clock, self._now(), targets, self._context.theme)

    def _paint_words(self, painter: QPainter, rect: QRect, row: RailRow, chat: ChatRow, face: TickFace) -> None:
        theme = self._context.theme
        right = rect.right() - 11
        top_width = self._paint_key(painter, right, rect.top() + 12, chat.number)
        low_width = self._paint_low_corner(painter, right, rect, chat, face)
        left = rect.left() + WORDS_PX
        first = QRect(left, rect.top() + 9, right - left - top_width - (8 if top_width else 0), 20)
        second = QRect(left, rect.top() + 29, right - left - low_width - (8 if low_width else 0), 19)
        self._paint_marks(painter, first, chat)
        self._paint_name(painter, first, name_words(row), place_words(row), "text")
        font = theme.font(12, 500 if chat.unread else 400, italic=chat.typing)
        self._draw(painter, second, preview_words(chat), font, "text" if chat.unread and not chat.typing else "dim")

    def _paint_marks(self, painter: QPainter, rect: QRect, chat: ChatRow) -> None:
        """Paint what sets a chat apart before its name, and move the name's place."""
        conversation = chat.conversation
        marks = [("star", "warn_text")] if conversation.vip else []
        marks += [("hand", "bad_text")] if conversation.hand_raised_at is not None else []
        ratio = painter.device().devicePixelRatioF()
        for icon, role in marks:
            painter.drawPixmap(rect.left(), rect.top() + 3, self._context.icons.pixmap(icon, 13, role, ratio))
            rect.setLeft(rect.left() + 17)

    def _paint_key(self, painter: QPainter, right: int, top: int, number: int | None) -> int:
        """Paint the key cap and return its width."""
        if number is None:
            return 0
        words = key_cap_words(key_words(sequence_of(self._context.settings, f"chats.number_{number}")))
        if not words:
            return 0
        theme = self._context.theme
        font = theme.font(10, 500, tabular=True)
        width_px = QFontMetrics(font).horizontalAdvance(words) + 9
        cap = QRectF(right - width_px + 0.5, top + 0.5, width_px, 14)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("bg"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QPen(theme.colour("line"), 1.5))
        painter.drawLine(cap.bottomLeft() + _offset(3), cap.bottomRight() - _offset(3))
        painter.setPen(theme.colour("dim"))
        painter.setFont(font)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
        return width_px

    def _paint_low_corner(self, painter: QPainter, right: int, rect: QRect, chat: ChatRow, face: TickFace) -> int:
        """Paint badge, sign of a draft or time since the last message, and return the width taken."""
        if chat.unread:
            size = badge_size(self._context, chat.unread)
            painter.save()
            painter.translate(right - size.width() + 1, rect.top() + 30)
            paint_badge(painter, self._context, size.width(), chat.unread)
            painter.restore()
            return size.width()
        width_px = 0
        if face.since:
            font = self._context.theme.font(11, tabular=True)
            width_px = QFontMetrics(font).horizontalAdvance(face.since)
            place = QRect(right - width_px, rect.top() + 29, width_px + 1, 19)
            self._draw(painter, place, face.since, font, "dim")
        if chat.has_draft or chat.waiting_out:
            ratio = painter.device().devicePixelRatioF()
            sign = self._context.icons.pixmap("clock" if chat.waiting_out else "pencil", 13, "dim", ratio)
            painter.drawPixmap(right - width_px - (19 if width_px else 13), rect.top() + 32, sign)
            width_px += 19 if width_px else 13
        return width_px

    def _is_dirty(self, rect: QRect) -> bool:
        return self.dirty is None or self.dirty.intersects(rect)

    def _paint_name(
        self, painter: QPainter, rect: QRect, name: str, place: str, role: str, place_role: str = "dim"
    ) -> None:
        """Paint the strong name and as much of the quiet place as fits, leaving it some room."""
        theme = self._context.theme
        quiet = f"\u00a0· {place}" if place else ""
        quiet_px = min(QFontMetrics(theme.font(11, 500)).horizontalAdvance(quiet), rect.width() // 4)
        wanted_px = QFontMetrics(theme.font(13, 600)).horizontalAdvance(name)
        strong = QRect(rect)
        strong.setWidth(min(wanted_px + 1, max(rect.width() - quiet_px, rect.width() * 3 // 5)))
        used = self._draw(painter, strong, name, theme.font(13, 600), role)
        rest = QRect(rect)
        rest.setLeft(rect.left() + used)
        self._draw(painter, rest, quiet, theme.font(11, 500), place_role)

    def _draw(self, painter: QPainter, rect: QRect, text: str, font: QFont, role: str) -> int:
        """Draw one elided line and return its width."""
        if not text or rect.width() < 8:
            return 0
        key = (text, font.key(), rect.width())
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= MAX_CACHED_LINES:
                self._lines.clear()
            line = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            self._lines[key] = line
        painter.setFont(font)
        painter.setPen(self._context.theme.colour(role))
        painter.drawText(rect, int(_LINE | Qt.TextFlag.TextSingleLine), line)
        return min(rect.width(), QFontMetrics(font).horizontalAdvance(line))

    def _paint_focus(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(self._context.theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(5, 2, -4, -2), 8, 8)


def row_px(row: RailRow) -> int:
    """Return the height of a row."""
    if row.chat is None:
        return HEADER_PX
    return QUEUE_PX if row.queued else CHAT_PX


def key_cap_words(words: str) -> str:
    """Return a short form of a key: ``^3`` for ``Ctrl 3``."""
    return words.replace("Ctrl ", "^") if words.startswith("Ctrl ") else words


def _row_of(index: Index) -> RailRow:
    return cast("RailRow", index.data(RailRole.ROW))


def _card(rect: QRect) -> QRect:
    return rect.adjusted(12, 4, -12, -4)


def _offset(x: float) -> QPointF:
    return QPointF(x, 0)
