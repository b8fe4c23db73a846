"""Paints articles in the list with their highlighted marks, from cached text layouts; looks nothing up."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.marked_text import LINE_PX, Block, Marks, units
from operator_console.ui.knowledge.model import ArticleRole
from operator_console.ui.knowledge.rows import ArticleRow

SIDE_PX = 16
ABOVE_PX = 9
TITLE_PX = 19
EXCERPT_LINES = 2
BROWSE_PX = 50
MAX_CACHED = 200

Index = QModelIndex | QPersistentModelIndex


class ArticleDelegate(QStyledItemDelegate):
    """Title with marks, below it one or two lines of the excerpt with marks."""

    def __init__(self, context: UiContext, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._context = context
        self._list = view
        self._blocks: dict[tuple[str, Marks, int, int], Block] = {}
        context.theme.changed.connect(self._blocks.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = cast("ArticleRow", index.data(ArticleRole.ROW))
        if not row.found:
            return QSize(0, BROWSE_PX)
        width_px = self._list.viewport().width() - 2 * SIDE_PX
        block = self._block(row.excerpt, self._context.theme.font(12), row.excerpt_marks, width_px, EXCERPT_LINES)
        return QSize(0, 2 * ABOVE_PX + TITLE_PX + max(1, block.lines) * LINE_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast("ArticleRow", index.data(ArticleRole.ROW))
        theme = self._context.theme
        rect, state = option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        inner = rect.adjusted(SIDE_PX, ABOVE_PX, -SIDE_PX, -ABOVE_PX)
        self._draw_title(painter, QPointF(inner.topLeft()), inner.width(), row)
        below = QPointF(inner.left(), inner.top() + TITLE_PX)
        if row.found:
            self._draw_excerpt(painter, below, row, inner.width())
        else:
            place = QRectF(below.x(), below.y(), inner.width(), LINE_PX)
            font = theme.font(12)
            words = QFontMetrics(font).elidedText(row.excerpt, Qt.TextElideMode.ElideRight, inner.width())
            self._draw_words(painter, place, words, font)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.left() + SIDE_PX, rect.bottom(), rect.right() - SIDE_PX, rect.bottom())
        painter.restore()

    def _draw_title(self, painter: QPainter, place: QPointF, width_px: int, row: ArticleRow) -> None:
        """Draw the title, one line, elided."""
        font = self._context.theme.font(13, 600)
        shown = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, width_px)
        kept = units(shown) if shown == row.title else max(0, units(shown) - 1)
        marks = tuple((start, min(end, kept)) for start, end in row.marks if start < kept)
        painter.setPen(self._context.theme.colour("text"))
        self._block(shown, font, marks, width_px + 8, 1).layout.draw(painter, place)

    def _draw_excerpt(self, painter: QPainter, place: QPointF, row: ArticleRow, width_px: int) -> None:
        block = self._block(row.excerpt, self._context.theme.font(12), row.excerpt_marks, width_px, EXCERPT_LINES)
        painter.setPen(self._context.theme.colour("dim"))
        block.layout.draw(painter, place)

    def _draw_words(self, painter: QPainter, place: QRectF, words: str, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(self._context.theme.colour("dim"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags | Qt.TextFlag.TextSingleLine), words)

    def _block(self, text: str, font: QFont, marks: Marks, width_px: int, most_lines: int) -> Block:
        key = (text, marks, width_px, most_lines)
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) >= MAX_CACHED:
                self._blocks.clear()
            look = QTextCharFormat()
            look.setBackground(self._context.theme.colour("mark"))
            look.setForeground(self._context.theme.colour("mark_text"))
            block = self._blocks[key] = Block(text, font, max(40, width_px), most_lines, look, marks)
        return block
