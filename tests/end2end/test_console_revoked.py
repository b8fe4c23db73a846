"""A sign-in ends while the window is open: the window says so within a second, and nothing that was written is lost."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from operator_console.domain.people import Role
from operator_console.server.account_administration import AccountAdministration
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.ui.preferences.devices_page import DeviceRow
from tests.end2end.console_fixtures import ACCOUNT, Seat, Street, open_street
from tests.end2end.widget_fixtures import PASSWORD, say

REVOKED = "You were signed out from another device or by an administrator."


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as street:
        yield street


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


def _sign_out_everywhere(accounts: AccountAdministration) -> None:
    accounts.sign_out(ACCOUNT)


def _supervise(accounts: AccountAdministration) -> None:
    accounts.change_role(ACCOUNT, Role.SUPERVISOR)


def _serve_again(accounts: AccountAdministration) -> None:
    accounts.change_role(ACCOUNT, Role.AGENT)


def _administer(folder: Path, change: object) -> None:
    assert callable(change)
    with open_administration(ServerConfig(data_dir=folder / "server")) as administration:
        change(administration.accounts)


def test_revoked_while_connected(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        page = await street.chat(await street.visitor(server))
        await street.do(say(page, "Is deze fiets er nog?"))
        await seat.until(lambda: seat.shell.current and seat.line("Is deze fiets"), why="the chat is on screen")
        seat.press("Esc")
        await seat.type("Een half antw")
        await asyncio.to_thread(_administer, tmp_path, _sign_out_everywhere)
        began = time.monotonic()
        await seat.until(lambda: seat.words("connection_words").startswith(REVOKED), 5, "it is said")
        assert time.monotonic() - began < 1.5
        assert "Drafts and unsent messages are kept" in seat.words("connection_words")
        assert seat.draft == "Een half antw"
        assert seat.line("Is deze fiets"), "what was on screen stays"
        await seat.type("oord")
        await seat.enter()
        await seat.until(lambda: seat.desk.connection.waiting_out == 1, why="it waits in the outbox")
        await seat.type("En nog een zin")
        await asyncio.sleep(1.2)
        seat.find(QPushButton, "sign_in_again").click()
        screen = await seat.sign_in_screen()
        await seat.until(seat.find(QLineEdit, "password", screen).hasFocus, why="the password is asked")
        await seat.type(PASSWORD)
        seat.press("Return")
        await seat.until(lambda: seat.window is not None, why="signed in")
        await seat.come_in()
        await seat.ticked("Een half antwoord")
        await seat.until(lambda: seat.draft == "En nog een zin", why="the draft is back")
        texts = await street.texts(page)
        assert texts.count("Een half antwoord") == 1

    seat.play(script())


def test_a_changed_role_is_told_and_the_window_goes_on(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        told: list[str] = []
        seat.console.context.notices.posted.connect(lambda notice: told.append(notice.text))
        await asyncio.to_thread(_administer, tmp_path, _supervise)
        await seat.until(lambda: seat.desk.me.role is Role.SUPERVISOR, 10, "the new role is known")
        await seat.until(seat.is_live, 10, "live again")
        assert any("changed what you may see and do" in text for text in told), told
        await seat.until(lambda: "team.open" in seat.shell.registry.bound, why="the wall has its key")
        await seat.until(seat.find(QWidget, "navigate_team").isVisible, why="and its button")
        await asyncio.to_thread(_administer, tmp_path, _serve_again)
        await seat.until(lambda: "team.open" not in seat.shell.registry.bound, 20, "and has none any more")
        await seat.until(lambda: seat.shell.findChild(QWidget, "navigate_team") is None, why="nor a button")

    seat.play(script())


def test_devices_by_keyboard_and_signing_out(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        seat.press("Ctrl+,")
        sheet = await seat.dialog()
        seat.press("Down", 4)
        row = await seat.until(lambda: sheet.findChild(DeviceRow), why="this device is listed")
        assert row is not None
        assert "In use now" in seat.words("device_use", sheet)
        assert seat.words("this_device", sheet) == "This computer"
        assert seat.words("devices_said", sheet) == "You are signed in nowhere else."
        seat.press("Esc")
        await seat.back_to_window()
        seat.press("Ctrl+Shift+Q")
        await seat.sign_in_screen()
        with open_administration(ServerConfig(data_dir=tmp_path / "server")) as administration:
            assert administration.accounts.sign_out(ACCOUNT) == 0, "the server knew already"

    seat.play(script())
