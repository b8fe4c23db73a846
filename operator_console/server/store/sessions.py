"""Sign-in sessions in the database: tokens stand here only as hashes; knows no password and no request.

One session is one signed-in device and one family of refresh tokens. A refresh token is replaced each time it is used.
The one before stays good until the new pair has been seen in use, because its answer may have been lost on the way;
after that it is a used one, and whoever presents a used one ends the family (RFC 9700 section 4.14.2).
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import Connection, Row, insert, select, update

from operator_console.domain.ids import AgentId
from operator_console.server.store.rows import micros, moment
from operator_console.server.store.tables import sessions, used_refresh_tokens


class Session(Struct, frozen=True, kw_only=True):
    """One signed-in device of an agent.

    Attributes:
        device: The name that the device gave itself.
        ends_at: However much it is used, it ends here.
        proven: The newest pair of tokens has been seen in use, so it has arrived.
    """

    id: str
    agent_id: AgentId
    device: str
    started_at: datetime
    last_used_at: datetime
    ends_at: datetime
    proven: bool


class Rotation(StrEnum):
    """How a refresh token was found."""

    CURRENT = "current"
    ANSWER_LOST = "answer_lost"
    """The one before the current one, which nobody has used yet."""
    USED = "used"


class Ended(StrEnum):
    """Why a session is over before its time."""

    SIGNED_OUT = "signed_out"
    REVOKED = "revoked"
    """On another device of the agent, or by an administrator."""
    REUSED = "reused"
    """A used refresh token was presented: somebody has a copy."""
    DISABLED = "disabled"


class TokenHashes(Struct, frozen=True, kw_only=True):
    """A new pair of tokens, hashed, with the ends of their lives."""

    access: str
    access_until: datetime
    refresh: str
    refresh_until: datetime


def add_session(
    connection: Connection,
    session_id: str,
    agent_id: AgentId,
    device: str,
    hashes: TokenHashes,
    life: tuple[datetime, datetime],
) -> None:
    """Store a new session; `life` is its begin and its end."""
    now, ends_at = life
    values = {
        "id": session_id, "agent_id": agent_id, "device": device, "refreshed_at": micros(now),
        "started_at": micros(now), "last_used_at": micros(now), "ends_at": micros(ends_at), "proven": True,
    }  # fmt: skip
    connection.execute(insert(sessions).values(**values, **_columns(hashes)))


def session_of_access(connection: Connection, access_hash: str, now: datetime) -> Session | None:
    """Return the living session of an access token, or None."""
    row = connection.execute(
        select(sessions).where(
            sessions.c.access_hash == access_hash,
            sessions.c.access_until > micros(now),
            sessions.c.ends_at > micros(now),
            sessions.c.revoked_at.is_(None),
        )
    ).one_or_none()
    return _session(row) if row is not None else None


def session_of_refresh(connection: Connection, refresh_hash: str, now: datetime) -> tuple[Session, Rotation] | None:
    """Return the living session of a refresh token, and what the token is to it; the row is locked."""
    row = connection.execute(
        select(sessions).where(sessions.c.refresh_hash == refresh_hash).with_for_update()
    ).one_or_none()
    if row is None:
        family = select(used_refresh_tokens.c.session_id).where(used_refresh_tokens.c.hash == refresh_hash)
        row = connection.execute(
            select(sessions).where(sessions.c.id == family.scalar_subquery()).with_for_update()
        ).one_or_none()
    if row is None or row.revoked_at is not None or min(row.refresh_until, row.ends_at) <= micros(now):
        return None
    if row.refresh_hash == refresh_hash:
        return _session(row), Rotation.CURRENT
    lost = row.used_refresh_hash == refresh_hash and not row.proven
    return _session(row), Rotation.ANSWER_LOST if lost else Rotation.USED


def rotate(connection: Connection, session_id: str, used_hash: str, hashes: TokenHashes, now: datetime) -> None:
    """Give a session its next pair of tokens; the pair is not proven until it is used."""
    current = connection.scalar(select(sessions.c.refresh_hash).where(sessions.c.id == session_id))
    connection.execute(insert(used_refresh_tokens).values(hash=current, session_id=session_id))
    connection.execute(
        update(sessions)
        .where(sessions.c.id == session_id)
        .values(
            used_refresh_hash=used_hash,
            refreshed_at=micros(now),
            last_used_at=micros(now),
            proven=False,
            **_columns(hashes),
        )
    )


def saw_in_use(connection: Connection, session_id: str, access_hash: str, now: datetime) -> None:
    """Note that the newest pair of tokens has arrived; nothing happens when it is not the newest any more."""
    connection.execute(
        update(sessions)
        .where(sessions.c.id == session_id, sessions.c.access_hash == access_hash)
        .values(proven=True, last_used_at=micros(now))
    )


def revoke(connection: Connection, session_id: str, now: datetime, why: Ended) -> None:
    """End a session."""
    connection.execute(
        update(sessions)
        .where(sessions.c.id == session_id, sessions.c.revoked_at.is_(None))
        .values(revoked_at=micros(now), revoked_why=why.value)
    )


def living_session(connection: Connection, session_id: str, now: datetime) -> Session | None:
    """Return a session that is not over, or None."""
    row = connection.execute(
        select(sessions).where(
            sessions.c.id == session_id, sessions.c.revoked_at.is_(None), sessions.c.ends_at > micros(now)
        )
    ).one_or_none()
    return _session(row) if row is not None else None


def living_sessions(connection: Connection, agent_id: AgentId, now: datetime) -> tuple[Session, ...]:
    """Return the devices on which an agent is signed in, the one used last first."""
    rows = connection.execute(
        select(sessions)
        .where(
            sessions.c.agent_id == agent_id,
            sessions.c.revoked_at.is_(None),
            sessions.c.refresh_until > micros(now),
            sessions.c.ends_at > micros(now),
        )
        .order_by(sessions.c.last_used_at.desc(), sessions.c.id)
    )
    return tuple(_session(row) for row in rows)


def ended_among(connection: Connection, session_ids: Iterable[str], now: datetime) -> dict[str, Ended | None]:
    """Return those of the given sessions that are over, each with why; None when its time was up."""
    rows = connection.execute(
        select(sessions.c.id, sessions.c.revoked_why).where(
            sessions.c.id.in_(list(session_ids)),
            sessions.c.revoked_at.is_not(None) | (sessions.c.ends_at <= micros(now)),
        )
    )
    return {row.id: Ended(row.revoked_why) if row.revoked_why else None for row in rows}


def _session(row: "Row[tuple[object, ...]]") -> Session:
    return Session(
        id=row.id,
        agent_id=row.agent_id,
        device=row.device,
        started_at=moment(row.started_at),
        last_used_at=moment(row.last_used_at),
        ends_at=moment(row.ends_at),
        proven=row.proven,
    )


def _columns(hashes: TokenHashes) -> dict[str, object]:
    return {
        "access_hash": hashes.access,
        "access_until": micros(hashes.access_until),
        "refresh_hash": hashes.refresh,
        "refresh_until": micros(hashes.refresh_until),
    }
