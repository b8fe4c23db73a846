"""Paints articles in the list, a cell at a time, from the model's roles; looks nothing up and decides nothing."""

from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.model import CardModel, CardRole
from operator_console.ui.articles.rows import LOW_SHARE, CardRow, CardState, Column
from operator_console.ui.kit.row_delegate import Index, RowDelegate

_CHIP = {
    CardState.DRAFT: ("chip", "dim"),
    CardState.PUBLISHED: ("ok_soft", "ok_text"),
    CardState.CHANGED: ("warn_soft", "warn_text"),
}


class CardDelegate(RowDelegate):
    """Title above site, language and summary; state as a chip; figures in digits of one width."""

    ROW_PX = 52

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        row = cast("CardRow", index.data(CardRole.ROW))
        column = Column(index.column())
        if column is Column.TITLE:
            self._paint_title(painter, place, row)
        elif column is Column.STATE:
            self.draw_chip(painter, place, str(index.data()), _CHIP[row.state])
        else:
            self._paint_words(painter, place, row, index)

    def _paint_title(self, painter: QPainter, place: QRectF, row: CardRow) -> None:
        if row.unsaved:
            pixmap = self._context.icons.pixmap("pencil", 13, "warn_text", painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(place.left(), place.top() + 11), pixmap)
        where = " · ".join(
            part for part in (clean_line(row.site_name, 40), row.card.language.upper(), row.card.summary) if part
        )
        title, indent_px = clean_line(row.card.title, 300), 19 if row.unsaved else 0
        self.draw_two(painter, place, title, clean_line(where, 300), 600, indent_px)

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
        self.draw(painter, place, str(index.data() or ""), font, role, right=right)
