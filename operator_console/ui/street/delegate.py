"""Paints visitors in the list, a cell at a time, from the model's roles; looks nothing up and decides nothing."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.context import UiContext
from operator_console.ui.street.model import NUMBERS, VisitorRole
from operator_console.ui.street.rows import Column, State, VisitorRow
from operator_console.ui.street.words import place_words

ROW_PX = 48
SIDE_PX = 10
MAX_CACHED = 4_000
Index = QModelIndex | QPersistentModelIndex
_CHIP = {
    State.LOOKING: ("chip", "dim"),
    State.AWAY: ("chip", "faint"),
    State.CHATTING: ("ok_soft", "ok_text"),
    State.INVITED: ("accent_soft", "link"),
    State.SAID_NO: ("warn_soft", "warn_text"),
}


class VisitorDelegate(QStyledItemDelegate):
    """Name above site, title above address; state as a chip; figures in digits of one width."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._elided: dict[tuple[str, str, int], str] = {}
        context.theme.changed.connect(self._elided.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast("VisitorRow", index.data(VisitorRole.ROW))
        column = Column(index.column())
        theme = self._context.theme
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5))
        inside = rect.adjusted(16 if column is Column.WHO else SIDE_PX, 0, -SIDE_PX, 0)
        words = str(index.data() or "")
        if column in {Column.WHO, Column.PAGE}:
            below = clean_line(row.site_name, 60) if column is Column.WHO else place_words(row)
            strong = column is Column.WHO and row.one.visitor.name is not None
            self._paint_two(painter, inside, words, below, strong=strong)
        elif column is Column.STATE:
            self._paint_state(painter, inside, row, words)
        else:
            right = column in NUMBERS
            role = "text" if column in {Column.CART, Column.ON_PAGE} else "dim"
            self._draw(painter, inside, words, theme.font(12.5, tabular=right), role, right=right)
        painter.restore()

    def _paint_two(self, painter: QPainter, place: QRectF, above: str, below: str, *, strong: bool) -> None:
        theme = self._context.theme
        top = QRectF(place.left(), place.top() + 6, place.width(), 19)
        under = QRectF(place.left(), place.top() + 25, place.width(), 17)
        self._draw(painter, top, above, theme.font(13, 600 if strong else 500), "text")
        self._draw(painter, under, below, theme.font(12), "dim")

    def _paint_state(self, painter: QPainter, place: QRectF, row: VisitorRow, words: str) -> None:
        theme = self._context.theme
        ground, ink = _CHIP[row.state]
        font = theme.font(11, 500)
        width_px = min(place.width(), QFontMetrics(font).horizontalAdvance(words) + 16)
        chip = QRectF(place.left(), place.center().y() - 10, width_px, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(chip, 6, 6)
        self._draw(painter, chip.adjusted(8, 0, -6, 0), words, font, ink)

    def _draw(
        self, painter: QPainter, place: QRectF, words: str, font: QFont, role: str, *, right: bool = False
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(self._context.theme.colour(role))
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(place, int(flags | Qt.TextFlag.TextSingleLine), self._fitting(words, font, int(place.width())))

    def _fitting(self, words: str, font: QFont, width_px: int) -> str:
        key = (words, font.key(), width_px)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) >= MAX_CACHED:
                self._elided.clear()
            metrics = QFontMetrics(font)
            found = self._elided[key] = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width_px)
        return found
