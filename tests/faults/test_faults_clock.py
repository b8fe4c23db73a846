"""Wall clocks that are set while server and desk run, and machines that sleep: libfaketime, SIGSTOP and SIGCONT."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operator_console.desk.state import Delivery
from operator_console.domain.ids import ConversationId
from tests.contract.desk_stage import Stage, Watched, stage
from tests.contract.server_desk import Wire

LIBRARIES = tuple(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
pytestmark = pytest.mark.soak
needs_faketime = pytest.mark.skipif(not LIBRARIES, reason="libfaketime (a Debian package) is not installed")
ROOT = Path(__file__).resolve().parents[2]
DESK_CLOCK = """
import json, sys
from datetime import UTC, datetime
from operator_console.runtime.server_time import ServerClock
clock = ServerClock()
for line in sys.stdin:
    if line.startswith("server"):
        clock.sample(clock.ticks_s(), datetime.fromtimestamp(float(line.split()[1]), UTC))
    print(json.dumps({"desk": clock.now().timestamp(), "wall": datetime.now(UTC).timestamp()}), flush=True)
"""


class FakeClock:
    """The wall clock of one process, which can be set from outside; its steady clocks run on."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "faketime"
        self.set_by(timedelta())

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def set_by(self, by: timedelta) -> None:
        """Let the clock be off by so much from now on."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{by.total_seconds():+.0f}s\n")
        fresh.replace(self._file)


async def talk(play: Stage) -> tuple[Watched, Wire, ConversationId]:
    """Return a desk, a visitor's tab and their chat."""
    watched = await play.desk()
    await watched.until(lambda desk: desk.connection.phase.value == "live")
    tab = await play.visitor()
    conversation_id = ConversationId((await tab.say("first"))["conversation_id"])
    await watched.until(lambda desk: len(desk.entries(conversation_id)) > 0)
    return watched, tab, conversation_id


def off_s(watched: Watched, by: timedelta) -> float:
    """Return how far the desk is from the server's time, which is ours and `by`."""
    return abs((watched.desk.now() - (datetime.now(UTC) + by)).total_seconds())


@needs_faketime
async def test_a_servers_clock_that_is_set_is_followed_and_ends_nothing(tmp_path: Path) -> None:
    """Catches response clocks that go wrong until the next beat, tokens and leases that end, messages out of order.

    An hour forward is beyond an access token's life and every lease; two hours back puts new messages before old ones.
    """
    clock = FakeClock(tmp_path)
    async with stage(tmp_path, environment=clock.environment) as play:
        watched, tab, chat = await talk(play)
        assert off_s(watched, timedelta()) < 1.0
        texts = ["first"]
        for hours in (1, -2):
            by = timedelta(hours=hours)
            clock.set_by(by)
            async with asyncio.timeout(4.0):
                while off_s(watched, by) >= 1.0:
                    await asyncio.sleep(0.05)
            texts += [f"visitor {hours}", f"agent {hours}"]
            await tab.say(f"visitor {hours}")
            await watched.desk.send(chat, f"agent {hours}")
            await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.STORED)
            visitor_id = watched.desk.context(chat).visitor
            assert visitor_id is not None
            assert (await watched.desk._backend.previous(visitor_id.id)) is not None
            assert off_s(watched, by) < 1.0
        await watched.until(lambda _desk: watched.texts(chat) == texts)
        positions = [entry.message.pos for entry in watched.desk.entries(chat)]
        assert positions == sorted(positions)
        row = watched.desk.row(chat)
        assert row is not None
        assert row.conversation.agent_id == watched.desk.me.id
        assert watched.desk.connection.refusal is None


@needs_faketime
def test_a_desks_own_clock_does_not_matter(tmp_path: Path) -> None:
    """Catches a response clock that follows the agent's machine when somebody sets its time."""
    clock = FakeClock(tmp_path)
    environment = {**os.environ, **clock.environment}
    desk = subprocess.Popen(
        [sys.executable, "-c", DESK_CLOCK],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert desk.stdin is not None
    assert desk.stdout is not None

    def ask(line: str) -> dict[str, float]:
        assert desk.stdin is not None
        assert desk.stdout is not None
        desk.stdin.write(line + "\n")
        desk.stdin.flush()
        answer: dict[str, float] = json.loads(desk.stdout.readline())
        return answer

    ask(f"server {datetime.now(UTC).timestamp()}")
    for by in (timedelta(days=1), timedelta(days=-400)):
        clock.set_by(by)
        told = ask("now")
        ours = datetime.now(UTC).timestamp()
        assert abs(told["wall"] - ours - by.total_seconds()) < 2.0, "the clock was not set: the test proves nothing"
        assert abs(told["desk"] - ours) < 1.0
    desk.stdin.close()
    desk.stdout.close()
    assert desk.wait(10) == 0


@needs_faketime
async def test_a_server_that_slept_goes_on_where_it_was(tmp_path: Path) -> None:
    """Catches a chat taken away, a message lost or doubled, and a wrong time after a suspended server wakes up.

    SIGSTOP stands for the suspend and the clock is set meanwhile, as firmware and time service do.
    """
    clock = FakeClock(tmp_path)
    environment = {**clock.environment, "OPERATOR_CONSOLE_HEARTBEAT_S": "1", "OPERATOR_CONSOLE_VISITOR_GONE_S": "60"}
    async with stage(tmp_path, environment=environment) as play:
        watched, _tab, chat = await talk(play)
        os.kill(play.server.pid, signal.SIGSTOP)
        clock.set_by(timedelta(minutes=30))
        await watched.desk.send(chat, "while it slept")
        await asyncio.sleep(4.0)
        assert watched.desk.entries(chat)[-1].delivery is not Delivery.STORED
        os.kill(play.server.pid, signal.SIGCONT)
        await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.STORED, 5.0)
        async with asyncio.timeout(5.0):
            while off_s(watched, timedelta(minutes=30)) >= 1.0:
                await asyncio.sleep(0.05)
        assert watched.texts(chat) == ["first", "while it slept"]
        row = watched.desk.row(chat)
        assert row is not None
        assert row.conversation.agent_id == watched.desk.me.id
