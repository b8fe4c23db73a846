"""The desk's sign-in against the real server: revoked, reused and changed while connected; devices; signing out."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from operator_console.desk.accounts import RememberedAccount
from operator_console.desk.events import RightsChanged
from operator_console.desk.state import ConnectionPhase, ConnectionRefusal, Draft
from operator_console.domain.people import Role
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from tests.contract.desk_stage import Stage, Watched, stage
from tests.contract.furnishing import PASSWORD
from tests.fakes.yardstick import slowness


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as running:
        yield running


def _config(tmp_path: Path) -> ServerConfig:
    return ServerConfig(data_dir=tmp_path / "server")


async def _live(machine: Stage) -> Watched:
    watched = await machine.desk()
    await watched.until(lambda desk: desk.connection.phase is ConnectionPhase.LIVE)
    return watched


async def test_revoked_while_connected_the_desk_says_so_and_keeps_everything(machine: Stage, tmp_path: Path) -> None:
    watched = await _live(machine)
    tab = await machine.visitor()
    await tab.say("Is it in stock?")
    await watched.until(lambda desk: bool(desk.rail().your_turn))
    chat = watched.desk.rail().your_turn[0].conversation.id
    watched.desk.save_draft(chat, Draft(text="half a sent", cursor=4))
    began = time.perf_counter()
    with open_administration(_config(tmp_path)) as administration:
        administration.accounts.sign_out("anna")
    await watched.until(lambda desk: desk.connection.refusal is not None)
    assert time.perf_counter() - began < 1.5 * slowness(time.perf_counter)
    assert watched.desk.connection.refusal is ConnectionRefusal.REVOKED
    assert watched.desk.connection.phase is ConnectionPhase.REFUSED
    await watched.desk.send(chat, "Written after it")
    assert watched.desk.connection.waiting_out == 1
    await watched.desk.close()
    again = await _live(machine)
    assert again.desk.draft(chat).text == "half a sent"
    await again.until(lambda desk: "Written after it" in again.texts(chat))
    await again.until(lambda desk: desk.connection.waiting_out == 0)


async def test_a_copied_token_ends_the_desk_s_sign_in_and_it_says_why(machine: Stage) -> None:
    session = await machine.sign_in()
    copy = session.admission.refresh_token
    first = await machine.desk(session)
    await first.until(lambda desk: desk.connection.phase is ConnectionPhase.LIVE)
    await first.desk.close()
    result = await machine.accounts.resume(machine.accounts.remembered()[0])
    assert result.session is not None
    second = await machine.desk(result.session)
    await second.until(lambda desk: desk.connection.phase is ConnectionPhase.LIVE)
    async with machine.http.post(f"{machine.server.address}/api/v1/refresh", json={"refresh_token": copy}) as thief:
        assert thief.status == 401
    await second.until(lambda desk: desk.connection.refusal is not None)
    assert second.desk.connection.refusal is ConnectionRefusal.REUSED
    failed = await machine.accounts.resume(machine.accounts.remembered()[0])
    assert failed.session is None


async def test_a_changed_role_is_told_and_the_desk_comes_back_by_itself(machine: Stage, tmp_path: Path) -> None:
    watched = await _live(machine)
    with open_administration(_config(tmp_path)) as administration:
        administration.accounts.change_role("anna", Role.SUPERVISOR)
    await watched.until(lambda desk: desk.me.role is Role.SUPERVISOR)
    await watched.until(lambda desk: desk.connection.phase is ConnectionPhase.LIVE)
    assert len(watched.of(RightsChanged)) == 1


async def test_a_crash_between_answer_and_keyring_is_forgiven(machine: Stage) -> None:
    """The next token reached this machine but not its keyring: the one before is still good, as nobody used the new."""
    session = await machine.sign_in()
    await session.admission.close()
    account = machine.accounts.remembered()[0]
    kept = dict(machine.keyring.kept)
    async with machine.http.post(
        f"{machine.server.address}/api/v1/refresh", json={"refresh_token": session.admission.refresh_token}
    ) as lost:
        assert lost.status == 200
    machine.keyring.kept = kept
    result = await machine.accounts.resume(account)
    assert result.session is not None
    watched = await machine.desk(result.session)
    await watched.until(lambda desk: desk.connection.phase is ConnectionPhase.LIVE)


async def test_devices_of_two_machines(machine: Stage) -> None:
    watched = await _live(machine)
    async with machine.http.post(
        f"{machine.server.address}/api/v1/sign-in", json={"account": "anna", "password": PASSWORD, "device": "Other"}
    ) as other:
        assert other.status == 200
    devices = await watched.desk.devices.all()
    assert devices is not None
    assert [(each.name, each.connected) for each in devices if not each.current] == [("Other", False)]
    left = await watched.desk.devices.end(next(each.id for each in devices if not each.current))
    assert left is not None
    assert [each.current for each in left] == [True]
    assert await watched.desk.devices.end("se_not-there/../x") == left
    assert await watched.desk.devices.end_others() == left
    machine.server.stop()
    assert await watched.desk.devices.all() is None
    machine.server.start()


async def test_signing_out_ends_the_sign_in_on_the_server_and_forgets_the_token(machine: Stage) -> None:
    watched = await _live(machine)
    account = machine.accounts.remembered()[0]
    ((name, token),) = machine.keyring.kept.items()
    await watched.desk.close()
    assert await machine.accounts.sign_out(account)
    assert machine.keyring.kept == {}, name
    assert machine.accounts.remembered() == (account,), "the name stays, to sign in again"
    assert await machine.accounts.resume_at_once(account) is None
    async with machine.http.post(f"{machine.server.address}/api/v1/refresh", json={"refresh_token": token}) as after:
        assert after.status == 401


async def test_signing_out_without_the_server_is_said_and_forgets_the_token_all_the_same(machine: Stage) -> None:
    session = await machine.sign_in()
    await session.admission.close()
    account = RememberedAccount(session.server, session.account)
    machine.server.stop()
    async with asyncio.timeout(8):
        assert not await machine.accounts.sign_out(account)
    assert machine.keyring.kept == {}
    machine.server.start()
