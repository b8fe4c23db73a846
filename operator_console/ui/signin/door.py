"""What the sign-in screen asks of whoever keeps accounts; app fits it to the desk and its backends."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from operator_console.desk.state import ConnectionTrouble


class SignInFailure(StrEnum):
    """Why signing in did not work; words are made by the screen."""

    ADDRESS = "address"
    """No server of that name."""
    UNREACHABLE = "unreachable"
    NOT_A_SERVER = "not_a_server"
    CERTIFICATE = "certificate"
    VERSION = "version"
    WRONG_CREDENTIALS = "wrong_credentials"
    SIGN_IN_AGAIN = "sign_in_again"
    """The kept sign-in is not good any more."""
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    SERVER_NOT_TOLD = "server_not_told"
    """Signed out here, but the server does not know yet."""


class TokenProblem(StrEnum):
    """Why a sign-in is kept in memory only."""

    ABSENT = "absent"
    NO_COLLECTION = "no_collection"
    LOCKED = "locked"
    SLOW = "slow"
    FAILED = "failed"


class SignInFailed(Exception):
    """Signing in did not work."""

    def __init__(
        self,
        reason: SignInFailure,
        retry_after_s: float | None = None,
        trouble: ConnectionTrouble | None = None,
    ) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.retry_after_s = retry_after_s
        self.trouble = trouble


@dataclass(frozen=True)
class RememberedAccount:
    """An account used before on this machine."""

    server: str
    account: str


class AccountsDoor(Protocol):
    """All on the UI thread; coroutines wait for the server or the keyring."""

    def remembered(self) -> tuple[RememberedAccount, ...]:
        """Accounts used before, newest first."""
        ...

    async def token_problem(self) -> TokenProblem | None:
        """Tell why a sign-in cannot be kept in the system's keyring; None when it can."""
        ...

    async def sign_in(self, server: str, account: str, password: str, *, remember: bool) -> None:
        """Sign in; `server` is a complete http(s) address.

        Raises:
            SignInFailed: With the reason.
        """
        ...

    async def sign_in_again(self, account: RememberedAccount) -> None:
        """Sign in with the kept token.

        Raises:
            SignInFailed: SIGN_IN_AGAIN when there is none or it is not good any more.
        """
        ...

    async def forget(self, account: RememberedAccount) -> None:
        """Forget the account and its token on this machine."""
        ...
