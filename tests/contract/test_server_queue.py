"""What a visitor in the queue is told, and how they may go away without losing their place; over real sockets."""

import asyncio
from pathlib import Path

from operator_console.domain.people import RoutingRules
from operator_console.server.store.ownerless import ownerless
from tests.contract.server_desk import message_of, new_client_id, running_desk

SOON = {"rules": RoutingRules(wait_told_s=0.01)}


async def test_who_waits_long_is_told_the_place_and_may_leave_an_address(tmp_path: Path) -> None:
    async with running_desk(tmp_path, sites=SOON, visitor_gone_s=0.1) as desk:
        first, second = await desk.visitor(), await desk.visitor()
        await first.say("Hello?")
        chat = (await second.say("Hello?"))["conversation_id"]
        place = await second.expect("queue_place")
        assert (place["ahead"], place["wait_low_s"], place["wait_high_s"]) == (1, None, None)  # honest: not known
        assert (await first.find("queue_place"))["ahead"] == 0
        for wrong in ({}, {"email": "nobody"}, {"phone": "12"}, {"email": "a@b.nl", "phone": "<b>"}):
            sent = new_client_id()
            await second.send("leave_contact", client_id=sent, **wrong)
            assert (await second.expect("send_refused"))["client_id"] == sent
        for _ in range(2):  # a poor line sends it twice
            await second.send("leave_contact", client_id=new_client_id(), email="joke@example.nl")
        line = message_of(await second.find("event", lambda frame: message_of(frame).get("system") == "contact_left"))
        assert line["values"] == {"email": "joke@example.nl"}
        assert not any(message_of(frame).get("system") == "contact_left" for frame in await second.drain())
        await second.socket.close()
        board = desk.server.switchboard
        async with asyncio.timeout(5):
            while board.visitors.line(board.chats.get(chat).visitor_id) is not None:  # type: ignore[union-attr]  # open
                await asyncio.sleep(0.02)
        await first.drain()
        await first.say("Still here")
        # The first visitor, who waits, goes before the one who has left.
        anna = await desk.agent("anna")
        got = (await anna.find("conversation_snapshot"))["conversation"]
        assert got["last_text"] == "Still here"
        assert (await first.find("queue_place", lambda frame: frame["ahead"] is None))["wait_low_s"] is None
        await anna.send("send", client_id=new_client_id(), conversation_id=got["id"], base_seq=99, text="Yes.")
        later = await anna.expect("conversation_snapshot", lambda frame: frame["conversation"]["id"] == chat)
        assert later["conversation"]["follow_up"]["email"] == "joke@example.nl"
        assert later["visitor"]["email"] == "joke@example.nl"
        assert await board.store.read(ownerless) == ()
