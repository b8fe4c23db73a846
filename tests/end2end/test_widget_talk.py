"""Ending a chat, looking back in a long one, and what is said when the agent is lost; in a real browser."""

import itertools
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.end2end.widget_fixtures import Floor, bubble, open_floor, say, ticked
from tests.end2end.widget_spoiler import Frame, Spoiler

pytestmark = pytest.mark.asyncio(loop_scope="module")
MANY = 130
ENDED = "Je hebt het gesprek beëindigd"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def _left(floor: Floor) -> None:
    """Wait until the agent has been told that the visitor ended the chat."""
    await floor.agent.frame(
        lambda frame: (
            frame["type"] == "event"
            and frame["change"]["type"] == "message_added"
            and frame["change"]["message"].get("system") == "visitor_left"
        )
    )


async def test_a_visitor_ends_the_chat_by_keyboard_and_may_write_on(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    end = page.get_by_role("button", name="Gesprek beëindigen")
    await expect(end).to_be_hidden()
    await say(page, "Dank je wel")
    chat = await floor.agent.heard("Dank je wel")
    await page.locator("textarea").fill("halve zin")
    await end.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Beëindigen", exact=True)).to_be_focused()
    await page.keyboard.press("Escape")  # thinks better of it
    await expect(end).to_be_focused()
    await expect(page.locator("textarea")).to_have_value("halve zin")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line").last).to_contain_text(ENDED)
    await _left(floor)
    await expect(end).to_be_hidden()
    await expect(page.locator("textarea")).to_be_focused()
    await page.reload()
    await expect(page.locator(".line").last).to_contain_text(ENDED)
    await say(page, "Toch nog iets")
    assert await floor.agent.heard("Toch nog iets") == chat
    await expect(end).to_be_visible()
    await floor.agent.wrap_up(chat)
    await expect(page.locator(".line").last).to_contain_text("Het gesprek is afgerond")
    await expect(end).to_be_hidden()
    assert visitor.complaints == []


async def test_a_chat_that_nobody_took_is_closed_by_its_visitor(floor: Floor) -> None:
    await floor.agent.status("break")
    page = await (await floor.visitor()).chat()
    await say(page, "Is daar iemand?")
    await expect(ticked(page)).to_have_count(1)
    await page.get_by_role("button", name="Gesprek beëindigen").click()
    await page.get_by_role("button", name="Beëindigen", exact=True).click()
    await expect(page.locator(".line")).to_have_text([f"{ENDED}. Heb je nog iets? Schrijf gerust verder."])
    await floor.agent.status("online")
    await say(page, "Nieuwe vraag")
    await floor.agent.heard("Nieuwe vraag")
    assert floor.agent.visitor_texts() == ["Nieuwe vraag"]


async def test_ending_without_connection_happens_when_it_is_back(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await say(page, "Hallo")
    await floor.agent.heard("Hallo")
    await floor.server.kill()
    await say(page, "Nog dit")
    await page.get_by_role("button", name="Gesprek beëindigen").click()
    await page.get_by_role("button", name="Beëindigen", exact=True).click()
    await expect(page.locator(".day").last).to_have_text("Het gesprek wordt beëindigd…")
    await page.goto("about:blank")
    await floor.server.start()
    await floor.agent.connect()
    await page.goto(f"{floor.server.base}/shop/fietsenwereld/")
    await expect(page.locator(".line").last).to_contain_text(ENDED, timeout=20_000)
    assert floor.agent.visitor_texts() == ["Hallo", "Nog dit"]


async def test_the_visitor_is_told_when_the_agent_is_lost_and_back(floor: Floor) -> None:
    visitor = await floor.visitor()
    spoiler = Spoiler()
    await spoiler.stand_in(visitor.context)
    page = await visitor.chat("fietsenwereld/en/")
    await say(page, "Hello")
    chat = await floor.agent.heard("Hello")

    def as_line(frame: Frame) -> list[Frame]:
        message = frame.get("change", {}).get("message")
        if message and message["text"] in {"owner_away", "owner_back"}:
            line = {"kind": "system", "author": {"kind": "system"}, "system": message["text"], "client_id": ""}
            frame["change"]["message"] |= {**line, "values": {"agent": "Sanne"}, "text": ""}
        return [frame]

    spoiler.down = as_line
    await floor.agent.say(chat, "owner_away")
    await floor.agent.say(chat, "owner_back")
    await expect(page.locator(".line")).to_have_text(
        ["Sanne is here for you", "Sanne is away for a moment, a colleague takes over", "Sanne is back"]
    )
    assert visitor.complaints == []


async def test_older_messages_are_paged_in_without_moving_what_is_read(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await say(page, "Vraag")
    chat = await floor.agent.heard("Vraag")
    for number in range(MANY):
        await floor.agent.say(chat, f"antwoord {number}")
    await expect(bubble(page, f"antwoord {MANY - 1}")).to_be_visible()
    await page.evaluate("localStorage.removeItem('operator-console:fietsenwereld:transcript')")
    await page.evaluate(
        "addEventListener('pagehide', () => localStorage.removeItem('operator-console:fietsenwereld:transcript'))"
    )
    await page.reload()
    await expect(page.locator(".message")).to_have_count(60)
    oldest = page.locator(".message").first
    text = await oldest.locator(".text").text_content()
    await page.locator(".log").evaluate("log => { log.scrollTop = 0; log.dispatchEvent(new Event('scroll')); }")
    await expect(page.locator(".message")).to_have_count(110)
    same = bubble(page, str(text))
    assert await _is_on_screen(page, str(text))
    await page.get_by_role("button", name="Eerdere berichten tonen").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".message")).to_have_count(MANY + 1)
    await expect(page.get_by_role("button", name="Eerdere berichten tonen")).to_have_count(0)
    await expect(page.locator(".greeting")).to_have_count(1)
    await expect(same).to_have_count(1)
    texts = await page.locator(".message .text").all_text_contents()
    assert texts == ["Vraag", *(f"antwoord {number}" for number in range(MANY))]
    assert all(first != second for first, second in itertools.pairwise(texts))


async def test_older_messages_that_do_not_come_can_be_asked_for_again(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await say(page, "Vraag")
    chat = await floor.agent.heard("Vraag")
    for number in range(65):
        await floor.agent.say(chat, f"antwoord {number}")
    await expect(bubble(page, "antwoord 64")).to_be_visible()
    await page.reload()
    await visitor.context.route("**/api/v1/conversations/**", lambda route: route.abort())
    button = page.locator(".older button")
    await button.click()
    await expect(button).to_contain_text("Laden is niet gelukt")
    await visitor.context.unroute_all()
    await button.click()
    await expect(page.locator(".message")).to_have_count(66)


async def _is_on_screen(page: Page, text: str) -> bool:
    return bool(
        await bubble(page, text).evaluate("""element => {
          const box = element.getBoundingClientRect(), log = element.closest(".log").getBoundingClientRect();
          return box.bottom > log.top && box.top < log.bottom; }""")
    )


async def test_who_waits_long_is_told_the_place_and_leaves_an_address_by_keyboard(floor: Floor) -> None:
    await floor.agent.status("break")
    visitor = await floor.visitor()
    spoiler = Spoiler()
    place = {"type": "queue_place", "ahead": 2, "wait_low_s": 130.0, "wait_high_s": 290.0}
    spoiler.down = lambda frame: [frame, place] if frame["type"] == "ack" else [frame]
    await spoiler.stand_in(visitor.context)
    page = await visitor.chat()
    await say(page, "Is daar iemand?")
    told = page.locator(".queue [role=status]")
    await expect(told).to_have_text("Er zijn nog 2 mensen voor je. Het duurt nog ongeveer 2 tot 5 minuten.")
    await page.get_by_role("button", name="Liever niet wachten?").focus()
    await page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="E-mailadres of telefoonnummer")
    await expect(field).to_be_focused()
    await page.keyboard.type("joke")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Dit lijkt geen e-mailadres of telefoonnummer.")).to_be_visible()
    await field.fill("06-1234 5678")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line").last).to_have_text(
        "Je hoeft niet te wachten: je krijgt antwoord via 06-1234 5678."
    )
    await expect(field).to_be_hidden()
    await expect(told).to_be_visible()  # who stays keeps the place
    await floor.agent.status("online")
    await floor.agent.heard("Is daar iemand?")
    await expect(told).to_be_hidden()
    assert visitor.complaints == []
