"""Opens the sheets of handing over over the window, does what they answer, and tells quietly what became of it."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import MentionsChanged, TransferEnd, TransferEnded
from operator_console.domain.ids import ConversationId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from operator_console.desk.state import ChatRow
    from operator_console.ui.handling.transfer_sheet import Target, TransferSheet
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.kit.dialog import SheetDialog
    from operator_console.ui.ports import DeskDoor

NAME_CHARS = 60
REASON_CHARS = 160
DRAFT_CHARS = 120


class Handling(QObject):
    """Belongs to the window `parent`, over which its sheets open; at most one sheet of each kind at a time.

    Signals:
        accept_requested: Take this offered chat and open it.
        decline_requested: Leave this offered chat to somebody else.
        open_requested: Bring this own chat on screen.
    """

    accept_requested = Signal(str)
    decline_requested = Signal(str)
    open_requested = Signal(str)

    def __init__(self, context: "UiContext", desk: "DeskDoor", parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._window = parent
        self._scope = context.scope.child("handling")
        self._open: set[str] = set()
        self._unlisten = [
            desk.hub.listen(TransferEnded, self._on_ended),
            desk.hub.listen(MentionsChanged, self._on_mentions),
        ]

    def close(self) -> None:
        """Stop listening; harmless when called again."""
        for unlisten in self._unlisten:
            unlisten()
        self._unlisten = []

    # --------------------------------------------------------------------------------------------- offers

    def look(self, conversation_id: str) -> None:
        """Read an offered chat before it is taken."""
        self._start("look", self._look(ConversationId(conversation_id), offered=True))

    def read(self, conversation_id: str) -> None:
        """Read a chat that need not be the agent's, open or over."""
        self._start("look", self._look(ConversationId(conversation_id), offered=False))

    def look_first(self) -> None:
        """Read what is offered and moves on first; nothing happens without an offer."""
        offered = self._desk.rail().offered
        if offered:
            self.look(offered[0].conversation.id)

    def decline_first(self) -> None:
        """Decline what moves on first; nothing happens without an offer."""
        offered = self._desk.rail().offered
        if offered:
            self.decline_requested.emit(offered[0].conversation.id)

    def read_mention(self) -> None:
        """Read the chat in which a note names the agent: the newest one not seen yet, else the newest."""
        mentions = self._desk.handling.mentions
        newest = next((one for one in mentions if not one.seen), mentions[0] if mentions else None)
        if newest is None:
            self._context.notices.info(self.tr("No note names you."), key="mentions", timeout_s=3.0)
            return
        row = self._desk.row(newest.message.conversation_id)
        if row is not None and row.conversation.agent_id == self._desk.me.id and not row.ended:
            self._desk.handling.mentions_seen(row.conversation.id)
            self._context.notices.withdraw("mention")
            self.open_requested.emit(row.conversation.id)
            return
        self._start("look", self._look(newest.message.conversation_id, offered=False))

    async def _look(self, conversation_id: ConversationId, *, offered: bool) -> None:
        from operator_console.ui.handling.look_sheet import LookSheet

        sheet = LookSheet(self._context, self._desk, conversation_id, self._window, offered=offered)
        sheet.load()
        self._desk.handling.mentions_seen(conversation_id)
        self._context.notices.withdraw("mention")
        answer = await self._answer(sheet)
        if answer == "accept":
            self.accept_requested.emit(conversation_id)
        elif answer == "decline":
            self.decline_requested.emit(conversation_id)

    # ------------------------------------------------------------------------------------------- transfer

    def transfer(self, conversation_id: str, parent: QWidget | None = None) -> None:
        """Ask to whom an own chat is offered, and offer it."""
        row = self._desk.row(ConversationId(conversation_id))
        if row is not None and self._desk.handling.can_offer and row.conversation.agent_id == self._desk.me.id:
            self._start("transfer", self._transfer(row, parent or self._window))

    def withdraw(self, conversation_id: str) -> None:
        """Take the own offer back."""
        self._scope.start(self._desk.handling.withdraw(ConversationId(conversation_id)), name="withdraw")

    async def _transfer(self, row: "ChatRow", parent: QWidget) -> None:
        from operator_console.ui.handling.transfer_sheet import TransferSheet

        conversation_id = row.conversation.id
        title = filled(self.tr("Transfer the chat with %1"), clean_line(chat_title(row.conversation), NAME_CHARS))
        question = clean_line(self._desk.assist.seeds.open_question(conversation_id), 500)
        sheet = TransferSheet(self._context, title, question, parent, can_give_back=self._desk.can_hand_over)
        draft = self._desk.draft(conversation_id)
        if draft.text.strip():
            begins = clean_line(draft.text, DRAFT_CHARS)
            sheet.warn(filled(self.tr("Not sent, and kept for you: “%1”"), begins))
        if row.waiting_out:
            sheet.warn(self.tr("%n messages are not stored on the server yet.", "", row.waiting_out))
        fetching = self._scope.start(self._show_places(sheet), name="colleagues")
        try:
            answer = await self._answer(sheet, delete=False)
            target, summary, note = sheet.target, sheet.summary, sheet.note
        finally:
            fetching.cancel()
            sheet.deleteLater()
        if answer == "transfer" and target is not None:
            await self._hand_over(conversation_id, target, summary, note)

    async def _show_places(self, sheet: "TransferSheet") -> None:
        sheet.show_places(await self._desk.handling.places())

    async def _hand_over(self, conversation_id: ConversationId, target: "Target", summary: str, note: str) -> None:
        handling = self._desk.handling
        if target.queue:
            await handling.give_back(conversation_id)
        else:
            await handling.transfer(
                conversation_id, to_agent=target.agent, to_department=target.department, summary=summary, note=note
            )

    # ----------------------------------------------------------------------------------------------- hand

    def hand(self, conversation_id: str) -> None:
        """Raise a hand in an own chat, or lower it."""
        row = self._desk.row(ConversationId(conversation_id))
        if row is None or not self._desk.handling.can_offer or row.conversation.agent_id != self._desk.me.id:
            return
        if row.conversation.hand_raised_at is not None:
            lower = self._desk.handling.raise_hand(row.conversation.id, raised=False)
            self._scope.start(lower, name="lower hand")
        else:
            self._start("hand", self._raise(row))

    async def _raise(self, row: "ChatRow") -> None:
        from operator_console.ui.handling.hand_sheet import HandSheet

        who = clean_line(chat_title(row.conversation), NAME_CHARS)
        sheet = HandSheet(self._context, filled(self.tr("Ask for help with %1"), who), self._window)
        answer = await self._answer(sheet, delete=False)
        words = sheet.words
        sheet.deleteLater()
        if answer == "raise":
            await self._desk.handling.raise_hand(row.conversation.id, raised=True, text=words)

    # ------------------------------------------------------------------------------------------ what is told

    def _on_ended(self, ended: TransferEnded) -> None:
        visitor = clean_line(chat_title(ended.conversation), NAME_CHARS)
        who = clean_line(ended.who, NAME_CHARS) or self.tr("nobody")
        if ended.end is TransferEnd.ACCEPTED:
            words = filled(self.tr("%1 has taken over the chat with %2."), who, visitor)
        elif ended.end is TransferEnd.DECLINED and ended.reason:
            reason = clean_line(ended.reason, REASON_CHARS)
            words = filled(self.tr("%1 cannot take the chat with %2: “%3”. It is still yours."), who, visitor, reason)
        elif ended.end is TransferEnd.DECLINED:
            words = filled(self.tr("%1 cannot take the chat with %2. It is still yours."), who, visitor)
        else:
            words = filled(
                self.tr("Nobody answered to your offer to %1. The chat with %2 is still yours."), who, visitor
            )
        self._context.notices.info(words, key=f"transfer:{ended.conversation.id}")

    def _on_mentions(self, changed: MentionsChanged) -> None:
        if not changed.fresh:
            return
        newest = changed.fresh[-1]
        words = filled(
            self.tr("%1 names you in a note about %2: “%3”"),
            clean_line(newest.message.author.name, NAME_CHARS),
            clean_line(chat_title(newest.conversation), NAME_CHARS),
            clean_line(newest.message.text, REASON_CHARS),
        )
        self._context.notices.offer(words, key="mention", action_text=self.tr("Read"), action=self.read_mention)

    # -------------------------------------------------------------------------------------------- private

    def _start(self, kind: str, work: Coroutine[Any, Any, None]) -> None:
        if kind in self._open:
            work.close()
            return
        self._open.add(kind)
        self._scope.start(self._once(kind, work), name=kind)

    async def _once(self, kind: str, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self._open.discard(kind)

    async def _answer(self, sheet: "SheetDialog", *, delete: bool = True) -> str | None:
        try:
            return await sheet.asked()
        finally:
            sheet.setParent(None)
            if delete:
                sheet.deleteLater()
