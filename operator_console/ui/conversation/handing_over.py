"""Joins the chat on screen with handing over: its bar, its buttons, names in notes; opens no sheet."""

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from operator_console.domain.conversations import Conversation, ConversationState, Offer
from operator_console.domain.people import Agent
from operator_console.domain.plain_text import clean_line
from operator_console.ui.conversation.name_completion import NameCompletion
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import language_words

if TYPE_CHECKING:
    from operator_console.desk.state import ChatRow
    from operator_console.runtime.task_scope import TaskScope
    from operator_console.ui.conversation.view import ConversationView
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

NAME_CHARS = 40
HAND_CHARS = 120


class HandingOver(QObject):
    """Follows the second while an offer's time runs."""

    def __init__(self, context: "UiContext", desk: "DeskDoor", view: "ConversationView", scope: "TaskScope") -> None:
        super().__init__(view)
        self._context = context
        self._desk = desk
        self._view = view
        self._scope = scope
        self._row: ChatRow | None = None
        self._ticking = False
        self.names = NameCompletion(context, view.composer, self._colleagues)
        view.composer.show_can_hand_over(possible=desk.handling.can_offer)
        view.offer_bar.withdraw_requested.connect(self._on_withdraw)
        view.offer_bar.lower_requested.connect(self._on_lower)

    def show_row(self, row: "ChatRow | None") -> None:
        """Show what hangs over this chat."""
        self._row = row
        can = self._desk.handling.can_offer
        self._view.composer.show_can_hand_over(possible=can)
        if row is None:
            self._view.offer_bar.show_state("", "")
            self._tick(running=False)
            return
        conversation = row.conversation
        self._view.header.show_marks(self._marks(conversation))
        self._view.composer.show_hand(raised=conversation.hand_raised_at is not None)
        self._show()
        offer = self._own_offer()
        self._tick(running=offer is not None and offer.until is not None)

    def close(self) -> None:
        """End following the second."""
        self._tick(running=False)
        self.names.close()

    def _colleagues(self) -> tuple[Agent, ...]:
        return self._desk.handling.colleagues

    def _own_offer(self) -> Offer | None:
        row = self._row
        if row is None or row.ended or row.conversation.state is not ConversationState.ASSIGNED:
            return None
        mine = row.conversation.agent_id == self._desk.me.id
        return row.conversation.offer if mine else None

    def _show(self) -> None:
        row, offer = self._row, self._own_offer()
        if row is None:
            return
        hand = ""
        if row.conversation.hand_raised_at is not None and not row.ended:
            text = clean_line(row.conversation.hand_text, HAND_CHARS)
            hand = filled(self.tr("You asked for help: “%1”"), text) if text else self.tr("You asked for help")
        self._view.offer_bar.show_state(self._offer_words(offer) if offer is not None else "", hand)
        self._view.offer_bar.withdraw.setVisible(offer is not None and offer.by_agent == self._desk.me.id)

    def _offer_words(self, offer: Offer) -> str:
        to = self._name_of(offer)
        if offer.by_agent is None:
            words = filled(self.tr("A colleague is asked to take over: %1"), to)
        else:
            words = filled(self.tr("Offered to %1"), to)
        if offer.until is None:
            return words
        left_s = max(0, ceil((offer.until - self._desk.now()).total_seconds()))
        return f"{words} · {left_s // 60}:{left_s % 60:02}"

    def _name_of(self, offer: Offer) -> str:
        handling = self._desk.handling
        if offer.to_agent is not None:
            found = next((one.first_name for one in handling.colleagues if one.id == offer.to_agent), "")
            return clean_line(found, NAME_CHARS) or self.tr("a colleague")
        found = next((one.name for one in handling.departments if one.id == offer.to_department), "")
        return clean_line(found, NAME_CHARS) or self.tr("another department")

    def _marks(self, conversation: Conversation) -> tuple[str, ...]:
        """Return what sets a chat apart, in words: that it goes first, its language, what it wants."""
        marks = [self.tr("Goes first")] if conversation.vip else []
        marks += [clean_line(language_words(conversation.language), 24)] if conversation.language else []
        marks += [clean_line(conversation.skill, 30)] if conversation.skill else []
        return tuple(marks)

    def _tick(self, *, running: bool) -> None:
        if running and not self._ticking:
            self._context.ticker.second.connect(self._show)
        elif not running and self._ticking:
            self._context.ticker.second.disconnect(self._show)
        self._ticking = running

    def _on_withdraw(self) -> None:
        if self._row is not None:
            wish = self._desk.handling.withdraw(self._row.conversation.id)
            self._scope.start(wish, name="withdraw", exclusive=True)

    def _on_lower(self) -> None:
        if self._row is not None:
            wish = self._desk.handling.raise_hand(self._row.conversation.id, raised=False)
            self._scope.start(wish, name="lower hand", exclusive=True)
