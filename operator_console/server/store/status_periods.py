"""When agents were in which status, as rows; each function is given a connection, knows no gateway."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from operator_console.domain.ids import AgentId
from operator_console.domain.people import AgentStatus
from operator_console.server.store.rows import micros, moment
from operator_console.server.store.tables import status_periods


class StatusPeriod(Struct, frozen=True):
    """An agent in a status; it still lasts when `lasting`."""

    agent_id: AgentId
    status: AgentStatus
    since: datetime
    until: datetime
    lasting: bool = False


def change_status(connection: Connection, agent_id: AgentId, status: AgentStatus, at: datetime) -> None:
    """End the agent's period and begin another one; being offline is no period."""
    open_one = (status_periods.c.agent_id == agent_id) & status_periods.c.until.is_(None)
    connection.execute(update(status_periods).where(open_one).values(until=micros(at), seen_at=micros(at)))
    if status is not AgentStatus.OFFLINE:
        values = {"agent_id": agent_id, "status": status.value, "since": micros(at), "seen_at": micros(at)}
        connection.execute(insert(status_periods).values(**values))


def say_alive(connection: Connection, at: datetime) -> None:
    """Note that all open periods last until now."""
    lasting = status_periods.c.until.is_(None)
    connection.execute(update(status_periods).where(lasting).values(seen_at=micros(at)))


def end_forgotten(connection: Connection, silent_since: datetime | None) -> None:
    """End periods whose server died where it was last heard of.

    Args:
        silent_since: Only those that nobody has seen since then, because another server may keep the others up;
            None for all.
    """
    forgotten = update(status_periods).where(status_periods.c.until.is_(None))
    if silent_since is not None:
        forgotten = forgotten.where(status_periods.c.seen_at < micros(silent_since))
    connection.execute(forgotten.values(until=status_periods.c.seen_at))


def read_periods(
    connection: Connection, since: datetime, until: datetime, now: datetime, agent_ids: frozenset[AgentId] | None
) -> Iterator[StatusPeriod]:
    """Yield what lies between two times, cut at them, oldest first; open periods last until now."""
    table = status_periods
    ends_late = table.c.until.is_(None) | (table.c.until > micros(since))
    wanted = select(table.c.agent_id, table.c.status, table.c.since, table.c.until).where(
        table.c.since < micros(until), ends_late
    )
    for row in connection.execute(wanted.order_by(table.c.since)):
        if agent_ids is not None and row.agent_id not in agent_ids:
            continue
        begin, end = max(since, moment(row.since)), min(until, now if row.until is None else moment(row.until))
        if begin < end:
            lasting = row.until is None and end == now
            yield StatusPeriod(AgentId(row.agent_id), AgentStatus(row.status), begin, end, lasting)
