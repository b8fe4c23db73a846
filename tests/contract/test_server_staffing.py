"""What staffing is planned from, asked over HTTP: counts and times of real chats, for a department's leads alone."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from operator_console.desk.state import ConnectionPhase
from operator_console.domain.people import Role
from operator_console.domain.staffing.values import Record
from operator_console.protocol.staffing import RECORD, StaffingRecord
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from tests.contract.desk_stage import Stage
from tests.contract.desk_stage import stage as open_stage
from tests.contract.server_desk import Desk, filled, message_of, new_client_id, running_desk

SERVICE = RECORD.format(department_id="service")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    shutil.copy(filled(), tmp_path / "server.sqlite3")
    with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
        administration.accounts.change_role("anna", Role.SUPERVISOR)
    async with running_desk(tmp_path, fresh=False) as running:
        yield running


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path) as running:
        yield running


async def _record(desk: Desk) -> tuple[Record, str]:
    async with await desk.get(SERVICE, await desk.token("anna")) as response:
        assert response.status == 200
        text = await response.text()
    return msgspec.json.decode(text, type=StaffingRecord).record, text


async def test_an_empty_desk_has_an_empty_record(desk: Desk) -> None:
    record, _ = await _record(desk)
    assert record.half_hours == ()
    assert record.behaviour.work_s == ()
    assert record.since == record.until


async def test_a_chat_is_counted_with_its_reply_and_another_departments_is_not(desk: Desk) -> None:
    console, tab, chat = await desk.chat("ben", "Is the secret bicycle in stock?")
    await console.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=99, text="Yes, it is.")
    await tab.expect("event", lambda frame: message_of(frame).get("text") == "Yes, it is.")
    await tab.say("How much?")
    await tab.send("leave")
    await tab.expect("event", lambda frame: message_of(frame).get("system") == "visitor_left")
    elsewhere = await desk.visitor(site_id="jump")
    await elsewhere.say("Hello?")
    await desk.server.switchboard.save()
    record, text = await _record(desk)
    assert sum(half.chats for half in record.half_hours) == 1
    assert sum(half.replies for half in record.half_hours) == 1
    assert sum(half.on_time for half in record.half_hours) == 1
    assert sum(half.given_up for half in record.half_hours) == 0, "a human had answered before"
    assert sum(half.visits for half in record.half_hours) == 1
    assert all(half.present <= 1.0 for half in record.half_hours), "one was there, for a moment"
    assert len(record.behaviour.work_s) == len(record.behaviour.patience_s) == 1
    assert record.behaviour.turns == (1,)
    assert "secret" not in text
    assert "Ben" not in text


@pytest.mark.parametrize(
    "account, path",
    [("ben", SERVICE), ("anna", RECORD.format(department_id="jump")), ("anna", RECORD.format(department_id="none"))],
)
async def test_nobody_but_a_departments_leads_gets_it(desk: Desk, account: str, path: str) -> None:
    async with await desk.get(path, await desk.token(account)) as response:
        assert response.status == 404
    async with desk.http.get(f"{desk.address}{path}") as response:
        assert response.status == 401


async def test_who_was_there_is_counted_over_the_half_hour(desk: Desk, tmp_path: Path) -> None:
    _console, tab, _chat = await desk.chat("anna")
    await tab.send("leave")
    await tab.expect("event", lambda frame: message_of(frame).get("system") == "visitor_left")
    now = datetime.now(UTC)
    begin = int(now.timestamp() // 1800 - 2) * 1800
    with closing(sqlite3.connect(tmp_path / "server.sqlite3")) as database, database:
        ids = [row[0] for row in database.execute("SELECT id FROM agents WHERE account IN ('ben', 'carl')")]
        database.execute("UPDATE conversations SET started_at = ?1, asked_at = ?1", (begin * 1_000_000,))
        for agent_id in ids:
            database.execute(
                "INSERT INTO status_periods (agent_id, status, since, seen_at, until) VALUES (?, 'online', ?, ?, ?)",
                (agent_id, (begin + 900) * 1_000_000, 0, (begin + 2700) * 1_000_000),
            )
    record, _ = await _record(desk)
    assert [half.present for half in record.half_hours][:2] == [0.5, 0.5], "ben alone: carl is of another department"


async def test_a_leads_desk_reads_its_record_and_says_that_it_is_too_little(stage: Stage) -> None:
    with open_administration(ServerConfig(data_dir=stage.server.folder)) as administration:
        administration.accounts.change_role("anna", Role.SUPERVISOR)
    watched = await stage.desk()
    staffing = watched.desk.staffing
    await watched.until(lambda desk: desk.staffing.can_plan and desk.connection.phase is ConnectionPhase.LIVE)
    tab = await stage.visitor()
    await tab.say("Is it in stock?")
    department = staffing.departments()[0]
    record = await staffing.record(department.id)
    assert record is not None
    assert sum(half.chats for half in record.half_hours) == 1
    assert not staffing.enough(record)
    stage.server.kill()
    assert await staffing.record(department.id) is None
