"""Looking whether a page has the widget on it: what is found, and pages that are hostile, huge or no pages."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from operator_console.backends.native import site_page
from operator_console.backends.native.site_page import PageWord, look_at_page
from operator_console.domain.script_tag import FoundTag, find_tags, widget_tag

SERVER = "https://chat.example"
TAG = widget_tag(SERVER, "shop")
SHOP = FoundTag(SERVER, "shop")


async def _moved(request: web.Request) -> web.Response:
    raise web.HTTPFound(request.query["to"])


async def _page(_request: web.Request) -> web.Response:
    return web.Response(text=f"<html><body>{TAG}</body></html>", content_type="text/html")


async def _huge(_request: web.Request) -> web.Response:
    return web.Response(body=b"<p>" * (site_page.MAX_PAGE_BYTES // 2), content_type="text/html")


async def _data(_request: web.Request) -> web.Response:
    return web.Response(body=TAG.encode(), content_type="application/octet-stream")


async def _private(request: web.Request) -> web.Response:
    assert "Authorization" not in request.headers
    assert "Cookie" not in request.headers
    raise web.HTTPUnauthorized


async def _cookie(_request: web.Request) -> web.Response:
    response = web.HTTPFound("/private")
    response.set_cookie("session", "x")
    raise response


@pytest.fixture
async def shop() -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(
        [
            web.get("/", _page), web.get("/moved", _moved), web.get("/huge", _huge), web.get("/data", _data),
            web.get("/private", _private), web.get("/cookie", _cookie),
        ]
    )  # fmt: skip
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_the_tag_is_found_behind_a_redirect(shop: str) -> None:
    look = await look_at_page(f"{shop}/moved?to=/")
    assert (look.word, look.address, look.tags) == (PageWord.READ, f"{shop}/", (FoundTag(SERVER, "shop"),))


@pytest.mark.parametrize(
    "path, word",
    [
        ("/moved?to=file:///etc/passwd", PageWord.NO_PAGE), ("/moved?to=javascript:alert(1)", PageWord.NO_PAGE),
        ("/moved?to=http://user@127.0.0.1/", PageWord.NO_PAGE), ("/moved?to=/moved%3Fto%3D/", PageWord.READ),
        ("/data", PageWord.NO_PAGE), ("/private", PageWord.REFUSED), ("/cookie", PageWord.REFUSED),
        ("/nowhere", PageWord.REFUSED),
    ],
)  # fmt: skip
async def test_what_is_no_page_is_said(shop: str, path: str, word: PageWord) -> None:
    assert (await look_at_page(shop + path)).word is word


async def test_a_redirect_without_end_ends(shop: str) -> None:
    loop = f"{shop}/moved?to="
    for _ in range(3):
        loop = f"{shop}/moved?to=" + loop.replace("%", "%25").replace("?", "%3F").replace("=", "%3D")
    assert (await look_at_page(loop)).word in {PageWord.NO_PAGE, PageWord.REFUSED, PageWord.NOT_REACHED}


async def test_of_a_huge_page_the_beginning_is_read(shop: str) -> None:
    look = await look_at_page(f"{shop}/huge")
    assert (look.word, look.whole, look.tags) == (PageWord.READ, False, ())


@pytest.mark.parametrize(
    "address", ["", "file:///etc/passwd", "https://", "http://127.0.0.1:1/", "http://[", "x" * 500]
)
async def test_what_cannot_be_reached(address: str) -> None:
    assert (await look_at_page(address)).word in {PageWord.NOT_REACHED, PageWord.NO_PAGE}


# -- tags in HTML


@pytest.mark.parametrize(
    "html, found",
    [
        (TAG, [SHOP]),
        ('<SCRIPT async DATA-SITE=shop SRC="//chat.example/widget/widget.js?v=3"></SCRIPT>', [SHOP]),
        (f'<base href="{SERVER}/"><script src="widget/widget.js" data-site=shop>', [SHOP]),
        (f"<!-- {TAG} -->", []), (f"{TAG}<![nonsense[", [SHOP]),
        ('<script src="https://chat.example/widget/badge.js" data-site="shop"></script>', []),
        ("<script>document.write('<script src=\"https://chat.example/widget/widget.js\">')</script>", []),
        ('<script src="javascript:/widget/widget.js">', []), ('<script src="http://[/widget/widget.js">', []),
        (TAG * 100, [SHOP] * 20),
    ],
)  # fmt: skip
def test_tags_of_a_page(html: str, found: list[FoundTag]) -> None:
    assert list(find_tags(html, "https://shop.example/")) == found


@given(st.text(max_size=300))
def test_no_page_brings_it_down(html: str) -> None:
    find_tags(f"<script {html}>", "https://shop.example/")
