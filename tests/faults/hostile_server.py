"""A server that speaks the agents' protocol badly, in the test's own loop; knows of the product only its wire."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

Scene = Callable[["Stage"], Awaitable[None]]
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).isoformat()
AGENT = {"id": "anna", "name": "Anna", "first_name": "Anna", "account": "anna", "departments": ["service"]}
WELCOME = {
    "type": "welcome", "version": 1, "epoch": "e1", "server_time": NOW, "server_name": "Bad", "me": AGENT, "sites": [],
    "departments": [],
}  # fmt: skip


def conversation(number: int = 1) -> dict[str, Any]:
    """Return a conversation of anna's."""
    return {
        "id": f"cv_{number}", "site_id": "shop", "department_id": "service", "visitor_id": "vs_1", "visit_id": "vt_1",
        "state": "assigned", "started_at": NOW, "agent_id": "anna", "agent_name": "Anna", "version": 1,
    }  # fmt: skip


def event(pos: int, *, chat: int = 1, epoch: str = "e1", text: str = "x") -> str:
    """Return an event with a message."""
    message = {
        "id": f"ms_{chat}_{pos}", "conversation_id": f"cv_{chat}", "pos": pos, "kind": "text",
        "author": {"kind": "visitor", "id": "vs_1", "name": ""}, "sent_at": NOW, "text": text,
    }  # fmt: skip
    change = {"type": "message_added", "message": message, "conversation": conversation(chat)}
    return json.dumps(
        {"type": "event", "stream": f"c:cv_{chat}", "epoch": epoch, "pos": pos, "at": NOW, "change": change}
    )


def snapshot(messages: list[dict[str, Any]]) -> str:
    """Return a snapshot of anna's conversation."""
    head = {"type": "conversation_snapshot", "stream": "c:cv_1", "epoch": "e1", "pos": 1}
    return json.dumps({**head, "conversation": conversation(), "messages": messages})


class Stage:
    """One connection of the console, from the server's side."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket

    async def say(self, text: str | dict[str, Any]) -> None:
        await self.socket.send_str(text if isinstance(text, str) else json.dumps(text))
        await asyncio.sleep(0)  # writing does not wait as long as there is room

    async def heard(self, kind: str) -> dict[str, Any]:
        """Return the console's next frame of a kind."""
        while True:
            frame: dict[str, Any] = await self.socket.receive_json()
            if frame["type"] == kind:
                return frame

    async def greet(self) -> None:
        """Welcome the console and let it catch up with nothing."""
        await self.say(WELCOME)
        await self.heard("resume")
        await self.say({"type": "replay_done"})


class HostileServer:
    """Counts connections; `scene` is played on each."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.connections = 0
        self.address = ""

    async def agents(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        try:
            await Stage(socket).heard("hello")
            await self.scene(Stage(socket))
        except (ConnectionError, TypeError, RuntimeError, asyncio.CancelledError):
            pass
        return socket

    async def token(self, _request: web.Request) -> web.Response:
        tokens = {"access_token": "a", "refresh_token": "r", "expires_in_s": 900.0, "agent": AGENT}
        return web.json_response(tokens)


@asynccontextmanager
async def hostile(
    scene: Scene, *, tls: ssl.SSLContext | None = None, whole: web.Application | None = None
) -> AsyncIterator[HostileServer]:
    """Run such a server; `whole` is another application in its place."""
    server = HostileServer(scene)
    app = whole or web.Application()
    if whole is None:
        app.router.add_get("/ws/agent", server.agents)
        app.router.add_post("/api/v1/refresh", server.token)
        app.router.add_post("/api/v1/sign-in", server.token)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    port = runner.addresses[0][1]
    server.address = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()
