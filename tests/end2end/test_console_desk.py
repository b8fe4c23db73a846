"""An agent answers practice visitors and a real browser visitor at once, by keyboard alone."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit, QPushButton, QWidget

from operator_console.app.child_process import ChildProcess
from operator_console.domain.conversations import AuthorKind
from operator_console.ui.chats.rows import Group
from tests.end2end.console_fixtures import Seat, Street, bubble, open_street, stored
from tests.end2end.widget_fixtures import ShopServer, say

QUESTION = "Kan ik de fiets in de winkel terugbrengen?"
FACT = "Neem de pakbon of het ordernummer mee"


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


def test_four_visitors_at_once_by_keyboard_alone(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        practice = await asyncio.to_thread(_practice, server, tmp_path)
        try:
            page = await _marieke_comes(street, server)
            await seat.until(lambda: len(_waiting(seat)) == 4, 30, "four visitors wait")
            await seat.until(lambda: _in_order(seat), why="the most urgent is on top")
            await _answer_practice(seat)
            chat = await _answer_marieke(seat, street, page)
            await _reactions(seat, chat)
        finally:
            await asyncio.to_thread(practice.stop)
        await _wrap_up(seat, street, page, chat)
        assert [message.text for message in stored(tmp_path, chat) if message.author.kind is AuthorKind.AGENT]
        await _marieke_is_back(seat, street, page, chat)

    seat.play(script())


def _practice(server: ShopServer, folder: Path) -> ChildProcess:
    arguments = ["practice", "--server", server.base, "--lang", "nl", "--visitors", "3", "--speed", "6", "--seed", "1"]
    return ChildProcess([*arguments, "--stop-with-input"], folder / "practice.log")


def _waiting(seat: Seat) -> list[str]:
    return [row.key for row in seat.rail if row.chat is not None and row.chat.conversation.clock.running]


def _in_order(seat: Seat) -> bool:
    """Tell whether all four stand in the group of those who wait, the one with the least time left first."""
    chats = [row.chat for row in seat.rail if row.group is Group.YOUR_TURN and row.chat is not None]
    left = [chat.conversation.clock.left_s(seat.desk.now()) for chat in chats]
    return len(left) == 4 and left == sorted(left)


async def _marieke_comes(street: Street, server: ShopServer) -> Page:
    visitor = await street.visitor(server)

    async def come() -> Page:
        page = await visitor.context.new_page()
        referrer = "https://www.google.nl/search?q=tour+500"
        async with page.expect_websocket() as line:
            await page.goto(f"{server.base}/shop/fietsenwereld/fietsen", referer=referrer)
        await (await line.value).wait_for_event("framereceived")
        await page.goto(f"{server.base}/shop/fietsenwereld/fietsen/tour-500")
        await page.get_by_role("button", name="In winkelwagen").click()
        await expect(page.locator("[data-cart-count]").first).to_have_text("1")
        await page.locator(".launcher").click()
        await page.get_by_label("Je voornaam").fill("Marieke")
        await say(page, QUESTION)
        return page

    return await street.do(come())


async def _answer_practice(seat: Seat) -> None:
    """Go from one urgent chat to the next and answer whoever it is; Marieke's turn comes later."""
    answered: set[str] = set()
    for number in range(8):
        if len(answered) == 3:
            return
        seat.press("Ctrl+J")
        chat = seat.shell.current
        assert chat is not None
        if seat.line(QUESTION) or chat in answered:
            continue
        await seat.answer(f"Goedendag, ik kijk het na ({number}).")
        await _reply_time_is_shown(seat, f"({number})")
        answered.add(chat)
    assert len(answered) == 3


async def _answer_marieke(seat: Seat, street: Street, page: Page) -> str:
    chat = next(
        row.key for row in seat.rail if row.chat is not None and row.chat.conversation.visitor_name == "Marieke"
    )
    await seat.open_number(chat)
    await seat.until(lambda: seat.words("visitor_cart") != "not shared")
    assert seat.words("conversation_title") == "Marieke"
    assert seat.words("visitor_referrer") == "google.nl/search?q=tour+500"
    assert seat.words("visitor_search_words") == "“tour 500”"
    assert seat.words("visitor_now_on") == "/shop/fietsenwereld/fietsen/tour-500"
    assert "Chrom" in seat.words("visitor_device")
    assert seat.words("visitor_cart").startswith("€ 1,849.00 · 1 item")
    assert seat.words("visitor_on_site").rstrip(" ▾").endswith("2 pages")
    assert seat.words("visitor_previous") == "none"
    await _write_with_a_fact(seat)
    row = seat.rail_row(chat)
    assert row is not None
    assert row.group is Group.YOUR_TURN
    await seat.enter()
    answer = f"Ja, dat kan. {FACT} Tot ziens!"
    await street.do(expect(bubble(page, answer)).to_be_visible())
    assert seat.draft == ""
    await seat.until(lambda: _group(seat, chat) is Group.WAITING, why="the clock stopped and the row moved")
    await _reply_time_is_shown(seat, FACT)
    return chat


async def _reply_time_is_shown(seat: Seat, text: str) -> None:
    await seat.until(lambda: re.search(r"\d+ (s|min)( late)?,", seat.line(text)), why="the reply time")


async def _write_with_a_fact(seat: Seat) -> None:
    """Write, find an article, insert a fact in the middle of what was written."""
    seat.press("Esc")
    await seat.type("Ja, dat kan. Tot ziens!")
    seat.press("Left", len("Tot ziens!"))
    seat.press("Ctrl+K")
    await seat.type("terugbrengen winkel")
    articles = seat.find(QListView, "articles").model()
    await seat.until(lambda: "Retourneren in de winkel" in str(articles.index(0, 0).data()), why="it is the first hit")
    seat.press("Return")
    await seat.until(lambda: seat.words("article_title") == "Retourneren in de winkel")
    seat.press("2")
    await seat.until(lambda: FACT in seat.draft, why="fact in the draft")
    assert seat.draft == f"Ja, dat kan. {FACT} Tot ziens!"
    assert seat.find(QPlainTextEdit, "composer").hasFocus()


async def _reactions(seat: Seat, but: str) -> None:
    """The practice visitors go on with their stories."""
    await seat.until(lambda: [key for key in _waiting(seat) if key != but], 30, "a practice visitor reacts")


async def _wrap_up(seat: Seat, street: Street, page: Page, chat: str) -> None:
    if seat.shell.current != chat:
        await seat.open_number(chat)
    seat.press("Ctrl+W")
    sheet = await seat.dialog()
    assert sheet.objectName() == "wrap_up_dialog"
    seat.press("Return")
    await seat.back_to_window()
    await seat.until(lambda: seat.rail_row(chat) is None, why="the chat is gone from the rail")
    await street.do(expect(page.locator(".log")).to_contain_text("Het gesprek is afgerond"))


async def _marieke_is_back(seat: Seat, street: Street, page: Page, earlier: str) -> None:
    async def come_back() -> None:
        await page.reload()
        await say(page, "Nog een vraag over het slot")

    await street.do(come_back())
    chat = await seat.until(
        lambda: next(
            (row.key for row in seat.rail if row.chat is not None and row.chat.conversation.visitor_name == "Marieke"),
            "",
        )
    )
    assert chat != earlier
    await seat.open_number(chat)
    await seat.until(lambda: seat.words("visitor_previous").startswith("1 · last"), why="a previous chat is told")
    seat.tab_to("visitor_previous", back=True)
    seat.press("Return")
    seat.press("Down")
    detail = QApplication.focusWidget()
    assert detail is not None
    assert QUESTION in detail.accessibleName()
    seat.press("Return")
    sheet = await seat.dialog()
    assert sheet.objectName() == "previous_chat"
    await seat.until(lambda: seat.line(FACT, sheet), why="the earlier chat is shown")
    assert seat.line(QUESTION, sheet)
    assert seat.words("previous_outcome", sheet) == "Solved"
    _cannot_write(sheet)
    seat.press("Esc")
    await seat.back_to_window()
    assert seat.line("Nog een vraag over het slot")


def _cannot_write(sheet: QWidget) -> None:
    assert sheet.findChildren(QPlainTextEdit) == []
    assert [button.objectName() for button in sheet.findChildren(QPushButton) if button.isVisible()] == [
        "archive",
        "close",
    ]


def _group(seat: Seat, chat: str) -> Group | None:
    row = seat.rail_row(chat)
    return row.group if row is not None else None
