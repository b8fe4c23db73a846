"""A list of short texts that can be added, changed, moved and taken away, by pointer or keyboard; knows no article."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import icon_button
from operator_console.ui.kit.context import UiContext

MOST_LINES = 200
MOST_CHARS = 1_000
MOST_PX = 190
"""Longer lists scroll."""


class Lines(QListWidget):
    """The lines themselves.

    Signals:
        move_requested: Move the marked line by so many places.
        remove_requested: Take the marked line away.
        width_changed: Lines break anew.
    """

    move_requested = Signal(int)
    remove_requested = Signal()
    width_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in steps:
            self.move_requested.emit(steps[key])
        elif key == Qt.Key.Key_Delete:
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)


def height_of(lines: QListWidget) -> int:
    """Return how high a list has to be for its lines, within bounds."""
    rows_px = sum(lines.sizeHintForRow(row) for row in range(min(lines.count(), 40)))
    return min(MOST_PX, max(26, rows_px) + 2 * lines.frameWidth() + 8)


class LineList(QWidget):
    """Lines, a field for another one, and buttons that move or remove the marked line.

    Args:
        title: For screen readers, such as "Facts".
        hint: What to write into the field.

    Signals:
        edited: By the author.
    """

    edited = Signal()

    def __init__(self, context: UiContext, name: str, title: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._given: tuple[str, ...] = ()
        self._touched = False
        self.lines = Lines(self)
        self.lines.setObjectName(name)
        self.lines.setAccessibleName(title)
        self.lines.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.lines.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.field = QLineEdit(self)
        self.field.setObjectName(f"{name}_new")
        self.field.setMaxLength(MOST_CHARS)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.returnPressed.connect(self._add)
        self._add_button = icon_button(context, "plus", self.tr("Add: %1").replace("%1", title), f"{name}_add", self)
        self._up = icon_button(context, "chevron-up", self.tr("Move up: %1").replace("%1", title), f"{name}_up", self)
        self._down = icon_button(
            context, "chevron-down", self.tr("Move down: %1").replace("%1", title), f"{name}_down", self
        )
        self._gone = icon_button(context, "x", self.tr("Take away: %1").replace("%1", title), f"{name}_remove", self)
        self._place_parts()
        self._connect_parts()
        self.show_lines(())

    @property
    def values(self) -> tuple[str, ...]:
        """The lines in order, with what stands in the field and was not added yet; untouched: as they were given."""
        if not self._touched:
            return self._given
        found = [self.lines.item(row).text().strip() for row in range(self.lines.count())]
        found.append(self.field.text().strip())
        return tuple(text for text in found if text)

    def show_lines(self, values: Sequence[str]) -> None:
        """Show these; the field is emptied."""
        self._given, self._touched = tuple(values), False
        self.lines.blockSignals(True)
        self.lines.clear()
        for text in values[:MOST_LINES]:
            self._append(text)
        self.lines.blockSignals(False)
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._fit()

    def _append(self, text: str) -> None:
        item = QListWidgetItem(clean_line(text, MOST_CHARS))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.lines.addItem(item)

    def _place_parts(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.field, 1)
        for button in self._buttons():
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.lines)
        column.addLayout(line)

    def _buttons(self) -> tuple[QToolButton, ...]:
        return self._add_button, self._up, self._down, self._gone

    def _connect_parts(self) -> None:
        self._add_button.clicked.connect(self._add)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        self._gone.clicked.connect(self._remove)
        self.lines.move_requested.connect(self._move)
        self.lines.remove_requested.connect(self._remove)
        self.lines.width_changed.connect(self._fit)
        self.lines.itemChanged.connect(self._on_edited)
        self.lines.model().rowsMoved.connect(self._on_edited)
        self.lines.currentRowChanged.connect(self._show_possible)
        self.field.textChanged.connect(self._on_edited)

    def _add(self) -> None:
        if self.field.text().strip() and self.lines.count() < MOST_LINES:
            self._append(self.field.text())
            self.field.clear()
            self.lines.scrollToBottom()
            self._on_edited()

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.lines.currentRow()
        if row >= 0 and 0 <= row + by < self.lines.count():
            item = self.lines.takeItem(row)
            self.lines.insertItem(row + by, item)
            self.lines.setCurrentRow(row + by)
            self._on_edited()

    def _remove(self) -> None:
        if self.lines.currentRow() >= 0:
            self.lines.takeItem(self.lines.currentRow())
            self._on_edited()

    def _on_edited(self) -> None:
        self._touched = True
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        count = self.lines.count()
        self.lines.setVisible(count > 0)
        self.lines.setFixedHeight(height_of(self.lines))
        self._show_possible()

    def _show_possible(self) -> None:
        row, count = self.lines.currentRow(), self.lines.count()
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < count - 1)
        self._gone.setEnabled(row >= 0)
        for button in (self._up, self._down, self._gone):
            button.setVisible(row >= 0)
        self._add_button.setEnabled(bool(self.field.text().strip()))
