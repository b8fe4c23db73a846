"""Counts the figures anew from what happened: chats, stops of the clock, agents' streams; while nobody writes."""

import logging
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from msgspec import Struct, structs
from sqlalchemy import Connection, delete, func, select

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.figures.counts import Counts, What, add
from operator_console.domain.figures.facts import (
    Cell,
    Fact,
    bot_handed_over,
    chat_began,
    chat_closed,
    chat_given,
    chat_held,
    chat_rated,
    clock_stopped,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.response_clock import ReplyMeasured, StopReason
from operator_console.server.store.database import Database
from operator_console.server.store.figure_notes import hold_chats
from operator_console.server.store.figure_packing import add_packed
from operator_console.server.store.figure_reads import single_and_packed
from operator_console.server.store.rows import Row, micros, moment, value_of
from operator_console.server.store.tables import (
    conversations,
    events,
    figures,
    held_chats,
    meta,
    packed_figures,
    replies,
)
from operator_console.server.store.unit import EARLIER_CHATS, set_meta

VERSION = "2"
"""Another one when what is counted changes: the next start counts anew."""
CELLS_AT_ONCE = 50_000
_KEPT = frozenset(
    {
        *(What.OFFERED.value, What.OFFER_DECLINED.value, What.OFFER_TIMED_OUT.value),
        *(What.INVITED.value, What.INVITATION_ACCEPTED.value, What.INVITATION_DECLINED.value),
    }
)
"""Counted as they happen and nowhere else."""
_KEY = "figures_version"
_log = logging.getLogger(__name__)


class _Owned(Struct, frozen=True, kw_only=True):
    """What is needed of a conversation in an agent's stream."""

    id: ConversationId
    site_id: SiteId
    department_id: DepartmentId
    state: ConversationState
    agent_id: AgentId | None = None


def ensure_figures(database: Database) -> None:
    """Count anew what an older version has not counted, or otherwise; called before the writer starts."""
    with database.reading() as connection:
        if connection.scalar(select(meta.c.value).where(meta.c.key == _KEY)) == VERSION:
            return
    rebuild_figures(database)


def rebuild_figures(database: Database) -> int:
    """Count everything anew, in transactions of bounded size, and return the number of chats.

    A run that was cut short is begun again by the next start; one that follows another changes nothing.
    """
    with database.writing() as connection:
        set_meta(connection, _KEY, "")
        offers = _offers(connection)
        for table in (figures, packed_figures, held_chats):
            connection.execute(delete(table))
        add_packed(connection, offers)
    chats = 0
    amounts: dict[Cell, Counts] = {}
    with database.reading() as reading:
        for source in (_facts_of_chats, _facts_of_replies, _facts_of_owners):
            for cell, what, amount in source(reading):
                chats += what is What.BEGAN
                add(amounts.setdefault(cell, {}), {str(what): amount})
                if len(amounts) >= CELLS_AT_ONCE:
                    amounts = _stored(database, amounts)
        held = list(_still_held(reading))
    _stored(database, amounts)
    with database.writing() as connection:
        hold_chats(connection, held)
        set_meta(connection, _KEY, VERSION)
    _log.info("figures counted", extra={"chats": chats})
    return chats


def _stored(database: Database, amounts: dict[Cell, Counts]) -> dict[Cell, Counts]:
    with database.writing() as connection:
        add_packed(connection, amounts)
    return {}


def _offers(connection: Connection) -> dict[Cell, Counts]:
    """Return what was counted of offers, which is written down nowhere else."""
    found: dict[Cell, Counts] = {}
    for cell, counts in single_and_packed(connection):
        kept = {what: amount for what, amount in counts.items() if what in _KEPT}
        if kept:
            add(found.setdefault(cell, {}), kept)
    return found


def _facts_of_chats(connection: Connection) -> Iterator[Fact]:
    """Walk every visitor's chats from the first to the last."""
    began_in = _first_departments(connection)
    ordered = select(conversations.c.visitor_id, conversations.c.body).order_by(
        conversations.c.visitor_id, conversations.c.started_at
    )
    rows = connection.execution_options(yield_per=1_000).execute(ordered)
    for _visitor, theirs in groupby(rows, key=lambda row: row.visitor_id):
        earlier: list[Conversation] = []
        for row in theirs:
            chat = value_of(Conversation, row.body)
            began = structs.replace(chat, department_id=began_in.get(chat.id, chat.department_id))
            yield from chat_began(began)
            yield from bot_handed_over(began)
            if chat.state is ConversationState.CLOSED:
                yield from chat_closed(chat, earlier[-EARLIER_CHATS:])
                yield from chat_rated(chat)
                earlier.append(chat)


def _first_departments(connection: Connection) -> dict[str, DepartmentId]:
    """Return in which queue each chat was seen first: a transfer may have brought it elsewhere."""
    found: dict[str, tuple[int, str]] = {}
    for stream, at, chat in _told(connection, "d:"):
        if chat.id not in found or at < found[chat.id][0]:
            found[chat.id] = at, stream
    return {chat_id: DepartmentId(stream[2:]) for chat_id, (_at, stream) in found.items()}


def _facts_of_replies(connection: Connection) -> Iterator[Fact]:
    left: set[str] = set()
    stops = (
        select(
            replies,
            func.coalesce(replies.c.department_id, conversations.c.department_id).label("measured_in"),
            # When people were asked, which the bot's hand-over may have been; without it nobody would have stopped.
            func.coalesce(conversations.c.asked_at, conversations.c.started_at).label("began_at"),
        )
        .join(conversations, conversations.c.id == replies.c.conversation_id)
        .order_by(replies.c.id)
    )
    for row in connection.execution_options(yield_per=1_000).execute(stops):
        measured = ReplyMeasured(
            started_at=moment(row.started_at),
            stopped_at=moment(row.stopped_at),
            waited_s=row.waited_s,
            limit_s=row.limit_s,
            reason=StopReason(row.reason),
            first=row.first,
            agent_id=row.agent_id,
        )
        chat = Conversation(
            id=row.conversation_id,
            site_id=row.site_id,
            department_id=row.measured_in,
            visitor_id=VisitorId(""),
            visit_id=VisitId(""),
            state=ConversationState.CLOSED,
            started_at=moment(row.began_at),
        )
        yield from clock_stopped(chat, measured, left_before=chat.id in left)
        if measured.reason is StopReason.VISITOR_GONE:
            left.add(chat.id)


def _facts_of_owners(connection: Connection) -> Iterator[Fact]:
    for chat, since, until in _ownerships(connection):
        owner = chat.agent_id or AgentId("")
        yield from chat_given(chat.site_id, chat.department_id, owner, since)
        if until is not None:
            yield from chat_held(chat.site_id, chat.department_id, owner, since, until)


def _still_held(connection: Connection) -> Iterator[Row]:
    for chat, since, until in _ownerships(connection):
        if until is None:
            yield chat.id, chat.site_id, chat.department_id, chat.agent_id, micros(since)


def _ownerships(connection: Connection) -> Iterator[tuple[_Owned, datetime, datetime | None]]:
    """Yield whose each chat was from when to when, as the agents' streams tell."""
    for stream, theirs in groupby(_told(connection, "a:"), key=lambda told: told[0]):
        began: dict[ConversationId, tuple[_Owned, int]] = {}
        for _stream, at, chat in theirs:
            mine = chat.state is ConversationState.ASSIGNED and chat.agent_id == stream[2:]
            if mine and chat.id not in began:
                began[chat.id] = chat, at
            elif not mine and chat.id in began:
                owned, since = began.pop(chat.id)
                yield owned, moment(since), moment(at)
        for owned, since in began.values():
            yield owned, moment(since), None


def _told(connection: Connection, prefix: str) -> Iterator[tuple[str, int, _Owned]]:
    """Yield what streams of a kind tell of chats, stream by stream and in order: stream, when, the chat then."""
    told = (
        select(events.c.stream, events.c.at, events.c.body)
        .where(events.c.stream >= prefix, events.c.stream < prefix[:-1] + chr(ord(prefix[-1]) + 1))
        .order_by(events.c.stream, events.c.pos)
    )
    for row in connection.execution_options(yield_per=1_000).execute(told):
        yield row.stream, row.at, value_of(_Owned, row.body)
