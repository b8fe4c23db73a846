"""Which agent gets the next chat; pure, knows no connection and no storage."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from operator_console.domain.ids import AgentId
from operator_console.domain.people import AgentStatus
from operator_console.domain.response_clock import ResponseClock

COLLISION_LEFT_S = 10.0
COLLISIONS = 2


class AgentLoad(Struct, frozen=True, kw_only=True):
    """What routing needs to know of one agent.

    Attributes:
        connected: The agent's console has a live connection.
        clocks: Response clocks of the agent's open chats.
        last_assigned_at: When routing last gave this agent a chat, for taking turns.
    """

    agent_id: AgentId
    status: AgentStatus
    connected: bool
    capacity: int
    clocks: Sequence[ResponseClock] = ()
    open_chats: int = 0
    last_assigned_at: datetime | None = None


def waiting_on_agent(load: AgentLoad) -> int:
    """Return how many chats wait on the agent; only these count against capacity."""
    return sum(clock.running for clock in load.clocks)


def deadlines_collide(load: AgentLoad, now: datetime) -> bool:
    """Tell whether two or more of the agent's own deadlines are within 10 seconds or past."""
    return sum(clock.running and clock.left_s(now) <= COLLISION_LEFT_S for clock in load.clocks) >= COLLISIONS


def choose_agent(loads: Iterable[AgentLoad], now: datetime) -> AgentId | None:
    """Return the least busy agent who has room, or None when the chat has to stay in the queue.

    Least busy is fewest chats waiting on the agent, then fewest open chats, then whose turn was longest ago.
    """
    candidates = [
        load
        for load in loads
        if load.connected
        and load.status is AgentStatus.ONLINE
        and waiting_on_agent(load) < load.capacity
        and not deadlines_collide(load, now)
    ]
    if not candidates:
        return None
    best = min(
        candidates,
        key=lambda load: (
            waiting_on_agent(load),
            load.open_chats,
            load.last_assigned_at.timestamp() if load.last_assigned_at else 0.0,
            load.agent_id,
        ),
    )
    return best.agent_id
