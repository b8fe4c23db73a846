"""Signing in, step by step: checks the fields, asks the door, words the failures; knows no network."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from operator_console.ui.kit.words import elapsed_words
from operator_console.ui.signin.address import AddressProblem, server_address
from operator_console.ui.signin.door import AccountsDoor, RememberedAccount, SignInFailed, SignInFailure
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
}


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
            self._show_failure(SignInFailed(failure))

    def close(self) -> None:
        """Take the window away; a running attempt is cancelled with the scope of the context."""
        self._view.close()

    async def _look_for_keyring(self) -> None:
        if not await self._door.keeps_tokens():
            self._view.show_memory_only()

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
            self._view.show_failure("")
            self._view.show_busy(True)
            try:
                await attempt
            except SignInFailed as failed:
                self._view.show_busy(False)
                if account is not None:
                    self._view.fill(account.server, account.account)
                self._show_failure(failed)
            else:
                self.signed_in.emit()
            finally:
                self._view.show_busy(False)

        self._scope.start(tried(), name="attempt", exclusive=True)

    def _show_failure(self, failed: SignInFailed) -> None:
        self._view.show_failure(self._failure_words(failed), _FIELDS[failed.reason])

    def _address_words(self, problem: AddressProblem) -> str:
        return {
            AddressProblem.EMPTY: self.tr("Fill in the address of your chat server."),
            AddressProblem.MALFORMED: self.tr("This is not an address. An example: chat.example.com"),
            AddressProblem.NOT_ENCRYPTED: self.tr("Without encryption your password could be read. Use https://"),
        }[problem]

    def _failure_words(self, failed: SignInFailed) -> str:
        if failed.reason is SignInFailure.RATE_LIMITED:
            wait = elapsed_words(failed.retry_after_s or 60)
            return self.tr("Too many attempts. Try again in %1.").replace("%1", wait)
        return {
            SignInFailure.ADDRESS: self.tr("There is no server with this name. Is it spelled right?"),
            SignInFailure.UNREACHABLE: self.tr("The server does not answer. Check the address and your connection."),
            SignInFailure.NOT_A_SERVER: self.tr("Something answers there, but it is no chat server."),
            SignInFailure.CERTIFICATE: self.tr("The server's certificate is not trusted. Ask your administrator."),
            SignInFailure.VERSION: self.tr("This console is too old or too new for this server. Update it."),
            SignInFailure.WRONG_CREDENTIALS: self.tr("Account or password is wrong."),
            SignInFailure.SIGN_IN_AGAIN: self.tr("You were signed out. Fill in your password again."),
            SignInFailure.UNAVAILABLE: self.tr("The server cannot sign anybody in now. Try again in a minute."),
        }[failed.reason]
