"""Asks what goes to a visitor by e-mail, the conversation or a note, and to which address; sends nothing itself."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from operator_console.domain.contact import MAX_EMAIL_CHARS, is_mail_address
from operator_console.domain.mails import MAX_NOTE_CHARS
from operator_console.domain.plain_text import clean_message
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class MailSheet(SheetDialog):
    """Answers ``send``; then `email` and `note` are good, and an empty note means the conversation.

    Args:
        may_note: The chat is closed, and a note can follow it.
    """

    def __init__(self, context: "UiContext", title: str, email: str, parent: QWidget | None, *, may_note: bool) -> None:
        super().__init__(context, title, parent, width_px=440)
        self.setObjectName("mail_sheet")
        self._transcript = self._choice("mail_transcript", self.tr("The conversation, as the visitor saw it"))
        self._noted = self._choice("mail_note", self.tr("A note from you, which also stands in the chat"))
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("mail_text")
        self._text.setAccessibleName(self.tr("Your note to the visitor"))
        self._text.setPlaceholderText(self.tr("Your note to the visitor"))
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(110)
        self.dress_box(self._text)
        self.column.addWidget(self._text)
        caption = PlainLabel(self.tr("E-mail address"), self)
        caption.setProperty("role", "caption")
        self.column.addWidget(caption)
        self._email = QLineEdit(email, self)
        self._email.setObjectName("mail_address")
        self._email.setAccessibleName(self.tr("E-mail address"))
        self._email.setMaxLength(MAX_EMAIL_CHARS)
        self.column.addWidget(self._email)
        self._wrong = PlainLabel("", self, wrap=True)
        self._wrong.setObjectName("mail_wrong")
        self._wrong.setProperty("role", "bad")
        self._wrong.setVisible(False)
        self.column.addWidget(self._wrong)
        self.add_button("cancel", self.tr("Cancel"))
        self._send = self.add_button("send", self.tr("Send"), "primary", default=True)
        self._send.clicked.disconnect()
        self._send.clicked.connect(self._on_send)
        self._noted.setEnabled(may_note)
        (self._noted if may_note else self._transcript).setChecked(True)
        self._transcript.toggled.connect(self._on_choice)
        self._on_choice()
        (self._text if may_note else self._email).setFocus()

    @property
    def email(self) -> str:
        """The address as typed, without spaces around it."""
        return self._email.text().strip()

    @property
    def note(self) -> str:
        """The note; empty when the conversation is to be sent."""
        return clean_message(self._text.toPlainText()[:MAX_NOTE_CHARS]).strip() if self._noted.isChecked() else ""

    def _choice(self, name: str, words: str) -> QRadioButton:
        radio = QRadioButton(words, self)
        radio.setObjectName(name)
        radio.setAccessibleName(words)
        self.column.addWidget(radio)
        return radio

    def _on_choice(self) -> None:
        self._text.setVisible(self._noted.isChecked())

    def _on_send(self) -> None:
        if self._noted.isChecked() and not self.note:
            self._complain(self.tr("Write a note first."), self._text)
        elif not is_mail_address(self.email):
            self._complain(self.tr("This is not an e-mail address that can be sent to."), self._email)
        else:
            self.finish("send")

    def _complain(self, words: str, where: QWidget) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(True)
        where.setAccessibleDescription(words)
        where.setFocus()
