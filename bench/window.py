"""The real console's window in this process, signed in to a server; puts down what it receives and paints, in time."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import msgspec
import qasync
from msgspec import Struct
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from bench.floor import ACCOUNT, PASSWORD
from operator_console.app.console import Console, ConsoleOptions, DemoSession
from operator_console.app.error_roads import ErrorRoads
from operator_console.backends.native.backend import NativeBackend
from operator_console.domain.ids import ConversationId
from operator_console.domain.people import AgentStatus
from operator_console.ui.chats.view import RailList
from operator_console.ui.kit.transcript import TranscriptView

Result = TypeVar("Result")

LIMIT_S = 60.0


class _Message(Struct):
    id: str
    conversation_id: str
    pos: int
    text: str


class _Change(Struct):
    type: str
    message: _Message | None = None


class _Frame(Struct):
    change: _Change


_frame = msgspec.json.Decoder(_Frame)


class Arrived(Struct):
    """A message on its way to the screen; times are of `time.perf_counter` and `time.time`, in seconds."""

    message: _Message
    at_s: float
    on_screen: bool
    painted_s: float | None = None
    painted_wall_s: float | None = None


class Watch:
    """Puts down when each message reaches the backend and when the paint that shows it ends.

    A message of the chat on screen is painted by the transcript, any other by the rail, where its row is in sight.
    Made before the window, as it wraps the classes' own methods.
    """

    def __init__(self) -> None:
        self.arrived: list[Arrived] = []
        self.on_screen: Callable[[], ConversationId | None] = lambda: None
        self._waiting: list[Arrived] = []
        received, paint_rail, paint_transcript = NativeBackend.received, RailList.paintEvent, TranscriptView.paintEvent

        def watched_received(backend: NativeBackend, data: str) -> None:
            at_s = time.perf_counter()
            if '"message_added"' in data[:200]:
                self._on_message(data, at_s)
            received(backend, data)

        def watched_rail(rail: RailList, event: QPaintEvent) -> None:
            paint_rail(rail, event)
            if self._waiting:
                self._on_rail(rail, time.perf_counter())

        def watched_transcript(transcript: TranscriptView, event: QPaintEvent) -> None:
            paint_transcript(transcript, event)
            if self._waiting:
                self._on_transcript(transcript, time.perf_counter())

        wrapped = ((NativeBackend, "received", watched_received), (RailList, "paintEvent", watched_rail))
        for kind, name, method in (*wrapped, (TranscriptView, "paintEvent", watched_transcript)):
            setattr(kind, name, method)

    def clear(self) -> None:
        """Begin anew."""
        self.arrived.clear()
        self._waiting.clear()

    def _on_message(self, data: str, at_s: float) -> None:
        message = _frame.decode(data).change.message
        if message is not None:
            one = Arrived(message, at_s, message.conversation_id == self.on_screen())
            self.arrived.append(one)
            self._waiting.append(one)

    def _on_rail(self, rail: RailList, at_s: float) -> None:
        model = rail._rail
        rows = {row.key: row for row in model.rows}
        seen = rail.viewport().rect()
        for one in self._waiting[:]:
            row = rows.get(one.message.conversation_id)
            if one.on_screen or row is None or row.chat is None or row.chat.conversation.last_pos < one.message.pos:
                continue
            if rail.visualRect(model.index_of(row.key)).intersects(seen):
                self._painted(one, at_s)
            else:
                self._waiting.remove(one)

    def _on_transcript(self, transcript: TranscriptView, at_s: float) -> None:
        newest = {row.entry.message.id for row in transcript._stack.rows[-12:] if row.entry is not None}
        for one in self._waiting[:]:
            if one.on_screen and one.message.id in newest:
                self._painted(one, at_s)

    def _painted(self, one: Arrived, at_s: float) -> None:
        one.painted_s, one.painted_wall_s = at_s, time.time()
        self._waiting.remove(one)


def run_window(folder: Path, address: str, measure: Callable[[Console], Awaitable[Result]]) -> Result:
    """Open the window, signed in and online at `address`, run `measure` on its loop, and close it."""
    roads = ErrorRoads(folder / "log")
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(app)
    roads.watch(loop)
    demo = DemoSession(server=address, account=ACCOUNT, password=PASSWORD, shop=address, data_dir=folder / "console")
    options = ConsoleOptions(data_dir=demo.data_dir, settings_path=None, language="nl", theme="light", demo=demo)
    console = Console(app, options, roads)

    async def whole() -> Result:
        running = asyncio.get_running_loop().create_task(console.run())
        try:
            async with asyncio.timeout(LIMIT_S):
                await until(lambda: console.window is not None and console.window.isVisible())
                assert console.desk is not None
                await until(lambda: console.desk is not None and console.desk.connection.phase.value == "live")
                await console.desk.set_status(AgentStatus.ONLINE)
            return await measure(console)
        finally:
            console.quit()
            await running

    with loop:
        result: Result = loop.run_until_complete(whole())
        return result


async def until(done: Callable[[], bool], limit_s: float = LIMIT_S) -> None:
    """Wait until it is so.

    Raises:
        TimeoutError: It did not come about.
    """
    async with asyncio.timeout(limit_s):
        while not done():
            await asyncio.sleep(0.05)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of `values` lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
