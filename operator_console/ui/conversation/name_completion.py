"""Completes the names of colleagues in a note after ``@``, by keyboard or pointer; knows no desk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from operator_console.domain.mentions import fitting, name_being_written
from operator_console.domain.people import Agent
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.words import status_role, status_words

if TYPE_CHECKING:
    from operator_console.ui.conversation.composer import Composer
    from operator_console.ui.kit.context import UiContext

NAME_CHARS = 60
WIDTH_PX = 260
_TAKE = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_MOVE = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class NameCompletion(QObject):
    """A small list above the cursor that never takes the focus; there only while a name is being written."""

    def __init__(self, context: "UiContext", composer: "Composer", colleagues: Callable[[], tuple[Agent, ...]]) -> None:
        super().__init__(composer)
        self._context = context
        self._composer = composer
        self._colleagues = colleagues
        self._dismissed = False
        self._made: QListWidget | None = None
        composer.box.installEventFilter(self)
        composer.box.textChanged.connect(self._on_text)
        composer.box.cursorPositionChanged.connect(self._show)
        composer.note_toggled.connect(self._show)

    @property
    def _list(self) -> QListWidget:
        """Made when a name is first written, not with the window."""
        if self._made is None:
            made = QListWidget(self._composer.window())
            made.setObjectName("name_completion")
            made.setAccessibleName(self.tr("Colleagues to name"))
            made.setWindowFlags(Qt.WindowType.ToolTip)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.itemClicked.connect(self._take)
            made.hide()
            self._made = made
        return self._made

    @property
    def _shown(self) -> bool:
        return self._made is not None and self._made.isVisible()

    @property
    def offered(self) -> tuple[str, ...]:
        """Names in the list; none while it is hidden."""
        if not self._shown:
            return ()
        return tuple(str(self._list.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self._list.count()))

    def close(self) -> None:
        """Take the list away."""
        if self._made is not None:
            self._made.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the list the keys that move in it, take a name or dismiss it."""
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.close()
        if not self._shown or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        wanted = not event.modifiers() and (key in _TAKE or key in _MOVE or key is Qt.Key.Key_Escape)
        if not wanted:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            self._do(key)
        return True

    def _do(self, key: Qt.Key) -> None:
        if key in _MOVE:
            row = (self._list.currentRow() + _MOVE[key]) % self._list.count()
            self._list.setCurrentRow(row)
            self._say_current()
        elif key in _TAKE:
            self._take(self._list.currentItem())
        else:
            self._dismissed = True
            self._list.hide()

    def _take(self, item: QListWidgetItem) -> None:
        box = self._composer.box
        cursor = box.textCursor()
        written = name_being_written(box.toPlainText(), cursor.position())
        self._list.hide()
        if written is None:
            return
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, len(written))
        cursor.insertText(f"{item.data(Qt.ItemDataRole.UserRole)} ")
        box.setTextCursor(cursor)
        self._dismissed = True
        self._list.hide()

    def _on_text(self) -> None:
        self._dismissed = False
        self._show()

    def _show(self) -> None:
        box = self._composer.box
        written = None
        if self._composer.note and box.hasFocus() and not self._dismissed:
            written = name_being_written(box.toPlainText(), box.textCursor().position())
        found = fitting(written, self._colleagues()) if written is not None else ()
        if not found or (len(found) == 1 and written is not None and found[0].name.casefold() == written.casefold()):
            self.close()
            return
        self._fill(found)
        at = box.viewport().mapToGlobal(box.cursorRect().topLeft())
        self._list.move(at - QPoint(10, self._list.height() + 4))
        self._list.show()

    def _fill(self, agents: tuple[Agent, ...]) -> None:
        self._list.clear()
        for agent in agents:
            name = clean_line(agent.name, NAME_CHARS)
            item = QListWidgetItem(self._context.icons.icon("circle", status_role(agent.status), size_px=12), name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {status_words(agent.status)}")
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setFixedSize(WIDTH_PX, self._list.sizeHintForRow(0) * len(agents) + 6)
        self._say_current()

    def _say_current(self) -> None:
        """Let a screen reader hear what a key would take, though the focus stays in the text."""
        item = self._list.currentItem()
        words = str(item.data(Qt.ItemDataRole.AccessibleTextRole))
        self._composer.box.setAccessibleDescription(words)
