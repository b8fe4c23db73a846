"""A visitor gives few stars, and the lead's own window says so at once and opens the chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from operator_console.domain.people import Role
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.ui.kit.plain_label import PlainLabel
from tests.end2end.console_fixtures import ACCOUNT, Seat, Street, open_street
from tests.end2end.widget_fixtures import say

QUESTION = "Waar blijft mijn fiets?"
WORDS = "<b>Veel</b> te langzaam"


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as opened:
        yield opened


def test_the_leads_window_says_who_was_not_content(qapp: QApplication, street: Street, tmp_path: Path) -> None:
    seat = Seat(qapp, tmp_path / "console")

    async def script() -> None:
        server = await street.shop(tmp_path)
        with open_administration(ServerConfig(data_dir=tmp_path / "server")) as administration:
            administration.accounts.change_role(ACCOUNT, Role.SUPERVISOR)
        await seat.sign_in(server.base)
        visitor = await street.visitor(server)
        page = await street.chat(visitor)
        await street.do(say(page, QUESTION))
        chat = await seat.until(lambda: seat.chat_of(QUESTION), 30, "the chat is in the rail")
        await seat.open_number(chat)
        await seat.answer("Ik zoek het op.")
        await street.do(_ends_and_gives_one_star(page))
        told = await seat.until(lambda: _told(seat), 30, "the window says it")
        assert "★☆☆☆☆" in told
        assert WORDS in told
        transcript = next(one for one in seat.shell.findChildren(QWidget, "transcript") if one.isVisible())
        await seat.until(lambda: "team.open" in seat.shell.registry.bound, why="the wall is there")
        seat.shell.registry.action("team.open").trigger()
        await seat.until(lambda: not transcript.isVisible(), why="the wall is on screen")
        button = next(one for one in seat.shell.findChildren(QPushButton) if one.text() == "Open the chat")
        button.click()
        await seat.until(transcript.isVisible, why="the chat is on screen")
        assert seat.shell.current == chat
        assert visitor.complaints == []

    seat.play(script())


def _told(seat: Seat) -> str:
    labels = seat.shell.findChildren(PlainLabel)
    return next((one.whole_text for one in labels if "rated the chat" in one.whole_text and one.isVisible()), "")


async def _ends_and_gives_one_star(page: Page) -> None:
    await page.get_by_role("button", name="Gesprek beëindigen").click()
    await page.get_by_role("button", name="Beëindigen", exact=True).click()
    await page.get_by_text("☆").first.click()
    await page.get_by_label("Wil je er iets bij zeggen?").fill(WORDS)
    await page.keyboard.press("Enter")
    await page.get_by_text("Bedankt voor je beoordeling!").wait_for()
