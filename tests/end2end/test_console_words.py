"""The plug of the server is pulled while an agent types and sends: the words on screen are true at each moment.

And the console itself is killed with half a sentence in it: sentence, cursor and note mode are there again.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton

from operator_console.ui.kit.words import time_words
from operator_console.ui.shell.kept_list import KeptList
from tests.end2end.console_fixtures import REFLEX_S, TICKS, Seat, Street, marks, open_street, stored
from tests.end2end.widget_fixtures import ShopServer, say

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


@pytest.fixture
def street() -> Iterator[Street]:
    with open_street() as street:
        yield street


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


@dataclass
class Witness:
    """Reads the status line many times a second, knows when the plug was out, and writes down what was not true.

    Attributes:
        out_s: When the server was killed, on the monotonic clock; None while it runs.
        said: Each sentence once, numbers left out.
    """

    seat: Seat
    out_s: float | None = None
    lies: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    async def watch(self) -> None:
        while True:
            words = self.seat.words("connection_words")
            plain = re.sub(r"\d+", "N", words)
            if not self.said or self.said[-1] != plain:
                self.said.append(plain)
            self._judge(words)
            await asyncio.sleep(0.05)

    def _judge(self, words: str) -> None:
        if self.out_s is None:
            return
        out_for_s = time.monotonic() - self.out_s
        if out_for_s < 1.0:  # the end of the connection travels, and words change each second
            return
        if words.startswith(("Live", "Slow", "Catching up")):
            self.lies.append(words)
        if (counted := re.match(r"Connecting, (\d+) s", words)) and abs(int(counted[1]) - out_for_s) > 2.1:
            self.lies.append(f"{words} after {out_for_s:.1f} s")
        kept = re.search(r", (\d+) messages? kept", words)
        waiting = self.seat.desk.connection.waiting_out
        if words.startswith("Offline") and (int(kept[1]) if kept else 0) != waiting:
            self.lies.append(f"{words} while {waiting} wait")
        if again := re.search(r"Trying again in (\d+) s", words):
            at = self.seat.desk.connection.retry_at
            left_s = (at - self.seat.desk.now()).total_seconds() if at is not None else -1.0
            if not -0.2 <= int(again[1]) - left_s <= 2.2:
                self.lies.append(f"{words}, in truth {left_s:.1f} s")


@pytest.mark.soak
def test_the_words_are_true_while_the_plug_is_out(seat: Seat, street: Street, tmp_path: Path) -> None:
    async def script() -> None:
        server = await street.shop(tmp_path)
        page, chat = await _begin(seat, street, server)
        witness = Witness(seat)
        watching = asyncio.get_running_loop().create_task(witness.watch())

        await street.do(server.kill())
        witness.out_s = time.monotonic()
        lost_at = seat.desk.now()
        await _write_while_it_is_out(seat, lost_at)
        await _look_at_what_is_kept(seat)
        seat.press("Esc")
        await seat.type("a03 nog half")
        await asyncio.sleep(2.5)

        await street.do(server.start())
        witness.out_s = None
        seat.find(QPushButton, "try_now").click()
        await seat.until(seat.is_live, 20, "live again")
        assert seat.draft == "a03 nog half"
        await seat.enter()
        await seat.until(lambda: not seat.desk.connection.waiting_out, 20, "the outbox is empty")
        await seat.until(lambda: all(any(t in seat.line(f"a{n:02}") for t in TICKS) for n in range(4)), 20, "ticks")
        await seat.until(lambda: seat.words("connection_words").startswith("Live"), why="live is said")
        watching.cancel()

        await street.do(page.evaluate("dispatchEvent(new Event('online'))"))
        expected = ["v00", "a00", "a01", "a02", "a03"]
        await street.do(expect(page.locator(".message .text")).to_have_count(len(expected), timeout=15_000))
        assert marks(await street.texts(page)) == expected
        assert marks([message.text for message in stored(tmp_path, chat)]) == expected
        assert marks(seat.lines()) == expected
        assert witness.lies == []
        order = iter(witness.said)
        for wanted in ("Live", "Connecting, N s", "Offline since N:N", "Live"):
            assert any(words.startswith(wanted) for words in order), witness.said

    seat.play(script())


async def _begin(seat: Seat, street: Street, server: ShopServer) -> tuple[Page, str]:
    """Sign in and talk with a visitor until everything is live; return their page and the chat."""
    await seat.sign_in(server.base)
    page = await street.chat(await street.visitor(server))
    await street.do(say(page, "v00 hallo"))
    await seat.until(lambda: seat.shell.current and seat.line("v00"), why="the chat comes on screen by itself")
    await seat.answer("a00 goedemiddag")
    await seat.until(lambda: seat.words("line_state") == "online", why="the visitor's line is told")
    await seat.until(lambda: seat.words("connection_words").startswith("Live"), why="live is said")
    chat = seat.shell.current
    assert chat is not None
    return page, chat


async def _write_while_it_is_out(seat: Seat, lost_at: datetime) -> None:
    """Send two messages, and read what the window says of them and of the connection."""
    seat.press("Esc")
    await asyncio.sleep(REFLEX_S)
    for number in (1, 2):
        await seat.type(f"a{number:02} wordt bewaard")
        seat.press("Return")
        await seat.until(partial(seat.line, f"a{number:02}"), why="the bubble is there at once")
    await seat.until(lambda: seat.words("connection_words").startswith("Connecting, "), 5, "the loss is said")
    assert seat.words("line_state") == "unknown while offline"
    for number in (1, 2):
        line = seat.line(f"a{number:02}")
        assert "not sent yet" in line
        assert not any(tick in line for tick in TICKS)
    assert seat.find(QPushButton, "outbox_words").text() == "2 messages in the outbox"
    await seat.until(lambda: seat.words("connection_words").startswith("Offline since "), 14, "offline is said")
    since = time_words(lost_at, seat.shell._context.locale)
    assert f"Offline since {since}" in seat.words("connection_words")
    assert ", 2 messages kept · Trying " in seat.words("connection_words")


async def _look_at_what_is_kept(seat: Seat) -> None:
    """Open the list by key, read it, and go from it to the first message."""
    seat.press("Ctrl+Shift+M")
    kept = await seat.until(
        lambda: next((w for w in QApplication.topLevelWidgets() if isinstance(w, KeptList) and w.isVisible()), None)
    )
    assert kept is not None
    rows = kept.findChild(QListWidget, "kept_rows")
    assert isinstance(rows, QListWidget)
    shown = [rows.item(row).text() for row in range(rows.count())]
    assert [text.split("\n")[1] for text in shown] == ["a01 wordt bewaard", "a02 wordt bewaard"]
    assert all("Kept on this computer, not sent yet" in text for text in shown)
    seat.press("Return")
    await seat.until(lambda: not kept.isVisible(), why="the list closes")


@pytest.mark.soak
async def test_a_draft_outlives_a_killed_console(tmp_path: Path) -> None:
    server = ShopServer(tmp_path)
    server.furnish()
    await server.start()
    try:
        before = await _console(server, tmp_path, "write", kill=True)
        after = await _console(server, tmp_path, "read", kill=False)
    finally:
        await server.stop()
    assert before.pop("files") == after.pop("files") != []
    assert before == {"text": "Dag Marieke, dat kan zek", "cursor": 11, "note": True}
    assert after == before


async def _console(server: ShopServer, folder: Path, what: str, *, kill: bool) -> dict[str, object]:
    """Run the console in a process of its own until it says what stands in the composer; perhaps kill it then."""
    command = [sys.executable, "-m", "tests.end2end.console_draft_run", server.base, str(folder / "console"), what]
    with (folder / "run.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=log)
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        assert line, (folder / "run.log").read_text("utf-8", "replace")[-4000:]
        if kill:
            await asyncio.sleep(1.0)  # the promise: on disk within a second
            process.kill()
        await asyncio.wait_for(process.wait(), 20)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    told: dict[str, object] = json.loads(line)
    return told
