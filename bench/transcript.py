"""Measures the conversation screen on long chats: switching, opening 50,000 messages, paging, appending.

The desk is a made-up one over a store of all messages, with a window of the newest 200 loaded, as the real one has. A
run needs a screen (or ``QT_QPA_PLATFORM=offscreen``); figures are of this machine.
"""

import asyncio
import gc
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import qasync
from msgspec import structs
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from operator_console.desk.state import Entry
from operator_console.domain.ids import ConversationId, VisitorId
from operator_console.domain.people import Visitor
from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.kit.context import build_context
from operator_console.ui.kit.resources import Resources
from operator_console.ui.kit.transcript import TranscriptView
from tests.fakes import fake_chats
from tests.fakes.fake_desk import START, FakeDesk

ROOT = Path(__file__).resolve().parents[1]
CHATS, MESSAGES, LONG, WINDOW = 50, 10_000, 50_000, 200
SWITCHES, APPENDS, PAGES = 300, 300, 20
WORDS = (
    "Goedemiddag, ik heb een vraag over mijn bestelling van vorige week, kunt u even meekijken? ",
    "Dat doe ik graag. ",
    "Zie ook https://fietsenwereld.example/help/retour-winkel 🙂 ",
    "Hij is te groot en ik wil hem liever ruilen voor een kleinere maat, kan dat ook in de winkel in Arnhem? ",
)


def run() -> dict[str, float]:
    """Return the figures, in milliseconds."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([])
    app.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        figures: dict[str, float] = loop.run_until_complete(_measure(app))
        return figures


async def _measure(app: QApplication) -> dict[str, float]:
    scope = TaskScope("bench")
    context = build_context(app, Resources(ROOT / "resources"), Settings(None), scope)
    desk = FakeDesk([])
    entries = _history(MESSAGES)  # the same words serve every chat: what is measured is the screen, not the store
    chats = [_chat(desk, entries) for _ in range(CHATS)]
    long_chat = _chat(desk, _history(LONG))
    gc.collect()
    gc.freeze()  # the store of all messages stands for a disk: the collector need not walk through it
    screen = ConversationScreen(context, desk)
    screen.widget.resize(736, 874)
    screen.widget.show()
    painted = _Painted(screen)
    await asyncio.sleep(0.3)
    try:
        figures = {"console.switch_p99_ms": await _switching(screen, chats, painted)}
        opened_ms, block_ms = await _opening(screen, long_chat, painted)
        figures["console.open_50k_first_paint_ms"] = opened_ms
        figures["console.open_50k_max_block_ms"] = block_ms
        figures["console.append_p99_ms"] = await _appending(screen, desk, chats[0], painted)
    finally:
        screen.close()
        screen.widget.close()
        await scope.close()
    if desk.errors:
        raise desk.errors[0]
    return figures


async def _switching(screen: ConversationScreen, chats: list[ConversationId], painted: "_Painted") -> float:
    taken = []
    for number in range(SWITCHES):
        begun = time.perf_counter()
        screen.show_conversation(chats[(number * 7) % len(chats)], True)
        await painted.after()
        taken.append(time.perf_counter() - begun)
    return _p99_ms(taken)


async def _opening(screen: ConversationScreen, chat: ConversationId, painted: "_Painted") -> tuple[float, float]:
    with _watched() as longest:
        begun = time.perf_counter()
        screen.show_conversation(chat, True)
        await painted.after()
        first_s = time.perf_counter() - begun
        transcript = _transcript(screen)
        for _ in range(PAGES):
            before = len(transcript.row_keys())
            transcript.verticalScrollBar().setValue(0)
            for _ in range(200):
                await asyncio.sleep(0.002)
                if len(transcript.row_keys()) > before:
                    break
    return first_s * 1000, max(longest) * 1000


async def _appending(screen: ConversationScreen, desk: FakeDesk, chat: ConversationId, painted: "_Painted") -> float:
    screen.show_conversation(chat, True)
    await painted.after()
    taken = []
    for number in range(APPENDS):
        await asyncio.sleep(0.02)  # each in a frame of its own
        begun = time.perf_counter()
        desk.visitor_writes(chat, WORDS[number % len(WORDS)])
        await painted.after()
        taken.append(time.perf_counter() - begun)
    return _p99_ms(taken)


class _Painted(QObject):
    """Tells when the transcript's viewport has been painted."""

    def __init__(self, screen: ConversationScreen) -> None:
        super().__init__()
        self._waiting: asyncio.Future[None] | None = None
        self._viewport = _transcript(screen).viewport()
        self._viewport.installEventFilter(self)

    async def after(self) -> None:
        """Wait for the next paint, until its pixels have been handed over."""
        self._waiting = asyncio.get_running_loop().create_future()
        await asyncio.wait_for(self._waiting, 5)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        return False


@contextmanager
def _watched() -> Iterator[list[float]]:
    """Collect how long the loop was kept from its next turn, by a task that always wants one."""
    longest = [0.0]

    async def watch() -> None:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest[0] = max(longest[0], now - before - 0.001)
            before = now

    task = asyncio.get_running_loop().create_task(watch())
    try:
        yield longest
    finally:
        task.cancel()


def _transcript(screen: ConversationScreen) -> TranscriptView:
    found = screen.widget.findChild(TranscriptView, "transcript")
    assert isinstance(found, TranscriptView)
    return found


def _chat(desk: FakeDesk, entries: list[Entry]) -> ConversationId:
    """Let a chat come in that has these messages, of which the newest are loaded."""
    made = desk.add_many(1)[0]
    chat = desk.chats[made]
    chat.older, chat.entries = entries[:-WINDOW], entries[-WINDOW:]
    chat.conversation = structs.replace(chat.conversation, last_pos=len(entries))
    return made


def _history(count: int) -> list[Entry]:
    visitor = Visitor(id=VisitorId("vr_bench"), site_id=fake_chats.SKYJUMP.id, number=1)
    script = fake_chats.Script(ConversationId("cv_bench"), visitor, START + timedelta(seconds=1))
    for index in range(count):
        words = f"{index + 1}. {WORDS[index % 4] * (1 + index % 3)}".strip()
        (script.visitor if index % 2 else script.agent)(words, float(count - index) * 40)
    return script.entries


def _p99_ms(taken: list[float]) -> float:
    return sorted(taken)[max(0, math.ceil(len(taken) * 0.99) - 1)] * 1000
