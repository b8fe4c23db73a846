"""Signing in and staying signed in: accounts remembered on this machine and their tokens; knows no screen."""

from enum import StrEnum

import msgspec
from msgspec import Struct

from operator_console.backends import base
from operator_console.desk.ports import Admission, BackendDoor, Kept, Rotated, Vault
from operator_console.desk.state import ConnectionTrouble
from operator_console.domain.people import Agent
from operator_console.protocol.refusal import Refusal
from operator_console.settings.file import Settings
from operator_console.settings.options import ACCOUNTS
from operator_console.storage.token_vault import TokenPlace, VaultProblem

MAX_REMEMBERED = 20


class RememberedAccount(Struct, frozen=True):
    """An account used before on this machine."""

    server: str
    account: str


class SignInFailure(StrEnum):
    """Why signing in did not work; text for people is made where it is shown."""

    ADDRESS = "address"
    """What was typed is no address."""
    UNREACHABLE = "unreachable"
    NOT_A_SERVER = "not_a_server"
    CERTIFICATE = "certificate"
    VERSION = "version"
    WRONG_CREDENTIALS = "wrong_credentials"
    SIGN_IN_AGAIN = "sign_in_again"
    """The kept token is not there, or not good any more."""
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"


class Session(Struct, frozen=True):
    """A signed-in agent. `admission.backend` makes the connection.

    Attributes:
        agent: As the server says, or as last known when it could not be asked (`offline`).
    """

    server: str
    account: str
    agent: Agent
    admission: Admission
    offline: bool = False


class SignInResult(Struct, frozen=True, kw_only=True):
    """Either a session or a failure.

    Attributes:
        retry_after_s: With RATE_LIMITED: when the server will listen again.
        trouble: What stood between this machine and the server, when that is known.
    """

    session: Session | None = None
    failure: SignInFailure | None = None
    retry_after_s: float | None = None
    trouble: ConnectionTrouble | None = None


class Accounts:
    """Orchestrates the server's door, the vault and the settings; all on the loop's thread."""

    def __init__(self, door: BackendDoor, vault: Vault, settings: Settings) -> None:
        self._door = door
        self._vault = vault
        self._settings = settings

    @property
    def token_place(self) -> TokenPlace:
        """Where tokens are kept, as far as is known; see `check_vault`."""
        return self._vault.place

    @property
    def token_problem(self) -> VaultProblem | None:
        """Why tokens are kept in memory only, or None."""
        return self._vault.problem

    async def check_vault(self) -> TokenPlace:
        """Find out whether the system's keyring can be used."""
        return await self._vault.check()

    def remembered(self) -> tuple[RememberedAccount, ...]:
        """Accounts used before, newest first."""
        return tuple(
            RememberedAccount(record["server"], record["account"])
            for record in self._settings.get(ACCOUNTS)
            if isinstance(record, dict)
            and isinstance(record.get("server"), str)
            and isinstance(record.get("account"), str)
        )

    async def sign_in(self, server: str, account: str, password: str, *, remember: bool) -> SignInResult:
        """Sign in with a password; `remember` keeps the account here, and its token in the keyring."""
        address = self._door.address(server)
        if address is None:
            return SignInResult(failure=SignInFailure.ADDRESS)
        account = account.strip()
        key = RememberedAccount(address, account)
        try:
            admission = await self._door.sign_in(address, account, password, self._rotated(key, remember=remember))
        except base.SignedOut:
            return SignInResult(failure=SignInFailure.WRONG_CREDENTIALS)
        except base.BackendError as error:
            return _failure(error)
        agent = admission.agent
        if agent is None:
            await admission.close()
            return SignInResult(failure=SignInFailure.NOT_A_SERVER)
        await self._rotated(key, remember=remember)(admission.refresh_token)
        if remember:
            self._remember(key, agent)
        return SignInResult(session=Session(address, account, agent, admission))

    async def resume(self, account: RememberedAccount) -> SignInResult:
        """Sign in with the kept token; a server that cannot be reached gives an offline session when possible."""
        token = await self._vault.get(_token_name(account))
        if token is None or self._door.address(account.server) != account.server:
            return SignInResult(failure=SignInFailure.SIGN_IN_AGAIN)
        rotated = self._rotated(account, remember=True)
        known = self._known_agent(account)
        try:
            admission = await self._door.resume(account.server, token, rotated)
        except base.SignedOut:
            await self._vault.forget(_token_name(account))
            return SignInResult(failure=SignInFailure.SIGN_IN_AGAIN)
        except base.Unreachable as error:
            if known is None:
                return _failure(error)
            later = self._door.resume_later(account.server, self._kept(account), rotated)
            return SignInResult(session=Session(account.server, account.account, known, later, offline=True))
        except base.BackendError as error:
            return _failure(error)
        agent = admission.agent
        if agent is None:
            await admission.close()
            return SignInResult(failure=SignInFailure.NOT_A_SERVER)
        self._remember(account, agent)
        return SignInResult(session=Session(account.server, account.account, agent, admission))

    async def resume_at_once(self, account: RememberedAccount) -> Session | None:
        """Come in without waiting for the server or the keyring, or None when that is not possible.

        The connection fetches the token and finds out whether it is still good. Where the token was not kept in the
        keyring, another run has none, and nobody comes in.
        """
        if not self._was_kept(account) and await self._vault.get(_token_name(account)) is None:
            return None
        return self._resumed(account)

    def resume_kept(self, account: RememberedAccount) -> Session | None:
        """Do the same where there is nothing to wait for at all: the token was kept."""
        return self._resumed(account) if self._was_kept(account) else None

    def _resumed(self, account: RememberedAccount) -> Session | None:
        known = self._known_agent(account)
        if known is None or self._door.address(account.server) != account.server:
            return None
        later = self._door.resume_later(account.server, self._kept(account), self._rotated(account, remember=True))
        return Session(account.server, account.account, known, later, offline=True)

    async def forget(self, account: RememberedAccount) -> bool:
        """Sign out and forget the account on this machine; its unsent messages stay on disk. See `sign_out`."""
        self._settings.set(ACCOUNTS, [record for record in self._records() if not _is(record, account)])
        return await self._end(account)

    async def sign_out(self, account: RememberedAccount) -> bool:
        """Forget the account's token on this machine and end the sign-in on the server.

        Returns:
            Whether the server knows; it may be out of reach.
        """
        records = [
            {**record, "token": ""} if isinstance(record, dict) and _is(record, account) else record
            for record in self._records()
        ]
        self._settings.set(ACCOUNTS, records)
        return await self._end(account)

    async def _end(self, account: RememberedAccount) -> bool:
        name = _token_name(account)
        token = await self._vault.get(name)
        await self._vault.forget(name)
        if token is None or self._door.address(account.server) != account.server:
            return True
        try:
            await self._door.sign_out(account.server, token)
        except base.BackendError:
            return False
        return True

    def _rotated(self, account: RememberedAccount, *, remember: bool) -> Rotated:
        async def keep(token: str) -> None:
            if remember:
                await self._vault.keep(_token_name(account), token)
            else:
                await self._vault.keep_in_memory(_token_name(account), token)

        return keep

    def _kept(self, account: RememberedAccount) -> Kept:
        return lambda: self._vault.get(_token_name(account))

    def _was_kept(self, account: RememberedAccount) -> bool:
        return any(
            isinstance(record, dict) and _is(record, account) and record.get("token") == TokenPlace.KEYRING.value
            for record in self._records()
        )

    def _records(self) -> list[object]:
        records: list[object] = self._settings.get(ACCOUNTS)
        return list(records)

    def _remember(self, account: RememberedAccount, agent: Agent) -> None:
        others = [record for record in self._records() if not _is(record, account)]
        mine = {
            "server": account.server,
            "account": account.account,
            "agent": msgspec.to_builtins(agent),
            "token": self._vault.place.value,
        }
        self._settings.set(ACCOUNTS, [mine, *others][:MAX_REMEMBERED])

    def _known_agent(self, account: RememberedAccount) -> Agent | None:
        for record in self._records():
            if _is(record, account) and isinstance(record, dict):
                try:
                    return msgspec.convert(record.get("agent"), Agent)
                except msgspec.ValidationError:
                    return None
        return None


def _token_name(account: RememberedAccount) -> str:
    return f"{account.account} @ {account.server}"


def _is(record: object, account: RememberedAccount) -> bool:
    return (
        isinstance(record, dict) and record.get("server") == account.server and record.get("account") == account.account
    )


def _failure(error: base.BackendError) -> SignInResult:
    if isinstance(error, base.Refused):
        limited = error.reason is Refusal.RATE_LIMITED
        failure = SignInFailure.RATE_LIMITED if limited else SignInFailure.UNAVAILABLE
        return SignInResult(failure=failure, retry_after_s=error.retry_after_s)
    kinds = {
        base.Unreachable: SignInFailure.UNREACHABLE,
        base.CertificateRefused: SignInFailure.CERTIFICATE,
        base.VersionRefused: SignInFailure.VERSION,
    }
    trouble = ConnectionTrouble(error.trouble.value) if error.trouble is not None else None
    return SignInResult(failure=kinds.get(type(error), SignInFailure.NOT_A_SERVER), trouble=trouble)
