"""From what happened at the desk to counts: one pure function per kind of fact, each with where it is counted.

Facts of a reply are counted in the hour in which the clock stopped. Facts of a chat are counted in the hour in which it
began, whenever they become known, so that a share of the chats of an hour never exceeds them all. A chat that began
with the knowledge bot begins for people when it is handed over; what the bot did is counted apart, by names of its own.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from operator_console.domain.conversations import Conversation, ConversationState, HandOverReason, Outcome
from operator_console.domain.figures.bins import bin_of
from operator_console.domain.figures.calendar import by_hours, hour_of
from operator_console.domain.figures.counts import What, reply_name, wait_name, wait_s
from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.domain.ratings import GOOD_STARS
from operator_console.domain.response_clock import ReplyMeasured, StopReason

RETURN_WITHIN = timedelta(days=7)
NOBODY = AgentId("")
_FAILED = frozenset({HandOverReason.FAILED, HandOverReason.TROUBLE, HandOverReason.NO_ARTICLES})


class Cell(Struct, frozen=True):
    """Where something is counted; `agent_id` is empty when it is nobody's."""

    hour: int
    site_id: SiteId
    department_id: DepartmentId
    agent_id: AgentId


Fact = tuple[Cell, str, int]
"""How much of what is added where."""


def chat_began(chat: Conversation) -> Iterator[Fact]:
    """Count a new chat; one that the bot has, as the bot's."""
    if chat.bot is None:
        yield _cell(chat, chat.started_at), What.BEGAN, 1
    else:
        yield _cell(chat, chat.started_at), What.BOT_BEGAN, 1


def bot_handed_over(chat: Conversation) -> Iterator[Fact]:
    """Count that the bot asked people: for them the chat begins now."""
    if chat.bot is None or chat.bot.handed_over_at is None:
        return
    yield _cell(chat, chat.bot.handed_over_at), What.BEGAN, 1
    yield _cell(chat, chat.started_at), What.BOT_HANDED_OVER, 1
    if chat.bot.reason in _FAILED:
        yield _cell(chat, chat.started_at), What.BOT_FAILED, 1


def clock_stopped(chat: Conversation, measured: ReplyMeasured, *, left_before: bool) -> Iterator[Fact]:
    """Count one stop of the response clock.

    Args:
        left_before: The visitor had left this chat unanswered before; that is counted once.
    """
    if measured.counts_as_reply:
        at = _cell(chat, measured.stopped_at, measured.agent_id)
        name = reply_name(bin_of(measured.waited_s), first=measured.first, on_time=measured.on_time)
        yield at, name, 1
        if measured.first:
            began_s = (measured.started_at - _begun(chat)).total_seconds()
            yield at, wait_name(bin_of(wait_s(measured, began_s))), 1
    elif measured.reason is StopReason.VISITOR_GONE and not measured.first:
        yield _cell(chat, measured.stopped_at), What.DROPPED, 1
    elif measured.reason is StopReason.VISITOR_GONE and not left_before:
        yield _cell(chat, _begun(chat)), What.ABANDONED, 1


def chat_closed(chat: Conversation, earlier: Iterable[Conversation]) -> Iterator[Fact]:
    """Count the end of a chat, and what it says of the visitor's earlier ones.

    Args:
        chat: As it is closed.
        earlier: The same visitor's chats that were closed before, in any order.
    """
    if chat.people_asked_at is None:
        yield from _ended_with_bot(chat)
        return
    at = _cell(chat, _begun(chat), chat.agent_id)
    yield at, What.CLOSED, 1
    if chat.clock.answered:
        yield at, What.ANSWERED, 1
    else:
        yield _cell(chat, _begun(chat)), What.MISSED, 1
    if chat.wrap_up is not None:
        yield at, What(chat.wrap_up.outcome.value), 1
        if chat.wrap_up.outcome is Outcome.SALE and chat.wrap_up.value_cents:
            yield at, What.VALUE_CENTS, chat.wrap_up.value_cents
    known = tuple(earlier)
    for solved in known:
        if _is_return(solved, chat) and not any(_is_return(solved, other) for other in known):
            yield _cell(solved, _begun(solved), solved.agent_id), What.RETURNED, 1


def chat_rated(chat: Conversation) -> Iterator[Fact]:
    """Count what a chat's visitor says of it, once it is closed; what only the bot answered is rated as the bot's.

    A rating of a chat that nobody answered is no opinion of an answer, and is not counted.
    """
    rating = chat.rating
    if rating is None or chat.state is not ConversationState.CLOSED:
        return
    if not chat.clock.answered:
        if chat.bot is not None:
            yield _cell(chat, chat.started_at), What.BOT_RATED, 1
            yield _cell(chat, chat.started_at), What.BOT_STARS, rating.stars
        return
    at = _cell(chat, _begun(chat), chat.agent_id)
    yield at, What.RATED, 1
    yield at, What.STARS, rating.stars
    if rating.stars >= GOOD_STARS:
        yield at, What.RATED_GOOD, 1
    if rating.solved is not None:
        yield at, What.SAID_SOLVED if rating.solved else What.SAID_UNSOLVED, 1


def chat_given(site_id: SiteId, department_id: DepartmentId, agent_id: AgentId, at: datetime) -> Iterator[Fact]:
    """Count that an agent got a chat."""
    yield Cell(hour_of(at), site_id, department_id, agent_id), What.ASSIGNED, 1


def offered(chat: Conversation, agent_id: AgentId, what: What, at: datetime) -> Iterator[Fact]:
    """Count that a chat was offered to an agent, or what became of the offer."""
    yield _cell(chat, at, agent_id), what, 1


def invited(site_id: SiteId, department_id: DepartmentId, what: What, shown_at: datetime) -> Iterator[Fact]:
    """Count that a visitor saw an invitation, or what became of it."""
    yield Cell(hour_of(shown_at), site_id, department_id, NOBODY), what, 1


def chat_held(
    site_id: SiteId, department_id: DepartmentId, agent_id: AgentId, since: datetime, until: datetime
) -> Iterator[Fact]:
    """Count the time that an agent had a chat, hour by hour."""
    for hour, spent_ms in by_hours(since, until):
        yield Cell(hour, site_id, department_id, agent_id), What.HELD_MS, spent_ms


def owner_of(chat: Conversation | None) -> AgentId | None:
    """Return whose a chat is now, or None."""
    return chat.agent_id if chat is not None and chat.state is ConversationState.ASSIGNED else None


def _ended_with_bot(chat: Conversation) -> Iterator[Fact]:
    part = chat.bot
    if part is not None and part.failed:
        yield _cell(chat, chat.started_at), What.BOT_FAILED, 1
    elif part is not None and part.articles:
        yield _cell(chat, chat.started_at), What.BOT_ANSWERED, 1


def _begun(chat: Conversation) -> datetime:
    """Return when a chat began for people."""
    return chat.people_asked_at or chat.started_at


def _is_return(solved: Conversation, later: Conversation) -> bool:
    """Tell whether `later` shows that `solved` was not solved at first contact: same tag, begun within seven days."""
    if solved.wrap_up is None or solved.wrap_up.outcome is not Outcome.SOLVED or solved.closed_at is None:
        return False
    if later.id == solved.id or later.site_id != solved.site_id:
        return False
    in_time = solved.closed_at <= later.started_at <= solved.closed_at + RETURN_WITHIN
    return in_time and not set(solved.tags).isdisjoint(later.tags)


def _cell(chat: Conversation, at: datetime, agent_id: AgentId | None = None) -> Cell:
    return Cell(hour_of(at), chat.site_id, chat.department_id, agent_id or NOBODY)
