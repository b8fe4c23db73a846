"""The wall: what leads see of all open chats and all agents of their departments, kept up for as long as they look.

Changes are collected per console, the latest of each chat and each agent, and go out together a few times a second. A
console that does not keep up gets nothing until it does, so what waits is bounded by what there is.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime

from msgspec import Struct, structs

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId, SiteId
from operator_console.domain.people import Agent, Department
from operator_console.domain.response_clock import ReplyMeasured
from operator_console.protocol.team import SiteFigures, WallAgent, WallUpdated
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.agent_lines import AgentLines
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, authorise
from operator_console.server.connection import Connection
from operator_console.server.open_chats import OpenChats
from operator_console.server.store.directory import Directory
from operator_console.server.store.writer import StoreUnavailable

FLUSH_S = 0.2
FLUSHES_PER_READING = 25
CHATS_AT_ONCE = 200
"""Conversations in one frame; the rest follows in the next."""


class WallDoors(Struct, frozen=True):
    """What the wall asks: the directory as it is now, and today's figures of every site."""

    directory: Callable[[], Directory]
    figures: Callable[[], Awaitable[Iterable[SiteFigures]]]


class _Seat:
    """One console that looks, and what it has not been told yet."""

    __slots__ = ("actor", "agents", "begins", "chats", "gone", "sites")

    def __init__(self, actor: AgentActor) -> None:
        self.actor = actor
        self.begins = True
        self.chats: dict[ConversationId, None] = {}
        self.gone: dict[ConversationId, None] = {}
        self.agents: dict[AgentId, None] = {}
        self.sites: dict[SiteId, None] = {}

    @property
    def waits(self) -> bool:
        """Tell whether there is anything to tell."""
        return bool(self.begins or self.chats or self.gone or self.agents or self.sites)

    def sees(self, chat: Conversation) -> bool:
        """Tell whether a chat belongs on this wall."""
        return authorise(self.actor, Action.WATCH, DepartmentOf(department_id=chat.department_id))

    def sees_agent(self, agent: Agent) -> bool:
        """Tell whether an agent belongs on this wall: one of the lead's departments is theirs."""
        return any(authorise(self.actor, Action.WATCH, DepartmentOf(department_id=key)) for key in agent.departments)


def is_shown(chat: Conversation) -> bool:
    """Tell whether a chat stands on walls: it is open, and not the knowledge bot's."""
    return chat.state not in {ConversationState.CLOSED, ConversationState.BOT}


class Wall:
    """Belongs to the loop's thread; costs nothing while nobody looks, but for counting today's replies."""

    def __init__(self, chats: OpenChats, agents: AgentLines, scope: TaskScope, doors: WallDoors) -> None:
        self._chats = chats
        self._agents = agents
        self._scope = scope
        self._doors = doors
        self._seats: dict[Connection, _Seat] = {}
        self._running = False
        self._figures: dict[SiteId, SiteFigures] = {}
        self._day: date | None = None
        self._known: tuple[object, ...] = ()
        agents.presence_told = self.agent_changed

    # -- who looks

    def begin(self, connection: Connection, actor: AgentActor) -> None:
        """Show a console the whole wall, and every change from now on; the caller has authorised."""
        seat = self._seats[connection] = _Seat(actor)
        self._fill(seat)
        self._flush()
        if not self._running:
            self._running = True
            self._scope.start(self._keep_telling(), name="wall")

    def end(self, connection: Connection) -> None:
        """A console looks no more; harmless when it did not."""
        self._seats.pop(connection, None)

    # -- what changes

    def chat_changed(self, chat: Conversation, before: Conversation | None) -> None:
        """A conversation is as it is now; `before` is what it was, None when it was not open."""
        is_new = before is None or before.state is ConversationState.BOT  # the bot's are nobody's until it hands over
        if is_new and is_shown(chat):
            self._count(chat.site_id, begun=1)
        if not self._seats:
            return
        for seat in self._seats.values():
            shown = is_shown(chat) and seat.sees(chat)
            (seat.chats if shown else seat.gone)[chat.id] = None
            (seat.gone if shown else seat.chats).pop(chat.id, None)
        for agent_id in {chat.agent_id, before.agent_id if before is not None else None}:
            if agent_id is not None:
                self.agent_changed(agent_id)

    def agent_changed(self, agent_id: AgentId) -> None:
        """An agent's status, limit or load may be another one."""
        agent = self._doors.directory().agents.get(agent_id)
        for seat in self._seats.values():
            if agent is not None and seat.sees_agent(agent):
                seat.agents[agent_id] = None

    def directory_changed(self) -> None:
        """Administration changed something: every wall begins anew, unless it was articles alone."""
        directory = self._doors.directory()
        known = (directory.sites, directory.departments, directory.agents)
        if known == self._known:
            return
        self._known = known
        for seat in self._seats.values():
            self._fill(seat)

    def replied(self, site_id: SiteId, measured: ReplyMeasured) -> None:
        """A question stopped waiting."""
        if measured.counts_as_reply:
            on_time = int(measured.on_time)
            first = int(measured.first)
            self._count(site_id, replies=1, on_time=on_time, first_replies=first, first_on_time=first and on_time)

    async def read_figures(self) -> None:
        """Take today's figures as they are kept; what happens until the next reading is counted on top."""
        with suppress(StoreUnavailable):  # then those that are known stay a little longer
            self.know_figures(await self._doors.figures())

    def know_figures(self, figures: Iterable[SiteFigures]) -> None:
        """Take today's figures as the database has them; what is counted from now on goes on top."""
        self._new_day()
        for one in figures:
            if self._figures.get(one.site_id) == one:
                continue
            self._figures[one.site_id] = one
            for seat in self._seats.values():
                seat.sites[one.site_id] = None

    def _count(self, site_id: SiteId, **more: int) -> None:
        self._new_day()
        before = self._figures.get(site_id) or SiteFigures(site_id=site_id)
        counted = {name: getattr(before, name) + number for name, number in more.items()}
        self._figures[site_id] = structs.replace(before, **counted)
        for seat in self._seats.values():
            seat.sites[site_id] = None

    def _new_day(self) -> None:
        today = datetime.now(UTC).astimezone().date()
        if self._day != today:
            self._day = today
            self._figures.clear()

    # -- telling

    def _fill(self, seat: _Seat) -> None:
        directory = self._doors.directory()
        seat.begins = True
        seat.gone.clear()
        seat.chats = {chat.id: None for chat in self._chats.everybody() if is_shown(chat) and seat.sees(chat)}
        seat.agents = {agent.id: None for agent in directory.agents.values() if seat.sees_agent(agent)}
        seat.sites = dict.fromkeys(directory.sites)

    async def _keep_telling(self) -> None:
        try:
            while self._seats:
                for _ in range(FLUSHES_PER_READING):
                    await asyncio.sleep(FLUSH_S)
                    self._flush()
                await self.read_figures()
        finally:
            self._running = False

    def _flush(self) -> None:
        for connection, seat in self._seats.items():
            while seat.waits and connection.keeps_up:
                connection.send(self._part(seat))

    def _part(self, seat: _Seat) -> WallUpdated:
        """Return the next frame of a console, and count it as told."""
        directory, begins = self._doors.directory(), seat.begins
        chosen = list(seat.chats)[:CHATS_AT_ONCE]
        chats = [chat for key in chosen if (chat := self._chats.get(key)) is not None]
        for key in chosen:
            del seat.chats[key]
        sites = {
            site.id: site
            for site in directory.sites.values()
            if authorise(seat.actor, Action.WATCH, DepartmentOf(department_id=site.department_id))
        }
        update = WallUpdated(
            at=datetime.now(UTC),
            begins=begins,
            more=bool(seat.chats),
            departments=self._departments(seat, directory) if begins else (),
            sites=tuple(sites.values()) if begins else (),
            chats=tuple(chats),
            gone=tuple(seat.gone),
            agents=tuple(self._agent(directory.agents[key]) for key in seat.agents if key in directory.agents),
            figures=tuple(self._figures_of(key) for key in seat.sites if key in sites),
        )
        seat.begins = False
        for told in (seat.gone, seat.agents, seat.sites):
            told.clear()
        return update

    def _departments(self, seat: _Seat, directory: Directory) -> tuple[Department, ...]:
        return tuple(
            department
            for department in directory.departments.values()
            if authorise(seat.actor, Action.WATCH, DepartmentOf(department_id=department.id))
        )

    def _figures_of(self, site_id: SiteId) -> SiteFigures:
        self._new_day()
        return self._figures.get(site_id) or SiteFigures(site_id=site_id)

    def _agent(self, agent: Agent) -> WallAgent:
        now = datetime.now(UTC)
        line = self._agents.line(agent.id, agent.status)
        chats = self._chats.of_agent(agent.id)
        running = [chat.clock for chat in chats if chat.clock.started_at is not None]
        return WallAgent(
            agent=structs.replace(agent, status=line.status),
            since=line.since,
            locked=line.locked,
            open_chats=len(chats),
            waiting=len(running),
            longest=max(running, key=lambda clock: clock.waited_s(now), default=None),
        )
