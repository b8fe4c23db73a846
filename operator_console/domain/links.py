"""Links in text from outside: where they are, what they may start, which host they really go to."""

import re
from urllib.parse import urlsplit

from msgspec import Struct

from operator_console.domain.late_pattern import late_pattern

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
MAX_LINK_CHARS = 2048

_CANDIDATE = late_pattern(
    r"(?:https?://|www\.)[^\s<>\"'`\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]{3,2048}"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}",
    re.IGNORECASE,
)
_NOT_IN_HOSTS = late_pattern(r'[\\%\s"<>^`{|}]')  # readers of addresses differ on what these mean
_TRAILING = ".,;:!?)]}'\"…"


class Link(Struct, frozen=True, kw_only=True):
    """One link in a text: ``text[start:end]`` is shown, `url` is opened."""

    start: int
    end: int
    url: str


def find_links(text: str) -> tuple[Link, ...]:
    """Return the web and e-mail addresses in `text`, left to right, each safe to offer for opening."""
    found = []
    for match in _CANDIDATE.finditer(text):
        shown = match.group().rstrip(_TRAILING)
        url = _url_of(shown)
        if is_safe_url(url):
            found.append(Link(start=match.start(), end=match.start() + len(shown), url=url))
    return tuple(found)


def is_safe_url(url: str) -> bool:
    """Tell whether opening `url` can only start a browser, mail or telephone program, without a hidden user part."""
    if len(url) > MAX_LINK_CHARS or any(ord(char) < 33 for char in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    if scheme not in SAFE_SCHEMES:
        return False
    if scheme in {"mailto", "tel"}:
        return bool(parts.path) and "attach" not in parts.query.lower()  # some mail programs would add a local file
    return bool(host) and "@" not in parts.netloc and _NOT_IN_HOSTS.search(parts.netloc) is None


def shown_host(url: str) -> str:
    """Return the host a link goes to, in its ASCII form so that look-alike letters show; empty without a host."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode("ascii")


def _url_of(shown: str) -> str:
    lowered = shown.lower()
    if lowered.startswith(("http://", "https://")):
        return shown
    if lowered.startswith("www."):
        return f"https://{shown}"
    return f"mailto:{shown}"
