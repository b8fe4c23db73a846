"""What a site's owner sets, over HTTP: for the leads of its department alone, and never over somebody's change."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Role
from operator_console.domain.site_settings import BotMode, SiteSettings
from operator_console.protocol.sites import SETTINGS, SaveSettings, SiteState
from tests.contract.server_desk import Desk, running_desk

SHOP_ID = SiteId("shop")
SHOP = SETTINGS.format(site_id=SHOP_ID)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, roles={"anna": Role.SUPERVISOR}) as running:
        yield running


async def _put(desk: Desk, account: str, path: str, body: object) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {await desk.token(account)}"}
    async with desk.http.put(desk.address + path, data=msgspec.json.encode(body), headers=headers) as response:
        return response.status, await response.read()


async def _get(desk: Desk, account: str, path: str) -> tuple[int, Any]:
    async with await desk.get(path, await desk.token(account)) as response:
        return response.status, await response.json()


async def test_settings_are_saved_and_known_everywhere_soon(desk: Desk) -> None:
    status, found = await _get(desk, "anna", SHOP)
    assert status == 200
    settings = msgspec.convert(found, SiteState).settings
    status, body = await _put(
        desk, "anna", SHOP, SaveSettings(settings=msgspec.structs.replace(settings, bot=BotMode.FIRST))
    )
    assert status == 200
    assert msgspec.json.decode(body, type=SiteState).settings.version == settings.version + 1
    await desk.server.switchboard.store.check()
    assert (await _get(desk, "anna", SHOP))[1]["settings"]["version"] == settings.version + 1


async def test_who_saves_over_a_change_is_told(desk: Desk) -> None:
    first = SaveSettings(settings=SiteSettings(site_id=SHOP_ID))
    assert (await _put(desk, "anna", SHOP, first))[0] == 200
    assert (await _put(desk, "anna", SHOP, first))[0] == 409


@pytest.mark.parametrize("account", ["anna", "ben"])
async def test_others_sites_look_like_none(desk: Desk, account: str) -> None:
    missing = await _get(desk, account, SETTINGS.format(site_id="nowhere"))
    foreign = await _get(desk, "ben", SHOP)
    assert missing[0] == foreign[0] == 404
    assert missing[1] == foreign[1]


async def test_what_is_no_settings_changes_nothing(desk: Desk) -> None:
    assert (await _put(desk, "anna", SHOP, {"settings": {"site_id": "shop", "bot": "sometimes"}}))[0] == 400
    hours = {"time_zone": "Europe/Nowhere", "weekly": []}
    assert (await _put(desk, "anna", SHOP, {"settings": {"site_id": "shop", "hours": hours}}))[0] == 400
    assert (await _put(desk, "anna", SHOP, SaveSettings(settings=SiteSettings(site_id=SiteId("other")))))[0] == 400
    assert (await _get(desk, "anna", SHOP))[1]["settings"]["version"] == 0
