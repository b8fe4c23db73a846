"""The widget by keyboard, for screen readers, in both languages, on a phone and under a strict content policy."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.end2end.widget_fixtures import Floor, bubble, open_floor, say

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def test_the_keyboard_is_enough(floor: Floor) -> None:
    page = await (await floor.visitor()).visit()
    await page.locator(".launcher").wait_for()
    await page.locator("footer a").last.focus()
    await page.keyboard.press("Tab")
    await expect(page.locator(".launcher")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("textarea")).to_be_focused()
    await page.keyboard.type("regel een")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("regel twee")
    await page.keyboard.press("Enter")
    await floor.agent.heard("regel een\nregel twee")
    await expect(page.locator("textarea")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator(".panel")).to_have_count(0)
    await expect(page.locator(".launcher")).to_be_focused()


async def test_focus_goes_through_the_panel_in_reading_order(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await expect(page.locator("textarea")).to_be_focused()
    names = ["Chat sluiten", "Gesprek", "Je voornaam (mag, hoeft niet)", "Bestand of foto toevoegen", "Je bericht"]
    for name in reversed(names[:-1]):
        await page.keyboard.press("Shift+Tab")
        focused = await page.evaluate(
            "() => { const e = document.querySelector('operator-console-chat').shadowRoot.activeElement;"
            " return e?.getAttribute('aria-label'); }"
        )
        assert focused == name


async def test_news_is_announced_and_everything_has_a_name(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    log = page.get_by_role("log", name="Gesprek")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(page.get_by_role("dialog")).to_have_accessible_name(re.compile("Fietsenwereld"))
    for button in await page.locator(".panel button:visible, .launcher").all():
        assert re.search(r"\w", str(await button.get_attribute("aria-label") or await button.text_content()))
        box = await button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    await say(page, "Een")
    chat = await floor.agent.heard("Een")
    await page.locator(".message").evaluate("message => { message.marked = 1; }")
    await floor.agent.say(chat, "Twee")
    await expect(bubble(page, "Twee")).to_be_visible()
    # The first message is still the same element: a reader hears only what is new.
    assert await page.locator(".message").first.evaluate("message => message.marked") == 1


async def test_the_language_is_that_of_the_page(floor: Floor) -> None:
    page = await (await floor.visitor(locale="nl-NL")).chat("fietsenwereld/en/")
    await expect(page.locator(".greeting")).to_have_text("Welcome to Fietsenwereld. How can we help?")
    await expect(page.get_by_label("Your message")).to_be_visible()
    page = await (await floor.visitor(locale="en-GB")).chat("skyjump/")
    await expect(page.locator(".greeting")).to_have_text("Welkom bij Skyjump. Waar kunnen we je mee helpen?")


async def test_one_request_before_opening_and_a_strict_policy_holds(floor: Floor) -> None:
    visitor = await floor.visitor()
    asked: list[str] = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    page = await visitor.visit("skyjump/sprongen/tandem")
    response = await page.reload()
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    await page.locator(".launcher").wait_for()
    assert len([url for url in asked if "/widget/" in url]) <= 2  # one for each of the two loads
    await page.locator(".launcher").click()
    await expect(page.locator(".panel header")).to_have_css("background-color", "rgb(255, 122, 47)")
    await expect(page.locator(".panel header")).to_have_css("color", "rgb(20, 23, 28)")
    await say(page, "Springen jullie morgen?")
    await floor.agent.heard("Springen jullie morgen?")
    assert visitor.complaints == []
    assert visitor.foreign == []


async def test_a_phone_gets_the_whole_screen(floor: Floor) -> None:
    size = {"width": 390, "height": 844}
    visitor = await floor.visitor(viewport=size, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page = await visitor.chat()
    box = await page.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, **size}
    await expect(page.locator(".launcher")).to_be_hidden()
    await page.locator(".panel header .close").tap()
    await expect(page.locator(".launcher")).to_be_visible()


async def test_dark_and_still_where_the_visitor_wants_it(floor: Floor) -> None:
    visitor = await floor.visitor(color_scheme="dark", reduced_motion="reduce")
    page = await visitor.chat()
    await expect(page.locator(".log")).to_have_css("background-color", "rgb(21, 24, 30)")
    await expect(page.locator(".panel")).to_have_css("animation-name", "none")


async def test_the_page_tells_of_pages_cart_and_fields(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat("fietsenwereld/fietsen/tour-500")
    await say(page, "Past maat 54 mij?")
    await floor.agent.heard("Past maat 54 mij?")
    await page.locator("[data-add] button").click()

    item = {"name": "E-bike Tour 500 (maat 54)", "quantity": 1, "price_cents": 184900}
    cart = {"currency": "EUR", "items": [item]}
    await floor.agent.frame(lambda frame: frame["type"] == "visit_updated" and frame["visit"]["cart"] == cart)
    await visitor.visit("fietsenwereld/winkelwagen", page)
    await floor.agent.frame(
        lambda frame: frame["type"] == "visit_updated" and frame["visit"]["pages"][-1]["url"].endswith("/winkelwagen")
    )
    await page.evaluate("OperatorConsole.fields({'klant sinds': '2023'})")
    await floor.agent.frame(
        lambda frame: frame["type"] == "visit_updated" and frame["visit"]["custom"] == {"klant sinds": "2023"}
    )
