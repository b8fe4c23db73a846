"""The order of the rail: what is due first stands first; pure, knows no desk."""

from collections.abc import Iterable
from datetime import timedelta

from operator_console.desk.state import ChatRow, Rail
from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import ConversationId


def due_key(conversation: Conversation) -> tuple[bool, float, str]:
    """Return what orders running clocks: paused ones last, then by deadline; does not depend on the present time."""
    clock = conversation.clock
    began = clock.started_at or conversation.last_message_at or conversation.started_at
    due = began + timedelta(seconds=clock.limit_s + clock.paused_s)
    return clock.paused_at is not None, due.timestamp(), conversation.id


def ordered(rows: Iterable[ChatRow]) -> Rail:
    """Return the rail's groups, each in its order.

    Offered: what moves on first. Queue: who lost their agent first, then who goes before others, then who waits
    longest. Your turn: next deadline first. Waiting for the visitor, and no longer with the agent:
    latest message first.
    """
    offered: list[ChatRow] = []
    queue: list[ChatRow] = []
    your_turn: list[ChatRow] = []
    waiting: list[ChatRow] = []
    left: list[ChatRow] = []
    for row in rows:
        if row.offered:
            offered.append(row)
        elif row.conversation.state is ConversationState.QUEUED or row.owner_lost:
            queue.append(row)
        elif row.ended:
            left.append(row)
        elif row.conversation.clock.running:
            your_turn.append(row)
        else:
            waiting.append(row)
    offered.sort(key=lambda row: _offer_key(row.conversation))
    queue.sort(key=lambda row: _queue_key(row.conversation))
    your_turn.sort(key=lambda row: due_key(row.conversation))
    for resting in (waiting, left):
        resting.sort(key=lambda row: _waiting_key(row.conversation))
    return Rail(
        offered=tuple(offered),
        queue=tuple(queue),
        your_turn=tuple(your_turn),
        waiting_for_visitor=tuple(waiting),
        left=tuple(left),
    )


def next_urgent(conversations: Iterable[Conversation], after: ConversationId | None) -> ConversationId | None:
    """Return the running chat whose deadline comes next, other than `after` when there is another one."""
    running = sorted((one for one in conversations if one.clock.running), key=due_key)
    others = [one.id for one in running if one.id != after]
    if others:
        return others[0]
    return running[0].id if running else None


def _offer_key(conversation: Conversation) -> tuple[float, str]:
    until = conversation.offer.until if conversation.offer is not None else None
    return (until.timestamp() if until is not None else float("inf")), conversation.id


def _queue_key(conversation: Conversation) -> tuple[bool, bool, float, str]:
    fresh = conversation.owner_lost_at is None
    return (
        fresh,
        not conversation.vip,
        (conversation.clock.started_at or conversation.started_at).timestamp(),
        conversation.id,
    )


def _waiting_key(conversation: Conversation) -> tuple[float, str]:
    return -(conversation.last_message_at or conversation.started_at).timestamp(), conversation.id
