"""The supervised connection against real sockets: it greets, beats, comes back, stops, and never blocks its sender."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web

from operator_console.runtime.backoff import Backoff
from operator_console.runtime.connection import (
    Greeting,
    LinkFailed,
    LinkPhase,
    LinkState,
    LinkStopped,
    SupervisedConnection,
)
from operator_console.runtime.task_scope import TaskScope

Handler = Callable[[web.WebSocketResponse], Awaitable[None]]
WAIT_S = 5.0


class Peer:
    """A server whose behaviour the test chooses, connection by connection."""

    def __init__(self) -> None:
        self.behaviours: list[Handler] = []
        self.received: list[str] = []
        self.connections = 0
        self.address = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        behaviour = self.behaviours[min(self.connections, len(self.behaviours) - 1)]
        self.connections += 1
        await behaviour(socket)
        return socket

    async def echo(self, socket: web.WebSocketResponse) -> None:
        """Welcome, then answer every ping."""
        async for message in socket:
            self.received.append(message.data)
            if message.data == "hello":
                await socket.send_str("welcome")
            elif message.data.startswith("ping"):
                await socket.send_str("pong")

    async def silent(self, socket: web.WebSocketResponse) -> None:
        """Welcome, then answer nothing."""
        async for message in socket:
            self.received.append(message.data)
            if message.data == "hello":
                await socket.send_str("welcome")


class Speaker:
    """Says hello, keeps what it hears."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.heard: list[str] = []
        self.states: list[LinkState] = []
        self.changed_event = asyncio.Event()
        self.greet_errors: list[Exception] = []
        self.stop_codes: set[int] = set()
        self.connection: SupervisedConnection | None = None

    async def greet(self) -> Greeting:
        if self.greet_errors:
            raise self.greet_errors.pop(0)
        return Greeting(self.address, "hello")

    def received(self, data: str) -> None:
        assert self.connection is not None
        self.heard.append(data)
        if data == "welcome":
            self.connection.greeted()
        elif data == "pong":
            self.connection.answered()
        elif data == "goodbye":
            raise LinkFailed("goodbye", 0.01)
        self.changed_event.set()

    def ping(self, number: int, sent_s: float) -> str:
        assert sent_s > 0
        return f"ping {number}"

    def closed(self, code: int | None) -> None:
        if code in self.stop_codes:
            raise LinkStopped("refused")

    def changed(self, state: LinkState) -> None:
        self.states.append(state)
        self.changed_event.set()

    @property
    def phases(self) -> list[LinkPhase]:
        return [state.phase for state in self.states]

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(WAIT_S):
            while not holds():
                self.changed_event.clear()
                await self.changed_event.wait()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    running = Peer()
    app = web.Application()
    app.router.add_get("/", running.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    running.address = f"http://127.0.0.1:{port}/"
    yield running
    await runner.cleanup()


@pytest.fixture
async def connect() -> AsyncIterator[Callable[..., Speaker]]:
    client = aiohttp.ClientSession()
    errors: list[BaseException] = []
    scope = TaskScope("test", lambda _name, error: errors.append(error))

    async def client_of() -> aiohttp.ClientSession:
        return client

    def make(speaker: Speaker, heartbeat_s: float = 15.0) -> Speaker:
        backoff = Backoff(0.01, 0.02)
        speaker.connection = SupervisedConnection(
            speaker, client_of, scope.child("link"), heartbeat_s=heartbeat_s, backoff=backoff
        )
        speaker.connection.start()
        return speaker

    yield make
    await scope.close()
    await client.close()
    assert errors == []


async def test_it_greets_opens_and_sends(peer: Peer, connect: Callable[..., Speaker]) -> None:
    peer.behaviours = [peer.echo]
    speaker = connect(Speaker(peer.address))
    await speaker.until(lambda: LinkPhase.OPEN in speaker.phases)
    assert speaker.connection is not None
    assert speaker.connection.send("a wish")
    await speaker.until(lambda: speaker.heard.count("pong") >= 2)
    assert peer.received[0] == "hello"
    assert "a wish" in peer.received


async def test_it_comes_back_after_the_peer_has_gone(peer: Peer, connect: Callable[..., Speaker]) -> None:
    async def leave(socket: web.WebSocketResponse) -> None:
        await socket.receive()
        await socket.send_str("welcome")
        await socket.send_str("goodbye")

    async def cut(socket: web.WebSocketResponse) -> None:
        await socket.receive()
        assert socket._req is not None
        assert socket._req.transport is not None
        socket._req.transport.abort()

    peer.behaviours = [leave, cut, peer.echo]
    speaker = connect(Speaker(peer.address))
    await speaker.until(lambda: speaker.phases.count(LinkPhase.OPEN) == 2)
    assert peer.connections == 3
    waits = [state.retry_in_s for state in speaker.states if state.phase is LinkPhase.WAITING]
    assert waits[0] == 0.01


async def test_two_missed_pings_mean_dead(peer: Peer, connect: Callable[..., Speaker]) -> None:
    peer.behaviours = [peer.silent, peer.echo]
    speaker = connect(Speaker(peer.address), heartbeat_s=0.05)
    await speaker.until(lambda: peer.connections == 2 and "pong" in speaker.heard)
    assert LinkPhase.WAITING in speaker.phases


async def test_it_stops_when_trying_again_cannot_help(peer: Peer, connect: Callable[..., Speaker]) -> None:
    async def refuse(socket: web.WebSocketResponse) -> None:
        await socket.receive()
        await socket.close(code=4426)

    peer.behaviours = [refuse]
    speaker = Speaker(peer.address)
    speaker.stop_codes = {4426}
    connect(speaker)
    await speaker.until(lambda: LinkPhase.STOPPED in speaker.phases)
    assert speaker.states[-1].reason == "refused"
    assert speaker.connection is not None
    assert not speaker.connection.send("x")


async def test_a_greeting_may_fail_and_be_tried_again(peer: Peer, connect: Callable[..., Speaker]) -> None:
    peer.behaviours = [peer.echo]
    speaker = Speaker(peer.address)
    speaker.greet_errors = [LinkFailed("no token yet"), LinkFailed("no token yet", 0.02)]
    connect(speaker)
    await speaker.until(lambda: LinkPhase.OPEN in speaker.phases)
    assert speaker.phases.count(LinkPhase.WAITING) == 2


async def test_no_server_is_tried_until_there_is_one(connect: Callable[..., Speaker]) -> None:
    speaker = connect(Speaker("http://127.0.0.1:9/"))
    await speaker.until(lambda: speaker.phases.count(LinkPhase.WAITING) >= 3)


async def test_a_peer_that_does_not_read_is_cut(peer: Peer, connect: Callable[..., Speaker]) -> None:
    async def frozen(socket: web.WebSocketResponse) -> None:
        await socket.receive()
        await socket.send_str("welcome")
        await asyncio.sleep(WAIT_S)

    peer.behaviours = [frozen, peer.echo]
    speaker = connect(Speaker(peer.address))
    await speaker.until(lambda: LinkPhase.OPEN in speaker.phases)
    assert speaker.connection is not None
    sent = [speaker.connection.send("x" * 100_000) for _ in range(400)]
    assert sent[0]
    assert not sent[-1]
    await speaker.until(lambda: peer.connections == 2)


async def test_a_flood_does_not_hold_up_the_loop(peer: Peer, connect: Callable[..., Speaker]) -> None:
    async def flood(socket: web.WebSocketResponse) -> None:
        await socket.receive()
        await socket.send_str("welcome")
        for number in range(20_000):
            await socket.send_str(f"frame {number}")
        await peer.echo(socket)

    peer.behaviours = [flood]
    speaker = connect(Speaker(peer.address))
    turns = 0
    async with asyncio.timeout(20):
        while len(speaker.heard) <= 20_000:
            await asyncio.sleep(0)
            turns += 1
    assert turns > 20
