"""The own presence at the desk: what the server is asked and told, what the agent hears, and who has the last word."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from operator_console.app.idle.machine import Machine
from operator_console.backends import base
from operator_console.desk.events import StatusChosen, StatusSetItself
from operator_console.desk.presence import KEY, REFUSED_S, TELL_S, OwnPresence, PresenceDoors
from operator_console.domain.people import AgentStatus
from operator_console.domain.presence import Automatic, Cause, MachineOffers, MachineSigns, Rules
from operator_console.protocol.frames import Refusal
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage
from tests.fakes.fake_backend import FakeBackend

ONLINE, BUSY, BREAK = AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.BREAK
AWAY = Automatic(status=BREAK, back=ONLINE, cause=Cause.LOCKED)


class Windows:
    """Our own windows, touched by hand."""

    idle_s: float | None = None
    keys_idle_s: float | None = None


class ObedientBackend(FakeBackend):
    """Does what it is asked, as the server does: the status comes as an event, around the answer."""

    def __init__(self) -> None:
        super().__init__()
        self.status = ONLINE
        self.deaf = False
        self.meanwhile: Callable[[], None] = lambda: None

    async def request(self, request: base.Request) -> Refusal | None:
        refusal = await super().request(request)
        if isinstance(request, base.ChooseStatus) and (refusal is None or self.deaf):
            self.status = request.status
        self.meanwhile()
        return refusal


class Stage:
    """One machine, moved by hand."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.storage = AccountStorage(folder)
        self.backend = ObedientBackend()
        self.heard: list[object] = []
        self.errors: list[object] = []
        self.windows = Windows()
        self.now = 100.0
        self.live = True
        self.scope = TaskScope("test", lambda name, error: self.errors.append((name, error)))
        self.presence = self.made()

    def made(self) -> OwnPresence:
        doors = PresenceDoors(lambda: self.backend.status, lambda: self.live, self.heard.append, lambda: self.now)
        return OwnPresence(self.backend, self.storage.history, doors, self.scope)

    async def next_run(self) -> Automatic | None:
        """End and begin again over the same folder."""
        await self.storage.close()
        self.storage = AccountStorage(self._folder)
        await self.storage.open()
        self.presence = self.made()
        await self.presence.load()
        return self.presence.automatic

    async def look(
        self, seconds: float = 5.0, *, idle_s: float | None = 1000.0, locked: bool = False, busy_s: float | None = 20.0
    ) -> None:
        self.now += seconds
        rules = Rules(busy_after_s=busy_s, away_after_s=None)
        await self.presence.look(MachineSigns(idle_s=idle_s, locked=locked), self.windows, rules)

    async def looks(self, count: int) -> None:
        for _ in range(count):
            await self.look()

    @property
    def asked(self) -> list[tuple[AgentStatus, bool]]:
        return [(one.status, one.automatic) for one in self.backend.requests if isinstance(one, base.ChooseStatus)]

    async def close(self) -> None:
        await self.scope.close()
        self.presence.close()
        await self.storage.close()
        assert self.errors == []


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path)
    await stage.storage.open()
    yield stage
    await stage.close()


async def test_nobody_there_and_back_is_asked_for_kept_and_told(stage: Stage) -> None:
    await stage.looks(4)
    assert stage.asked == [(BUSY, True)]
    stage.windows.idle_s = stage.windows.keys_idle_s = 1.0
    await stage.look(idle_s=1.0)
    assert stage.asked == [(BUSY, True), (ONLINE, False)]
    assert len(stage.heard) == 1, "the agent types"
    stage.windows.keys_idle_s = 4.0
    await stage.look(idle_s=4.0)
    automatic = Automatic(status=BUSY, back=ONLINE, cause=Cause.IDLE, after_s=20.0)
    assert stage.heard == [
        StatusSetItself(automatic=automatic, ended=False),
        StatusSetItself(automatic=automatic, ended=True),
    ]
    assert stage.presence.offers == MachineOffers(idle=True, lock=True)
    assert await stage.next_run() is None


async def test_an_agent_who_chooses_the_same_status_keeps_it(stage: Stage) -> None:
    await stage.looks(4)
    stage.presence.chosen()
    stage.windows.idle_s = 1.0
    await stage.looks(3)
    assert stage.asked == [(BUSY, True)]
    assert stage.presence.automatic is None
    assert stage.heard[1:] == [StatusChosen()]


async def test_a_choice_while_the_server_is_asked_has_the_last_word(stage: Stage) -> None:
    def choose() -> None:
        stage.backend.status = BREAK
        stage.presence.chosen()

    await stage.looks(3)
    stage.backend.meanwhile = choose
    await stage.look()
    stage.windows.idle_s = 1.0
    await stage.looks(2)
    assert (stage.backend.status, stage.asked, stage.heard) == (BREAK, [(BUSY, True)], [StatusChosen()])


async def test_a_lead_who_sets_the_status_is_given_way_to(stage: Stage) -> None:
    await stage.looks(4)
    stage.backend.status = ONLINE
    await stage.looks(4)
    assert stage.asked == [(BUSY, True)]
    assert stage.heard[1:] == [StatusChosen()]
    await stage.look()
    assert stage.asked == [(BUSY, True), (BUSY, True)], "as long as anybody"


async def test_an_agent_at_another_console_is_left_alone(stage: Stage) -> None:
    stage.backend.refusal = Refusal.CONFLICT
    await stage.looks(4)
    assert stage.presence.automatic is None
    await stage.looks(int(REFUSED_S // 5) - 1)
    assert len(stage.asked) == 1
    await stage.look()
    assert len(stage.asked) == 2
    assert stage.heard == []


@pytest.mark.parametrize("done", [True, False])
async def test_without_an_answer_the_next_look_tells_whether_it_was_done(stage: Stage, done: bool) -> None:
    stage.backend.refusal, stage.backend.deaf = Refusal.UNAVAILABLE, done
    await stage.looks(4)
    stage.backend.refusal = None
    stage.windows.idle_s = 1.0
    await stage.looks(1)
    assert stage.backend.status is ONLINE
    assert stage.asked == ([(BUSY, True), (ONLINE, False)] if done else [(BUSY, True)])
    assert stage.presence.automatic is None


async def test_coming_back_is_tried_until_it_works(stage: Stage) -> None:
    await stage.looks(4)
    stage.windows.idle_s, stage.backend.refusal = 1.0, Refusal.UNAVAILABLE
    await stage.look(idle_s=1.0)
    stage.windows.idle_s, stage.backend.refusal = None, None
    assert stage.backend.status is BUSY
    await stage.look()
    assert stage.backend.status is ONLINE


async def test_without_a_connection_nothing_is_asked_or_told(stage: Stage) -> None:
    stage.live = False
    await stage.looks(10)
    assert (stage.asked, stage.backend.told_activity) == ([], [])
    stage.live = True
    stage.presence.live()
    await stage.look()
    assert stage.asked == [(BUSY, True)]
    assert stage.backend.told_activity == [(55.0, False)]


async def test_what_the_last_run_set_by_itself_ends_with_the_first_key(stage: Stage) -> None:
    stage.backend.status = BREAK
    for kept in (b"nonsense", b'{"status": "weather"}', b""):
        stage.storage.history.keep_value(KEY, kept)
        assert await stage.next_run() is None
    await stage.look(locked=True)
    stage.backend.status = ONLINE
    await stage.look(locked=True)
    assert stage.presence.automatic == AWAY
    assert await stage.next_run() == AWAY
    await stage.looks(3)
    assert stage.backend.status is BREAK
    stage.windows.idle_s = 1.0
    await stage.look()
    assert stage.backend.status is ONLINE


async def test_the_server_is_told_a_change_of_word_at_most_every_ten_seconds(stage: Stage) -> None:
    told = stage.backend.told_activity
    await stage.look(idle_s=0.5)
    await stage.look(idle_s=0.5, locked=True)
    assert told == [(0.5, False)]
    await stage.look(TELL_S, idle_s=20, locked=True)
    assert told[1:] == [(10.5, True)]
    for _ in range(5):
        await stage.look(TELL_S, idle_s=0.0)
    assert told[2:] == [(0.0, False)]
    await stage.look(idle_s=29.0)
    await stage.look(idle_s=34.0)
    assert len(told) == 3


class Slow:
    """A source that takes its time; `closed` tells on which thread it was let go of."""

    def __init__(self) -> None:
        self.asked, self.answer = threading.Event(), threading.Event()
        self.closed: list[str] = []

    def idle_s(self) -> float | None:
        self.asked.set()
        self.answer.wait(5)
        return 1.0

    def locked(self) -> bool | None:
        return None

    def close(self) -> None:
        self.closed.append(threading.current_thread().name)


async def _until(holds: Callable[[], Awaitable[bool] | bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.01)


async def test_a_machine_that_just_looks_is_let_go_of_afterwards_and_nobody_waits(stage: Stage) -> None:
    slow = Slow()
    stage.presence.start(Machine(lambda: [slow]), stage.windows, Rules)
    await asyncio.to_thread(slow.asked.wait, 5)
    await stage.scope.close()
    stage.presence.close()
    assert slow.closed == []
    slow.answer.set()
    await _until(lambda: bool(slow.closed))
    assert slow.closed != [threading.current_thread().name]
