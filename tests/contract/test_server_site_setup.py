"""Making and changing sites, installing the widget and identity keys over HTTP: who may, bad inputs, consoles told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

from operator_console.domain.people import Role
from operator_console.protocol.sites import IDENTITY_KEY, IDENTITY_KEYS, INSTALLATION, SETTINGS, SITE, SITES
from operator_console.protocol.versions import SITES as FEATURE
from operator_console.server.store.audit import AuditQuery, read_audit
from operator_console.server.store.site_secrets import read_keys
from tests.contract.furnishing import ORIGIN, OTHER_ORIGIN
from tests.contract.server_desk import Desk, new_client_id, running_desk

SHOP = {"site_id": "shop"}
ROLES = {"anna": Role.SUPERVISOR, "ben": Role.AGENT, "carl": Role.SUPERVISOR, "dora": Role.ADMIN}
NEW: dict[str, Any] = {
    "id": "bakery", "name": "Bakkerij", "base_url": "https://bakery.example/", "department_id": "jump",
    "origins": ["HTTPS://bakery.example/"],
}  # fmt: skip


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, roles=ROLES) as running:
        yield running


async def _ask(desk: Desk, account: str, method: str, path: str, body: object = None) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {await desk.token(account)}"}
    content = None if body is None else msgspec.json.encode(body)
    async with desk.http.request(method, desk.address + path, data=content, headers=headers) as response:
        text = await response.read()
        return response.status, msgspec.json.decode(text) if text else None


async def _site(desk: Desk, account: str = "anna", site_id: str = "shop") -> dict[str, Any]:
    found = (await _ask(desk, account, "GET", SETTINGS.format(site_id=site_id)))[1]
    site: dict[str, Any] = found["site"]
    return site


async def _audited(desk: Desk) -> list[tuple[str, str, str]]:
    store = desk.server.switchboard.store
    await store.check()  # what was submitted before is committed now
    lines = await store.read(read_audit, AuditQuery())
    return [(line.action, line.object, line.result) for line in lines]


# -- a new site


async def test_an_administrator_makes_a_site_that_works_at_once(desk: Desk) -> None:
    status, made = await _ask(desk, "dora", "POST", SITES, {"site": NEW})
    assert (status, made["site"]["base_url"], made["site"]["origins"]) == (
        200,
        "https://bakery.example",
        ["https://bakery.example"],
    )
    assert (await _ask(desk, "dora", "GET", SETTINGS.format(site_id="bakery")))[0] == 200
    assert ("create_site", "bakery", "done") in await _audited(desk)
    socket = await desk.http.ws_connect(f"{desk.address}/ws/visitor", headers={"Origin": "https://bakery.example"})
    page = {"type": "page", "url": "https://bakery.example/", "title": "x"}
    hello = {"type": "hello", "versions": [1], "site_id": "bakery", "visit_key": new_client_id(), "page": page}
    await socket.send_json(hello)
    assert (await socket.receive_json())["type"] == "welcome"
    await socket.close()


@pytest.mark.parametrize(
    "account, department", [("anna", "service"), ("ben", "service"), ("dora", "service"), ("dora", "x")]
)
async def test_nobody_else_does_and_none_elsewhere(desk: Desk, account: str, department: str) -> None:
    status, refused = await _ask(desk, account, "POST", SITES, {"site": {**NEW, "department_id": department}})
    assert (status, refused["reason"]) == (404, "not_found")
    assert ("create_site", "bakery", "refused") in await _audited(desk)
    assert (await _ask(desk, "dora", "GET", SETTINGS.format(site_id="bakery")))[0] == 404


async def test_a_taken_id_is_a_conflict_and_changes_nothing(desk: Desk) -> None:
    assert (await _ask(desk, "dora", "POST", SITES, {"site": {**NEW, "id": "shop"}}))[0] == 409
    assert (await _site(desk))["name"] == "Shop"


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""}, {"id": "../x"}, {"id": "A B"}, {"id": "x" * 99}, {"name": ""}, {"base_url": "javascript:alert(1)"},
        {"base_url": "https://a@b.example"}, {"colour": "red"}, {"origins": ["https://a.example/path"]},
        {"origins": ["*"]}, {"language": "xx"}, {"targets": {"target_s": -1}}, {"targets": {"target_s": "soon"}},
        {"origins": "https://a.example"}, {"currency": "€"}, {"routing": "random"}, {"name": None},
    ],
)  # fmt: skip
async def test_what_is_no_site_is_refused(desk: Desk, change: dict[str, Any]) -> None:
    status, refused = await _ask(desk, "dora", "POST", SITES, {"site": {**NEW, **change}})
    assert (status, refused["reason"]) == (400, "invalid")
    assert "bakery" not in (await _ask(desk, "dora", "GET", SITES))[1]["sites"]


# -- a site itself


async def test_a_lead_changes_a_site_and_consoles_follow(desk: Desk) -> None:
    ben = await desk.agent("ben", features=(FEATURE,))
    carl = await desk.agent("carl", features=(FEATURE,))
    before = await _site(desk)
    wished = {
        **before,
        "name": "De Winkel",
        "colour": "#AA0000",
        "origins": [*before["origins"], "https://new.example"],
    }
    status, kept = await _ask(desk, "anna", "PUT", SITE.format(**SHOP), {"site": wished, "before": before})
    assert (status, kept["site"]["name"], kept["site"]["colour"]) == (200, "De Winkel", "#aa0000")
    told = await ben.expect("sites_changed")
    assert [site["name"] for site in told["sites"]] == ["De Winkel"]
    assert "sites_changed" not in [frame["type"] for frame in await carl.drain()]
    assert ("set_up_site", "shop", "done") in await _audited(desk)
    assert (await _ask(desk, "anna", "PUT", SITE.format(**SHOP), {"site": wished, "before": before}))[0] == 409


async def test_a_console_without_the_feature_is_left_in_peace(desk: Desk) -> None:
    ben = await desk.agent("ben")
    before = await _site(desk)
    await _ask(desk, "anna", "PUT", SITE.format(**SHOP), {"site": {**before, "name": "X"}, "before": before})
    assert "sites_changed" not in [frame["type"] for frame in await ben.drain()]


@pytest.mark.parametrize("change", [{"id": "jump"}, {"department_id": "jump"}, {"name": " "}, {"origins": ["null"]}])
async def test_what_a_site_may_not_become(desk: Desk, change: dict[str, Any]) -> None:
    before = await _site(desk)
    body = {"site": {**before, **change}, "before": before}
    assert (await _ask(desk, "anna", "PUT", SITE.format(**SHOP), body))[0] == 400
    assert await _site(desk) == before


async def test_settings_are_checked_and_cleaned(desk: Desk) -> None:
    path = SETTINGS.format(**SHOP)
    good = {"site_id": "shop", "texts": {"nl": {"greeting": " Hoi\u202e <b>jij</b>\x00 "}}}
    status, kept = await _ask(desk, "anna", "PUT", path, {"settings": good})
    assert (status, kept["settings"]["texts"]["nl"]["greeting"]) == (200, "Hoi <b>jij</b>")
    for change in (
        {"low_stars": 9}, {"texts": {"nl": {"privacy_url": "javascript:x"}}}, {"retention": {"chats": -1}},
        {"form": [{"key": "a", "label": {"nl": "x"}}] * 2}, {"form": [{"key": "a", "label": {"nl": "x"}}] * 99},
        {"texts": {"nl": {"greeting": "x" * 10_000}}},
    ):  # fmt: skip
        status, refused = await _ask(desk, "anna", "PUT", path, {"settings": {**good, "version": 1, **change}})
        assert (status, refused["reason"]) == (400, "invalid"), change


# -- who may


FOREIGN = [
    ("PUT", SITE), ("GET", INSTALLATION), ("GET", IDENTITY_KEYS), ("POST", IDENTITY_KEYS), ("DELETE", IDENTITY_KEY),
]  # fmt: skip


@pytest.mark.parametrize("method, path", FOREIGN)
async def test_others_sites_look_like_none(desk: Desk, method: str, path: str) -> None:
    before = await _site(desk)
    body = {"site": before, "before": before} if method == "PUT" else None
    key = (await _ask(desk, "anna", "POST", IDENTITY_KEYS.format(**SHOP)))[1]["id"]
    missing = await _ask(desk, "anna", method, path.format(site_id="nowhere", key_id=key), body)
    assert missing[0] == 404
    for account in ("ben", "carl"):  # an agent of the department, a lead of another one
        assert await _ask(desk, account, method, path.format(**SHOP, key_id=key), body) == missing
    assert len([line for line in await _audited(desk) if line[2] == "refused"]) == 3
    assert len((await _ask(desk, "anna", "GET", IDENTITY_KEYS.format(**SHOP)))[1]["keys"]) == 1


async def test_everybody_sees_the_sites_that_they_may_set_up(desk: Desk) -> None:
    found = {}
    for account in ("anna", "ben", "carl", "dora"):
        status, own = await _ask(desk, account, "GET", SITES)
        assert status == 200
        found[account] = (sorted(site["id"] for site in own["sites"]), [each["id"] for each in own["create_in"]])
    assert found == {
        "anna": (["shop"], []), "ben": ([], []), "carl": (["jump"], []), "dora": (["jump", "shop"], ["jump"]),
    }  # fmt: skip


# -- identity keys


async def test_a_key_is_shown_once_replaced_and_ended(desk: Desk) -> None:
    path = IDENTITY_KEYS.format(**SHOP)
    made = [(await _ask(desk, "anna", "POST", path))[1] for _ in range(3)]
    assert all(len(key["secret"]) >= 43 for key in made)
    listed = (await _ask(desk, "anna", "GET", path))[1]["keys"]
    assert [key["id"] for key in listed] == [made[2]["id"], made[1]["id"]]
    assert {key["secret"] for key in listed} == {""}
    ended = IDENTITY_KEY.format(site_id="shop", key_id=made[1]["id"])
    assert (await _ask(desk, "anna", "DELETE", ended))[0] == 204
    assert (await _ask(desk, "anna", "DELETE", ended))[0] == 404
    kept = await desk.server.switchboard.store.read(read_keys)
    assert kept == {"shop": (made[2]["secret"],)}
    audited = await _audited(desk)
    assert ("identity_key_ended", "shop", made[1]["id"]) in audited
    assert not any(key["secret"] in str(audited) for key in made)


# -- where the widget speaks from


async def _refused(desk: Desk, origin: str, site_id: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await desk.http.ws_connect(f"{desk.address}/ws/visitor?site={site_id}", headers={"Origin": origin})
    assert caught.value.status == 403


async def test_where_visitors_come_from_and_where_the_widget_is_refused(desk: Desk) -> None:
    path = INSTALLATION.format(**SHOP)
    assert (await _ask(desk, "anna", "GET", path))[1]["seen"] == []
    await desk.visitor()
    await _refused(desk, "https://forgotten.example", "shop")
    await _refused(desk, "https://forgotten.example", "nowhere")
    await _refused(desk, "null", "shop")
    for junk in ("javascript:alert(1)", "https://a.example/path", "x" * 900):
        await _refused(desk, junk, "shop")
    socket = await desk.http.ws_connect(f"{desk.address}/ws/visitor", headers={"Origin": OTHER_ORIGIN})
    page = {"type": "page", "url": f"{OTHER_ORIGIN}/", "title": "x"}
    await socket.send_json(
        {"type": "hello", "versions": [1], "site_id": "shop", "visit_key": new_client_id(), "page": page}
    )
    async with asyncio.timeout(5):
        while not socket.closed:
            await socket.receive()
    status, found = await _ask(desk, "anna", "GET", path)
    assert status == 200
    assert [each["origin"] for each in found["seen"]] == [ORIGIN]
    assert [each["origin"] for each in found["refused"]] == [OTHER_ORIGIN, "https://forgotten.example"]
    before = await _site(desk)
    wished = {**before, "origins": [*before["origins"], "https://forgotten.example"]}
    await _ask(desk, "anna", "PUT", SITE.format(**SHOP), {"site": wished, "before": before})
    found = (await _ask(desk, "anna", "GET", path))[1]
    assert [each["origin"] for each in found["refused"]] == [OTHER_ORIGIN]


async def test_whoever_claims_many_places_fills_no_memory(desk: Desk) -> None:
    for number in range(30):
        await _refused(desk, f"https://a{number}.example", "shop")
    found = (await _ask(desk, "anna", "GET", INSTALLATION.format(**SHOP)))[1]
    assert [each["origin"] for each in found["refused"]] == [
        f"https://a{number}.example" for number in range(29, 21, -1)
    ]
