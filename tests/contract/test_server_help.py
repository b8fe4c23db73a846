"""The public help page: what is published and nothing else, escaped, cached, searched, in both languages."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs
from multidict import CIMultiDictProxy

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.server.help_style import contrast, readable, style_of
from operator_console.server.store.articles import ArticleWriting, Change
from tests.contract.server_desk import Desk, running_desk

SHOP = SiteId("shop")
HOSTILE = "<img src=x onerror=alert(1)>\"'&{}%s{0}\u202e</title><script>alert(1)</script>"


def article(key: str, **values: object) -> Article:
    given = {"language": "nl", "title": key.capitalize(), "summary": "", "body": "Tekst", **values}
    return Article(key=ArticleKey(key), site_id=SHOP, **given)  # type: ignore[arg-type]  # values of its fields


def write(folder: Path, *articles: Article, **change: bool) -> None:
    opened = open_administration(ServerConfig(data_dir=folder))
    with opened as administration, administration.database.writing() as connection:
        writing = ArticleWriting(connection, SHOP)
        for each in articles:
            writing.put(each, Change(at=datetime(2026, 3, 1, tzinfo=UTC), **change))  # type: ignore[arg-type]  # values of its fields
        writing.flush()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk whose shop has no help pages of its own."""
    async with running_desk(tmp_path) as running:
        with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
            site = administration.directory().sites[SHOP]
            administration.ensure_site(structs.replace(site, own_help=False, colour="#ffe14d"))
        await caught_up(running)
        yield running


async def caught_up(desk: Desk) -> None:
    """Wait until the server knows what administration has written."""
    board = desk.server.switchboard
    with open_administration(desk.server.config) as administration:
        version = administration.directory().version
    async with asyncio.timeout(5):
        while board.directory.version != version:
            await asyncio.sleep(0.02)


async def page(desk: Desk, path: str, **headers: str) -> tuple[int, str, CIMultiDictProxy[str]]:
    async with desk.http.get(f"{desk.address}/help/shop/{path}", headers=headers, allow_redirects=False) as response:
        return response.status, await response.text(), response.headers


async def test_what_is_published_is_listed_found_and_shown(desk: Desk, tmp_path: Path) -> None:
    picture = "/article-pictures/pc_" + "0" * 40
    write(
        tmp_path,
        article(
            "returns", title="Retourneren", summary="Binnen 30 dagen", facts=("Gratis",),
            links=(ArticleKey("exchange"), ArticleKey("gone")),
            body=f"# Zo\n\nZie [ruilen](/help/exchange). ![scherm]({picture}) ![x](https://evil.example/x.png)",
        ),
        article("exchange", title="Ruilen"),
        article("returns", language="en", title="Returns"),
    )  # fmt: skip
    write(tmp_path, article("secret", title="Geheim concept"), publish=False)
    write(tmp_path, article("exchange", title="Ruilen wordt anders"), publish=False)
    write(tmp_path, article("old", title="Weg ermee"))
    write(tmp_path, article("old"), remove=True)
    await caught_up(desk)
    status, listed, headers = await page(desk, "nl/")
    assert status == 200
    assert "Retourneren" in listed
    assert '<html lang="nl">' in listed
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    for path in ("nl/", "nl/?q=geheim", "nl/?q=weg", "nl/exchange", "nl/secret", "nl/old", "nl/?q=anders"):
        text = (await page(desk, path))[1]
        for unseen in ("Geheim concept", "Weg ermee", "wordt anders"):
            assert unseen not in text, path
    assert (await page(desk, "nl/secret"))[0] == 404
    status, shown, _ = await page(desk, "nl/returns")
    assert status == 200
    assert shown.count("<h1>") == 1
    assert '<a href="/help/shop/nl/exchange" rel="noopener noreferrer">ruilen</a>' in shown
    assert f'<img src="{picture}" alt="scherm"' in shown
    assert "evil.example" not in shown
    assert 'href="/help/shop/en/returns" lang="en">English' in shown
    assert "Bijgewerkt op" in shown
    assert '<time datetime="2026-03-01">1 maart 2026</time>' in shown
    assert shown.count("/help/shop/nl/exchange") == 2
    status, found, _ = await page(desk, "nl/?q=terugsturen")
    assert "1 antwoord op" in found
    assert '/help/shop/nl/returns"' in found
    assert 'content="noindex"' in found
    assert "Nothing found" in (await page(desk, "en/?q=zzzz"))[1]
    assert (await page(desk, "en/exchange"))[2]["Location"] == "/help/shop/nl/exchange"
    assert (await page(desk, ""))[0] in {302, 404}
    async with desk.http.get(f"{desk.address}/help/shop", allow_redirects=False) as response:
        assert response.headers["Location"] == "/help/shop/nl/"
    for path in ("de/", "nl/..%2f..%2fserver.sqlite3"):
        assert (await page(desk, path))[0] == 404
    agent_sees = await (await desk.get("/api/v1/articles", await desk.token("anna"))).json()
    assert {
        each["url"] for each in agent_sees["articles"] if each["key"] == "returns" and each["language"] == "nl"
    } == {f"{desk.address}/help/shop/nl/returns"}


async def test_a_browser_asks_whether_there_is_a_newer_one(desk: Desk, tmp_path: Path) -> None:
    write(tmp_path, article("returns"))
    await caught_up(desk)
    _, before, headers = await page(desk, "nl/returns", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert (await page(desk, "nl/returns", **{"If-None-Match": headers["ETag"]}))[0] == 304
    write(tmp_path, article("returns", title="Anders"))
    await caught_up(desk)
    status, after, _ = await page(desk, "nl/returns", **{"If-None-Match": headers["ETag"]})
    assert status == 200
    assert "Anders" in after
    assert before != after
    assert "Anders" in (await page(desk, "nl/?q=anders"))[1]


async def test_hostile_articles_are_shown_literally(desk: Desk, tmp_path: Path) -> None:
    bad = article(
        "bad", title=HOSTILE, summary=HOSTILE, facts=(HOSTILE,), synonyms=(HOSTILE,), tags=(HOSTILE,),
        body=f"{HOSTILE}\n\n[a](javascript:alert(1)) [b](data:text/html,x) ![c](file:///etc/passwd)\n\n" + "a" * 5_000,
    )  # fmt: skip
    write(tmp_path, bad, article("links", links=(bad.key,)))
    await caught_up(desk)
    for path in ("nl/", "nl/bad", "nl/links", "nl/?q=alert", "nl/?q=%3Cscript%3Ealert(1)%3C/script%3E", "nl/?q=%00%FF"):
        status, text, _ = await page(desk, path)
        assert status == 200
        assert "<script" not in text, path
        assert "<img" not in text, path
        assert 'href="javascript:' not in text
        assert "file:///" not in text.replace("![c](file:///", "")


async def test_whoever_searches_without_end_is_asked_to_wait(desk: Desk) -> None:
    statuses = [(await page(desk, f"nl/?q=a{number}"))[0] for number in range(25)]
    assert statuses[:20] == [200] * 20
    assert statuses[-1] == 429
    assert (await page(desk, "nl/"))[0] == 200


async def test_a_long_list_has_pages(desk: Desk, tmp_path: Path) -> None:
    write(tmp_path, *(article(f"a-{number:03}") for number in range(250)))
    await caught_up(desk)
    first, last = (await page(desk, "nl/"))[1], (await page(desk, "nl/?page=99"))[1]
    assert first.count("<li>") == 100
    assert 'rel="next" href="?page=2"' in first
    assert last.count("<li>") == 50
    assert (await page(desk, "nl/?page=-1%00"))[1] == first


@pytest.mark.parametrize("colour", ["#ffe14d", "#000000", "#ffffff", "#14694f", "#ff7a2f", "red;}</style>", ""])
def test_every_colour_gives_text_that_can_be_read(colour: str) -> None:
    for background in ("#ffffff", "#15181d"):
        assert contrast(readable(colour, background), background) >= 4.5
    assert "</style>" not in style_of(colour)
