"""The demo's past: chats of the last weeks and who was at work, the same ones at every making; needs no server."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from operator_console.app.demo_talks import NAMES, TALKS, UNANSWERED, Talk
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Outcome,
    SystemLine,
    WrapUp,
)
from operator_console.domain.ids import ClientId, ConversationId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Agent, AgentStatus, LineState, Site, Visit, Visitor
from operator_console.protocol.events import agent_stream
from operator_console.server.store.database import Database
from operator_console.server.store.directory import read_directory
from operator_console.server.store.status_periods import change_status
from operator_console.server.store.unit import Draft, Memory, UnitOfWork
from operator_console.server.works.handling import close, tell_lists, write_line

DAYS = 14
WEEKDAY_CHATS, WEEKEND_CHATS = 34, 12
OPENS, CLOSES = 9, 17
"""Hours of the machine's own day in which somebody is at work."""
_SEED = 20
_BUSY_HOURS = (1, 3, 4, 2, 3, 3, 2, 2)
"""How many of a day's chats begin in each hour from `OPENS` on, in proportion."""


def tell_past(database: Database, agents: Sequence[Agent], now: datetime) -> int:
    """Store the chats of the `DAYS` before today, and the agents' times at work, and return the number of chats."""
    chance = Random(_SEED)
    with database.writing() as connection:
        directory = read_directory(connection)
        unit = UnitOfWork(connection, Memory(directory, shared=False), database.epoch)
        chats = 0
        for day in _days(now):
            weekend = day.weekday() >= 5
            at_work = agents[:1] if weekend else agents
            for agent in at_work:
                change_status(connection, agent.id, AgentStatus.ONLINE, _moment(day, OPENS * 60))
                change_status(connection, agent.id, AgentStatus.OFFLINE, _moment(day, CLOSES * 60))
            for _ in range(WEEKEND_CHATS if weekend else WEEKDAY_CHATS):
                talk = UNANSWERED if chance.random() < 0.04 else chance.choice(TALKS)
                unit.now = _moment(day, _minute(chance))
                past = _PastChat(unit, directory.sites[SiteId(talk.site)], talk, chance)
                past.play(chats, chance.choice(at_work))
                chats += 1
        unit.now = now
        unit.flush()
    return chats


def _days(now: datetime) -> Iterator[date]:
    today = now.astimezone().date()
    return (today - timedelta(days=back) for back in range(DAYS, 0, -1))


def _minute(chance: Random) -> int:
    hour = chance.choices(range(OPENS, CLOSES), weights=_BUSY_HOURS)[0]
    return hour * 60 + chance.randrange(50)


def _moment(day: date, minute: int) -> datetime:
    """Return a minute of a day of this machine as the server keeps times."""
    return (datetime.combine(day, time()) + timedelta(minutes=minute)).astimezone(UTC)


class _PastChat:
    """One earlier chat, written as it would have been."""

    def __init__(self, unit: UnitOfWork, site: Site, talk: Talk, chance: Random) -> None:
        self._unit = unit
        self._site = site
        self._talk = talk
        self._chance = chance

    def play(self, number: int, agent: Agent) -> None:
        """Write it from its first message to its end."""
        chat = self._begun(number)
        visitor = Author(kind=AuthorKind.VISITOR, id=chat.visitor_id, name=chat.visitor_name or "")
        chat = self._asked(chat, visitor, self._talk.lines[0])
        if self._talk is UNANSWERED:
            self._unit.now += timedelta(seconds=self._chance.randint(45, 120))
            self._ended_alone(chat)
            return
        before, chat = chat, self._taken(chat, agent)
        tell_lists(self._unit, before, chat)
        for place, line in enumerate(self._talk.lines[1:]):
            if place % 2:
                self._unit.now += timedelta(seconds=self._chance.randint(15, 70))
                chat = self._asked(chat, visitor, line)
            else:
                chat = self._answered(chat, agent, line)
        self._unit.now += timedelta(seconds=self._chance.randint(20, 90))
        talk = self._talk
        wrap_up = WrapUp(outcome=talk.outcome, tags=talk.tags, note=talk.note, value_cents=talk.value_cents)
        close(self._unit, chat, wrap_up)
        self._unit.tell(agent_stream(agent.id), self._unit.changed[chat.id])

    def _begun(self, number: int) -> Conversation:
        unit, site = self._unit, self._site
        visitor_id, visit_id = VisitorId(f"vi_demo{number:05}"), VisitId(f"vt_demo{number:05}")
        count = unit.next_visitor_number(site.id)
        name = NAMES[number % len(NAMES)] or None
        visitor = Visitor(id=visitor_id, site_id=site.id, number=count, name=name, first_seen_at=unit.now)
        unit.add_visitor(visitor, f"demo {number}")
        visit = Visit(
            id=visit_id,
            visitor_id=visitor_id,
            site_id=site.id,
            started_at=unit.now,
            last_seen_at=unit.now,
            language=self._talk.language,
            line=LineState.GONE,
        )
        unit.add_visit(visit, f"demo {number}")
        chat = Conversation(
            id=ConversationId(f"cv_demo{number:05}"),
            site_id=site.id,
            department_id=site.department_id,
            visitor_id=visitor_id,
            visit_id=visit_id,
            state=ConversationState.QUEUED,
            started_at=unit.now,
            visitor_number=count,
            visitor_name=name,
            language=self._talk.language,
        )
        unit.begin_conversation(chat, self._talk.lines[0])
        return chat

    def _asked(self, chat: Conversation, visitor: Author, text: str) -> Conversation:
        clock = chat.clock.visitor_wrote(self._unit.now, self._site.targets)
        draft = Draft(author=visitor, text=text, client_id=ClientId(f"{chat.id} {chat.last_pos}"))
        return self._unit.write(chat, draft, clock=clock)[1]

    def _taken(self, chat: Conversation, agent: Agent) -> Conversation:
        return write_line(
            self._unit,
            chat,
            SystemLine.ASSIGNED,
            {"agent": agent.first_name},
            hidden=False,
            state=ConversationState.ASSIGNED,
            agent_id=agent.id,
            agent_name=agent.name,
        )

    def _answered(self, chat: Conversation, agent: Agent, text: str) -> Conversation:
        """Answer, most times within the limit."""
        unit = self._unit
        unit.now += timedelta(seconds=min(90.0, self._chance.lognormvariate(2.7, 0.42)))
        clock, measured = chat.clock.agent_answered(unit.now, agent.id)
        draft = Draft(
            author=Author(kind=AuthorKind.AGENT, id=agent.id, name=agent.first_name),
            text=text,
            client_id=ClientId(f"{chat.id} {chat.last_pos}"),
            reply_s=measured.waited_s if measured else None,
        )
        after = unit.write(chat, draft, clock=clock, owner_answered=True)[1]
        if measured is not None:
            unit.add_reply(chat, measured)
        return after

    def _ended_alone(self, chat: Conversation) -> None:
        clock, measured = chat.clock.visitor_left(self._unit.now)
        if measured is not None:
            self._unit.add_reply(chat, measured)
        left = write_line(self._unit, chat, SystemLine.VISITOR_LEFT, {}, hidden=False, clock=clock)
        close(self._unit, left, WrapUp(outcome=Outcome.NO_ANSWER))
