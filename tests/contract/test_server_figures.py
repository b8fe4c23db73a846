"""The desk's figures on a running server: counted as things happen, the same when counted anew, kept over restarts."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select, text

from operator_console.app.cli import main
from operator_console.domain.figures.calendar import Grouping, hour_of
from operator_console.domain.figures.counts import Counts, What, add, time_in
from operator_console.domain.figures.definitions import readings
from operator_console.domain.figures.facts import Cell
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId
from operator_console.domain.people import AgentStatus, Role
from operator_console.protocol.reports import REPORT, TODAY
from operator_console.server.administration import open_administration
from operator_console.server.backup import take_folder
from operator_console.server.config import ServerConfig
from operator_console.server.reports_api import today
from operator_console.server.store.database import Database
from operator_console.server.store.figure_packing import pack_figures
from operator_console.server.store.figure_reads import Rows, Scope, read_figures, single_and_packed
from operator_console.server.store.figure_rebuild import rebuild_figures
from operator_console.server.store.tables import figures, held_chats, status_periods
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.statuses import EndForgotten, RecordStatus, SayAlive
from tests.contract.server_desk import Desk, Wire, filled, new_client_id, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def _read(desk: Desk, *groupings: Grouping, **only: frozenset[Any]) -> tuple[Counts, dict[Grouping, Rows]]:
    board, hour = desk.server.switchboard, hour_of(datetime.now(UTC))
    scope = structs.replace(Scope(since=hour - 7200, until=hour + 7200), **only)
    return await board.store.read(read_figures, scope, groupings, board.directory, datetime.now(UTC))


def _counted(folder: Path) -> tuple[dict[Cell, Counts], list[tuple[Any, ...]]]:
    """Return everything that is counted, single or packed, and which chats are whose since when."""
    database = _opened(folder)
    found: dict[Cell, Counts] = {}
    with database.reading() as connection:
        for cell, counts in single_and_packed(connection):
            add(found.setdefault(cell, {}), counts)
        held = list(map(tuple, connection.execute(select(held_chats).order_by(held_chats.c.conversation_id))))
    database.close()
    return found, held


def _opened(folder: Path) -> Database:
    config = ServerConfig(data_dir=folder)
    return Database(config.database, config.backups)


async def _day(desk: Desk) -> None:
    """A chat solved and its visitor's return, two left unanswered, one given back and sold, one moved elsewhere."""
    anna = await desk.agent("anna")
    key = new_client_id()
    tab = await desk.visitor(key=key)
    for outcome in ("solved", "follow_up"):
        chat = (await tab.say("Where is my parcel?"))["conversation_id"]
        await _owned(desk, chat)
        await _say(anna, chat, "I look it up for you.", holding=True)
        await _say(anna, chat, "It comes today.")
        await tab.say("Thanks, bye")
        await anna.ask("no_answer_needed", conversation_id=chat)
        await anna.ask("wrap_up", conversation_id=chat, outcome=outcome, tags=["delivery"])
        await _rate(tab, chat, 3, solved=False)
        await _rate(tab, chat, 5 if outcome == "solved" else 1, solved=outcome == "solved")
    impatient = await desk.visitor(site_id="jump")
    for text_ in ("Anybody there?", "Hello?"):
        await impatient.say(text_)
        await impatient.send("leave")
    chat = (await tab.say("I take the red one."))["conversation_id"]
    await _owned(desk, chat)
    await _say(anna, chat, "A moment.")
    await tab.send("leave", conversation_id=chat)
    await tab.expect("event", lambda frame: "visitor_left" in str(frame["change"]))
    await _rate(tab, chat, 4)
    await anna.ask("release", conversation_ids=[chat])
    await anna.ask("set_status", status="online")
    await _owned(desk, chat)
    await _say(anna, chat, "A good choice.")
    await anna.ask("wrap_up", conversation_id=chat, outcome="sale", value_cents=9900)
    still = await desk.visitor()
    chat = (await still.say("One more thing"))["conversation_id"]
    await _owned(desk, chat)
    dora = await desk.agent("dora")
    await anna.ask("transfer", conversation_id=chat, to_department="jump", summary="A jump")
    offer = desk.server.switchboard.chats.get(ConversationId(chat))
    assert offer is not None
    assert offer.offer is not None
    await dora.ask("accept_offer", conversation_id=chat, offer_id=offer.offer.id)
    await _say(dora, chat, "I am Dora.")


async def _rate(tab: Wire, chat: str, stars: int, *, solved: bool | None = None) -> None:
    await tab.send("rate", client_id=new_client_id(), conversation_id=chat, stars=stars, solved=solved)
    await tab.expect("rated")


async def _say(console: Wire, chat: str, words: str, **values: bool) -> None:
    await console.say(words, None, conversation_id=chat, base_seq=0, force=True, **values)


async def _owned(desk: Desk, chat: str) -> None:
    """Wait until a chat has an owner."""
    board = desk.server.switchboard
    async with asyncio.timeout(5):
        while (found := board.chats.get(ConversationId(chat))) is None or found.agent_id is None:
            await board.store.transact(lambda _unit: None)


async def test_a_day_is_counted_as_it_happens_and_the_same_when_counted_anew(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        await _day(desk)
        counts, groups = await _read(desk, Grouping.SITE, Grouping.AGENT, Grouping.HOUR)
        read = readings(counts)
        anna = _agent(desk, "anna")
    assert counts[What.BEGAN] == 6
    assert read["replies"].value == 6, "a holding line is one, its second clock another"
    assert (read["abandonment"].value or 0) > 0
    assert read["sales_value"].value == 9900
    assert (counts[What.SOLVED], counts[What.RETURNED]) == (1, 1), "the visitor came back on the same tag"
    assert read["first_contact"].value == 0.0
    assert (read["csat"].value, read["csat"].of) == (10 / 3, 3), "a later rating replaces an earlier one"
    assert (read["csat_good"].value, read["csat_response"].value) == (2 / 3, 1.0)
    assert (read["visitor_solved"].value, read["agent_solved"].value) == (0.5, 1 / counts[What.CLOSED])
    assert groups[Grouping.AGENT][anna][What.RATED] == 3
    assert groups[Grouping.SITE]["jump"][What.ABANDONED] == groups[Grouping.SITE]["jump"][What.BEGAN]
    assert What.ABANDONED not in groups[Grouping.SITE]["shop"]
    assert groups[Grouping.AGENT][anna][What.CLOSED] == 3
    assert groups[Grouping.AGENT][anna][time_in(AgentStatus.ONLINE)] > 0
    assert sum(row[What.BEGAN] for row in groups[Grouping.HOUR].values() if What.BEGAN in row) == 6
    as_it_happened = _counted(tmp_path)
    assert as_it_happened[0]
    database = _opened(tmp_path)
    with database.writing() as connection:
        assert not pack_figures(connection, before=hour_of(datetime.now(UTC)) + 3600)
        assert connection.scalar(select(figures.c.hour).limit(1)) is None
    assert _counted(tmp_path) == as_it_happened, "packed is the same"
    with database.writing() as connection:
        connection.execute(text("DELETE FROM packed_figures"))
    for _time in range(2):
        assert rebuild_figures(database) == 6
    database.close()
    assert _counted(tmp_path) == as_it_happened


async def test_an_older_database_is_counted_before_the_server_listens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running_desk(tmp_path) as desk:
        await _day(desk)
    before = _counted(tmp_path)
    lock = take_folder(ServerConfig(data_dir=tmp_path))
    assert main(["server", "figures", "rebuild", "--data-dir", str(tmp_path)]) == 3, "a server has it"
    lock.release()
    assert main(["server", "figures", "rebuild", "--data-dir", str(tmp_path)]) == 0
    assert "6 chats" in capsys.readouterr().out
    assert _counted(tmp_path) == before
    database = _opened(tmp_path)
    with database.writing() as connection:
        for statement in (
            "DELETE FROM figures",
            "DELETE FROM packed_figures",
            "DELETE FROM held_chats",
            "DELETE FROM meta WHERE key LIKE 'fig%'",
        ):
            connection.execute(text(statement))
    database.close()
    async with running_desk(tmp_path, fresh=False) as desk:
        counts, _groups = await _read(desk)
        assert counts[What.BEGAN] == 6
    assert _counted(tmp_path) == before


async def test_times_in_statuses_follow_the_agent(desk: Desk) -> None:
    anna = await desk.agent("anna")
    for status in ("break", "break", "online", "busy"):
        await anna.ask("set_status", status=status)
    await anna.socket.close()
    await _gone(desk, "anna")
    with desk.server.switchboard.store._database.reading() as connection:
        rows = list(connection.execute(select(status_periods).order_by(status_periods.c.id)))
    assert [row.status for row in rows] == ["online", "break", "online", "busy"]
    assert all(row.until is not None for row in rows), "who is gone is offline"
    assert all(one.until == other.since for one, other in pairwise(rows))


def _agent(desk: Desk, account: str) -> AgentId:
    agents = desk.server.switchboard.directory.agents.values()
    return next(agent.id for agent in agents if agent.account == account)


async def _gone(desk: Desk, account: str) -> None:
    """Wait until the server has noticed a closed console and stored that."""
    board = desk.server.switchboard
    async with asyncio.timeout(5):
        while board.agents.is_connected(_agent(desk, account)):
            await board.store.transact(lambda _unit: None)
    await board.store.transact(lambda _unit: None)


async def test_a_stop_ends_all_periods_and_a_death_ends_them_where_it_was_last_heard_of(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        await desk.agent("anna")
    async with running_desk(tmp_path, fresh=False) as desk:
        store = desk.server.switchboard.store
        died, woke = AgentId("ag_died"), AgentId("ag_woke")
        await store.perform(RecordStatus((died,), AgentStatus.ONLINE))
        await store.perform(SayAlive())
        await store.transact(lambda unit: _shift(unit, timedelta(minutes=5)))
        await store.perform(RecordStatus((woke,), AgentStatus.ONLINE))
        await store.perform(EndForgotten(timedelta(minutes=3)))
        with store._database.reading() as connection:
            rows = {row.agent_id: row for row in connection.execute(select(status_periods))}
    assert rows[died].until == rows[died].seen_at
    assert rows[woke].until is None, "another server keeps it up"
    assert all(row.until is not None for agent_id, row in rows.items() if agent_id != woke)


def _shift(unit: UnitOfWork, by: timedelta) -> None:
    """Let what was said be said so much earlier."""
    earlier = int(by.total_seconds() * 1_000_000)
    unit.connection.execute(
        text("UPDATE status_periods SET since = since - :by, seen_at = seen_at - :by"), {"by": earlier}
    )


# -- over HTTP


async def _ask(desk: Desk, account: str, **wish: object) -> tuple[int, dict[str, Any]]:
    today = datetime.now(UTC).astimezone().date()
    body = {"since": (today - timedelta(days=1)).isoformat(), "until": today.isoformat()} | wish
    headers = {"Authorization": f"Bearer {await desk.token(account)}"}
    async with desk.http.post(f"{desk.address}{REPORT}", json=body, headers=headers) as response:
        return response.status, await response.json()


async def _today(desk: Desk, account: str) -> dict[str, Any]:
    async with await desk.get(TODAY, await desk.token(account)) as response:
        assert response.status == 200
        return dict(await response.json())


@pytest.fixture
async def led(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk with a day behind it, where ben leads the service."""
    shutil.copy(filled(), tmp_path / "server.sqlite3")
    with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
        administration.accounts.change_role("ben", Role.SUPERVISOR)
    async with running_desk(tmp_path, fresh=False) as running:
        await _day(running)
        yield running


async def test_who_gets_which_figures(led: Desk) -> None:
    everywhere = ["day", "hour", "hour_of_week", "site", "department", "agent"]
    status, lead = await _ask(led, "ben", by=everywhere)
    assert (status, lead["own"]) == (200, False)
    assert set(lead["groups"]) == set(everywhere)
    assert set(lead["groups"]["department"]) == {"service"}, "not of another department"
    assert [each["name"] for each in lead["sites"]] == ["Shop"]
    _status, asked = await _ask(led, "ben", by=["department"], department_ids=["jump"])
    assert asked["total"] == {}
    _status, mine = await _ask(led, "anna", by=["agent", "site"], agent_ids=[_agent(led, "dora")])
    assert mine["own"] is True
    assert set(mine["groups"]["agent"]) == {_agent(led, "anna")}
    assert "began" not in mine["total"]
    assert mine["agents"] == []
    own, team = await _today(led, "anna"), await _today(led, "ben")
    assert (own["own"], own["queue"]) == (True, None)
    assert (team["own"], team["queue"]) == (False, 0)
    assert readings(team["counts"])["on_time"].value == readings(lead["total"])["on_time"].value
    figures_now = await today(led.server.switchboard, department_id=DepartmentId("jump"))
    assert figures_now["abandonment"].value == 1.0
    assert (await today(led.server.switchboard, site_id=SiteId("shop")))["sales_value"].value == 9900


@pytest.mark.parametrize(
    "wish",
    [
        {"since": "2026-02-02", "until": "2026-02-01"},
        {"since": "2000-01-01", "until": "2026-01-01"},
        {"since": "0001-01-01", "until": "0001-01-02"},
        {"since": "9999-12-30", "until": "9999-12-31"},
        {"since": "2026-01-01", "until": "2026-06-01", "by": ["hour"]},
        {"since": "yesterday"},
        {"by": ["colour"]},
        {"site_ids": "shop"},
    ],
)
async def test_what_is_no_period_is_refused(desk: Desk, wish: dict[str, object]) -> None:
    status, problem = await _ask(desk, "anna", **wish)
    assert (status, problem["reason"]) == (400, "invalid")


async def test_nobody_without_a_token_gets_figures(desk: Desk) -> None:
    async with desk.http.post(f"{desk.address}{REPORT}", json={}) as response:
        assert response.status == 401
    async with desk.http.get(f"{desk.address}{TODAY}") as response:
        assert response.status == 401


async def test_metrics_are_for_this_machine_and_name_nobody(led: Desk) -> None:
    async with led.http.get(f"{led.address}/metrics") as response:
        assert response.status == 200
        told = await response.text()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }
    assert found["operator_console_open_chats", "assigned"] == 1
    assert found["operator_console_queue", "service"] == 0
    assert found["operator_console_agents", "online"] == 2
    assert found["operator_console_response_seconds_count",] == 6
    assert found["operator_console_response_seconds_bucket", "5.0"] == 6
    assert found["operator_console_messages_total", "visitor"] > 0
    assert found["operator_console_write_seconds_count",] > 0
    assert sum(value for (name, *_labels), value in found.items() if name == "operator_console_replies_total") == 6
    for private in ("Anna", "anna", _agent(led, "anna"), "parcel"):
        assert private not in told
    async with led.http.get(f"{led.address}/metrics", headers={"X-Forwarded-For": "203.0.113.7"}) as response:
        assert response.status == 404, "a proxy stands before"


async def test_metrics_with_a_token_are_for_its_bearer_only(tmp_path: Path) -> None:
    async with running_desk(tmp_path, metrics_token="a long token") as desk:
        for given, status in (("Bearer a long token", 200), ("Bearer another", 404), ("", 404), ("Bearer ", 404)):
            async with desk.http.get(f"{desk.address}/metrics", headers={"Authorization": given}) as response:
                assert response.status == status


async def test_scopes_leave_out_what_is_not_in_them(desk: Desk) -> None:
    await _day(desk)
    everything, _groups = await _read(desk)
    shop, _groups = await _read(desk, site_ids=frozenset({SiteId("shop")}))
    jump, _groups = await _read(desk, department_ids=frozenset({"jump"}))
    nobody, _groups = await _read(desk, agent_ids=frozenset({"ag_nobody"}))
    assert shop[What.BEGAN] + jump[What.BEGAN] == everything[What.BEGAN]
    assert nobody == {}
    assert What.HELD_MS in jump, "a chat that is still open counts until now"
    assert shop[What.ASSIGNED] + jump.get(What.ASSIGNED, 0) > everything[What.ASSIGNED], "given to the other's agents"
