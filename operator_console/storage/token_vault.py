"""Refresh tokens in the system keyring, or in memory only where there is none; knows no account and no server call."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from types import ModuleType
from typing import Protocol, TypeVar

from operator_console.runtime.worker_thread import WorkerThread

SERVICE = "operator-console"
ANSWER_LIMIT_S = 60.0
"""Unlocking may ask the person, so it may take a while; after this the run goes on without the keyring."""

Result = TypeVar("Result")


class TokenPlace(StrEnum):
    """Where tokens are kept."""

    KEYRING = "keyring"
    MEMORY = "memory"


class VaultProblem(StrEnum):
    """Why tokens are kept in memory only."""

    ABSENT = "absent"
    """No keyring service, or no bus to reach it by."""
    NO_COLLECTION = "no_collection"
    LOCKED = "locked"
    SLOW = "slow"
    """No answer in time; perhaps it still waits for its person."""
    FAILED = "failed"


class Keyring(Protocol):
    """What is used of the `keyring` module."""

    def get_password(self, service: str, name: str, /) -> str | None:
        """Return a secret."""
        ...

    def set_password(self, service: str, name: str, secret: str, /) -> None:
        """Keep a secret."""
        ...

    def delete_password(self, service: str, name: str, /) -> None:
        """Forget a secret."""
        ...


class TokenVault:
    """Keeps one token per name. After the keyring has failed once, this run keeps everything in memory.

    Attributes:
        place: Where tokens of this run are kept.
        problem: Why it is not the keyring, or None.
    """

    def __init__(self, keyring: Keyring | None = None, answer_limit_s: float = ANSWER_LIMIT_S) -> None:
        self._given = keyring
        self._answer_limit_s = answer_limit_s
        self._memory: dict[str, str] = {}
        self._worker = WorkerThread("keyring")
        self.place = TokenPlace.KEYRING
        self.problem: VaultProblem | None = None

    async def get(self, name: str) -> str | None:
        """Return a kept token, or None."""
        if name in self._memory:
            return self._memory[name]
        return await self._try(lambda keyring: keyring.get_password(SERVICE, name), None)

    async def keep(self, name: str, token: str) -> None:
        """Keep a token, in memory always and in the keyring where there is one."""
        self._memory[name] = token

        def write(keyring: Keyring) -> bool:
            keyring.set_password(SERVICE, name, token)
            return keyring.get_password(SERVICE, name) == token

        # A backend that forgets without a word (such as keyring's own "null") is none.
        if not await self._try(write, default=True):
            self._give_up(VaultProblem.ABSENT)

    async def check(self) -> TokenPlace:
        """Find out whether the keyring can be used, by asking it for a token that nobody has."""
        await self._try(lambda keyring: keyring.get_password(SERVICE, "check"), None)
        return self.place

    async def keep_in_memory(self, name: str, token: str) -> None:
        """Keep a token for this run only, by the person's own wish."""
        self._memory[name] = token

    async def forget(self, name: str) -> None:
        """Forget a token everywhere."""
        self._memory.pop(name, None)

        def delete(keyring: Keyring) -> None:
            if keyring.get_password(SERVICE, name) is not None:
                keyring.delete_password(SERVICE, name)

        await self._try(delete, None)

    def close(self) -> None:
        """End the thread; a keyring that still asks its person is not waited for."""
        self._worker.close()

    async def _try(self, action: Callable[[Keyring], Result], default: Result) -> Result:
        if self.place is TokenPlace.MEMORY:
            return default
        running = self._worker.run(self._translated, action)
        try:
            async with asyncio.timeout(self._answer_limit_s):
                outcome = await running
        except TimeoutError:
            outcome = VaultProblem.SLOW
        if isinstance(outcome, VaultProblem):
            self._give_up(outcome)
            return default
        return outcome

    def _give_up(self, problem: VaultProblem) -> None:
        self.place = TokenPlace.MEMORY
        self.problem = problem

    def _translated(self, action: Callable[[Keyring], Result]) -> Result | VaultProblem:
        """Run in the thread; every way a keyring is known to fail becomes a value."""
        import keyring
        from keyring import errors

        try:
            return action(self._given or _system_keyring(keyring))
        except errors.NoKeyringError:
            return VaultProblem.ABSENT
        except errors.KeyringLocked:
            return VaultProblem.LOCKED
        except errors.InitError:
            return VaultProblem.NO_COLLECTION
        except (errors.KeyringError, OSError, RuntimeError):
            return VaultProblem.FAILED
        except _foreign_errors() as error:
            return VaultProblem.ABSENT if "NotAvailable" in type(error).__name__ else VaultProblem.FAILED


def _system_keyring(module: ModuleType) -> Keyring:
    from keyring import errors

    backend: Keyring = module.get_keyring()
    if type(backend).__module__.startswith("keyrings.alt"):
        # These write tokens into plain files.
        raise errors.NoKeyringError
    return backend


def _foreign_errors() -> tuple[type[Exception], ...]:
    """Return what the Secret Service's libraries let through, where they are installed."""
    found: list[type[Exception]] = []
    for module, name in (("secretstorage.exceptions", "SecretStorageException"), ("jeepney", "DBusErrorResponse")):
        try:
            found.append(getattr(import_module(module), name))
        except (ImportError, AttributeError):
            continue
    return tuple(found)
