"""A visitor in a real browser as the real window's page of visitors shows them: there, invited by hand, gone again."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.async_api import expect
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from operator_console.ui.shell.pages import STREET
from operator_console.ui.street import StreetScreen
from operator_console.ui.street.rows import State, VisitorRow
from tests.end2end.console_fixtures import Seat, Street, open_street

SOON_S = 6.0
"""Two seconds on a machine that has nothing else to do."""
WORDS = "Zal ik de juiste maat voor je uitzoeken?"


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as street:
        yield street


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


def test_a_visitor_comes_is_invited_by_hand_and_goes(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path, visitor_gone_s="1.0")
        await seat.sign_in(server.base)
        seat.press("F7")
        screen = cast("StreetScreen", await seat.until(lambda: seat.shell._screens.pages.get(STREET)))

        def rows() -> tuple[VisitorRow, ...]:
            return screen.visitors.model.rows

        await seat.until(lambda: not screen.visitors.view.table.isVisible(), why="nobody is there")
        visitor = await street.visitor(server)
        page = await street.do(visitor.visit("fietsenwereld/fietsen/linde"))
        await seat.until(rows, SOON_S, "the visitor is in the list")
        (row,) = rows()
        assert "/fietsen/linde" in row.url
        assert (row.site_name, row.state, row.one.may_invite) == ("Fietsenwereld", State.LOOKING, True)
        await seat.activate(seat.shell)
        seat.press("Ctrl+K")
        seat.press("Down")
        seat.press("Return")
        sheet = await seat.dialog()
        field = seat.find(QPlainTextEdit, "invite_words", sheet)
        field.setPlainText(WORDS)
        field.setFocus()
        seat.press("Ctrl+Return")
        await street.do(expect(page.locator(".invite p")).to_contain_text(WORDS, timeout=10_000))
        await seat.until(lambda: rows()[0].state is State.INVITED, SOON_S, "and the list says so")
        await seat.back_to_window()
        assert "once is enough" in seat.words("visitor_said")
        await street.do(page.close())
        await seat.until(lambda: not rows(), SOON_S, "the visitor is gone")

    seat.play(script())
