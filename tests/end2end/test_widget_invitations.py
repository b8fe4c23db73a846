"""An invitation in a real browser: when it comes, that it disturbs nobody, and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from operator_console.domain.ids import SiteId
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.site_settings import SiteSettings
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.store.site_settings import put_settings
from tests.end2end.widget_fixtures import Floor, open_floor, say

TEXT = "Twijfel je over de maat? We denken graag even mee."
SOON = InvitationRule(
    id="soon",
    name="Even op een pagina",
    conditions=(Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value="2"),),
    texts=(InvitationText(id="size", words={"nl": TEXT, "en": "Not sure about the size? We are happy to help."}),),
)
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((one) => one.value)))
    .observe({ type: "layout-shift", buffered: true });
}"""


def set_rules(folder: Path, *rules: InvitationRule) -> None:
    """Give the bicycle shop of a server's folder its rules."""
    settings = SiteSettings(site_id=SiteId("fietsenwereld"), invitations=rules)
    with (
        open_administration(ServerConfig(data_dir=folder / "server")) as administration,
        administration.database.writing() as connection,
    ):
        put_settings(connection, settings)


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path) as opened:
        set_rules(tmp_path, SOON)
        yield opened


def card(page: Page) -> Locator:
    return page.locator(".invite")


async def test_an_invitation_comes_disturbs_nothing_and_becomes_a_chat(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.visit("fietsenwereld/fietsen/linde")
    await page.evaluate(SHIFTS)
    await page.locator("h1").click()
    focused = await page.evaluate("document.activeElement.tagName")
    await expect(card(page)).to_be_visible(timeout=15_000)
    await expect(card(page).locator("p")).to_have_text(TEXT)
    await expect(page.locator("operator-console-chat [role=status]").first).to_have_text(TEXT)
    assert await page.evaluate("document.activeElement.tagName") == focused, "the focus stays where it was"
    await asyncio.sleep(0.5)
    assert sum(await page.evaluate("window.shifts")) == 0, "nothing moves"
    box = await card(page).bounding_box()
    assert box is not None
    assert box["width"] * box["height"] < 0.1 * 1280 * 800, "no more than a corner"
    assert box["x"] > 640
    # It survives a change of pages, and is the same one.
    await page.goto(f"{floor.server.base}/shop/fietsenwereld/fietsen")
    await expect(card(page)).to_be_visible()
    # No invitation while paying; after it, it is there again.
    await page.goto(f"{floor.server.base}/shop/fietsenwereld/afrekenen")
    await asyncio.sleep(1.5)
    await expect(card(page)).to_be_hidden()
    await page.goto(f"{floor.server.base}/shop/fietsenwereld/fietsen/linde")
    await card(page).get_by_role("button", name="Chatten").click()
    await expect(page.locator(".panel .greeting")).to_have_text(TEXT)
    await expect(card(page)).to_be_hidden()
    await page.reload()
    await expect(page.locator(".panel .greeting")).to_have_text(TEXT)
    assert floor.agent.visitor_texts() == [], "no agent has heard of it"
    await say(page, "Ja graag")
    chat = await floor.agent.heard("Ja graag")
    snapshot = await floor.agent.frame(
        lambda frame: frame["type"] == "conversation_snapshot" and frame["conversation"]["id"] == chat
    )
    assert snapshot["conversation"]["invited_by"]["text"] == TEXT
    assert snapshot["conversation"]["invited_by"]["rule_name"] == "Even op een pagina"
    assert visitor.complaints == []
    assert visitor.foreign == []


@pytest.mark.soak
async def test_no_thanks_is_remembered_over_a_new_visit(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.visit("fietsenwereld/fietsen")
    await expect(card(page)).to_be_visible(timeout=15_000)
    await card(page).get_by_role("button", name="Nee, dank je").focus()
    await page.keyboard.press("Escape")
    await expect(card(page)).to_be_hidden()
    assert await page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "launcher"
    await page.close()
    later = await visitor.context.new_page()
    forget = "sessionStorage.clear(); localStorage.removeItem('operator-console:fietsenwereld:visit')"
    await later.add_init_script(forget)
    await later.goto(f"{floor.server.base}/shop/fietsenwereld/fietsen")
    await asyncio.sleep(4)
    await expect(card(later)).to_be_hidden()
    # The browser remembers it even where the server does not know the visitor any more.
    await later.evaluate("localStorage.removeItem('operator-console:fietsenwereld:token')")
    await later.reload()
    await asyncio.sleep(4)
    await expect(card(later)).to_be_hidden()
    assert visitor.complaints == []


async def test_one_of_two_tabs_has_it_and_a_field_for_a_card_keeps_it_away(floor: Floor) -> None:
    visitor = await floor.visitor(viewport={"width": 390, "height": 844})
    first = await visitor.visit("fietsenwereld/fietsen")
    await expect(card(first)).to_be_visible(timeout=15_000)
    box = await card(first).bounding_box()
    assert box is not None
    assert box["height"] < 80, "a bar on a phone"
    assert box["x"] >= 0
    second = await visitor.visit("fietsenwereld/")
    await expect(card(second)).to_be_visible(timeout=15_000)
    await expect(card(first)).to_be_hidden()
    await second.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<input id=card autocomplete=cc-number>')"
    )
    await second.locator("#card").focus()
    await expect(card(second)).to_be_hidden()
    assert visitor.complaints == []
