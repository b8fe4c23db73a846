"""After the chat in a real browser: stars by keyboard, asked once, kept over a reload; the transcript by real SMTP."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.contract.smtp_desk import PostBox, post_box
from tests.end2end.axe_fixtures import faults_of
from tests.end2end.widget_fixtures import Floor, Visitor, bubble, open_floor, say

pytestmark = pytest.mark.asyncio(loop_scope="module")
QUESTION = "Hoe was dit gesprek?"
CHAT = "operator-console-chat"
PICTURES = os.environ.get("OPERATOR_CONSOLE_WIDGET_PICTURES")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Floor, PostBox]]:
    async with post_box() as (box, port):
        mail = {"smtp_host": "127.0.0.1", "smtp_port": str(port), "smtp_security": "none"}
        async with open_floor(
            tmp_path_factory.mktemp("floor"), **mail, mail_from="chat@fietsenwereld.example"
        ) as floor:
            yield floor, box


@pytest_asyncio.fixture(loop_scope="module")
async def floor(opened: tuple[Floor, PostBox]) -> AsyncIterator[Floor]:
    yield opened[0]
    await opened[0].tidy()


async def _answered(floor: Floor, visitor: Visitor, text: str, path: str = "fietsenwereld/") -> tuple[Page, str]:
    page = await visitor.chat(path)
    await say(page, text)
    chat = await floor.agent.heard(text)
    await floor.agent.say(chat, f"Antwoord op {text}")
    await expect(bubble(page, f"Antwoord op {text}")).to_be_visible()
    return page, chat


async def _picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.wait_for_timeout(300)
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def _rated(floor: Floor, stars: str) -> dict[str, str]:
    frame = await floor.agent.frame(
        lambda frame: (
            frame["type"] == "event"
            and frame["change"].get("message", {}).get("system") == "rated"
            and frame["change"]["message"]["values"]["stars"] == stars
        )
    )
    values: dict[str, str] = frame["change"]["message"]["values"]
    return values


async def test_stars_by_keyboard_asked_once_and_never_again(floor: Floor) -> None:
    visitor = await floor.visitor()
    page, chat = await _answered(floor, visitor, "Vraag een")
    await expect(page.get_by_text(QUESTION)).to_be_hidden()
    await page.get_by_role("button", name="Gesprek beëindigen").click()
    await page.get_by_role("button", name="Beëindigen", exact=True).click()
    await expect(page.get_by_text(QUESTION)).to_be_visible()
    await _picture(page, "rating-asked-nl")
    await page.reload()
    await page.locator(".launcher").or_(page.locator(".panel")).first.wait_for()
    if await page.locator(".panel").count() == 0:
        await page.locator(".launcher").click()
    await expect(page.get_by_text(QUESTION)).to_be_visible()
    stars = page.get_by_role("radiogroup", name=QUESTION)
    await stars.get_by_role("radio").first.focus()
    await page.keyboard.press("Space")
    for _star in range(3):
        await page.keyboard.press("ArrowRight")
    await expect(stars.get_by_role("radio", name="4 van 5 sterren")).to_be_checked()
    assert await stars.inner_text() == "★\n★\n★\n★\n☆" or (await stars.inner_text()).replace("\n", "") == "★★★★☆"
    await page.get_by_role("radiogroup", name="Is je vraag opgelost?").get_by_text("Ja").click()
    await page.get_by_label("Wil je er iets bij zeggen?").fill("Fijn geholpen")
    assert not await faults_of(page, CHAT)
    await _picture(page, "rating-chosen-nl")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Bedankt voor je beoordeling!")).to_be_visible()
    assert await _rated(floor, "4") == {"stars": "4", "text": "Fijn geholpen", "solved": "yes"}
    await _picture(page, "rating-thanks-nl")
    await floor.agent.wrap_up(chat)
    await visitor.visit("fietsenwereld/", page)
    await expect(page.locator(".panel, .launcher").first).to_be_visible()
    await expect(page.get_by_text(QUESTION)).to_be_hidden()
    assert not visitor.complaints


async def test_it_can_be_passed_over_and_another_chat_asks_again(floor: Floor) -> None:
    visitor = await floor.visitor()
    page, chat = await _answered(floor, visitor, "Vraag twee")
    await floor.agent.wrap_up(chat)
    await page.get_by_role("button", name="Overslaan").click()
    await expect(page.get_by_text(QUESTION)).to_be_hidden()
    await say(page, "Nog iets")
    chat = await floor.agent.heard("Nog iets")
    await floor.agent.say(chat, "Zeg het maar")
    await expect(bubble(page, "Zeg het maar")).to_be_visible()
    await floor.agent.wrap_up(chat)
    await expect(page.get_by_text(QUESTION)).to_be_visible()


@pytest.mark.soak
async def test_a_rating_given_without_a_connection_arrives_later(floor: Floor) -> None:
    visitor = await floor.visitor()
    page, chat = await _answered(floor, visitor, "Vraag drie")
    await floor.agent.wrap_up(chat)
    await page.get_by_text("☆").nth(1).click()
    await floor.server.kill()
    await page.get_by_role("button", name="Versturen").first.click()
    await floor.server.start()
    await expect(page.get_by_text("Bedankt voor je beoordeling!")).to_be_visible(timeout=30_000)


async def test_the_transcript_comes_by_mail_and_the_chat_says_so(floor: Floor, opened: tuple[Floor, PostBox]) -> None:
    box = opened[1]
    visitor = await floor.visitor()
    page, chat = await _answered(floor, visitor, "Vraag <vier> & meer")
    await page.get_by_role("button", name="Gesprek per e-mail ontvangen").click()
    field = page.get_by_label("E-mailadres", exact=True)
    await expect(field).to_be_focused()
    await field.fill("geen adres")
    await field.press("Enter")
    await expect(page.get_by_text("Dit lijkt geen e-mailadres.")).to_be_visible()
    await _picture(page, "mail-wrong-nl")
    await field.fill("vera@mail.example")
    await field.press("Enter")
    await expect(page.get_by_text("De mail naar vera@mail.example is verstuurd.")).to_be_visible()
    await box.wait()
    plain, html = box.mails[-1].get_body(("plain",)), box.mails[-1].get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "Vraag <vier> & meer" in plain.get_content()
    assert "Vraag &lt;vier&gt; &amp; meer" in html.get_content()
    assert "http" not in html.get_content(), "nothing is loaded from anywhere"
    await page.get_by_role("button", name="Gesprek per e-mail ontvangen").click()
    await expect(field).to_have_value("vera@mail.example")
    await floor.agent.wrap_up(chat)
    await _picture(page, "mail-sent-nl")
    assert not visitor.complaints
    assert not visitor.foreign


@pytest.mark.skipif(not PICTURES, reason="pictures are wanted with OPERATOR_CONSOLE_WIDGET_PICTURES")
async def test_pictures(floor: Floor) -> None:
    looks: dict[str, dict[str, Any]] = {
        "phone-dark-nl": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True},
        "desktop-dark-en": {"locale": "en-GB", "color_scheme": "dark"},
        "phone-light-en": {"locale": "en-GB", "viewport": {"width": 390, "height": 844}},
    }
    for name, options in looks.items():
        visitor = await floor.visitor(**options)
        path = "fietsenwereld/en/" if name.endswith("en") else "fietsenwereld/"
        page, chat = await _answered(floor, visitor, f"Vraag {name}", path)
        await _picture(page, f"{name}-during")
        await floor.agent.wrap_up(chat)
        await page.get_by_text("☆").nth(3).click()
        await _picture(page, f"{name}-rating")
