"""Opens the sheet for a mail to a chat's visitor, has it sent and says how it stands; sends nothing itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import MailStands
from operator_console.domain.conversations import ConversationState
from operator_console.domain.ids import ConversationId
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.refusal import Refusal
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

ADDRESS_CHARS = 80


class Mailing(QObject):
    """At most one sheet at a time; belongs to the window `parent`."""

    def __init__(self, context: "UiContext", desk: "DeskDoor", parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._window = parent
        self._scope = context.scope.child("mailing")
        self._open = False
        self.unlisten = desk.hub.listen(MailStands, self._on_stands)

    def ask(self, conversation_id: str) -> None:
        """Ask what goes to the visitor of a chat, and send it."""
        if self._open:
            return
        if not self._desk.after.can_mail:
            words = self.tr("This server sends no e-mail: no mail server is set up.")
            self._context.notices.info(words, key="mail")
            return
        self._scope.start(self._ask(ConversationId(conversation_id)), name="mail")

    async def _ask(self, conversation_id: ConversationId) -> None:
        from operator_console.ui.after.mail_sheet import MailSheet

        self._open = True
        try:
            row, visitor = self._desk.row(conversation_id), self._desk.context(conversation_id).visitor
            if row is None or visitor is None:
                opened = await self._desk.open_previous(conversation_id)
                if opened is None:
                    self._fail(Refusal.UNAVAILABLE)
                    return
                chat, visitor = opened.conversation, opened.visitor
            else:
                chat = row.conversation
            sheet = MailSheet(
                self._context,
                self.tr("E-mail to %1").replace("%1", clean_line(chat_title(chat), 60)),
                visitor.email or (chat.follow_up.email if chat.follow_up is not None else ""),
                self._window,
                may_note=chat.state is ConversationState.CLOSED,
            )
            try:
                if await sheet.asked() != "send":
                    return
                email, note = sheet.email, sheet.note
            finally:
                sheet.deleteLater()
        finally:
            self._open = False
        reason = await self._desk.after.mail(conversation_id, email, note)
        if reason is not None:
            self._fail(reason)
            return
        words = self.tr("The e-mail to %1 is on its way.").replace("%1", clean_line(email, ADDRESS_CHARS))
        self._context.notices.info(words, key="mail")

    def _fail(self, reason: Refusal) -> None:
        words = {
            Refusal.RATE_LIMITED: self.tr("Nothing was sent: so much e-mail was asked for today already."),
            Refusal.INVALID: self.tr("Nothing was sent: the server does not take this address or note."),
            Refusal.NOT_FOUND: self.tr("Nothing was sent: this chat is not there any more."),
        }.get(reason, self.tr("Nothing was sent: there is no connection. Try again in a moment."))
        self._context.notices.bad(words, key="mail")

    def _on_stands(self, stands: MailStands) -> None:
        email = clean_line(stands.email, ADDRESS_CHARS)
        if stands.sent:
            self._context.notices.info(self.tr("The e-mail to %1 was sent.").replace("%1", email), key="mail")
        else:
            words = self.tr("The e-mail to %1 could not be delivered.").replace("%1", email)
            self._context.notices.bad(words, key="mail")
