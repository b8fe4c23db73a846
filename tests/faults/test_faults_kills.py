"""kill -9 of the server and of the desk at the places where it could hurt: commit, acknowledgement, outbox."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from tests.faults.floor import Floor, open_floor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


async def _write_until_dead(floor: Floor, name: str) -> None:
    """Let both sides write until the server kills itself."""
    (desk,), (visitor,) = floor.desks, floor.visitors
    dead = asyncio.ensure_future(floor.server.ended())
    number = 0
    async with asyncio.timeout(15):
        while not dead.done():
            visitor.chatter()
            await desk.ask("say", conversation=name, text=f"answer {number}")
            number += 1
            await asyncio.wait((dead,), timeout=0.02)
    assert await dead == -signal.SIGKILL


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("server.commit.before", marks=pytest.mark.soak),
        "server.commit.after",
        pytest.param("server.ack.before", marks=pytest.mark.soak),
    ],
)
async def test_a_server_killed_around_the_commit_loses_and_doubles_nothing(tmp_path: Path, place: str) -> None:
    async with open_floor(tmp_path) as floor:
        _desk, visitor, name = await floor.chat()
        await floor.server.kill()
        await floor.server.start(f"{place}=kill:12")
        visitor.check()
        await floor.desks[0].ask("check")
        await _write_until_dead(floor, name)
        on_disk = floor.on_disk().keys()
        assert floor.ticked() <= on_disk
        if place != "server.commit.before":
            assert not on_disk <= floor.ticked() | {""}, "something was on disk and had no tick yet"
        await floor.server.start()
        await floor.healed()
        assert not visitor.waiting


async def test_no_tick_before_the_commit(tmp_path: Path) -> None:
    async with open_floor(tmp_path) as floor:
        _desk, visitor, _name = await floor.chat()
        await floor.server.kill()
        await floor.server.start("server.commit.before=stop:8")
        visitor.check()
        await floor.desks[0].ask("check")
        frozen = asyncio.ensure_future(floor.server.frozen(20))
        while not frozen.done():
            visitor.chatter()
            await asyncio.wait((frozen,), timeout=0.05)
        await frozen
        late = visitor.chatter()
        await asyncio.sleep(1.0)
        assert late not in floor.ticked()
        assert floor.ticked() <= floor.on_disk().keys()
        floor.server.send_signal(signal.SIGCONT)
        await floor.healed()
        assert late in floor.ticked()


@pytest.mark.parametrize(
    "place, survives",
    [
        ("desk.outbox.before", False),
        pytest.param("desk.outbox.after", True, marks=pytest.mark.soak),
        pytest.param("desk.ack.before", True, marks=pytest.mark.soak),
    ],
)
async def test_a_killed_desk_keeps_what_was_on_its_screen(tmp_path: Path, place: str, survives: bool) -> None:
    async with open_floor(tmp_path) as floor:
        visitor = await floor.visitor()
        desk = await floor.desk(fail_points=f"{place}=kill:2")
        visitor.say("hello")
        (name,) = await desk.until_owns()
        await desk.ask("say", conversation=name, text="first")
        writing = asyncio.ensure_future(desk.ask("say", conversation=name, text="second"))
        assert await desk.ended() == -signal.SIGKILL
        await asyncio.gather(writing, return_exceptions=True)
        await desk.start()
        await floor.healed()
        texts = list(floor.on_disk().values())
        assert texts.count("second") == int(survives)
        assert texts.count("first") == 1


@pytest.mark.soak
async def test_a_visitor_whose_tab_closes_loses_nothing(tmp_path: Path) -> None:
    async with open_floor(tmp_path) as floor:
        _desk, visitor, _name = await floor.chat()
        with floor.visitor_line.stalled(floor.visitor_line.down):
            written = [visitor.chatter() for _ in range(5)]
            await asyncio.sleep(0.3)
            await visitor.crash()
        floor.come_back(visitor)
        await floor.healed()
        assert floor.ticked() >= set(written)
