"""The small bar that finds words in a transcript; finds nothing itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QLineEdit, QSizePolicy

from operator_console.ui.kit.buttons import icon_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel

WIDTH_PX = 340


class FindBar(QFrame):
    """Floats at the upper right of its scroll area.

    Signals:
        changed: Other words are looked for.
        step_requested: -1 for the earlier place, 1 for the later one.
        closed: The bar is not wanted any more.
    """

    changed = Signal(str)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, context: UiContext, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setObjectName("find_bar")
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("Find in this chat"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        self._field = QLineEdit(self)
        self._field.setObjectName("find_text")
        self._field.setMaxLength(200)
        self._field.setPlaceholderText(self.tr("Find in this chat"))
        self._field.setAccessibleName(self.tr("Words to find in this chat"))
        self._field.textChanged.connect(self.changed)
        self._count = PlainLabel("", self)
        self._count.setProperty("role", "small")
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._count.setFixedWidth(64)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        earlier = icon_button(context, "chevron-up", self.tr("Earlier place"), "find_earlier", self)
        later = icon_button(context, "chevron-down", self.tr("Later place"), "find_later", self)
        close = icon_button(context, "x", self.tr("Close the find bar"), "find_close", self)
        earlier.clicked.connect(self._on_earlier)
        later.clicked.connect(self._on_later)
        close.clicked.connect(self.closed)
        row.addWidget(self._field, 1)
        for widget in (self._count, earlier, later, close):
            row.addWidget(widget)
        context.theme.changed.connect(self._dress)
        self._theme = context.theme
        self._dress()
        self.hide()

    def _on_earlier(self) -> None:
        self.step_requested.emit(-1)

    def _on_later(self) -> None:
        self.step_requested.emit(1)

    def open_with(self, text: str) -> None:
        """Show the bar and take the focus; `text` (when there is any) is looked for at once."""
        if text and len(text) <= 200:
            self._field.setText(text)
        elif self._field.text():
            self.changed.emit(self._field.text())
        self.place()
        self.show()
        self.raise_()
        self._field.setFocus()
        self._field.selectAll()

    def show_count(self, at: int, count: int) -> None:
        """Show which of how many places is the present one."""
        if count:
            words = self.tr("%1 of %2").replace("%1", str(at)).replace("%2", str(count))
        else:
            words = self.tr("Nothing") if self._field.text() else ""
        self._count.setText(words)

    def place(self) -> None:
        """Take the place in the area's corner."""
        port = self._area.viewport().geometry()
        wide = min(WIDTH_PX, port.width() - 16)
        self.setGeometry(port.right() - wide - 8, port.top() + 8, wide, self.sizeHint().height())

    def _dress(self) -> None:
        panel, line = self._theme.colour("panel").name(), self._theme.colour("line").name()
        self.setStyleSheet(f"#find_bar {{ background: {panel}; border: 1px solid {line}; border-radius: 10px; }}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            later = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_requested.emit(1 if later else -1)
        elif event.key() == Qt.Key.Key_Down:
            self.step_requested.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.step_requested.emit(-1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
