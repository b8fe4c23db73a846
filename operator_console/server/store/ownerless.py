"""Finds open conversations that nobody would ever answer: without owner, grace period or place in the queue.

There must be none, ever (TRUST.md P3); tests and the faults checker ask.
"""

from collections.abc import Container
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Connection

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId
from operator_console.domain.leases import LeaseTimes, is_overdue
from operator_console.server.store.directory import read_directory
from operator_console.server.store.reads import open_conversations, read_leases


class Ownerless(Struct, frozen=True, kw_only=True):
    """One such conversation, and why."""

    conversation_id: ConversationId
    agent_id: AgentId | None
    reason: str


def ownerless(connection: Connection, now: datetime | None = None) -> tuple[Ownerless, ...]:
    """Return every open conversation that breaks the promise at `now` (the machine's time)."""
    now = now or datetime.now(UTC)
    directory = read_directory(connection)
    leases = read_leases(connection)
    found: list[Ownerless] = []
    for chat in open_conversations(connection):
        reason = ""
        site = directory.sites.get(chat.site_id)
        times = site.lease if site is not None else LeaseTimes()
        if chat.state is ConversationState.QUEUED:
            reason = "queued, but with an owner" if chat.agent_id is not None else ""
            if chat.department_id not in directory.departments:
                reason = "queued in no department"
        elif chat.state is ConversationState.BOT:
            reason = _of_bot(chat, directory.departments)
        elif chat.agent_id is None:
            reason = "assigned to nobody"
        elif chat.agent_id not in leases:
            reason = "owner without a lease"
        elif is_overdue(leases[chat.agent_id], now, times, answered=chat.owner_answered):
            reason = "grace period over"
        if reason:
            found.append(Ownerless(conversation_id=chat.id, agent_id=chat.agent_id, reason=reason))
    return tuple(found)


def _of_bot(chat: Conversation, departments: Container[DepartmentId]) -> str:
    """Return what is wrong with a chat whose owner is the knowledge bot; nothing when it can answer or hand it over."""
    if chat.agent_id is not None:
        return "with the bot, but with an owner"
    if chat.bot is None or chat.bot.handed_over_at is not None:
        return "with the bot, but not the bot's"
    return "" if chat.department_id in departments else "with the bot of no department"
