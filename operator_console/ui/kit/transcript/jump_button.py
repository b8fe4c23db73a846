"""The button over a transcript that goes to the newest message and says how many are new; scrolls nothing itself."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea

from operator_console.ui.kit.context import UiContext

SIDE_PX = 34


class JumpButton(QAbstractButton):
    """Floats at the lower right of its scroll area."""

    def __init__(self, context: UiContext, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._context = context
        self._area = area
        self._unseen = 0
        self.setObjectName("jump_to_newest")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVisible(False)
        context.theme.changed.connect(self.update)

    def show_unseen(self, unseen: int, *, visible: bool) -> None:
        """Show or hide the button, with the number of messages that came meanwhile."""
        if visible == self.isVisibleTo(self._area) and unseen == self._unseen:
            return
        self._unseen = unseen
        words = self.tr("%n new message(s), go to the newest", "", unseen) if unseen else self.tr("Go to the newest")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(visible)
        self.place()
        self.update()

    def place(self) -> None:
        """Take the place in the area's corner."""
        size = self.sizeHint()
        port = self._area.viewport().geometry()
        self.setGeometry(port.right() - size.width() - 18, port.bottom() - size.height() - 12, *size.toTuple())

    def sizeHint(self) -> QSize:
        return QSize(SIDE_PX + (26 if self._unseen else 0), SIDE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = bool(self._unseen)
        ring = theme.colour("focus") if self.hasFocus() else theme.colour("line_strong" if filled else "line")
        painter.setPen(QPen(ring, 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour("accent" if filled else "panel"))
        shape = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(shape, SIDE_PX / 2 - 1, SIDE_PX / 2 - 1)
        role = "accent_text" if filled else "text"
        icon = self._context.icons.pixmap("arrow-down", 16, role, self.devicePixelRatioF())
        painter.drawPixmap(9, 9, icon)
        if filled:
            painter.setPen(theme.colour("accent_text"))
            painter.setFont(theme.font(12, 700, tabular=True))
            room = shape.adjusted(28, 0, -8, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(min(99, self._unseen)))
        painter.end()
