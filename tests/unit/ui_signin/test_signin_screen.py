"""Signing in by keyboard, every failure in words at its field, remembered accounts."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from operator_console.ui.kit.context import UiContext
from operator_console.ui.signin import RememberedAccount, SignInFailed, SignInFailure, SignInScreen, TokenProblem
from operator_console.ui.signin.screen import _FIELDS
from operator_console.ui.signin.view import AccountButton, Field, SignInView

SANNE = RememberedAccount("https://chat.example.com", "sanne")


class FakeDoor:
    def __init__(self, *accounts: RememberedAccount) -> None:
        self.accounts = list(accounts)
        self.failure: SignInFailed | None = None
        self.problem: TokenProblem | None = TokenProblem.ABSENT
        self.asked: list[tuple[object, ...]] = []
        self.answer = asyncio.Event()
        self.answer.set()

    def remembered(self) -> tuple[RememberedAccount, ...]:
        return tuple(self.accounts)

    async def token_problem(self) -> TokenProblem | None:
        return self.problem

    async def sign_in(self, server: str, account: str, password: str, *, remember: bool) -> None:
        self.asked.append((server, account, password, remember))
        await self.answer.wait()
        if self.failure:
            raise self.failure

    async def sign_in_again(self, account: RememberedAccount) -> None:
        self.asked.append((account,))
        if self.failure:
            raise self.failure

    async def forget(self, account: RememberedAccount) -> None:
        self.accounts.remove(account)


def open_screen(context: UiContext, qtbot: QtBot, door: FakeDoor) -> tuple[SignInScreen, SignInView]:
    screen = SignInScreen(context, door)
    view = screen.widget
    assert isinstance(view, SignInView)
    qtbot.addWidget(view)
    view.show()
    return screen, view


def fill(qtbot: QtBot, view: SignInView, server: str, account: str, password: str) -> None:
    for field, text in ((view.server, server), (view.account, account), (view.password, password)):
        field.line.clear()
        qtbot.keyClicks(field.line, text)


async def rest() -> None:
    for _ in range(4):
        await asyncio.sleep(0)


async def test_signs_in_by_keyboard(context: UiContext, qtbot: QtBot) -> None:
    door = FakeDoor()
    screen, view = open_screen(context, qtbot, door)
    fill(qtbot, view, "chat.example.com", "sanne", "geheim&<b>")
    signed_in: list[bool] = []
    screen.signed_in.connect(lambda: signed_in.append(True))
    qtbot.keyClick(view.password.line, Qt.Key.Key_Return)
    await rest()
    assert door.asked == [("https://chat.example.com", "sanne", "geheim&<b>", True)]
    assert signed_in == [True]


async def test_busy_starts_nothing_twice(context: UiContext, qtbot: QtBot) -> None:
    door = FakeDoor()
    door.answer.clear()
    _screen, view = open_screen(context, qtbot, door)
    fill(qtbot, view, "localhost:1", "sanne", "x")
    view.button.click()
    await rest()
    assert view.busy
    assert not view.button.isEnabled()
    view.button.click()
    door.answer.set()
    await rest()
    assert len(door.asked) == 1
    assert not view.busy


@pytest.mark.parametrize("reason", list(SignInFailure))
async def test_every_failure_has_words_at_its_field(context: UiContext, qtbot: QtBot, reason: SignInFailure) -> None:
    door = FakeDoor()
    door.failure = SignInFailed(reason, 90.0)
    _screen, view = open_screen(context, qtbot, door)
    fill(qtbot, view, "chat.example.com", "sanne", "x")
    view.button.click()
    await rest()
    fields = {"server": view.server, "account": view.account, "password": view.password}
    wrong = {name: field.wrong for name, field in fields.items() if field.wrong}
    place = _FIELDS[reason]
    if place:
        assert list(wrong) == [place]
        assert fields[place].line.accessibleDescription() == wrong[place]
    else:
        assert not wrong
        assert view._failure.isVisible()
        assert view._failure.whole_text
    assert view.button.isEnabled() is (reason is not SignInFailure.RATE_LIMITED)


@pytest.mark.parametrize(
    "typed, place",
    [(("", "a", "b"), "server"), (("x.example", "", "b"), "account"), (("x.example", "a", ""), "password")],
)
async def test_an_empty_field_is_named(
    context: UiContext, qtbot: QtBot, typed: tuple[str, str, str], place: str
) -> None:
    door = FakeDoor()
    _screen, view = open_screen(context, qtbot, door)
    fill(qtbot, view, *typed)
    view.button.click()
    await rest()
    field: Field = getattr(view, place)
    assert field.wrong
    assert door.asked == []
    qtbot.keyClicks(field.line, "x")
    assert field.wrong == ""


async def test_a_remembered_account_is_one_key(context: UiContext, qtbot: QtBot) -> None:
    door = FakeDoor(SANNE)
    _screen, view = open_screen(context, qtbot, door)
    button = view.findChild(AccountButton)
    assert button is not None
    assert button.accessibleName() == "Sign in as sanne at chat.example.com"
    qtbot.keyClick(button, Qt.Key.Key_Return)
    await rest()
    assert door.asked == [(SANNE,)]


async def test_a_token_that_is_no_good_asks_for_the_password(context: UiContext, qtbot: QtBot) -> None:
    door = FakeDoor(SANNE)
    door.failure = SignInFailed(SignInFailure.SIGN_IN_AGAIN)
    _screen, view = open_screen(context, qtbot, door)
    button = view.findChild(AccountButton)
    assert button is not None
    button.click()
    await rest()
    assert view.server.line.text() == SANNE.server
    assert view.account.line.text() == "sanne"
    assert view.password.wrong


async def test_forgetting_an_account(context: UiContext, qtbot: QtBot) -> None:
    door = FakeDoor(SANNE)
    _screen, view = open_screen(context, qtbot, door)
    button = view.findChild(QToolButton, "forget_account")
    assert button is not None
    button.click()
    await rest()
    assert door.accounts == []
    assert view._form.isVisible()


async def test_says_when_the_token_stays_in_memory_only(context: UiContext, qtbot: QtBot) -> None:
    screen, view = open_screen(context, qtbot, FakeDoor())
    screen.start()
    await rest()
    assert "until the console is closed" in view._where.whole_text


async def test_everything_has_a_name(context: UiContext, qtbot: QtBot) -> None:
    _screen, view = open_screen(context, qtbot, FakeDoor(SANNE))
    for kind in (QLineEdit, QPushButton, AccountButton):
        assert all(widget.accessibleName() for widget in view.findChildren(kind))
    assert view.password.line.echoMode() is QLineEdit.EchoMode.Password


async def test_the_wait_is_counted_down_and_nothing_can_be_tried_before(context: UiContext, qtbot: QtBot) -> None:
    door = FakeDoor()
    screen, view = open_screen(context, qtbot, door)
    door.failure = SignInFailed(SignInFailure.RATE_LIMITED, 3.2)
    fill(qtbot, view, "chat.example.com", "sanne", "wrong")
    view.button.click()
    await asyncio.sleep(0.01)
    assert view._failure.whole_text == "Too many attempts. Try again in 4 s."
    assert not view.button.isEnabled()
    qtbot.keyClick(view.password.line, Qt.Key.Key_Return)
    await asyncio.sleep(0.01)
    assert len(door.asked) == 1, "Enter waits too"
    for words in ("Try again in 3 s.", "Try again in 2 s.", "Try again in 1 s.", "You can try again now."):
        screen._on_second()
        assert view._failure.whole_text.endswith(words)
    assert view.button.isEnabled()
    door.failure = None
    view.button.click()
    await asyncio.sleep(0.01)
    assert len(door.asked) == 2
    assert view._failure.whole_text == ""


@pytest.mark.parametrize(
    "problem, words",
    [
        (None, "Kept in the keyring of your system, never in a file."),
        (TokenProblem.ABSENT, "no keyring."),
        (TokenProblem.NO_COLLECTION, "not been set up yet."),
        (TokenProblem.LOCKED, "locked."),
        (TokenProblem.SLOW, "did not answer."),
        (TokenProblem.FAILED, "does not work."),
    ],
)
async def test_why_a_sign_in_is_not_kept_is_said(
    context: UiContext, qtbot: QtBot, problem: TokenProblem | None, words: str
) -> None:
    door = FakeDoor()
    door.problem = problem
    screen, view = open_screen(context, qtbot, door)
    screen.start()
    await asyncio.sleep(0.01)
    assert words in view._where.whole_text
    assert ("until the console is closed" in view._where.whole_text) is (problem is not None)


async def test_a_keyring_that_asks_its_person_is_said_to_be_waited_for(context: UiContext, qtbot: QtBot) -> None:
    class Asking(FakeDoor):
        async def token_problem(self) -> TokenProblem | None:
            await self.answer.wait()
            return None

    door = Asking()
    door.answer.clear()
    screen, view = open_screen(context, qtbot, door)
    screen.start()
    await asyncio.sleep(0.01)
    screen._say_keyring_asked()
    assert "Does it ask for its password?" in view._where.whole_text
    door.answer.set()
    await asyncio.sleep(0.01)
    assert "never in a file" in view._where.whole_text
