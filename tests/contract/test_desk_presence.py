"""A real desk with a machine of the test's own, at a real server: away, locked, back, and what stays afterwards."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from operator_console.desk.events import StatusSetItself
from operator_console.domain.people import AgentStatus
from operator_console.domain.presence import MachineSigns, Rules
from operator_console.server.agent_lines import AgentLine
from tests.contract.desk_stage import ServerProcess, Stage, Watched
from tests.contract.server_desk import Desk as ServerDesk
from tests.contract.server_desk import running_desk

AT_ONCE = Rules(busy_after_s=0.0, away_after_s=None)
NEVER = Rules(busy_after_s=None, away_after_s=None, away_when_locked=False)


class Windows:
    idle_s: float | None = None
    keys_idle_s: float | None = None


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerDesk]:
    (tmp_path / "server").mkdir()
    async with running_desk(tmp_path / "server") as running:
        yield running


@pytest.fixture
async def stage(server: ServerDesk, tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(cast("ServerProcess", server), tmp_path, server.http)
    yield stage
    await stage.close()


def _line(server: ServerDesk, watched: Watched) -> AgentLine:
    return server.server.switchboard.agents.line(watched.desk.me.id)


async def test_away_locked_and_back_at_a_real_server(server: ServerDesk, stage: Stage) -> None:
    watched = await stage.desk()
    await watched.until(lambda desk: desk.me.status is AgentStatus.ONLINE and desk.connection.phase.value == "live")
    desk, windows, line = watched.desk, Windows(), _line(server, watched)
    await desk.presence.look(MachineSigns(idle_s=0.0, locked=False), windows, AT_ONCE)
    await watched.until(lambda desk: desk.me.status is AgentStatus.BUSY)
    assert line.status is AgentStatus.BUSY
    windows.idle_s = 0.0
    await desk.presence.look(MachineSigns(idle_s=0.0, locked=False), windows, NEVER)
    await watched.until(lambda desk: desk.me.status is AgentStatus.ONLINE)
    assert [told.ended for told in watched.of(StatusSetItself)] == [False, True]
    assert line.active_at is not None
    windows.idle_s = None
    await desk.presence.look(MachineSigns(idle_s=0.0, locked=True), windows, AT_ONCE)
    await watched.until(lambda desk: desk.me.status is AgentStatus.BREAK)
    desk.presence.live()
    await desk.presence.look(MachineSigns(idle_s=0.0, locked=True), windows, AT_ONCE)
    await desk.set_status(AgentStatus.BREAK)
    assert line.locked
    windows.idle_s = 0.0
    await desk.presence.look(MachineSigns(idle_s=0.0, locked=False), windows, NEVER)
    assert server.server.switchboard.agents.status(desk.me.id) is AgentStatus.BREAK, "the agent chose it"


async def test_nothing_of_it_is_stored(server: ServerDesk, stage: Stage, tmp_path: Path) -> None:
    watched = await stage.desk()
    await watched.until(lambda desk: desk.connection.phase.value == "live")
    await watched.desk.set_status(AgentStatus.ONLINE)  # all that coming in writes is written before its answer
    before = _rows(tmp_path / "server")
    windows = Windows()
    for idle_s, locked in ((0.0, False), (600.0, False), (700.0, True)):
        watched.desk.presence.live()
        await watched.desk.presence.look(MachineSigns(idle_s=idle_s, locked=locked), windows, NEVER)
    await watched.desk.set_status(AgentStatus.ONLINE)
    assert _line(server, watched).locked
    await server.server.switchboard.save()
    assert _rows(tmp_path / "server") == before


def _rows(folder: Path) -> dict[str, int]:
    """Return how many rows each of the server's tables has, and which tables there are."""
    with sqlite3.connect(folder / "server.sqlite3") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in tables}
