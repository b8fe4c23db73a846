"""Opens the wrap-up dialog, warns of what may be overlooked, and tells the desk; knows no transcript."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from operator_console.desk.state import ChatRow
from operator_console.ui.conversation.facts import known_tags
from operator_console.ui.conversation.view import ConversationView
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from operator_console.runtime.task_scope import TaskScope
    from operator_console.ui.conversation.wrap_up_dialog import WrapUpDialog
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor


class WrappingUp(QObject):
    """At most one dialog at a time.

    Signals:
        wrapped_up: The server has closed this chat.
        mail_requested: The visitor of this chat, which is closed now, is to get an e-mail.
    """

    wrapped_up = Signal(str)
    mail_requested = Signal(str)

    def __init__(self, context: "UiContext", desk: "DeskDoor", view: ConversationView, scope: "TaskScope") -> None:
        super().__init__(view)
        self._context = context
        self._desk = desk
        self._view = view
        self._scope = scope
        self._open = False

    def ask(self, row: ChatRow) -> None:
        """Ask how this chat ended."""
        if not self._open:
            self._scope.start(self._ask(row), name="wrap up")

    async def _ask(self, row: ChatRow) -> None:
        from operator_console.ui.conversation.wrap_up_dialog import WrapUpDialog

        conversation = row.conversation
        title = self.tr("Wrap up the chat with %1").replace("%1", chat_title(conversation))
        dialog = WrapUpDialog(self._context, title, self._view.window())
        context = self._desk.context(conversation.id)
        cart = context.visit.cart if context.visit is not None else None
        known = known_tags(self._desk, conversation.id)
        dialog.show_chat(conversation.tags, known, cart.value_cents if cart else None, row.site.currency)
        dialog.show_etiquette(self._desk.assist.manners.etiquette(conversation.id))
        if self._desk.after.can_mail:
            dialog.offer_mail()
        for words in self._warnings(row):
            dialog.warn(words)
        self._open = True
        offering = self._scope.start(self._offer_tags(dialog, row), name="tags of the site")
        try:
            answer = await dialog.asked()
            result, wants_mail = dialog.result_value, dialog.wants_mail
        finally:
            self._open = False
            offering.cancel()
            dialog.deleteLater()
        if answer != "wrap_up":
            return
        done = await self._desk.wrap_up(conversation.id, result.outcome, result.tags, result.note, result.value_cents)
        if done:
            self.wrapped_up.emit(conversation.id)
            if wants_mail:
                self.mail_requested.emit(conversation.id)

    async def _offer_tags(self, dialog: "WrapUpDialog", row: ChatRow) -> None:
        """Let the agent find the tags that colleagues use at this site."""
        dialog.offer_tags(await self._desk.archive.tags_of(row.site.id))

    def _warnings(self, row: ChatRow) -> list[str]:
        now = self._desk.row(row.conversation.id) or row
        words = []
        if now.conversation.clock.running:
            words.append(self.tr("The visitor still waits for an answer."))
        if now.waiting_out:
            words.append(self.tr("%n message(s) are not stored on the server yet.", "", now.waiting_out))
        if self._desk.draft(row.conversation.id).text.strip():
            words.append(self.tr("There is unsent text in this chat."))
        return words
