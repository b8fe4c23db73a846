"""Transfers as offers, on a real server over real sockets: the sender keeps the chat and its clock till then."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.contract.server_desk import Desk, Frame, Wire, message_of, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


def _offered(chat: str, *, stream: str = "a:") -> Callable[[Frame], bool]:
    def holds(frame: Frame) -> bool:
        found = frame["change"].get("conversation", {})
        return bool(frame["stream"].startswith(stream) and found.get("id") == chat and found["offer"] is not None)

    return holds


def _over(chat: str, *, stream: str = "a:") -> Callable[[Frame], bool]:
    def holds(frame: Frame) -> bool:
        found = frame["change"].get("conversation", {})
        return bool(frame["stream"].startswith(stream) and found.get("id") == chat and found["offer"] is None)

    return holds


def _line(key: str) -> Callable[[Frame], bool]:
    return lambda frame: message_of(frame).get("system") == key


async def _offer(desk: Desk, **to: object) -> tuple[Wire, Wire, Wire, str, Frame]:
    """Return anna, ben, the visitor's tab, the id of anna's chat, and the offer as ben hears of it."""
    anna, tab, chat = await desk.chat("anna")
    ben = await desk.agent("ben")
    agents = {agent.account: agent.id for agent in desk.server.switchboard.directory.agents.values()}
    wish = to or {"to_agent": agents["ben"]}
    answer = await anna.ask("transfer", conversation_id=chat, summary="Wants a bike", note="Be nice.", **wish)
    assert answer["type"] == "done", answer
    event = await ben.find("event", _offered(chat, stream="d:" if "to_department" in wish else "a:"))
    return anna, ben, tab, chat, event["change"]["conversation"]


async def test_an_accepted_transfer_changes_the_owner_and_starts_a_clock_of_their_own(desk: Desk) -> None:
    anna, ben, tab, chat, offered = await _offer(desk)
    assert (offered["state"], offered["agent_name"]) == ("assigned", "Anna Aalders")
    assert offered["offer"]["summary"] == "Wants a bike"
    line = message_of(await anna.find("event", _line("transfer_offered")))
    assert line["values"] == {"agent": "Anna", "to": "Ben", "summary": "Wants a bike"}
    assert message_of(await anna.find("event", lambda frame: message_of(frame).get("kind") == "note"))["text"]
    await anna.send("send", client_id="kept-000001", conversation_id=chat, base_seq=99, text="One moment.")
    assert await anna.expect("ack")  # the sender keeps the chat until then
    await tab.say("And a bell?")
    began = (await anna.find("event", lambda frame: message_of(frame).get("text") == "And a bell?"))["change"][
        "conversation"
    ]["clock"]["started_at"]
    accepted = await ben.ask("accept_offer", conversation_id=chat, offer_id=offered["offer"]["id"])
    assert accepted["type"] == "done"
    mine = (await ben.find("event", _over(chat)))["change"]["conversation"]
    assert (mine["agent_name"], mine["offer"], mine["clock"]["started_at"]) == ("Ben Bos", None, began)
    assert mine["clock"]["owner_since"]
    assert await anna.find("event", lambda frame: _over(chat)(frame) and "Ben Bos" in str(frame))
    again = await ben.ask("accept_offer", conversation_id=chat, offer_id=offered["offer"]["id"])
    assert again["type"] == "done"  # a lost answer does no harm
    late = await anna.ask("withdraw_transfer", conversation_id=chat)
    assert (late["type"], late["reason"]) == ("failed", "conflict")
    seen = [str(frame) for frame in await tab.drain()]
    assert not any(word in frame for frame in (*seen, *map(str, tab.frames)) for word in ("Wants a bike", "Be nice"))


async def test_a_declined_or_withdrawn_transfer_leaves_the_chat_where_it_is(desk: Desk) -> None:
    anna, ben, _tab, chat, offered = await _offer(desk)
    first = offered["offer"]["id"]
    assert (await ben.ask("decline_offer", conversation_id=chat, offer_id=first, reason="Lunch"))["type"] == "done"
    line = message_of(await anna.find("event", _line("transfer_declined")))
    assert line["values"] == {"agent": "Ben", "reason": "Lunch"}
    assert (await ben.ask("decline_offer", conversation_id=chat, offer_id=first))["type"] == "done"
    late = await ben.ask("accept_offer", conversation_id=chat, offer_id=first)
    assert late["reason"] == "conflict"
    wish = {"conversation_id": chat, "to_agent": offered["offer"]["to_agent"], "summary": "Please"}
    assert (await anna.ask("transfer", **wish))["type"] == "done"
    assert (await anna.ask("transfer", **wish))["type"] == "done"  # sent twice by a poor line
    assert (await anna.ask("transfer", conversation_id=chat, to_department="service"))["reason"] == "conflict"
    assert (await anna.ask("withdraw_transfer", conversation_id=chat))["type"] == "done"
    assert await anna.find("event", _line("transfer_withdrawn"))
    kept = desk.server.switchboard.chats.get(chat)  # type: ignore[arg-type]  # ids of the wire
    assert kept is not None
    assert (kept.agent_name, kept.offer) == ("Anna Aalders", None)


async def test_a_transfer_to_another_department_is_read_by_those_it_is_for_and_moves_there(desk: Desk) -> None:
    anna, tab, chat = await desk.chat("anna")
    dora = await desk.agent("dora")
    await dora.ask("set_status", status="busy")  # else the routing would give it to her
    token = await desk.token("dora")
    path = f"/api/v1/conversations/{chat}"
    assert (await desk.get(path, token)).status == 404
    assert (await anna.ask("transfer", conversation_id=chat, to_department="jump"))["type"] == "done"
    offered = (await dora.find("event", _offered(chat, stream="d:jump")))["change"]["conversation"]
    assert (await desk.get(path, token)).status == 200
    again = await desk.agent("dora")
    listed = await again.find("list_snapshot", lambda frame: frame["stream"] == "d:jump")
    assert [found["id"] for found in listed["conversations"]] == [chat]  # who comes later sees it as well
    ask = {"conversation_id": chat, "offer_id": offered["offer"]["id"]}
    assert (await anna.ask("accept_offer", **ask))["type"] == "done"  # it is hers already
    assert (await again.ask("accept_offer", **ask))["type"] == "done"
    mine = (await again.find("event", _over(chat)))["change"]["conversation"]
    assert (mine["agent_name"], mine["department_id"]) == ("Dora Dijk", "jump")
    assert await tab.find("event", lambda frame: message_of(frame).get("values") == {"agent": "Dora"})
    assert (await desk.get(path, await desk.token("anna"))).status == 404


async def test_nobody_answers_or_makes_an_offer_that_is_not_theirs(desk: Desk) -> None:
    anna, _ben, _tab, chat, offered = await _offer(desk)
    ask = {"conversation_id": chat, "offer_id": offered["offer"]["id"]}
    dora = await desk.agent("dora")
    for wish in ("accept_offer", "decline_offer", "transfer", "withdraw_transfer"):
        assert (await dora.ask(wish, **ask))["reason"] == "not_found"
    agents = {agent.account: agent.id for agent in desk.server.switchboard.directory.agents.values()}
    assert (await anna.ask("withdraw_transfer", conversation_id=chat))["type"] == "done"
    for to in ({"to_agent": agents["dora"]}, {"to_agent": agents["anna"]}, {"to_department": "nowhere"}, {}):
        assert (await anna.ask("transfer", conversation_id=chat, **to))["reason"] == "not_found"


async def test_a_wrapped_up_chat_takes_its_offer_along(desk: Desk) -> None:
    anna, ben, _tab, chat, offered = await _offer(desk)
    assert (await anna.ask("wrap_up", conversation_id=chat, outcome="solved"))["type"] == "done"
    closed = (await ben.find("event", _over(chat)))["change"]["conversation"]
    assert closed["state"] == "closed"
    late = await ben.ask("accept_offer", conversation_id=chat, offer_id=offered["offer"]["id"])
    assert late["reason"] == "conflict"


async def test_the_routing_gives_a_transfer_to_a_department_to_its_first_free_agent(desk: Desk) -> None:
    dora = await desk.agent("dora")
    anna, _tab, chat = await desk.chat("anna")
    assert (await anna.ask("transfer", conversation_id=chat, to_department="jump"))["type"] == "done"
    assert (await dora.find("conversation_snapshot"))["conversation"]["department_id"] == "jump"
