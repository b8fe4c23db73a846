"""The audit log in the database: lines are added and read, and the database refuses to change or delete them."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, insert, select

from operator_console.server.store.rows import micros, moment
from operator_console.server.store.tables import audit

MAX_LINES = 10_000


class AuditLine(Struct, frozen=True, kw_only=True):
    """Who did what to what, from where, and what came of it; ids only.

    Attributes:
        actor: An agent's or a visitor's id, ``command line``, or empty when nobody was signed in.
    """

    id: int
    at: datetime
    actor: str
    action: str
    object: str
    result: str
    address: str


class AuditQuery(Struct, frozen=True, kw_only=True):
    """Which lines: all conditions together; None is any.

    Attributes:
        result: The beginning of the result.
    """

    since: datetime | None = None
    until: datetime | None = None
    actor: str | None = None
    action: str | None = None
    object: str | None = None
    result: str | None = None
    limit: int = 200


def append_audit(
    connection: Connection, now: datetime, actor: str, action: str, target: str, result: str = "done"
) -> None:
    """Add a line, in the connection's transaction; the server's own works use `UnitOfWork.audit`."""
    values = {"actor": actor, "action": action, "object": target, "result": result, "address": ""}
    connection.execute(insert(audit).values(at=micros(now), **values))


def read_audit(connection: Connection, query: AuditQuery) -> tuple[AuditLine, ...]:
    """Return the newest lines that fit, oldest first."""
    wanted = select(audit).order_by(audit.c.id.desc()).limit(max(1, min(query.limit, MAX_LINES)))
    for column, value in ((audit.c.actor, query.actor), (audit.c.action, query.action), (audit.c.object, query.object)):
        if value is not None:
            wanted = wanted.where(column == value)
    if query.result is not None:
        wanted = wanted.where(audit.c.result.startswith(query.result, autoescape=True))
    if query.since is not None:
        wanted = wanted.where(audit.c.at >= micros(query.since))
    if query.until is not None:
        wanted = wanted.where(audit.c.at < micros(query.until))
    lines = [
        AuditLine(
            id=row.id, at=moment(row.at), actor=row.actor, action=row.action, object=row.object, result=row.result,
            address=row.address,
        )
        for row in connection.execute(wanted)
    ]  # fmt: skip
    return tuple(reversed(lines))
