"""Debian's Firefox as it is installed, driven by WebDriver BiDi (w3.org/TR/webdriver-bidi); knows no page of ours.

Playwright drives a Firefox of its own making only; this is the one that visitors have.
"""

import asyncio
import contextlib
import re
import shutil
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("firefox-esr", "firefox")
START_LIMIT_S = 60.0
POLL_S = 0.05
_LISTENING = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")


def firefox() -> str | None:
    """Return where Firefox is, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Firefox:
    """One tab of a running Firefox.

    Attributes:
        complaints: Errors and warnings of pages' scripts.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reading = asyncio.create_task(self._read())
        self._tab = ""
        self.complaints: list[str] = []

    async def begin(self) -> None:
        """Begin a session with one tab, and listen to what its pages complain of."""
        await self._ask("session.new", capabilities={})
        await self._ask("session.subscribe", events=["log.entryAdded"])
        tree = await self._ask("browsingContext.getTree")
        self._tab = tree["contexts"][0]["context"]

    async def close(self) -> None:
        """Stop listening."""
        self._reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reading

    async def goto(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        await self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    async def run(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page says
        """Return the value of an expression in the page; of text, numbers, truth and null."""
        target = {"context": self._tab}
        answer = await self._ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    async def until(self, expression: str, limit_s: float = 15.0) -> None:
        """Wait until an expression is true in the page."""
        async with asyncio.timeout(limit_s):
            while not await self.run(f"Boolean({expression})"):
                await asyncio.sleep(POLL_S)

    async def type(self, text: str) -> None:
        """Press keys, as a person does; a line's end is Enter."""
        keys = ["\ue007" if letter == "\n" else letter for letter in text]
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        await self._act({"type": "key", "id": "keys", "actions": steps})

    async def click(self, expression: str) -> None:
        """Press the pointer in the middle of an element."""
        middle = "`${r.x + r.width / 2} ${r.y + r.height / 2}`"
        place = f"(() => {{ const r = ({expression}).getBoundingClientRect(); return {middle}; }})()"
        x, y = (round(float(part)) for part in (await self.run(place)).split())
        move = {"type": "pointerMove", "x": x, "y": y}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        await self._act({"type": "pointer", "id": "pointer", "actions": [move, *press]})

    async def _act(self, source: dict[str, Any]) -> None:
        await self._ask("input.performActions", context=self._tab, actions=[source])

    async def _ask(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._ids)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(answer, 30)

    async def _read(self) -> None:
        async for message in self._socket:
            frame = message.json()
            if frame.get("method") == "log.entryAdded" and frame["params"]["level"] in {"error", "warn"}:
                self.complaints.append(str(frame["params"]["text"]))
            waiting = self._answers.pop(frame.get("id", 0), None)
            if waiting is None or waiting.done():
                continue
            if frame["type"] == "success":
                waiting.set_result(frame["result"])
            else:
                waiting.set_exception(AssertionError(f"{frame['error']}: {frame['message']}"))


@contextlib.asynccontextmanager
async def open_firefox(folder: Path, *, private: bool = False) -> AsyncIterator[Firefox]:
    """Start Firefox without a window and with a new profile, and end it."""
    path = firefox()
    assert path is not None
    profile = folder / "profile"
    profile.mkdir()
    prefs = {"browser.privatebrowsing.autostart": "true" if private else "false", "intl.accept_languages": '"nl-NL"'}
    (profile / "user.js").write_text("".join(f'user_pref("{key}", {value});\n' for key, value in prefs.items()))
    process = await asyncio.create_subprocess_exec(
        *(path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"),
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(START_LIMIT_S):
            address = await _listening(process)
        draining = asyncio.create_task(_drain(process))
        async with aiohttp.ClientSession() as http, http.ws_connect(f"{address}/session", max_msg_size=0) as socket:
            tab = Firefox(socket)
            try:
                await tab.begin()
                yield tab
            finally:
                await tab.close()
        draining.cancel()
    finally:
        process.terminate()
        await process.wait()


async def _listening(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    while line := await process.stderr.readline():
        if found := _LISTENING.search(line):
            return found.group(1).decode()
    msg = "Firefox ended before it listened"
    raise AssertionError(msg)


async def _drain(process: asyncio.subprocess.Process) -> None:
    assert process.stderr is not None
    while await process.stderr.readline():
        pass
