"""What staffing is planned from, read from the tables of chats, replies and visits: counts and times, no text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, case, func, select

from operator_console.domain.ids import AgentId, SiteId
from operator_console.domain.people import AgentStatus
from operator_console.domain.response_clock import StopReason
from operator_console.domain.staffing.behaviour import Stop, measured
from operator_console.domain.staffing.values import SLOT_S, Behaviour, HalfHour, Record
from operator_console.server.store.rows import micros
from operator_console.server.store.status_periods import read_periods
from operator_console.server.store.tables import conversations, replies, visitors, visits

SLOT_MICROS = int(SLOT_S * 1_000_000)
MOST_STOPS = 20_000
"""Behaviour is sampled from the newest stops of the clock: some days of a large desk, months of a small one."""
AT_WORK = frozenset({AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.ENDING})
_REPLIES = (StopReason.ANSWERED.value, StopReason.HOLDING_LINE.value)


class WantedRecord(Struct, frozen=True, kw_only=True):
    """Which record is wanted.

    Attributes:
        agents: Whose presence counts.
        since: The earliest moment it reaches back to.
        target_s: The limit of an answer.
        capacity: Of one agent, on average.
    """

    sites: tuple[SiteId, ...]
    agents: frozenset[AgentId]
    since: datetime
    until: datetime
    target_s: float
    capacity: int


def read_record(connection: Connection, wanted: WantedRecord) -> Record:
    """Return what is recorded of some sites; it begins with their first chat."""
    since = max(first_chat_at(connection, wanted.sites) or wanted.until, wanted.since)
    return Record(
        since=since,
        until=wanted.until,
        half_hours=half_hours(connection, wanted, since),
        behaviour=behaviour(connection, wanted.sites, since, wanted.target_s),
        capacity=wanted.capacity,
    )


def half_hours(connection: Connection, wanted: WantedRecord, since: datetime) -> tuple[HalfHour, ...]:
    """Return what happened in each half hour from that of `since` on, oldest first, without those in which nothing did.

    `present` comes from the times in statuses; before those were recorded it counts agents who answered.
    """
    sites = wanted.sites
    from_micros = micros(since) // SLOT_MICROS * SLOT_MICROS
    chat_slot, visit_slot = _slot(conversations.c.asked_at), _slot(visits.c.last_seen_at)
    chats = _counts(
        connection.execute(
            select(chat_slot, func.count())
            .where(conversations.c.site_id.in_(sites), conversations.c.asked_at >= from_micros)
            .group_by(chat_slot)
        )
    )
    seen = _counts(
        connection.execute(
            select(visit_slot, func.count())
            .join(visitors, visitors.c.id == visits.c.visitor_id)
            .where(visitors.c.site_id.in_(sites), visits.c.last_seen_at >= from_micros)
            .group_by(visit_slot)
        )
    )
    recent = replies.c.site_id.in_(sites) & (replies.c.started_at >= from_micros)
    asked, answered = _slot(replies.c.started_at), _slot(replies.c.stopped_at)
    human = replies.c.reason.in_(_REPLIES)
    in_time = func.sum(case((replies.c.waited_s <= replies.c.limit_s, 1), else_=0))
    replied: dict[int, tuple[int, int]] = {
        slot: (count, on_time or 0)
        for slot, count, on_time in connection.execute(
            select(asked, func.count(), in_time).where(recent, human).group_by(asked)
        )
    }
    left = _counts(
        connection.execute(
            select(asked, func.count())
            .where(recent, replies.c.first.is_(True), replies.c.reason == StopReason.VISITOR_GONE.value)
            .group_by(asked)
        )
    )
    answering = _counts(
        connection.execute(
            select(answered, func.count(replies.c.agent_id.distinct())).where(recent, human).group_by(answered)
        )
    )
    present = _presence(connection, wanted, since)
    known_from = min(present, default=None)
    for slot, agents in answering.items():
        if known_from is None or slot < known_from:
            present[slot] = float(agents)
    slots = sorted({*chats, *seen, *replied, *left, *present})
    return tuple(
        HalfHour(
            at=datetime.fromtimestamp(slot * SLOT_S, UTC),
            visits=seen[slot],
            chats=chats[slot],
            replies=replied.get(slot, (0, 0))[0],
            on_time=replied.get(slot, (0, 0))[1],
            given_up=left[slot],
            present=round(present.get(slot, 0.0), 2),
        )
        for slot in slots
    )


def behaviour(connection: Connection, sites: Sequence[SiteId], since: datetime, target_s: float) -> Behaviour:
    """Return how people of these sites behave.

    Answers of the same agents at other sites are read, too: what lay before an answer may have been elsewhere. Time
    outside opening hours is no part of an answer.
    """
    own = select(replies.c.agent_id).where(replies.c.site_id.in_(sites), replies.c.agent_id.is_not(None)).distinct()
    rows = connection.execute(
        select(
            replies.c.conversation_id,
            replies.c.agent_id,
            replies.c.site_id,
            replies.c.waited_s,
            replies.c.stopped_at,
            replies.c.reason,
            replies.c.first,
        )
        .where(replies.c.started_at >= micros(since))
        .where(replies.c.site_id.in_(sites) | replies.c.agent_id.in_(own))
        .order_by(replies.c.id.desc())
        .limit(MOST_STOPS)
    )
    here = frozenset(sites)
    stops = [
        Stop(
            row.conversation_id,
            row.agent_id,
            row.stopped_at / 1e6 - row.waited_s,
            row.stopped_at / 1e6,
            StopReason(row.reason),
            first=bool(row.first),
            here=row.site_id in here,
        )
        for row in rows
    ]
    return measured(stops, target_s)


def first_chat_at(connection: Connection, sites: Sequence[SiteId]) -> datetime | None:
    """Return when people were first asked in a chat of these sites, None when they never were."""
    first = connection.scalar(select(func.min(conversations.c.asked_at)).where(conversations.c.site_id.in_(sites)))
    return datetime.fromtimestamp(first / 1e6, UTC) if first is not None else None


def _presence(connection: Connection, wanted: WantedRecord, since: datetime) -> dict[int, float]:
    """Return how many agents were there in each half hour, on average over it; the present one up to now."""
    found: dict[int, float] = defaultdict(float)
    begin_s = micros(since) // SLOT_MICROS * SLOT_S
    begin, now_s = datetime.fromtimestamp(begin_s, UTC), wanted.until.timestamp()
    for period in read_periods(connection, begin, wanted.until, wanted.until, wanted.agents):
        if period.status not in AT_WORK:
            continue
        at_s, end_s = period.since.timestamp(), period.until.timestamp()
        while at_s < end_s:
            slot = int(at_s // SLOT_S)
            next_s = min(end_s, (slot + 1) * SLOT_S)
            found[slot] += (next_s - at_s) / min(SLOT_S, now_s - slot * SLOT_S)
            at_s = next_s
    return found


def _slot(column: ColumnElement[int]) -> ColumnElement[int]:
    return (column // SLOT_MICROS).label("slot")


def _counts(rows: Iterable[Sequence[int]]) -> Counter[int]:
    return Counter({row[0]: row[1] for row in rows})
