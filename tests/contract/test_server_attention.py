"""Whether somebody sits at an agent's consoles: told, kept as the present only, and forgotten with the last console."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operator_console.domain.ids import AgentId
from operator_console.server.agent_lines import AgentLine
from tests.contract.server_desk import WAIT_S, Desk, Wire, new_client_id, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


def _line(desk: Desk, account: str = "anna") -> AgentLine:
    board = desk.server.switchboard
    agent = next(agent for agent in board.directory.agents.values() if agent.account == account)
    return board.agents.line(AgentId(agent.id))


async def _tell(wire: Wire, idle_s: float, *, locked: bool = False) -> None:
    await wire.send("activity", idle_s=idle_s, locked=locked)
    await wire.drain()


def _idle_s(line: AgentLine) -> float:
    assert line.active_at is not None
    return (datetime.now(UTC) - line.active_at) / timedelta(seconds=1)


def _is_locked(line: AgentLine) -> bool:
    return line.locked


async def _console(desk: Desk, account: str) -> Wire:
    """Return a console with a sign-in of its own."""
    token = (await (await desk.sign_in(account)).json())["access_token"]
    wire = await desk.open("/ws/agent")
    await wire.send("hello", versions=[1], token=token, features=["activity"])
    assert (await wire.expect("welcome"))["features"] == ["activity"]
    return wire


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_S):
        while not holds():
            await asyncio.sleep(0.01)


async def test_a_console_tells_who_sits_there(desk: Desk) -> None:
    anna = await desk.agent("anna")
    line = _line(desk)
    assert (line.active_at, line.locked) == (None, False)
    await _tell(anna, 45)
    assert 45 <= _idle_s(line) < 50
    await _tell(anna, 50, locked=True)
    assert _is_locked(line)
    assert _idle_s(line) >= 45
    await _tell(anna, 2)
    assert not _is_locked(line)
    assert _idle_s(line) < 1, "until told otherwise the agent is at it"


async def test_nonsense_changes_nothing(desk: Desk) -> None:
    for told, passed_over in (("-1", True), ("1e300", True), ("1e400", False), ('"x"', False), ("null", False)):
        anna = await desk.agent("anna")
        await anna.socket.send_str(f'{{"type": "activity", "idle_s": {told}, "locked": true}}')
        await anna.drain() if passed_over else await anna.closed()
        assert (_line(desk).active_at, _line(desk).locked) == (None, False), told


async def test_the_consoles_of_one_agent_count_together(desk: Desk) -> None:
    one, other = await _console(desk, "anna"), await _console(desk, "anna")
    line = _line(desk)
    await _tell(one, 60, locked=True)
    assert not _is_locked(line), "nothing is known of the other one"
    await _tell(other, 90, locked=True)
    assert _is_locked(line)
    assert 60 <= _idle_s(line) < 70
    await _tell(other, 0)
    assert not _is_locked(line)
    await other.socket.close()
    await _until(lambda: len(line.sessions) == 1)
    assert _is_locked(line)
    assert _idle_s(line) < 5, "it was in use until it went"
    await one.socket.close()
    await _until(lambda: not line.connected)
    assert (line.active_at, line.locked) == (None, False)


async def test_a_status_by_itself_is_refused_while_the_agent_is_at_another_console(desk: Desk) -> None:
    one, other = await _console(desk, "anna"), await _console(desk, "anna")
    line = _line(desk)
    await _tell(one, 600)
    await _tell(other, 2)
    refused = await one.ask("set_status", status="break", automatic=True)
    assert (refused["type"], refused["reason"], line.status) == ("failed", "conflict", "online")
    await _tell(other, 40)
    assert (await one.ask("set_status", status="break", automatic=True))["type"] == "done"
    assert line.status == "break"
    await _tell(other, 0)
    assert (await one.ask("set_status", status="busy"))["type"] == "done", "a choice is never refused"


async def test_typing_and_sending_are_activity(desk: Desk) -> None:
    anna, _tab, chat = await desk.chat()
    line = _line(desk)
    await _tell(anna, 600)
    await anna.send("typing", conversation_id=chat, active=True)
    await anna.drain()
    assert _idle_s(line) < 5
    line.attention.forget()
    await anna.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=9, text="Yes.")
    await anna.expect("ack")
    assert _idle_s(line) < 5
    line.attention.forget()
    await anna.send("typing", conversation_id="cv_nothing", active=True)
    await anna.drain()
    assert line.active_at is None
