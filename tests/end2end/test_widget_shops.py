"""Both demo shops are whole: every page loads without complaint, links lead somewhere, and buying works."""

import importlib.util
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.async_api import expect

from tests.end2end.widget_fixtures import RESOURCES, Floor, open_floor

SHOPS = RESOURCES / "demo_site"


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    async with open_floor(tmp_path) as opened:
        yield opened


@pytest.mark.soak
async def test_every_page_and_link_works_in_both_shops(floor: Floor) -> None:
    visitor = await floor.visitor(viewport={"width": 390, "height": 844})
    page = await visitor.context.new_page()
    waiting = [f"{floor.server.base}/shop/{path}" for path in ("fietsenwereld/", "skyjump/")]
    seen: set[str] = set()
    articles = 0
    while waiting:
        url = waiting.pop()
        is_article = re.search(r"/help/.", url) is not None
        if url in seen or (is_article and articles >= 8):
            continue
        seen.add(url)
        articles += is_article
        answer = await page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        assert "{{" not in await page.content(), url
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
        links = await page.locator("a[href]").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        targets = [urljoin(url, link).split("#")[0] for link in links if not link.startswith("mailto:")]
        waiting += [target for target in targets if target.startswith(floor.server.base)]
        assert all(target.startswith(f"{floor.server.base}/shop/") for target in targets), url
    assert articles == 8
    assert len(seen) > 40
    assert visitor.complaints == []
    assert visitor.foreign == []


async def test_a_bicycle_can_be_bought(floor: Floor) -> None:
    visitor = await floor.visitor()
    page = await visitor.visit("fietsenwereld/fietsen")
    await page.get_by_role("link", name=re.compile("Gravelbike Heide")).click()
    await page.get_by_text("58", exact=True).click()
    await page.get_by_role("button", name="In winkelwagen").click()
    await page.get_by_role("link", name="Naar de winkelwagen").click()
    await page.get_by_role("button", name=re.compile("Eén meer")).click()
    await expect(page.locator(".sums .total")).to_contain_text("2.798,00")
    await page.get_by_role("link", name="Naar de kassa").click()
    for name, text in {"name": "Marieke de Boer", "email": "m@example.org", "street": "Dijk 1"}.items():
        await page.locator(f"[name={name}]").fill(text)
    await page.locator("[name=postcode]").fill("6811 AA")
    await page.locator("[name=city]").fill("Arnhem")
    await page.get_by_role("button", name="Bestelling plaatsen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Bestelling geplaatst")
    await expect(page.locator("[data-order]")).to_have_text(re.compile(r"^FW-2026-\d{5}$"))
    await expect(page.locator("[data-cart-count]")).to_be_hidden()
    assert visitor.complaints == []


async def test_the_language_switch_leads_to_the_same_page(floor: Floor) -> None:
    page = await (await floor.visitor()).visit("fietsenwereld/fietsen/linde")
    await page.get_by_role("link", name="English").click()
    await expect(page).to_have_url(re.compile("/shop/fietsenwereld/en/fietsen/linde$"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("City bike Linde")
    await page.get_by_role("link", name="Nederlands").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Stadsfiets Linde")


def test_the_pages_are_those_of_their_contents(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("demo_site_build", SHOPS / "source" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    for shop in (build.fietsenwereld, build.skyjump):
        for language in ("nl", "en"):
            for path, (title, body) in shop.pages(language).items():
                target = SHOPS / shop.KEY / ("en" if language == "en" else "") / f"{path}.html"
                assert target.read_text("utf-8") == build.page(shop, language, path, title, body), target
