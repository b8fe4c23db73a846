"""The widget and the badge before axe-core (WCAG 2.2 AA), in the states that a visitor meets, light, dark and small."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.end2end.axe_fixtures import faults_of
from tests.end2end.widget_fixtures import Floor, bubble, open_floor, say

pytestmark = pytest.mark.asyncio(loop_scope="module")
CHAT = "operator-console-chat"
SETTLED = """async (name) => {
  const moving = document.querySelector(name)?.shadowRoot.getAnimations?.() ?? [];
  await Promise.all(moving.filter((one) => one.effect.getTiming().iterations < 9).map((one) => one.finished));
}"""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "english": {"locale": "en-GB"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def _whole(page: Page) -> None:
    """Fail on what axe-core finds; after the panel has come in, for a half-seen one has half its contrast."""
    await page.evaluate(SETTLED, CHAT)
    assert await faults_of(page, CHAT) == []


@pytest.mark.parametrize(
    "look", [pytest.param(one, marks=[pytest.mark.soak] if one == "english" else []) for one in LOOKS]
)
async def test_a_chat_from_the_button_to_its_end(floor: Floor, look: str) -> None:
    visitor = await floor.visitor(**LOOKS[look])
    page = await visitor.visit("fietsenwereld/en/" if look == "english" else "fietsenwereld/")
    await page.locator(".launcher").wait_for()
    await _whole(page)
    await page.locator(".launcher").click()
    await page.locator(".panel").wait_for()
    await _whole(page)
    await say(page, f"Hoe lang is de garantie? ({look})")
    chat = await floor.agent.heard(f"Hoe lang is de garantie? ({look})")
    await floor.agent.say(chat, "Twee jaar, zie https://example.com/garantie")
    await expect(page.locator(".message:not(.mine)")).to_be_visible()
    await _whole(page)
    await page.locator("header .end").click()
    await _whole(page)
    await page.locator(".confirm:visible .yes").click()
    await expect(page.locator(".confirm:visible")).to_have_count(0)
    await _whole(page)
    assert visitor.complaints == []


async def test_without_a_connection(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.chat()
    await expect(page.locator("header .dot.on")).to_be_visible()
    await visitor.context.set_offline(True)
    await say(page, "Dit gaat later weg")
    await expect(bubble(page, "Dit gaat later weg")).to_be_visible()
    await _whole(page)
