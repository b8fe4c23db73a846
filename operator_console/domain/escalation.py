"""What is due on a question's clock when its owner does not react; pure, knows no clock and no connection."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.people import EscalationTimes

NO_REACTION_S = 20.0
"""Whoever has done nothing at their machine for so long does not react."""
TYPED_S = 10.0
"""Whoever typed in the chat within this does."""


class Owner(Struct, frozen=True, kw_only=True):
    """What is known of the agent whose chat it is.

    Attributes:
        active_at: When the agent last did something; None when nothing is known, which is no sign of absence.
        typed_at: When the agent last typed in this very chat.
    """

    connected: bool
    locked: bool = False
    active_at: datetime | None = None
    typed_at: datetime | None = None


class Due(Struct, frozen=True, kw_only=True):
    """What is due for one chat now.

    Attributes:
        offer: Ask a colleague.
        tell: Tell the visitor that somebody is still being looked for.
    """

    offer: bool = False
    tell: bool = False


def is_typing(owner: Owner, now: datetime) -> bool:
    """Tell whether the owner types in the chat."""
    return owner.typed_at is not None and (now - owner.typed_at).total_seconds() <= TYPED_S


def reacts(owner: Owner, now: datetime) -> bool:
    """Tell whether the owner can be expected to answer: types in it, or is at a machine that is not locked."""
    if is_typing(owner, now):
        return True
    if not owner.connected or owner.locked:
        return False
    return owner.active_at is None or (now - owner.active_at).total_seconds() <= NO_REACTION_S


def was_told(conversation: Conversation) -> bool:
    """Tell whether the visitor was told about the question that is open now."""
    began, told = conversation.clock.started_at, conversation.searching_told_at
    return began is not None and told is not None and told >= began


def due(conversation: Conversation, times: EscalationTimes, owner: Owner, now: datetime) -> Due:
    """Return what is due; the clock runs on whatever is done. Outside opening hours, when it stands, nothing is."""
    clock = conversation.clock
    if conversation.state is not ConversationState.ASSIGNED or not clock.running or clock.paused_at is not None:
        return Due()
    waited_s = clock.waited_s(now)
    offer = 0 < times.offer_s <= waited_s and conversation.offer is None and not reacts(owner, now)
    tell = 0 < times.tell_s <= waited_s and not was_told(conversation) and not is_typing(owner, now)
    return Due(offer=offer, tell=tell)


def is_for_the_wall(conversation: Conversation, times: EscalationTimes, now: datetime) -> bool:
    """Tell whether a chat is to be marked on the lead's wall; outside opening hours, when its clock stands, never."""
    return (
        conversation.clock.running
        and conversation.clock.paused_at is None
        and 0 < times.wall_s <= conversation.clock.waited_s(now)
    )
