"""What a browser's request says of a visit: referrer, search words, campaign, device; small rules of our own.

A user agent string is a hint, not an identity; six kinds of browser and five systems cover what an agent can use, and
a table of thousands of models would need its own upkeep.
"""

import re
from urllib.parse import parse_qsl, urlsplit

from operator_console.domain.people import Device, DeviceKind
from operator_console.domain.plain_text import clean_line

MAX_URL_CHARS = 2048
_SEARCH_KEYS = ("q", "query", "p", "wd", "text", "zoekterm", "zoek", "search")
_CAMPAIGN_KEYS = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "gclid", "msclkid", "fbclid")
_CLICK_KEYS = {"gclid": "Google Ads", "msclkid": "Microsoft Ads", "fbclid": "Facebook"}
_BROWSERS = (
    ("Edge", re.compile(r"Edg(?:A|iOS)?/(\d+)")),
    ("Opera", re.compile(r"(?:OPR|Opera)/(\d+)")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/(\d+)")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS|HeadlessChrome)/(\d+)")),
    ("Safari", re.compile(r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari")),
)
_ANDROID = re.compile(r"Android (\d+)(?:\.\d+)*(?:; ([^;)]{1,60}?)(?: Build/[^;)]*)?)?[;)]")
_IOS = re.compile(r"(iPhone|iPad).{0,40}? OS (\d+)_")
_MAC = re.compile(r"Mac OS X (\d+)[._](\d+)")


def web_url(url: str) -> str | None:
    """Return an http(s) address of at most 2,048 characters without its user part, or None."""
    line = clean_line(url, MAX_URL_CHARS + 1)
    if len(line) > MAX_URL_CHARS:
        return None
    try:
        parts = urlsplit(line)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def search_words(referrer: str | None) -> str | None:
    """Return the words somebody searched for, when the referrer tells them."""
    found = dict(_query(referrer))
    words = next((found[key] for key in _SEARCH_KEYS if found.get(key)), None)
    return clean_line(words) or None if words else None


def campaign(landing_url: str | None) -> str | None:
    """Return the campaign of a landing address as one line, such as ``google / cpc / spring``."""
    found = dict(_query(landing_url))
    named = [clean_line(found[key], 60) for key in _CAMPAIGN_KEYS if key.startswith("utm_") and found.get(key)]
    if not named:
        named = [name for key, name in _CLICK_KEYS.items() if found.get(key)]
    return " / ".join(named) or None


def device(user_agent: str, *, touch: bool) -> Device:
    """Return what a user agent string says; `touch` tells an iPad that pretends to be a desktop."""
    agent = user_agent[:500]
    system, model, kind = _system(agent, touch=touch)
    return Device(kind=kind, model=clean_line(model, 60), system=system, browser=_browser(agent))


def _query(url: str | None) -> list[tuple[str, str]]:
    if not url:
        return []
    try:
        return parse_qsl(urlsplit(url).query, max_num_fields=50)
    except ValueError:
        return []


def _browser(agent: str) -> str:
    for name, pattern in _BROWSERS:
        match = pattern.search(agent)
        if match:
            return f"{name} {match.group(1)}"
    return ""


def _system(agent: str, *, touch: bool) -> tuple[str, str, DeviceKind]:
    if match := _IOS.search(agent):
        pad = match.group(1) == "iPad"
        name = "iPadOS" if pad else "iOS"
        return f"{name} {match.group(2)}", match.group(1), DeviceKind.TABLET if pad else DeviceKind.PHONE
    if match := _ANDROID.search(agent):
        model = match.group(2) or ""
        kind = DeviceKind.PHONE if "Mobile" in agent else DeviceKind.TABLET
        return f"Android {match.group(1)}", "" if model == "K" else model, kind
    if "Windows NT" in agent:
        return "Windows", "", DeviceKind.DESKTOP
    if match := _MAC.search(agent):
        return ("iPadOS", "iPad", DeviceKind.TABLET) if touch else ("macOS", "Mac", DeviceKind.DESKTOP)
    if "CrOS" in agent:
        return "ChromeOS", "", DeviceKind.DESKTOP
    if "Linux" in agent:
        return "Linux", "", DeviceKind.DESKTOP
    return "", "", DeviceKind.UNKNOWN
