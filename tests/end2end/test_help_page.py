"""The help page in a real browser: by keyboard, on a phone, light and dark, with nothing fetched from elsewhere."""

import asyncio
import os
import shutil
from pathlib import Path

from playwright.async_api import ConsoleMessage, Page, Request, async_playwright

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey
from tests.contract.server_desk import Desk, running_desk
from tests.contract.test_server_help import article, caught_up, write

SHOTS = os.environ.get("OPERATOR_CONSOLE_SCREENSHOTS")
BODY = """## Zo werkt het

Stuur je bestelling binnen **30 dagen** terug. Zie ook [ruilen](/help/exchange).

1. Print het label.
2. Plak het op de doos.

| Dienst | Dagen |
| --- | --- |
| Post | 2 |

> Let op: accu's gaan niet met de post.
"""


def _articles() -> list[Article]:
    return [
        article(
            "returns", title="Retourneren", summary="Binnen 30 dagen, gratis.", body=BODY,
            links=(ArticleKey("exchange"),), facts=("Retourneren is gratis.", "Je geld is binnen 5 dagen terug."),
        ),
        article("exchange", title="Ruilen", summary="Een andere maat of kleur."),
        article("very", title="W" * 200, summary="langwoord" * 60),
        article("returns", language="en", title="Returns", summary="Within 30 days."),
    ]  # fmt: skip


class _Seen:
    """What a page complained of and fetched."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.fetched: list[str] = []
        page.on("console", self._complained)
        page.on("request", self._requested)

    def _complained(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    def _requested(self, request: Request) -> None:
        self.fetched.append(request.url)


async def _no_sideways(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


async def _shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"help-{name}.png")


async def test_the_help_page_in_a_browser(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk, async_playwright() as playwright:
        write(tmp_path, *_articles())
        await caught_up(desk)
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        try:
            for scheme, width in (("light", 1280), ("dark", 1280), ("light", 360)):
                context = await browser.new_context(
                    color_scheme="dark" if scheme == "dark" else "light",
                    viewport={"width": width, "height": 800},
                    java_script_enabled=True,
                )
                page = await context.new_page()
                seen = _Seen(page)
                await _walk(page, desk, f"{scheme}-{width}")
                assert seen.complaints == []
                assert all(url.startswith(desk.address) for url in seen.fetched)
                await context.close()
        finally:
            await browser.close()


async def _walk(page: Page, desk: Desk, name: str) -> None:
    """From the list by keyboard into a search, an article, and the other language."""
    await page.goto(f"{desk.address}/help/shop")
    assert page.url.endswith("/help/shop/nl/")
    await _no_sideways(page)
    await _shot(page, f"list-{name}")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.id") == "q"
    await page.keyboard.type("terugsturen")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/nl/?q=terugsturen")
    assert await page.get_by_role("heading", level=1).count() == 1
    await _shot(page, f"found-{name}")
    await page.get_by_role("main").get_by_role("link", name="Retourneren").click()
    await page.wait_for_url("**/nl/returns")
    await _no_sideways(page)
    await _shot(page, f"article-{name}")
    roles = [await page.get_by_role(role).count() for role in ("banner", "main", "search", "article", "complementary")]
    assert roles == [1, 1, 1, 1, 1]
    assert await page.get_by_role("searchbox", name="Zoek een antwoord").count() == 1
    for box in await asyncio.gather(*(each.bounding_box() for each in await page.get_by_role("navigation").all())):
        assert box is not None
        assert box["height"] >= 24
    assert await page.evaluate(_POOREST_CONTRAST) >= 4.5
    await page.get_by_role("link", name="English").click()
    await page.wait_for_url("**/en/returns")
    assert await page.locator("html").get_attribute("lang") == "en"


_POOREST_CONTRAST = """() => {
  const channels = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = colour => channels(colour).map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, place) => sum + c * [.2126, .7152, .0722][place], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!colour.endsWith(", 0)")) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return Math.min(...[...document.body.querySelectorAll("*")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a))
    .map(([one, other]) => (one + .05) / (other + .05)));
}"""
