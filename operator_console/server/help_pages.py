"""The public help page of a site: list, search and articles, without a script; published articles and nothing else."""

import asyncio
import gzip
import hashlib

from aiohttp import web
from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.knowledge.word_lists import LANGUAGES
from operator_console.server import help_view
from operator_console.server.help_shelf import Shelf
from operator_console.server.help_view import OTHER, PAGE_SIZE, Place
from operator_console.server.http_api import HttpApi, client_address, network_of
from operator_console.server.limits import PerKey
from operator_console.server.switchboard import Switchboard

MAX_QUERY_CHARS = 200
SEARCHES_PER_S = 1.0
SEARCHES_AT_ONCE = 20.0
_OK, _NOT_FOUND, _BUSY = 200, 404, 429


class _Page(Struct, frozen=True):
    """A page as it is sent, made once."""

    plain: bytes
    compressed: bytes
    tag: str
    policy: str


class HelpPages:
    """Handlers of ``/help``; a page is made when it is first asked for, and made anew when articles change."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api
        self._shelves = switchboard.shelves
        self._searches = PerKey(SEARCHES_PER_S, SEARCHES_AT_ONCE)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/help/{site_id}", self.to_site),
            web.get("/help/{site_id}/{language}", self.to_list),
            web.get("/help/{site_id}/{language}/", self.list),
            web.get("/help/{site_id}/{language}/{key}", self.article),
        ]

    async def to_site(self, request: web.Request) -> web.Response:
        """Send a browser to the list in the site's language."""
        site = self._site(request)
        raise web.HTTPFound(f"/help/{site.id}/{site.language if site.language in LANGUAGES else LANGUAGES[0]}/")

    async def to_list(self, request: web.Request) -> web.Response:
        """Send a browser to the list, so that relative links work."""
        site, language = self._site(request), self._language(request)
        raise web.HTTPFound(f"/help/{site.id}/{language}/")

    async def list(self, request: web.Request) -> web.Response:
        """All articles of a language, or what is found for `q`."""
        site, language = self._site(request), self._language(request)
        shelf = await self._shelves.shelf(site.id)
        place = self._place(site, language, shelf)
        text = clean_line(request.query.get("q", "")[: 4 * MAX_QUERY_CHARS], MAX_QUERY_CHARS)
        if text:
            return await self._found(request, place, text)
        self._shelves.expect_search(site.id, shelf)
        articles = shelf.of_language(language)
        last = max(1, -(-len(articles) // PAGE_SIZE))
        given = request.query.get("page", "1")
        number = min(last, max(1, int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else 1))
        name = (site.name, site.colour, language, f"page {number}")
        page = shelf.pages.get(name)
        if not isinstance(page, _Page):
            page = shelf.pages[name] = _made(place, help_view.list_page(place, articles, number))
        return _send(request, page)

    async def article(self, request: web.Request) -> web.Response:
        """One article; one that only the other language has is shown in that."""
        site, language = self._site(request), self._language(request)
        key = request.match_info["key"]
        shelf = await self._shelves.shelf(site.id)
        article = shelf.articles.get((language, key))
        if article is None and (OTHER[language], key) in shelf.articles:
            raise web.HTTPFound(f"/help/{site.id}/{OTHER[language]}/{key}")
        place = self._place(site, language, shelf, article)
        if article is None:
            return _send(request, _made(place, help_view.lost_page(place)), _NOT_FOUND)
        name = (site.name, site.colour, language, f"article {key}")
        page = shelf.pages.get(name)
        if not isinstance(page, _Page):
            related = [shelf.articles.get((language, one)) for one in article.links]
            shown = tuple(one for one in related if one is not None)
            page = shelf.pages[name] = _made(place, help_view.article_page(place, article, shown))
        return _send(request, page)

    async def _found(self, request: web.Request, place: Place, text: str) -> web.Response:
        asker = network_of(client_address(request, self._board.config.trusted_proxies))
        if not self._searches.take(asker, asyncio.get_running_loop().time()):
            return _send(request, _made(place, help_view.busy_page(place)), _BUSY)
        hits, corrected = await self._shelves.search(place.site.id, place.language, text)
        return _send(request, _made(place, help_view.result_page(place, text, hits, corrected)))

    def _site(self, request: web.Request) -> Site:
        site = self._board.directory.sites.get(SiteId(request.match_info["site_id"]))
        if site is None:
            raise web.HTTPNotFound
        return site

    def _language(self, request: web.Request) -> str:
        language = request.match_info["language"]
        if language not in LANGUAGES:
            raise web.HTTPNotFound
        return language

    def _place(self, site: Site, language: str, shelf: Shelf, article: Article | None = None) -> Place:
        other = OTHER[language]
        twin = None
        if article is not None and (other, article.key) in shelf.articles:
            twin = f"/help/{site.id}/{other}/{article.key}"
        elif any(spoken == other for spoken, _key in shelf.articles):
            twin = f"/help/{site.id}/{other}/"
        return Place(site=site, language=language, twin=twin, server=self._api.address)


def _made(place: Place, text: str) -> _Page:
    plain = text.encode("utf-8", "replace")
    tag = hashlib.sha256(plain).hexdigest()[:24]
    return _Page(plain, gzip.compress(plain, 6, mtime=0), f'"{tag}"', help_view.policy_of(place.site))


def _send(request: web.Request, page: _Page, status: int = _OK) -> web.Response:
    headers = {
        "Content-Security-Policy": page.policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cache-Control": "public, no-cache",
        "ETag": page.tag,
        "Vary": "Accept-Encoding",
    }
    if status == _OK and page.tag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = "text/html; charset=utf-8"
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return web.Response(status=status, body=page.plain, headers=headers)
    return web.Response(status=status, body=page.compressed, headers={**headers, "Content-Encoding": "gzip"})
