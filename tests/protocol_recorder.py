"""Records real conversations of both gateways, so that later versions can be held against what this one said.

``python -m tests.protocol_recorder tests/data/protocol/v1`` writes one file per conversation: a line is
``{"to": "server" | "client", "gateway": "agent" | "visitor", "who": ..., "frame": ...}`` in the order of the wire.
Record once per released version of the protocol; never change a file of a released one.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import aiohttp

from operator_console.domain.leases import LeaseTimes
from operator_console.protocol.versions import FEATURES
from tests.contract.furnishing import PASSWORD
from tests.contract.server_desk import Desk, Frame, Wire, new_client_id, running_desk

CLOSED = "closed by the client"
"""Stands in a recording where a client closed its socket; no frame of the wire."""
SECRETS = frozenset({"token"})


class Recording:
    """The lines of one conversation."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, to: str, gateway: str, who: str, frame: Frame) -> None:
        known = {name: "secret" if name in SECRETS and value else value for name, value in frame.items()}
        line = {"to": to, "gateway": gateway, "who": who, "frame": known}
        self.lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


class _Socket:
    """A socket that writes down what passes."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, recording: Recording, gateway: str, who: str) -> None:
        self._socket = socket
        self._recording, self._gateway, self._who = recording, gateway, who

    def _note(self, to: str, frame: Frame) -> None:
        self._recording.add(to, self._gateway, self._who, frame)

    async def send_json(self, frame: Frame) -> None:
        self._note("server", frame)
        await self._socket.send_json(frame)

    async def receive(self) -> aiohttp.WSMessage:
        message = await self._socket.receive()
        if message.type is aiohttp.WSMsgType.TEXT:
            self._note("client", message.json())
        return message

    async def receive_json(self) -> Frame:
        message = await self.receive()
        assert message.type is aiohttp.WSMsgType.TEXT, message
        return cast("Frame", message.json())

    async def close(self) -> None:
        self._note("server", {"type": CLOSED})
        await self._socket.close()

    @property
    def close_code(self) -> int | None:
        return self._socket.close_code


class RecordingDesk(Desk):
    """Opens recorded wires."""

    recording = Recording()
    who = ""

    async def open(self, path: str, **headers: str) -> Wire:
        wire = await super().open(path, **headers)
        gateway = path.rsplit("/", 1)[1]
        socket: Any = _Socket(wire.socket, self.recording, gateway, self.who or gateway)
        wire.socket = socket
        return wire

    async def console(self, account: str, **hello: object) -> Wire:
        """Connect as this version's console does."""
        self.who = account
        token = (await (await self.sign_in(account, PASSWORD)).json())["access_token"]
        wire = await self.open("/ws/agent")
        await wire.send("hello", versions=[1], token=token, client="recorder", features=list(FEATURES), **hello)
        await wire.expect("welcome")
        await wire.send("resume", streams={})
        await wire.expect("replay_done")
        return wire


async def everyday(desk: RecordingDesk) -> None:
    """A chat from its first question to its wrap-up, with everything an agent and a visitor ask for."""
    anna = await desk.console("anna")
    desk.who = "visitor"
    tab = await desk.visitor(language="nl", time_zone="Europe/Amsterdam", touch=True)
    chat = (await tab.say("Is it in stock?", name="Mia"))["conversation_id"]
    snapshot = await anna.expect("conversation_snapshot")
    await anna.send("ping", id=1, sent_s=1.5)
    await tab.send("typing", active=True, text="I mean")
    await anna.expect("visitor_typing")
    await anna.send("typing", conversation_id=chat, active=True)
    await tab.expect("agent_typing")
    for text, more in (("One moment.", {"holding": True}), ("Yes.", {}), ("Knows bikes.", {"kind": "note"})):
        await anna.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=9, text=text, **more)
        await anna.expect("ack")
    await tab.expect("event", lambda frame: "Yes." in str(frame["change"]))
    await tab.send("receipt", conversation_id=chat, delivered_pos=4, read_pos=4)
    await anna.expect("receipt")
    await tab.send("page", url="https://shop.example/cart", title="Cart")
    await tab.send("cart", cart={"items": [{"name": "Bike", "quantity": 1, "price_cents": 184900}]})
    await tab.send("fields", fields={"customer": "2019"})
    await anna.expect("visit_updated")
    await tab.say("Thanks!")
    await anna.ask("no_answer_needed", conversation_id=chat)
    await anna.ask("set_tags", conversation_id=chat, tags=["stock"])
    await anna.ask("correct_visitor", visitor_id=snapshot["visitor"]["id"], name="Mia B", email="m@shop.example")
    await anna.send("own_seen", conversation_id=chat, pos=5)
    await anna.ask("set_status", status="busy")
    await anna.send("fetch_stream", stream=f"c:{chat}", epoch=snapshot["epoch"], pos=2)
    await anna.expect("replay_done")
    await tab.send("ping", id=1, sent_s=2.5)
    await tab.expect("pong")
    await anna.ask("wrap_up", conversation_id=chat, outcome="sale", tags=["stock"], note="Sold.", value_cents=184900)
    await tab.expect("event", lambda frame: "wrapped_up" in str(frame["change"]))
    await anna.ask("accept", conversation_id="cv_nothing")


async def lost_owner(desk: RecordingDesk) -> None:
    """An agent is lost, a colleague takes over; later one goes home and gives the chat back."""
    carl, dora = await desk.console("carl"), await desk.console("dora")
    desk.who = "visitor"
    tab = await desk.visitor(site_id="jump")
    chat = (await tab.say("May I jump?"))["conversation_id"]
    await carl.ask("accept", conversation_id=chat)
    await carl.expect("conversation_snapshot")
    await carl.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=9, text="Yes.")
    await carl.expect("ack")
    await carl.socket.close()
    await tab.expect("event", lambda frame: "owner_away" in str(frame["change"]))
    await dora.ask("accept", conversation_id=chat)
    await dora.expect("conversation_snapshot")
    back = await desk.console("carl")
    await back.send("send", client_id=new_client_id(), conversation_id=chat, base_seq=3, text="Sorry!")
    await back.expect("stale")
    await back.send("send", client_id="!", conversation_id=chat, base_seq=3, text="x")
    await back.expect("send_refused")
    await dora.ask("release", conversation_ids=[chat])
    await tab.send("leave")
    await back.drain()
    await tab.drain()


async def presence(desk: RecordingDesk) -> None:
    """An agent is at work, goes away from the machine, locks it, and comes back."""
    anna = await desk.console("anna")
    for idle_s, locked in ((0.0, False), (31.5, False), (42.0, True), (1.0, False)):
        await anna.send("activity", idle_s=idle_s, locked=locked)
    await anna.ask("set_status", status="break")


async def goodbye(desk: RecordingDesk) -> None:
    """The server stops."""
    anna = await desk.console("anna")
    desk.who = "visitor"
    tab = await desk.visitor()
    await tab.say("Hello?")
    await anna.expect("conversation_snapshot")
    await desk.server.switchboard.say_goodbye()
    await anna.closed()
    await tab.closed()


async def refused(desk: RecordingDesk) -> None:
    """Neither side speaks a common version, or the account is not good."""
    desk.who = "old console"
    for hello in ({"versions": [99], "token": "x"}, {"versions": [1], "token": "x"}):
        wire = await desk.open("/ws/agent")
        await wire.send("hello", **hello)
        await wire.expect("denied")


CONVERSATIONS: dict[str, Callable[[RecordingDesk], Awaitable[None]]] = {
    "everyday": everyday,
    "lost_owner": lost_owner,
    "presence": presence,
    "goodbye": goodbye,
    "refused": refused,
}


async def record(name: str) -> list[str]:
    """Play one conversation against the real server and return its lines."""
    times = LeaseTimes(requeue_s=0.3, tell_s=0.5, transfer_s=60)
    with tempfile.TemporaryDirectory() as folder:
        async with running_desk(Path(folder), lease=times) as running:
            desk = RecordingDesk(running.server, running.address, running.http)
            desk.recording = Recording()
            await CONVERSATIONS[name](desk)
            return list(desk.recording.lines)


async def main(target: Path) -> None:
    """Write all conversations."""
    target.mkdir(parents=True, exist_ok=True)
    for name in CONVERSATIONS:
        (target / f"{name}.jsonl").write_text("\n".join(await record(name)) + "\n", "utf-8")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
