"""A box that breaks its widgets into lines as words are; knows no widget."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowBox(QWidget):
    """Left to right, then the next line; as high as it needs to be."""

    def __init__(self, parent: QWidget | None = None, *, gap_px: int = 6, below_px: int = 0) -> None:
        super().__init__(parent)
        self._gap_px = gap_px
        self._below_px = below_px
        self._placed: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_widget(self, widget: QWidget) -> None:
        """Put a child of this box behind the others."""
        self._placed.append(widget)
        widget.show()
        self._fit()

    def remove_all(self) -> None:
        """Let go of all children."""
        for widget in self._placed:
            widget.hide()
            widget.deleteLater()
        self._placed = []
        self._fit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        return QSize(200, self._arrange(max(120, self.width()), move=False))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def _arrange(self, width_px: int, *, move: bool) -> int:
        """Return the height that is needed at this width."""
        x = y = line = 0
        for widget in self._placed:
            hint = widget.sizeHint().boundedTo(QSize(max(1, width_px), 10_000))
            if x and x + hint.width() > width_px:
                x, y, line = 0, y + line + self._gap_px, 0
            if move:
                widget.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap_px
            line = max(line, hint.height())
        return y + line + (self._below_px if self._placed else 0)
