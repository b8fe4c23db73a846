"""The widget loses nothing and sends nothing twice when the server, the tab or the browser's storage lets it down."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Route, expect

from tests.end2end.widget_fixtures import Floor, bubble, open_floor, say, ticked

FORBID_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
"""


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def test_a_killed_server_gets_every_message_exactly_once(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await say(page, "bericht 0")
    await expect(ticked(page)).to_have_count(1)
    for number in range(1, 9):
        await say(page, f"bericht {number}")
        if number == 4:
            await floor.server.kill()
    await expect(page.locator(".notice")).to_contain_text("Geen verbinding", timeout=15_000)
    await page.locator("textarea").fill("halverwege een zin")
    await floor.server.start()
    await floor.agent.connect()
    await expect(ticked(page)).to_have_count(9, timeout=45_000)
    await floor.agent.heard("bericht 8")
    await expect(page.locator("textarea")).to_have_value("halverwege een zin")
    texts = [f"bericht {number}" for number in range(9)]
    assert floor.agent.visitor_texts() == texts
    await expect(page.locator(".message .text")).to_have_text(texts)
    await page.reload()
    await expect(page.locator(".message .text")).to_have_text(texts)


async def test_a_message_without_an_acknowledgement_is_known_again(floor: Floor) -> None:
    visitor = await floor.visitor()
    # The first tab never hears an acknowledgement, so it must send the same message again after coming back.
    await visitor.context.add_init_script("""
      const Real = WebSocket; let deaf = true; window.hear = () => { deaf = false; window.last.close(); };
      window.WebSocket = class extends Real {
        constructor(...given) { super(...given); window.last = this; }
        set onmessage(hear) { super.onmessage = (event) => {
          if (deaf && /"type":"(ack|event|conversation_snapshot)"/.test(event.data)) return; hear(event); }; }
      };
    """)
    page = await visitor.chat()
    await say(page, "Hoor je mij?")
    await floor.agent.heard("Hoor je mij?")
    await expect(page.get_by_text("Wordt verstuurd", exact=True)).to_have_count(1)
    await page.evaluate("window.hear()")
    await expect(ticked(page)).to_have_count(1, timeout=15_000)
    await expect(bubble(page, "Hoor je mij?")).to_have_count(1)
    assert floor.agent.visitor_texts() == ["Hoor je mij?"]


async def test_a_lost_event_is_fetched(floor: Floor) -> None:
    visitor = await floor.visitor()
    await visitor.context.add_init_script("""
      const Real = WebSocket; let lost = 0; window.asked = [];
      window.WebSocket = class extends Real {
        send(data) { if (data.includes("fetch_stream")) window.asked.push(data); super.send(data); }
        set onmessage(hear) { super.onmessage = (event) => {
          if (!lost && event.data.includes("Dit valt weg")) { lost += 1; return; } hear(event); }; }
      };
    """)
    page = await visitor.chat()
    await say(page, "Vraag")
    chat = await floor.agent.heard("Vraag")
    await floor.agent.say(chat, "Dit valt weg")
    await floor.agent.say(chat, "Dit komt aan")
    await expect(page.locator(".message .text")).to_have_text(["Vraag", "Dit valt weg", "Dit komt aan"])
    assert await page.evaluate("window.asked.length") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be frozen there")
async def test_a_silent_server_is_noticed(tmp_path: Path) -> None:
    async with open_floor(tmp_path, heartbeat_s="0.5") as floor:
        page = await (await floor.visitor()).chat()
        await say(page, "Voor de stilte")
        await expect(ticked(page)).to_have_count(1)
        floor.server.freeze()
        try:
            await say(page, "In de stilte")
            await expect(page.locator(".notice")).to_contain_text("Geen verbinding", timeout=15_000)
        finally:
            floor.server.thaw()
        await expect(ticked(page)).to_have_count(2, timeout=30_000)
        await floor.agent.connect()
        await floor.agent.heard("In de stilte")
        assert floor.agent.visitor_texts() == ["Voor de stilte", "In de stilte"]


async def test_the_message_of_a_closed_tab_is_sent_by_another(floor: Floor) -> None:
    visitor = await floor.visitor()
    first = await visitor.chat()
    second = await visitor.visit("fietsenwereld/fietsen")
    await floor.server.kill()
    await say(first, "Ik ga zo weg")
    await expect(bubble(second, "Ik ga zo weg")).to_have_count(1)
    await first.close()
    await floor.server.start()
    await floor.agent.connect()
    await floor.agent.heard("Ik ga zo weg", timeout_s=45)
    await expect(ticked(second)).to_have_count(1)
    assert floor.agent.visitor_texts() == ["Ik ga zo weg"]


async def test_an_unsent_message_survives_closing_the_browser_tab(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await expect(page.locator(".panel")).to_be_visible()
    await floor.server.kill()
    await say(page, "Voor later")
    await page.close()
    await floor.server.start()
    await floor.agent.connect()
    again = await visitor.visit()
    await expect(ticked(again)).to_have_count(1)
    assert await floor.agent.heard("Voor later")
    assert floor.agent.visitor_texts() == ["Voor later"]


async def test_an_old_unsent_message_asks_first(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await page.evaluate("""() => {
      const row = {client_id: crypto.randomUUID(), at: Date.now() - 3600e3, tab: "gone", state: "queued", name: "",
                   text: "Van een uur geleden"};
      localStorage.setItem(`operator-console:fietsenwereld:outbox:${row.client_id}`, JSON.stringify(row));
    }""")
    await page.reload()
    await expect(page.locator(".trouble")).to_contain_text("Alsnog sturen?")
    assert floor.agent.visitor_texts() == []
    await page.get_by_role("button", name="Nu sturen").click()
    await floor.agent.heard("Van een uur geleden")
    await expect(ticked(page)).to_have_count(1)


async def test_without_storage_it_works_and_says_what_is_lost(floor: Floor) -> None:
    visitor = await floor.visitor()
    await visitor.context.add_init_script(FORBID_STORAGE)
    page = await visitor.chat("skyjump/help")
    await expect(page.locator(".notice")).to_contain_text("Je browser bewaart niets")
    await say(page, "Privé gevraagd")
    await floor.agent.heard("Privé gevraagd")
    await expect(ticked(page)).to_have_count(1)


async def test_a_blocked_connection_is_said(floor: Floor) -> None:
    visitor = await floor.visitor()
    await visitor.context.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked'); } };")
    page = await visitor.visit()
    await page.locator(".launcher").click(timeout=10_000)
    await expect(page.locator(".notice")).to_contain_text("De chat krijgt geen verbinding", timeout=20_000)
    await say(page, "Blijft bewaard")
    await expect(page.get_by_text("Wacht op verbinding", exact=True)).to_have_count(1)


async def test_a_panel_that_cannot_be_loaded_is_said(floor: Floor) -> None:
    visitor = await floor.visitor()

    async def refuse(route: Route) -> None:
        await route.abort()

    await visitor.context.route("**/panel.js*", refuse)
    page = await visitor.visit()
    await page.locator(".launcher").click()
    await expect(page.locator(".hint")).to_contain_text("kon niet worden geladen")
