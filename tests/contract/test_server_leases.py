"""Agents who are lost, on a real server over real sockets: nobody's chat is ever left without a place."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from operator_console.domain.leases import LeaseTimes
from operator_console.server.store.ownerless import ownerless
from tests.contract.server_desk import Desk, Frame, Wire, new_client_id, running_desk

QUICK = LeaseTimes(requeue_s=0.3, tell_s=0.6, transfer_s=1.2)
SLOW = LeaseTimes(requeue_s=600, tell_s=600, transfer_s=600)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, lease=QUICK) as running:
        yield running


async def _jump_chat(desk: Desk, *, answered: bool) -> tuple[Wire, Wire, Wire, str]:
    """Return carl, dora, the visitor of the manual site, and the id of carl's chat."""
    carl, dora = await desk.agent("carl"), await desk.agent("dora")
    tab = await desk.visitor(site_id="jump")
    chat = (await tab.say("May I jump?"))["conversation_id"]
    assert (await carl.ask("accept", conversation_id=chat))["type"] == "done"
    await carl.expect("conversation_snapshot")
    if answered:
        await carl.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=9, text="Yes.")
        await carl.expect("ack")
        await tab.expect("event", lambda frame: frame["change"].get("message", {}).get("text") == "Yes.")
    return carl, dora, tab, chat


def _line(key: str) -> Callable[[Frame], bool]:
    return lambda frame: frame["change"].get("message", {}).get("system") == key


def _listed(chat: str, state: str, *, lost: bool = True) -> Callable[[Frame], bool]:
    def holds(frame: Frame) -> bool:
        found = frame["change"].get("conversation", {})
        mine = bool(frame["stream"].startswith("d:") and found["id"] == chat and found["state"] == state)
        return mine and bool(found["owner_lost_at"]) is lost

    return holds


async def _unowned(desk: Desk) -> list[str]:
    return [str(found) for found in await desk.server.switchboard.store.read(ownerless)]


async def test_an_unanswered_chat_goes_to_the_front_of_the_queue_with_its_clock(desk: Desk) -> None:
    carl, dora, _tab, chat = await _jump_chat(desk, answered=False)
    other = (await (await desk.visitor(site_id="jump")).say("Me too?"))["conversation_id"]
    began = (await dora.find("event", _listed(chat, "queued", lost=False)))["change"]["conversation"]["clock"][
        "started_at"
    ]
    await carl.socket.close()
    presence = await dora.expect("presence", lambda frame: frame["status"] == "offline")
    assert presence["agent_id"]
    back = (await dora.expect("event", _listed(chat, "queued")))["change"]["conversation"]
    assert back["clock"]["started_at"] == began  # the waiting time runs on
    assert back["owner_lost_at"]
    assert back["agent_id"] is None
    assert [queued.id for queued in desk.server.switchboard.chats.queued()] == [chat, other]
    assert await _unowned(desk) == []
    assert (await dora.ask("accept", conversation_id=chat))["type"] == "done"
    taken = (await dora.expect("event", _listed(chat, "assigned", lost=False)))["change"]["conversation"]
    assert taken["clock"]["owner_since"]  # the new owner's own clock begins now


async def test_an_answered_chat_is_told_taken_over_once_and_the_loser_gets_a_conflict(desk: Desk) -> None:
    carl, dora, tab, chat = await _jump_chat(desk, answered=True)
    await carl.socket.close()
    told = await tab.expect("event", _line("owner_away"))
    assert told["change"]["message"]["values"] == {"agent": "Carl"}
    lost = (await dora.expect("event", _listed(chat, "assigned")))["change"]["conversation"]
    assert lost["agent_name"] == "Carl Cohen"
    again = await desk.agent("dora", {})  # the list says it too
    listing = await again.find("list_snapshot", lambda frame: frame["stream"] == "d:jump")
    assert [found["id"] for found in listing["conversations"]] == [chat]
    assert (await again.ask("accept", conversation_id=chat))["type"] == "done"
    second = await again.ask("accept", conversation_id=chat)
    assert (second["type"], second["reason"]) == ("failed", "conflict")
    await tab.expect("event", _line("assigned"))
    assert await _unowned(desk) == []


async def test_an_owner_who_is_back_first_keeps_the_chat(desk: Desk) -> None:
    carl, dora, tab, chat = await _jump_chat(desk, answered=True)
    await carl.socket.close()
    await tab.expect("event", _line("owner_away"))
    back = await desk.agent("carl")  # the owner is back, while the colleague presses the button
    both = await asyncio.gather(dora.ask("accept", conversation_id=chat), back.drain())
    assert both[0]["type"] == "failed"
    await tab.expect("event", _line("owner_back"))
    await back.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=99, text="I am back.")
    assert await back.expect("ack")


async def test_after_the_last_grace_the_chat_is_in_the_queue_and_the_late_owner_is_told(desk: Desk) -> None:
    carl, dora, tab, chat = await _jump_chat(desk, answered=True)
    await carl.socket.close()
    back = (await dora.expect("event", _listed(chat, "queued")))["change"]["conversation"]
    assert back["agent_id"] is None
    late = await desk.agent("carl")
    own = await late.find("list_snapshot", lambda frame: frame["stream"].startswith("a:"))
    assert own["conversations"] == []
    await late.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=4, text="Sorry!")
    assert (await late.expect("stale"))["conversation_id"] == chat
    await tab.drain()
    shown = [frame for frame in tab.frames if frame["type"] == "event" and _line("owner_away")(frame)]
    assert len(shown) == 1  # told once, not again with the transfer
    assert await _unowned(desk) == []


async def test_routing_gives_a_lost_chat_to_the_next_agent(desk: Desk) -> None:
    anna, tab, chat = await desk.chat("anna")
    ben = await desk.agent("ben")
    await anna.socket.close()
    snapshot = await ben.expect("conversation_snapshot")
    assert snapshot["conversation"]["id"] == chat
    await tab.expect("event", lambda frame: frame["change"].get("conversation", {}).get("agent_name") == "Ben")
    again = await desk.agent("anna")
    assert await _unowned(desk) == []
    assert all(frame["type"] != "conversation_snapshot" for frame in again.frames)


async def test_the_lease_ends_with_the_last_console_of_the_account(desk: Desk) -> None:
    carl, dora, tab, chat = await _jump_chat(desk, answered=True)
    second_token = (await (await desk.sign_in("carl")).json())["access_token"]
    second = await desk.open("/ws/agent")
    await second.send("hello", versions=[1], token=second_token)
    await second.expect("welcome")
    await second.send("resume", streams={})
    await second.expect("replay_done")
    await carl.socket.close()
    await asyncio.sleep(1.5)
    await second.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=99, text="Still here.")
    assert await second.expect("ack")
    await second.socket.close()
    assert await tab.expect("event", _line("owner_away"))
    assert await dora.expect("event", _listed(chat, "queued"))


async def test_a_release_gives_all_chats_back_at_once(desk: Desk) -> None:
    carl, dora, tab, chat = await _jump_chat(desk, answered=True)
    foreign = (await (await desk.visitor(site_id="jump")).say("Not carl's"))["conversation_id"]
    assert (await carl.ask("release", conversation_ids=[foreign]))["reason"] == "not_found"
    assert (await carl.ask("release", conversation_ids=[chat, foreign, "cv_nothing"]))["type"] == "done"
    assert await dora.expect("event", _listed(chat, "queued"))
    assert await tab.expect("event", _line("owner_away"))
    assert (await carl.ask("release", conversation_ids=[]))["type"] == "done"


async def test_what_the_visitor_writes_while_the_owner_is_lost_reaches_the_colleagues(desk: Desk) -> None:
    carl, dora, tab, chat = await _jump_chat(desk, answered=True)
    await carl.socket.close()
    await dora.expect("event", _listed(chat, "assigned"))
    await tab.say("Hello?")
    news = await dora.expect("event", lambda frame: frame["stream"] == "d:jump")
    assert news["change"]["conversation"]["last_text"] == "Hello?"
    assert news["change"]["conversation"]["clock"]["started_at"]


async def test_a_restart_gives_everybody_a_minute_and_frees_nobody(tmp_path: Path) -> None:
    async with running_desk(tmp_path, lease=QUICK) as first:
        _carl, _dora, _tab, chat = await _jump_chat(first, answered=False)
    async with running_desk(tmp_path, fresh=False) as second:
        await asyncio.sleep(1.5)  # longer than the whole timetable
        board = second.server.switchboard
        kept = board.chats.get(chat)  # type: ignore[arg-type]  # ids of the wire
        assert kept is not None
        assert kept.agent_name == "Carl Cohen"
        assert await _unowned(second) == []
        carl = await second.agent("carl")
        assert any(frame["type"] == "conversation_snapshot" for frame in carl.frames)


async def test_consoles_of_one_account_share_what_was_on_screen(desk: Desk) -> None:
    carl, _dora, _tab, chat = await _jump_chat(desk, answered=False)
    wires = []
    for features in (["own_seen"], []):
        token = (await (await desk.sign_in("carl")).json())["access_token"]
        wire = await desk.open("/ws/agent")
        await wire.send("hello", versions=[1], token=token, features=features)
        assert (await wire.expect("welcome"))["features"] == features
        await wire.send("resume", streams={})
        await wire.expect("replay_done")
        wires.append(wire)
    await carl.send("own_seen", conversation_id=chat, pos=2)
    assert (await wires[0].expect("own_seen"))["pos"] == 2
    assert all(frame["type"] != "own_seen" for frame in await wires[1].drain())


async def test_goodbye_asks_every_connection_back_at_another_time(tmp_path: Path) -> None:
    retries = []
    async with running_desk(tmp_path, stop_spread_s=10.0, stop_retry_after_s=1.0) as desk:
        wires = [await desk.visitor() for _ in range(60)]
        await desk.server.switchboard.say_goodbye()
        for wire in wires:
            await wire.closed()
            retries.append(next(f["retry_after_s"] for f in wire.frames if f["type"] == "goodbye"))
    assert len(set(retries)) > 50
    assert min(retries) >= 1.0
    assert max(retries) <= 1.0 + 60 / 50
