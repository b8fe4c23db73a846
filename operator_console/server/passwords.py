"""Passwords and their argon2id hashes, worked out in a bounded pool; knows no account and no request."""

import asyncio
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_PASSWORD_CHARS = 8
MAX_PASSWORD_CHARS = 256
THREADS = 2
MAX_WAITING = 32
MAX_WAITING_EACH = 8
"""Of one address: the others find room in the pool."""

_hasher = PasswordHasher()


class PoolFull(Exception):
    """Too many passwords are being checked; coming back in a second helps."""


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password (RFC 9106's second recommended option, 64 MiB).

    Raises:
        ValueError: It is shorter than 8 or longer than 256 characters.
    """
    if not MIN_PASSWORD_CHARS <= len(password) <= MAX_PASSWORD_CHARS:
        msg = f"a password has {MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS} characters"
        raise ValueError(msg)
    return _hasher.hash(password)


def matches(stored: str, password: str) -> bool:
    """Tell whether a password fits a stored hash."""
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


class PasswordCheck:
    """Checks passwords in two threads; belongs to the loop's thread. A check takes the same time for every account."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, "password")
        self._waiting: Counter[str] = Counter()
        self._nobody = self._pool.submit(_hasher.hash, secrets.token_hex(16))

    @property
    def waiting(self) -> int:
        """How many checks wait or run."""
        return self._waiting.total()

    async def fits(self, stored: str | None, password: str, address: str) -> bool:
        """Tell whether `password` fits `stored`; with None (no such account) as much work is done, for nothing.

        A password that is too long for any account is refused before anything is worked out.

        Raises:
            PoolFull: Too many are being checked, in all or from this address.
        """
        if len(password) > MAX_PASSWORD_CHARS:
            return False
        if self._waiting.total() >= MAX_WAITING or self._waiting[address] >= MAX_WAITING_EACH:
            raise PoolFull
        self._waiting[address] += 1
        try:
            nobody = await asyncio.wrap_future(self._nobody)
            loop = asyncio.get_running_loop()
            fits = await loop.run_in_executor(self._pool, matches, stored or nobody, password)
            return fits and stored is not None
        finally:
            self._waiting[address] -= 1
            self._waiting += Counter()  # drops the zeros

    def close(self) -> None:
        """Stop the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)
