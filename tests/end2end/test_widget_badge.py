"""The performance badge on a page: real figures of real chats, readable, still, and asking for nothing but them."""

from pathlib import Path

from msgspec import structs
from playwright.async_api import Route, expect

from operator_console.domain.ids import SiteId
from operator_console.domain.site_settings import SiteSettings
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.server.badge import LEAST
from operator_console.server.store.site_settings import put_settings
from tests.end2end.axe_fixtures import faults_of
from tests.end2end.widget_fixtures import open_floor, say

SHOP = SiteId("fietsenwereld")
PAGE = """<!doctype html><html lang=nl><title>Over ons</title><body><main><h1>Over ons</h1>
<script src="/widget/badge.js" data-site="fietsenwereld" async></script></main>"""


async def test_real_figures_stand_where_the_page_wants_them(tmp_path: Path) -> None:
    async with open_floor(tmp_path) as floor:
        with open_administration(ServerConfig(data_dir=tmp_path / "server")) as administration:
            shown = structs.replace(SiteSettings(site_id=SHOP), badge=True)
            with administration.database.writing() as connection:
                assert put_settings(connection, shown) is not None
        visitor = await floor.visitor(color_scheme="dark")
        chat = await visitor.chat()
        for number in range(LEAST):
            await say(chat, f"Vraag {number}")
            await floor.agent.say(await floor.agent.heard(f"Vraag {number}"), f"Antwoord {number}")
        asked: list[str] = []
        visitor.context.on("request", lambda request: asked.append(request.url))

        async def answer(route: Route) -> None:
            await route.fulfill(content_type="text/html; charset=utf-8", body=PAGE)

        await visitor.context.route("**/over-ons.html", answer)
        page = await visitor.visit("fietsenwereld/over-ons.html")
        badge = page.locator("operator-console-badge")
        await expect(badge.get_by_text("100% beantwoord binnen 30 seconden")).to_be_visible()
        await expect(badge.get_by_text(f"Onze chat, laatste 30 dagen: {LEAST} antwoorden")).to_be_visible()
        assert await faults_of(page, "operator-console-badge") == []
        assert [url.rpartition("/")[2] for url in asked] == ["over-ons.html", "badge.js", "fietsenwereld.json"]
        assert await visitor.context.cookies() == []
        assert visitor.complaints == []
