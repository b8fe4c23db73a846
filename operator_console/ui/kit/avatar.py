"""A round picture or initials with a status dot, for agents; knows no status's meaning."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


def initials_of(name: str) -> str:
    """Return up to two initials: of the first and the last word ("Sanne de Vries" gives "SV")."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def paint_avatar(
    painter: QPainter,
    rect: QRectF,
    name: str,
    context: "UiContext",
    *,
    picture: QPixmap | None = None,
    dot_role: str | None = None,
) -> None:
    """Paint a picture, or the initials of `name`, into the square `rect`; with a dot in `dot_role` when given."""
    theme = context.theme
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("avatar"))
    painter.drawEllipse(rect)
    if picture is not None and not picture.isNull():
        path = QPainterPath()
        path.addEllipse(rect)
        painter.setClipPath(path)
        painter.drawPixmap(rect, picture, QRectF(picture.rect()))
        painter.setClipping(False)
    else:
        painter.setPen(theme.colour("avatar_text"))
        painter.setFont(theme.font(max(9, rect.width() * 0.375), 700))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials_of(name))
    if dot_role is not None:
        side = rect.width() * 0.34
        painter.setPen(QPen(theme.colour("panel"), 2))
        painter.setBrush(theme.colour(dot_role))
        painter.drawEllipse(QRectF(rect.right() - side + 2, rect.bottom() - side + 2, side, side))
    painter.restore()


class Avatar(QWidget):
    """An agent's picture of `size_px`."""

    def __init__(self, context: "UiContext", size_px: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._size_px = size_px
        self._name = ""
        self._dot_role: str | None = None
        self._picture: QPixmap | None = None
        self.setFixedSize(size_px + 4, size_px + 4)
        context.theme.changed.connect(self.update)

    def show_agent(self, name: str, dot_role: str | None = None, picture: QPixmap | None = None) -> None:
        """Show this agent."""
        self._name, self._dot_role, self._picture = name, dot_role, picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size_px + 4, self._size_px + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        rect = QRectF(2, 2, self._size_px, self._size_px)
        painter = QPainter(self)
        paint_avatar(painter, rect, self._name, self._context, picture=self._picture, dot_role=self._dot_role)
