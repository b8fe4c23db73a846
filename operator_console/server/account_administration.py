"""What administrators do to accounts: roles, passwords, disabling, signing out, and reading the audit log."""

from datetime import UTC, datetime

from msgspec import structs

from operator_console.domain.people import Agent, Role
from operator_console.server.passwords import hash_password, matches
from operator_console.server.store.account_changes import (
    COMMAND_LINE,
    end_all,
    found_agent,
    note_password,
    note_role,
)
from operator_console.server.store.audit import AuditLine, AuditQuery, append_audit, read_audit
from operator_console.server.store.database import Database
from operator_console.server.store.directory import disable_agent, read_directory, save_agent
from operator_console.server.store.sessions import Ended


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
            agent, _hash = found_agent(connection, account)
            changed = structs.replace(agent, role=role)
            save_agent(connection, changed, None)
            note_role(connection, agent, changed)
        return changed

    def change(self, account: str, **changes: object) -> Agent:
        """Give an account other skills, languages, sites or limits.

        Raises:
            NoAccount
        """
        with self._database.writing() as connection:
            agent, _hash = found_agent(connection, account)
            changed = structs.replace(agent, **changes)
            save_agent(connection, changed, None)
            append_audit(connection, datetime.now(UTC), COMMAND_LINE, "account_changed", agent.id, " ".join(changes))
        return changed

    def change_password(self, account: str, password: str) -> Agent:
        """Give an account another password; all its devices are signed out.

        Raises:
            NoAccount
            ValueError: The password is too short or too long.
        """
        hashed = hash_password(password)
        with self._database.writing() as connection:
            agent, _hash = found_agent(connection, account)
            save_agent(connection, agent, hashed)
            note_password(connection, agent)
        return agent

    def disable(self, account: str) -> Agent:
        """Let an account in no more, and sign all its devices out; what it wrote stays.

        Raises:
            NoAccount
        """
        with self._database.writing() as connection:
            agent, _hash = found_agent(connection, account)
            disable_agent(connection, agent.id)
            count = end_all(connection, agent, Ended.DISABLED)
            append_audit(
                connection, datetime.now(UTC), COMMAND_LINE, "account_disabled", agent.id, f"{count} devices signed out"
            )
        return agent

    def sign_out(self, account: str) -> int:
        """Sign all of an account's devices out and return how many there were.

        Raises:
            NoAccount
        """
        with self._database.writing() as connection:
            agent, _hash = found_agent(connection, account)
            count = end_all(connection, agent, Ended.REVOKED)
            append_audit(
                connection, datetime.now(UTC), COMMAND_LINE, "devices_revoked", agent.id, f"{count} devices signed out"
            )
        return count

    def audit(self, query: AuditQuery) -> tuple[AuditLine, ...]:
        """Return lines of the audit log; that they were read is a line of its own."""
        with self._database.writing() as connection:
            lines = read_audit(connection, query)
            append_audit(connection, datetime.now(UTC), COMMAND_LINE, "audit_read", "", f"{len(lines)} lines")
        return lines


def is_password_of(stored: str, password: str) -> bool:
    """Tell whether this is the account's password already."""
    return matches(stored, password)
