"""Hostile text wherever the widget shows text from outside: literal, bounded, and nothing is fetched."""

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Page, expect

from tests.end2end.widget_fixtures import Floor, Visitor, bubble, open_floor, say, ticked
from tests.end2end.widget_spoiler import Frame, Spoiler

pytestmark = pytest.mark.asyncio(loop_scope="module")
MARKUP = [
    '<img src="file:///etc/passwd" onerror="alert(1)">',
    "<img src=//host.evil.example/x>",
    '<svg onload="fetch(`//evil.example`)"><style>*{width:200000px}</style>',
    "<table><tr><td><table><tr><td>diep</td></tr></table></td></tr></table>",
    "&lt;b&gt; &#x3c;script&#x3e; %1 &File %%n {{7*7}} ${7*7}",
    "</textarea></script><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
]
LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "\\\\server.evil.example\\share",
    "ms-msdt:/id PCWDiagnostic",
    "https://bank.example@evil.example/",
    "https://bank.example:443@evil.example",
    "https://evil.example/" + "a" * 10_000,
    "vbscript:x blob:https://evil.example/1 intent://evil.example",
]
BIG = {
    "no space": "a" * 1_000_000,
    "lines": "x\n" * 100_000,
    "emoji": "\U0001f600" * 10_000,
    "marks": "a" + "\u0301" * 1_000,
    "bidi": "\u202egnp.exe\u2066\u202d" * 500,
    "zero width": "\u200b\u200d\ufeff" * 3_000 + "einde",
}
NAMES = ("no space", "marks", "bidi")
WATCH = """
  window.broken = [];
  addEventListener("securitypolicyviolation", (event) => broken.push(`${event.violatedDirective} ${event.blockedURI}`));
  window.alert = () => broken.push("alert");
  window.longest = 0;
  const watch = (list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); };
  new PerformanceObserver(watch).observe({ type: "longtask", buffered: true });
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path_factory.mktemp("floor")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def floor(open_desk: Floor) -> AsyncIterator[Floor]:
    yield open_desk
    await open_desk.tidy()


async def _watched(floor: Floor) -> tuple[Visitor, Spoiler]:
    visitor = await floor.visitor()
    spoiler = Spoiler()
    await spoiler.stand_in(visitor.context)
    await visitor.context.add_init_script(WATCH)
    return visitor, spoiler


async def _nothing_happened(visitor: Visitor, page: Page) -> None:
    assert visitor.foreign == []
    assert visitor.complaints == []
    assert await page.evaluate("window.broken") == []


async def test_hostile_messages_are_literal_and_touch_nothing(floor: Floor) -> None:
    visitor, _spoiler = await _watched(floor)
    page = await visitor.chat()
    await say(page, "vraag")
    chat = await floor.agent.heard("vraag")
    for text in [*MARKUP, *LINKS]:
        await floor.agent.say(chat, text)
    await say(page, MARKUP[0])
    await expect(page.locator(".message .text")).to_have_text(
        ["vraag", *MARKUP, *LINKS, MARKUP[0]], use_inner_text=True
    )
    inside = page.locator(".log :is(img, b, table, script, style, iframe, object, a)")
    assert [await one.get_attribute("href") for one in await inside.all()] == []
    await _nothing_happened(visitor, page)


@pytest.mark.parametrize("nasty", [MARKUP[2], *(BIG[name] for name in NAMES)], ids=["svg", *NAMES])
async def test_hostile_names_of_shop_agent_and_file_are_bounded_lines(floor: Floor, nasty: str) -> None:
    visitor, spoiler = await _watched(floor)
    page = await visitor.visit()

    def spoil(frame: Frame) -> list[Frame]:
        agent = {"first_name": nasty, "photo_url": "//evil.example/photo.png"}
        frame = json.loads(json.dumps(frame))
        if "site" in frame:
            frame["site"] |= {"name": nasty, "colour": "red;background:url(//evil.example)"}
        if frame.get("agent"):
            frame["agent"] = agent
        message = frame.get("change", {}).get("message")
        if message and message["author"]["kind"] == "agent":
            message["author"]["name"] = nasty
            message["attachment"] = {"id": "x", "name": nasty, "content_type": "text/html", "size_bytes": 1}
        if message and message.get("system") == "assigned":
            message["values"] = {"agent": nasty}
        return [frame]

    spoiler.down = spoil
    await page.reload()
    await page.locator(".launcher").click()
    await say(page, "vraag")
    chat = await floor.agent.heard("vraag")
    await floor.agent.types(chat, active=True)
    await expect(page.locator(".typing .dots")).to_be_visible()
    await floor.agent.say(chat, "antwoord")
    await expect(page.locator(".message .file")).to_be_visible()
    for place, most_px in (
        (".panel header", 100),
        (".message .name", 30),
        (".greeting", 400),
        (".line", 400),
        (".file", 400),
    ):
        box = await page.locator(place).first.bounding_box()
        assert box is not None
        assert box["height"] <= most_px, place
        assert box["width"] <= 380, place
    assert await page.locator(".panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    await expect(page.locator(".panel header :is(img, b)")).to_have_count(0)
    shown = str(await page.locator(".panel").inner_text())
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u200b\ufeff") & set(shown)
    await _nothing_happened(visitor, page)


async def test_monstrous_messages_are_bounded_in_height_and_time(floor: Floor) -> None:
    visitor, spoiler = await _watched(floor)
    page = await visitor.chat()
    await say(page, "vraag")
    chat = await floor.agent.heard("vraag")

    def swell(frame: Frame) -> list[Frame]:
        message = frame.get("change", {}).get("message")
        if message and message["text"] in BIG:
            frame["change"]["message"]["text"] = BIG[message["text"]]
        return [frame]

    spoiler.down = swell
    for name in BIG:
        await page.evaluate("window.longest = 0")
        await floor.agent.say(chat, name)
        await floor.agent.say(chat, f"na {name}")
        await expect(bubble(page, f"na {name}")).to_be_visible()
        assert await page.evaluate("window.longest") < 1_000, name  # on a busy machine; far less alone
    sizes = await page.locator(".message .text").evaluate_all("all => all.map(one => one.clientHeight / innerHeight)")
    assert len(sizes) == 1 + 2 * len(BIG)
    assert max(sizes) <= 0.61
    assert await page.locator(".panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    await page.reload()
    await expect(bubble(page, f"na {name}")).to_be_visible()
    await _nothing_happened(visitor, page)


async def test_a_message_too_long_stays_in_the_box_with_the_reason(floor: Floor) -> None:
    page = await (await floor.visitor()).chat()
    await page.locator("textarea").fill("x" * 20_001)
    await expect(page.locator("#problem")).to_contain_text("dit zijn er 20001")
    await expect(page.get_by_role("button", name="Versturen")).to_be_disabled()
    await page.locator("textarea").press("Enter")
    assert len(await page.locator("textarea").input_value()) == 20_001
    await page.locator("textarea").fill("x" * 20_000)
    await page.locator("textarea").press("Enter")
    await expect(ticked(page)).to_have_count(1)


async def test_files_come_back_as_harmless_attachments(floor: Floor, tmp_path_factory: pytest.TempPathFactory) -> None:
    picture = tmp_path_factory.mktemp("files") / "foto\u202egpj.exe.png"
    Image.new("RGB", (64, 64), "#336699").save(picture)
    visitor = await floor.visitor()
    page = await visitor.chat()
    async with page.expect_response("**/api/v1/files/**") as answered:
        await page.locator("input[type=file]").set_input_files(picture)
        await expect(ticked(page)).to_have_count(1)
        await page.reload()
    headers = await (await answered.value).all_headers()
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("sandbox")
    assert headers["content-disposition"].startswith("attachment")
    assert headers["content-type"] == "image/png"
    label = str(await page.locator(".thumb").get_attribute("aria-label"))
    assert "\u202e" not in label
    assert visitor.foreign == []
