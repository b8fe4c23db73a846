"""Fits the desk's accounts to the sign-in screen; knows both sides and nothing of how a session is shown."""

from collections.abc import Callable

from operator_console.desk.accounts import Accounts, Session, SignInResult
from operator_console.desk.accounts import RememberedAccount as DeskAccount
from operator_console.storage.token_vault import TokenPlace
from operator_console.ui.signin import RememberedAccount, SignInFailed, SignInFailure, TokenProblem


class SignInDoor:
    """Fits `ui.signin.AccountsDoor`; every session goes to `admitted`."""

    def __init__(self, accounts: Accounts, admitted: Callable[[Session], None]) -> None:
        self._accounts = accounts
        self._admitted = admitted

    def remembered(self) -> tuple[RememberedAccount, ...]:
        """Accounts used before, newest first."""
        return tuple(RememberedAccount(one.server, one.account) for one in self._accounts.remembered())

    async def token_problem(self) -> TokenProblem | None:
        """Tell why the system's keyring cannot be used, or None."""
        if await self._accounts.check_vault() is TokenPlace.KEYRING:
            return None
        problem = self._accounts.token_problem
        return TokenProblem(problem.value) if problem is not None else TokenProblem.FAILED

    async def sign_in(self, server: str, account: str, password: str, *, remember: bool) -> None:
        """Sign in with a password, or raise `SignInFailed`."""
        self._take(await self._accounts.sign_in(server, account, password, remember=remember))

    async def sign_in_again(self, account: RememberedAccount) -> None:
        """Sign in with the kept token, or raise `SignInFailed`."""
        self._take(await self._accounts.resume(DeskAccount(account.server, account.account)))

    async def forget(self, account: RememberedAccount) -> None:
        """Forget the account on this machine."""
        await self._accounts.forget(DeskAccount(account.server, account.account))

    def _take(self, result: SignInResult) -> None:
        if result.session is None:
            failure = SignInFailure(result.failure.value) if result.failure else SignInFailure.UNAVAILABLE
            raise SignInFailed(failure, result.retry_after_s, result.trouble)
        self._admitted(result.session)
