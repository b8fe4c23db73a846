"""What a lead sees and does, over real sockets: the wall, looking along, whispering, joining, giving, limits."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from operator_console.domain.ids import AgentId
from operator_console.domain.people import Role
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from operator_console.server.store.audit import AuditQuery, read_audit
from tests.contract.server_desk import Desk, Frame, Wire, message_of, new_client_id, running_desk

TEAM = ("team",)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Ben leads the service; Anna answers there."""
    async with running_desk(tmp_path, roles={"ben": Role.SUPERVISOR}) as running:
        yield running


def _id(desk: Desk, account: str) -> AgentId:
    return next(agent.id for agent in desk.server.switchboard.directory.agents.values() if agent.account == account)


async def _lead(desk: Desk) -> Wire:
    ben = await desk.agent("ben", features=TEAM)
    await ben.ask("set_status", status="busy")
    return ben


async def _stage(desk: Desk) -> tuple[Wire, Wire, Wire, str]:
    """Return Anna's console, the visitor's tab, Ben's console, and the id of Anna's chat."""
    ben = await _lead(desk)
    anna = await desk.agent("anna", features=TEAM)
    tab = await desk.visitor()
    ack = await tab.say("Is it in stock?")
    await anna.expect("conversation_snapshot")
    await tab.find("event", lambda frame: message_of(frame).get("system") == "assigned")
    return anna, tab, ben, ack["conversation_id"]


async def _watching(ben: Wire, chat: str) -> Frame:
    assert (await ben.ask("watch", conversation_id=chat, watching=True))["type"] == "done"
    return await ben.expect("conversation_snapshot")


def _state(frame: Frame) -> object:
    return frame["change"]["conversation"]["state"]


def _system(line: str) -> Callable[[Frame], bool]:
    return lambda frame: message_of(frame).get("system") == line


async def _audited(desk: Desk, action: str) -> list[tuple[str, str]]:
    store = desk.server.switchboard.store
    await store.check()
    lines = await store.read(read_audit, AuditQuery(action=action))
    return [(line.actor, line.object) for line in lines]


async def test_the_wall_shows_everything_and_then_what_changes(desk: Desk) -> None:
    anna, tab, ben, chat = await _stage(desk)
    assert (await ben.ask("watch_wall", on=True))["type"] == "done"
    whole = await ben.find("wall", lambda frame: frame["begins"])
    assert not whole["more"]
    assert [one["id"] for one in whole["chats"]] == [chat]
    assert [one["id"] for one in whole["departments"]] == ["service"]
    assert [one["id"] for one in whole["sites"]] == ["shop"]
    by_name = {one["agent"]["account"]: one for one in whole["agents"]}
    assert by_name.keys() == {"anna", "ben"}
    assert (by_name["anna"]["open_chats"], by_name["anna"]["waiting"]) == (1, 1)
    assert by_name["anna"]["longest"]["started_at"] is not None
    assert by_name["anna"]["agent"]["status"] == "online"
    assert whole["figures"][0]["begun"] == 1

    await anna.say("Yes, it is.", conversation_id=chat, base_seq=99)
    change = await ben.expect("wall", lambda frame: bool(frame["figures"]))
    assert [one["last_text"] for one in change["chats"]] == ["Yes, it is."]
    assert (change["agents"][0]["waiting"], change["agents"][0]["longest"]) == (0, None)
    figures = change["figures"][0]
    assert (figures["replies"], figures["on_time"], figures["first_replies"]) == (1, 1, 1)

    await anna.ask("wrap_up", conversation_id=chat, outcome="solved")
    assert (await ben.expect("wall", lambda frame: bool(frame["gone"])))["gone"] == [chat]
    await tab.drain()
    assert (await ben.ask("watch_wall", on=False))["type"] == "done"
    await anna.ask("set_status", status="break")
    assert "wall" not in [frame["type"] for frame in await ben.drain()]


async def test_looking_along_shows_both_sides_type_and_everybody_knows(desk: Desk) -> None:
    anna, tab, ben, chat = await _stage(desk)
    snapshot = await _watching(ben, chat)
    assert [message["text"] for message in snapshot["messages"] if message["kind"] == "text"] == ["Is it in stock?"]
    assert (await anna.expect("watchers"))["agent_ids"] == [_id(desk, "ben")]

    await tab.send("typing", active=True, text="And the red one")
    assert (await ben.expect("visitor_typing"))["preview"] == "And the red one"
    await anna.send("typing", conversation_id=chat, active=True)
    typing = await ben.expect("colleague_typing")
    assert (typing["agent_id"], typing["active"]) == (_id(desk, "anna"), True)
    await anna.say("It is.", conversation_id=chat, base_seq=99)
    await ben.expect("event", lambda frame: message_of(frame).get("text") == "It is.")

    await ben.ask("watch", conversation_id=chat, watching=False)
    assert (await anna.expect("watchers"))["agent_ids"] == []
    await tab.say("Thanks")
    assert "event" not in [frame["type"] for frame in await ben.drain()]
    assert await _audited(desk, "watch") == [(_id(desk, "ben"), chat)]


async def test_a_whisper_reaches_the_owner_and_never_the_visitor(desk: Desk) -> None:
    anna, tab, ben, chat = await _stage(desk)
    await ben.say("Offer the newer model", conversation_id=chat, base_seq=0, kind="note", whisper=True)
    event = await anna.expect("event", lambda frame: message_of(frame).get("kind") == "note")
    message = message_of(event)
    assert (message["whisper"], message["author"]["name"]) == (True, "Ben Bos")
    # it is no answer: the clock runs on, and Anna is not stopped by it
    assert event["change"]["conversation"]["clock"]["started_at"] is not None
    await anna.say("The newer one is here.", conversation_id=chat, base_seq=2)
    await tab.expect("event", lambda frame: message_of(frame).get("text") == "The newer one is here.")
    assert "newer model" not in str(tab.frames)
    await ben.send(
        "send", client_id=new_client_id(), conversation_id=chat, base_seq=9, kind="text", text="no", whisper=True
    )
    assert (await ben.expect("send_refused"))["reason"] == "not_found"


async def test_who_joins_writes_beside_the_owner_who_sees_it_before_answering(desk: Desk) -> None:
    anna, tab, ben, chat = await _stage(desk)
    await ben.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=9, text="too early")
    await ben.expect("stale")
    assert (await ben.ask("join", conversation_id=chat, joined=True))["type"] == "done"
    joined = await tab.expect("event", _system("joined"))
    assert message_of(joined)["values"] == {"agent": "Ben"}
    assert not joined["change"]["conversation"].get("joined")
    await ben.find("conversation_snapshot")

    await ben.send("typing", conversation_id=chat, active=True)
    await tab.expect("agent_typing")
    assert (await anna.expect("colleague_typing"))["agent_id"] == _id(desk, "ben")
    await ben.say("Ben here, it is in stock.", conversation_id=chat, base_seq=99)
    event = await anna.expect("event", lambda frame: message_of(frame).get("text", "").startswith("Ben here"))
    assert event["change"]["conversation"]["clock"].get("started_at") is None
    assert not event["change"]["conversation"].get("owner_answered")
    assert message_of(event)["reply_s"] is not None
    sent = new_client_id()
    await anna.send("send", client_id=sent, conversation_id=chat, base_seq=2, text="It is.")
    assert (await anna.expect("stale"))["client_id"] == sent
    await anna.say("As Ben says.", conversation_id=chat, base_seq=event["pos"])

    assert (await ben.ask("wrap_up", conversation_id=chat, outcome="solved"))["reason"] == "not_found"
    again = await desk.agent("ben", features=TEAM)  # after a reconnect it is still among the own chats
    own = next(frame for frame in again.frames if frame.get("stream", "").startswith("a:"))
    assert [one["id"] for one in own["conversations"]] == [chat]
    assert (await again.ask("join", conversation_id=chat, joined=False))["type"] == "done"
    await tab.expect("event", _system("joined_left"))
    await again.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=99, text="gone")
    await again.expect("stale")
    assert await _audited(desk, "join") == [(_id(desk, "ben"), chat)]


async def test_who_has_joined_is_told_of_the_end(desk: Desk) -> None:
    anna, _tab, ben, chat = await _stage(desk)
    await ben.ask("join", conversation_id=chat, joined=True)
    await anna.ask("wrap_up", conversation_id=chat, outcome="solved")
    end = await ben.expect("event", lambda frame: "a:" in frame["stream"] and _state(frame) == "closed")
    assert not end["change"]["conversation"].get("joined")


async def test_taking_over_and_giving_move_the_chat_with_a_clock_of_its_own(desk: Desk) -> None:
    anna, tab, ben, chat = await _stage(desk)
    await _watching(ben, chat)
    assert (await ben.ask("give", conversation_id=chat, to_agent=_id(desk, "ben")))["type"] == "done"
    await ben.expect("conversation_snapshot", lambda frame: frame["conversation"]["agent_id"] == _id(desk, "ben"))
    gone = await anna.expect("event", lambda frame: frame["stream"].startswith("a:"))
    moved = gone["change"]["conversation"]
    assert moved["agent_id"] == _id(desk, "ben")
    assert moved["clock"]["owner_since"] is not None
    assert "taken_over" not in str(tab.frames)
    assert message_of(await tab.find("event", _system("assigned")))["values"]["agent"] in {"Anna", "Ben"}
    await anna.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=99, text="half written")
    await anna.expect("stale")

    assert (await ben.ask("give", conversation_id=chat, to_agent=_id(desk, "anna")))["type"] == "done"
    await anna.say("Here I am again.", conversation_id=chat, base_seq=99)
    for nobody in (_id(desk, "carl"), "ag_nobody"):  # of another department and not there; not there at all
        assert (await ben.ask("give", conversation_id=chat, to_agent=nobody))["type"] == "failed"
    assert len(await _audited(desk, "give")) == 2


async def test_a_limit_and_a_status_change_on_the_spot_and_the_agent_knows_who_did_it(desk: Desk) -> None:
    anna, _tab, ben, _chat = await _stage(desk)
    me = _id(desk, "anna")
    assert (await ben.ask("change_agent", agent_id=me, capacity=2, status="break"))["type"] == "done"
    told = await anna.expect("changed_by_lead")
    assert (told["by_name"], told["capacity"], told["status"]) == ("Ben", 2, "break")
    assert await anna.find("presence", lambda frame: frame["agent_id"] == me and frame["status"] == "break")
    await ben.ask("watch_wall", on=True)
    await ben.find("wall", lambda frame: any(one["agent"]["capacity"] == 2 for one in frame["agents"]))
    for wrong in ({"capacity": -1}, {"capacity": 21}, {"status": "offline"}, {}):
        assert (await ben.ask("change_agent", agent_id=me, **wrong))["reason"] == "invalid"
    assert (await anna.ask("change_agent", agent_id=_id(desk, "ben"), capacity=9))["reason"] == "not_found"
    assert (await _audited(desk, "change_agent"))[0] == (_id(desk, "ben"), me)


async def test_a_lead_who_is_none_any_more_sees_nothing_from_then_on(desk: Desk, tmp_path: Path) -> None:
    anna, tab, ben, chat = await _stage(desk)
    await ben.ask("watch_wall", on=True)
    await _watching(ben, chat)
    await ben.ask("join", conversation_id=chat, joined=True)
    with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
        administration.accounts.change_role("ben", Role.AGENT)
    assert await ben.closed() == 4410
    assert (await anna.expect("watchers", lambda frame: not frame["agent_ids"]))["agent_ids"] == []
    again = await desk.agent("ben", features=TEAM)
    assert "conversation_snapshot" not in [frame["type"] for frame in again.frames]
    for tag, values in (
        ("watch_wall", {"on": True}),
        ("watch", {"conversation_id": chat, "watching": True}),
        ("join", {"conversation_id": chat, "joined": True}),
        ("give", {"conversation_id": chat, "to_agent": _id(desk, "ben")}),
    ):
        assert (await again.ask(tag, **values))["reason"] == "not_found"
    await again.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=99, text="still here?")
    await again.expect("stale")
    await tab.say("Hello?")
    assert "Hello?" not in str(await again.drain())


async def test_an_older_console_is_told_nothing_of_all_this(desk: Desk) -> None:
    ben = await _lead(desk)
    anna = await desk.agent("anna")
    tab = await desk.visitor()
    chat = (await tab.say("Is it in stock?"))["conversation_id"]
    await anna.expect("conversation_snapshot")
    await _watching(ben, chat)
    await ben.ask("change_agent", agent_id=_id(desk, "anna"), capacity=2)
    told = {frame["type"] for frame in await anna.drain()}
    assert told.isdisjoint({"watchers", "colleague_typing", "changed_by_lead", "wall"})
