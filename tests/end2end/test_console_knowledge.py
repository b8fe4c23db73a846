"""Articles in a chat, with real window, server and browser: quote, drag, send and be counted; what is missing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.async_api import Page, expect
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit, QPushButton
from sqlalchemy import Connection

from operator_console.domain.articles import ArticleFigures, MissingArticle
from operator_console.domain.ids import SiteId
from operator_console.server.config import ServerConfig
from operator_console.server.store import article_use
from operator_console.server.store.database import Database
from operator_console.ui.conversation.text_box import TextBox
from operator_console.ui.kit.article_body import ArticleBody
from operator_console.ui.knowledge.facts import FactRow
from tests.end2end.console_fixtures import Seat, Street, bubble, open_street
from tests.end2end.widget_fixtures import Visitor, say
from tests.fakes.drag import drag_across

QUESTION = "Kan ik de fiets in de winkel terugbrengen?"
FACT = "Binnen 30 dagen na levering"
SITE = SiteId("fietsenwereld")
Read = TypeVar("Read")


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as street:
        yield street


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


def test_a_quote_and_a_dragged_fact_are_sent_and_counted_and_what_is_missing_is_told(
    seat: Seat, street: Street, tmp_path: Path
) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        visitor = await street.visitor(server)
        page = await street.do(_marieke_comes(visitor, server.base))
        chat = await seat.until(lambda: seat.chat_of(QUESTION), 30, "the visitor's chat is in the rail")
        await seat.open_number(chat)
        await seat.until(lambda: seat.line(QUESTION))
        await seat.until(lambda: "ART-2" in seat.words("think_of_words"), why="what goes with the bike in the cart")
        quote = await _quote(seat)
        await _drag(seat)
        await seat.enter()
        answer = f"Dag Marieke, dat mag: “{quote}” {FACT}"
        await street.do(expect(bubble(page, answer)).to_be_visible())
        await seat.until(lambda: _uses(tmp_path) == 2, why="quote and fact are counted")
        await seat.until(lambda: not seat.desk.assist.use.waiting, why="nothing is left to tell")
        await _missing(seat, tmp_path)
        await _article(seat, quote)

    seat.play(script())


async def _marieke_comes(visitor: Visitor, base: str) -> Page:
    """Put a bike into the cart and ask."""
    page = await visitor.context.new_page()
    await page.goto(f"{base}/shop/fietsenwereld/fietsen/tour-500")
    await page.get_by_role("button", name="In winkelwagen").click()
    await expect(page.locator("[data-cart-count]").first).to_have_text("1")
    await page.locator(".launcher").click()
    await page.get_by_label("Je voornaam").fill("Marieke")
    await say(page, QUESTION)
    return page


async def _quote(seat: Seat) -> str:
    """Find the article, select words in it and insert them as a quote, all by keys."""
    seat.press("Esc")
    await seat.type("Dag Marieke, dat mag:")
    seat.press("Ctrl+K")
    await seat.type("terugbrengen winkel")
    articles = seat.find(QListView, "articles").model()
    await seat.until(lambda: "Retourneren in de winkel" in str(articles.index(0, 0).data()), why="it is the first hit")
    seat.press("Return")
    await seat.until(lambda: seat.words("article_title").replace("\u200b", "") == "Retourneren in de winkel")
    body = seat.find(ArticleBody, "article_body")
    seat.tab_to("article_body")
    body.moveCursor(QTextCursor.MoveOperation.Start)
    seat.press("Ctrl+Shift+Right", times=4)
    quote = body.selected_text()
    assert len(quote.split()) == 4
    seat.press("Ctrl+Shift+C")
    await seat.until(lambda: quote in seat.draft)
    return quote


async def _drag(seat: Seat) -> None:
    """Drag the first fact behind what is written."""
    box = seat.find(TextBox, "composer")
    row = seat.find(FactRow, "fact_1")
    assert row.fact == FACT
    box.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(3):
        end = box.cursorRect().center()
        await drag_across(row, row.rect().center(), box.viewport(), end)
        if FACT in seat.draft:
            return
    raise AssertionError(seat.draft)


async def _missing(seat: Seat, folder: Path) -> None:
    seat.press("Ctrl+Shift+G")
    await seat.until(lambda: seat.shell.findChild(QPushButton, "notice_action"), why="it can be undone")
    assert _read(folder, lambda connection: article_use.read_missing(connection, (SITE,))) == ()
    missing = await seat.until(lambda: _missing_list(folder), why="the editors know")
    assert [(one.question, one.language, one.asked) for one in missing] == [(QUESTION, "nl", 1)]


async def _article(seat: Seat, quote: str) -> None:
    """Make an article of the answer; who it was for stays out of it."""
    seat.press("Ctrl+Shift+D")
    await seat.until(lambda: seat.shell.findChild(QPlainTextEdit, "article_markdown"), why="the editor is open")
    box = seat.find(QPlainTextEdit, "article_markdown")
    await seat.until(lambda: quote in box.toPlainText(), why="the answer is its first text")
    assert "Dag [naam]" in box.toPlainText()
    assert "Marieke" not in box.toPlainText()


def _missing_list(folder: Path) -> tuple[MissingArticle, ...]:
    return _read(folder, lambda connection: article_use.read_missing(connection, (SITE,)))


def _uses(folder: Path) -> int:
    found: tuple[ArticleFigures, ...] = _read(folder, lambda connection: article_use.read_figures(connection, (SITE,)))
    return sum(one.uses for one in found if one.key == "retour-winkel")


def _read(folder: Path, read: Callable[[Connection], Read]) -> Read:
    config = ServerConfig(data_dir=folder / "server")
    database = Database(config.database, config.backups)
    try:
        with database.reading() as connection:
            return read(connection)
    finally:
        database.close()
