"""What administrators do to accounts: roles, passwords, disabling, signing out, and reading the audit log."""

from datetime import UTC, datetime

from msgspec import structs
from sqlalchemy import Connection

from operator_console.domain.people import Agent, Role
from operator_console.server.passwords import hash_password, matches
from operator_console.server.store import sessions
from operator_console.server.store.audit import AuditLine, AuditQuery, append_audit, read_audit
from operator_console.server.store.database import Database
from operator_console.server.store.directory import disable_agent, find_agent, read_directory, save_agent
from operator_console.server.store.sessions import Ended

COMMAND_LINE = "command line"
"""The actor of what is done here: whoever may run commands on the server's machine."""


class NoAccount(Exception):
    """There is no enabled account of this name; the text is the name."""


class AccountAdministration:
    """Changes accounts; a running server acts on it within a second, also for consoles that are connected."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def agents(self) -> tuple[Agent, ...]:
        """Return all enabled agents."""
        with self._database.reading() as connection:
            return tuple(read_directory(connection).agents.values())

    def change_role(self, account: str, role: Role) -> Agent:
        """Give an account another role.

        Raises:
            NoAccount
        """
        with self._database.writing() as connection:
            agent, _hash = _found(connection, account)
            changed = structs.replace(agent, role=role)
            save_agent(connection, changed, None)
            note_role(connection, agent, changed)
        return changed

    def change_password(self, account: str, password: str) -> Agent:
        """Give an account another password; all its devices are signed out.

        Raises:
            NoAccount
            ValueError: The password is too short or too long.
        """
        hashed = hash_password(password)
        with self._database.writing() as connection:
            agent, _hash = _found(connection, account)
            save_agent(connection, agent, hashed)
            note_password(connection, agent)
        return agent

    def disable(self, account: str) -> Agent:
        """Let an account in no more, and sign all its devices out; what it wrote stays.

        Raises:
            NoAccount
        """
        with self._database.writing() as connection:
            agent, _hash = _found(connection, account)
            disable_agent(connection, agent.id)
            count = end_all(connection, agent, Ended.DISABLED)
            append_audit(connection, _now(), COMMAND_LINE, "account_disabled", agent.id, f"{count} devices signed out")
        return agent

    def sign_out(self, account: str) -> int:
        """Sign all of an account's devices out and return how many there were.

        Raises:
            NoAccount
        """
        with self._database.writing() as connection:
            agent, _hash = _found(connection, account)
            count = end_all(connection, agent, Ended.REVOKED)
            append_audit(connection, _now(), COMMAND_LINE, "devices_revoked", agent.id, f"{count} devices signed out")
        return count

    def audit(self, query: AuditQuery) -> tuple[AuditLine, ...]:
        """Return lines of the audit log; that they were read is a line of its own."""
        with self._database.writing() as connection:
            lines = read_audit(connection, query)
            append_audit(connection, _now(), COMMAND_LINE, "audit_read", "", f"{len(lines)} lines")
        return lines


def note_role(connection: Connection, before: Agent, after: Agent) -> None:
    """Write down a changed role or departments."""
    if before.role is not after.role:
        append_audit(connection, _now(), COMMAND_LINE, "role_changed", after.id, f"{before.role} to {after.role}")
    if before.departments != after.departments:
        names = ", ".join(after.departments) or "none"
        append_audit(connection, _now(), COMMAND_LINE, "departments_changed", after.id, names[:200])


def note_password(connection: Connection, agent: Agent) -> None:
    """End an agent's sign-ins because the password is another one, and write it down."""
    count = end_all(connection, agent, Ended.REVOKED)
    append_audit(connection, _now(), COMMAND_LINE, "password_changed", agent.id, f"{count} devices signed out")


def is_password_of(stored: str, password: str) -> bool:
    """Tell whether this is the account's password already."""
    return matches(stored, password)


def end_all(connection: Connection, agent: Agent, why: Ended) -> int:
    """End all living sessions of an agent and return how many there were."""
    living = sessions.living_sessions(connection, agent.id, _now())
    for session in living:
        sessions.revoke(connection, session.id, _now(), why)
    return len(living)


def _found(connection: Connection, account: str) -> tuple[Agent, str]:
    found = find_agent(connection, account)
    if found is None:
        raise NoAccount(account)
    return found


def _now() -> datetime:
    return datetime.now(UTC)
