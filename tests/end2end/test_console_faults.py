"""The server dies in the middle of a chat: nothing is lost, nothing is there twice, and the window says how it is."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from PySide6.QtWidgets import QApplication, QPushButton

from tests.end2end.console_fixtures import REFLEX_S, Seat, Street, marks, open_street, stored
from tests.end2end.widget_fixtures import ShopServer, say

MESSAGES = 14
KILLED_AT, BACK_AT = 5, 9


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as street:
        yield street


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.soak
def test_a_killed_server_loses_and_doubles_nothing(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        page = await street.chat(await street.visitor(server))
        await street.do(say(page, "v00 hallo"))
        await seat.until(lambda: seat.shell.current and seat.line("v00"), why="the chat comes on screen by itself")
        chat = seat.shell.current
        assert chat is not None
        heard = seat.hear_connection()
        kill, back = asyncio.Event(), asyncio.Event()
        await asyncio.gather(
            _agent_writes(seat, kill, back),
            street.do(_visitor_writes(page)),
            _power_cut(seat, street, server, page, kill, back),
        )
        await seat.until(seat.is_live, 30, "live again")
        expected = sorted([f"{who}{number:02}" for who in "av" for number in range(1, MESSAGES)] + ["v00"])
        await seat.until(lambda: sorted(_shown(seat)) == expected, 30, "everything is in the window")
        await seat.until(lambda: not seat.desk.connection.waiting_out, 20, "the outbox is empty")
        await street.do(expect(page.locator(".message .text")).to_have_count(len(expected), timeout=30_000))
        on_disk = [message.text for message in stored(tmp_path, chat) if message.text]
        assert sorted(marks(on_disk)) == expected
        assert marks(await street.texts(page)) == marks(on_disk)
        assert _shown(seat) == marks(on_disk)
        for who in "av":
            mine = [mark for mark in marks(on_disk) if mark[0] == who]
            assert mine == sorted(mine), "each author's messages are in the order of writing"
        assert _said(heard)

    seat.play(script())


def _shown(seat: Seat) -> list[str]:
    return marks(seat.lines())


def _said(heard: list[str]) -> bool:
    """The words went from live over offline and catching up to live."""
    order = ("Live", "Connecting, ", "Offline since ", "Catching up, 0 s", "Live")
    places = iter(heard)
    assert all(any(words.startswith(wanted) for words in places) for wanted in order), heard
    return True


async def _agent_writes(seat: Seat, kill: asyncio.Event, back: asyncio.Event) -> None:
    seat.press("Esc")
    await asyncio.sleep(REFLEX_S)
    for number in range(1, MESSAGES):
        await seat.type(f"a{number:02} antwoord")
        seat.press("Return")
        if number == KILLED_AT:
            kill.set()
        if number == BACK_AT:
            await seat.until(lambda: seat.words("connection_words").startswith("Offline"), 20, "offline is said")
            await seat.until(
                lambda: "outbox" in seat.find(QPushButton, "outbox_words").text(), why="the outbox is told"
            )
            back.set()
        await asyncio.sleep(0.15)


async def _visitor_writes(page: Page) -> None:
    for number in range(1, MESSAGES):
        await page.locator("textarea").press_sequentially(f"v{number:02} vraag")
        await page.locator("textarea").press("Enter")
        await asyncio.sleep(0.15)


async def _power_cut(
    seat: Seat, street: Street, server: ShopServer, page: Page, kill: asyncio.Event, back: asyncio.Event
) -> None:
    """Kill the server and start it again; both machines hear of it, as they do when their network comes back."""
    await kill.wait()
    await street.do(server.kill())
    await back.wait()
    await street.do(server.start())
    seat.desk.check_connection()
    await street.do(page.evaluate("dispatchEvent(new Event('online'))"))
