"""Notes that name colleagues, raised hands and one chat given back, on a real server over real sockets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from operator_console.domain.ids import AgentId
from tests.contract.server_desk import Desk, Frame, message_of, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


def _ids(desk: Desk) -> dict[str, str]:
    return {agent.account: agent.id for agent in desk.server.switchboard.directory.agents.values()}


def _names(frame: Frame) -> bool:
    return bool(frame["change"]["type"] == "mentioned")


async def test_a_note_tells_whom_it_names_and_nobody_else(desk: Desk) -> None:
    anna, tab, chat = await desk.chat("anna")
    ben, carl = await desk.agent("ben"), await desk.agent("carl")
    ids = _ids(desk)
    named = [ids["ben"], ids["carl"], ids["anna"], "ag_nobody"]
    note: Frame = {"conversation_id": chat, "base_seq": 99, "kind": "note", "mentions": named}
    await anna.say("Look here @Ben Bos", **note)
    told = await ben.find("event", _names)
    assert told["stream"] == f"a:{ids['ben']}"
    change = told["change"]
    assert (change["message"]["text"], change["conversation"]["id"]) == ("Look here @Ben Bos", chat)
    assert change["message"]["mentions"] == [ids["ben"]]
    assert not [frame for frame in await carl.drain() if frame["type"] == "event"]
    page = await (await desk.get(f"/api/v1/conversations/{chat}/messages", await desk.token("carl"))).json()
    assert page == {"reason": "not_found"} or page.get("messages") is None
    anew = await desk.agent("ben")  # a console that has nothing yet
    listed = await anew.find("list_snapshot", lambda frame: frame["stream"] == f"a:{ids['ben']}")
    assert [one["message"]["text"] for one in listed["mentions"]] == ["Look here @Ben Bos"]
    assert not any("Ben Bos" in str(frame) for frame in (*tab.frames, *await tab.drain()))


async def test_colleagues_of_the_department_write_notes_and_only_notes(desk: Desk) -> None:
    anna, _tab, chat = await desk.chat("anna")
    ben, carl = await desk.agent("ben"), await desk.agent("carl")
    await ben.say("Ask for the frame number", conversation_id=chat, base_seq=0, kind="note", force=True)
    note = message_of(await anna.find("event", lambda frame: message_of(frame).get("kind") == "note"))
    assert (note["author"]["name"], note["text"]) == ("Ben Bos", "Ask for the frame number")
    mine: Frame = {"conversation_id": chat, "base_seq": 99}
    await anna.say("Your frame number?", **mine)  # a colleague's note makes nothing stale
    await ben.send("send", client_id="not-mine-01", text="Hello", kind="text", force=True, **mine)
    assert (await ben.expect("stale"))["client_id"] == "not-mine-01"
    await carl.send("send", client_id="not-mine-02", text="Hello", kind="note", force=True, **mine)
    assert (await carl.expect("send_refused"))["reason"] == "not_found"
    await anna.ask("wrap_up", conversation_id=chat, outcome="solved")
    await ben.send("send", client_id="too-late-01", text="Late", kind="note", force=True, **mine)
    assert (await ben.expect("stale"))["client_id"] == "too-late-01"


async def test_a_hand_is_raised_by_the_owner_and_lowered(desk: Desk) -> None:
    anna, tab, chat = await desk.chat("anna")
    ben = await desk.agent("ben")
    assert (await ben.ask("raise_hand", conversation_id=chat, raised=True))["reason"] == "not_found"
    wish = {"conversation_id": chat, "raised": True, "text": "Angry <b>visitor</b>\n" + "x" * 500}
    assert (await anna.ask("raise_hand", **wish))["type"] == "done"
    line = await anna.find("event", lambda frame: message_of(frame).get("system") == "hand_raised")
    values, after = message_of(line)["values"], line["change"]["conversation"]
    assert (values["agent"], values["text"]) == ("Anna", after["hand_text"])
    assert after["hand_text"].startswith("Angry <b>visitor</b> x")
    assert len(after["hand_text"]) <= 200
    assert after["hand_raised_at"]
    assert (await anna.ask("raise_hand", **wish))["type"] == "done"
    assert (await ben.ask("raise_hand", conversation_id=chat, raised=False))["reason"] == "not_found"
    assert (await anna.ask("raise_hand", conversation_id=chat, raised=False))["type"] == "done"
    await anna.drain()
    events = [frame for frame in anna.frames if frame["type"] == "event"]
    raised = [frame for frame in events if message_of(frame).get("system") == "hand_raised"]
    assert len(raised) == 1
    assert not any("Angry" in str(frame) for frame in (*tab.frames, *await tab.drain()))


async def test_one_chat_given_back_leaves_the_agent_online(desk: Desk) -> None:
    anna, _tab, chat = await desk.chat("anna")
    assert (await anna.ask("release", conversation_ids=[chat], leaving=False))["type"] == "done"
    assert desk.server.switchboard.agents.status(AgentId(_ids(desk)["anna"])).value == "online"


async def test_colleagues_are_told_with_their_load_and_departments_by_name(desk: Desk) -> None:
    _anna, _tab, _chat = await desk.chat("anna")
    await desk.agent("ben")
    found = await (await desk.get("/api/v1/colleagues", await desk.token("ben"))).json()
    (anna,) = found["agents"]
    assert (anna["name"], anna["status"], anna["open"], anna["waiting"]) == ("Anna Aalders", "online", 1, 1)
    assert [(place["name"], place["online"]) for place in found["departments"]] == [("Jump", 0), ("Service", 1)]
    assert (await desk.get("/api/v1/colleagues", "nonsense")).status == 401
