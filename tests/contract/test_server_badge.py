"""The performance badge over HTTP: real figures, only where the owner shows them, the same for everybody."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from operator_console.server.badge import BADGE, LEAST
from tests.contract.server_desk import Desk, new_client_id, running_desk

SHOP = BADGE.format(site_id="shop")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def _badge(desk: Desk, path: str = SHOP) -> tuple[int, Any, Any]:
    async with desk.http.get(desk.address + path) as response:
        body = await response.json() if response.status == 200 else await response.text()
        return response.status, body, response.headers


async def test_a_site_that_does_not_show_it_looks_like_none(desk: Desk) -> None:
    hidden = await _badge(desk)
    missing = await _badge(desk, BADGE.format(site_id="nowhere"))
    assert hidden[0] == missing[0] == 404
    assert hidden[1] == missing[1]


async def test_of_too_little_nothing_is_said(desk: Desk) -> None:
    await desk.set_up("shop", badge=True)
    status, figures, headers = await _badge(desk)
    assert status == 200
    assert figures["name"] == "Shop"
    assert (figures["on_time"], figures["stars"]) == (None, None)
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age=600" in headers["Cache-Control"]
    assert "Set-Cookie" not in headers


async def test_real_replies_are_counted_and_counted_seldom(desk: Desk) -> None:
    await desk.set_up("shop", badge=True)
    console, tab, chat = await desk.chat()
    for number in range(LEAST):
        if number:
            await tab.say(f"Question {number}?")
        await console.say(f"Answer {number}", conversation_id=chat, base_seq=10_000)
    _status, figures, _headers = await _badge(desk)
    assert (figures["replies"], figures["on_time"]) == (LEAST, 1.0)
    await tab.say("One more?")
    await console.say("Yes", conversation_id=chat, base_seq=10_000)
    assert (await _badge(desk))[1] == figures


@pytest.mark.parametrize("path", ["/widget/badge/..%2f..%2fserver.json", "/widget/badge/<script>.json"])
async def test_names_from_outside_find_nothing(desk: Desk, path: str) -> None:
    assert (await _badge(desk, path))[0] == 404
    assert new_client_id()  # the server still answers
