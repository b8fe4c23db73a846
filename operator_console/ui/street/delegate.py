"""Paints visitors in the list, a cell at a time, from the model's roles; looks nothing up and decides nothing."""

from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.row_delegate import Index, RowDelegate
from operator_console.ui.street.model import NUMBERS, VisitorRole
from operator_console.ui.street.rows import Column, State, VisitorRow
from operator_console.ui.street.words import place_words

_CHIP = {
    State.LOOKING: ("chip", "dim"),
    State.AWAY: ("chip", "faint"),
    State.CHATTING: ("ok_soft", "ok_text"),
    State.INVITED: ("accent_soft", "link"),
    State.SAID_NO: ("warn_soft", "warn_text"),
}

SHIELD_PX = 14


class VisitorDelegate(RowDelegate):
    """Name above site, title above address; state as a chip; figures in digits of one width."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        row = cast("VisitorRow", index.data(VisitorRole.ROW))
        column = Column(index.column())
        words = str(index.data() or "")
        if column is Column.WHO:
            weight = 600 if row.one.visitor.name is not None else 500
            shield_px = self._draw_shield(painter, place) if row.verified else 0
            self.draw_two(painter, place, words, clean_line(row.site_name, 60), weight, shield_px)
        elif column is Column.PAGE:
            self.draw_two(painter, place, words, place_words(row), 500)
        elif column is Column.STATE:
            self.draw_chip(painter, place, words, _CHIP[row.state])
        else:
            right = column in NUMBERS
            role = "text" if column in {Column.CART, Column.ON_PAGE} else "dim"
            self.draw(painter, place, words, self._context.theme.font(12.5, tabular=right), role, right=right)

    def _draw_shield(self, painter: QPainter, place: QRectF) -> int:
        """Draw the mark of one for whom the site vouches before the name, and return the room it takes."""
        ratio = painter.device().devicePixelRatioF()
        shield = self._context.icons.pixmap("shield-check", SHIELD_PX, "ok_text", ratio)
        painter.drawPixmap(round(place.left()), round(place.center().y()) - 16, shield)
        return SHIELD_PX + 4
