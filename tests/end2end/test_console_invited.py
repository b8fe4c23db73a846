"""A visitor answers an invitation, and the agent's window says which one it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page
from PySide6.QtWidgets import QApplication, QWidget

from operator_console.domain.ids import ConversationId
from tests.end2end.console_fixtures import Seat, Street, open_street
from tests.end2end.test_widget_invitations import SOON, TEXT, set_rules
from tests.end2end.widget_fixtures import ShopServer, say


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as opened:
        yield opened


def test_the_window_says_which_invitation_a_chat_began_with(qapp: QApplication, street: Street, tmp_path: Path) -> None:
    seat = Seat(qapp, tmp_path / "console")

    async def script() -> None:
        server = await street.shop(tmp_path)
        set_rules(tmp_path, SOON)
        await seat.sign_in(server.base)
        await _answer_the_invitation(street, server)
        chat = await seat.until(lambda: seat.chat_of("Ja graag"), 30, "the chat is in the rail")
        await seat.open_number(chat)
        await seat.until(lambda: SOON.name in _told(seat), why="it is told")
        invited = seat.desk.context(ConversationId(chat)).invited_by
        assert invited is not None
        assert invited.text == TEXT

    seat.play(script())


def _told(seat: Seat) -> str:
    """Return what the visitor panel says of the invitation, as a screen reader hears it."""
    value = seat.shell.findChild(QWidget, "visitor_invited_by")
    return value.accessibleName() if isinstance(value, QWidget) else ""


async def _answer_the_invitation(street: Street, server: ShopServer) -> None:
    visitor = await street.visitor(server)

    async def come() -> Page:
        page = await visitor.visit("fietsenwereld/fietsen")
        await page.locator(".invite").get_by_role("button", name="Chatten").click(timeout=30_000)
        await say(page, "Ja graag")
        return page

    await street.do(come())
    assert visitor.complaints == []
