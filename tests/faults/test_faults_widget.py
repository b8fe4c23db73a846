"""The visitor's widget in a real browser, with spoiled frames, full storage, wrong clocks and refusals."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.end2end.widget_fixtures import Floor, Visitor, bubble, open_floor, say, ticked
from tests.end2end.widget_spoiler import Frame, Shuffler, Spoiler, until

pytestmark = pytest.mark.asyncio(loop_scope="module")
SEED = 20261122
PREFIX = "operator-console:fietsenwereld:"
CLOCK = """const real = Date.now; Date.now = () => real() + Number(localStorage.getItem("test-clock") || 0);"""
OWNER = """() => Object.entries(localStorage).filter(([key]) => key.includes(":outbox:"))
  .map(([, row]) => JSON.parse(row)).find((row) => row.state === "queued")?.tab"""
FILL = """() => {
  let size = 2 ** 20, at = 0;
  while (size >= 1)
    try { localStorage.setItem(`junk${at++}`, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def _spoiled(floor: Floor) -> tuple[Visitor, Spoiler]:
    visitor = await floor.visitor()
    spoiler = Spoiler()
    await spoiler.stand_in(visitor.context)
    return visitor, spoiler


async def _back(spoiler: Spoiler, *pages: Page) -> None:
    """Let connections come about again, at once."""
    spoiler.blocked = False
    for page in pages:
        await page.evaluate("dispatchEvent(new Event('online'))")


async def _opened_again(spoiler: Spoiler, opened: int) -> None:
    await until(lambda: spoiler.opened > opened)


async def test_doubled_and_overtaking_frames_change_nothing(floor: Floor) -> None:
    print(f"seed {SEED}")
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.chat()
    await say(page, "vraag")
    chat = await floor.agent.heard("vraag")
    spoiler.down = down = Shuffler(SEED, {"event", "ack", "conversation_snapshot", "replay_done"})
    spoiler.up = up = Shuffler(SEED + 1, {"send", "receipt", "typing"})
    answers = [f"antwoord {number}" for number in range(12)]
    asked = [f"vraag {number}" for number in range(12)]
    for answer, question in zip(answers, asked, strict=True):
        await floor.agent.say(chat, answer)
        await say(page, question)
    spoiler.up = spoiler.down = lambda frame: [frame]
    await spoiler.cut()  # what is still held back is asked for again
    await expect(ticked(page)).to_have_count(13, timeout=20_000)
    await floor.agent.heard("vraag 11")
    assert down.hurt > 5
    assert up.hurt > 3
    assert floor.agent.visitor_texts() == ["vraag", *asked]
    said = [message["text"] for message in floor.agent.messages() if message["kind"] == "text"]
    await expect(page.locator(".message .text")).to_have_text(said, timeout=10_000)  # ticks come before the replay ends
    assert visitor.complaints == []


async def test_an_event_of_another_epoch_asks_again_and_loses_nothing(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.chat()
    await say(page, "vraag")
    chat = await floor.agent.heard("vraag")

    def other_epoch(frame: Frame) -> list[Frame]:
        return [{**frame, "epoch": "another"} if frame["type"] == "event" else frame]

    spoiler.down = other_epoch
    await floor.agent.say(chat, "uit een andere tijd")
    await until(lambda: [frame["type"] for frame in spoiler.sent].count("resume") == 2)
    await expect(bubble(page, "uit een andere tijd")).to_have_count(0)
    await expect(bubble(page, "vraag")).to_have_count(1)  # what was there stays while it is asked
    spoiler.down = lambda frame: [frame]
    await floor.agent.say(chat, "en nu weer goed")
    await expect(page.locator(".message .text")).to_have_text(["vraag", "uit een andere tijd", "en nu weer goed"])


async def test_what_is_not_known_is_said_once_and_the_rest_goes_on(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.chat()
    await say(page, "vraag")
    chat = await floor.agent.heard("vraag")

    def of_the_future(frame: Frame) -> list[Frame]:
        if "hologram" in str(frame):
            frame = {**frame, "change": {"type": "hologram_shown", "message": {"text": "hologram"}}}
        return [frame, {"type": "weather", "sunny": True}]

    spoiler.down = of_the_future
    await floor.agent.say(chat, "hologram")
    await expect(page.locator(".notice")).to_contain_text("Ververs de pagina")
    await floor.agent.say(chat, "gewone tekst")
    await expect(page.locator(".message .text")).to_have_text(["vraag", "gewone tekst"])
    assert visitor.complaints == []


async def test_a_slow_answer_is_marked_and_a_late_one_said(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.visit()
    await page.clock.install()
    await page.reload()
    await page.locator(".launcher").click()
    await say(page, "eerste")
    await expect(ticked(page)).to_have_count(1)
    spoiler.down = lambda frame: [frame] if frame["type"] in {"ping", "pong"} else []
    await say(page, "blijft hangen")
    await expect(page.get_by_text("Wordt verstuurd", exact=True)).to_have_count(1)
    await page.clock.fast_forward(3_200)
    await expect(page.get_by_text("Duurt langer dan anders", exact=True)).to_be_visible()
    await page.clock.fast_forward(8_000)
    await expect(page.locator(".notice")).to_contain_text("De chat antwoordt even niet")
    spoiler.down = lambda frame: [frame]
    opened = spoiler.opened
    await page.clock.fast_forward(20_000)  # it pongs and does nothing else: hang up, come back, send again
    await page.clock.fast_forward(2_000)
    await until(lambda: spoiler.opened > opened)
    await expect(ticked(page)).to_have_count(2)
    await expect(page.locator(".notice")).to_be_hidden()
    await floor.agent.heard("blijft hangen")
    assert floor.agent.visitor_texts() == ["eerste", "blijft hangen"]


async def test_refusals_say_what_they_mean(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.chat()
    reasons = ["unavailable", "too_large", "conflict"]

    def refuse(frame: Frame) -> list[Frame]:
        if frame["type"] == "ack" and reasons:
            return [
                {
                    "type": "send_refused",
                    "client_id": frame["client_id"],
                    "reason": reasons.pop(0),
                    "retry_after_s": 0.1,
                }
            ]
        return [frame] if frame["type"] not in {"event", "conversation_snapshot"} or not reasons else []

    spoiler.down = refuse
    await say(page, "later dan")
    await expect(page.locator(".trouble")).to_contain_text("dit bericht is te lang")
    await expect(page.get_by_role("button", name="Opnieuw")).to_have_count(0)
    await page.get_by_role("button", name="Weggooien").click()
    await say(page, "botst")
    await expect(page.locator(".trouble")).to_contain_text("Probeer het opnieuw")
    ids = [frame["client_id"] for frame in spoiler.sent if frame["type"] == "send" and frame["text"] == "botst"]
    await page.get_by_role("button", name="Opnieuw").click()
    await until(lambda: [frame.get("text") for frame in spoiler.sent].count("botst") == 2)
    again = [frame["client_id"] for frame in spoiler.sent if frame.get("text") == "botst"][-1]
    assert again not in ids  # its first id belongs to another message


async def test_goodbye_is_kept_to_even_when_the_network_wakes_up(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.chat()
    await say(page, "hallo")
    await expect(ticked(page)).to_have_count(1)
    opened = spoiler.opened
    began_s = time.monotonic()
    await spoiler.cut({"type": "goodbye", "retry_after_s": 1.5})
    for _ in range(5):
        await page.evaluate("dispatchEvent(new Event('online'))")
    await until(lambda: spoiler.opened > opened)
    assert time.monotonic() - began_s > 1.2
    assert spoiler.opened == opened + 1


async def test_two_tabs_without_connection_lose_nothing_and_show_the_same(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    first = await visitor.chat()
    await say(first, "samen")
    await floor.agent.heard("samen")
    second = await visitor.visit("fietsenwereld/fietsen")
    await expect(bubble(second, "samen")).to_have_count(1)
    await spoiler.block()
    for number in range(3):
        await say(first, f"links {number}")
        await say(second, f"rechts {number}")
    for page in (first, second):
        await expect(page.locator(".message.mine")).to_have_count(7)
    await _back(spoiler, first, second)
    for page in (first, second):
        await expect(ticked(page)).to_have_count(7, timeout=20_000)
    texts = floor.agent.visitor_texts()
    assert len(texts) == 7
    for side in ("links", "rechts"):
        assert [text for text in texts if text.startswith(side)] == [f"{side} {number}" for number in range(3)]
    for page in (first, second):
        await expect(page.locator(".message .text")).to_have_text(texts)


async def test_without_locks_the_messages_of_a_closed_tab_are_sent_by_another_in_seconds(floor: Floor) -> None:
    """As on a page without TLS; a tab that lives keeps what is its own."""
    visitor, spoiler = await _spoiled(floor)
    await visitor.context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined });")
    first = await visitor.chat()
    await say(first, "samen")
    await floor.agent.heard("samen")
    second = await visitor.visit("fietsenwereld/fietsen")
    await second.clock.install()
    await expect(bubble(second, "samen")).to_have_count(1)
    await spoiler.block()
    await say(first, "blijft achter")
    await expect(bubble(second, "blijft achter")).to_have_count(1)
    owner = await second.evaluate(OWNER)
    await second.clock.run_for(2_000)  # the first tab has answered by then
    assert await second.evaluate(OWNER) == owner
    await first.close()
    await second.clock.run_for(8_000)
    assert await second.evaluate(OWNER) != owner
    await _back(spoiler, second)
    await second.clock.run_for(2_000)
    await floor.agent.heard("blijft achter")
    await expect(ticked(second)).to_have_count(2)
    assert floor.agent.visitor_texts() == ["samen", "blijft achter"]
    # A tab that was cut off before its first welcome asks why; on the server's own pages it asks without an origin.
    assert [line for line in visitor.complaints if "403" not in line] == []


async def test_what_is_written_after_a_file_waits_for_it(floor: Floor, tmp_path: Path) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.chat()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    await page.route("**/api/v1/uploads/resumable", hold)
    for name in ("eerst.txt", "weg.txt"):
        (tmp_path / name).write_text("een bestand\n")
        await page.locator("input[type=file]").set_input_files(tmp_path / name)
    await expect(page.locator(".message.mine")).to_have_count(2)
    await say(page, "en daarna de tekst")
    await expect(page.locator(".message.mine")).to_have_count(3)
    await until(lambda: len(held) == 2)
    assert [frame for frame in spoiler.sent if frame["type"] == "send"] == []
    refused = next(route for route in held if "weg.txt" in route.request.headers["x-file-name"])
    await refused.fulfill(status=400, json={"reason": "invalid"})  # what is refused holds up nobody
    held.remove(refused)
    await held[0].continue_()
    await expect(ticked(page)).to_have_count(2)
    await floor.agent.heard("en daarna de tekst")
    kinds = [message["kind"] for message in floor.agent.messages()]
    assert [kind for kind in kinds if kind != "system"] == ["file", "text"]


async def test_a_server_that_welcomes_and_says_no_more_is_said_to_be_away(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.visit()
    await page.clock.install()
    await page.reload()
    await page.locator(".launcher").click()
    await say(page, "eerste")
    await expect(ticked(page)).to_have_count(1)
    spoiler.down = lambda frame: [frame] if frame["type"] in {"welcome", "ping", "pong"} else []
    await spoiler.cut()
    await say(page, "wordt bewaard")
    for _ in range(3):
        opened = spoiler.opened
        await page.clock.run_for(1_000)
        await page.evaluate("dispatchEvent(new Event('online'))")
        await page.clock.run_for(15_000)  # the silence is over for it: it hangs up
        await page.clock.run_for(8_000)
        await _opened_again(spoiler, opened)
    await expect(page.locator(".notice")).to_contain_text("Geen verbinding")
    spoiler.down = lambda frame: [frame]
    await spoiler.cut()
    opened = spoiler.opened
    while spoiler.opened == opened:
        await _back(spoiler, page)
    await expect(ticked(page)).to_have_count(2)
    await page.clock.run_for(2_000)
    await expect(page.locator(".notice")).to_be_hidden()


async def test_a_full_disk_keeps_the_text_in_the_box_and_says_why(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.chat()
    await say(page, "eerste")
    await expect(ticked(page)).to_have_count(1)
    await page.evaluate(FILL)
    await page.evaluate(f"localStorage.removeItem('{PREFIX}transcript')")
    await page.evaluate(FILL)
    await say(page, "vol, maar verbonden")  # straight to the server's disk
    await expect(ticked(page)).to_have_count(2)
    await spoiler.block()
    await say(page, "vol en zonder lijn")
    await expect(page.locator("#problem")).to_contain_text("je browser kan je bericht niet bewaren")
    await expect(page.locator("textarea")).to_have_value("vol en zonder lijn")
    await expect(page.locator(".notice")).not_to_contain_text("blijft bewaard")
    await expect(page.locator(".message.mine")).to_have_count(2)
    await _back(spoiler, page)
    await expect(page.locator("#problem")).to_be_hidden(timeout=15_000)  # the line is back: nothing is in the way
    await page.locator("textarea").press("Enter")
    await expect(ticked(page)).to_have_count(3, timeout=20_000)
    await expect(page.locator("#problem")).to_be_hidden()
    assert floor.agent.visitor_texts() == ["eerste", "vol, maar verbonden", "vol en zonder lijn"]


async def test_an_unkept_message_under_way_asks_to_stay(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    page = await visitor.chat()
    await say(page, "eerste")
    await expect(ticked(page)).to_have_count(1)
    await page.evaluate(FILL)
    await page.evaluate(f"localStorage.removeItem('{PREFIX}transcript')")
    await page.evaluate(FILL)
    spoiler.down = lambda frame: [frame] if frame["type"] in {"ping", "pong"} else []
    await say(page, "nergens bewaard")
    await expect(page.locator(".notice")).to_contain_text("opslag van je browser is vol")
    spoiler.down = lambda frame: [frame]
    await spoiler.cut()
    await expect(ticked(page)).to_have_count(2, timeout=15_000)
    await expect(page.locator(".notice")).to_be_hidden()
    assert floor.agent.visitor_texts() == ["eerste", "nergens bewaard"]


async def test_rubbish_in_the_storage_stops_nothing(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.visit()
    await page.evaluate(
        """(prefix) => {
          const kept = {conversation: {id: 7}, earlier: [null, 3, {kind: "text"}]};
          localStorage.setItem(prefix + "transcript", JSON.stringify(kept));
          localStorage.setItem(prefix + "outbox:a", '{"state": "queued"}');
          localStorage.setItem(prefix + "outbox:b", "{torn");
          localStorage.setItem(prefix + "seen", "[]");
          localStorage.setItem(prefix + "visit", "7");
        }""",
        PREFIX,
    )
    await page.reload()
    await page.locator(".launcher").click()
    await say(page, "werkt gewoon")
    await expect(ticked(page)).to_have_count(1)
    assert visitor.complaints == []


async def test_a_clock_set_back_keeps_the_order_and_one_set_forward_asks_first(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    await visitor.context.add_init_script(CLOCK)
    page = await visitor.chat()
    await say(page, "nul")
    await expect(ticked(page)).to_have_count(1)
    await spoiler.block()
    await say(page, "een")
    await page.evaluate("localStorage.setItem('test-clock', -5 * 60e3)")
    await page.reload()
    await say(page, "twee")
    await expect(page.locator(".message .text")).to_have_text(["nul", "een", "twee"])
    await _back(spoiler, page)
    await expect(ticked(page)).to_have_count(3, timeout=20_000)
    assert floor.agent.visitor_texts() == ["nul", "een", "twee"]
    await spoiler.block()
    await say(page, "oud")
    await page.evaluate("localStorage.setItem('test-clock', 86400e3)")
    await _back(spoiler, page)
    await expect(page.locator(".trouble")).to_contain_text("Alsnog sturen?", timeout=20_000)
    assert "oud" not in floor.agent.visitor_texts()
    await page.get_by_role("button", name="Nu sturen").click()
    await floor.agent.heard("oud")


async def _says_so_and_stops(page: Page, tried: Callable[[], int]) -> None:
    await expect(page.locator(".notice")).to_have_text("De chat is op deze pagina niet beschikbaar.", timeout=10_000)
    await expect(page.locator(".panel header p")).to_have_text("Niet beschikbaar")
    before = tried()
    assert before <= 3
    await page.locator("textarea").fill("hoor je mij?")
    await expect(page.get_by_role("button", name="Versturen")).to_be_disabled()
    await page.locator("textarea").press("Enter")
    await expect(page.locator("textarea")).to_have_value("hoor je mij?")
    await page.evaluate("dispatchEvent(new Event('online'))")
    await asyncio.sleep(0.5)
    assert tried() == before


async def test_a_site_that_the_server_does_not_know_is_told_and_not_tried_again(floor: Floor) -> None:
    visitor, spoiler = await _spoiled(floor)
    spoiler.up = lambda frame: [{**frame, "site_id": "nowhere"} if frame["type"] == "hello" else frame]
    await _says_so_and_stops(await visitor.chat(), lambda: spoiler.opened)


async def test_a_page_of_a_foreign_origin_is_told_and_not_tried_again(floor: Floor) -> None:
    script = f'<script src="{floor.server.base}/widget/widget.js" data-site="fietsenwereld"></script>'
    body = f'<!doctype html><html lang="nl"><title>x</title><body><p>x</p>{script}</body></html>'.encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as elsewhere:
        port = elsewhere.sockets[0].getsockname()[1]
        visitor = await floor.visitor()
        page = await visitor.context.new_page()
        sockets: list[str] = []
        page.on("websocket", lambda socket: sockets.append(socket.url))
        await page.goto(f"http://127.0.0.1:{port}/")
        await page.locator(".launcher").click(timeout=10_000)
        await _says_so_and_stops(page, lambda: len(sockets))
