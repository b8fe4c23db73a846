"""Files that survive a bad line, videos, article cards and pages that open only on yes; in a real browser."""

import asyncio
import base64
import os
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, Request, Route, expect

from tests.end2end.widget_fixtures import Floor, open_floor, say, ticked

pytestmark = pytest.mark.asyncio(loop_scope="module")
SHOTS = os.environ.get("SHARE_SHOTS")
PARTS = "**/api/v1/uploads/resumable/*"
RECORD = """
async () => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const paint = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm;codecs=vp8" });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  for (let step = 0; step < 8; step += 1) {
    paint.fillStyle = step % 2 ? "red" : "blue";
    paint.fillRect(0, 0, 64, 64);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await new Promise((resolve) => { recorder.onstop = resolve; recorder.stop(); });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def _shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png")


async def _choose(page: Page, path: Path) -> None:
    await page.locator("input[type=file]").set_input_files(path)


def _message(wanted: Callable[[dict[str, Any]], bool]) -> Callable[[dict[str, Any]], bool]:
    """Return what finds the event of a message."""
    return lambda frame: (
        frame["type"] == "event" and frame["change"]["type"] == "message_added" and wanted(frame["change"]["message"])
    )


def _files(floor: Floor) -> list[dict[str, Any]]:
    return [message["attachment"] for message in floor.agent.messages() if message.get("attachment")]


async def _sent(floor: Floor) -> list[dict[str, Any]]:
    """Return the files that the agent got, once there are any."""
    async with asyncio.timeout(15):
        while not _files(floor):
            await asyncio.sleep(0.05)
    return _files(floor)


async def test_an_upload_goes_on_where_the_line_broke_also_after_a_reload(floor: Floor, tmp_path: Path) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    notes = tmp_path / "lang verslag.txt"
    notes.write_bytes(b"".join(b"regel %07d\n" % number for number in range(130_000)))  # four parts
    taken: list[int] = []
    lines = {"cut": True}

    async def cut(route: Route) -> None:
        offset = route.request.headers.get("upload-offset")
        if route.request.method == "PATCH" and offset != "0" and lines["cut"]:
            await route.abort("connectionreset")
        else:
            await route.continue_()

    def note(request: Request) -> None:
        if request.method == "PATCH":
            taken.append(int(request.headers["upload-offset"]))

    await page.route(PARTS, cut)
    page.on("requestfinished", note)
    await _choose(page, notes)
    bar = page.locator(".sending progress")
    await expect(bar).to_have_attribute("aria-label", "Bezig met uploaden, 29 %")
    await _shot(page, "upload-cut")
    await page.reload()
    await expect(page.locator(".message.mine .file")).to_be_visible()
    lines["cut"] = False
    await expect(ticked(page)).to_have_count(1, timeout=30_000)
    await expect(bar).to_have_count(0)
    sent = await _sent(floor)
    assert [(file["name"], file["size_bytes"]) for file in sent] == [(notes.name, notes.stat().st_size)]
    assert taken == [0, 524_288, 1_048_576, 1_572_864]
    token = await page.evaluate("JSON.parse(localStorage.getItem('operator-console:fietsenwereld:token'))")
    answer = await page.request.get(
        f"{floor.server.base}/api/v1/files/{sent[0]['id']}", headers={"Authorization": f"Bearer {token}"}
    )
    assert await answer.body() == notes.read_bytes()
    await say(page, "en verder")
    await floor.agent.heard("en verder")
    assert [complaint for complaint in visitor.complaints if "ERR_CONNECTION_RESET" not in complaint] == []


async def test_a_server_that_is_killed_within_an_upload_goes_on_with_it(floor: Floor, tmp_path: Path) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    notes = tmp_path / "verslag.txt"
    notes.write_bytes(b"".join(b"regel %07d\n" % number for number in range(100_000)))  # three parts
    done: list[str] = []
    held: list[Route] = []

    async def hold(route: Route) -> None:
        if route.request.method == "PATCH" and route.request.headers["upload-offset"] == "524288" and not held:
            held.append(route)
            await floor.server.kill()
            await route.abort("connectionreset")
            await floor.server.start()
        else:
            await route.continue_()

    def note(request: Request) -> None:
        if request.method == "PATCH":
            done.append(request.headers["upload-offset"])

    page.on("requestfinished", note)
    await page.route(PARTS, hold)
    await _choose(page, notes)
    await expect(ticked(page)).to_have_count(1, timeout=60_000)
    assert done == ["0", "524288", "1048576"]
    await floor.agent.connect()
    await floor.agent.frame(lambda _frame: bool(_files(floor)))
    assert [file["size_bytes"] for file in _files(floor)] == [notes.stat().st_size]


async def test_an_upload_is_given_up_by_keyboard_and_nothing_arrives(floor: Floor, tmp_path: Path) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    methods: list[str] = []

    async def hang(route: Route) -> None:
        methods.append(route.request.method)
        if route.request.method == "DELETE":
            await route.continue_()

    await page.route(PARTS, hang)
    (tmp_path / "weg.txt").write_text("toch maar niet\n" * 50_000)
    await _choose(page, tmp_path / "weg.txt")
    stop = page.get_by_role("button", name="Annuleren")
    async with asyncio.timeout(15):
        while methods != ["PATCH"]:
            await asyncio.sleep(0.05)
    await stop.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".message")).to_have_count(0)
    await say(page, "alleen dit")
    await floor.agent.heard("alleen dit")
    await expect(ticked(page)).to_have_count(1)
    assert methods == ["PATCH", "DELETE"]
    assert _files(floor) == []
    await page.reload()
    await expect(page.locator(".message")).to_have_count(1)
    assert visitor.complaints == []


async def test_a_short_video_is_sent_and_plays_for_who_sent_it_and_who_comes_back(floor: Floor, tmp_path: Path) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    recorded = await page.evaluate(RECORD)
    (tmp_path / "trap.webm").write_bytes(base64.b64decode(recorded))
    await _choose(page, tmp_path / "trap.webm")
    await expect(ticked(page)).to_have_count(1)
    (video,) = await _sent(floor)
    assert (video["content_type"], video["width_px"], video["height_px"]) == ("video/webm", 64, 64)
    await page.reload()  # now it comes from the server
    play = page.get_by_role("button", name="Video trap.webm afspelen")
    await expect(play).to_be_visible()
    assert await page.locator("video").count() == 0
    await _shot(page, "video-card")
    await play.click()
    player = page.locator("video")
    await expect(player).to_have_js_property("videoWidth", 64)
    assert await player.evaluate(
        "player => player.controls && player.preload === 'none' && player.src.startsWith('blob:')"
    )
    await _shot(page, "video-plays")
    await expect(page.get_by_role("button", name="trap.webm opslaan")).to_be_visible()
    assert visitor.complaints == []


async def test_what_only_calls_itself_a_video_is_refused_in_words(floor: Floor, tmp_path: Path) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    (tmp_path / "film.mp4").write_bytes(b"<html><script>alert(1)</script></html>")
    await _choose(page, tmp_path / "film.mp4")
    await expect(page.locator(".trouble")).to_contain_text("Dit soort bestand kan niet worden verstuurd.")
    assert [complaint for complaint in visitor.complaints if "415" not in complaint] == []


async def test_an_article_s_link_is_a_card(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await say(page, "Kan ik ruilen?")
    chat = await floor.agent.heard("Kan ik ruilen?")
    article = await _article(floor)
    address = article["url"]
    await floor.agent.say(chat, f"{article['title']}: {address}")
    card = page.locator("a.card")
    await expect(card).to_have_attribute("href", address)
    await expect(card).to_have_attribute("rel", "noopener noreferrer")
    await expect(card).to_contain_text(article["title"])
    await expect(card).to_contain_text(article["summary"][:40])
    await expect(page.locator(".message").last.locator(".text")).to_have_count(0)
    await floor.agent.say(chat, f"Lees dit even: {address}")
    await expect(card).to_have_count(2)
    await expect(page.locator(".message").last.locator(".text")).to_have_text("Lees dit even:")
    await floor.agent.say(chat, f"Op {address} staat het")
    await expect(card).to_have_count(3)
    await expect(page.locator(".message").last.locator(".text a")).to_have_attribute("href", address)
    await _shot(page, "card")
    await floor.agent.say(chat, f"{floor.server.base}/shop/fietsenwereld/ is geen artikel")
    await expect(page.locator(".message").last.locator(".text")).to_contain_text("is geen artikel")
    await expect(card).to_have_count(3)
    assert visitor.complaints == []


async def _article(floor: Floor) -> dict[str, Any]:
    page = await floor.agent.get("/api/v1/articles")
    found = [one for one in page["articles"] if one["site_id"] == "fietsenwereld" and one["language"] == "nl"]
    return dict(found[0])


async def _push(floor: Floor, chat: str, url: str, title: str = "Helmen") -> dict[str, Any]:
    request_id = uuid.uuid4().hex
    frame = {"type": "push_page", "request_id": request_id, "conversation_id": chat, "url": url, "title": title}
    await floor.agent.send(frame)
    return await floor.agent.frame(lambda answer: answer.get("request_id") == request_id)


async def test_a_page_opens_on_yes_and_the_chat_comes_along(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await say(page, "Waar staan de helmen?")
    chat = await floor.agent.heard("Waar staan de helmen?")
    target = f"{floor.server.base}/shop/fietsenwereld/winkelwagen.html"
    assert (await _push(floor, chat, target, "Winkelwagen <b>x</b>"))["type"] == "done"
    question = page.locator(".confirm", has_text="wil deze pagina voor je openen")
    await expect(question).to_contain_text("Sanne")
    await expect(question).to_contain_text("Winkelwagen <b>x</b>")
    await expect(question).to_contain_text("127.0.0.1")
    await _shot(page, "push-question")
    await page.reload()  # the question stays
    await expect(question).to_be_visible()
    await page.get_by_role("button", name="Openen", exact=True).focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url(target)
    await expect(page.locator(".message").first).to_contain_text("Waar staan de helmen?")
    await expect(question).to_have_count(0)
    opened = await floor.agent.frame(_message(lambda message: message.get("system") == "page_opened"))
    assert opened["change"]["message"]["values"]["url"] == target
    await say(page, "gevonden")
    assert await floor.agent.heard("gevonden") == chat
    assert visitor.complaints == []


async def test_no_stays_where_it_is_and_tells_the_agent(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await say(page, "Hoi")
    chat = await floor.agent.heard("Hoi")
    for foreign in ("https://evil.example/", "javascript:alert(1)", "file:///etc/passwd", "//evil.example", ""):
        refused = await _push(floor, chat, foreign)
        assert (refused["type"], refused["reason"]) == ("failed", "invalid")
    before = page.url
    await _push(floor, chat, f"{floor.server.base}/shop/fietsenwereld/")
    await page.get_by_role("button", name="Nee, bedankt").click()
    await floor.agent.frame(_message(lambda message: message.get("system") == "page_declined"))
    await expect(page.get_by_role("button", name="Openen", exact=True)).to_have_count(0)
    assert page.url == before
    await _push(floor, chat, f"{floor.server.base}/shop/fietsenwereld/")
    await expect(page.get_by_role("button", name="Openen", exact=True)).to_be_visible()
    await floor.agent.wrap_up(chat)  # the question ends with the chat
    await expect(page.get_by_role("button", name="Openen", exact=True)).to_have_count(0)
    assert visitor.complaints == []
