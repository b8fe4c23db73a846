"""What staffing is planned from, asked over HTTP: counts and times of real chats, for a department's leads alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from operator_console.domain.people import Role
from operator_console.domain.staffing.values import Record
from operator_console.protocol.staffing import RECORD, StaffingRecord
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from tests.contract.server_desk import Desk, message_of, new_client_id, running_desk

SERVICE = RECORD.format(department_id="service")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
            administration.accounts.change_role("anna", Role.SUPERVISOR)
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
    assert [half.present for half in record.half_hours] == [1.0]
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
