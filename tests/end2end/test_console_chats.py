"""What the two people in a chat see of each other and what they do not: notes, files, typing, drafts, two shops."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Page, expect
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListView, QWidget

from operator_console.ui.kit.transcript import TranscriptView
from tests.end2end.console_fixtures import Seat, Street, bubble, open_street, stored
from tests.end2end.widget_fixtures import ShopServer, Visitor, say

AGENTS_COLOUR, VISITORS_COLOUR = "#c81e78", "#1e9bc8"


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


async def _chat(seat: Seat, street: Street, server: ShopServer, text: str, path: str) -> tuple[Page, str]:
    """Let a visitor come and ask; returns the page and the chat."""
    page = await street.chat(await street.visitor(server), path)
    await street.do(say(page, text))
    return page, await seat.until(lambda: seat.chat_of(text), why=text)


def test_a_note_stays_with_the_team(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        visitor = await street.visitor(server)
        page, received = await street.do(_listening_visitor(visitor))
        chat = await seat.until(lambda: seat.chat_of("Mag ik korting?"))
        await seat.until(lambda: seat.shell.current == chat)
        seat.press("Esc")
        seat.press("Ctrl+Shift+N")
        await seat.type("geheim: tien procent mag")
        await seat.enter()
        await seat.until(lambda: "team only" in seat.line("geheim"), why="the note is in the window")
        await seat.answer("Ik kijk even.")
        await street.do(expect(bubble(page, "Ik kijk even.")).to_be_visible())
        await street.do(_reload(page, "Ik kijk even."))
        assert "geheim" in " ".join(message.text for message in stored(tmp_path, chat))
        assert received
        assert not [frame for frame in received if "geheim" in frame]
        assert "geheim" not in await street.do(page.content())

    seat.play(script())


async def _listening_visitor(visitor: Visitor) -> tuple[Page, list[str]]:
    received: list[str] = []
    page = await visitor.visit()
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(str(data))))
    await page.reload()
    await page.locator(".launcher").click()
    await say(page, "Mag ik korting?")
    return page, received


async def _reload(page: Page, text: str) -> None:
    await page.reload()
    await expect(bubble(page, text)).to_be_visible()


def test_pictures_go_both_ways(seat: Seat, street: Street, tmp_path: Path) -> None:
    for name, colour in (("rem los.png", VISITORS_COLOUR), ("rem vast.png", AGENTS_COLOUR)):
        Image.new("RGB", (320, 200), colour).save(tmp_path / name)

    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        page, chat = await _chat(seat, street, server, "Mijn rem zit los", "fietsenwereld/")
        await seat.until(lambda: seat.shell.current == chat)
        await street.do(page.locator("input[type=file]").set_input_files(tmp_path / "rem los.png"))
        await seat.until(lambda: seat.line("Picture: rem los.png"), why="the picture came")
        await seat.until(lambda: _painted(seat, VISITORS_COLOUR), why="the visitor's picture is decoded and painted")
        await _attach(seat, tmp_path / "rem vast.png")
        await seat.answer("Zo hoort het.")
        picture = page.locator(".message:not(.mine) img")
        await street.do(expect(picture).to_have_js_property("naturalWidth", 320, timeout=15_000))
        await seat.until(lambda: _painted(seat, AGENTS_COLOUR), why="the own picture is painted")
        assert await street.do(picture.evaluate(_COLOUR_OF)) == [200, 30, 120]
        names = [message.attachment.name for message in stored(tmp_path, chat) if message.attachment is not None]
        assert names == ["rem los.png", "rem vast.png"]

    seat.play(script())


_COLOUR_OF = """image => {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return [...context.getImageData(5, 5, 1, 1).data].slice(0, 3);
}"""


async def _attach(seat: Seat, path: Path) -> None:
    seat.press("Esc")
    seat.press("Ctrl+O")
    dialog = await seat.dialog()
    assert isinstance(dialog, QFileDialog)
    await seat.type(str(path))
    seat.press("Return")
    await seat.back_to_window()
    await seat.until(lambda: path.name in _pending(seat), why="the file waits in the composer")


def _pending(seat: Seat) -> str:
    labels = seat.find(QWidget, "pending_files").findChildren(QLabel)
    return " ".join(f"{label.text()} {label.toolTip()} {label.accessibleName()}" for label in labels)


def _painted(seat: Seat, colour: str) -> bool:
    """Tell whether the transcript shows an area of a colour."""
    image: QImage = seat.find(TranscriptView, "transcript").viewport().grab().toImage()
    wanted = QColor(colour)
    found = 0
    for x in range(0, image.width(), 8):
        for y in range(0, image.height(), 8):
            shown = image.pixelColor(x, y)
            apart = max(abs(shown.red() - wanted.red()), abs(shown.green() - wanted.green()))
            found += max(apart, abs(shown.blue() - wanted.blue())) < 12
    return found > 100


def test_what_a_visitor_types_is_seen_before_it_is_sent(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        page, chat = await _chat(seat, street, server, "Hallo", "fietsenwereld/")
        await seat.until(lambda: seat.shell.current == chat)
        before = _foot(seat)
        await street.do(page.locator("textarea").press_sequentially("ik zoek een kinderfiets"))
        await seat.until(lambda: "kinderfiets" in _preview(seat, chat), why="the preview is in the rail")
        await seat.until(lambda: _foot(seat) != before, why="the preview is painted below the messages")
        assert seat.line("kinderfiets") == ""
        await street.do(page.locator("textarea").press("Enter"))
        await seat.until(lambda: seat.line("ik zoek een kinderfiets"), why="it is a message now")
        await seat.until(lambda: _preview(seat, chat) == "", why="the preview is gone")
        seat.press("Esc")
        await seat.type("Voor welke leeftijd")
        await street.do(expect(page.locator(".typing")).to_have_text("Sanne is aan het typen"))

    seat.play(script())


def _preview(seat: Seat, chat: str) -> str:
    row = seat.rail_row(chat)
    return row.chat.preview if row is not None and row.chat is not None else ""


def _foot(seat: Seat) -> QImage:
    viewport = seat.find(TranscriptView, "transcript").viewport()
    height = 40
    return viewport.grab(QRect(0, viewport.height() - height, viewport.width(), height)).toImage()


def test_drafts_survive_a_restart_each_with_its_chat(seat: Seat, street: Street, tmp_path: Path) -> None:
    drafts = {"Eerste vraag": "Even kijken naar de eerste", "Tweede vraag": "En dit hoort bij de tweede"}

    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        chats = {}
        for question in drafts:
            _, chats[question] = await _chat(seat, street, server, question, "fietsenwereld/")
        for question, draft in drafts.items():
            await seat.open_number(chats[question])
            seat.press("Esc")
            assert seat.draft == ""
            await seat.type(draft)
        assert await seat.leave() == 0
        await seat.sign_in(server.base)
        for question, draft in drafts.items():
            await seat.open_number(chats[question])
            assert seat.draft == draft
        seat.press("Esc")
        await seat.enter()
        last = list(drafts.values())[-1]
        await seat.until(lambda: seat.line(last), why="the kept draft is sent")
        assert seat.draft == ""

    seat.play(script())


def test_one_agent_serves_two_shops(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        await seat.sign_in(server.base)
        bikes, at_bikes = await _chat(seat, street, server, "Kan ik ruilen?", "fietsenwereld/fietsen")
        jumps, at_jumps = await _chat(seat, street, server, "Hoe zwaar mag ik zijn?", "skyjump/")
        for chat, site, key, other in (
            (at_bikes, "Fietsenwereld", "framemaat", "tandemsprong"),
            (at_jumps, "Skyjump", "tandemsprong", "framemaat"),
        ):
            row = seat.rail_row(chat)
            assert row is not None
            assert row.chat is not None
            assert row.chat.site.name == site
            await seat.open_number(chat)
            assert seat.words("knowledge_site") == site
            await _search(seat, other)
            await asyncio.sleep(0.5)
            assert _hits(seat, other) == []
            await _search(seat, key)
            await seat.until(lambda key=key: _hits(seat, key), why=f"{key} is found at {site}")  # type: ignore[misc]
            await seat.answer(f"Groet van {site}")
        await street.do(expect(bubble(bikes, "Groet van Fietsenwereld")).to_be_visible())
        await street.do(expect(bubble(jumps, "Groet van Skyjump")).to_be_visible())
        assert "Groet van Skyjump" not in await street.texts(bikes)
        assert {seat.words("knowledge_site")} == {"Skyjump"}

    seat.play(script())


async def _search(seat: Seat, text: str) -> None:
    """Search by keys, and wait until something was searched."""
    seat.press("Ctrl+K")
    seat.press("Delete")
    await seat.until(lambda: " in " not in seat.words("search_figures"), why="the search is empty")
    await seat.type(text)
    await seat.until(lambda: re.search(r" in \d+ ms", seat.words("search_figures")), why="searched")


def _hits(seat: Seat, text: str) -> list[str]:
    """Return the titles in the list that hold the word."""
    model = seat.find(QListView, "articles").model()
    titles = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    return [title for title in titles if text in title.lower()]
