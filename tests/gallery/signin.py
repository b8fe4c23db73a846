"""The sign-in window: empty, with remembered accounts, with a failure at its field, busy."""

import sys

from PySide6.QtWidgets import QWidget

from operator_console.ui.kit.context import UiContext
from operator_console.ui.signin import RememberedAccount, SignInFailed, SignInFailure, SignInScreen, TokenProblem
from tests.gallery import scenes

ACCOUNTS = (
    RememberedAccount("https://chat.fietsenwereld.example", "sanne"),
    RememberedAccount("https://chat.een-heel-lange-naam-van-een-winkel.example", "sanne.vermeer@skyjump.example"),
)
_kept: list[SignInScreen] = []


class NoAccounts:
    """A door behind which nothing happens."""

    accounts: tuple[RememberedAccount, ...] = ()
    problem: TokenProblem | None = TokenProblem.LOCKED

    def remembered(self) -> tuple[RememberedAccount, ...]:
        return self.accounts

    async def token_problem(self) -> TokenProblem | None:
        return self.problem

    async def sign_in(self, server: str, account: str, password: str, *, remember: bool) -> None:
        return None

    async def sign_in_again(self, account: RememberedAccount) -> None:
        return None

    async def forget(self, account: RememberedAccount) -> None:
        return None


class TwoAccounts(NoAccounts):
    """A door with two remembered accounts."""

    accounts: tuple[RememberedAccount, ...] = ACCOUNTS


def first_time(context: UiContext) -> QWidget:
    """Nobody has signed in here before; there is no keyring."""
    screen = SignInScreen(context, NoAccounts())
    _kept.append(screen)
    screen.start()
    return screen.widget


def remembered(context: UiContext) -> QWidget:
    """Two accounts to pick from."""
    screen = SignInScreen(context, TwoAccounts())
    _kept.append(screen)
    return screen.widget


def failed(context: UiContext) -> QWidget:
    """The server does not answer."""
    screen = SignInScreen(context, TwoAccounts())
    _kept.append(screen)
    screen.offer("chat.fietsenwereld.example", "sanne", SignInFailure.UNREACHABLE)
    return screen.widget


def waiting(context: UiContext) -> QWidget:
    """Too many wrong passwords: the wait is counted down."""
    screen = SignInScreen(context, TwoAccounts())
    _kept.append(screen)
    screen.offer("chat.fietsenwereld.example", "sanne")
    screen.show_failure(SignInFailed(SignInFailure.RATE_LIMITED, 75.0))
    return screen.widget


SIZES = ((560, 640),)
SCENES = (
    scenes.Scene("signin_first", first_time, SIZES),
    scenes.Scene("signin_remembered", remembered, SIZES),
    scenes.Scene("signin_failed", failed, SIZES),
    scenes.Scene("signin_waiting", waiting, SIZES),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
