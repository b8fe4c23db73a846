"""What a network does: resets, half-open and one-way connections, stalls, spoiled frames, readers that do not read."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faults.floor import Floor, open_floor
from tests.faults.frame_proxy import Action, FrameProxy
from tests.faults.history import mark
from tests.faults.visitors import Visitor

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc are needed"),
    pytest.mark.asyncio(loop_scope="module"),
]
BEAT_S = 0.6


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def talking(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    """A desk and a visitor with a chat, for tests that leave it as it was."""
    async with open_floor(tmp_path_factory.mktemp("talking")) as floor:
        await floor.chat()
        yield floor


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def beating(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    """The same with a quick heartbeat."""
    async with open_floor(tmp_path_factory.mktemp("beating"), heartbeat_s=str(BEAT_S)) as floor:
        desk = await floor.desk(heartbeat_s=BEAT_S)
        visitor = await floor.visitor()
        visitor.say("hello")
        await desk.until_owns()
        yield floor


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def _unharmed(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Leave nothing broken for the next test, whatever became of this one."""
    yield
    for name in {"talking", "beating"} & set(request.fixturenames):
        floor: Floor = request.getfixturevalue(name)
        for proxy in floor.proxies:
            proxy.heal()


async def _chat_of(floor: Floor) -> str:
    (name,) = await floor.desks[0].until_owns()
    return name


async def _talk(floor: Floor, name: str, rounds: int, pause_s: float = 0.05) -> list[str]:
    """Let both sides write, and return the client ids."""
    desk, visitor = floor.desks[0], floor.visitors[0]
    written = []
    for number in range(rounds):
        written.append(visitor.chatter())
        written.append((await desk.ask("say", conversation=name, text=f"answer {number} {mark()}")).client_id)
        await asyncio.sleep(pause_s)
    return written


async def test_resets_in_the_middle_of_everything(talking: Floor) -> None:
    name = await _chat_of(talking)
    written: list[str] = []
    for line in (talking.desk_line, talking.visitor_line, talking.desk_line):
        written = await _talk(talking, name, 4, 0.01)
        await talking.connected(line)
        assert line.reset() >= 1
    await talking.healed()
    assert talking.ticked() >= set(written)


@pytest.mark.parametrize("server_knows", [True, False])
@pytest.mark.soak
async def test_half_open_connections_are_noticed_without_help(beating: Floor, server_knows: bool) -> None:
    name = await _chat_of(beating)
    for line in (beating.desk_line, beating.visitor_line):
        await beating.connected(line)
        assert line.half_open(server_knows=server_knows)
    written = await _talk(beating, name, 3)
    for client_id in written:  # nobody is told that the network is back: the heartbeats notice
        await beating.until(client_id, 15)
    await beating.healed()


@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.soak
async def test_one_way_connections(beating: Floor, way: str) -> None:
    name = await _chat_of(beating)
    for line in (beating.desk_line, beating.visitor_line):
        await beating.connected(line)
        getattr(line, way).stall()
    written = await _talk(beating, name, 4, 0.2)
    await asyncio.sleep(4 * BEAT_S)
    assert not beating.ticked() & set(written)
    await beating.healed()
    assert beating.ticked() >= set(written)


@pytest.mark.parametrize("beats", [1.0, 5.0])
@pytest.mark.soak
async def test_a_stall_loses_nothing(beating: Floor, beats: float) -> None:
    """A short one is waited for; in a long one the connection is given up."""
    name = await _chat_of(beating)
    line = beating.desk_line
    await beating.connected(line)
    connections = line.accepted
    with line.stalled(line.up, line.down):
        written = await _talk(beating, name, 3)
        await asyncio.sleep(beats * BEAT_S)
    await beating.healed()
    assert beating.ticked() >= set(written)
    assert (line.accepted > connections) is (beats > 2)


@pytest.mark.soak
async def test_a_stall_of_ten_seconds_is_waited_for(tmp_path: Path) -> None:
    async with open_floor(tmp_path) as floor:
        _desk, _visitor, name = await floor.chat()
        connections = floor.desk_line.accepted
        line = floor.desk_line
        with line.stalled(line.up, line.down):
            written = await _talk(floor, name, 2)
            await asyncio.sleep(10)
        for client_id in written:
            await floor.until(client_id)
        assert floor.desk_line.accepted == connections
        await floor.healed()


@pytest.mark.parametrize(
    "action, chance",
    [
        (Action.DUPLICATE, 1.0),
        (Action.REORDER, 0.5),
        (Action.SPLIT, 1.0),
        (Action.FRAGMENT, 1.0),
        (Action.DELAY, 1.0),
        (Action.DROP, 0.1),
    ],
)
async def test_spoiled_frames(talking: Floor, action: Action, chance: float) -> None:
    await _spoil(talking, action, chance)


@pytest.mark.soak
async def test_damaged_frames(tmp_path: Path) -> None:
    """On a line of its own: after five damaged frames in a minute the server would be left alone."""
    async with open_floor(tmp_path) as floor:
        await floor.chat()
        await _spoil(floor, Action.CORRUPT, 0.1)


async def _spoil(floor: Floor, action: Action, chance: float) -> None:
    name = await _chat_of(floor)
    ways = [way for line in (floor.desk_line, floor.visitor_line) for way in (line.up, line.down)]
    before = sum(way.hurt for way in ways)
    for way in ways:
        way.add(action, chance=chance, seconds=0.2)
    written = await _talk(floor, name, 15)
    await asyncio.sleep(0.3)
    assert sum(way.hurt for way in ways) - before >= 2
    await floor.healed()
    assert floor.ticked() >= set(written)


@pytest.mark.soak
async def test_a_single_bad_frame_is_asked_for_again_without_help(tmp_path: Path) -> None:
    """It was the last for now: no later position shows that one is missing."""
    async with open_floor(tmp_path) as floor:
        _desk, visitor, _name = await floor.chat()
        floor.desk_line.down.add(Action.GARBLE, "event", times=1)
        visitor.chatter()
        async with asyncio.timeout(15):
            while not floor.desk_line.down.hurt or await floor.judge():
                await asyncio.sleep(0.05)


@pytest.mark.soak
async def test_a_frozen_reader_is_cut_and_the_others_do_not_notice(tmp_path: Path) -> None:
    async with open_floor(tmp_path) as floor:
        narrow = await floor.line(buffer_bytes=8192)
        frozen = await floor.desk("anna", "anna", line=narrow)
        noisy = await floor.visitor("noisy")
        noisy.say("hello")
        await frozen.until_owns()
        other = await floor.desk("ben", "ben")
        visitor = await floor.visitor("visitor")
        visitor.say("hello")
        (name,) = await other.until_owns()
        frozen.send_signal(signal.SIGSTOP)
        narrow.down.stall()
        slowest_s = 0.0
        flood = asyncio.ensure_future(_flood(noisy, floor))
        for number in range(20):
            begun_s = time.monotonic()
            await floor.until((await other.ask("say", conversation=name, text=f"answer {number}")).client_id)
            slowest_s = max(slowest_s, time.monotonic() - begun_s)
        await flood
        assert slowest_s < 5.0, "whoever waited for the frozen one waits ten seconds"
        async with asyncio.timeout(40):
            while _server_has_connection(floor, narrow):
                await asyncio.sleep(0.1)
        frozen.send_signal(signal.SIGCONT)
        narrow.heal()
        await floor.healed(25)


async def _flood(visitor: Visitor, floor: Floor) -> None:
    """Write more into the chat of the frozen one than the kernel's buffers and the server's queue take."""
    for number in range(330):
        last = visitor.say(f"{number} {mark()} " + "\N{BICYCLE}" * 3900)
        if number % 30 == 29:
            await floor.until(last, 20)


def _server_has_connection(floor: Floor, line: FrameProxy) -> bool:
    """Tell whether the server still holds a connection to the proxy, as the kernel sees it."""
    ends = {one.server.get_extra_info("sockname")[1] for one in line.lines if one.server.get_extra_info("sockname")}
    server = f"0100007F:{floor.server.port:04X}"
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        local, remote, state = row.split()[1:4]
        if local == server and int(remote.split(":")[1], 16) in ends and state == "01":
            return True
    return False
