"""Paints the rows of the wall, each once for as long as it looks the same; looks nothing up and decides nothing.

A list whose order changes is painted anew as a whole: what a row looks like is kept as a picture, so that this costs
as little as one row that changed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.avatar import paint_avatar
from operator_console.ui.kit.clock_ring import paint_clock_ring, phase_text_role
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.words import chat_title, status_role
from operator_console.ui.team.model import WallRole
from operator_console.ui.team.rows import AgentRow, ChatRow
from operator_console.ui.team.words import (
    NAME_CHARS,
    age_words,
    hand_words,
    kind_words,
    load_words,
    longest_words,
    said_words,
    since_words,
    where_words,
    who_words,
)

ROW_PX = 58
RING_PX = 40
MAX_CACHED_LINES = 2000
MAX_PICTURES = 80

Index = QModelIndex | QPersistentModelIndex
Type = tuple[QFont, QFontMetrics]
"""A font with its measures, which cost more than drawing."""
_SHOWN = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
_LINE = int(
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextSingleLine
)


class _WallDelegate(QStyledItemDelegate):
    """What both lists share.

    Args:
        scale: 1 in the window; more on a big screen.

    Attributes:
        open_key: Key of the row that is marked as chosen.
    """

    def __init__(self, context: UiContext, now: Callable[[], datetime], parent: QWidget, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._context = context
        self._now = now
        self._scale = scale
        self._fonts: dict[tuple[int, int, bool], tuple[QFont, QFontMetrics]] = {}
        self._lines: dict[tuple[str, int, int], tuple[str, int]] = {}
        self._pictures: dict[str, tuple[tuple[object, ...], QPixmap]] = {}
        self.open_key: str | None = None
        context.theme.changed.connect(self.forget)

    @property
    def row_px(self) -> int:
        """The height of every row."""
        return self._px(ROW_PX)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self.row_px)

    def forget(self) -> None:
        """Let go of everything painted: it looks different from now on."""
        self._fonts.clear()
        self._lines.clear()
        self._pictures.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast("ChatRow | AgentRow", index.data(WallRole.ROW))
        ratio = painter.device().devicePixelRatioF()
        looks = (
            row, index.data(WallRole.TICK), option.rect.size().toTuple(), option.state & _SHOWN, ratio,
            self.open_key == row.key,
        )  # fmt: skip
        known = self._pictures.get(row.key)
        if known is None or known[0] != looks:
            known = looks, self._picture(option, row, ratio)
            if len(self._pictures) >= MAX_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[row.key] = known
        painter.drawPixmap(option.rect.topLeft(), known[1])

    def _picture(self, option: QStyleOptionViewItem, row: "ChatRow | AgentRow", ratio: float) -> QPixmap:
        picture = QPixmap(option.rect.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._context.theme.colour("panel"))
        painter = QPainter(picture)
        rect = QRect(QPoint(0, 0), option.rect.size())
        self._paint_ground(painter, rect, option.state, row.key)
        self._paint_row(painter, rect, row)
        painter.end()
        return picture

    def _paint_row(self, painter: QPainter, rect: QRect, given: "ChatRow | AgentRow") -> None:
        raise NotImplementedError

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, key: str) -> None:
        theme = self._context.theme
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if self.open_key == key:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, theme.colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 2, -4, -2), 8, 8)

    def _px(self, size: float) -> int:
        return round(size * self._scale)

    def _font(self, size: int, weight: int = 400, *, tabular: bool = False) -> Type:
        found = self._fonts.get((size, weight, tabular))
        if found is None:
            font = self._context.theme.font(size * self._scale, weight, tabular=tabular)
            found = self._fonts[size, weight, tabular] = font, QFontMetrics(font)
        return found

    def _draw(self, painter: QPainter, rect: QRect, text: str, type_: Type, role: str) -> int:
        """Draw one elided line and return its width."""
        if not text or rect.width() < 8:
            return 0
        key = (text, id(type_), rect.width())
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= MAX_CACHED_LINES:
                self._lines.clear()
            shown = type_[1].elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            line = self._lines[key] = shown, min(rect.width(), type_[1].horizontalAdvance(shown))
        painter.setFont(type_[0])
        painter.setPen(self._context.theme.colour(role))
        painter.drawText(rect, _LINE, line[0])
        return line[1]

    def _draw_end(self, painter: QPainter, rect: QRect, text: str, type_: Type, role: str) -> int:
        """Draw one short line at the right end and return its width."""
        width_px = type_[1].horizontalAdvance(text)
        self._draw(painter, QRect(rect.right() - width_px, rect.top(), width_px + 2, rect.height()), text, type_, role)
        return width_px

    def _icon(self, painter: QPainter, left: int, rect: QRect, name: str, role: str) -> int:
        """Draw a sign at the beginning of a line and return where the words begin."""
        side = self._px(14)
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._context.icons.pixmap(name, side, role, ratio)
        painter.drawPixmap(left, rect.center().y() - side // 2 + 1, pixmap)
        return left + side + self._px(5)

    def _lines_of(self, rect: QRect) -> tuple[QRect, QRect]:
        left = rect.left() + self._px(64)
        width = rect.right() - self._px(12) - left
        first = QRect(left, rect.top() + self._px(9), width, self._px(20))
        return first, first.translated(0, self._px(20))


class ChatDelegate(_WallDelegate):
    """Ring, visitor and site, who has it and what was said; a raised hand in the place of that."""

    def _paint_row(self, painter: QPainter, rect: QRect, given: ChatRow | AgentRow) -> None:
        row = cast("ChatRow", given)
        chat, now, theme = row.conversation, self._now(), self._context.theme
        side = self._px(RING_PX)
        ring = QRectF(rect.left() + self._px(13), rect.center().y() - side / 2, side, side)
        paint_clock_ring(painter, ring, chat.clock, now, row.targets, theme)
        first, second = self._lines_of(rect)
        used = self._draw_end(painter, first, age_words(chat, now), self._font(11, 500, tabular=True), "dim")
        first.setRight(first.right() - used - self._px(10))
        strong = QRect(first)
        strong.setWidth(max(first.width() * 3 // 5, self._px(40)))
        name = self._draw(painter, strong, clean_line(chat_title(chat), NAME_CHARS), self._font(13, 600), "text")
        first.setLeft(first.left() + name)
        self._draw(painter, first, f"\u00a0· {where_words(row)}", self._font(11, 500), "dim")
        self._paint_second(painter, second, row, now)

    def _paint_second(self, painter: QPainter, line: QRect, row: ChatRow, now: datetime) -> None:
        chat = row.conversation
        hand = hand_words(chat, now)
        if hand:
            line.setLeft(self._icon(painter, line.left(), line, "hand", "bad_text"))
            strong = QRect(line)
            strong.setWidth(line.width() * 2 // 5)
            line.setLeft(line.left() + self._draw(painter, strong, who_words(chat), self._font(12, 500), "text"))
            line.setLeft(line.left() + self._px(8))
            self._draw(painter, line, hand, self._font(12, 600), "bad_text")
            return
        lost = chat.owner_lost_at is not None
        if row.queued or lost:
            phase = chat.clock.phase(now, row.targets)
            role = "warn_text" if lost else phase_text_role(phase)
            line.setLeft(self._icon(painter, line.left(), line, "wifi-off" if lost else "inbox", role))
            line.setLeft(line.left() + self._draw(painter, line, who_words(chat), self._font(12, 600), role))
        else:
            line.setLeft(line.left() + self._draw(painter, line, who_words(chat), self._font(12, 500), "text"))
        said = said_words(chat)
        self._draw(painter, line, f"\u00a0· {said}" if said else "", self._font(12), "dim")


class AgentDelegate(_WallDelegate):
    """Picture with the status, name and load, status since when and who waits longest."""

    def _paint_row(self, painter: QPainter, rect: QRect, given: ChatRow | AgentRow) -> None:
        row = cast("AgentRow", given)
        agent, now = row.agent, self._now()
        side = self._px(36)
        face = QRectF(rect.left() + self._px(14), rect.center().y() - side / 2, side, side)
        paint_avatar(painter, face, agent.agent.name, self._context, dot_role=status_role(agent.agent.status))
        first, second = self._lines_of(rect)
        full = agent.agent.capacity > 0 and agent.waiting >= agent.agent.capacity
        used = self._draw_end(
            painter, first, load_words(agent), self._font(13, 700, tabular=True), "warn_text" if full else "text"
        )
        first.setRight(first.right() - used - self._px(10))
        kind = kind_words(agent)
        strong = QRect(first)
        strong.setWidth(first.width() * 2 // 3 if kind else first.width())
        name = self._draw(painter, strong, clean_line(agent.agent.name, NAME_CHARS), self._font(13, 600), "text")
        first.setLeft(first.left() + name)
        self._draw(painter, first, f"\u00a0· {kind}" if kind else "", self._font(11), "dim")
        longest = longest_words(agent, now)
        if longest and agent.longest is not None:
            late = agent.longest.left_s(now) <= 0
            font = self._font(12, 600, tabular=True)
            used = self._draw_end(painter, second, longest, font, "bad_text" if late else "dim")
            at = second.right() - used - self._px(19)
            self._icon(painter, at, second, "circle-alert" if late else "clock", "bad_text" if late else "dim")
            second.setRight(at - self._px(8))
        self._draw(painter, second, since_words(agent, now), self._font(12), "dim")
