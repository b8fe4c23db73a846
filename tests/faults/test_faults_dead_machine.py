"""An agent's machine dies: real processes, kill -9 and SIGTERM, with shortened times; nobody's chat is left alone."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import ConversationId
from operator_console.domain.leases import LeaseTimes
from operator_console.server import ServerConfig
from operator_console.server.store import reads
from operator_console.server.store.database import Database
from operator_console.server.store.ownerless import ownerless
from tests.contract.server_desk import Desk, Frame, Wire, change_sites
from tests.faults.desks import DeskActor
from tests.faults.servers import ServerActor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
TIMES = LeaseTimes(requeue_s=0.8, tell_s=1.6, transfer_s=3.2)
PATIENT = LeaseTimes(requeue_s=20, tell_s=0.5, transfer_s=20)
LATE_S = 1.0
"""The contract's deadlines are kept within a second."""


class Watcher:
    """Looks at the database five times a second for chats without a place, and when a chat last had which owner."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.broken: list[str] = []
        self.looked = 0

    async def watch(self) -> None:
        while True:
            with self._database.reading() as connection:
                self.broken += [str(found) for found in ownerless(connection)]
            self.looked += 1
            await asyncio.sleep(0.2)

    def chat(self, name: str) -> Conversation:
        with self._database.reading() as connection:
            found = reads.read_conversation(connection, ConversationId(name))
        assert found is not None
        return found

    async def until(self, name: str, holds: Callable[[Conversation], bool], limit_s: float) -> Conversation:
        async with asyncio.timeout(limit_s):
            while not holds(chat := self.chat(name)):
                await asyncio.sleep(0.02)
        return chat


@contextmanager
def _disk(folder: Path) -> Iterator[Database]:
    config = ServerConfig(data_dir=folder)
    database = Database(config.database, config.backups)
    yield database
    database.close()


@asynccontextmanager
async def _world(tmp_path: Path, times: LeaseTimes = TIMES) -> AsyncIterator[tuple[ServerActor, Watcher, Desk]]:
    """A server with short times, a watcher of its disk, and a door for visitors and plain consoles."""
    server = ServerActor(tmp_path / "server")
    server.furnish()
    change_sites(server.folder, lease=times)
    await server.start()
    async with aiohttp.ClientSession() as http:
        with _disk(server.folder) as database:
            watcher = Watcher(database)
            watching = asyncio.create_task(watcher.watch())
            try:
                yield server, watcher, Desk(None, server.address, http)  # type: ignore[arg-type]  # it runs elsewhere
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
                await server.stop()
    assert watcher.looked > 5
    assert watcher.broken == []


async def _chats(anna: DeskActor, desk: Desk) -> tuple[Wire, str, Wire, str]:
    """Return a visitor whom anna has answered with their chat, and one whom she has not."""
    first, second = await desk.visitor(), await desk.visitor()
    answered = (await first.say("Is it in stock?"))["conversation_id"]
    waiting = (await second.say("May I return it?"))["conversation_id"]
    await anna.until_owns(2)
    await anna.ask("say", conversation=answered, text="Yes, it is.")
    await first.expect("event", lambda frame: frame["change"].get("message", {}).get("text") == "Yes, it is.")
    return first, answered, second, waiting


def _line(key: str) -> Callable[[Frame], bool]:
    return lambda frame: frame["change"].get("message", {}).get("system") == key


async def test_kill_9_of_a_console_keeps_the_timetable_and_tells_everybody_the_truth(tmp_path: Path) -> None:
    async with _world(tmp_path) as (server, watcher, desk):
        anna = DeskActor("anna", "anna", tmp_path, server.address)
        await anna.start()
        await anna.until_live()
        told, answered, _second, waiting = await _chats(anna, desk)
        question = watcher.chat(waiting).clock.started_at
        ben = DeskActor("ben", "ben", tmp_path, server.address)
        await ben.start()
        await ben.until_live()
        await anna.kill()
        died_s = time.monotonic()
        taken = await watcher.until(waiting, lambda chat: chat.agent_name == "Ben Bos", TIMES.requeue_s + LATE_S)
        assert time.monotonic() - died_s >= TIMES.requeue_s - 0.2
        assert taken.clock.started_at == question  # the waiting time runs on
        away = await told.expect("event", _line("owner_away"))
        assert TIMES.tell_s - 0.2 <= time.monotonic() - died_s <= TIMES.tell_s + LATE_S
        assert away["change"]["message"]["values"] == {"agent": "Anna"}
        assert watcher.chat(answered).agent_name == "Anna Aalders"
        await watcher.until(answered, lambda chat: chat.agent_name == "Ben Bos", TIMES.transfer_s + LATE_S)
        assert time.monotonic() - died_s >= TIMES.transfer_s - 0.2
        assert await ben.until_owns(2) == sorted([answered, waiting])
        await anna.start()
        await anna.until_live()
        assert not (await anna.view()).owned
        await anna.ask("say", conversation=answered, text="Sorry, I was away.")  # parked: not hers any more
        assert (await anna.view()).waiting
        assert watcher.chat(answered).last_text == "Yes, it is."
        await anna.stop()
        await ben.stop()


@pytest.mark.soak
async def test_a_console_that_is_back_in_time_has_everything(tmp_path: Path) -> None:
    async with _world(tmp_path, PATIENT) as (server, watcher, desk):
        anna = DeskActor("anna", "anna", tmp_path, server.address)
        await anna.start()
        await anna.until_live()
        told, answered, _second, waiting = await _chats(anna, desk)
        await anna.kill()
        await told.expect("event", _line("owner_away"))
        await anna.start()
        await told.expect("event", _line("owner_back"))
        assert await anna.until_owns(2) == sorted([answered, waiting])
        assert watcher.chat(answered).owner_lost_at is None
        await anna.stop()


@pytest.mark.soak
async def test_kill_9_of_the_server_frees_nobody_s_chats(tmp_path: Path) -> None:
    async with _world(tmp_path) as (server, watcher, desk):
        anna = DeskActor("anna", "anna", tmp_path, server.address)
        await anna.start()
        await anna.until_live()
        _told, answered, _second, waiting = await _chats(anna, desk)
        await server.kill()
        await anna.kill()  # a power cut takes both
        await asyncio.sleep(TIMES.transfer_s)
        await server.start()
        with _disk(server.folder) as database, database.reading() as connection:
            ends = reads.read_leases(connection)
        agent_id = watcher.chat(answered).agent_id
        assert agent_id is not None
        assert (ends[agent_id] - datetime.now(UTC)).total_seconds() > 50
        await asyncio.sleep(TIMES.requeue_s + LATE_S)
        assert {watcher.chat(name).agent_id for name in (answered, waiting)} == {agent_id}
        await anna.start()
        assert await anna.until_owns(2, limit_s=40.0) == sorted([answered, waiting])
        await anna.stop()


@pytest.mark.soak
async def test_sigterm_of_the_window_hands_the_chats_over_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    async with _world(tmp_path) as (server, watcher, desk):
        anna = DeskActor("anna", "anna", tmp_path, server.address, window=True)
        await anna.start()
        await anna.until_live()
        _told, answered, _second, waiting = await _chats(anna, desk)
        anna.send_signal(signal.SIGTERM)
        for name in (answered, waiting):
            back = await watcher.until(name, lambda chat: chat.state is ConversationState.QUEUED, 0.9)
            assert back.owner_lost_at is not None
        assert watcher.chat(waiting).clock.running
        await anna.kill()  # its window has ended, its driver waits for a next order
