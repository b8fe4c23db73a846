"""A customer for whom the site vouches: known by name and across browsers, never by a token that somebody copied."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import jwt
import pytest

from operator_console.domain.ids import SiteId
from operator_console.server.store.site_secrets import make_key
from operator_console.server.store.unit import UnitOfWork
from tests.contract.server_desk import Desk, Frame, Wire, new_client_id, running_desk

SHOP = SiteId("shop")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def _key(desk: Desk) -> str:
    def store(unit: UnitOfWork) -> str:
        return make_key(unit.connection, SHOP, datetime.now(UTC)).secret

    return await desk.server.switchboard.store.transact(store)


def _token(key: str, subject: str = "4711", **claims: object) -> str:
    now = int(time.time())
    body = {"sub": subject, "aud": SHOP, "exp": now + 300, "iat": now, "jti": new_client_id(), "name": "Jan Jansen"}
    return jwt.encode({**body, "email": "jan@example.org", "customer_cents": 129900, **claims}, key, algorithm="HS256")


async def _snapshot(desk: Desk, tab: Wire, text: str = "Hello") -> tuple[Frame, Wire]:
    console = await desk.agent("anna")
    ack = await tab.say(text)
    chat = ack["conversation_id"]
    snapshot = await console.find("conversation_snapshot", lambda frame: frame["conversation"]["id"] == chat)
    return snapshot, console


async def test_a_customer_is_known_by_name_in_hello(desk: Desk) -> None:
    tab = await desk.visitor(identity=_token(await _key(desk)))
    assert tab.frames[0]["name"] == "Jan Jansen"
    snapshot, _ = await _snapshot(desk, tab)
    assert snapshot["visitor"]["identity"]["subject"] == "4711"
    assert snapshot["visitor"]["identity"]["customer_cents"] == 129900
    assert snapshot["visitor"]["email"] == "jan@example.org"
    assert snapshot["conversation"]["visitor_name"] == "Jan Jansen"
    assert snapshot["visit"]["verified_at"] is not None


async def test_who_signs_in_during_a_chat_is_known_from_then_on(desk: Desk) -> None:
    tab = await desk.visitor()
    snapshot, console = await _snapshot(desk, tab)
    assert snapshot["visitor"]["identity"] is None
    await tab.send("identity", token=_token(await _key(desk)))
    told = await console.find("event", lambda frame: frame["change"]["type"] == "visitor_upserted")
    assert told["change"]["visitor"]["identity"]["name"] == "Jan Jansen"
    await console.find("visit_updated", lambda frame: frame["visit"]["verified_at"] is not None)
    # The visitor's own tab learns nothing of it.
    assert not [frame for frame in await tab.drain() if "4711" in str(frame)]


async def test_the_same_customer_in_two_browsers_is_one_person_to_agents_alone(desk: Desk) -> None:
    key = await _key(desk)
    first = await desk.visitor(identity=_token(key))
    snapshot, console = await _snapshot(desk, first, "In the morning")
    chat = snapshot["conversation"]["id"]
    await console.ask("wrap_up", conversation_id=chat, outcome="solved", tags=[], note="")
    second = await desk.visitor(identity=_token(key))
    again, _ = await _snapshot(desk, second, "In the evening")
    assert again["visitor"]["id"] != snapshot["visitor"]["id"]
    assert [each["first_text"] for each in again["previous"]] == ["In the morning"]
    await second.send("resume", streams={f"c:{chat}": ["x", 0]})
    await second.expect("replay_done")
    assert "In the morning" not in str(second.frames)  # another browser is no proof of who sits at it


async def test_a_token_that_another_visit_has_shown_is_nobodys(desk: Desk) -> None:
    token = _token(await _key(desk))
    owner = await desk.visitor(identity=token, key="visit-of-the-owner")
    thief = await desk.visitor(identity=token)
    assert thief.frames[0]["name"] is None
    snapshot, _ = await _snapshot(desk, thief)
    assert (snapshot["visitor"]["identity"], snapshot["visit"]["verified_at"]) == (None, None)
    bearer = owner.frames[0]["token"]
    same_visit = await desk.visitor(bearer, identity=token, key="visit-of-the-owner")
    assert same_visit.frames[0]["name"] == "Jan Jansen"


async def test_another_customer_at_the_same_browser_is_another_visitor(desk: Desk) -> None:
    key = await _key(desk)
    tab = await desk.visitor(identity=_token(key, "4711"))
    bearer, visitor_id = tab.frames[0]["token"], tab.frames[0]["visitor_id"]
    await tab.say("My chat")
    await tab.send("identity", token=_token(key, "0815"))
    denied = await tab.expect("denied")
    assert denied["code"] == 4401
    other = await desk.visitor(bearer, identity=_token(key, "0815", name="Eva"))
    assert other.frames[0]["visitor_id"] != visitor_id
    assert other.frames[0]["conversation_id"] is None
    assert other.frames[0]["name"] == "Eva"


@pytest.mark.parametrize("claims", [{"aud": "jump"}, {"exp": 1}, {"exp": int(time.time()) + 7200}, {"sub": ""}])
async def test_a_bad_token_lets_the_visitor_in_as_anybody(desk: Desk, claims: dict[str, object]) -> None:
    key = await _key(desk)
    for token in (_token(key, str(claims.pop("sub", "4711")), **claims), "eyJhbGciOiJub25lIn0.e30.", "x" * 100_000):
        tab = await desk.visitor(identity=token)
        assert tab.frames[0]["name"] is None
        await tab.send("identity", token=token)
        await tab.drain()  # still answers


async def test_a_customer_stays_known_after_the_token_ran_out(desk: Desk) -> None:
    tab = await desk.visitor(identity=_token(await _key(desk)))
    later = await desk.visitor(tab.frames[0]["token"])
    snapshot, _ = await _snapshot(desk, later)
    assert snapshot["visitor"]["identity"]["subject"] == "4711"
    assert snapshot["visit"]["verified_at"] is None  # but not in this visit: the console says so


async def test_used_tokens_are_not_kept_as_they_are(desk: Desk, tmp_path: Path) -> None:
    token = _token(await _key(desk))
    await desk.visitor(identity=token)
    await desk.server.switchboard.store.check()
    assert token.encode() not in b"".join(path.read_bytes() for path in tmp_path.rglob("*sqlite3*") if path.is_file())
