"""A site set up from the page to the visitor's door: two leads' screens over real desks, a real server, a real page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Role
from operator_console.domain.script_tag import widget_tag
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.setup import SetupScreen
from tests.contract import desk_stage
from tests.contract.server_desk import new_client_id
from tests.fakes.screen_stage import Stage, stage

__all__ = ["stage"]
BAKERY = SiteId("bakkerij")
LONG_S = 20.0


class Owner:
    """One lead's desk with the page."""

    def __init__(self, stage: Stage, place: desk_stage.Stage) -> None:
        self.stage, self.place = stage, place
        self.screen: SetupScreen
        self.desk: Any = None

    async def come_in(self, account: str) -> "Owner":
        session = await self.place.sign_in(account)
        self.desk = (await self.place.desk(session)).desk
        await self.stage.until(lambda: self.desk.connection.phase.value == "live", LONG_S)
        self.screen = SetupScreen(self.stage.context, self.desk)
        self.stage.at_end(self.screen.close)
        await self.stage.show(self.screen.widget, 1200, 800)
        self.screen.show()
        await self.idle()
        return self

    async def idle(self) -> None:
        await self.stage.until(lambda: not self.screen._busy, LONG_S)

    def line(self, name: str) -> QLineEdit:
        found = self.screen.widget.findChild(QLineEdit, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        buttons = self.screen.widget.findChildren(QPushButton, name)
        next(button for button in buttons if button.isVisible()).click()

    async def save(self) -> None:
        self.press("setup_save")
        await self.idle()
        assert not self.screen.unsaved

    async def sheet(self) -> SheetDialog:
        def shown() -> list[SheetDialog]:
            return [each for each in self.screen.widget.findChildren(SheetDialog) if each.isVisible()]

        await self.stage.until(shown, LONG_S)
        return shown()[0]

    def said(self) -> str:
        labels = self.screen.widget.findChildren(PlainLabel)
        return "\n".join(label.whole_text for label in labels if label.isVisible())


@pytest.fixture
def server(tmp_path: Path) -> Any:  # noqa: ANN401  # a fixture that yields
    folder = tmp_path / "server"
    folder.mkdir()
    process = desk_stage.ServerProcess(folder)
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        administration.accounts.change_role("anna", Role.SUPERVISOR)
        administration.accounts.change_role("ben", Role.ADMIN)
    process.start()
    yield process
    process.stop()


@asynccontextmanager
async def _page(html: str) -> AsyncIterator[str]:
    """Serve one page, behind a redirect as shops have it."""

    async def front(_request: web.Request) -> web.Response:
        raise web.HTTPFound("/nl/")

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", front), web.get("/nl/", page)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def test_a_new_site_is_set_up_until_a_visitor_comes_in(
    stage: Stage, server: desk_stage.ServerProcess, tmp_path: Path
) -> None:
    async def script() -> None:
        async with aiohttp.ClientSession() as http, _page(widget_tag(server.address, BAKERY)) as shop:
            places = [desk_stage.Stage(server, tmp_path / name, http) for name in ("lead", "admin")]
            for place in places:
                place.folder.mkdir()
            anna = await Owner(stage, places[0]).come_in("anna")
            ben = await Owner(stage, places[1]).come_in("ben")
            await _make(ben, shop)
            await stage.until(lambda: {site.id for site in anna.desk.sites} == {"shop", BAKERY}, LONG_S)
            await _install(ben, http, server.address, shop)
            await _conflict(anna, ben)
            await _take_over(ben, tmp_path / "site.json")
            assert [place.errors for place in places] == [[], []]
            for owner in (anna, ben):
                owner.screen.close()
            for place in places:
                await place.close()

    stage.run(script())


async def _make(ben: Owner, shop: str) -> None:
    ben.press("setup_new")
    await ben.sheet()
    ben.line("new_site_name").setText("Bakkerij")
    ben.line("new_site_address").setText(shop)
    ben.press("make")
    await ben.idle()
    assert ben.line("site_name").text() == "Bakkerij"


async def _hello(http: aiohttp.ClientSession, server: str, origin: str) -> str:
    """Say hello as the widget does, and return what came back."""
    address = f"{server}/ws/visitor?site={BAKERY}"
    async with http.ws_connect(address, headers={"Origin": origin}) as socket:
        page = {"type": "page", "url": f"{origin}/", "title": "x"}
        hello = {"type": "hello", "versions": [1], "site_id": BAKERY, "visit_key": new_client_id(), "page": page}
        await socket.send_json(hello)
        return str((await socket.receive_json())["type"])


async def _install(ben: Owner, http: aiohttp.ClientSession, server: str, shop: str) -> None:
    assert server in ben.line("install_tag").text()
    ben.press("install_check")
    await ben.stage.until(lambda: f"The tag stands on {shop}/nl/" in ben.said(), LONG_S)
    assert "No visitor has come in" in ben.said()
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await _hello(http, server, "https://www.bakkerij.example")
    assert await _hello(http, server, shop) == "welcome"
    ben.press("install_check")
    await ben.stage.until(lambda: f"a visitor came in from {shop}" in ben.said(), LONG_S)
    assert "A page at https://www.bakkerij.example asked for this chat" in ben.said()
    ben.press("install_allow")
    await ben.stage.until(lambda: "asked for this chat" not in ben.said() and "It works" in ben.said(), LONG_S)
    assert await _hello(http, server, "https://www.bakkerij.example") == "welcome"


async def _conflict(anna: Owner, ben: Owner) -> None:
    anna.screen.show()
    await anna.idle()
    anna.screen._view.site_chosen.emit(BAKERY)
    await anna.idle()
    anna.line("hours_day_0").setText("8-18")
    greeting = ben.screen.widget.findChild(QPlainTextEdit, "text_nl_greeting")
    mail = ben.screen.widget.findChild(QCheckBox, "after_mail")
    assert greeting is not None
    assert mail is not None
    greeting.setPlainText("Vers brood?")
    await ben.save()
    always = anna.screen.widget.findChild(QCheckBox, "after_rating")
    assert always is not None
    always.setChecked(False)
    anna.press("setup_save")
    await anna.sheet()
    anna.press("mine")
    await anna.idle()
    state = await ben.desk.site_setup.settings(BAKERY)
    assert state.settings.texts["nl"].greeting == "Vers brood?"
    assert not state.settings.rating


async def _take_over(ben: Owner, path: Path) -> None:
    state = await ben.desk.site_setup.settings(SiteId("shop"))
    ben.screen.transfer.export_to(state.site, state.settings, str(path))
    await ben.stage.until(path.exists)
    ben.screen.show()
    await ben.idle()
    assert ben.line("site_name").text() == "Bakkerij"
    ben.screen.transfer.import_from(lambda: ben.screen._view.taken(*ben.screen._known()), str(path))
    await ben.sheet()
    ben.press("yes")
    await ben.stage.until(lambda: any(site.name == "Shop" and site.id == BAKERY for site in ben.desk.sites), LONG_S)
    await ben.idle()  # the settings follow the site
    kept = await ben.desk.site_setup.settings(BAKERY)
    assert (kept.site.id, kept.site.base_url, kept.settings.texts) == (BAKERY, "https://shop.example", {})
