"""What the widget costs a page: the demo shop loaded with and without it, by turns, as Lighthouse loads pages.

Each load is a browser profile of its own (nothing cached) on a slow mobile line (150 ms round trip, 1.6 Mbit/s) and a
processor four times slower, the conditions of Lighthouse's mobile run. Printed are medians and what the widget adds.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench.floor import open_floor

LOADS = 15
SETTLES_S = 3.5
"""After the page has loaded: the widget connects and its button comes in."""
SLOWER = 4
ROUND_TRIP_MS = 150
BYTES_PER_S = 1_638_400 / 8
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    "--disable-features=LocalNetworkAccessChecks",  # a page that goes through here counts as one from the internet
]
OBSERVE = """() => {
  window.seen = {shift: 0, paint: 0, largest: 0, blocked: 0, blocks: 0};
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type, buffered: true});
  watch('layout-shift', (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
  watch('paint', (one) => { if (one.name === 'first-contentful-paint') seen.paint = one.startTime; });
  watch('largest-contentful-paint', (one) => { seen.largest = one.startTime; });
  watch('longtask', (one) => { seen.blocked += Math.max(0, one.duration - 50); seen.blocks += 1; });
}"""


def run() -> dict[str, float]:
    """Return medians of both pages and the differences: kilobytes, requests, milliseconds, layout shift."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        open_floor(Path(name)) as address,
        sync_playwright() as playwright,
    ):
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for with_widget in (True, False):
            _load(browser, address, with_widget=with_widget)  # the server's first answers, the browser's first start
        loads: dict[bool, list[dict[str, float]]] = {True: [], False: []}
        for number in range(2 * LOADS):
            with_widget = bool(number % 2)
            loads[with_widget].append(_load(browser, address, with_widget=with_widget))
        browser.close()
    figures: dict[str, float] = {}
    for key in loads[True][0]:
        after = statistics.median(load[key] for load in loads[True])
        before = statistics.median(load[key] for load in loads[False])
        figures |= {f"page.with.{key}": after, f"page.without.{key}": before, f"page.adds.{key}": after - before}
    return figures


def _load(browser: Browser, address: str, *, with_widget: bool) -> dict[str, float]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 412, "height": 823}, is_mobile=True)
    page = context.new_page()
    # Both go the same way through here, so that the way itself is no difference.
    page.route("**/shop/**", _as_it_is if with_widget else _without_the_tag)
    seen = _Transfer(page)
    page.add_init_script(f"({OBSERVE})()")
    page.goto(f"{address}/shop/fietsenwereld/", wait_until="load")
    until_s = time.monotonic() + SETTLES_S
    if with_widget:
        page.locator(".launcher").wait_for()
    page.wait_for_timeout(max(0.0, until_s - time.monotonic()) * 1000)
    spent = {one["name"]: one["value"] for one in seen.cdp.send("Performance.getMetrics")["metrics"]}
    shown: dict[str, float] = page.evaluate("window.seen")
    context.close()
    return {
        "transferred_kb": seen.size / 1000,
        "requests": float(seen.requests),
        "main_thread_ms": spent["TaskDuration"] * 1000,
        "script_ms": spent["ScriptDuration"] * 1000,
        "first_paint_ms": shown["paint"],
        "largest_paint_ms": shown["largest"],
        "blocked_ms": shown["blocked"],
        "layout_shift": shown["shift"],
        "heap_kb": spent["JSHeapUsedSize"] / 1000,
    }


class _Transfer:
    """Makes a page slow, and counts what comes over its line."""

    def __init__(self, page: Page) -> None:
        self.size = 0.0
        self.requests = 0
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.on("Network.requestWillBeSent", self._asked)
        self.cdp.on("Network.loadingFinished", self._came)
        self.cdp.send("Network.enable")
        self.cdp.send("Performance.enable")
        line = {"latency": ROUND_TRIP_MS, "downloadThroughput": BYTES_PER_S, "uploadThroughput": BYTES_PER_S / 2}
        self.cdp.send("Network.emulateNetworkConditions", {"offline": False, **line})
        self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def _asked(self, _event: dict[str, Any]) -> None:
        self.requests += 1

    def _came(self, event: dict[str, Any]) -> None:
        self.size += float(event["encodedDataLength"])


def _as_it_is(route: Route) -> None:
    _answer(route, lambda _line: True)


def _without_the_tag(route: Route) -> None:
    _answer(route, lambda line: "widget/widget.js" not in line)


def _answer(route: Route, keeps: Callable[[str], bool]) -> None:
    if route.request.resource_type != "document":
        route.continue_()
        return
    answer = route.fetch()
    route.fulfill(response=answer, body="\n".join(line for line in answer.text().splitlines() if keeps(line)))
