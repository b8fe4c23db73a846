"""Chats that are offered, by routing and when an owner does not react: accepted, declined, passed, over a restart."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from operator_console.domain.leases import LeaseTimes
from operator_console.domain.people import EscalationTimes, RoutingRules
from operator_console.server.store.ownerless import ownerless
from tests.contract.server_desk import Desk, Frame, Wire, message_of, new_client_id, running_desk

ASKED = {"rules": RoutingRules(offer_s=30.0, known_agent_s=0.0)}
BRIEFLY = {"rules": RoutingRules(offer_s=1.5, known_agent_s=0.0)}
NO_LEASE_ENDS = LeaseTimes(requeue_s=600, tell_s=600, transfer_s=600)


async def _consoles(desk: Desk, *accounts: str) -> dict[str, Wire]:
    """Connect consoles that can take offers, in this order."""
    features = ("offers", "activity")
    return {account: await desk.agent(account, features=features) for account in accounts}


def _offer(chat: str | None = None, *, stands: bool = True) -> Callable[[Frame], bool]:
    def holds(frame: Frame) -> bool:
        found = frame["change"].get("conversation", {})
        mine = bool(frame["stream"].startswith("a:")) and chat in {None, found.get("id")}
        return mine and (found["offer"] is not None) is stands

    return holds


async def _first_offered(consoles: dict[str, Wire]) -> tuple[str, Frame]:
    """Return who is offered a chat first, and the chat."""

    async def wait(account: str, wire: Wire) -> tuple[str, Frame]:
        return account, (await wire.expect("event", _offer()))["change"]["conversation"]

    tasks = [asyncio.ensure_future(wait(account, wire)) for account, wire in consoles.items()]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return next(iter(done)).result()


async def test_a_declined_chat_goes_to_the_next_one_and_its_clock_runs_on(tmp_path: Path) -> None:
    async with running_desk(tmp_path, sites=ASKED, offer_grace_s=0.0) as desk:
        consoles = await _consoles(desk, "anna", "ben")
        tab = await desk.visitor()
        await tab.say("Is it in stock?")
        first, offered = await _first_offered(consoles)
        other = "ben" if first == "anna" else "anna"
        assert (offered["state"], offered["offer"]["reason"], offered["agent_id"]) == ("queued", "routed", None)
        answer = {"conversation_id": offered["id"], "offer_id": offered["offer"]["id"]}
        assert (await consoles[first].ask("decline_offer", **answer))["type"] == "done"
        second = (await consoles[other].expect("event", _offer()))["change"]["conversation"]
        assert second["clock"]["started_at"] == offered["clock"]["started_at"]
        assert (await consoles[first].ask("accept_offer", **answer))["reason"] == "conflict"
        mine = {"conversation_id": second["id"], "offer_id": second["offer"]["id"]}
        assert (await consoles[other].ask("accept_offer", **mine))["type"] == "done"
        assert (await consoles[other].find("conversation_snapshot"))["conversation"]["id"] == second["id"]
        await tab.find("event", lambda frame: message_of(frame).get("system") == "assigned")
        assert not any("offer_id" in str(frame) or "of_" in str(frame) for frame in tab.frames)


async def test_an_offer_that_nobody_answers_moves_on_and_a_gone_agent_is_not_waited_for(tmp_path: Path) -> None:
    async with running_desk(tmp_path, sites=BRIEFLY, offer_grace_s=0.0) as desk:
        consoles = await _consoles(desk, "anna", "ben")
        tab = await desk.visitor()
        chat = (await tab.say("Hello?"))["conversation_id"]
        first, _offered = await _first_offered(consoles)
        other = consoles["ben" if first == "anna" else "anna"]
        again = (await other.expect("event", _offer(chat)))["change"]["conversation"]
        assert len(again["declined"]) == 1  # the first one let it pass
        await other.ask("set_status", status="break")
        await other.find("event", _offer(chat, stands=False))
        waits = desk.server.switchboard.chats.get(chat)
        assert waits is not None
        assert (waits.state.value, waits.offer) == ("queued", None)
        await other.ask("set_status", status="online")  # who was away has not declined
        await other.find("event", lambda frame: _offer(chat)(frame) and again["offer"]["id"] not in str(frame))
        assert await desk.server.switchboard.store.read(ownerless) == ()


async def test_an_offer_outlives_a_restart_and_older_consoles_are_given_chats_directly(tmp_path: Path) -> None:
    async with running_desk(tmp_path, sites=ASKED, offer_grace_s=0.0) as desk:
        anna = (await _consoles(desk, "anna"))["anna"]
        tab = await desk.visitor()
        chat = (await tab.say("Hello?"))["conversation_id"]
        token = tab.frames[0]["token"]
        offered = (await anna.expect("event", _offer(chat)))["change"]["conversation"]
    async with running_desk(tmp_path, fresh=False) as desk:
        await desk.visitor(token)
        anna = (await _consoles(desk, "anna"))["anna"]
        own = await anna.find("list_snapshot", lambda frame: frame["stream"].startswith("a:"))
        assert [found["offer"]["id"] for found in own["conversations"]] == [offered["offer"]["id"]]
        ask = {"conversation_id": chat, "offer_id": offered["offer"]["id"]}
        assert (await anna.ask("accept_offer", **ask))["type"] == "done"
        await anna.ask("set_status", status="busy")
        ben = await desk.agent("ben")
        second = (await (await desk.visitor()).say("And me?"))["conversation_id"]
        given = await ben.expect("conversation_snapshot")
        assert given["conversation"]["id"] == second


async def test_a_chat_whose_owner_does_not_react_is_offered_to_a_colleague_and_the_visitor_told(tmp_path: Path) -> None:
    times = EscalationTimes(offer_s=0.2, tell_s=0.4)
    async with running_desk(tmp_path, sites={"escalation": times}, offer_grace_s=0.0) as desk:
        anna, ben = (await _consoles(desk, "anna", "ben")).values()
        await ben.ask("set_status", status="busy")
        tab = await desk.visitor()
        chat = (await tab.say("Is anybody there?"))["conversation_id"]
        await anna.find("conversation_snapshot")
        await anna.send("activity", idle_s=0.0, locked=False)
        told = await tab.find("event", lambda frame: message_of(frame).get("system") == "still_searching")
        assert message_of(told)["values"] == {}
        await ben.ask("set_status", status="online")
        await anna.send("activity", idle_s=60.0, locked=True)
        offered = (await ben.find("event", _offer(chat)))["change"]["conversation"]
        assert (offered["offer"]["reason"], offered["agent_name"]) == ("escalation", "Anna Aalders")
        # The owner is back and answers: nothing is offered any more, the clock has run on meanwhile.
        await anna.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=99, text="Yes!")
        ended = (await ben.find("event", _offer(chat, stands=False)))["change"]["conversation"]
        assert (ended["agent_name"], ended["declined"]) == ("Anna Aalders", [])
        await tab.say("Thanks. And another thing?")
        again = (await ben.expect("event", _offer(chat)))["change"]["conversation"]
        ask = {"conversation_id": chat, "offer_id": again["offer"]["id"]}
        assert (await ben.ask("accept_offer", **ask))["type"] == "done"
        await anna.find("event", lambda frame: _offer(chat, stands=False)(frame) and "Ben Bos" in str(frame))


async def test_a_chat_of_a_dead_machine_is_offered_before_its_lease_ends(tmp_path: Path) -> None:
    times = EscalationTimes(offer_s=0.2, tell_s=0.0)
    async with running_desk(tmp_path, lease=NO_LEASE_ENDS, sites={"escalation": times}, offer_grace_s=0.0) as desk:
        anna = (await _consoles(desk, "anna"))["anna"]
        tab = await desk.visitor()
        chat = (await tab.say("Hello?"))["conversation_id"]
        await anna.find("conversation_snapshot")
        await anna.socket.close()
        ben = (await _consoles(desk, "ben"))["ben"]
        offered = (await ben.expect("event", _offer(chat)))["change"]["conversation"]
        ask = {"conversation_id": chat, "offer_id": offered["offer"]["id"]}
        assert (await ben.ask("accept_offer", **ask))["type"] == "done"
        assert await desk.server.switchboard.store.read(ownerless) == ()
