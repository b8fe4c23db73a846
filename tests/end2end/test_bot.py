"""The knowledge bot in a real browser and, after its hand-over, in the real window; also when the server is killed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from PySide6.QtWidgets import QApplication

from operator_console.domain.ids import SiteId
from operator_console.domain.site_settings import BotMode, SiteSettings
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.store.site_settings import put_settings
from tests.end2end.console_fixtures import Seat, Street, open_street
from tests.end2end.widget_fixtures import ShopServer, say

PICTURES = os.environ.get("OPERATOR_CONSOLE_PICTURES")
QUESTION = "Hoe lang is de levertijd van een fiets?"
PERSON = "Ik wil graag een medewerker spreken"


@pytest.fixture(scope="module")
def whole_street() -> Iterator[Street]:
    with open_street() as street:
        yield street


@pytest.fixture
def street(whole_street: Street) -> Iterator[Street]:
    yield whole_street
    whole_street.clear()


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


async def shop_with_bot(street: Street, folder: Path, **options: str) -> ShopServer:
    """Start a server whose bicycle shop has the bot first."""
    server = await street.shop(folder, **options)
    opened = open_administration(ServerConfig(data_dir=folder / "server"))
    with opened as administration, administration.database.writing() as connection:
        put_settings(connection, SiteSettings(site_id=SiteId("fietsenwereld"), bot=BotMode.FIRST))
    return server


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.wait_for_timeout(300)
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def bot_is_there(page: Page) -> None:
    """Wait until the widget knows of the bot: the settings reach the server within half a second."""
    await expect(page.locator(".panel h2")).to_have_text("Bot · Fietsenwereld", timeout=15_000)


def test_it_answers_and_hands_over_with_its_part_visible(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def ask(page: Page) -> None:
        await bot_is_there(page)
        await expect(page.locator(".bot .link")).to_have_text(PERSON)
        await picture(page, "bot-begin")
        await say(page, QUESTION)
        card = page.locator(".message:not(.mine) a.card")
        await expect(card).to_contain_text("Levertijd", timeout=20_000)
        await expect(card).to_have_attribute("target", "_blank")
        await expect(page.locator(".message:not(.mine) .name")).to_have_text("Bot")
        await expect(page.locator(".bot p")).to_have_text("Is je vraag hiermee beantwoord?")
        await picture(page, "bot-answer")
        await page.get_by_role("button", name="Nee, dit is het niet").click()
        await expect(page.locator(".message:not(.mine)")).to_have_count(2)
        await picture(page, "bot-again")
        await say(page, "Waar zit de winkel in Utrecht?")
        title = page.get_by_role("button", name="Winkels en openingstijden")
        await expect(title).to_be_visible()
        await picture(page, "bot-choices")
        await title.click()
        await expect(card.nth(1)).to_contain_text("Winkels en openingstijden")
        await page.locator(".bot .link").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".message:not(.mine)")).to_have_count(5)
        await expect(page.locator(".bot")).to_be_hidden()
        await expect(page.locator(".panel h2")).not_to_contain_text("Bot ·")
        await picture(page, "bot-handed-over")

    async def script() -> None:
        server = await shop_with_bot(street, tmp_path)
        await seat.sign_in(server.base)
        page = await street.chat(await street.visitor(server))
        await street.do(ask(page))
        chat = await seat.until(lambda: next((row.key for row in seat.rail if row.chat is not None), ""), 20)
        await seat.open_number(chat)
        await seat.until(lambda: "asked for a person · 2 articles" in seat.words("visitor_bot"))
        lines = await seat.until(lambda: [line for line in seat.lines() if line.startswith("Bot: ")])
        assert any("Levertijd" in line for line in lines)
        if PICTURES:
            seat.shell.grab().save(str(Path(PICTURES) / "bot-console.png"))
        row = seat.rail_row(chat)
        assert row is not None
        assert row.chat is not None
        assert row.chat.conversation.last_text == PERSON
        await seat.answer("Hallo, ik kijk even mee.")
        await street.do(expect(page.locator(".message:not(.mine)")).to_have_count(6, timeout=15_000))

    seat.play(script())


def test_a_server_that_is_killed_before_it_answers_answers_afterwards_once(
    seat: Seat, street: Street, tmp_path: Path
) -> None:
    async def script() -> None:
        server = await shop_with_bot(street, tmp_path, fail_points="server.bot.before=kill:1")
        page = await street.chat(await street.visitor(server))
        await street.do(bot_is_there(page))
        await street.do(say(page, QUESTION))
        await seat.until(lambda: not server.runs, 30, "the server dies with the answer in its hands")
        server.disarm()
        await street.do(server.start())
        await street.do(expect(page.locator("a.card")).to_contain_text("Levertijd", timeout=60_000))
        await street.do(page.wait_for_timeout(1_500))  # another look of the bot's
        await street.do(expect(page.locator(".message")).to_have_count(2))

    seat.play(script())
