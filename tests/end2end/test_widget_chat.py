"""A visitor in a real browser chats with an agent through the real server."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import expect

from tests.end2end.widget_fixtures import Floor, bubble, open_floor, say, ticked

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def test_a_first_message_is_answered(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat("fietsenwereld/fietsen/tour-500")
    await expect(page.locator(".greeting")).to_contain_text("Fietsenwereld")
    await say(page, "Is maat 54 op voorraad?")
    await expect(ticked(page)).to_have_count(1)
    chat = await floor.agent.heard("Is maat 54 op voorraad?")
    await floor.agent.types(chat, active=True)
    await expect(page.locator(".typing")).to_have_text("Sanne is aan het typen")
    await floor.agent.say(chat, "Ja, morgen in huis.")
    await expect(bubble(page, "Ja, morgen in huis.")).to_be_visible()
    await expect(page.locator(".typing")).to_have_text("")
    await expect(page.locator(".panel header")).to_contain_text("Sanne")
    await expect(page.locator(".panel header")).not_to_contain_text("Vermeer")
    await expect(page.locator(".message .name")).to_have_text("Sanne")
    assert visitor.complaints == []


async def test_a_card_number_is_hidden_from_its_own_author_too(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await say(page, "Mijn kaart is 4111 1111 1111 1111, bestelling 123456782")
    hidden = "Mijn kaart is •••• •••• •••• ••••, bestelling 123456782"
    await floor.agent.heard(hidden)
    await expect(ticked(page)).to_have_count(1)
    await expect(page.locator(".message.mine .text")).to_have_text([hidden])


async def test_typing_is_previewed_and_the_visitor_is_told(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await expect(page.locator("#small")).to_have_text("Fietsenwereld ziet wat je typt.")
    await say(page, "Hallo")
    await floor.agent.heard("Hallo")
    await page.locator("textarea").press_sequentially("ik zoek een kinderfiets")
    await floor.agent.frame(lambda frame: frame["type"] == "visitor_typing" and "kinderfiets" in frame["preview"])


async def test_a_name_may_be_given_and_never_blocks(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await page.get_by_label("Je voornaam").fill("Marieke")
    await say(page, "Met naam")
    await floor.agent.heard("Met naam")
    named = [message["author"]["name"] for message in floor.agent.messages() if message["text"] == "Met naam"]
    assert named == ["Marieke"]
    await expect(page.get_by_label("Je voornaam")).to_be_hidden()
    await floor.agent.correct_name("Marieke de Boer")
    await say(page, "Nog een vraag")
    await floor.agent.heard("Nog een vraag")
    assert floor.agent.messages()[-1]["author"]["name"] == "Marieke de Boer"


async def test_a_reload_keeps_everything(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await say(page, "Eerste vraag")
    chat = await floor.agent.heard("Eerste vraag")
    await floor.agent.say(chat, "Eerste antwoord")
    await expect(bubble(page, "Eerste antwoord")).to_be_visible()
    await page.locator("textarea").fill("nog niet verstuurd")
    await page.goto(f"{floor.server.base}/shop/fietsenwereld/winkelwagen")
    await expect(page.locator(".panel")).to_be_visible()
    await expect(bubble(page, "Eerste vraag")).to_have_count(1)
    await expect(bubble(page, "Eerste antwoord")).to_have_count(1)
    await expect(page.locator("textarea")).to_have_value("nog niet verstuurd")
    await page.locator("textarea").press("Enter")
    assert await floor.agent.heard("nog niet verstuurd") == chat
    await page.get_by_role("button", name="Chat sluiten").first.click()
    await page.reload()
    await expect(page.locator(".launcher")).to_be_visible()
    await expect(page.locator(".panel")).to_have_count(0)


async def test_a_second_tab_shows_the_same_once(floor: Floor) -> None:
    visitor = await floor.visitor()
    first = await visitor.chat()
    await say(first, "Vanuit de eerste tab")
    chat = await floor.agent.heard("Vanuit de eerste tab")
    second = await visitor.visit("fietsenwereld/fietsen")
    await expect(bubble(second, "Vanuit de eerste tab")).to_have_count(1)
    await say(second, "Vanuit de tweede tab")
    await expect(ticked(second)).to_have_count(2)
    await floor.agent.say(chat, "Voor beide tabs")
    for page in (first, second):
        await expect(page.locator(".message .text")).to_have_text(
            ["Vanuit de eerste tab", "Vanuit de tweede tab", "Voor beide tabs"]
        )
    assert floor.agent.visitor_texts() == ["Vanuit de eerste tab", "Vanuit de tweede tab"]


async def test_an_unread_answer_is_counted_on_the_launcher(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await say(page, "Even weg")
    chat = await floor.agent.heard("Even weg")
    await page.locator("textarea").press("Escape")
    await floor.agent.say(chat, "Hier is het antwoord")
    await expect(page.locator(".badge")).to_have_text("1")
    await expect(page.locator(".launcher")).to_have_accessible_name("Chat openen, 1 nieuw bericht")
    await page.locator(".launcher").click()
    await expect(bubble(page, "Hier is het antwoord")).to_be_visible()
    await expect(page.locator(".badge")).to_be_hidden()
    await floor.agent.frame(lambda frame: frame["type"] == "receipt" and frame["read_pos"] > 1)


async def test_a_picture_goes_up_and_comes_back(floor: Floor, tmp_path: Path) -> None:
    picture = tmp_path / "rem los.png"
    Image.new("RGB", (320, 200), "#336699").save(picture)
    visitor = await floor.visitor()
    page = await visitor.chat()
    await page.locator("input[type=file]").set_input_files(picture)
    await expect(ticked(page)).to_have_count(1)
    await page.reload()
    image = page.locator(".message.mine img")
    await expect(image).to_have_js_property("naturalWidth", 320)
    assert str(await image.get_attribute("src")).startswith("blob:")
    sent = [message for message in floor.agent.messages() if message["kind"] == "file"]
    assert [message["attachment"]["width_px"] for message in sent] == [320]
    await page.get_by_role("button", name=re.compile("vergroten")).click()
    await expect(page.locator("dialog img")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).to_have_count(0)
    await expect(page.locator(".panel")).to_be_visible()
    assert visitor.complaints == []
    assert visitor.foreign == []


async def test_a_refused_file_says_why_and_can_be_thrown_away(floor: Floor, tmp_path: Path) -> None:
    program = tmp_path / "setup.exe"
    program.write_bytes(b"MZ" + bytes(200))
    page = await (await floor.visitor()).chat()
    await page.locator("input[type=file]").set_input_files(program)
    await expect(page.locator(".trouble")).to_contain_text("kan niet worden verstuurd")
    await page.get_by_role("button", name="Weggooien").click()
    await expect(page.locator(".message")).to_have_count(0)


async def test_notes_and_wrap_up_never_reach_the_page(floor: Floor) -> None:
    visitor = await floor.visitor()
    received: list[str] = []
    page = await visitor.visit()
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(str(data))))
    await page.reload()
    await page.locator(".launcher").click()
    await say(page, "Mag ik korting?")
    chat = await floor.agent.heard("Mag ik korting?")
    await floor.agent.say(chat, "secret note: tien procent mag", kind="note")
    await floor.agent.say(chat, "Ik kijk even.")
    await expect(bubble(page, "Ik kijk even.")).to_be_visible()
    await floor.agent.wrap_up(chat)
    await expect(page.locator(".log")).to_contain_text("Het gesprek is afgerond")
    await page.reload()
    await expect(bubble(page, "Ik kijk even.")).to_be_visible()
    assert "secret" not in await page.locator("body").evaluate("body => JSON.stringify({...localStorage})")
    assert received
    assert not [data for data in received if "secret" in data or "Vermeer" in data]
    await say(page, "Toch nog iets")
    assert await floor.agent.heard("Toch nog iets") != chat
    await expect(bubble(page, "Mag ik korting?")).to_have_count(1)


async def test_markup_is_shown_literally_and_touches_nothing(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    nasty = '<img src="//evil.example/x.png" onerror="alert(1)"><b>vet</b> %1 &amp; javascript:alert(1)'
    await say(page, nasty)
    chat = await floor.agent.heard(nasty)
    await floor.agent.say(chat, nasty)
    await expect(bubble(page, nasty)).to_have_count(2)
    await expect(page.locator(".log img, .log b, .log a")).to_have_count(0)
    assert visitor.foreign == []
    assert visitor.complaints == []


async def test_links_are_safe_and_show_the_real_host(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await say(page, "Link?")
    chat = await floor.agent.heard("Link?")
    text = "Zie https://fietsenwereld.example/help. Niet http://bank@evil.example maar www.\u0430\u0440\u0440le.example"
    await floor.agent.say(chat, text)
    links = page.locator(".log a")
    await expect(links).to_have_count(2)
    assert await links.first.get_attribute("href") == "https://fietsenwereld.example/help"
    for at in range(2):
        assert await links.nth(at).get_attribute("rel") == "noopener noreferrer"
    await expect(page.locator(".log .host")).to_contain_text("xn--")


async def test_nobody_there_is_said_and_the_message_waits(floor: Floor) -> None:
    await floor.agent.status("break")
    page = await (await floor.visitor()).chat()
    await expect(page.locator(".away [role=status]")).to_contain_text("Er is nu niemand aanwezig")
    await say(page, "Ik wacht wel")
    await expect(ticked(page)).to_have_count(1)
    await floor.agent.status("online")
    await expect(page.locator(".notice")).to_be_hidden()
    await floor.agent.heard("Ik wacht wel")
