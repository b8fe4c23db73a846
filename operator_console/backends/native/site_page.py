"""Looks whether a page of a site has the widget on it: one bounded request without any credentials; knows no desk."""

import asyncio
import ssl
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from msgspec import Struct

from operator_console.domain.script_tag import FoundTag, find_tags
from operator_console.domain.site_checks import is_web_address

if TYPE_CHECKING:
    import aiohttp

LIMIT_S = 12.0
MAX_PAGE_BYTES = 2 * 1024 * 1024
MOST_REDIRECTS = 5
_CHUNK_BYTES = 64 * 1024
_MOVED = frozenset({301, 302, 303, 307, 308})


class PageWord(StrEnum):
    """How looking at a page went."""

    READ = "read"
    NOT_REACHED = "not_reached"
    CERTIFICATE = "certificate"
    REFUSED = "refused"
    """The site answered with an error, such as 401 or 404."""
    NO_PAGE = "no_page"
    """What came is no HTML, or leads to something else than a web page."""


class PageLook(Struct, frozen=True, kw_only=True):
    """What a page has of the widget.

    Attributes:
        address: Where the page was read in the end, after redirects.
        whole: False when it was longer than what is read of a page.
    """

    word: PageWord
    address: str
    status: int = 0
    tags: tuple[FoundTag, ...] = ()
    whole: bool = True


async def look_at_page(address: str) -> PageLook:
    """Read a page of a site as a browser would that is nobody's, and look for the widget's tag; never raises."""
    aiohttp = await asyncio.to_thread(import_module, "aiohttp")
    try:
        async with (
            asyncio.timeout(LIMIT_S),
            aiohttp.ClientSession(trust_env=True, cookie_jar=aiohttp.DummyCookieJar()) as client,
        ):
            return await _followed(client, address)
    except (aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError):
        return PageLook(word=PageWord.CERTIFICATE, address=address)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        return PageLook(word=PageWord.NOT_REACHED, address=address)


async def _followed(client: "aiohttp.ClientSession", address: str) -> PageLook:
    headers = {"Accept": "text/html,application/xhtml+xml", "User-Agent": "OperatorConsole (installation check)"}
    for _ in range(MOST_REDIRECTS + 1):
        if not is_web_address(address):
            return PageLook(word=PageWord.NO_PAGE, address=address[:300])
        async with client.get(address, headers=headers, allow_redirects=False) as response:
            if response.status in _MOVED:
                address = urljoin(address, response.headers.get("Location", ""))
                continue
            if response.status >= 300:
                return PageLook(word=PageWord.REFUSED, address=address, status=response.status)
            if "html" not in response.content_type:
                return PageLook(word=PageWord.NO_PAGE, address=address, status=response.status)
            content, whole = await _beginning(response)
            # Feeding a parser with megabytes takes a while: not on the window's thread.
            tags = await asyncio.to_thread(find_tags, content.decode("utf-8", "replace"), address)
            return PageLook(word=PageWord.READ, address=address, status=response.status, tags=tags, whole=whole)
    return PageLook(word=PageWord.NO_PAGE, address=address)


async def _beginning(response: Any) -> tuple[bytes, bool]:  # noqa: ANN401 - aiohttp is imported when it is needed
    content = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        content += chunk
        if len(content) > MAX_PAGE_BYTES:
            return bytes(content[:MAX_PAGE_BYTES]), False
    return bytes(content), True
