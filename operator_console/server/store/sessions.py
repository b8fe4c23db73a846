"""Sign-in sessions in the database: tokens stand here only as hashes; knows no password and no request."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from operator_console.domain.ids import AgentId
from operator_console.server.store.rows import micros, moment
from operator_console.server.store.tables import sessions


class Session(Struct, frozen=True, kw_only=True):
    """One signed-in device of an agent."""

    id: str
    agent_id: AgentId
    refreshed_at: datetime


class Rotation(StrEnum):
    """How a refresh token was found."""

    CURRENT = "current"
    USED = "used"


class TokenHashes(Struct, frozen=True, kw_only=True):
    """A new pair of tokens, hashed, with the ends of their lives."""

    access: str
    access_until: datetime
    refresh: str
    refresh_until: datetime


def add_session(
    connection: Connection, session_id: str, agent_id: AgentId, device: str, hashes: TokenHashes, now: datetime
) -> None:
    """Store a new session."""
    values = {"id": session_id, "agent_id": agent_id, "device": device, "refreshed_at": micros(now)}
    connection.execute(insert(sessions).values(**values, **_columns(hashes)))


def session_of_access(connection: Connection, access_hash: str, now: datetime) -> Session | None:
    """Return the living session of an access token, or None."""
    row = connection.execute(
        select(sessions).where(
            sessions.c.access_hash == access_hash,
            sessions.c.access_until > micros(now),
            sessions.c.revoked_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return Session(id=row.id, agent_id=row.agent_id, refreshed_at=moment(row.refreshed_at))


def session_of_refresh(connection: Connection, refresh_hash: str, now: datetime) -> tuple[Session, Rotation] | None:
    """Return the living session of a refresh token, and whether the token is the current or the one before it."""
    either = (sessions.c.refresh_hash == refresh_hash) | (sessions.c.used_refresh_hash == refresh_hash)
    row = connection.execute(
        select(sessions)
        .where(either, sessions.c.revoked_at.is_(None), sessions.c.refresh_until > micros(now))
        .with_for_update()
    ).one_or_none()
    if row is None:
        return None
    session = Session(id=row.id, agent_id=row.agent_id, refreshed_at=moment(row.refreshed_at))
    return session, Rotation.CURRENT if row.refresh_hash == refresh_hash else Rotation.USED


def rotate(connection: Connection, session_id: str, used_hash: str, hashes: TokenHashes, now: datetime) -> None:
    """Give a session its next pair of tokens."""
    connection.execute(
        update(sessions)
        .where(sessions.c.id == session_id)
        .values(used_refresh_hash=used_hash, refreshed_at=micros(now), **_columns(hashes))
    )


def revoke(connection: Connection, session_id: str, now: datetime) -> None:
    """End a session."""
    connection.execute(update(sessions).where(sessions.c.id == session_id).values(revoked_at=micros(now)))


def _columns(hashes: TokenHashes) -> dict[str, object]:
    return {
        "access_hash": hashes.access,
        "access_until": micros(hashes.access_until),
        "refresh_hash": hashes.refresh,
        "refresh_until": micros(hashes.refresh_until),
    }
