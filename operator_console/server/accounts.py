"""Signing in and staying signed in: passwords, tokens, limits; knows no request and no socket."""

import asyncio
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Struct

from operator_console.domain.ids import AgentId, new_id
from operator_console.domain.people import Agent
from operator_console.domain.plain_text import clean_line
from operator_console.server.config import ServerConfig
from operator_console.server.limits import FailureLimit
from operator_console.server.store import sessions
from operator_console.server.store.directory import find_agent
from operator_console.server.store.sessions import Rotation, Session, TokenHashes
from operator_console.server.store.store import Store
from operator_console.server.store.unit import UnitOfWork

MIN_PASSWORD_CHARS = 8
MAX_PASSWORD_CHARS = 256
MAX_WAITING = 8
WINDOW_S = 900.0
SECOND_USE_S = 60.0
"""A used refresh token is good once more within this time: the answer to its first use may have been lost."""

_hasher = PasswordHasher()


class TooMany(Exception):
    """Too many failures or sign-ins at once; `retry_after_s` says when to come back."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s


class Tokens(Struct, frozen=True, kw_only=True):
    """A pair of tokens as given to a console."""

    access: str
    refresh: str


def new_token() -> str:
    """Return an opaque token of 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is stored of a token; it has enough randomness for a plain hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password.

    Raises:
        ValueError: It is shorter than 8 or longer than 256 characters.
    """
    if not MIN_PASSWORD_CHARS <= len(password) <= MAX_PASSWORD_CHARS:
        msg = f"a password has {MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS} characters"
        raise ValueError(msg)
    return _hasher.hash(password)


class Accounts:
    """Sign-in, refresh and sign-out; belongs to the loop's thread, hashes in two threads."""

    def __init__(self, store: Store, config: ServerConfig) -> None:
        self._store = store
        self._config = config
        self._pool = ThreadPoolExecutor(2, "password")
        self._waiting = 0
        self._by_account = FailureLimit(config.sign_in_failures, WINDOW_S)
        self._by_address = FailureLimit(3 * config.sign_in_failures, WINDOW_S)
        self._nobody = self._pool.submit(_hasher.hash, secrets.token_hex(16))

    async def sign_in(self, account: str, password: str, device: str, address: str) -> tuple[Agent, Tokens] | None:
        """Return the agent and new tokens, or None when account and password do not fit; both take the same time.

        Raises:
            TooMany: The account or the address has failed too often, or too many sign in at once.
            StoreUnavailable: The database cannot be used now.
        """
        now_s = asyncio.get_running_loop().time()
        name = account.casefold()[:MAX_PASSWORD_CHARS]
        wait_s = max(self._by_account.wait_s(name, now_s), self._by_address.wait_s(address, now_s))
        if wait_s > 0:
            raise TooMany(wait_s)
        if self._waiting >= MAX_WAITING:
            raise TooMany(1.0)
        found = await self._store.read(find_agent, name)
        nobody = await asyncio.wrap_future(self._nobody)
        good = await self._verify(found[1] if found else nobody, password)
        if found is None or not good:
            self._by_account.failed(name, now_s)
            self._by_address.failed(address, now_s)
            return None
        self._by_account.succeeded(name)
        agent = found[0]
        tokens, hashes = self._new_tokens()
        session_id = new_id("se")

        def begin(unit: UnitOfWork) -> None:
            sessions.add_session(unit.connection, session_id, agent.id, clean_line(device), hashes, unit.now)
            unit.log(agent.id, "sign_in", session_id)

        await self._store.transact(begin)
        return agent, tokens

    async def refresh(self, refresh_token: str) -> tuple[AgentId, Tokens] | None:
        """Return new tokens for a refresh token, or None; a token used twice ends its session."""
        used = hash_of(refresh_token)
        tokens, hashes = self._new_tokens()

        def rotate(unit: UnitOfWork) -> AgentId | None:
            found = sessions.session_of_refresh(unit.connection, used, unit.now)
            if found is None:
                return None
            session, rotation = found
            if rotation is Rotation.USED and unit.now - session.refreshed_at > timedelta(seconds=SECOND_USE_S):
                sessions.revoke(unit.connection, session.id, unit.now)
                unit.log(session.agent_id, "refresh_token_reused", session.id)
                return None
            sessions.rotate(unit.connection, session.id, used, hashes, unit.now)
            return session.agent_id

        agent_id = await self._store.transact(rotate)
        return (agent_id, tokens) if agent_id is not None else None

    async def sign_out(self, refresh_token: str) -> str | None:
        """End the token's session and return its id, or None when there is none."""
        used = hash_of(refresh_token)

        def end(unit: UnitOfWork) -> str | None:
            found = sessions.session_of_refresh(unit.connection, used, unit.now)
            if found is None:
                return None
            sessions.revoke(unit.connection, found[0].id, unit.now)
            unit.log(found[0].agent_id, "sign_out", found[0].id)
            return found[0].id

        return await self._store.transact(end)

    async def session_of(self, access_token: str) -> Session | None:
        """Return the living session of an access token, or None."""
        if not access_token:
            return None
        return await self._store.read(sessions.session_of_access, hash_of(access_token), datetime.now(UTC))

    def close(self) -> None:
        """Stop the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _verify(self, stored: str, password: str) -> bool:
        fits = len(password) <= MAX_PASSWORD_CHARS
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, _matches, stored, password if fits else "") and fits
        finally:
            self._waiting -= 1

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


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
