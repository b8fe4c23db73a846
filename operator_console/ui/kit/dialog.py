"""Dialogs that are opened and awaited, never run in a loop of their own; knows no question that is asked."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import danger_button, primary_button, quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

_FACTORIES = {"primary": primary_button, "quiet": quiet_button, "danger": danger_button}


class SheetDialog(QDialog):
    """A window-modal sheet: title, content in `column`, buttons below.

    The key of the button that was pressed is the answer; Escape and closing answer None.
    """

    def __init__(self, context: "UiContext", title: str, parent: QWidget | None = None, *, width_px: int = 420) -> None:
        super().__init__(parent)
        self.context = context
        self.answer: str | None = None
        self._asked: asyncio.Future[None] | None = None
        self._dressed: list[QWidget] = []
        self.setWindowTitle(clean_line(title, 300))
        self.setAccessibleName(clean_line(title, 300))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(width_px)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(14)
        heading = PlainLabel(title, self, wrap=True)
        heading.setObjectName("sheet_title")
        outer.addWidget(heading)
        self.column = QVBoxLayout()
        self.column.setSpacing(10)
        outer.addLayout(self.column, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        outer.addLayout(self._buttons)
        self.finished.connect(self._on_finished)

    def add_text(self, text: str) -> PlainLabel:
        """Add a paragraph; it may hold text from outside and is shown literally."""
        label = PlainLabel(text, self, wrap=True)
        label.setProperty("role", "dim")
        self.column.addWidget(label)
        return label

    def dress_box(self, box: QWidget) -> None:
        """Give a field of several lines the border that single lines have, in this theme and the next."""
        if not self._dressed:
            self.context.theme.changed.connect(self._dress_boxes)
        self._dressed.append(box)
        self._dress_boxes()

    def add_choices(self, name: str, words: str) -> QListWidget:
        """Add a list, called `words` for who does not see it, of lines that never need more than the width there is."""
        choices = QListWidget(self)
        choices.setObjectName(name)
        choices.setProperty("choices", True)
        choices.setAccessibleName(words)
        choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        choices.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.column.addWidget(choices, 1)
        return choices

    def add_button(self, key: str, text: str, kind: str = "quiet", *, default: bool = False) -> QPushButton:
        """Add a button that closes the sheet with `key` as its answer.

        Args:
            key: The answer, and the button's objectName.
            text: Words on the button.
            kind: ``primary``, ``quiet`` or ``danger``.
            default: Return presses it.
        """
        button = _FACTORIES[kind](text, key, self)
        button.setAutoDefault(default)
        button.setDefault(default)
        button.clicked.connect(call(self.finish, key))
        self._buttons.addWidget(button)
        return button

    def finish(self, answer: str | None) -> None:
        """Close with this answer; subclasses check their fields before calling it."""
        self.answer = answer
        self.done(QDialog.DialogCode.Rejected if answer is None else QDialog.DialogCode.Accepted)

    async def asked(self) -> str | None:
        """Open the sheet, wait until it closes and return its answer; cancelling the task closes it."""
        self.answer = None
        self._asked = asyncio.get_running_loop().create_future()
        self.open()
        try:
            await self._asked
        finally:
            self._asked = None
            self.hide()
        return self.answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+Return press the default button from within a text field."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            for button in self.findChildren(QPushButton):
                if button.isDefault() and button.isEnabled():
                    button.click()
                    return
        super().keyPressEvent(event)

    def _dress_boxes(self) -> None:
        field, line, focus = (self.context.theme.colour(name).name() for name in ("field", "line", "focus"))
        style = (
            f"QPlainTextEdit {{ background: {field}; border: 1px solid {line}; border-radius: 8px; padding: 4px 7px; }}"
            f"QPlainTextEdit:focus {{ border: 2px solid {focus}; padding: 3px 6px; }}"
        )
        for box in self._dressed:
            box.setStyleSheet(style)

    def _on_finished(self, _code: int) -> None:
        if self._asked is not None and not self._asked.done():
            self._asked.set_result(None)


async def ask(
    context: "UiContext", parent: QWidget, title: str, text: str, yes: str, no: str, *, dangerous: bool = False
) -> bool:
    """Ask a question with two answers and return whether it was `yes`."""
    sheet = SheetDialog(context, title, parent)
    sheet.add_text(text)
    sheet.add_button("no", no, default=dangerous)
    sheet.add_button("yes", yes, "danger" if dangerous else "primary", default=not dangerous)
    try:
        return await sheet.asked() == "yes"
    finally:
        sheet.setParent(None)  # gone for whoever looks for an open sheet
        sheet.deleteLater()
