"""The widget where it is hard: old browsers, a slow line, pages from right to left, very narrow ones; nothing moves."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.end2end.axe_fixtures import faults_of
from tests.end2end.widget_fixtures import Floor, Visitor, bubble, open_floor, say, ticked

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAGE = "fietsenwereld/own.html"
OLD = """
delete Document.prototype.adoptedStyleSheets;
delete ShadowRoot.prototype.adoptedStyleSheets;
window.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } };
delete Crypto.prototype.randomUUID;
delete Navigator.prototype.locks;
delete Array.prototype.findLast;
delete String.prototype.toWellFormed;
delete URL.canParse;
window.BroadcastChannel = undefined;
"""
SHIFT = """
window.moved = [];
const own = (node) => !node || node.getRootNode() !== document || node.localName === 'operator-console-chat';
new PerformanceObserver((list) => {
  for (const {sources} of list.getEntries())
    for (const {node} of sources) if (!own(node)) moved.push(node.outerHTML);
}).observe({type: 'layout-shift', buffered: true});
"""
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def _own_page(visitor: Visitor, html: str) -> Page:
    """Open a page of the site's own with the widget's tag on it, without a content policy."""

    async def answer(route: Route) -> None:
        tag = '<script src="/widget/widget.js" data-site="fietsenwereld" async></script>'
        await route.fulfill(content_type="text/html; charset=utf-8", body=html.replace("TAG", tag))

    await visitor.context.route(f"**/shop/{PAGE}", answer)
    return await visitor.visit(PAGE)


async def test_an_old_browser_chats_as_well(floor: Floor) -> None:
    visitor = await floor.visitor()
    await visitor.context.add_init_script(OLD)
    page = await _own_page(visitor, "<!doctype html><html lang=nl><title>Oud</title>TAG<body><h1>Oude browser</h1>")
    await page.locator(".launcher").click()
    await page.locator(".panel").wait_for()
    assert await page.locator(".launcher").evaluate("(one) => one.offsetWidth") == 60, "it is dressed"
    await say(page, "Werkt dit nog?")
    chat = await floor.agent.heard("Werkt dit nog?")
    await floor.agent.say(chat, "Zeker.")
    await expect(bubble(page, "Zeker.")).to_be_visible()
    await page.locator(".mail").wait_for(state="attached")  # what is loaded after the first answer
    assert visitor.complaints == []


async def test_a_slow_line_is_enough(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.context.new_page()
    line = await visitor.context.new_cdp_session(page)
    await line.send("Network.enable")
    await line.send("Network.emulateNetworkConditions", SLOW_3G)
    await visitor.visit(page=page)
    await page.locator(".launcher").click(timeout=20_000)
    await page.locator("textarea").wait_for(timeout=20_000)
    await say(page, "Over een trage lijn")
    await expect(bubble(page, "Over een trage lijn")).to_be_visible()  # at once, whatever the line does
    await expect(ticked(page)).to_have_count(1, timeout=20_000)
    assert visitor.complaints == []


async def test_nothing_on_the_page_moves(floor: Floor) -> None:
    visitor = await floor.visitor()
    await visitor.context.add_init_script(SHIFT)
    page = await visitor.visit()
    await page.locator(".launcher").click()
    await page.locator(".panel").wait_for()
    await say(page, "Beweegt er iets?")
    chat = await floor.agent.heard("Beweegt er iets?")
    await floor.agent.say(chat, "Nee.")
    await expect(bubble(page, "Nee.")).to_be_visible()
    assert await page.evaluate("window.moved") == [], "of the page; that messages move up in the chat is its nature"


async def test_a_page_from_right_to_left(floor: Floor) -> None:
    visitor = await floor.visitor(locale="ar")
    html = "<!doctype html><html lang=ar dir=rtl><title>متجر</title>TAG<body><main><h1>متجر الدراجات</h1></main>"
    page = await _own_page(visitor, html)
    await page.locator(".launcher").click()
    panel = page.locator(".panel")
    await panel.wait_for()
    assert await panel.evaluate("(one) => getComputedStyle(one).direction") == "ltr", "its words are English"
    box, width = await panel.bounding_box(), await page.evaluate("innerWidth")
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    await say(page, "هل هذه الدراجة متوفرة؟")
    await floor.agent.heard("هل هذه الدراجة متوفرة؟")
    mine = bubble(page, "هل هذه الدراجة متوفرة؟")
    await expect(mine).to_be_visible()
    assert await mine.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert await faults_of(page, "operator-console-chat") == []


@pytest.mark.parametrize("width", [320, 390])
async def test_a_narrow_page_scrolls_one_way_only(floor: Floor, width: int) -> None:
    visitor = await floor.visitor(viewport={"width": width, "height": 568}, is_mobile=True, has_touch=True)
    page = await visitor.chat()
    await say(page, "Eenheellangwoordzondereenspatiedattochmoetpassen" * 3)
    await expect(page.locator(".message.mine")).to_be_visible()
    for part in (".panel", ".log"):
        overflow = "(one) => one.scrollWidth - one.clientWidth"
        assert await page.locator(part).evaluate(overflow) <= 0
    for button in await page.locator(".panel button:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, "WCAG 2.2, 2.5.8"
