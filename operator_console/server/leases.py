"""Keeps agents' leases: who is connected holds theirs, who is not has a timetable; knows no socket and no SQL."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import AgentId
from operator_console.domain.leases import LeaseTimes, due_at, wants_renewal
from operator_console.runtime.server_time import ClockWatch
from operator_console.server.agent_lines import AgentLines
from operator_console.server.open_chats import OpenChats
from operator_console.server.store.store import Store
from operator_console.server.store.writer import Work
from operator_console.server.works.leases import (
    EndLease,
    FollowLease,
    HoldLeases,
    ProlongLeases,
    ShiftLeases,
    TakeUpLease,
)

TICK_S = 1.0
SHORTEST_TICK_S = 0.02

Ends = Mapping[AgentId, datetime]
_log = logging.getLogger(__name__)


class LeaseKeeper:
    """Belongs to the loop's thread. The rows in the database are the truth: every work looks at them again.

    What could not be stored is tried again every second, so that a full disk delays a timetable and loses none.
    """

    def __init__(self, store: Store, chats: OpenChats, agents: AgentLines) -> None:
        self._store = store
        self._chats = chats
        self._agents = agents
        self._ends: dict[AgentId, datetime] = {}
        self._owed: dict[AgentId, Work[Ends]] = {}
        self._under_way: set[AgentId] = set()
        self._clock_watch = ClockWatch()
        self._prolonged = False
        self._closed = False

    async def run(self) -> None:
        """Prolong what earlier runs left, then keep the timetable until the server stops."""
        while not self._closed:
            self._shift(self._clock_watch.jump())
            now = datetime.now(UTC)
            if not self._prolonged:
                self._prolong()
            else:
                self._renew(now)
                self._pay()
                self._follow(now)
            await asyncio.sleep(self._pause_s(now))

    def arrived(self, agent_id: AgentId) -> None:
        """An agent's first console is connected."""
        self._owe(agent_id, TakeUpLease(agent_id, tuple(chat.id for chat in self._chats.of_agent(agent_id))))

    def left(self, agent_id: AgentId) -> None:
        """An agent's last console has gone."""
        self._owe(agent_id, EndLease(agent_id))

    def close(self) -> None:
        """The server stops: connections that are cut now end nobody's lease."""
        self._closed = True

    # -- what is owed to the database

    def _prolong(self) -> None:
        def done(ends: Ends | None, error: BaseException | None) -> None:
            self._prolonged = error is None
            self._take(ends, error)

        self._store.submit(ProlongLeases(self._chats.owners()), done)

    def _owe(self, agent_id: AgentId, work: Work[Ends]) -> None:
        if not self._closed:
            self._owed[agent_id] = work
            self._pay()

    def _pay(self) -> None:
        for agent_id, work in tuple(self._owed.items()):
            if agent_id not in self._under_way:
                self._submit(agent_id, work)

    def _submit(self, agent_id: AgentId, work: Work[Ends]) -> None:
        self._under_way.add(agent_id)

        def done(ends: Ends | None, error: BaseException | None) -> None:
            self._under_way.discard(agent_id)
            if error is None and self._owed.get(agent_id) is work:
                del self._owed[agent_id]
            self._take(ends, error)
            if error is None:
                self._pay()

        self._store.submit(work, done)

    def _take(self, ends: Ends | None, error: BaseException | None) -> None:
        if error is not None:
            _log.warning("leases wait", extra={"reason": str(error)})
        elif ends is not None:
            self._ends.update(ends)

    # -- the timetable

    def _shift(self, jump: timedelta) -> None:
        """The clock was set: move every end with it, so that timetables run on as if nothing had happened."""
        if jump:
            self._ends = {agent_id: end + jump for agent_id, end in self._ends.items()}
            self._store.submit(ShiftLeases(jump), self._take)

    def _renew(self, now: datetime) -> None:
        connected = [line.agent_id for line in self._agents.connected() if line.agent_id not in self._owed]
        wanting = tuple(agent_id for agent_id in connected if wants_renewal(self._ends.get(agent_id, now), now))
        if wanting:
            self._store.submit(HoldLeases(wanting), self._take)

    def _follow(self, now: datetime) -> None:
        for agent_id in self._chats.owners():
            if self._agents.is_connected(agent_id) or agent_id in self._owed or agent_id in self._under_way:
                continue
            chats = self._chats.of_agent(agent_id)
            ended_at = self._ends.get(agent_id)
            if ended_at is None or any(self._due_at(chat, ended_at) <= now for chat in chats):
                self._submit(agent_id, FollowLease(agent_id, tuple(chat.id for chat in chats)))

    def _pause_s(self, now: datetime) -> float:
        """Return the time until the next step, at most one second."""
        next_s = TICK_S
        for agent_id in self._chats.owners():
            ended_at = self._ends.get(agent_id)
            if ended_at is None or self._agents.is_connected(agent_id):
                continue
            for chat in self._chats.of_agent(agent_id):
                left_s = (self._due_at(chat, ended_at) - now).total_seconds()
                if left_s > 0:
                    next_s = min(next_s, left_s)
        return max(next_s, SHORTEST_TICK_S)

    def _due_at(self, chat: Conversation, ended_at: datetime) -> datetime:
        site = self._store.directory.sites.get(chat.site_id)
        times = site.lease if site is not None else LeaseTimes()
        return due_at(ended_at, times, answered=chat.owner_answered, told=chat.owner_lost_at is not None)
