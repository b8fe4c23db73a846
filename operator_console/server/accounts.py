"""Signing in, staying signed in and being signed out: passwords, tokens, devices; knows no request and no socket."""

import asyncio
import hashlib
import logging
import secrets
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from operator_console.domain.ids import AgentId, new_id
from operator_console.domain.people import Agent
from operator_console.domain.plain_text import clean_line
from operator_console.server.authorise import Action, AgentActor, SignInOf, authorise
from operator_console.server.config import ServerConfig
from operator_console.server.passwords import MAX_PASSWORD_CHARS, PasswordCheck, PoolFull
from operator_console.server.sign_in_limits import SignInLimits
from operator_console.server.store import sessions
from operator_console.server.store.directory import find_agent
from operator_console.server.store.sessions import Ended, Rotation, Session, TokenHashes
from operator_console.server.store.store import Store
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.store.writer import StoreUnavailable

UNKNOWN = "unknown account"
SEEN_EVERY = timedelta(minutes=1)
_log = logging.getLogger(__name__)


class TooMany(Exception):
    """Too many failures or sign-ins at once; `retry_after_s` says when to come back."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s


class Tokens(Struct, frozen=True, kw_only=True):
    """A pair of tokens as given to a console."""

    access: str
    refresh: str


class Over(Struct, frozen=True, kw_only=True):
    """A refresh token that is no good; `session_id` is the session that ended because of it, if one did."""

    session_id: str | None = None


def new_token() -> str:
    """Return an opaque token of 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is stored of a token; it has enough randomness for a plain hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Accounts:
    """Sign-in, refresh, sign-out and devices; belongs to the loop's thread."""

    def __init__(self, store: Store, config: ServerConfig) -> None:
        self._store = store
        self._config = config
        self._passwords = PasswordCheck()
        self._limits = SignInLimits(config.sign_in_failures)

    async def sign_in(self, account: str, password: str, device: str, address: str) -> tuple[Agent, Tokens] | None:
        """Return the agent and new tokens, or None when account and password do not fit; both take the same time.

        Raises:
            TooMany: The account or the address has failed too often, or too many sign in at once.
            StoreUnavailable: The database cannot be used now.
        """
        name = account.casefold()[:MAX_PASSWORD_CHARS]
        wait_s = self._limits.wait_s(name, address, _now_s())
        if wait_s > 0:
            raise TooMany(wait_s)
        found = await self._store.read(find_agent, name)
        try:
            good = await self._passwords.fits(found[1] if found else None, password, address)
        except PoolFull as error:
            raise TooMany(1.0) from error
        if found is None or not good:
            await self._refuse(name, found[0].id if found else None, address)
            return None
        self._limits.succeeded(name, address)
        agent = found[0]
        tokens, hashes = self._new_tokens()
        session_id = new_id("se")

        def begin(unit: UnitOfWork) -> None:
            life = unit.now, unit.now + timedelta(seconds=self._config.session_s)
            sessions.add_session(unit.connection, session_id, agent.id, clean_line(device), hashes, life)
            unit.audit(agent.id, "sign_in", session_id, address=address)

        await self._store.transact(begin)
        return agent, tokens

    async def refresh(self, refresh_token: str) -> tuple[AgentId, Tokens] | Over:
        """Return new tokens for a refresh token, or that it is no good; a used one ends its session."""
        given = hash_of(refresh_token)
        tokens, hashes = self._new_tokens()

        def rotate(unit: UnitOfWork) -> AgentId | Over:
            found = sessions.session_of_refresh(unit.connection, given, unit.now)
            if found is None:
                return Over()
            session, rotation = found
            if rotation is Rotation.USED:
                sessions.revoke(unit.connection, session.id, unit.now, Ended.REUSED)
                unit.audit(session.agent_id, "refresh_token_reused", session.id, "session ended")
                return Over(session_id=session.id)
            sessions.rotate(unit.connection, session.id, given, hashes, unit.now)
            if rotation is Rotation.ANSWER_LOST:
                unit.audit(session.agent_id, "refresh_answer_lost", session.id)
            return session.agent_id

        answer = await self._store.transact(rotate)
        return answer if isinstance(answer, Over) else (answer, tokens)

    async def sign_out(self, refresh_token: str) -> str | None:
        """End the token's session and return its id, or None when there is none."""
        given = hash_of(refresh_token)

        def end(unit: UnitOfWork) -> str | None:
            found = sessions.session_of_refresh(unit.connection, given, unit.now)
            if found is None:
                return None
            sessions.revoke(unit.connection, found[0].id, unit.now, Ended.SIGNED_OUT)
            unit.audit(found[0].agent_id, "sign_out", found[0].id)
            return found[0].id

        return await self._store.transact(end)

    async def session_of(self, access_token: str) -> Session | None:
        """Return the living session of an access token, or None; notes now and then that it is in use."""
        if not access_token:
            return None
        hashed, now = hash_of(access_token), datetime.now(UTC)
        session = await self._store.read(sessions.session_of_access, hashed, now)
        if session is not None and (not session.proven or now - session.last_used_at > SEEN_EVERY):
            try:
                await self._store.transact(
                    lambda unit: sessions.saw_in_use(unit.connection, session.id, hashed, unit.now)
                )
            except StoreUnavailable:  # reading goes on while nothing can be written
                _log.warning("use of a session not noted", extra={"session": session.id})
        return session

    # -- devices

    async def devices(self, agent_id: AgentId) -> tuple[Session, ...]:
        """Return the devices on which an agent is signed in, the one used last first."""
        return await self._store.read(sessions.living_sessions, agent_id, datetime.now(UTC))

    async def end_device(self, actor: AgentActor, session_id: str) -> bool:
        """End one of the agent's own sessions; False when it is somebody else's, or none."""

        def end(unit: UnitOfWork) -> bool:
            found = sessions.living_session(unit.connection, session_id, unit.now)
            if found is None or not authorise(actor, Action.END_SIGN_IN, SignInOf(agent_id=found.agent_id)):
                return False
            sessions.revoke(unit.connection, session_id, unit.now, Ended.REVOKED)
            unit.audit(actor.agent_id, "device_revoked", session_id)
            return True

        return await self._store.transact(end)

    async def end_other_devices(self, agent_id: AgentId, kept: str) -> tuple[str, ...]:
        """End all of the agent's sessions but one, and return the ids of the ended ones."""

        def end(unit: UnitOfWork) -> tuple[str, ...]:
            mine = sessions.living_sessions(unit.connection, agent_id, unit.now)
            others = tuple(session.id for session in mine if session.id != kept)
            for session_id in others:
                sessions.revoke(unit.connection, session_id, unit.now, Ended.REVOKED)
                unit.audit(agent_id, "device_revoked", session_id)
            return others

        return await self._store.transact(end)

    def close(self) -> None:
        """Stop the threads."""
        self._passwords.close()

    async def _refuse(self, name: str, agent_id: AgentId | None, address: str) -> None:
        """Count a failure and log it; both for accounts that exist and for others, or the time would tell."""
        wait_s = self._limits.failed(name, address, _now_s())
        result = f"refused, waits {round(wait_s)} s" if wait_s > 0 else "refused"
        who = agent_id or UNKNOWN
        await self._store.transact(lambda unit: unit.audit("", "sign_in", who, result, address=address))

    def _new_tokens(self) -> tuple[Tokens, TokenHashes]:
        tokens = Tokens(access=new_token(), refresh=new_token())
        now = datetime.now(UTC)
        hashes = TokenHashes(
            access=hash_of(tokens.access),
            access_until=now + timedelta(seconds=self._config.access_token_s),
            refresh=hash_of(tokens.refresh),
            refresh_until=now + timedelta(seconds=self._config.refresh_token_s),
        )
        return tokens, hashes


def _now_s() -> float:
    return asyncio.get_running_loop().time()
