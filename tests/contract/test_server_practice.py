"""Practice cases of a team: who may keep, read and remove them, over the real interface and by the real desk."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from operator_console.desk.state import ConnectionPhase
from operator_console.domain.ids import ConversationId
from operator_console.domain.own_facts import FactKind
from operator_console.domain.people import Role
from operator_console.domain.practice import Dialogue, Persona, PracticePage, PracticeVisit, turns_of
from operator_console.protocol.practice import CASES
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.practice_api import MAX_BODY_BYTES
from tests.contract.desk_stage import Stage
from tests.contract.desk_stage import stage as open_stage
from tests.contract.server_desk import Desk, Frame, filled, running_desk

CASE = Dialogue(
    key="chat-1",
    site="shop",
    language="nl",
    title="Waar blijft mijn pakket?",
    visitor=Persona(temper="ongeduldig"),
    visit=PracticeVisit(pages=(PracticePage(path="/", title="Home"),)),
    turns=turns_of("Hoi\n\nMijn kaart is 4111 1111 1111 1111"),
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    shutil.copy(filled(), tmp_path / "server.sqlite3")
    _promote(tmp_path)
    async with running_desk(tmp_path, fresh=False) as running:
        yield running


def _promote(folder: Path) -> None:
    """Let anna lead."""
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        administration.accounts.change_role("anna", Role.SUPERVISOR)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path) as running:
        yield running


async def _keep(desk: Desk, account: str, case: object = CASE) -> tuple[int, Frame]:
    body = msgspec.json.encode({"dialogue": case})
    headers = {"Authorization": f"Bearer {await desk.token(account)}"}
    async with desk.http.post(f"{desk.address}{CASES}", data=body, headers=headers) as response:
        return response.status, await response.json()


async def _list(desk: Desk, account: str) -> list[Frame]:
    async with await desk.get(CASES, await desk.token(account)) as response:
        assert response.status == 200
        return list((await response.json())["cases"])


async def _remove(desk: Desk, account: str, case_id: str) -> int:
    headers = {"Authorization": f"Bearer {await desk.token(account)}"}
    async with desk.http.delete(f"{desk.address}{CASES}/{case_id}", headers=headers) as response:
        return response.status


async def test_a_lead_keeps_a_case_for_everybody_of_the_department(desk: Desk) -> None:
    status, kept = await _keep(desk, "anna")
    assert (status, kept["by"]) == (200, "Anna Aalders")
    assert [case["id"] for case in await _list(desk, "ben")] == [kept["id"]]
    assert await _list(desk, "carl") == [], "another department"
    assert "4111" not in str(await _list(desk, "ben")), "numbers are masked as in messages"


async def test_agents_keep_and_remove_nothing(desk: Desk) -> None:
    assert (await _keep(desk, "ben"))[0] == 404
    _status, kept = await _keep(desk, "anna")
    assert await _remove(desk, "ben", kept["id"]) == 404
    assert await _remove(desk, "carl", kept["id"]) == 404
    assert len(await _list(desk, "anna")) == 1
    assert await _remove(desk, "anna", kept["id"]) == 204
    assert await _list(desk, "anna") == []
    assert await _remove(desk, "anna", kept["id"]) == 404


async def test_a_lead_keeps_no_case_for_another_department(desk: Desk) -> None:
    assert (await _keep(desk, "anna", structs.replace(CASE, site="jump")))[0] == 404
    assert (await _keep(desk, "anna", structs.replace(CASE, site="nowhere")))[0] == 404


async def test_nobody_without_a_token_gets_anything(desk: Desk) -> None:
    async with desk.http.get(f"{desk.address}{CASES}") as response:
        assert response.status == 401
    async with desk.http.post(f"{desk.address}{CASES}", data=b"{}") as response:
        assert response.status == 401


@pytest.mark.parametrize(
    "broken",
    [
        {},
        None,
        "text",
        {"key": "a"},
        structs.replace(CASE, turns=()),
        structs.replace(CASE, key="../up"),
        structs.replace(CASE, title="x" * 200),
        msgspec.to_builtins(CASE) | {"surprise": 1},
    ],
)
async def test_what_is_no_case_is_refused(desk: Desk, broken: object) -> None:
    status, problem = await _keep(desk, "anna", broken)
    assert (status, problem["reason"]) == (400, "invalid")
    assert await _list(desk, "anna") == []


async def test_a_case_that_is_too_large_is_refused(desk: Desk) -> None:
    large = msgspec.to_builtins(CASE) | {"impatient": "x" * MAX_BODY_BYTES}
    assert (await _keep(desk, "anna", large))[0] == 413


async def test_the_desk_makes_keeps_and_removes_a_case_of_an_earlier_chat(stage: Stage) -> None:
    _promote(stage.server.folder)
    watched = await stage.desk()
    # The server notices the new role while the desk comes in, and then lets it come in anew.
    await watched.until(lambda desk: desk.practice_cases.may_write and desk.connection.phase is ConnectionPhase.LIVE)
    cases = watched.desk.practice_cases
    tab = await stage.visitor()
    ack = await tab.say("Hoi, met Marieke de Boer, mail maar naar marieke@boer.example", name="Marieke de Boer")
    chat = ConversationId(ack["conversation_id"])
    await watched.until(lambda desk: desk.row(chat) is not None)
    opened = await watched.desk.open_previous(chat)
    assert opened is not None
    made = cases.case_of(opened, dict.fromkeys(FactKind, "[…]"))
    assert "Marieke" not in repr(made)
    assert "boer.example" not in repr(made)
    kept = await cases.save(made)
    assert kept is not None
    assert [case.id for case in await cases.all() or ()] == [kept.id]
    assert await cases.remove(kept.id)
    assert await cases.all() == ()
    assert not await cases.remove(kept.id)
    stage.server.kill()
    assert await cases.all() is None
    assert await cases.save(made) is None


async def test_an_agent_who_leads_nobody_may_not_write(stage: Stage) -> None:
    watched = await stage.desk()
    cases = watched.desk.practice_cases
    assert not cases.may_write
    assert await cases.save(CASE) is None
