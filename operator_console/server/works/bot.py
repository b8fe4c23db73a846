"""The knowledge bot's answers and their consequences: hand-over to people, its end; no socket, no search, no SQL."""

from typing import Any

from msgspec import Struct, structs

from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    BotPart,
    Conversation,
    ConversationState,
    MessageKind,
)
from operator_console.domain.ids import ConversationId
from operator_console.domain.response_clock import ClockTargets
from operator_console.protocol.frames import Refusal
from operator_console.server.bot_words import NAME
from operator_console.server.store.unit import Draft, UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused
from operator_console.server.works.handling import close_bot_chat, tell_lists

_AUTHOR = Author(kind=AuthorKind.BOT, name=NAME)


class BotReplies(Struct, frozen=True):
    """Store what the bot answers, once: a message that came meanwhile makes it worthless.

    Attributes:
        asked_pos: The visitor's last message that it answers.
        part: The bot's part after it.
        text: What it says; empty to say nothing.
        hands_over: People are asked from now on.
    """

    conversation_id: ConversationId
    asked_pos: int
    part: BotPart
    text: str = ""
    values: dict[str, str] = {}
    hands_over: bool = False

    @property
    def client_key(self) -> None:
        """Nothing to look up: the position tells whether it was answered."""
        return

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Write the answer, or refuse because the chat is not the bot's any more, or has gone on."""
        conversation = unit.conversation(self.conversation_id)
        part = conversation.bot if conversation is not None else None
        if conversation is None or part is None or conversation.state is not ConversationState.BOT:
            return Refused(reason=Refusal.NOT_FOUND)
        if part.asked_pos != self.asked_pos or part.answered_pos >= self.asked_pos:
            return Refused(reason=Refusal.CONFLICT)
        after = structs.replace(self.part, asked_pos=self.asked_pos, answered_pos=self.asked_pos)
        if self.hands_over:
            hand_over(unit, conversation, after, self.text, self.values)
        elif self.text:
            unit.write(conversation, _draft(self.text, self.values), bot=after)
        else:
            unit.change(conversation, hidden=True, bot=after)
        return Changed()


class EndBotChat(Struct, frozen=True):
    """Close a chat of the bot's in which nothing has been said for long."""

    conversation_id: ConversationId

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Close it, unless it is not the bot's any more or a message waits."""
        conversation = unit.conversation(self.conversation_id)
        if conversation is None or conversation.state is not ConversationState.BOT:
            return Refused(reason=Refusal.NOT_FOUND)
        if conversation.bot is not None and conversation.bot.is_asked:
            return Refused(reason=Refusal.CONFLICT)
        close_bot_chat(unit, conversation)
        return Changed()


def hand_over(
    unit: UnitOfWork, conversation: Conversation, part: BotPart, text: str = "", values: dict[str, str] | None = None
) -> Conversation:
    """Put a chat of the bot's into its department's queue; the response clock starts now.

    Args:
        part: The bot's part, with the reason.
        text: What the visitor is told; nothing when empty.
    """
    site = unit.directory.sites.get(conversation.site_id)
    hours = unit.directory.settings_of(conversation.site_id).hours
    is_open = hours is None or hours.is_open(unit.now)
    clock = conversation.clock.hours_opened(unit.now) if is_open else conversation.clock.hours_closed(unit.now)
    changes: dict[str, Any] = {
        "state": ConversationState.QUEUED,
        "bot": structs.replace(part, handed_over_at=unit.now),
        "clock": clock.visitor_wrote(unit.now, site.targets if site is not None else ClockTargets()),
    }
    if text:
        _message, after = unit.write(conversation, _draft(text, values or {}), **changes)
    else:
        after = unit.change(conversation, **changes)
    tell_lists(unit, conversation, after)
    return after


def _draft(text: str, values: dict[str, str]) -> Draft:
    return Draft(author=_AUTHOR, kind=MessageKind.TEXT, text=text, values=values)
