"""Serves the widget and the demo shops: names from their own folders only, strict headers; knows no chat."""

import re
from html import escape
from pathlib import Path

from aiohttp import web

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.knowledge.markdown import render_html
from operator_console.server.privacy_notice import asking_sites
from operator_console.server.store import reads
from operator_console.server.store.store import Store
from operator_console.server.widget_scripts import AFTER_SCRIPT, PAGE_SCRIPT, PANEL_SCRIPT, Script, WidgetScripts

SHOP_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; "
    "connect-src 'self' ws: wss:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".map": "application/json",
}
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}")
_MAX_PARTS = 6
_SHOP = {"Content-Security-Policy": SHOP_POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
_WIDGET = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=300",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_FIRST = "public, no-cache"
"""With an ETag: a browser asks whether there is a newer one, so that "reload the page" brings it."""


class WebFiles:
    """Handlers of ``/widget`` and ``/shop``."""

    def __init__(self, widget: Path, shops: Path | None, store: Store) -> None:
        self._widget = widget
        self._scripts = WidgetScripts(widget)
        self._shops = shops
        self._store = store

    def routes(self) -> list[web.RouteDef]:
        """Return the routes; without demo shops there are none for them."""
        routes = [web.get("/widget/{path:.+}", self.widget)]
        if self._shops is not None:
            routes += [web.get("/shop/{site_id}", self.to_shop), web.get("/shop/{site_id}/{path:.*}", self.shop)]
        return routes

    async def widget(self, request: web.Request) -> web.StreamResponse:
        """Serve one of the widget's files, to any site."""
        path = request.match_info["path"]
        try:
            if path == PAGE_SCRIPT:
                return _send(request, self._scripts.page_for(asking_sites(self._store.directory)), _ASK_FIRST)
            if path == PANEL_SCRIPT:
                panel = self._scripts.panel_in_dutch if "nl" in request.query else self._scripts.panel
                return _send(request, panel, _FOR_EVER if request.query.get("v") == panel.version else _ASK_FIRST)
            if path == AFTER_SCRIPT:
                after = self._scripts.after
                return _send(request, after, _FOR_EVER if request.query.get("v") == after.version else _ASK_FIRST)
        except FileNotFoundError as error:
            raise web.HTTPNotFound from error
        return _serve(self._widget, path, _WIDGET)

    async def to_shop(self, request: web.Request) -> web.StreamResponse:
        """Send a browser to the folder, so that relative links work."""
        site_id = request.match_info["site_id"]
        if not _PART.fullmatch(site_id):
            raise web.HTTPNotFound
        raise web.HTTPFound(f"/shop/{site_id}/")

    async def shop(self, request: web.Request) -> web.StreamResponse:
        """Serve a page or an asset of a demo shop."""
        site_id, path = request.match_info["site_id"], request.match_info["path"]
        if self._shops is None or not _PART.fullmatch(site_id) or not (self._shops / site_id).is_dir():
            raise web.HTTPNotFound
        folder = self._shops / site_id
        if path == "en":
            raise web.HTTPFound(f"/shop/{site_id}/en/")
        english = path.startswith("en/")
        rest = path[3:] if english else path
        if rest in {"help", "help/"} or rest.startswith("help/"):
            return await self._help(folder, SiteId(site_id), "en" if english else "nl", rest[5:].strip("/"))
        if not path or path.endswith("/"):
            path += "index.html"
        elif "." not in path.rpartition("/")[2]:
            path += ".html"
        return _serve(folder, path, _SHOP)

    async def _help(self, folder: Path, site_id: SiteId, language: str, key: str) -> web.Response:
        found = await self._store.read(reads.site_articles, site_id, language)
        prefix = "en/" if language == "en" else ""
        if not key:
            page = _template(folder, f"{prefix}help.html")
            items = "".join(
                f'<li><a href="help/{escape(article.key)}">{escape(article.title)}</a></li>' for article in found
            )
            return _page(page.replace("{{articles}}", items))
        article = next((each for each in found if each.key == key), None)
        if article is None:
            raise web.HTTPNotFound
        return _page(_fill(_template(folder, f"{prefix}help_article.html"), article, site_id, prefix))


def _fill(template: str, article: Article, site_id: SiteId, prefix: str) -> str:
    base = f"/shop/{site_id}{'/' + prefix.rstrip('/') if prefix else ''}"
    values = {
        "title": escape(article.title),
        "summary": escape(article.summary),
        "url": escape(article.url or f"{base}/help/{article.key}"),
        "body": render_html(article.body, base_url=base),
    }
    # In one pass, so that nothing within a value is taken for a place to fill.
    return re.sub(r"\{\{(title|summary|url|body)\}\}", lambda match: values[match.group(1)], template)


def _template(folder: Path, path: str) -> str:
    file = folder / path
    if not file.is_file():
        raise web.HTTPNotFound
    return file.read_text("utf-8")


def _page(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=_SHOP)


def _send(request: web.Request, script: Script, caching: str) -> web.Response:
    """Send a joined script, compressed where the browser takes that, or only that it has not changed."""
    tag = f'"{script.version}"'
    headers = {**_WIDGET, "Cache-Control": caching, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = "text/javascript; charset=utf-8"
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=script.plain, headers=headers)
    return web.Response(body=script.compressed, headers={**headers, "Content-Encoding": "gzip"})


def _serve(folder: Path, path: str, headers: dict[str, str]) -> web.StreamResponse:
    """Serve a file whose every part is a plain name and which really lies in the folder."""
    parts = path.split("/")
    if len(parts) > _MAX_PARTS or not all(_PART.fullmatch(part) and ".." not in part for part in parts):
        raise web.HTTPNotFound
    file = folder.joinpath(*parts)
    content_type = _TYPES.get(file.suffix)
    if content_type is None or not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        raise web.HTTPNotFound
    charset = "; charset=utf-8" if content_type.startswith("text/") else ""
    return web.FileResponse(file, headers={**headers, "Content-Type": content_type + charset})
