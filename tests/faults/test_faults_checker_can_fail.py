"""Each protection of the contract switched off once, in the real programs: the checker sees it every time."""

import asyncio
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.faults.checker import Broken
from tests.faults.floor import Floor, open_floor
from tests.faults.frame_proxy import Action
from tests.faults.history import mark
from tests.faults.unprotected import VARIABLE

pytestmark = [pytest.mark.soak, pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")]
UNPROTECTED = "tests.faults.unprotected"


async def _broken(floor: Floor, promise: Broken) -> None:
    """Wait until the checker says that a promise was not kept.

    Raises:
        TimeoutError: It sees nothing.
    """
    async with asyncio.timeout(15):
        while promise not in {finding.broken for finding in await floor.judge(parked=True)}:
            await asyncio.sleep(0.1)


async def test_without_idempotency_it_sees_doubles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "idempotency")
    async with open_floor(tmp_path, module=UNPROTECTED) as floor:
        connection = sqlite3.connect(floor.server.folder / "server.sqlite3")
        connection.execute("DROP INDEX uq_events_client_id_sender_stream")
        connection.close()
        visitor = await floor.visitor()
        floor.visitor_line.up.add(Action.DUPLICATE, "send")
        visitor.say("hello")
        await _broken(floor, Broken.DOUBLED)


async def test_without_commit_before_acknowledgement_it_sees_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "commit before acknowledgement")
    async with open_floor(tmp_path, module=UNPROTECTED) as floor:
        visitor = await floor.visitor()
        for _ in range(6):
            visitor.chatter()
        await asyncio.wait_for(floor.server.ended(), 15)
        await floor.server.start()
        await _broken(floor, Broken.LOST)


async def test_without_the_gap_check_it_sees_holes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "gap check")
    async with open_floor(tmp_path) as floor:
        desk = await floor.desk(module=UNPROTECTED)
        visitor = await floor.visitor()
        visitor.say("hello")
        await desk.until_owns()
        floor.desk_line.down.add(Action.REORDER, "event", chance=0.5)
        for _ in range(12):
            await floor.until(visitor.chatter())
        floor.desk_line.heal()
        await _broken(floor, Broken.NOT_CONVERGED)


async def test_without_the_outbox_before_the_bubble_it_sees_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "outbox before bubble")
    async with open_floor(tmp_path) as floor:
        desk = await floor.desk(module=UNPROTECTED)
        visitor = await floor.visitor()
        visitor.say("hello")
        (name,) = await desk.until_owns()
        with floor.desk_line.stalled(floor.desk_line.up):
            await desk.ask("say", conversation=name, text=f"shown {mark()}")
            await desk.kill()
            floor.desk_line.reset()
        await desk.start()
        await _broken(floor, Broken.NOT_KEPT)
