"""Signing in at the real server: wrong passwords, waits, rotating tokens, devices, ends of lives."""

import asyncio
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from msgspec import structs

from operator_console.domain.people import Role
from operator_console.server.administration import new_agent, open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.passwords import MAX_WAITING_EACH, PasswordCheck, PoolFull, hash_password
from operator_console.server.store.account_changes import NoAccount
from operator_console.server.store.audit import AuditLine, AuditQuery, read_audit
from tests.contract.furnishing import PASSWORD
from tests.contract.server_desk import Desk, Frame, Wire, running_desk
from tests.fakes.yardstick import slowness


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, trusted_proxies=("127.0.0.1",)) as running:
        yield running


async def _sign_in(desk: Desk, account: str, password: str = PASSWORD, address: str = "10.0.0.1") -> int:
    body = {"account": account, "password": password, "device": "test"}
    headers = {"X-Forwarded-For": address}
    async with desk.http.post(f"{desk.address}/api/v1/sign-in", json=body, headers=headers) as response:
        return response.status


async def _tokens(desk: Desk, account: str = "anna", device: str = "test") -> Frame:
    body = {"account": account, "password": PASSWORD, "device": device}
    response = await desk.http.post(f"{desk.address}/api/v1/sign-in", json=body)
    assert response.status == 200
    tokens: Frame = await response.json()
    return tokens


async def _refresh(desk: Desk, token: str) -> aiohttp.ClientResponse:
    response = await desk.http.post(f"{desk.address}/api/v1/refresh", json={"refresh_token": token})
    await response.read()
    return response


async def _console(desk: Desk, tokens: Frame) -> Wire:
    wire = await desk.open("/ws/agent")
    await wire.send("hello", versions=[1], token=tokens["access_token"])
    await wire.expect("welcome")
    return wire


async def _works(desk: Desk, tokens: Frame) -> bool:
    response = await desk.get("/api/v1/articles", tokens["access_token"])
    await response.read()
    return response.status == 200


async def _audited(desk: Desk, action: str, result: str | None = None) -> tuple[AuditLine, ...]:
    return await desk.server.switchboard.store.read(read_audit, AuditQuery(action=action, result=result))


# -- passwords


async def test_wrong_password_and_unknown_account_look_the_same(desk: Desk) -> None:
    wrong, unknown = await desk.sign_in("anna", "wrong"), await desk.sign_in("nobody", "wrong")
    huge = await desk.sign_in("anna", "x" * 1_000_000)
    assert (wrong.status, await wrong.text()) == (unknown.status, await unknown.text())
    assert (wrong.status, huge.status) == (401, 413)


async def test_a_password_that_is_too_long_is_refused_without_hashing(desk: Desk) -> None:
    assert [(await desk.sign_in("anna", "x" * 5_000)).status for _ in range(3)] == [401] * 3
    assert desk.server.accounts._passwords.waiting == 0


async def test_an_unknown_account_takes_as_long_as_a_wrong_password() -> None:
    check, stored = PasswordCheck(), hash_password(PASSWORD)
    times: dict[bool, list[float]] = {True: [], False: []}
    try:
        await check.fits(None, "warm-up", "a")
        for _ in range(60):  # the quickest counts, and a hash takes a millisecond in tests
            for known in (True, False):
                began = time.perf_counter()
                assert not await check.fits(stored if known else None, "wrong", "a")
                times[known].append(time.perf_counter() - began)
    finally:
        check.close()
    ratio = min(times[False]) / min(times[True])
    assert 0.5 < ratio < 2.0, (ratio, statistics.median(times[True]))


async def test_one_address_cannot_fill_the_pool() -> None:
    check, stored = PasswordCheck(), hash_password(PASSWORD)
    try:
        noisy = [check.fits(stored, "wrong", "noisy") for _ in range(MAX_WAITING_EACH + 5)]
        running = [asyncio.ensure_future(each) for each in noisy]
        await asyncio.sleep(0)
        assert await check.fits(stored, PASSWORD, "quiet")
        answers = await asyncio.gather(*running, return_exceptions=True)
    finally:
        check.close()
    assert sum(isinstance(answer, PoolFull) for answer in answers) == 5
    assert check.waiting == 0


async def test_after_a_few_failures_the_wait_grows_and_is_told(desk: Desk) -> None:
    statuses = [await _sign_in(desk, "anna", "wrong") for _ in range(7)]
    assert statuses == [401] * 6 + [429]
    body = {"account": "anna", "password": PASSWORD, "device": ""}
    headers = {"X-Forwarded-For": "10.0.0.1"}
    good = await desk.http.post(f"{desk.address}/api/v1/sign-in", json=body, headers=headers)
    assert good.status == 429
    told = (await good.json())["retry_after_s"]
    assert 0 < told <= 1.0
    assert int(good.headers["Retry-After"]) == 1
    await asyncio.sleep(told + 0.05)
    assert await _sign_in(desk, "anna", "wrong") == 401
    refused = await desk.http.post(f"{desk.address}/api/v1/sign-in", json=body, headers=headers)
    assert 1.0 < (await refused.json())["retry_after_s"] <= 2.0


@pytest.mark.soak
async def test_ten_thousand_wrong_passwords_lock_nobody_else_out(desk: Desk) -> None:
    assert await _sign_in(desk, "anna", address="10.0.0.9") == 200
    began = time.perf_counter()

    async def guess(count: int) -> list[int]:
        return [await _sign_in(desk, "anna", f"guess {number}") for number in range(count)]

    statuses = [status for some in await asyncio.gather(*(guess(500) for _ in range(20))) for status in some]
    assert len(statuses) == 10_000
    assert set(statuses) == {401, 429}
    assert statuses.count(401) < 60 + (time.perf_counter() - began)
    assert await _sign_in(desk, "anna", address="10.0.0.9") == 200, "at once, where she signed in before"
    assert await _sign_in(desk, "ben", address="10.0.0.2") == 200, "at once, from another address"
    lines = await _audited(desk, action="sign_in", result="refused")
    assert len(lines) == statuses.count(401), "each checked password has a line, refused ones in between have none"
    assert {line.address for line in lines} == {"10.0.0.1"}


# -- tokens


async def test_tokens_stand_in_the_database_as_hashes_only(desk: Desk, tmp_path: Path) -> None:
    tokens = await _tokens(desk)
    following = await (await _refresh(desk, tokens["refresh_token"])).json()
    with closing(sqlite3.connect(tmp_path / "server.sqlite3")) as raw:
        content = "\n".join(raw.iterdump())
    for given in (tokens, following):
        assert given["access_token"] not in content
        assert given["refresh_token"] not in content
    assert len(tokens["refresh_token"]) >= 43, "256 random bits"


async def test_a_refresh_token_is_good_for_one_use(desk: Desk) -> None:
    first = await _tokens(desk)
    second = await (await _refresh(desk, first["refresh_token"])).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert not await _works(desk, first)
    assert await _works(desk, second)
    assert (await _refresh(desk, first["refresh_token"])).status == 401


async def test_a_used_token_ends_its_whole_family_and_cuts_the_console(desk: Desk) -> None:
    first = await _tokens(desk)
    second = await (await _refresh(desk, first["refresh_token"])).json()
    wire = await _console(desk, second)
    third = await (await _refresh(desk, second["refresh_token"])).json()
    assert await _works(desk, third)
    assert (await _refresh(desk, first["refresh_token"])).status == 401, "two generations old"
    assert await wire.closed() == 4412
    assert not await _works(desk, third)
    assert (await _refresh(desk, third["refresh_token"])).status == 401
    (line,) = await _audited(desk, action="refresh_token_reused")
    assert (line.actor, line.result) == (first["agent"]["id"], "session ended")


async def test_an_answer_lost_on_the_way_is_forgiven_until_the_new_pair_was_used(desk: Desk) -> None:
    """The scheme of the field: the token before stays good as long as nobody has used the tokens that replaced it."""
    first = await _tokens(desk)
    lost = await (await _refresh(desk, first["refresh_token"])).json()
    lost_too = await (await _refresh(desk, first["refresh_token"])).json()
    arrived = await (await _refresh(desk, first["refresh_token"])).json()
    assert await _works(desk, arrived)
    assert not await _works(desk, lost)
    assert len(await _audited(desk, action="refresh_answer_lost")) == 2
    following = await _refresh(desk, arrived["refresh_token"])
    assert following.status == 200
    assert (await _refresh(desk, lost_too["refresh_token"])).status == 401, "a replaced one is a used one"
    assert not await _works(desk, await following.json())


async def test_a_thief_with_a_copy_is_found_out_whoever_comes_first(desk: Desk) -> None:
    copy = await _tokens(desk)
    theft = await (await _refresh(desk, copy["refresh_token"])).json()
    assert await _works(desk, theft)
    assert (await _refresh(desk, copy["refresh_token"])).status == 401, "the owner comes second"
    assert not await _works(desk, theft)
    copy = await _tokens(desk)
    theft = await (await _refresh(desk, copy["refresh_token"])).json()
    owner = await (await _refresh(desk, copy["refresh_token"])).json()
    assert (await _refresh(desk, theft["refresh_token"])).status == 401, "the thief waited and comes second"
    assert not await _works(desk, owner)


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 10_000])
async def test_what_is_no_token_ends_nothing(desk: Desk, token: str) -> None:
    tokens = await _tokens(desk)
    assert (await _refresh(desk, token)).status == 401
    assert await _works(desk, tokens)


async def test_a_sign_in_ends_when_it_is_not_used_and_when_its_time_is_up(tmp_path: Path) -> None:
    async with running_desk(tmp_path, refresh_token_s=0.0) as desk:
        assert (await _refresh(desk, (await _tokens(desk))["refresh_token"])).status == 401
    async with running_desk(tmp_path, session_s=1.0) as desk:
        tokens = await _tokens(desk)
        wire = await _console(desk, tokens)
        assert await wire.closed() == 4401, "also while it is connected"
        assert not await _works(desk, tokens)
        assert (await _refresh(desk, tokens["refresh_token"])).status == 401
    async with running_desk(tmp_path, access_token_s=0.0) as desk:
        tokens = await _tokens(desk)
        assert not await _works(desk, tokens)
        assert (await _refresh(desk, tokens["refresh_token"])).status == 200


async def test_signing_out_ends_the_session_and_cuts_the_console(desk: Desk) -> None:
    tokens = await _tokens(desk)
    wire = await _console(desk, tokens)
    body = {"refresh_token": tokens["refresh_token"]}
    await (await desk.http.post(f"{desk.address}/api/v1/sign-out", json=body)).read()
    assert await wire.closed() == 4401
    assert not await _works(desk, tokens)
    assert (await _refresh(desk, tokens["refresh_token"])).status == 401
    assert len(await _audited(desk, action="sign_out")) == 1


# -- devices


async def _devices(desk: Desk, tokens: Frame) -> list[Frame]:
    response = await desk.get("/api/v1/devices", tokens["access_token"])
    assert response.status == 200
    devices: list[Frame] = (await response.json())["devices"]
    return devices


async def _delete(desk: Desk, path: str, tokens: Frame) -> int:
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    async with desk.http.delete(f"{desk.address}{path}", headers=headers) as response:
        return response.status


async def test_devices_are_listed_and_ended_one_by_one(desk: Desk) -> None:
    here, there = await _tokens(desk, device="Desk 1"), await _tokens(desk, device="Desk\n2")
    wire = await _console(desk, there)
    await _tokens(desk, "ben", "Ben's")
    listed = await _devices(desk, here)
    assert {(each["name"], each["current"], each["connected"]) for each in listed} == {
        ("Desk 1", True, False),
        ("Desk 2", False, True),
    }
    assert "token" not in str(listed).replace("tokens", "")
    other = next(each["id"] for each in listed if not each["current"])
    began = time.perf_counter()
    assert await _delete(desk, f"/api/v1/devices/{other}", here) == 204
    assert await wire.closed() == 4411
    assert time.perf_counter() - began < slowness(time.perf_counter)
    assert not await _works(desk, there)
    assert await _works(desk, here)
    assert [each["name"] for each in await _devices(desk, here)] == ["Desk 1"]


async def test_all_others_are_ended_at_once(desk: Desk) -> None:
    here = await _tokens(desk)
    others = [await _tokens(desk) for _ in range(3)]
    wire = await _console(desk, others[0])
    bens = await _tokens(desk, "ben")
    assert await _delete(desk, "/api/v1/devices", here) == 200
    assert await wire.closed() == 4411
    assert [await _works(desk, each) for each in others] == [False] * 3
    assert await _works(desk, here)
    assert await _works(desk, bens)


async def test_somebody_elses_device_is_no_device(desk: Desk) -> None:
    mine, bens = await _tokens(desk), await _tokens(desk, "ben")
    theirs = (await _devices(desk, bens))[0]["id"]
    for device in (theirs, "se_nothing"):
        assert await _delete(desk, f"/api/v1/devices/{device}", mine) == 404
    assert await _works(desk, bens)
    await desk.server.switchboard.store.check()  # whatever was written before this is committed now
    lines = await _audited(desk, action="device_revoked", result="refused")
    assert [line.object for line in lines] == [theirs, "se_nothing"]


# -- administration while consoles are connected


def _administer(tmp_path: Path) -> ServerConfig:
    return ServerConfig(data_dir=tmp_path)


async def _closes_within_a_second(wire: Wire, code: int) -> None:
    began = time.perf_counter()
    assert await wire.closed() == code
    assert time.perf_counter() - began < 1.2 * slowness(time.perf_counter), "a second, and some for a busy machine"


async def test_a_lowered_role_closes_the_connection_with_a_code(desk: Desk, tmp_path: Path) -> None:
    with open_administration(_administer(tmp_path)) as administration:
        administration.accounts.change_role("anna", Role.ADMIN)
        await asyncio.sleep(0.7)
        tokens = await _tokens(desk)
        wire = await _console(desk, tokens)
        administration.accounts.change_role("anna", Role.AGENT)
        await _closes_within_a_second(wire, 4410)
        again = await _console(desk, tokens)
        welcome = again.frames[-1]
        assert welcome["me"]["role"] == "agent"
        (up, down) = await _audited(desk, action="role_changed")
        assert (up.result, down.result) == ("agent to admin", "admin to agent")
        assert up.actor == "command line"


@pytest.mark.parametrize("how", ["sign_out", "disable", "password"])
async def test_what_an_administrator_ends_is_over_within_a_second(desk: Desk, tmp_path: Path, how: str) -> None:
    tokens = await _tokens(desk)
    wire = await _console(desk, tokens)
    with open_administration(_administer(tmp_path)) as administration:
        if how == "sign_out":
            assert administration.accounts.sign_out("anna") == 1
        elif how == "disable":
            administration.accounts.disable("anna")
        else:
            administration.accounts.change_password("anna", "another good password")
    await _closes_within_a_second(wire, 4411)
    assert not await _works(desk, tokens)
    assert (await _refresh(desk, tokens["refresh_token"])).status == 401
    assert await _sign_in(desk, "anna") == (200 if how == "sign_out" else 401)


async def test_ensuring_the_same_password_signs_nobody_out(desk: Desk, tmp_path: Path) -> None:
    tokens = await _tokens(desk)
    with open_administration(_administer(tmp_path)) as administration:
        agent = next(each for each in administration.accounts.agents() if each.account == "anna")
        administration.ensure_agent(agent, PASSWORD)
        assert await _works(desk, tokens)
        administration.ensure_agent(structs.replace(agent, name="Anna"), "a changed password")
        assert not await _works(desk, tokens)
        with pytest.raises(NoAccount):
            administration.accounts.sign_out("nobody")


async def test_a_new_account_and_an_export_are_written_down(tmp_path: Path) -> None:
    with open_administration(_administer(tmp_path)) as administration:
        administration.ensure_agent(new_agent("zoe", "Zoe", ()), PASSWORD)
        administration.backup(tmp_path / "copy.sqlite3")
        lines = administration.accounts.audit(AuditQuery())
        assert [line.action for line in lines] == ["account_added", "export"]
        begun = lines[0].at
        later = administration.accounts.audit(AuditQuery(since=begun + timedelta(hours=1)))
        assert later == ()
        assert [line.action for line in administration.accounts.audit(AuditQuery(action="audit_read"))] == [
            "audit_read",
            "audit_read",
        ]
        assert PASSWORD not in str(lines)
