"""Recording when agents were in which status; no SQL, no socket."""

from datetime import timedelta

from msgspec import Struct

from operator_console.domain.ids import AgentId
from operator_console.domain.people import AgentStatus
from operator_console.server.store.status_periods import change_status, end_forgotten, say_alive
from operator_console.server.store.unit import UnitOfWork


class _Plain(Struct, frozen=True):
    """A work that looks up no message."""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return


class RecordStatus(_Plain, frozen=True):
    """These agents are in this status from now on."""

    agent_ids: tuple[AgentId, ...]
    status: AgentStatus

    def apply(self, unit: UnitOfWork) -> None:
        """End their periods and begin new ones."""
        for agent_id in self.agent_ids:
            change_status(unit.connection, agent_id, self.status, unit.now)


class SayAlive(_Plain, frozen=True):
    """All open periods still last."""

    def apply(self, unit: UnitOfWork) -> None:
        """Note it."""
        say_alive(unit.connection, unit.now)


class EndForgotten(_Plain, frozen=True):
    """A server has started: periods that a dead one left open ended when it was last heard of."""

    silent: timedelta | None
    """Only those of which nothing was heard for so long; None for all."""

    def apply(self, unit: UnitOfWork) -> None:
        """End them."""
        end_forgotten(unit.connection, None if self.silent is None else unit.now - self.silent)
