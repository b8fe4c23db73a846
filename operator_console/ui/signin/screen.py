"""Signing in, step by step: checks the fields, asks the door, words the failures; knows no network."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.state import ConnectionTrouble
from operator_console.ui.kit.words import connection_trouble_words, elapsed_words
from operator_console.ui.signin.address import AddressProblem, server_address
from operator_console.ui.signin.door import (
    AccountsDoor,
    RememberedAccount,
    SignInFailed,
    SignInFailure,
    TokenProblem,
)
from operator_console.ui.signin.view import SignInView

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

_FIELDS = {
    SignInFailure.ADDRESS: "server",
    SignInFailure.UNREACHABLE: "server",
    SignInFailure.NOT_A_SERVER: "server",
    SignInFailure.CERTIFICATE: "server",
    SignInFailure.VERSION: "server",
    SignInFailure.WRONG_CREDENTIALS: "password",
    SignInFailure.SIGN_IN_AGAIN: "password",
    SignInFailure.RATE_LIMITED: "",
    SignInFailure.UNAVAILABLE: "",
    SignInFailure.SERVER_NOT_TOLD: "",
}
KEYRING_PATIENCE_MS = 1_000
"""After this it is said that the keyring is waited for."""
UNKNOWN_WAIT_S = 60.0


class SignInScreen(QObject):
    """The window before somebody is signed in; show `widget` as a window of its own.

    Signals:
        signed_in: The door has a session now.
    """

    signed_in = Signal()

    def __init__(self, context: "UiContext", accounts_door: AccountsDoor) -> None:
        super().__init__()
        self._door = accounts_door
        self._scope = context.scope.child("sign-in")
        self._view = SignInView(context)
        self._view.sign_in_requested.connect(self._on_sign_in)
        self._view.account_chosen.connect(self._on_account)
        self._view.forget_requested.connect(self._on_forget)
        self._asked_keyring = QTimer(self._view)
        self._asked_keyring.setSingleShot(True)
        self._asked_keyring.setInterval(KEYRING_PATIENCE_MS)
        self._asked_keyring.timeout.connect(self._say_keyring_asked)
        self._wait_s = 0.0
        self._second = QTimer(self._view)
        self._second.setInterval(1_000)
        self._second.timeout.connect(self._on_second)
        self._view.resize(560, 640)
        self._view.show_accounts(accounts_door.remembered())

    @property
    def widget(self) -> QWidget:
        """What to show."""
        return self._view

    def start(self) -> None:
        """Look for a keyring; call when the loop runs."""
        self._scope.start(self._look_for_keyring(), name="keyring")

    def offer(self, server: str, account: str = "", failure: SignInFailure | None = None) -> None:
        """Open the form with this account, and say why a sign-in is needed when it is."""
        self._view.fill(server, account)
        if failure is not None:
            self.show_failure(SignInFailed(failure))

    def show_failure(self, failed: SignInFailed) -> None:
        """Say why signing in did not work."""
        if failed.reason is SignInFailure.RATE_LIMITED:
            self._wait_s = max(1.0, failed.retry_after_s or UNKNOWN_WAIT_S)
            self._second.start()
            self._show_wait()
            return
        self._view.show_failure(self._failure_words(failed), _FIELDS[failed.reason])

    def close(self) -> None:
        """Take the window away; a running attempt is cancelled with the scope of the context."""
        self._second.stop()
        self._view.close()

    async def _look_for_keyring(self) -> None:
        self._asked_keyring.start()
        try:
            problem = await self._door.token_problem()
        finally:
            self._asked_keyring.stop()
        self._view.show_token_place(self._place_words(problem))

    def _say_keyring_asked(self) -> None:
        self._view.show_token_place(self.tr("Waiting for the keyring of your system. Does it ask for its password?"))

    def _on_sign_in(self, server: str, account: str, password: str, remember: bool) -> None:
        address = server_address(server)
        if isinstance(address, AddressProblem):
            self._view.show_failure(self._address_words(address), "server")
        elif not account:
            self._view.show_failure(self.tr("Fill in your account."), "account")
        elif not password:
            self._view.show_failure(self.tr("Fill in your password."), "password")
        else:
            self._try(self._door.sign_in(address, account, password, remember=remember))

    def _on_account(self, account: RememberedAccount) -> None:
        self._try(self._door.sign_in_again(account), account)

    def _on_forget(self, account: RememberedAccount) -> None:
        async def forget() -> None:
            await self._door.forget(account)
            self._view.show_accounts(self._door.remembered())

        self._scope.start(forget(), name="forget")

    def _try(self, attempt: Awaitable[None], account: RememberedAccount | None = None) -> None:
        async def tried() -> None:
            self._second.stop()
            self._view.show_wait("", over=True)
            self._view.show_failure("")
            self._view.show_busy(True)
            try:
                await attempt
            except SignInFailed as failed:
                self._view.show_busy(False)
                if account is not None:
                    self._view.fill(account.server, account.account)
                self.show_failure(failed)
            else:
                self.signed_in.emit()
            finally:
                self._view.show_busy(False)

        self._scope.start(tried(), name="attempt", exclusive=True)

    def _on_second(self) -> None:
        self._wait_s -= 1.0
        self._show_wait()

    def _show_wait(self) -> None:
        """Count down to when the server listens again."""
        over = self._wait_s <= 0
        if over:
            self._second.stop()
            words = self.tr("You can try again now.")
        else:
            wait = elapsed_words(self._wait_s + 0.999)
            words = self.tr("Too many attempts. Try again in %1.").replace("%1", wait)
        self._view.show_wait(words, over=over)

    def _place_words(self, problem: TokenProblem | None) -> str:
        until = self.tr("You stay signed in until the console is closed.")
        if problem is None:
            return self.tr("Kept in the keyring of your system, never in a file.")
        reason = {
            TokenProblem.ABSENT: self.tr("This computer has no keyring."),
            TokenProblem.NO_COLLECTION: self.tr("The keyring of this computer has not been set up yet."),
            TokenProblem.LOCKED: self.tr("The keyring of this computer is locked."),
            TokenProblem.SLOW: self.tr("The keyring of this computer did not answer."),
            TokenProblem.FAILED: self.tr("The keyring of this computer does not work."),
        }[problem]
        return f"{reason} {until}"

    def _address_words(self, problem: AddressProblem) -> str:
        return {
            AddressProblem.EMPTY: self.tr("Fill in the address of your chat server."),
            AddressProblem.MALFORMED: self.tr("This is not an address. An example: chat.example.com"),
            AddressProblem.NOT_ENCRYPTED: self.tr("Without encryption your password could be read. Use https://"),
        }[problem]

    def _failure_words(self, failed: SignInFailed) -> str:
        if failed.trouble is not None and failed.trouble is not ConnectionTrouble.SILENT:
            return connection_trouble_words(failed.trouble)
        return {
            SignInFailure.ADDRESS: self.tr("There is no server with this name. Is it spelled right?"),
            SignInFailure.UNREACHABLE: self.tr("The server does not answer. Check the address and your connection."),
            SignInFailure.NOT_A_SERVER: self.tr("Something answers there, but it is no chat server."),
            SignInFailure.CERTIFICATE: self.tr("The server's certificate is not trusted. Ask your administrator."),
            SignInFailure.VERSION: self.tr("This console is too old or too new for this server. Update it."),
            SignInFailure.WRONG_CREDENTIALS: self.tr("Account or password is wrong."),
            SignInFailure.SIGN_IN_AGAIN: self.tr("You were signed out. Fill in your password again."),
            SignInFailure.SERVER_NOT_TOLD: self.tr(
                "You are signed out on this computer. The server could not be told: "
                "end this sign-in under Devices when you are signed in again."
            ),
            SignInFailure.UNAVAILABLE: self.tr("The server cannot sign anybody in now. Try again in a minute."),
        }[failed.reason]
