"""Dragging a fact or quote of an article: plain text for whoever takes it, more for the composer; knows no screen."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from operator_console.domain.insertion import Piece
from operator_console.domain.plain_text import clean_line

PICTURE_PX = (260, 28)


@runtime_checkable
class PieceGiver(Protocol):
    """A widget with parts that can be dragged."""

    def dragged_piece(self, part: QObject) -> Piece | None:
        """Return what is dragged when the drag began at `part`, itself or one of its children."""
        ...


def far_enough(pressed: QPoint | None, now: QPoint) -> bool:
    """Tell whether a pointer that was pressed has gone so far that it drags."""
    return pressed is not None and (now - pressed).manhattanLength() >= QApplication.startDragDistance()


def drag_piece(part: QWidget, piece: Piece) -> None:
    """Let the pointer carry a piece from `part`; returns when it was dropped or given up."""
    mime = QMimeData()
    mime.setText(piece.words())
    drag = QDrag(part)
    drag.setMimeData(mime)
    drag.setPixmap(_picture(part, piece.words()))
    drag.setHotSpot(QPoint(8, PICTURE_PX[1] // 2))
    drag.exec(Qt.DropAction.CopyAction)


def piece_from(source: QObject | None) -> Piece | None:
    """Return what a drop brings that began at this widget of the same window, None for any other text."""
    part = source
    while part is not None:
        if isinstance(part, PieceGiver):
            return part.dragged_piece(source) if source is not None else None
        part = part.parent()
    return None


def _picture(part: QWidget, words: str) -> QPixmap:
    """Paint the beginning of the words, so that the agent sees what is carried."""
    ratio = part.devicePixelRatioF()
    width_px, height_px = PICTURE_PX
    pixmap = QPixmap(round(width_px * ratio), round(height_px * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    palette = part.palette()
    painter.setPen(palette.color(palette.ColorRole.Mid))
    painter.setBrush(palette.color(palette.ColorRole.Base))
    painter.drawRoundedRect(QRect(0, 0, width_px - 1, height_px - 1), 6, 6)
    painter.setPen(palette.color(palette.ColorRole.Text))
    painter.setFont(part.font())
    shown = painter.fontMetrics().elidedText(clean_line(words, 200), Qt.TextElideMode.ElideRight, width_px - 16)
    painter.drawText(QRect(8, 0, width_px - 16, height_px), Qt.AlignmentFlag.AlignVCenter, shown)
    painter.end()
    return pixmap
