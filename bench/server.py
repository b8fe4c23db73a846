"""Measures the real server process: durable messages per second, acks at 500/s, memory of an idle visitor."""

import asyncio
import base64
import contextlib
import gc
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import aiohttp
import psutil
from msgspec import structs

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Agent, Site
from operator_console.server import ServerConfig
from operator_console.server.administration import new_agent, open_administration

VISITORS = 1_000
AGENTS = 10
FLOOD_S = 8.0
STEADY_S = 5.0
WINDOWS = 3
STEADY_PER_S = 500
WINDOW = 2
ORIGIN = "http://shop.bench"
PASSWORD = "bench password"
_ACK = b'{"type":"ack"'


class Peer(asyncio.Protocol):
    """The cheapest WebSocket client that is still one: masks with zeros, counts what it does not need."""

    def __init__(self, path: str, host: str, on_text: Callable[["Peer", bytes], None]) -> None:
        self._path = path
        self._host = host
        self._on_text = on_text
        self._buffer = b""
        self._open = False
        self.transport: asyncio.Transport
        self.lost = False
        self.sent_at: dict[bytes, float] = {}
        self.acks = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        key = base64.b64encode(os.urandom(16)).decode()
        origin = f"Origin: {ORIGIN}\r\n" if "visitor" in self._path else ""
        self.transport.write(
            f"GET {self._path} HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{origin}"
            "User-Agent: Mozilla/5.0 (Windows NT 10.0) Chrome/120\r\n\r\n".encode()
        )

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True

    def send(self, payload: bytes) -> None:
        size = len(payload)
        head = bytes((0x81, 0x80 | size)) if size < 126 else bytes((0x81, 0xFE)) + size.to_bytes(2, "big")
        self.transport.write(head + b"\0\0\0\0" + payload)

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data if self._buffer else data
        if not self._open:
            end = buffer.find(b"\r\n\r\n")
            if end < 0:
                self._buffer = buffer
                return
            if b" 101 " not in buffer[:20]:
                raise ConnectionError(buffer[:80])
            self._open, buffer = True, buffer[end + 4 :]
        at, whole = 0, len(buffer)
        while whole - at >= 2:
            size, start = buffer[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(buffer[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, start = int.from_bytes(buffer[at + 2 : at + 10], "big"), at + 10
            if whole - start < size:
                break
            if buffer[at] == 0x81:
                self._on_text(self, buffer[start : start + size])
            at = start + size
        self._buffer = buffer[at:]


class Load:
    """Visitors and agents against one server."""

    def __init__(self, address: str) -> None:
        self._host = address.removeprefix("http://")
        self.visitors: list[Peer] = []
        self.agents: list[Peer] = []
        self.latencies_s: list[float] = []
        self.late_s: list[float] = []
        self.acks = 0
        self.flooding = False
        self.measuring = False
        self._number = 0
        self._prefix = secrets.token_hex(4)
        self._welcomed = 0

    async def connect(self, path: str, hello: dict[str, Any], on_text: Callable[[Peer, bytes], None]) -> Peer:
        host, _, port = self._host.partition(":")
        loop = asyncio.get_running_loop()
        _transport, peer = await loop.create_connection(lambda: Peer(path, self._host, on_text), host, int(port))
        peer.send(json.dumps({"type": "hello", "versions": [1], **hello}).encode())
        peer.send(b'{"type":"resume","streams":{}}')
        return peer

    async def visit(self, count: int) -> None:
        wanted = self._welcomed + count
        for number in range(count):
            url = f"{ORIGIN}/p/{number}"
            hello = {"site_id": "bench", "visit_key": secrets.token_hex(8), "page": {"type": "page", "url": url}}
            self.visitors.append(await self.connect("/ws/visitor", hello, self._on_visitor_text))
        await self._until(lambda: self._welcomed >= wanted)

    async def staff(self, tokens: list[str]) -> None:
        for token in tokens:
            self.agents.append(await self.connect("/ws/agent", {"token": token}, lambda _peer, _text: None))
        await asyncio.sleep(0.3)

    def say(self, peer: Peer, at_s: float) -> None:
        self._number += 1
        client_id = f"{self._prefix}-{self._number:012}".encode()
        peer.sent_at[client_id] = at_s
        peer.send(
            b'{"type":"send","client_id":"' + client_id + b'","text":"Is this bicycle in stock in blue, size 56?"}'
        )

    async def say_once_each(self) -> None:
        """Let every visitor begin a conversation, and wait until all are answered."""
        wanted = self.acks + len(self.visitors)
        for peer in self.visitors:
            self.say(peer, time.perf_counter())
        await self._until(lambda: self.acks >= wanted)

    async def flood(self, seconds: float, process: psutil.Process) -> tuple[float, float]:
        """Keep two messages of each visitor under way.

        Returns:
            How many were acknowledged per second, and the processor time that the server spent on each, in seconds.
        """
        self.flooding = True
        for peer in self.visitors:
            for _ in range(WINDOW):
                self.say(peer, time.perf_counter())
        await asyncio.sleep(1.0)
        begun_s, before, spent_s = time.perf_counter(), self.acks, _cpu_s(process)
        await asyncio.sleep(seconds)
        count = self.acks - before
        rate, each_s = count / (time.perf_counter() - begun_s), (_cpu_s(process) - spent_s) / count
        self.flooding = False
        await self._until(lambda: not any(peer.sent_at for peer in self.visitors))
        return rate, each_s

    async def steady(self, seconds: float, per_s: int) -> None:
        """Send at a fixed rate, whatever comes back; a latency counts from when the message was really sent.

        No answer can hold a message back here, so that a late one is the fault of this process or its core alone:
        how late they were is kept in `late_s`, to judge the window by.
        """
        begun_s = time.perf_counter()
        self.latencies_s.clear()
        self.late_s.clear()
        for number in range(int(seconds * per_s)):
            due_s = begun_s + number / per_s
            delay_s = due_s - time.perf_counter()
            if delay_s > 0:
                await asyncio.sleep(delay_s)
            self.measuring = number > per_s
            sent_s = time.perf_counter()
            self.late_s.append(sent_s - due_s)
            self.say(self.visitors[number * 7 % len(self.visitors)], sent_s)
        await self._until(lambda: not any(peer.sent_at for peer in self.visitors))

    def _on_visitor_text(self, peer: Peer, text: bytes) -> None:
        if text.startswith(_ACK):
            self.acks += 1
            sent_s = peer.sent_at.pop(text[27:48], None)
            if self.measuring and sent_s is not None:
                self.latencies_s.append(time.perf_counter() - sent_s)
            if self.flooding:
                self.say(peer, time.perf_counter())
        elif text.startswith(b'{"type":"welcome"'):
            self._welcomed += 1

    async def _until(self, done: Callable[[], bool], limit_s: float = 20.0) -> None:
        async with asyncio.timeout(limit_s):
            while not done():
                if any(peer.lost for peer in self.visitors):
                    msg = "the server has cut a visitor"
                    raise ConnectionError(msg)
                await asyncio.sleep(0.02)


@contextlib.contextmanager
def running_server(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Start the installed command on a fresh database, on a core of its own where the platform allows."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    config = ServerConfig(data_dir=folder)
    with open_administration(config) as administration:
        administration.ensure_department("bench", "Bench")
        site = Site(
            id=SiteId("bench"), name="Bench", base_url=ORIGIN, origins=(ORIGIN,), department_id=DepartmentId("bench")
        )
        administration.ensure_site(site)
        for number in range(AGENTS):
            agent = new_agent(f"agent{number}", f"Agent {number}", (DepartmentId("bench"),))
            administration.ensure_agent(_roomy(agent), PASSWORD)
    command = [sys.executable, "-m", "operator_console", "server", "--data-dir", str(folder), "--port", "0"]
    with (folder / "server.log").open("wb") as log:
        environment = {**os.environ, "OPERATOR_CONSOLE_NEW_VISITORS_PER_MINUTE": "0"}
        folder_of_code = Path(__file__).parent.parent
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=folder_of_code, env=environment)
        try:
            if len(cores) > 1:
                os.sched_setaffinity(process.pid, {cores[0]})
                os.sched_setaffinity(0, set(cores[1:]))
            line = cast("Any", process.stdout).readline()
            yield json.loads(line)["listening"], psutil.Process(process.pid)
        finally:
            if cores:
                os.sched_setaffinity(0, set(cores))
            process.terminate()
            process.wait(10)


def _roomy(agent: Agent) -> Agent:
    return structs.replace(agent, capacity=VISITORS)


def run() -> dict[str, float]:
    """Measure once; takes about half a minute."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        running_server(Path(folder)) as (
            address,
            process,
        ),
    ):
        return asyncio.run(_measure(address, process))


async def _measure(address: str, process: psutil.Process) -> dict[str, float]:
    gc.disable()  # a search among a thousand peers would be counted as the server's time
    load = Load(address)
    tokens = await _sign_in(address)
    await load.visit(50)
    before = process.memory_info().rss
    await load.visit(VISITORS - 50)
    await asyncio.sleep(1.5)
    idle_kb = (process.memory_info().rss - before) / 1024 / (VISITORS - 50)
    await load.staff(tokens)
    await load.say_once_each()
    await asyncio.sleep(2.0)
    windows = []
    for _ in range(WINDOWS):
        await load.steady(STEADY_S, STEADY_PER_S)
        windows.append((sorted(load.latencies_s), sorted(load.late_s)))
    # The middle one of three windows: a machine that does something else for a second spoils one.
    ordered, late = sorted(windows, key=lambda window: window[0][int(len(window[0]) * 0.99)])[WINDOWS // 2]
    per_s, each_s = await load.flood(FLOOD_S, process)
    return {
        "server.durable_per_s": per_s,
        "server.cpu_us_per_message": each_s * 1e6,
        "server.ack_p50_ms": ordered[len(ordered) // 2] * 1000,
        "server.ack_p99_ms": ordered[int(len(ordered) * 0.99)] * 1000,
        "server.load_late_p99_ms": late[int(len(late) * 0.99)] * 1000,
        "server.idle_visitor_kb": idle_kb,
    }


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def _sign_in(address: str) -> list[str]:
    async with aiohttp.ClientSession() as session:
        tokens = []
        for number in range(AGENTS):
            body = {"account": f"agent{number}", "password": PASSWORD}
            async with session.post(f"{address}/api/v1/sign-in", json=body) as response:
                tokens.append((await response.json())["access_token"])
        return tokens
