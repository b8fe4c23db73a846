"""Paints articles in the list, a cell at a time, from the model's roles; looks nothing up and decides nothing."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.model import CardModel, CardRole
from operator_console.ui.articles.rows import LOW_SHARE, CardRow, CardState, Column
from operator_console.ui.kit.context import UiContext

ROW_PX = 52
SIDE_PX = 10
MAX_CACHED = 2_000
Index = QModelIndex | QPersistentModelIndex
_CHIP = {
    CardState.DRAFT: ("chip", "dim"),
    CardState.PUBLISHED: ("ok_soft", "ok_text"),
    CardState.CHANGED: ("warn_soft", "warn_text"),
}


class CardDelegate(QStyledItemDelegate):
    """Title above site, language and summary; state as a chip; figures in digits of one width."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._elided: dict[tuple[str, str, int], str] = {}
        context.theme.changed.connect(self._elided.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast("CardRow", index.data(CardRole.ROW))
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
        inside = rect.adjusted(16 if column is Column.TITLE else SIDE_PX, 0, -SIDE_PX, 0)
        if column is Column.TITLE:
            self._paint_title(painter, inside, row)
        elif column is Column.STATE:
            self._paint_state(painter, inside, row, index)
        else:
            self._paint_words(painter, inside, row, index)
        painter.restore()

    def _paint_title(self, painter: QPainter, place: QRectF, row: CardRow) -> None:
        theme = self._context.theme
        top = QRectF(place.left(), place.top() + 8, place.width(), 19)
        below = QRectF(place.left(), place.top() + 27, place.width(), 17)
        if row.unsaved:
            pixmap = self._context.icons.pixmap("pencil", 13, "warn_text", painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(top.left(), top.top() + 3), pixmap)
            top.setLeft(top.left() + 19)
        self._draw(painter, top, clean_line(row.card.title, 300), theme.font(13, 600), "text")
        where = " · ".join(
            part for part in (clean_line(row.site_name, 40), row.card.language.upper(), row.card.summary) if part
        )
        self._draw(painter, below, clean_line(where, 300), theme.font(12), "dim")

    def _paint_state(self, painter: QPainter, place: QRectF, row: CardRow, index: Index) -> None:
        theme = self._context.theme
        ground, ink = _CHIP[row.state]
        font = theme.font(11, 500)
        words = str(index.data())
        width_px = min(place.width(), QFontMetrics(font).horizontalAdvance(words) + 16)
        chip = QRectF(place.left(), place.center().y() - 10, width_px, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(chip, 6, 6)
        self._draw(painter, chip.adjusted(8, 0, -4, 0), words, font, ink)

    def _paint_words(self, painter: QPainter, place: QRectF, row: CardRow, index: Index) -> None:
        column = Column(index.column())
        role = "dim"
        if column is Column.REVIEW and row.is_overdue(cast("CardModel", index.model()).today):
            role = "warn_text"
            pixmap = self._context.icons.pixmap("triangle-alert", 13, role, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(place.left(), place.center().y() - 7), pixmap)
            place.setLeft(place.left() + 19)
        elif column is Column.SOLVED and row.solved_share is not None and row.solved_share < LOW_SHARE:
            role = "bad_text"
        elif column in {Column.USED, Column.SOLVED, Column.OWNER}:
            role = "text"
        right = column in {Column.USED, Column.SOLVED}
        font = self._context.theme.font(12.5, tabular=right)
        self._draw(painter, place, str(index.data() or ""), font, role, right=right)

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
            found = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width_px)
            self._elided[key] = found
        return found
