"""The delivery contract over real sockets: idempotence, order, staleness, resume."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from operator_console.domain.ids import ConversationId
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.handling import assign
from tests.contract.server_desk import Desk, Frame, Wire, message_of, new_client_id, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def _hand_over(desk: Desk, conversation_id: str, account: str) -> None:
    """Give a chat to another agent, as a transfer will."""

    def change(unit: UnitOfWork) -> None:
        chat = unit.conversation(ConversationId(conversation_id))
        agent = next(agent for agent in unit.directory.agents.values() if agent.account == account)
        assert chat is not None
        assign(unit, chat, agent)

    await desk.server.switchboard.store.transact(change)


def _snapshot(wire: Wire) -> Frame:
    return next(frame for frame in reversed(wire.frames) if frame["type"] == "conversation_snapshot")


async def test_an_acknowledged_message_is_in_the_database(desk: Desk, tmp_path: Path) -> None:
    tab = await desk.visitor()
    ack = await tab.say("Hello")
    with sqlite3.connect(tmp_path / "server.sqlite3") as database:
        found = database.execute("SELECT stream, pos FROM events WHERE client_id = ?", (ack["client_id"],)).fetchall()
    assert found == [(f"c:{ack['conversation_id']}", ack["pos"])]
    database.close()


async def test_a_first_message_is_acknowledged_before_its_snapshot(desk: Desk) -> None:
    tab = await desk.visitor()
    await tab.say("Hello")
    snapshot = await tab.expect("conversation_snapshot")
    assert [message["text"] for message in snapshot["messages"]] == ["Hello"]
    assert [frame["type"] for frame in tab.frames][-2:] == ["ack", "conversation_snapshot"]


async def test_the_same_message_again_gets_the_first_acknowledgement(desk: Desk) -> None:
    console, tab, conversation_id = await desk.chat()
    first = await tab.say("Only once", client_id="only-once-1")
    assert await tab.say("Only once", client_id="only-once-1") == first
    mine = {"conversation_id": conversation_id, "base_seq": first["pos"]}
    answer = await console.say("Yes", client_id="answer-once", **mine)
    assert await console.say("Yes", client_id="answer-once", **mine) == answer
    texts = [message_of(frame).get("text") for frame in await tab.drain() if frame["type"] == "event"]
    assert texts.count("Yes") == 1
    page = await (await desk.get(f"/api/v1/conversations/{conversation_id}/messages", await desk.token("anna"))).json()
    assert [message["text"] for message in page["messages"]].count("Only once") == 1


async def test_a_first_message_sent_again_after_a_lost_acknowledgement_begins_no_second_chat(desk: Desk) -> None:
    tab = await desk.visitor(key="visit-key-1")
    token = tab.frames[0]["token"]
    await tab.send("send", client_id="lost-ack-1", text="Hello?")
    await tab.socket.close()
    again = await desk.visitor(token, key="visit-key-1")
    ack = await again.say("Hello?", client_id="lost-ack-1")
    assert ack["pos"] == 1
    assert len(desk.server.switchboard.chats) == 1


async def test_the_same_client_id_with_another_body_is_a_conflict(desk: Desk) -> None:
    console, tab, conversation_id = await desk.chat()
    await tab.say("One", client_id="one-or-two")
    await tab.send("send", client_id="one-or-two", text="Two")
    assert (await tab.expect("send_refused"))["reason"] == "conflict"
    await console.say("One", client_id="from-anna-1", conversation_id=conversation_id, base_seq=9)
    await console.send("send", client_id="from-anna-1", text="Two", conversation_id=conversation_id, base_seq=9)
    assert (await console.expect("send_refused"))["reason"] == "conflict"


async def test_two_visitors_may_use_the_same_client_id(desk: Desk) -> None:
    first, second = await desk.visitor(), await desk.visitor()
    one = await first.say("Mine", client_id="same-client-id")
    two = await second.say("Mine too", client_id="same-client-id")
    assert one["conversation_id"] != two["conversation_id"]


async def test_of_two_who_accept_one_gets_the_chat(desk: Desk) -> None:
    carl, dora = await desk.agent("carl"), await desk.agent("dora")
    tab = await desk.visitor(site_id="jump")
    conversation_id = (await tab.say("May I jump?"))["conversation_id"]
    answers = await asyncio.gather(
        carl.ask("accept", conversation_id=conversation_id), dora.ask("accept", conversation_id=conversation_id)
    )
    assert sorted(answer["type"] for answer in answers) == ["done", "failed"]
    assert [answer["reason"] for answer in answers if answer["type"] == "failed"] == ["conflict"]


async def test_a_manual_site_waits_for_somebody_to_accept(desk: Desk) -> None:
    carl = await desk.agent("carl")
    tab = await desk.visitor(site_id="jump")
    conversation_id = (await tab.say("May I jump?"))["conversation_id"]
    queued = await carl.expect("event", lambda frame: frame["stream"] == "d:jump")
    assert queued["change"]["conversation"]["state"] == "queued"
    await carl.ask("accept", conversation_id=conversation_id)
    await carl.expect("conversation_snapshot")
    order = [frame["type"] + (frame.get("stream") or "")[:2] for frame in carl.frames]
    assert order.index("eventa:") < order.index("conversation_snapshotc:")


async def test_visitors_messages_do_not_make_a_draft_stale(desk: Desk) -> None:
    console, tab, conversation_id = await desk.chat()
    base_seq = _snapshot(console)["pos"]
    await tab.say("And in blue?")
    await console.say("Yes", conversation_id=conversation_id, base_seq=base_seq)


async def test_a_colleagues_answer_makes_a_draft_stale_until_forced(desk: Desk) -> None:
    anna, _tab, conversation_id = await desk.chat()
    base_seq = _snapshot(anna)["pos"]
    ben = await desk.agent("ben")
    await _hand_over(desk, conversation_id, "ben")
    await ben.expect("conversation_snapshot")
    await ben.say("Ben here", conversation_id=conversation_id, base_seq=base_seq + 1)
    await _hand_over(desk, conversation_id, "anna")
    draft = {"text": "Anna again", "conversation_id": conversation_id, "base_seq": base_seq}
    await anna.send("send", client_id="draft-of-anna", **draft)
    stale = await anna.expect("stale")
    assert [message_of(event).get("text") for event in stale["events"]] == ["", "Ben here", ""]
    assert [event["pos"] for event in stale["events"]] == [base_seq + 1, base_seq + 2, base_seq + 3]
    await anna.send("send", client_id="draft-of-anna", force=True, **draft)
    await anna.expect("ack")


async def test_a_chat_that_changed_hands_or_closed_is_stale_even_when_forced(desk: Desk) -> None:
    anna, _tab, conversation_id = await desk.chat()
    ben = await desk.agent("ben")
    await _hand_over(desk, conversation_id, "ben")
    await anna.send("send", client_id="too-late-1", text="x", conversation_id=conversation_id, base_seq=1, force=True)
    assert (await anna.expect("stale"))["conversation_id"] == conversation_id
    await ben.ask("wrap_up", conversation_id=conversation_id, outcome="solved")
    await ben.send("send", client_id="too-late-2", text="x", conversation_id=conversation_id, base_seq=99, force=True)
    await ben.expect("stale")


async def test_a_short_gap_is_replayed_and_an_unknown_epoch_gets_a_snapshot(desk: Desk) -> None:
    anna, tab, _conversation_id = await desk.chat()
    snapshot = _snapshot(anna)
    stream, epoch, pos = snapshot["stream"], snapshot["epoch"], snapshot["pos"]
    await anna.socket.close()
    for text in ("one", "two", "three"):
        await tab.say(text)
    back = await desk.agent("anna", {stream: [epoch, pos]})
    events = [frame for frame in back.frames if frame.get("stream") == stream]
    assert [(frame["type"], frame["pos"]) for frame in events] == [("event", pos + step) for step in (1, 2, 3)]
    other = await desk.agent("anna", {stream: ["another", pos]})
    assert _snapshot(other)["pos"] == pos + 3
    ahead = await desk.agent("anna", {stream: [epoch, 10_000]})
    assert _snapshot(ahead)["pos"] == pos + 3


async def test_a_gap_is_filled_on_request(desk: Desk) -> None:
    anna, tab, _conversation_id = await desk.chat()
    snapshot = _snapshot(anna)
    for text in ("one", "two"):
        await tab.say(text)
    await anna.drain()
    await anna.send("fetch_stream", stream=snapshot["stream"], epoch=snapshot["epoch"], pos=snapshot["pos"])
    done = await anna.expect("replay_done")
    assert done["stream"] == snapshot["stream"]
    assert [frame["pos"] for frame in anna.frames[-3:-1]] == [snapshot["pos"] + 1, snapshot["pos"] + 2]


async def test_nothing_falls_between_replay_and_live(desk: Desk) -> None:
    """A console that comes while somebody talks has each position once, or in its snapshot."""
    anna, tab, _conversation_id = await desk.chat()
    stream = _snapshot(anna)["stream"]

    async def talk() -> None:
        for number in range(60):
            await tab.say(f"message {number}")

    talking = asyncio.create_task(talk())
    await tab_has_said(tab, 10)
    console = await desk.agent("anna")
    await talking
    await console.drain()
    position = 0
    for frame in console.frames:
        if frame.get("stream") != stream:
            continue
        if frame["type"] == "conversation_snapshot":
            position = frame["pos"]
        elif frame["type"] == "event":
            assert frame["pos"] == position + 1
            position = frame["pos"]
    assert position == _newest(desk, stream)


async def tab_has_said(tab: Wire, count: int) -> None:
    """Wait until a tab has this many acknowledgements."""
    async with asyncio.timeout(5):
        while sum(frame["type"] == "ack" for frame in tab.frames) < count:
            await asyncio.sleep(0)


def _newest(desk: Desk, stream: str) -> int:
    chat = desk.server.switchboard.chats.get(ConversationId(stream[2:]))
    assert chat is not None
    return chat.last_pos


async def test_a_long_gap_gets_a_snapshot_of_the_newest_messages(desk: Desk) -> None:
    anna, tab, _conversation_id = await desk.chat()
    before = _snapshot(anna)
    await anna.socket.close()
    for number in range(510):
        await tab.send("send", client_id=f"number-{number:06}", text=f"message {number}")
    await tab.expect("ack", lambda frame: frame["client_id"] == "number-000509")
    back = await desk.agent("anna", {before["stream"]: [before["epoch"], before["pos"]]})
    snapshot = _snapshot(back)
    assert snapshot["more"]
    assert len(snapshot["messages"]) == 60
    assert snapshot["messages"][-1]["text"] == "message 509"


async def test_pages_of_older_messages_join_without_gap(desk: Desk) -> None:
    _anna, tab, conversation_id = await desk.chat()
    for number in range(30):
        await tab.say(f"message {number}")
    token, before = await desk.token("anna"), 10_000
    found: list[Frame] = []
    while True:
        path = f"/api/v1/conversations/{conversation_id}/messages?before={before}&limit=7"
        page = await (await desk.get(path, token)).json()
        found[:0] = page["messages"]
        before = page["messages"][0]["pos"]
        if not page["more"]:
            break
    assert [message["pos"] for message in found] == list(range(1, 33))


async def test_a_second_tab_sees_the_same_chat(desk: Desk) -> None:
    _console, tab, conversation_id = await desk.chat()
    second = await desk.visitor(tab.frames[0]["token"])
    assert second.frames[0]["conversation_id"] == conversation_id
    await second.say("From the other tab")
    event = await tab.expect("event", lambda frame: message_of(frame).get("text") == "From the other tab")
    assert message_of(event)["author"]["kind"] == "visitor"


async def test_a_message_after_the_end_begins_a_new_chat_with_a_previous_one(desk: Desk) -> None:
    anna, tab, conversation_id = await desk.chat(text="First question")
    await anna.ask("wrap_up", conversation_id=conversation_id, outcome="solved", tags=["stock", "stock", " "])
    closed = await tab.expect("event", lambda frame: message_of(frame).get("system") == "wrapped_up")
    assert closed["change"]["conversation"]["state"] == "closed"
    ack = await tab.say("Second question")
    assert ack["conversation_id"] != conversation_id
    snapshot = await anna.expect("conversation_snapshot")
    previous = snapshot["previous"]
    assert [chat["conversation_id"] for chat in previous] == [conversation_id]
    assert (previous[0]["first_text"], previous[0]["tags"], previous[0]["outcome"]) == (
        "First question",
        ["stock"],
        "solved",
    )
    assert snapshot["visitor"]["conversations"] == 1
    read = await (await desk.get(f"/api/v1/conversations/{conversation_id}", await desk.token("ben"))).json()
    assert read["messages"][0]["text"] == "First question"


async def test_malformed_sends_are_refused(desk: Desk) -> None:
    anna, tab, conversation_id = await desk.chat()
    for client_id, text, reason in (
        ("short", "x", "invalid"),
        (new_client_id(), "   ", "invalid"),
        (new_client_id(), "\x00\x01", "invalid"),
        (new_client_id(), "x" * 20_001, "too_large"),
    ):
        await tab.send("send", client_id=client_id, text=text)
        assert (await tab.expect("send_refused"))["reason"] == reason, text[:5]
    await anna.send(
        "send", client_id=new_client_id(), text="x", kind="system", conversation_id=conversation_id, base_seq=1
    )
    assert (await anna.expect("send_refused"))["reason"] == "invalid"
