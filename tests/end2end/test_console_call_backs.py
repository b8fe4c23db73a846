"""A visitor of a closed shop asks to be called; the real window shows it, and an agent finishes it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from playwright.async_api import Page, expect
from PySide6.QtWidgets import QApplication, QLineEdit

from operator_console.domain.call_backs import CallBackState
from operator_console.domain.ids import SiteId
from operator_console.domain.opening_hours import OpeningHours, Span
from operator_console.domain.response_clock import ClockPhase
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.store.site_settings import put_settings
from operator_console.ui.call_backs.sheet import CallBackSheet
from operator_console.ui.call_backs.strip import CallBackLine
from tests.end2end.console_fixtures import Seat, Street, open_street
from tests.end2end.widget_fixtures import ShopServer, say

PHONE = "06 1234 5678"


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as street:
        yield street


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


def _close_today(folder: Path, server: ShopServer) -> None:
    """Let the shop be closed now and on the next day, and open for the office's hours after that."""
    assert server.runs
    today = datetime.now(UTC).date()
    closed: dict[date, tuple[Span, ...]] = {today + timedelta(days=ahead): () for ahead in (-1, 0, 1)}
    hours = OpeningHours(time_zone="Europe/Amsterdam", weekly=((Span(540, 1050),),) * 7, exceptions=closed)
    with open_administration(ServerConfig(data_dir=folder / "server")) as administration:
        settings = administration.directory().settings_of(SiteId("fietsenwereld"))
        with administration.database.writing() as connection:
            assert put_settings(connection, structs.replace(settings, hours=hours)) is not None


async def _ask_to_be_called(page: Page) -> None:
    await expect(page.locator(".panel header")).to_contain_text("Gesloten tot")
    away = page.locator(".away")
    await away.get_by_role("button", name="Bel me terug").first.click()
    await expect(away.locator("option").nth(2)).to_be_attached()
    phone = away.locator("[type=tel]")
    await phone.fill("geen nummer")
    await phone.press("Enter")
    await expect(away.locator("[role=alert]")).to_be_visible()
    await expect(phone).to_be_focused()
    await phone.fill(PHONE)
    await away.locator("select").select_option(index=2)
    await away.locator("form input").nth(1).fill("Past maat M? <b>nee</b>")
    await phone.press("Enter")
    await expect(away.locator("form")).to_be_hidden()
    await expect(away.locator("[role=status]")).to_contain_text(PHONE)


async def _is_forgotten(page: Page) -> None:
    for part in (".away", ".queue"):  # an agent has the chat, and nobody has to call any more
        await expect(page.locator(part)).to_be_hidden()


def test_a_call_back_from_a_closed_shop_is_done_in_the_window(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        _close_today(tmp_path, server)
        await seat.sign_in(server.base)
        page = await street.chat(await street.visitor(server))
        await street.do(_ask_to_be_called(page))
        line = await seat.until(lambda: seat.find(CallBackLine, "call_back_0"), within_s=30)
        assert PHONE in line.accessibleName()
        assert "<b>nee</b>" in line.accessibleName()

        await street.do(say(page, "En is hij op voorraad?"))
        chat = await seat.until(lambda: seat.chat_of("En is hij op voorraad?"), within_s=30)
        row = seat.desk.row(chat)  # type: ignore[arg-type]  # an id as text
        assert row is not None
        assert row.conversation.clock.phase(seat.desk.now(), row.site.targets) is ClockPhase.PAUSED

        seat.press("Ctrl+Shift+W")
        sheet = await seat.dialog()
        assert isinstance(sheet, CallBackSheet)
        seat.find(QLineEdit, "call_back_remark", sheet).setText("Maat M past")
        seat.press_button("call_back_done")
        await seat.until(lambda: not seat.desk.call_backs.rows(), within_s=30, why="it is done")
        done = [each for each in seat.desk.call_backs._known.values() if each.phone == PHONE]
        assert [(each.state, each.remark) for each in done] == [(CallBackState.DONE, "Maat M past")]
        await street.do(_is_forgotten(page))

    seat.play(script())
