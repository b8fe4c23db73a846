"""What cells of a row table have in common: ground, line, two lines of words, a chip; looks nothing up."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from operator_console.ui.kit.context import UiContext

FIRST_SIDE_PX = 16
SIDE_PX = 10
MAX_CACHED = 4_000
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints a cell's ground and lets a subclass paint what stands in it."""

    ROW_PX = 48

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._elided: dict[tuple[str, str, int], str] = {}
        context.theme.changed.connect(self._elided.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, self.ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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
        self.paint_cell(
            painter, rect.adjusted(FIRST_SIDE_PX if index.column() == 0 else SIDE_PX, 0, -SIDE_PX, 0), index
        )
        painter.restore()

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint a cell's contents into `place`."""
        raise NotImplementedError

    def draw_two(
        self, painter: QPainter, place: QRectF, above: str, below: str, weight: int, indent_px: int = 0
    ) -> None:
        """Draw a line and a quieter one below it, the upper one indented."""
        middle = place.center().y()
        top = QRectF(place.left() + indent_px, middle - 18, place.width() - indent_px, 19)
        under = QRectF(place.left(), middle + 1, place.width(), 17)
        self.draw(painter, top, above, self._context.theme.font(13, weight), "text")
        self.draw(painter, under, below, self._context.theme.font(12), "dim")

    def draw_chip(self, painter: QPainter, place: QRectF, words: str, roles: tuple[str, str]) -> None:
        """Draw words on a ground of their own; `roles` are the colours of ground and words."""
        theme = self._context.theme
        font = theme.font(11, 500)
        width_px = min(place.width(), QFontMetrics(font).horizontalAdvance(words) + 16)
        chip = QRectF(place.left(), place.center().y() - 10, width_px, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(roles[0]))
        painter.drawRoundedRect(chip, 6, 6)
        self.draw(painter, chip.adjusted(8, 0, -4, 0), words, font, roles[1])

    def draw(
        self, painter: QPainter, place: QRectF, words: str, font: QFont, role: str, *, right: bool = False
    ) -> None:
        """Draw one line, with an ellipsis where it does not fit."""
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
