"""Changes to an account that end its sign-ins or belong into the audit log; each within the caller's transaction."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from operator_console.domain.people import Agent
from operator_console.server.store import sessions
from operator_console.server.store.audit import append_audit
from operator_console.server.store.directory import find_agent
from operator_console.server.store.sessions import Ended

COMMAND_LINE = "command line"
"""The actor of what administration does: whoever may run commands on the server's machine."""


class NoAccount(Exception):
    """There is no enabled account of this name; the text is the name."""


def note_role(connection: Connection, before: Agent, after: Agent) -> None:
    """Write down a changed role or departments."""
    if before.role is not after.role:
        append_audit(
            connection, datetime.now(UTC), COMMAND_LINE, "role_changed", after.id, f"{before.role} to {after.role}"
        )
    if before.departments != after.departments:
        names = ", ".join(after.departments) or "none"
        append_audit(connection, datetime.now(UTC), COMMAND_LINE, "departments_changed", after.id, names[:200])


def note_password(connection: Connection, agent: Agent) -> None:
    """End an agent's sign-ins because the password is another one, and write it down."""
    count = end_all(connection, agent, Ended.REVOKED)
    append_audit(
        connection, datetime.now(UTC), COMMAND_LINE, "password_changed", agent.id, f"{count} devices signed out"
    )


def end_all(connection: Connection, agent: Agent, why: Ended) -> int:
    """End all living sessions of an agent and return how many there were."""
    living = sessions.living_sessions(connection, agent.id, datetime.now(UTC))
    for session in living:
        sessions.revoke(connection, session.id, datetime.now(UTC), why)
    return len(living)


def found_agent(connection: Connection, account: str) -> tuple[Agent, str]:
    """Return an enabled agent and the password's hash.

    Raises:
        NoAccount
    """
    found = find_agent(connection, account)
    if found is None:
        raise NoAccount(account)
    return found
