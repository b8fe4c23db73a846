"""The wall with 500 chats and 100 colleagues: from a frame of its feed to the painted page, in the real page.

Changes as the server tells them are taken by the real desk, and the page does the rest of its own accord: its frame
clock calls it, Qt's event loop lays out and paints what became invalid, and no more. Measured is from the frame to the
end of that paint, by the clock and in the processor's time of the window's thread. What ticks every second and a paint
of everything, with nothing kept from before, are measured beside it.
"""

import asyncio
import gc
import math
import random
import time
from collections.abc import Callable
from datetime import timedelta

import qasync
from msgspec import structs
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from operator_console.domain.conversations import AuthorKind, Conversation
from operator_console.domain.ids import AgentId
from operator_console.domain.response_clock import ResponseClock
from operator_console.ui.kit.frame_clock import FRAME_S, FrameTicker
from operator_console.ui.team import TeamScreen
from operator_console.ui.team.delegate import AgentDelegate, ChatDelegate
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_team import lead, with_load
from tests.gallery.scenes import application, context_for, settle

CHATS, AGENTS = 500, 100
CHANGES, WARM_UP = 600, 60
BURSTS = (1, 1, 1, 2, 5, 20)
"""Chats in one change: mostly one, sometimes a busy moment."""
FEED_S = 0.2
"""How often the server tells what changed."""


def run() -> dict[str, float]:
    """Return the figures, in milliseconds."""
    app = application()
    app.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        figures: dict[str, float] = loop.run_until_complete(_measure(app))
        return figures


async def _measure(app: QApplication) -> dict[str, float]:
    context = context_for(app, "light", "en")
    desk = lead(FakeDesk(), CHATS, AGENTS, seed=7)
    screen = TeamScreen(context, desk)
    screen.show()
    await settle(screen.widget, (1440, 900))
    context.ticker.blockSignals(True)  # the desk's time is the benchmark's: the second comes when it says so
    painted = _Painted()
    changes, seconds, whole = _Taken(painted), _Taken(painted), _Taken(painted)
    chance = random.Random(11)
    gc.collect()
    gc.disable()
    for number in range(WARM_UP + CHANGES):
        chats, agents = _next(desk, chance)
        await changes.measure(lambda: desk.team.tell(chats=chats, agents=agents), context.ticker)  # noqa: B023  # awaited
        desk.advance(FEED_S)
        await asyncio.sleep(FRAME_S)  # each in a frame of its own, as the feed is
        if number % 5 == 0:
            await seconds.measure(screen.tick)
        if number % 20 == 0:
            await whole.measure(lambda: _paint_all(screen))
            await asyncio.sleep(FRAME_S)
    gc.enable()
    screen.close()
    screen.widget.hide()
    screen.widget.deleteLater()
    await context.scope.close()
    figures = {
        f"wall.change_{kind}p{round(share * 100)}_ms": _percentile(taken[WARM_UP:], share)
        for kind, taken in (("", changes.clock_ms), ("cpu_", changes.cpu_ms))
        for share in (0.5, 0.9, 0.99)
    }
    for name, one in (("second", seconds), ("full_repaint", whole)):
        figures[f"wall.{name}_p99_ms"] = _percentile(one.clock_ms, 0.99)
        figures[f"wall.{name}_cpu_p50_ms"] = _percentile(one.cpu_ms, 0.5)
        figures[f"wall.{name}_cpu_p99_ms"] = _percentile(one.cpu_ms, 0.99)
    return figures


class _Painted(QObject):
    """Tells when the window has nothing left to do: laid out and painted, its pixels handed over."""

    _LAST = QEvent.Type(QEvent.registerEventType())
    _AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1
    """Qt asks for paints with the low priority, and for layouts with a higher one."""

    def __init__(self) -> None:
        super().__init__()
        self._ended: asyncio.Future[tuple[float, float]] | None = None

    async def ended(self, ticker: FrameTicker | None) -> tuple[float, float]:
        """Return when it was, by clock and processor; `ticker` has its frame to run first."""
        self._ended = asyncio.get_running_loop().create_future()
        if ticker is not None:
            ticker.request(self._wait_for_paint)  # behind what the change has asked for
        else:
            self._wait_for_paint()
        return await asyncio.wait_for(self._ended, 5)

    def customEvent(self, event: QEvent) -> None:
        if event.type() == self._LAST and self._ended is not None:
            self._ended.set_result((time.perf_counter(), time.thread_time()))

    def _wait_for_paint(self) -> None:
        QCoreApplication.postEvent(self, QEvent(self._LAST), self._AFTER_PAINTING)


class _Taken:
    """What one kind of work took, each time, in milliseconds."""

    def __init__(self, painted: _Painted) -> None:
        self._painted = painted
        self.clock_ms: list[float] = []
        self.cpu_ms: list[float] = []

    async def measure(self, work: Callable[[], None], ticker: FrameTicker | None = None) -> None:
        """Do this and wait for the paint that it asks for, in the next frame when there is a `ticker`."""
        began, cpu = time.perf_counter(), time.thread_time()
        work()
        ended, cpu_ended = await self._painted.ended(ticker)
        self.clock_ms.append((ended - began) * 1000)
        self.cpu_ms.append((cpu_ended - cpu) * 1000)


def _paint_all(screen: TeamScreen) -> None:
    for one in (screen.view.chats, screen.view.agents):
        painter = one.itemDelegate()
        assert isinstance(painter, ChatDelegate | AgentDelegate)
        painter.forget()
    for part in (screen.widget, *screen.widget.findChildren(QWidget)):
        part.update()


def _next(desk: FakeDesk, chance: random.Random) -> tuple[tuple[Conversation, ...], tuple[object, ...]]:
    """Return some chats in another state, and their agents with the load that follows."""
    team = desk.team
    chosen = chance.sample(list(team.chats.values()), chance.choice(BURSTS))
    chats = {chat.id: _other(chat, chance, desk) for chat in chosen}
    everything = [*{**team.chats, **chats}.values()]
    owners: set[AgentId] = {chat.agent_id for chat in chosen if chat.agent_id is not None}
    return tuple(chats.values()), tuple(with_load(team.agents[owner], everything) for owner in owners)


def _other(chat: Conversation, chance: random.Random, desk: FakeDesk) -> Conversation:
    now, version = desk.now(), chat.version + 1
    if chat.clock.running:
        said = "Ik kijk het voor je na."
        clock, author = ResponseClock(answered=True), AuthorKind.AGENT
    else:
        said = "En wanneer komt hij dan?"
        clock = ResponseClock(started_at=now - timedelta(seconds=chance.uniform(0, 40)))
        author = AuthorKind.VISITOR
    return structs.replace(chat, version=version, clock=clock, last_author=author, last_text=said, last_message_at=now)


def _percentile(taken: list[float], share: float) -> float:
    return sorted(taken)[max(0, math.ceil(len(taken) * share) - 1)]
