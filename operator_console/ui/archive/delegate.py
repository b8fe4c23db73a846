"""Paints chats in the archive's list, with what was found marked, from cached text layouts; looks nothing up."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from operator_console.ui.archive.model import ArchiveRole
from operator_console.ui.archive.rows import ArchiveRow
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.marked_text import LINE_PX, Block

SIDE_PX = 16
ABOVE_PX = 9
TITLE_PX = 19
TEXT_LINES = 2
ROW_PX = 2 * ABOVE_PX + TITLE_PX + LINE_PX + TEXT_LINES * LINE_PX + LINE_PX
MAX_CACHED = 300
Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


class ArchiveDelegate(QStyledItemDelegate):
    """Who and when; where; two lines of text; how it ended, late replies and comments."""

    def __init__(self, context: UiContext, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._context = context
        self._list = view
        self._blocks: dict[tuple[ArchiveRow, int], Block] = {}
        context.theme.changed.connect(self._blocks.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast("ArchiveRow", index.data(ArchiveRole.ROW))
        theme, rect = self._context.theme, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        inner = QRectF(rect.adjusted(SIDE_PX, ABOVE_PX, -SIDE_PX, -ABOVE_PX))
        small = theme.font(12)
        used_px = self._draw(painter, inner, row.when, small, "dim", _RIGHT)
        title = inner.adjusted(0, 0, -used_px - 8, 0)
        self._draw(painter, title, row.title, theme.font(13, 600), "text", _LEFT, TITLE_PX)
        inner.translate(0, TITLE_PX)
        self._draw(painter, inner, row.where, small, "dim", _LEFT)
        inner.translate(0, LINE_PX)
        self._draw_text(painter, inner, row)
        inner.translate(0, TEXT_LINES * LINE_PX)
        self._draw_foot(painter, inner, row)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.left() + SIDE_PX, rect.bottom(), rect.right() - SIDE_PX, rect.bottom())
        painter.restore()

    def _draw_text(self, painter: QPainter, place: QRectF, row: ArchiveRow) -> None:
        width_px = int(place.width())
        left_px = 0
        if row.source:
            font = self._context.theme.font(11, 600)
            left_px = int(self._draw(painter, place, row.source, font, "warn_text", _LEFT)) + 8
        block = self._block(row, max(80, width_px - left_px))
        painter.setPen(self._context.theme.colour("text"))
        block.layout.draw(painter, QPointF(place.left() + left_px, place.top()))

    def _draw_foot(self, painter: QPainter, place: QRectF, row: ArchiveRow) -> None:
        """Draw late replies and comments at the right, what remains at the left."""
        right = QRectF(place)
        for words, role, icon in ((row.comments, "dim", "messages-square"), (row.late, "bad_text", "clock")):
            if words:
                used_px = self._draw(painter, right, words, self._context.theme.font(12, 600), role, _RIGHT)
                pixmap = self._context.icons.pixmap(icon, 12, role, self._list.devicePixelRatioF())
                painter.drawPixmap(QPointF(right.right() - used_px - 16, right.top() + 3), pixmap)
                right.setRight(right.right() - used_px - 26)
        self._draw(painter, right, row.facts, self._context.theme.font(12), "dim", _LEFT)

    def _draw(
        self,
        painter: QPainter,
        place: QRectF,
        words: str,
        font: QFont,
        role: str,
        flags: Qt.AlignmentFlag,
        height_px: int = LINE_PX,
    ) -> float:
        """Draw one elided line at the top of a place and return its width."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(place.width())))
        painter.setFont(font)
        painter.setPen(self._context.theme.colour(role))
        line = QRectF(place.left(), place.top(), place.width(), height_px)
        painter.drawText(line, int(flags | Qt.TextFlag.TextSingleLine), shown)
        return float(metrics.horizontalAdvance(shown))

    def _block(self, row: ArchiveRow, width_px: int) -> Block:
        key = (row, width_px)
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) >= MAX_CACHED:
                self._blocks.clear()
            look = QTextCharFormat()
            look.setBackground(self._context.theme.colour("mark"))
            look.setForeground(self._context.theme.colour("mark_text"))
            font = self._context.theme.font(12)
            block = self._blocks[key] = Block(row.text, font, width_px, TEXT_LINES, look, row.marks)
        return block
