"""Form, identity, consent and the list of what is kept, in a real browser: nothing before yes, nothing after no."""

import asyncio
import os
import time
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import jwt
import pytest
import pytest_asyncio
from msgspec import structs
from playwright.async_api import Page, expect

from operator_console.domain.ids import SiteId
from operator_console.domain.site_settings import (
    ConsentMode,
    FieldKind,
    FormField,
    Retention,
    SiteSettings,
    SiteTexts,
)
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.store.site_secrets import make_key
from operator_console.server.store.site_settings import put_settings, read_settings
from tests.end2end.widget_fixtures import Floor, bubble, open_floor, say, ticked

pytestmark = pytest.mark.asyncio(loop_scope="module")
SHOP = SiteId("fietsenwereld")
KEPT = "Object.keys(localStorage).concat(Object.keys(sessionStorage))"
DATABASES = "indexedDB.databases().then((all) => all.length)"
PICTURES = os.environ.get("OPERATOR_CONSOLE_PICTURES", "")
ORDER = FormField(key="order", label={"nl": "Bestelnummer", "en": "Order number"}, required=True)
EMAIL = FormField(key="email", label={"nl": "Je e-mailadres", "en": "Your e-mail address"}, kind=FieldKind.EMAIL)
ABOUT = FormField(
    key="about",
    label={"nl": "Waar gaat het over?"},
    kind=FieldKind.CHOICE,
    choices=("Bezorging", "Retour", "Iets anders"),
)


class Shop:
    """The floor with a way to set the shop up as its owner does."""

    def __init__(self, floor: Floor, folder: Path) -> None:
        self.floor = floor
        self._config = ServerConfig(data_dir=folder / "server")

    async def set(self, **changes: object) -> None:
        """Set these values, the others to their defaults, and wait until the running server has taken them up."""
        with open_administration(self._config) as administration, administration.database.writing() as connection:
            version = read_settings(connection).get(SHOP, SiteSettings(site_id=SHOP)).version
            settings = structs.replace(SiteSettings(site_id=SHOP, version=version), **changes)
            assert put_settings(connection, settings) is not None
        await asyncio.sleep(1.2)  # the server looks twice a second

    def key(self) -> str:
        """Return a new key of the shop."""
        with open_administration(self._config) as administration, administration.database.writing() as connection:
            return make_key(connection, SHOP, datetime.now(UTC)).secret


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shop]:
    folder = tmp_path_factory.mktemp("floor")
    async with open_floor(folder) as opened:
        yield Shop(opened, folder)


@pytest_asyncio.fixture(loop_scope="module")
async def shop(open_shop: Shop) -> AsyncIterator[Shop]:
    yield open_shop
    await open_shop.floor.tidy()


async def _picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.wait_for_timeout(400)
        await page.screenshot(path=f"{PICTURES}/{name}.png")


async def test_nothing_is_sent_and_nothing_is_kept_before_yes(shop: Shop) -> None:
    text = SiteTexts(consent="Mogen we je hier te woord staan?", privacy_url="https://shop.example/privacy")
    await shop.set(consent=ConsentMode.ASKED, texts={"nl": text})
    visitor = await shop.floor.visitor()
    page = await visitor.context.new_page()
    sockets: list[str] = []
    asked: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.on("request", lambda request: asked.append(request.url))
    await visitor.visit("fietsenwereld/?utm_source=mail", page)
    await expect(page.locator(".launcher")).to_be_visible(timeout=2000)
    await page.wait_for_timeout(800)
    own = [url for url in asked if "/widget/" in url or "/api/" in url]
    assert [url.rpartition("/")[2] for url in own] == ["widget.js"]
    assert sockets == []
    assert await page.evaluate(KEPT) == []

    await page.locator(".launcher").click()
    question = page.get_by_text("Mogen we je hier te woord staan?")
    await expect(question).to_be_visible()
    await expect(page.get_by_role("link", name="Privacyverklaring")).to_have_attribute("href", text.privacy_url)
    await expect(page.locator("textarea")).to_be_hidden()
    await expect(page.get_by_role("button", name="Ja, chatten")).to_be_focused()
    await _picture(page, "consent-nl")
    notice = [url for url in asked if ".json" in url]
    assert len(notice) == 1
    assert "utm_source" not in notice[0]
    await page.get_by_role("button", name="Nee", exact=True).click()
    await expect(page.locator(".panel")).to_be_hidden()
    await page.reload()
    await page.wait_for_timeout(500)
    assert (sockets, await page.evaluate(KEPT)) == ([], [])
    assert (await visitor.context.cookies()) == []
    assert await page.evaluate(DATABASES) == 0
    assert visitor.complaints == []


async def test_nothing_is_left_after_no(shop: Shop) -> None:
    await shop.set(consent=ConsentMode.ASKED)
    visitor = await shop.floor.visitor()
    page = await visitor.chat()
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    await page.get_by_role("button", name="Ja, chatten").click()
    await say(page, "Nu mag het")
    await shop.floor.agent.heard("Nu mag het")
    await expect(ticked(page)).to_have_count(1)
    assert await page.evaluate(KEPT) != []
    await page.reload()
    await expect(bubble(page, "Nu mag het")).to_be_visible()

    await page.evaluate("OperatorConsole.push(['consent', false])")
    await expect(bubble(page, "Nu mag het")).to_be_hidden()
    await expect(page.get_by_role("button", name="Ja, chatten")).to_be_visible()
    await page.wait_for_timeout(500)
    assert await page.evaluate(KEPT) == []
    assert await page.evaluate(DATABASES) == 0
    begun = len(sockets)
    await page.reload()
    await page.wait_for_timeout(500)
    assert len(sockets) == begun
    assert await page.evaluate(KEPT) == []
    assert visitor.complaints == []


async def test_a_cookie_banner_says_yes_for_the_visitor(shop: Shop) -> None:
    await shop.set(consent=ConsentMode.ASKED)
    visitor = await shop.floor.visitor()
    page = await visitor.visit()
    await page.evaluate("OperatorConsole.push(['consent', true])")
    await page.locator(".launcher").click()
    await say(page, "Via de balk")
    await shop.floor.agent.heard("Via de balk")


async def test_an_owner_who_begins_to_ask_stops_tabs_that_have_not_been_asked(shop: Shop) -> None:
    await shop.set()
    visitor = await shop.floor.visitor()
    page = await visitor.chat()
    await expect(page.locator(".dot.on")).to_be_visible()
    await shop.set(consent=ConsentMode.ASKED)
    await shop.floor.server.kill()
    await shop.floor.server.start()
    await expect(page.get_by_role("button", name="Ja, chatten")).to_be_visible(timeout=20_000)
    assert await page.evaluate(KEPT) == []


async def test_a_form_never_holds_a_first_message_back(shop: Shop) -> None:
    await shop.set(form=(ORDER, EMAIL, ABOUT))
    visitor = await shop.floor.visitor()
    page = await visitor.chat()
    ask = page.locator(".ask")
    await expect(ask).to_be_hidden()
    await expect(page.get_by_label("Je voornaam")).to_be_hidden()
    await say(page, "Waar blijft mijn fiets?")
    await shop.floor.agent.heard("Waar blijft mijn fiets?")
    await expect(ask).to_be_visible()
    await expect(ask.get_by_role("button", name="Overslaan")).to_be_hidden()
    await _picture(page, "form-nl")
    await say(page, "Hallo?")  # writing on is free
    await shop.floor.agent.heard("Hallo?")
    await ask.get_by_label("Je e-mailadres").fill("jan@example.org")
    await ask.get_by_role("button", name="Versturen").click()
    await expect(ask).to_be_visible()  # the order's number is required
    await ask.get_by_label("Bestelnummer").fill("NL-2026-4711 4111 1111 1111 1111")
    await ask.get_by_label("Waar gaat het over?").select_option("Bezorging")
    await ask.get_by_role("button", name="Versturen").click()
    await expect(ask).to_be_hidden()

    def filled(frame: dict[str, object]) -> bool:
        return "Bezorging" in str(frame)

    told = await shop.floor.agent.frame(filled)
    assert told["change"]["conversation"]["form"] == {
        "order": "NL-2026-4711 •••• •••• •••• ••••",
        "email": "jan@example.org",
        "about": "Bezorging",
    }
    await shop.floor.agent.frame(lambda frame: "visitor_upserted" in str(frame) and "jan@example.org" in str(frame))
    await page.reload()
    await expect(bubble(page, "Hallo?")).to_be_visible()
    await expect(ask).to_be_hidden()
    assert visitor.complaints == []


async def test_an_optional_form_is_passed_over_once_and_not_asked_again(shop: Shop) -> None:
    await shop.set(form=(EMAIL,))
    visitor = await shop.floor.visitor(locale="en-GB", viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = await visitor.chat("fietsenwereld/en/")
    await say(page, "Just a question")
    ask = page.locator(".ask")
    await expect(ask).to_be_visible()
    await _picture(page, "form-optional-en-dark-phone")
    await ask.get_by_role("button", name="Skip").click()
    await expect(ask).to_be_hidden()
    await say(page, "Another one")
    await page.reload()  # open as it was, in the same tab
    await expect(bubble(page, "Another one")).to_be_visible()
    await expect(ask).to_be_hidden()


async def test_the_site_vouches_for_a_customer_and_signing_out_leaves_nothing(shop: Shop) -> None:
    await shop.set()
    now = int(time.time())
    claims = {"sub": "4711", "aud": SHOP, "exp": now + 600, "iat": now, "jti": str(uuid.uuid4()), "name": "Jan Jansen"}
    token = jwt.encode(claims, shop.key(), algorithm="HS256")
    visitor = await shop.floor.visitor()
    await visitor.context.add_init_script(
        f"addEventListener('DOMContentLoaded', () => (window.OperatorConsole ||= []).push(['identity', '{token}']))"
    )
    page = await visitor.chat()
    await expect(page.get_by_label("Je voornaam")).to_be_hidden()
    await say(page, "Ik ben ingelogd")
    await shop.floor.agent.heard("Ik ben ingelogd")
    snapshot = await shop.floor.agent.frame(lambda frame: frame["type"] == "conversation_snapshot")
    assert snapshot["visitor"]["identity"]["subject"] == "4711"
    assert snapshot["conversation"]["visitor_name"] == "Jan Jansen"
    await page.evaluate("OperatorConsole.push(['identity', null])")
    await expect(bubble(page, "Ik ben ingelogd")).to_be_hidden()
    await expect(page.locator(".dot.on")).to_be_visible()
    assert "Jan" not in await page.evaluate("JSON.stringify(localStorage)")
    assert visitor.complaints == []


async def test_what_one_customer_did_not_send_is_not_the_next_ones(shop: Shop) -> None:
    await shop.set()
    key, now = shop.key(), int(time.time())
    tokens = [
        jwt.encode(
            {"sub": subject, "aud": SHOP, "exp": now + 600, "iat": now, "jti": str(uuid.uuid4())},
            key,
            algorithm="HS256",
        )
        for subject in ("5001", "5002")
    ]
    visitor = await shop.floor.visitor()
    page = await visitor.chat()
    await page.evaluate("(token) => OperatorConsole.push(['identity', token])", tokens[0])
    await say(page, "Van de eerste klant")
    await shop.floor.agent.heard("Van de eerste klant")
    await shop.floor.server.kill()
    await say(page, "Alleen voor mij")
    await expect(bubble(page, "Alleen voor mij")).to_be_visible()
    await page.evaluate("(token) => OperatorConsole.push(['identity', token])", tokens[1])
    await shop.floor.server.start()
    await shop.floor.agent.connect()
    await expect(bubble(page, "Alleen voor mij")).to_be_hidden(timeout=30_000)
    await expect(bubble(page, "Van de eerste klant")).to_be_hidden()
    await say(page, "Van de tweede klant")
    await shop.floor.agent.heard("Van de tweede klant")
    assert "Alleen voor mij" not in shop.floor.agent.visitor_texts()


async def test_what_is_kept_is_told_in_plain_sentences(shop: Shop) -> None:
    await shop.set(retention=Retention(chats=365, visits=30), form=(EMAIL,))
    visitor = await shop.floor.visitor()
    page = await visitor.chat()
    link = page.get_by_text("Wat bewaren we?")
    await link.click()
    kept = page.locator(".privacy ul")
    await expect(kept).to_contain_text("tot 365 dagen na het gesprek")
    await expect(kept).to_contain_text("tot 30 dagen na je bezoek")
    await expect(kept).to_contain_text("Je e-mailadres")
    await expect(kept).to_contain_text("ziet wat je typt")
    await _picture(page, "kept-nl")
    await link.click()
    await expect(kept).to_be_hidden()
