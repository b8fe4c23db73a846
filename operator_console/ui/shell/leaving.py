"""Going away and coming back: asks before open chats are left, hands them over, says what went; closes no window."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.calls import call, call_with
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import chat_title, elapsed_words

if TYPE_CHECKING:
    from operator_console.ui.handling.open_chats import OpenChats
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.kit.dialog import SheetDialog
    from operator_console.ui.ports import DeskDoor

HAND_OVER_LIMIT_S = 4.0
MOST_NAMED = 3
_NAME_CHARS = 40


class Leaving(QObject):
    """Belongs to the window `parent`, over which its sheet opens.

    Signals:
        open_requested, wrap_up_requested: The agent wants to finish, or to end, this open chat first.
        transfer_requested: (conversation id, sheet) Offer this open chat to somebody; the sheet stays.
    """

    open_requested = Signal(str)
    wrap_up_requested = Signal(str)
    transfer_requested = Signal(str, QWidget)

    def __init__(self, context: "UiContext", desk: "DeskDoor", parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._window = parent

    @property
    def leaves_something(self) -> bool:
        """Tell whether chats are open or messages not sent."""
        return bool(self.open_chats or self._desk.connection.waiting_out)

    @property
    def open_chats(self) -> int:
        """Number of own chats that are open."""
        rail = self._desk.rail()
        return len(rail.your_turn) + len(rail.waiting_for_visitor)

    async def asked(self, title: str, yes: str, hand_over: str) -> bool:
        """Ask what shall become of open chats and unsent messages, do it, and tell whether the agent may go.

        Args:
            yes: Words of the button that just goes.
            hand_over: Words of the button that gives the chats to the queue first.
        """
        sheet = self.sheet(title, yes, hand_over)
        try:
            answer = await sheet.asked()
        finally:
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()
        if answer == "hand_over":
            return await self._handed_over()
        return answer == "yes"

    def sheet(self, title: str, yes: str, hand_over: str) -> "SheetDialog":
        """Build the sheet that `asked` opens."""
        from operator_console.ui.kit.dialog import SheetDialog

        chats = self.open_chats
        sheet = SheetDialog(self._context, title, self._window, width_px=480)
        for words in self._words(chats):
            sheet.add_text(words)
        if chats:
            self._list_chats(sheet)
        sheet.add_button("no", self.tr("Stay"), default=True)
        sheet.add_button("yes", yes, "danger")
        if chats and self._desk.can_hand_over:
            sheet.add_button("hand_over", hand_over, "primary")
        return sheet

    async def end_shift(self) -> bool:
        """List what has to be handed over, as long as there is something, and tell whether the agent goes now."""
        while True:
            sheet = self.shift_sheet()
            try:
                answer = await sheet.asked()
            finally:
                sheet.setParent(None)
                sheet.deleteLater()
            if answer != "give_all":
                return answer == "sign_out"
            await self._give_all_back()

    def shift_sheet(self) -> "SheetDialog":
        """Build the sheet that `end_shift` opens."""
        from operator_console.ui.kit.dialog import SheetDialog

        chats = self.open_chats
        sheet = SheetDialog(self._context, self.tr("Ending your shift"), self._window, width_px=560)
        sheet.setObjectName("shift_sheet")
        told = sheet.add_text(
            self.tr("No new chats come to you now. %n chats are still open.", "", chats)
            if chats
            else self.tr("All your chats are done. Your shift can end.")
        )
        told.setObjectName("shift_told")
        unsent = self._desk.connection.waiting_out
        if unsent:
            sheet.add_text(
                self.tr("%n messages are not sent yet. They are kept and sent when you sign in again.", "", unsent)
            )
        if chats:
            self._list_chats(sheet).all_gone.connect(call(self._say_done, sheet))
        sheet.add_button("no", self.tr("Back to work") if chats else self.tr("Stay"), default=bool(chats))
        if chats and self._desk.handling.can_offer and self._desk.can_hand_over:
            sheet.add_button("give_all", self.tr("Give all to the queue"))
        sheet.add_button("sign_out", self.tr("Sign out"), "primary", default=not chats).setEnabled(not chats)
        return sheet

    def say_what_went(self, conversations: Sequence[Conversation], *, away: bool = True) -> None:
        """Tell an agent which chats went, and where they are; a returning one also why."""
        if len(conversations) == 1:
            words = self._one(conversations[0], away=away)
        else:
            named = [self._named(chat) for chat in conversations[:MOST_NAMED]]
            more = len(conversations) - len(named)
            words = self.tr("%n chats are no longer with you: %1", "", len(conversations))
            words = words.replace("%1", ", ".join([*named, *([f"+{more}"] if more else [])]))
        self._context.notices.warning(words, key="went")

    def say_not_supported(self) -> None:
        """Tell that the server is newer than this console."""
        self._context.notices.info(
            self.tr("The server uses something this console does not know yet. Please update the console."),
            key="update",
            timeout_s=0.0,
        )

    # ------------------------------------------------------------------------------------------- private

    def _words(self, chats: int) -> list[str]:
        unsent = self._desk.connection.waiting_out
        words = []
        if chats and self._desk.can_hand_over:
            words.append(
                self.tr("%n chats are still open. Hand them over, and they wait at the front of the queue.", "", chats)
            )
        elif chats:
            words.append(self.tr("%n chats are still open.", "", chats))
        if chats:
            leases = [site.lease for site in self._desk.sites]
            soon = elapsed_words(min((lease.requeue_s for lease in leases), default=0.0))
            late = elapsed_words(min((lease.transfer_s for lease in leases), default=0.0))
            told = self.tr("Otherwise what you have not answered goes to the queue after %1, the rest after %2.")
            words.append(told.replace("%1", soon).replace("%2", late))
        if unsent:
            words.append(
                self.tr("%n messages are not sent yet. They are kept and sent when you sign in again.", "", unsent)
            )
        return words

    def _list_chats(self, sheet: "SheetDialog") -> "OpenChats":
        from operator_console.ui.handling.open_chats import OpenChats

        listed = OpenChats(self._context, self._desk, sheet)
        sheet.column.addWidget(listed, 1)
        listed.open_requested.connect(call_with(self._go_to, sheet, self.open_requested.emit))
        listed.wrap_up_requested.connect(call_with(self._go_to, sheet, self.wrap_up_requested.emit))
        listed.transfer_requested.connect(call_with(self._hand_over_one, sheet))
        sheet.finished.connect(listed.close_listening)
        return listed

    def _go_to(self, sheet: "SheetDialog", emit: Callable[[str], None], conversation_id: str) -> None:
        sheet.finish("no")
        emit(conversation_id)

    def _hand_over_one(self, sheet: "SheetDialog", conversation_id: str) -> None:
        self.transfer_requested.emit(conversation_id, sheet)

    def _say_done(self, sheet: "SheetDialog") -> None:
        told = sheet.findChild(PlainLabel, "shift_told")
        if told is not None:
            told.setText(self.tr("All your chats are done. Your shift can end."))
        for name, enabled in (("sign_out", True), ("give_all", False)):
            button = sheet.findChild(QPushButton, name)
            if button is not None:
                button.setEnabled(enabled)

    async def _give_all_back(self) -> None:
        rail = self._desk.rail()
        for row in (*rail.your_turn, *rail.waiting_for_visitor):
            if not await self._desk.handling.give_back(row.conversation.id):
                return  # the desk has said why

    async def _handed_over(self) -> bool:
        try:
            async with asyncio.timeout(HAND_OVER_LIMIT_S):
                done = await self._desk.hand_over()
        except TimeoutError:
            done = False
        if not done:
            self._context.notices.warning(
                self.tr("The chats could not be handed over. You are still here."), key="stay"
            )
        return done

    def _one(self, chat: Conversation, *, away: bool) -> str:
        if not away:
            template = {
                ConversationState.QUEUED: self.tr("The chat with %1 is in the queue again."),
                ConversationState.CLOSED: self.tr("The chat with %1 was closed."),
            }.get(chat.state, self.tr("The chat with %1 is with %2 now."))
        elif chat.state is ConversationState.QUEUED:
            template = self.tr("The chat with %1 is in the queue again: you were away.")
        elif chat.state is ConversationState.CLOSED:
            template = self.tr("The chat with %1 was closed while you were away.")
        else:
            template = self.tr("The chat with %1 is with %2 now: you were away.")
        return template.replace("%2", _name(chat.agent_name or "?")).replace("%1", _name(chat_title(chat)))

    def _named(self, chat: Conversation) -> str:
        place = {
            ConversationState.QUEUED: self.tr("in the queue"),
            ConversationState.CLOSED: self.tr("closed"),
            ConversationState.ASSIGNED: self.tr("with %1").replace("%1", _name(chat.agent_name or "?")),
        }[chat.state]
        return f"{_name(chat_title(chat))} ({place})"


def _name(text: str) -> str:
    return clean_line(text, _NAME_CHARS)
