"""Measures the figures: a report over a million messages, the tiles of today, and counting everything anew."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from sqlalchemy import insert

from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    Outcome,
    WrapUp,
)
from operator_console.domain.figures.calendar import Grouping, hour_of
from operator_console.domain.figures.definitions import readings
from operator_console.domain.ids import (
    AgentId,
    ConversationId,
    DepartmentId,
    MessageId,
    SiteId,
    VisitId,
    VisitorId,
)
from operator_console.domain.people import AgentStatus, Site, Visitor
from operator_console.domain.response_clock import ResponseClock, StopReason
from operator_console.server import ServerConfig
from operator_console.server.administration import new_agent, open_administration
from operator_console.server.store.database import Database
from operator_console.server.store.directory import Directory, read_directory
from operator_console.server.store.figure_reads import Scope, read_figures
from operator_console.server.store.figure_rebuild import rebuild_figures
from operator_console.server.store.rows import BulkStatement, Row, body_of, micros
from operator_console.server.store.tables import conversations, events, replies, status_periods, visitors

MESSAGES = 1_000_000
DAYS = 300
AGENTS = 12
SITES = 4
EXCHANGES = 7
"""Questions with an answer in each chat."""
CHATS = MESSAGES // (2 * EXCHANGES)
START = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
TIMES = 7
_EVENTS = BulkStatement(insert(events), ("stream", "pos", "at", "kind", "hidden", "sender", "client_id", "body"))
_CHATS = BulkStatement(
    insert(conversations),
    ("id", "site_id", "department_id", "visitor_id", "agent_id", "state", "started_at", "last_pos", "first_text",
     "owner_lost_at", "body"),
)  # fmt: skip
_REPLIES = BulkStatement(
    insert(replies),
    ("conversation_id", "site_id", "agent_id", "started_at", "stopped_at", "waited_s", "limit_s", "reason", "first"),
)
_VISITORS = BulkStatement(insert(visitors), ("id", "site_id", "number", "token_hash", "body"))
_PERIODS = BulkStatement(insert(status_periods), ("agent_id", "status", "since", "seen_at", "until"))


def run() -> dict[str, float]:
    """Fill a database with a year of a desk of twelve agents at four sites and measure."""
    with tempfile.TemporaryDirectory() as folder:
        config = ServerConfig(data_dir=Path(folder))
        with open_administration(config) as administration:
            for number in range(SITES):
                department = DepartmentId(f"dep{number % 2}")
                administration.ensure_department(department, department)
                administration.ensure_site(
                    Site(id=SiteId(f"site{number}"), name="S", base_url="http://s.bench", department_id=department)
                )
            for number in range(AGENTS):
                account = f"agent{number}"
                person = new_agent(account, account, (DepartmentId(f"dep{number % 2}"),))
                administration.ensure_agent(person, "bench password")
        database = Database(config.database, config.backups)
        with database.reading() as connection:
            directory = read_directory(connection)
        _fill(database, directory)
        begun = time.process_time()
        rebuild_figures(database)
        rebuilt_s = time.process_time() - begun
        until = START + timedelta(days=DAYS)
        year = Scope(since=hour_of(START), until=hour_of(until))
        day = Scope(since=hour_of(until - timedelta(days=2)), until=hour_of(until))

        def report(scope: Scope, *groupings: Grouping) -> Callable[[], None]:
            def read() -> None:
                with database.reading() as connection:
                    total, rows = read_figures(connection, scope, groupings, directory, until)
                readings(total)
                for group in rows.values():
                    for counts in group.values():
                        readings(counts)

            return read

        page = (Grouping.DAY, Grouping.HOUR_OF_DAY, Grouping.HOUR_OF_WEEK)
        figures = {
            "reports.by_day_s": _best(report(year, Grouping.DAY)),
            "reports.by_agent_s": _best(report(year, Grouping.AGENT)),
            "reports.by_site_s": _best(report(year, Grouping.SITE)),
            "reports.page_s": _best(report(year, *page, Grouping.AGENT)),
            "reports.today_ms": _best(report(day)) * 1000,
            "reports.rebuild_s": rebuilt_s,
        }
        database.close()
    return figures


def _best(read: Callable[[], None]) -> float:
    """Return the median of some runs, in seconds of the processor: a read is one thread's work from end to end."""
    spent = []
    for _time in range(TIMES):
        begun = time.process_time()
        read()
        spent.append(time.process_time() - begun)
    return sorted(spent)[TIMES // 2]


def _fill(database: Database, directory: Directory) -> None:
    chance = random.Random(5)
    agents = list(directory.agents.values())
    sites = list(directory.sites.values())
    rows: dict[BulkStatement, list[Row]] = {each: [] for each in (_VISITORS, _CHATS, _EVENTS, _REPLIES, _PERIODS)}
    positions = dict.fromkeys((agent.id for agent in agents), 0)
    for number in range(CHATS):
        agent = agents[number % AGENTS]
        site = next(each for each in sites[number % SITES :] + sites if each.department_id in agent.departments)
        day = number * DAYS // CHATS
        at = START + timedelta(days=day, seconds=chance.uniform(0, 36_000))
        _chat(rows, chance, number, agent.id, site, at, positions)
        if len(rows[_EVENTS]) > 50_000:
            _store(database, rows)
    for day in range(DAYS):
        for agent in agents:
            _statuses(rows[_PERIODS], agent.id, START + timedelta(days=day))
    _store(database, rows)


def _chat(
    rows: dict[BulkStatement, list[Row]],
    chance: random.Random,
    number: int,
    agent_id: AgentId,
    site: Site,
    at: datetime,
    positions: dict[AgentId, int],
) -> None:
    visitor = Visitor(id=VisitorId(f"vs_{number}"), site_id=site.id, number=number, version=1)
    rows[_VISITORS].append((visitor.id, site.id, number, f"hash{number}", body_of(visitor)))
    chat = Conversation(
        id=ConversationId(f"cv_{number}"),
        site_id=site.id,
        department_id=site.department_id,
        visitor_id=visitor.id,
        visit_id=VisitId(f"vt_{number}"),
        state=ConversationState.ASSIGNED,
        started_at=at,
        agent_id=agent_id,
        clock=ResponseClock(answered=True),
    )
    _told(rows[_EVENTS], chat, at, positions)
    now = at
    for exchange in range(EXCHANGES):
        waited_s = min(600.0, chance.lognormvariate(2.8, 0.6))
        for author in (
            Author(kind=AuthorKind.VISITOR, id=visitor.id),
            Author(kind=AuthorKind.AGENT, id=agent_id, name="Agent"),
        ):
            pos = 2 * exchange + (1 if author.kind is AuthorKind.VISITOR else 2)
            message = Message(
                id=MessageId(f"ms_{number}_{pos}"), conversation_id=chat.id, pos=pos, kind=MessageKind.TEXT,
                author=author, sent_at=now, text="A line as people write it in a chat of a shop.",
            )  # fmt: skip
            row = (f"c:{chat.id}", pos, micros(now), "message_added", False, author.id, f"{number}-{pos}")
            rows[_EVENTS].append((*row, body_of(message)))
            if author.kind is AuthorKind.VISITOR:
                now += timedelta(seconds=waited_s)
        asked = now - timedelta(seconds=waited_s)
        measured = (micros(asked), micros(now), waited_s, 30.0, StopReason.ANSWERED.value, exchange == 0)
        rows[_REPLIES].append((chat.id, site.id, agent_id, *measured))
        now += timedelta(seconds=chance.uniform(5, 60))
    outcome = chance.choice(list(Outcome))
    wrap_up = WrapUp(outcome=outcome, tags=("delivery",), value_cents=9900 if outcome is Outcome.SALE else None)
    closed = msgspec.structs.replace(
        chat, state=ConversationState.CLOSED, closed_at=now, wrap_up=wrap_up, tags=wrap_up.tags, last_pos=2 * EXCHANGES
    )
    _told(rows[_EVENTS], closed, now, positions)
    where = (closed.id, site.id, site.department_id, visitor.id, agent_id, closed.state.value)
    rows[_CHATS].append((*where, micros(at), closed.last_pos, "A line", None, body_of(closed)))


def _told(rows: list[Row], chat: Conversation, at: datetime, positions: dict[AgentId, int]) -> None:
    agent_id = chat.agent_id or AgentId("")
    positions[agent_id] += 1
    row = (f"a:{agent_id}", positions[agent_id], micros(at), "conversation_upserted", True, "", None)
    rows.append((*row, body_of(chat)))


def _statuses(rows: list[Row], agent_id: AgentId, at: datetime) -> None:
    for status, hours in _shift():
        until = at + timedelta(hours=hours)
        rows.append((agent_id, status.value, micros(at), micros(until), micros(until)))
        at = until


def _shift() -> Iterator[tuple[AgentStatus, float]]:
    for _half in range(2):
        yield AgentStatus.ONLINE, 3.5
        yield AgentStatus.BREAK, 0.5
    yield AgentStatus.ONLINE, 1.5
    yield AgentStatus.ENDING, 0.5


def _store(database: Database, rows: dict[BulkStatement, list[Row]]) -> None:
    with database.writing() as connection:
        for statement, waiting in rows.items():
            statement.run(connection, waiting)
            waiting.clear()
