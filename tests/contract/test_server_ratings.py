"""Ratings over the wire: of own chats that have ended, once or again, and the leads hear of low ones at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from operator_console.domain.archive import ArchiveQuery
from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import ConversationId, DepartmentId, SiteId
from operator_console.domain.people import Role
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol.versions import RATINGS
from operator_console.server.store import reads
from operator_console.server.store.archive_search import search
from operator_console.server.store.site_settings import put_settings
from operator_console.server.store.unit import UnitOfWork
from tests.contract.server_desk import WAIT_S, Desk, Wire, new_client_id, running_desk

SERVICE = DepartmentId("service")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, roles={"ben": Role.SUPERVISOR, "dora": Role.SUPERVISOR}) as running:
        yield running


async def _closed_chat(desk: Desk, **wrap_up: object) -> tuple[Wire, Wire, str]:
    console, tab, chat = await desk.chat()
    await console.say("Yes, three of them.", conversation_id=chat, base_seq=9)
    done = await console.ask("wrap_up", conversation_id=chat, outcome="solved", **wrap_up)
    assert done["type"] == "done"
    return console, tab, chat


async def _rate(tab: Wire, chat: str, stars: int, **values: object) -> dict[str, Any]:
    client_id = new_client_id()
    await tab.send("rate", client_id=client_id, conversation_id=chat, stars=stars, **values)
    async with asyncio.timeout(WAIT_S):
        while True:
            frame: dict[str, Any] = await tab.socket.receive_json()
            tab.frames.append(frame)
            if frame["type"] == "rated" or frame.get("client_id") == client_id:
                return frame


async def _stored(desk: Desk, chat: str) -> Conversation:
    found = await desk.server.switchboard.store.read(reads.read_conversation, ConversationId(chat))
    assert found is not None
    return found


async def test_a_rating_is_stored_masked_and_on_one_line(desk: Desk) -> None:
    _console, tab, chat = await _closed_chat(desk)
    text = "Fine,\nmy card is 4111 1111 1111 1111"
    answer = await _rate(tab, chat, 4, text=text, solved=True)
    assert (answer["type"], answer["stars"]) == ("rated", 4)
    rating = (await _stored(desk, chat)).rating
    assert rating is not None
    assert (rating.stars, rating.solved) == (4, True)
    assert rating.text.startswith("Fine, my card")
    assert "4111" not in rating.text


async def test_the_same_again_changes_nothing_and_another_replaces(desk: Desk) -> None:
    _console, tab, chat = await _closed_chat(desk)
    await _rate(tab, chat, 4, text="Good")
    once = await _stored(desk, chat)
    await _rate(tab, chat, 4, text="Good")
    assert (await _stored(desk, chat)).version == once.version
    await _rate(tab, chat, 2)
    rating = (await _stored(desk, chat)).rating
    assert rating is not None
    assert (rating.stars, rating.text) == (2, "")


async def test_only_what_has_ended_can_be_rated(desk: Desk) -> None:
    console, tab, chat = await desk.chat()
    refused = await _rate(tab, chat, 5)
    assert (refused["type"], refused["reason"]) == ("send_refused", "not_found")
    await console.say("Hello", conversation_id=chat, base_seq=9)
    await tab.send("leave", conversation_id=chat)
    await tab.expect("event", lambda frame: "visitor_left" in str(frame["change"]))
    assert (await _rate(tab, chat, 5))["type"] == "rated"
    await tab.say("One more thing")
    assert (await _stored(desk, chat)).left_at is None


@pytest.mark.parametrize("stars", [0, 6, -1, 2**60])
async def test_there_are_one_to_five_stars(desk: Desk, stars: int) -> None:
    _console, tab, chat = await _closed_chat(desk)
    refused = await _rate(tab, chat, stars)
    assert (refused["type"], refused["reason"]) == ("send_refused", "invalid")
    assert (await _stored(desk, chat)).rating is None


async def test_others_chats_look_like_none(desk: Desk) -> None:
    _console, _tab, chat = await _closed_chat(desk)
    stranger, elsewhere = await desk.visitor(), await desk.visitor(site_id="jump")
    answers = [await _rate(stranger, chat, 1), await _rate(elsewhere, chat, 1), await _rate(stranger, "cv_none", 1)]
    assert {(each["type"], each["reason"]) for each in answers} == {("send_refused", "not_found")}
    assert (await _stored(desk, chat)).rating is None


async def test_a_chat_of_long_ago_is_not_rated_any_more(desk: Desk) -> None:
    _console, tab, chat = await _closed_chat(desk)

    def age(unit: UnitOfWork) -> None:
        found = unit.conversation(ConversationId(chat))
        assert found is not None
        unit.keep_quietly(structs.replace(found, closed_at=datetime.now(UTC) - timedelta(days=31)))

    await desk.server.switchboard.store.transact(age)
    refused = await _rate(tab, chat, 5)
    assert (refused["type"], refused["reason"]) == ("send_refused", "closed")


async def test_where_the_site_does_not_ask_nothing_is_taken(desk: Desk) -> None:
    _console, tab, chat = await _closed_chat(desk)
    store = desk.server.switchboard.store
    off = SiteSettings(site_id=SiteId("shop"), rating=False)
    await store.transact(lambda unit: put_settings(unit.connection, off))
    async with asyncio.timeout(WAIT_S):
        while store.directory.settings_of(SiteId("shop")).rating:
            await asyncio.sleep(0.02)
    assert (await _rate(tab, chat, 5))["type"] == "send_refused"
    welcome = (await desk.visitor()).frames[0]
    assert welcome["site"]["rating"] is False


async def test_leads_of_the_department_hear_of_low_ratings_at_once(desk: Desk) -> None:
    _console, tab, chat = await _closed_chat(desk)  # before the lead is there, who might get the chat
    lead = await desk.agent("ben", features=[RATINGS])
    other = await desk.agent("dora", features=[RATINGS])
    plain = await desk.agent("carl", features=[RATINGS])
    await _rate(tab, chat, 3)
    await _rate(tab, chat, 2, text="Too slow")
    told = await lead.expect("low_rating")
    assert told["conversation"]["id"] == chat
    assert told["conversation"]["rating"]["stars"] == 2
    assert told["conversation"]["rating"]["text"] == "Too slow"
    for wire in (other, plain):
        assert "low_rating" not in [frame["type"] for frame in await wire.drain()]
    assert [frame["type"] for frame in lead.frames].count("low_rating") == 1


async def test_the_archive_finds_chats_by_stars_and_those_rated_low(desk: Desk) -> None:
    _console, tab, chat = await _closed_chat(desk)
    await _rate(tab, chat, 1, text="Verschrikkelijk")
    board = desk.server.switchboard
    async with asyncio.timeout(WAIT_S):
        while True:
            found = await board.store.read(search, ArchiveQuery(rated_low=True), [SERVICE], "", 10)
            if found.hits:
                break
            await asyncio.sleep(0.02)
    assert found.hits[0].conversation.id == chat
    for query, number in (
        (ArchiveQuery(rating=1), 1),
        (ArchiveQuery(rating=5), 0),
        (ArchiveQuery(text="verschrik"), 1),
    ):
        assert len((await board.store.read(search, query, [SERVICE], "", 10)).hits) == number


async def test_previous_chats_bear_their_rating_and_the_visitor_sees_no_line_of_it(desk: Desk) -> None:
    console, tab, chat = await _closed_chat(desk)
    await _rate(tab, chat, 5, text="Top")
    await tab.say("Another question")
    snapshot = await console.expect("conversation_snapshot", lambda frame: frame["conversation"]["id"] != chat)
    assert snapshot["previous"][0]["rating"]["stars"] == 5
    assert "Top" not in str([frame for frame in tab.frames if frame["type"] == "event"])
    assert (await _stored(desk, chat)).state is ConversationState.CLOSED
