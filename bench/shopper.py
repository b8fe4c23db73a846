"""A visitor in a real browser as a process of its own: sends messages through the shop's widget and says when.

``python -m bench.shopper ADDRESS``: after "ready", each line of the input is a message; for each, the time of the
Enter key in the page (seconds since the epoch, as the browser counts them) is printed.
"""

import shutil
import sys

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
ASK_AFTER_MS = 100
"""Asking the page for the time costs it some milliseconds: only when the message has surely been painted."""
PUT_DOWN_ENTER = """() => window.addEventListener('keydown', event => {
  if (event.key === 'Enter') window.enterPressed = performance.timeOrigin + performance.now();
}, true)"""


def main(address: str) -> None:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page(locale="nl-NL", viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/shop/fietsenwereld/")
        page.locator(".launcher").click()
        page.locator(".panel").wait_for()
        page.evaluate(PUT_DOWN_ENTER)
        field = page.locator("textarea")
        print("ready", flush=True)
        while line := sys.stdin.readline():
            field.fill(line.strip())
            field.press("Enter")
            page.wait_for_timeout(ASK_AFTER_MS)
            print(page.evaluate("window.enterPressed") / 1000, flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
