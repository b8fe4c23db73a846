"""Asks with which words a visitor is invited; says what becomes of them, and invites nobody itself."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from operator_console.domain.inviting import MAX_TEXT_CHARS
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class InviteSheet(SheetDialog):
    """Answers ``invite``; `words` are not empty then.

    Args:
        words: What stands in the field at first.
        known: How the visitor is called, when that is known.
    """

    def __init__(self, context: "UiContext", title: str, words: str, known: str, parent: QWidget | None) -> None:
        super().__init__(context, title, parent, width_px=460)
        self.setObjectName("invite_sheet")
        self.add_text(
            self.tr("It is shown in the chat widget, quietly and once. You hear of it only when the visitor answers.")
        )
        self._field = QPlainTextEdit(self)
        self._field.setObjectName("invite_words")
        self._field.setAccessibleName(self.tr("What the visitor reads"))
        self._field.setTabChangesFocus(True)
        self._field.setFixedHeight(96)
        self._field.setPlainText(words)
        self.dress_box(self._field)
        self.column.addWidget(self._field)
        self._left = PlainLabel("", self, wrap=True)
        self._left.setObjectName("invite_left")
        self._left.setProperty("role", "small")
        self.column.addWidget(self._left)
        self._refused = PlainLabel("", self, wrap=True)
        self._refused.setObjectName("invite_refused")
        self._refused.setProperty("role", "bad")
        self._refused.hide()
        self.column.addWidget(self._refused)
        self.add_button("cancel", self.tr("Cancel"))
        self._send = self.add_button("invite", self.tr("Invite"), "primary", default=True)
        self._field.textChanged.connect(self._on_changed)
        self._known = known
        self._field.selectAll()
        self._field.setFocus()
        self._on_changed()

    @property
    def words(self) -> str:
        """What was written, cleaned: one line, as the widget shows it."""
        return clean_line(self._field.toPlainText(), 10 * MAX_TEXT_CHARS).strip()

    def show_refused(self, why: str) -> None:
        """Say why it was not shown; the words stay."""
        self._refused.setText(why)
        self._refused.setVisible(bool(why))

    def _on_changed(self) -> None:
        left = MAX_TEXT_CHARS - len(self.words)
        self._send.setEnabled(bool(self.words) and left >= 0)
        if left < 0:
            self._left.setText(self.tr("%n characters too many", None, -left))
        elif not self._known:
            self._left.setText(self.tr("The visitor's name is not known: write to a guest."))
        else:
            self._left.setText("")
        self._left.setVisible(bool(self._left.whole_text))
