"""The headless demo's real visitor: a browser in the demo shop that chats through the widget and is photographed.

Needs Playwright and an installed Chromium or Chrome; where one is missing the demo runs without pictures of the widget.
"""

import shutil
from contextlib import suppress
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
ANSWER_LIMIT_MS = 60_000

_PAGES = {"nl": ("fietsen/tour-500", "winkelwagen"), "en": ("en/fietsen/tour-500", "en/winkelwagen")}
_TEXTS = {
    "nl": ("Hoi! Past de Tour 500 in maat 54 bij iemand van 1,78 m?", "Top, dank je wel!"),
    "en": ("Hi! Would the Tour 500 in size 54 suit somebody of 1.78 m?", "Great, thank you!"),
}
_ANSWERED = ".message:not(.mine) .text"


def why_not() -> str | None:
    """Return what is missing for a browser visitor, or None."""
    try:
        import playwright  # noqa: F401 - only to see whether it is installed
    except ImportError:
        return "Playwright is not installed"
    return None if _browser() else "no Chromium or Chrome was found"


def visit(shop: str, language: str, folder: Path) -> None:
    """Chat as one visitor and save pictures of shop and widget; blocking, to be run in a thread of its own."""
    from playwright.sync_api import Error, sync_playwright

    first, last = _TEXTS[language]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale=language)
        page = context.new_page()
        page.goto(shop + _PAGES[language][0])
        page.locator(".launcher").click()
        page.locator("textarea").fill(first)
        page.keyboard.press("Enter")
        with suppress(Error):
            page.locator(_ANSWERED).first.wait_for(timeout=ANSWER_LIMIT_MS)
            page.locator("textarea").fill(last)
            page.keyboard.press("Enter")
            page.wait_for_timeout(400)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
            page.screenshot(path=str(folder / f"widget-{scheme}-{language}.png"))
        page.set_viewport_size({"width": 390, "height": 844})
        page.screenshot(path=str(folder / f"widget-phone-dark-{language}.png"))
        page.emulate_media(color_scheme="light")
        page.screenshot(path=str(folder / f"widget-phone-light-{language}.png"))
        page.goto(shop + _PAGES[language][1])
        browser.close()


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
