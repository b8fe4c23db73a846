"""The real widget in a real browser page, seen through what the page keeps and shows; knows no schedule."""

import asyncio
import json
import shutil
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import Error, Page, async_playwright

from tests.faults.checker import Said, View
from tests.faults.history import History, mark

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
LOOKS, LOOK_AGAIN_S = 20, 0.05
_KEPT = """() => {
  const found = {};
  for (let n = 0; n < localStorage.length; n += 1) {
    const key = localStorage.key(n);
    found[key] = localStorage.getItem(key);
  }
  return found;
}"""


class WidgetPage:
    """A visitor in Chromium: one context, one tab at a time."""

    def __init__(self, who: str, folder: Path, address: str, shop: str) -> None:
        self.who = who
        self.history = History(folder / f"{who}.jsonl", who)
        self.complaints: list[str] = []
        self._url = f"{address}/shop/{shop}/"
        self._prefix = f"operator-console:{shop}:"
        self._stack = AsyncExitStack()
        self._page: Page | None = None
        self._number = 0
        self._typed: list[str] = []
        self._wrote: dict[str, str] = {}
        self._acked: set[str] = set()

    @property
    def is_open(self) -> bool:
        return self._page is not None

    async def start(self) -> None:
        """Open the browser, the page and the chat on it."""
        playwright = await self._stack.enter_async_context(async_playwright())
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        self._stack.push_async_callback(browser.close)
        self._context = await browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 800})
        self._context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        await self.open()

    async def open(self, limit_s: float = 60.0) -> None:
        """Open a tab, however often the server is away."""
        async with asyncio.timeout(limit_s):
            while True:
                with suppress(Error):
                    page = await self._context.new_page()
                    await page.goto(self._url, timeout=5000)
                    await page.locator(".launcher").click(timeout=5000)
                    await page.locator(".panel textarea").wait_for(timeout=5000)
                    self._page = page
                    return
                for page in self._context.pages:
                    await page.close()
                await asyncio.sleep(0.3)

    async def crash(self) -> None:
        """Close the tab in the middle of whatever it does."""
        if self._page is not None:
            page, self._page = self._page, None
            with suppress(Error):
                await page.close()

    async def close(self) -> None:
        await self._stack.aclose()
        self.history.close()

    async def check(self) -> None:
        """Let the page hear that the network is back."""
        if self._page is not None:
            with suppress(Error):
                await self._page.evaluate("window.dispatchEvent(new Event('online'))")

    async def chatter(self) -> None:
        """Type something that nobody has said before, and send it with Enter."""
        if self._page is None:
            return
        self._number += 1
        text = f"{self.who} {self._number} {mark()}"
        with suppress(Error):
            field = self._page.locator("textarea")
            await field.fill(text, timeout=2000)
            await field.press("Enter", timeout=2000)
            self._typed.append(text)
            self.history.add("note", text=text)

    async def view(self) -> View | None:
        """Return what the page keeps, after comparing it with what it shows; None while there is no page."""
        looked = await self._look()
        for _ in range(LOOKS):
            if looked is None or not self._between_two_places(looked):
                break
            await asyncio.sleep(LOOK_AGAIN_S)
            looked = await self._look()
        if looked is None:
            return None
        rows, earlier, chats, shown = looked.rows, looked.earlier, looked.chats, looked.shown
        view = View(
            who=self.who,
            transcripts={
                chat["id"]: tuple(_said(one) for one in chat["messages"] if _by_people(one)) for chat in chats
            },
            waiting=tuple(row["client_id"] for row in rows if row["state"] != "stored"),
            by_visitor=True,
        )
        self._note_ticks([{"messages": earlier, "id": ""}, *chats])
        for row in sorted(rows, key=lambda row: row["at"]):  # what waits was written after what is there
            self._note_written(row["client_id"], row["text"])
        doubled = {text for text in shown if shown.count(text) > 1 and text.startswith(self.who)}
        if doubled:
            self.complaints.append(f"on screen twice: {sorted(doubled)}")
        return view

    async def _look(self) -> "_Looked | None":
        if self._page is None:
            return None
        try:
            kept = await self._page.evaluate(_KEPT)
            shown = await self._page.locator(".message .text").all_text_contents()
        except Error:
            return None
        rows = [json.loads(text) for name, text in kept.items() if name.startswith(f"{self._prefix}outbox:")]
        transcript = json.loads(kept.get(f"{self._prefix}transcript") or "{}")
        chats = [transcript["conversation"]] if transcript.get("conversation") else []
        return _Looked(rows, transcript.get("earlier") or [], chats, shown)

    def _between_two_places(self, looked: "_Looked") -> bool:
        """Tell whether a text has left the outbox and is not in the kept transcript yet, while later ones are seen."""
        seen = {one.get("text") for chat in looked.chats for one in chat["messages"]} | set(self._wrote.values())
        seen |= {one.get("text") for one in (*looked.rows, *looked.earlier)}
        missing = [at for at, text in enumerate(self._typed) if text not in seen]
        return bool(missing) and any(text in seen for text in self._typed[missing[0] :])

    def _note_written(self, client_id: str, text: str) -> None:
        if client_id not in self._wrote:
            self._wrote[client_id] = text
            self.history.add("wrote", client_id=client_id, text=text)
            self.history.add("kept", client_id=client_id)

    def _note_ticks(self, chats: list[dict[str, Any]]) -> None:
        for chat in chats:
            for one in chat["messages"]:
                client_id = one.get("client_id", "")
                if one["author"]["kind"] == "visitor" and client_id and client_id not in self._acked:
                    self._acked.add(client_id)
                    self._note_written(client_id, one.get("text", ""))
                    self.history.add("acked", client_id=client_id, conversation=chat["id"], pos=one["pos"])


class _Looked(NamedTuple):
    rows: list[Any]
    earlier: list[Any]
    chats: list[Any]
    shown: list[str]


def _by_people(message: dict[str, Any]) -> bool:
    return message["kind"] in {"text", "file"}


def _said(message: dict[str, Any]) -> Said:
    return Said(message["pos"], message.get("client_id", ""), message.get("text", ""), message["author"].get("id", ""))
