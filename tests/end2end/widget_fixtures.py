"""A real server, a real browser and an agent on a raw socket, for the widget's tests; knows nothing of the console."""

import asyncio
import atexit
import contextlib
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, async_playwright

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Site
from operator_console.server.administration import new_agent, open_administration
from operator_console.server.config import ServerConfig

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PASSWORD = "a long demo password"
CHROMIUM_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    "--disable-features=LocalNetworkAccessChecks",  # a page that a test makes up counts as one from the internet
]
DEPARTMENT = DepartmentId("service")
SHOPS = {"fietsenwereld": ("Fietsenwereld", "#14694f"), "skyjump": ("Skyjump", "#ff7a2f")}


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _shops(base: str) -> list[Site]:
    return [
        Site(id=SiteId(key), name=name, base_url=f"{base}/shop/{key}", colour=colour, department_id=DEPARTMENT)
        for key, (name, colour) in SHOPS.items()
    ]


@cache
def _furnished() -> Path:
    """Return a database with both sites, the agent and the articles, made once: reading articles is slow."""
    folder = Path(tempfile.mkdtemp(prefix="operator-console-shops-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        administration.ensure_department(DEPARTMENT, "Service")
        for site in _shops("http://127.0.0.1"):
            administration.ensure_site(site)
        administration.ensure_agent(new_agent("sanne", "Sanne Vermeer", (DEPARTMENT,)), PASSWORD)
        assert administration.import_articles(RESOURCES / "knowledge").problems == ()
        administration.backup(folder / "furnished.sqlite3")
    return folder / "furnished.sqlite3"


class ShopServer:
    """The product's own server as a process that can be killed and started again on the same port."""

    def __init__(self, folder: Path, **options: str) -> None:
        self._environment = {
            **os.environ,
            **{f"OPERATOR_CONSOLE_{name.upper()}": text for name, text in options.items()},
        }
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self._data = folder / "server"
        self._log = folder / "server.log"
        self._process: asyncio.subprocess.Process | None = None

    def furnish(self) -> None:
        """Create both sites, one agent for both and the sample articles."""
        self._data.mkdir(parents=True, exist_ok=True)
        config = ServerConfig(data_dir=self._data)
        shutil.copy(_furnished(), self._data / "server.sqlite3")
        with open_administration(config) as administration:
            for site in _shops(self.base):
                administration.ensure_site(site)

    async def start(self) -> None:
        """Start it and wait until it listens."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "operator_console", "server"),
                *("--port", str(self.port), "--data-dir", str(self._data)),
                *("--demo-site", str(RESOURCES / "demo_site")),
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=self._environment,
            )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 90)
        assert line, self._log.read_text()[-3000:]
        assert json.loads(line)["listening"] == self.base

    @property
    def runs(self) -> bool:
        """Tell whether it has been started and not ended."""
        return self._process is not None and self._process.returncode is None

    def disarm(self) -> None:
        """Let the next start pass every fail point."""
        self._environment.pop("OPERATOR_CONSOLE_FAIL_POINTS", None)

    async def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    def freeze(self) -> None:
        """Let it keep its connections and answer nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    async def stop(self) -> None:
        """End it whatever state it is in."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()


class AgentSide:
    """One agent's console, played over the raw socket."""

    def __init__(self, base: str, http: aiohttp.ClientSession) -> None:
        self._base = base
        self._http = http
        self._changed = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._token = ""
        self.frames: list[dict[str, Any]] = []
        self.me: dict[str, Any] = {}

    async def connect(self) -> None:
        """Sign in and be online."""
        await self.disconnect()
        body = {"account": "sanne", "password": PASSWORD, "device": "test"}
        async with self._http.post(f"{self._base}/api/v1/sign-in", json=body) as answer:
            assert answer.status == 200, await answer.text()
            signed_in = await answer.json()
        self._token = signed_in["access_token"]
        self._socket = await self._http.ws_connect(f"{self._base}/ws/agent", max_msg_size=0)
        await self.send({"type": "hello", "versions": [1], "token": signed_in["access_token"]})
        self._reading = asyncio.create_task(self._read(self._socket))
        welcome = await self.frame(lambda frame: frame["type"] == "welcome")
        self.me = welcome["me"]
        await self.send({"type": "resume", "streams": {}})
        await self.status("online")

    async def disconnect(self) -> None:
        """Close the console."""
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reading
        if self._socket is not None:
            await self._socket.close()
        self.frames.clear()

    async def send(self, frame: dict[str, Any]) -> None:
        """Send any frame."""
        assert self._socket is not None
        await self._socket.send_json(frame)

    async def get(self, path: str) -> dict[str, Any]:
        """Read something over HTTP."""
        async with self._http.get(f"{self._base}{path}", headers={"Authorization": f"Bearer {self._token}"}) as answer:
            assert answer.status == 200, await answer.text()
            return dict(await answer.json())

    async def status(self, status: str) -> None:
        """Change the own status and wait until it is so."""
        request_id = uuid.uuid4().hex
        await self.send({"type": "set_status", "request_id": request_id, "status": status})
        await self.frame(lambda frame: frame.get("request_id") == request_id and frame["type"] == "done")

    async def frame(self, wanted: Callable[[dict[str, Any]], bool], timeout_s: float = 15) -> dict[str, Any]:
        """Return the first frame that is `wanted`, received or still to come."""
        async with asyncio.timeout(timeout_s):
            while True:
                for frame in self.frames:
                    if wanted(frame):
                        return frame
                self._changed.clear()
                await self._changed.wait()

    def messages(self) -> list[dict[str, Any]]:
        """Return every message of every conversation seen, once, in order."""
        found: dict[str, dict[str, Any]] = {}
        for frame in self.frames:
            if frame["type"] == "conversation_snapshot":
                found.update({message["id"]: message for message in frame["messages"]})
            elif frame["type"] == "event" and frame["change"]["type"] == "message_added":
                found[frame["change"]["message"]["id"]] = frame["change"]["message"]
        return sorted(found.values(), key=lambda message: (message["conversation_id"], message["pos"]))

    def visitor_texts(self) -> list[str]:
        """Return what visitors wrote, in order."""
        return [one["text"] for one in self.messages() if one["author"]["kind"] == "visitor" and one["kind"] == "text"]

    async def heard(self, text: str, timeout_s: float = 15) -> str:
        """Wait for a visitor's message and return its conversation."""
        async with asyncio.timeout(timeout_s):
            while True:
                for message in self.messages():
                    if message["text"] == text and message["author"]["kind"] == "visitor":
                        return str(message["conversation_id"])
                self._changed.clear()
                await self._changed.wait()

    async def say(self, conversation_id: str, text: str, kind: str = "text") -> None:
        """Send a message or a note and wait for its tick."""
        client_id = str(uuid.uuid4())
        wish = {"type": "send", "client_id": client_id, "conversation_id": conversation_id, "base_seq": 0}
        await self.send({**wish, "kind": kind, "text": text, "force": True})
        await self.frame(lambda frame: frame["type"] == "ack" and frame["client_id"] == client_id)

    async def types(self, conversation_id: str, *, active: bool) -> None:
        """Type, or stop typing."""
        await self.send({"type": "typing", "conversation_id": conversation_id, "active": active})

    async def correct_name(self, name: str) -> None:
        """Correct the name of the visitor of the newest chat."""
        snapshots = [frame for frame in self.frames if frame["type"] == "conversation_snapshot"]
        visitor_id = snapshots[-1]["conversation"]["visitor_id"]
        request_id = uuid.uuid4().hex
        wish = {"type": "correct_visitor", "request_id": request_id, "visitor_id": visitor_id, "name": name}
        await self.send(wish)
        await self.frame(lambda frame: frame.get("request_id") == request_id and frame["type"] == "done")

    async def wrap_up(self, conversation_id: str) -> None:
        """End a conversation."""
        request_id = uuid.uuid4().hex
        wish = {"type": "wrap_up", "request_id": request_id, "conversation_id": conversation_id, "outcome": "solved"}
        await self.send({**wish, "tags": ["secret-tag"], "note": "secret wrap-up"})
        await self.frame(lambda frame: frame.get("request_id") == request_id and frame["type"] == "done")

    async def finish_all(self) -> int:
        """Wrap every own chat up and return how many there were."""
        await self.frame(lambda frame: frame["type"] == "replay_done")
        shown = [frame["conversation"] for frame in self.frames if frame["type"] == "conversation_snapshot"]
        mine = {chat["id"] for chat in shown if chat["state"] == "assigned" and chat["agent_id"] == self.me["id"]}
        for conversation_id in mine:
            await self.wrap_up(conversation_id)
        return len(mine)

    async def _read(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        async for message in connection:
            frame = json.loads(message.data)
            if frame["type"] == "ping":
                await self.send({"type": "pong", "id": frame["id"], "sent_s": frame["sent_s"]})
            self.frames.append(frame)
            self._changed.set()


class Visitor:
    """A visitor in a real browser: one context, any number of tabs; remembers complaints and foreign requests."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context = context
        self._base = base
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._on_request)

    async def visit(self, path: str = "fietsenwereld/", page: Page | None = None) -> Page:
        """Open a page of a shop."""
        page = page or await self.context.new_page()
        await page.goto(f"{self._base}/shop/{path}")
        return page

    async def chat(self, path: str = "fietsenwereld/") -> Page:
        """Open a page and the chat on it."""
        page = await self.visit(path)
        await page.locator(".launcher").click()
        await page.locator(".panel").wait_for()
        return page

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self._base, "blob:", "data:")):
            self.foreign.append(request.url)


class Floor:
    """Server, browser and agent together."""

    def __init__(self, server: ShopServer, browser: Browser, agent: AgentSide) -> None:
        self.server = server
        self.browser = browser
        self.agent = agent
        self._contexts: list[BrowserContext] = []

    async def visitor(self, **options: Any) -> Visitor:  # noqa: ANN401 - as Playwright takes them
        """Return a new visitor with a browser profile of its own."""
        options = {"locale": "nl-NL", "viewport": {"width": 1280, "height": 800}, **options}
        context = await self.browser.new_context(**options)
        self._contexts.append(context)
        return Visitor(context, self.server.base)

    async def tidy(self) -> None:
        """Send the visitors of a test home and close their chats, so that the next one finds the desk empty."""
        for context in self._contexts:
            await context.close()
        self._contexts.clear()
        if not self.server.runs:
            await self.server.start()
        await self.agent.connect()
        if await self.agent.finish_all():
            await self.agent.connect()


@contextlib.asynccontextmanager
async def open_floor(folder: Path, **options: str) -> AsyncIterator[Floor]:
    """Start everything, the server with these options, and end it."""
    server = ShopServer(folder, **options)
    server.furnish()
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        await server.start()
        http = await stack.enter_async_context(aiohttp.ClientSession())
        agent = AgentSide(server.base, http)
        stack.push_async_callback(agent.disconnect)
        await agent.connect()
        playwright = await stack.enter_async_context(async_playwright())
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = await playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        stack.push_async_callback(browser.close)
        yield Floor(server, browser, agent)


async def say(page: Page, text: str) -> None:
    """Type a message into the open chat and send it with Enter."""
    field = page.locator("textarea")
    await field.fill(text)
    await field.press("Enter")


def bubble(page: Page, text: str) -> Locator:
    """Return the messages that say exactly this."""
    return page.locator(".message .text").get_by_text(text, exact=True)


def ticked(page: Page) -> Locator:
    """Return the visitor's own messages that have their tick."""
    return page.locator(".message.mine").filter(has=page.get_by_text("Verstuurd", exact=True))
