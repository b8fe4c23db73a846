"""Wires handing over to the window's screens and keys: what one asks for, another does; opens no sheet itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import RailChanged
from operator_console.domain.people import AgentStatus
from operator_console.ui.handling import Handling

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor
    from operator_console.ui.shell.action_registry import ActionRegistry
    from operator_console.ui.shell.leaving import Leaving
    from operator_console.ui.shell.screens import Screens


class HandlingPlace(QObject):
    """Belongs to the window `parent`.

    Signals:
        sign_out_requested: The shift is over and nothing is left to hand over.
    """

    sign_out_requested = Signal()

    def __init__(
        self, context: "UiContext", desk: "DeskDoor", screens: "Screens", leaving: "Leaving", parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._screens = screens
        self._leaving = leaving
        self._had_chats = False
        self._scope = context.scope.child("shift")
        self.handling = Handling(context, desk, parent)
        self.handling.accept_requested.connect(self._on_accept)
        self.handling.decline_requested.connect(self._on_decline)
        self.handling.open_requested.connect(self._on_open)
        screens.chats.look_requested.connect(self.handling.look)
        screens.conversation.transfer_requested.connect(self.handling.transfer)
        screens.conversation.hand_requested.connect(self.handling.hand)
        leaving.open_requested.connect(self._on_open)
        leaving.wrap_up_requested.connect(self._on_wrap_up)
        leaving.transfer_requested.connect(self.handling.transfer)
        self._unlisten = desk.hub.listen(RailChanged, lambda _event: context.ticker.request(self._watch_shift))

    def bind(self, registry: "ActionRegistry") -> None:
        """Give the keys something to do."""
        registry.bind("chats.accept", self._accept_first)
        registry.bind("chats.decline", self.handling.decline_first)
        registry.bind("chats.look", self.handling.look_first)
        registry.bind("chats.mentions", self.handling.read_mention)
        registry.bind("conversation.transfer", self._screens.conversation.transfer)
        registry.bind("conversation.hand", self._screens.conversation.hand)

    def choose_status(self, status: AgentStatus) -> None:
        """Take the status; before the end of a shift, show what has to be handed over."""
        self._scope.start(self._choose(status), name="status", exclusive=True)

    def close(self) -> None:
        """Stop listening; harmless when called again."""
        self._unlisten()
        self._context.ticker.cancel(self._watch_shift)
        self.handling.close()

    async def _choose(self, status: AgentStatus) -> None:
        if not await self._desk.set_status(status) or status is not AgentStatus.ENDING:
            return
        self._had_chats = False  # the sheet says itself when all is done
        if await self._leaving.end_shift():
            self.sign_out_requested.emit()
        else:
            self._had_chats = self._leaving.open_chats > 0

    def _watch_shift(self) -> None:
        """Say it once when the last chat of an ending shift is done."""
        if self._desk.me.status is not AgentStatus.ENDING:
            self._had_chats = False
        elif self._had_chats and not self._leaving.open_chats:
            self._had_chats = False
            self._context.notices.offer(
                self.tr("All your chats are done. Your shift can end."),
                key="shift",
                action_text=self.tr("Sign out"),
                action=self.sign_out_requested.emit,
                timeout_s=0.0,
            )

    def _accept_first(self) -> None:
        rail = self._desk.rail()
        first = next(iter((*rail.offered, *rail.queue)), None)
        if first is None:
            self._context.notices.info(self.tr("Nobody is waiting in the queue."), key="queue", timeout_s=3.0)
            return
        self._screens.chats.accept(first.conversation.id)

    def _on_accept(self, conversation_id: str) -> None:
        self._screens.chats.accept(conversation_id)

    def _on_decline(self, conversation_id: str) -> None:
        self._screens.chats.decline(conversation_id)

    def _on_open(self, conversation_id: str) -> None:
        self._screens.chats.select(conversation_id, by_agent=True)

    def _on_wrap_up(self, conversation_id: str) -> None:
        self._screens.chats.select(conversation_id, by_agent=True)
        self._screens.conversation.wrap_up()
