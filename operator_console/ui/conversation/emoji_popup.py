"""A small popup to find and choose an emoji, by pointer or keyboard; inserts nothing itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from operator_console.ui.conversation.emoji_names import matching
from operator_console.ui.kit.plain_label import plain_tooltip

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

CELL_PX = 34
COLUMNS = 9


class EmojiPopup(QFrame):
    """A search field above a grid.

    Signals:
        chosen: This emoji shall be inserted.
    """

    chosen = Signal(str)

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._dutch = context.locale.name().startswith("nl")
        self.setObjectName("emoji_popup")
        panel, line = context.theme.colour("panel").name(), context.theme.colour("line_strong").name()
        self.setStyleSheet(f"#emoji_popup {{ background: {panel}; border: 1px solid {line}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Choose an emoji"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        self._field = QLineEdit(self)
        self._field.setObjectName("emoji_search")
        self._field.setAccessibleName(self.tr("Search emoji"))
        self._field.setPlaceholderText(self.tr("Search emoji"))
        self._field.textChanged.connect(self._fill)
        self._grid = QListWidget(self)
        self._grid.setObjectName("emoji_grid")
        self._grid.setAccessibleName(self.tr("Emoji"))
        self._grid.setViewMode(QListView.ViewMode.IconMode)
        self._grid.setMovement(QListView.Movement.Static)
        self._grid.setResizeMode(QListView.ResizeMode.Adjust)
        self._grid.setUniformItemSizes(True)
        self._grid.setGridSize(QSize(CELL_PX, CELL_PX))
        self._grid.setFont(context.theme.font(18))
        self._grid.setFixedSize(CELL_PX * COLUMNS + 16, CELL_PX * 6)
        self._grid.itemClicked.connect(self._on_chosen)
        self._grid.itemActivated.connect(self._on_chosen)
        column.addWidget(self._field)
        column.addWidget(self._grid)
        self._fill("")

    def open_above(self, widget: QWidget) -> None:
        """Show it above `widget`."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, -self.height() - 6)))
        self.show()
        self._field.setFocus()

    def _fill(self, text: str) -> None:
        self._grid.clear()
        for emoji, english, dutch in matching(text):
            item = QListWidgetItem(emoji)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            name = dutch if self._dutch else english
            item.setToolTip(plain_tooltip(name))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            item.setSizeHint(QSize(CELL_PX, CELL_PX))
            self._grid.addItem(item)
        if self._grid.count():
            self._grid.setCurrentRow(0)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.text())
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (item := self._grid.currentItem()) is not None:
            self._on_chosen(item)
        elif event.key() == Qt.Key.Key_Down:
            self._grid.setFocus()
        else:
            super().keyPressEvent(event)
