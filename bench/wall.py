"""The wall with 500 chats and 100 colleagues: from a change to the painted lists, in the real page.

Changes as the server tells them are fed to the real desk. Measured is all of it on the window's thread: taking the
frame, order, model, layout, and a full painting of both lists, which is more than the window itself paints. What ticks
every second is measured beside it.
"""

import asyncio
import gc
import math
import random
import time
from datetime import timedelta

import qasync
from msgspec import structs
from PySide6.QtWidgets import QApplication

from operator_console.domain.conversations import AuthorKind, Conversation
from operator_console.domain.ids import AgentId
from operator_console.domain.response_clock import ResponseClock
from operator_console.ui.team import TeamScreen
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_team import lead, with_load
from tests.gallery.scenes import application, context_for, settle

CHATS, AGENTS = 500, 100
CHANGES, WARM_UP = 600, 60
BURSTS = (1, 1, 1, 2, 5, 20)
"""Chats in one change: mostly one, sometimes a busy moment."""


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
    chance = random.Random(11)
    wall_ms: list[float] = []
    cpu_ms: list[float] = []
    ticks_ms: list[float] = []
    gc.collect()
    gc.disable()
    for number in range(WARM_UP + CHANGES):
        chats, agents = _next(desk, chance)
        began, cpu = time.perf_counter(), time.thread_time()
        desk.team.tell(chats=chats, agents=agents)
        screen.refresh()
        screen.view.chats.viewport().repaint()
        screen.view.agents.viewport().repaint()
        if number >= WARM_UP:
            wall_ms.append((time.perf_counter() - began) * 1000)
            cpu_ms.append((time.thread_time() - cpu) * 1000)
        desk.advance(0.2)
        await asyncio.sleep(0)
        if number % 5 == 0:
            began = time.perf_counter()
            screen.tick()
            screen.view.chats.viewport().repaint()
            ticks_ms.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0)
    gc.enable()
    screen.close()
    screen.widget.hide()
    screen.widget.deleteLater()
    await context.scope.close()
    return {
        "wall.change_p50_ms": _percentile(wall_ms, 0.5),
        "wall.change_p99_ms": _percentile(wall_ms, 0.99),
        "wall.change_cpu_p99_ms": _percentile(cpu_ms, 0.99),
        "wall.second_p99_ms": _percentile(ticks_ms, 0.99),
    }


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
