"""The one door through which anything outside is started."""

import pytest
from PySide6.QtGui import QDesktopServices

from operator_console.ui.kit.opening import open_link


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ms-msdt:/id", "vbscript:x", "smb://host/x"),
        *("\\\\host\\share", "//host/share", "/etc/passwd", "C:\\Windows\\x.exe", "", "https://", "http:///x"),
        *("https://bank.example@evil.example/", "https://bank.example:443@evil.example/"),
        *("https://bank.example\\.evil.example/", "https://bank.example\\@evil.example/", "https://%65vil.example/"),
        *("https://stra\u00dfe.example/", "https://a b.example/", "https://a\tb.example/", "https://x.example/\n"),
        *("mailto:a@b.example?attach=/etc/passwd", "mailto:", "tel:", "https://x.example/" + "a" * 10_000),
    ],
)
def test_what_is_no_plain_address_starts_nothing(started: list[str], url: str) -> None:
    assert not open_link(url)
    assert started == []


@pytest.mark.parametrize(
    "url",
    [
        *("https://shop.example/a?b=c#d", "http://[::1]:8080/", "https://SHOP.example/", "mailto:a@b.example"),
        *("tel:+31201234567", "https://xn--pple-43d.example/"),
    ],
)
def test_plain_addresses_are_started(started: list[str], url: str) -> None:
    assert open_link(url)
    assert len(started) == 1
