"""Which agents are connected, with which status and figures; knows no chat and no database."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from operator_console.domain.conversations import TodayFigures
from operator_console.domain.ids import AgentId, DepartmentId
from operator_console.domain.people import AgentStatus, Role
from operator_console.domain.response_clock import ReplyMeasured
from operator_console.protocol.agent import AgentPresence, TodayUpdated
from operator_console.protocol.codec import encode
from operator_console.server.attention import Attention
from operator_console.server.connection import Connection, text_frame


class AgentLine:
    """One agent's consoles.

    Attributes:
        wanted: The status the agent chose; shown only while a console is connected.
        sessions: Sign-in session of each connection.
        leaving: Connections whose agent has handed the chats over and is about to go.
        departments: Those that the connected consoles get the queues of.
        role: The one that the connected consoles came in with.
        attention: What the consoles tell of who sits there.
        since: Since when the status is what it is, as far as this server has seen it.
    """

    def __init__(self, agent_id: AgentId, wanted: AgentStatus) -> None:
        self.agent_id = agent_id
        self.wanted = wanted
        self.sessions: dict[Connection, str] = {}
        self.leaving: set[Connection] = set()
        self.departments: tuple[DepartmentId, ...] = ()
        self.role: Role | None = None
        self.attention = Attention()
        self.since: datetime | None = None
        self._told: AgentStatus | None = None
        self.today = TodayFigures()
        self.day: date | None = None

    @property
    def connected(self) -> bool:
        """Tell whether at least one console is there."""
        return bool(self.sessions)

    @property
    def status(self) -> AgentStatus:
        """The status that counts: OFFLINE without a console that stays."""
        return self.wanted if self.sessions.keys() - self.leaving else AgentStatus.OFFLINE

    @property
    def active_at(self) -> datetime | None:
        """When the agent last did something at a console or machine of theirs: now while they are at it.

        None means that nothing is known: an older console, or one that has just come and has not told yet.
        """
        return self.attention.active_at(datetime.now(UTC))

    @property
    def locked(self) -> bool:
        """Tell whether the screens of all the agent's consoles are locked."""
        return self.attention.locked(len(self.sessions))

    def note_status(self, now: datetime) -> None:
        """Remember when the status became what it is."""
        if self._told is not self.status:
            self._told, self.since = self.status, now

    def drop(self, connection: Connection) -> bool:
        """Count a connection out; False when it was not counted in."""
        self.leaving.discard(connection)
        was_counted = self.sessions.pop(connection, None) is not None
        self.attention.left(connection, datetime.now(UTC))
        if not self.sessions:
            self.attention.forget()
        return was_counted


class AgentLines:
    """All agents' lines.

    Attributes:
        presence_told: Called after an agent's status may have become another one.
        on_status: Hears every status that counts from now on, also when it is the same again.
    """

    def __init__(self) -> None:
        self._lines: dict[AgentId, AgentLine] = {}
        self.presence_told: Callable[[AgentId], None] = _nobody
        self.on_status: Callable[[AgentId, AgentStatus], None] = lambda _agent_id, _status: None

    def line(self, agent_id: AgentId, wanted: AgentStatus = AgentStatus.ONLINE) -> AgentLine:
        """Return an agent's line; `wanted` counts only when it is new."""
        line = self._lines.get(agent_id)
        if line is None:
            line = self._lines[agent_id] = AgentLine(agent_id, wanted)
        return line

    def find(self, agent_id: AgentId) -> AgentLine | None:
        """Return an agent's line if there is one."""
        return self._lines.get(agent_id)

    def status(self, agent_id: AgentId) -> AgentStatus:
        """Return the status that counts."""
        line = self._lines.get(agent_id)
        return line.status if line is not None else AgentStatus.OFFLINE

    def is_connected(self, agent_id: AgentId) -> bool:
        """Tell whether at least one console of an agent is there."""
        line = self._lines.get(agent_id)
        return line is not None and line.connected

    def is_locked(self, agent_id: AgentId) -> bool:
        """Tell whether the screens of all consoles of an agent are locked."""
        line = self._lines.get(agent_id)
        return line is not None and line.locked

    def features(self, agent_id: AgentId) -> frozenset[str]:
        """Return what at least one console of an agent can."""
        return frozenset().union(*(connection.features for connection in self.connections(agent_id)))

    def connections(self, agent_id: AgentId) -> Iterable[Connection]:
        """Return an agent's connections."""
        line = self._lines.get(agent_id)
        return tuple(line.sessions) if line is not None else ()

    def connected(self) -> tuple[AgentLine, ...]:
        """Return the lines of agents with a console."""
        return tuple(line for line in self._lines.values() if line.sessions)

    def everybody(self) -> tuple[Connection, ...]:
        """Return the connections of all agents."""
        return tuple(connection for line in self._lines.values() for connection in line.sessions)

    def of_session(self, session_id: str) -> tuple[Connection, ...]:
        """Return the connections of one sign-in session."""
        return tuple(
            connection
            for line in self._lines.values()
            for connection, session in line.sessions.items()
            if session == session_id
        )

    def offer(self, agent_id: AgentId, key: str, value: object) -> None:
        """Send a latest-only value to an agent's consoles."""
        connections = self.connections(agent_id)
        if connections:
            frame = text_frame(encode(value))
            for connection in connections:
                connection.offer(key, frame)

    def tell_presence(self, agent_id: AgentId) -> None:
        """Tell all consoles an agent's status."""
        self.line(agent_id).note_status(datetime.now(UTC))
        status = self.status(agent_id)
        self.on_status(agent_id, status)
        frame = text_frame(encode(AgentPresence(agent_id=agent_id, status=status)))
        for connection in self.everybody():
            connection.offer(f"presence {agent_id}", frame)
        self.presence_told(agent_id)

    def count_reply(self, measured: ReplyMeasured) -> None:
        """Add a reply to its agent's figures of today and tell the agent."""
        if measured.agent_id is None or not measured.counts_as_reply:
            return
        line = self._lines.get(measured.agent_id)
        if line is None:
            return
        before = self.figures_of_today(line, measured.stopped_at)
        replies = before.replies + 1
        line.today = TodayFigures(
            replies=replies,
            on_time=before.on_time + measured.on_time,
            mean_s=before.mean_s + (measured.waited_s - before.mean_s) / replies,
        )
        self.offer(line.agent_id, "today", TodayUpdated(today=line.today))

    @staticmethod
    def figures_of_today(line: AgentLine, now: datetime) -> TodayFigures:
        """Return the line's figures, or none when they are of another day (the server's local one)."""
        today = now.astimezone().date()
        if line.day != today:
            line.day, line.today = today, TodayFigures()
        return line.today


def _nobody(_agent_id: AgentId) -> None:
    """Nobody follows who is there."""


def start_of_today(now: datetime) -> datetime:
    """Return midnight of the server's local day."""
    return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
