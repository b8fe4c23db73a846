"""Who is on the sites, as consoles are told: soon, in differences, and only to agents of the site's department."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from operator_console.server.store.audit import AuditQuery, read_audit
from tests.contract.server_desk import WAIT_S, Desk, Frame, Wire, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, visitor_gone_s=1.0) as running:
        yield running


class Told:
    """What one console knows by its frames."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.known: dict[str, Frame] = {}
        self.others = 0

    async def watch(self, *site_ids: str) -> None:
        answer = await self.wire.ask("watch_visitors", site_ids=list(site_ids))
        assert answer["type"] == "done", answer
        self.take(await self.wire.find("visitors_on_site", lambda frame: frame["whole"]))

    def take(self, frame: Frame) -> None:
        if frame.get("whole"):
            self.known.clear()
        self.known.update((one["visitor"]["id"], one) for one in frame.get("visitors", ()))
        for key in frame.get("gone", ()):
            self.known.pop(key, None)
        self.others = frame.get("others", 0)

    async def until(self, *visitor_ids: str) -> None:
        async with asyncio.timeout(WAIT_S):
            while sorted(self.known) != sorted(visitor_ids):
                self.take(await self.wire.expect("visitors_on_site"))

    async def one(self, visitor_id: str, **values: object) -> Frame:
        async with asyncio.timeout(WAIT_S):
            while True:
                found = self.known.get(visitor_id)
                if found is not None and all(found.get(key) == value for key, value in values.items()):
                    return found
                self.take(await self.wire.expect("visitors_on_site"))


def _id(tab: Wire) -> str:
    return str(tab.frames[0]["visitor_id"])


async def test_visitors_come_change_and_go(desk: Desk) -> None:
    first = await desk.visitor()
    told = Told(await desk.agent("anna", features=["street"]))
    await told.watch("shop")
    await told.until(_id(first))
    second = await desk.visitor()
    await told.until(_id(first), _id(second))
    await second.send("cart", cart={"currency": "EUR", "items": [{"name": "x", "quantity": 2, "price_cents": 1250}]})
    found = await told.one(_id(second), cart_cents=2500)
    assert "cart" not in found["visit"] or found["visit"]["cart"] is None
    await second.send("page", url="https://shop.example/afrekenen", title="Pay")
    found = await told.one(_id(second), held_back="payment")
    assert (found["may_invite"], found["pages"], len(found["visit"]["pages"])) == (False, 2, 1)
    await first.say("Hello", name="Jo")
    found = await told.one(_id(first), held_back="chat", agent_id=told.wire.frames[0]["me"]["id"])
    assert found["visitor"]["name"] == "Jo"
    await second.socket.close()
    await told.until(_id(first))
    assert (await told.wire.ask("watch_visitors", site_ids=[]))["type"] == "done"
    await desk.visitor()
    await asyncio.sleep(1.3)
    assert "visitors_on_site" not in [frame["type"] for frame in await told.wire.drain()]


@pytest.mark.parametrize("wished", [["shop"], ["nowhere"], ["jump", "shop"], ["jump", "nowhere"]])
async def test_other_departments_sites_look_like_none(desk: Desk, wished: list[str]) -> None:
    await desk.visitor()
    carl = await desk.agent("carl", features=["street"])
    answer = await carl.ask("watch_visitors", site_ids=wished)
    assert (answer["type"], answer["reason"]) == ("failed", "not_found")
    await asyncio.sleep(1.2)
    assert "visitors_on_site" not in [frame["type"] for frame in await carl.drain()]
    store = desk.server.switchboard.store
    await store.check()
    lines = await store.read(read_audit, AuditQuery(action="watch_visitors"))
    assert [(line.result, line.object) for line in lines] == [("refused", wished[-1])]


async def test_nobody_is_told_of_another_departments_visitors(desk: Desk) -> None:
    await desk.visitor()
    there = await desk.visitor(site_id="jump")
    told = Told(await desk.agent("carl", features=["street"]))
    await told.watch("jump")
    await told.until(_id(there))
