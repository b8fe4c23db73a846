"""The script tag that brings the widget onto a page: how it is written, and what a page's HTML has of it; pure."""

from contextlib import suppress
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

WIDGET_PATH = "/widget/widget.js"
BADGE_PATH = "/widget/badge.js"
MOST_TAGS = 20


class FoundTag(Struct, frozen=True):
    """A widget's tag on a page: from which server, for which site."""

    server: str
    site_id: str


def widget_tag(server: str, site_id: str) -> str:
    """Return the tag to copy into every page of a site."""
    return _tag(server, WIDGET_PATH, site_id)


def badge_tag(server: str, site_id: str) -> str:
    """Return the tag to copy where the badge is to stand."""
    return _tag(server, BADGE_PATH, site_id)


def find_tags(html: str, address: str) -> tuple[FoundTag, ...]:
    """Return the widget's tags in a page that was read from `address`; whatever the page is, it is only read."""
    if WIDGET_PATH.lstrip("/") not in html:
        return ()  # reading a large page tag by tag takes seconds
    reader = _Reader(address)
    with suppress(AssertionError):  # what Python's reader says of declarations that make no sense
        reader.feed(html)
        reader.close()
    return tuple(reader.found)


def _tag(server: str, path: str, site_id: str) -> str:
    return f'<script src="{escape(server.rstrip("/") + path)}" data-site="{escape(site_id)}" async></script>'


class _Reader(HTMLParser):
    """Looks at start tags only."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self.found: list[FoundTag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "base":
            self._rebase(dict(attrs).get("href") or "")
        if tag != "script" or len(self.found) >= MOST_TAGS:
            return
        given = dict(attrs)
        try:
            parts = urlsplit(urljoin(self._address, (given.get("src") or "").strip()))
        except ValueError:
            return
        if parts.path.endswith(WIDGET_PATH) and parts.scheme in {"http", "https"}:
            server = f"{parts.scheme}://{parts.netloc}".lower()
            self.found.append(FoundTag(server, (given.get("data-site") or "").strip()))

    def _rebase(self, href: str) -> None:
        try:
            self._address = urljoin(self._address, href)
        except ValueError:
            return
