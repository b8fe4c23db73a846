"""A server, one line for desks and one for visitors, and whoever a test wants there; judged by the checker."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.contract.furnishing import ORIGIN
from tests.faults.checker import Finding, check
from tests.faults.desks import DeskActor
from tests.faults.frame_proxy import FrameProxy
from tests.faults.history import Record, records
from tests.faults.servers import Disk, ServerActor
from tests.faults.visitors import Visitor

CONVERGED_LIMIT_S = 5.0
SLOW_MACHINE = 3.0
"""Tests share their machine with others; the campaign measures with the real limit."""


class Floor:
    """Everybody of one test.

    Attributes:
        desk_line, visitor_line: The proxies; a desk may have one of its own.
    """

    def __init__(self, folder: Path, server: ServerActor, http: aiohttp.ClientSession) -> None:
        self.folder = folder
        self.server = server
        self.disk = Disk(server.folder)
        self.desk_line = FrameProxy(server.port, 1)
        self.visitor_line = FrameProxy(server.port, 2)
        self.desks: list[DeskActor] = []
        self.visitors: list[Visitor] = []
        self.proxies = [self.desk_line, self.visitor_line]
        self._http = http

    async def line(self, *, buffer_bytes: int | None = None) -> FrameProxy:
        """Return a further proxy."""
        proxy = FrameProxy(self.server.port, 3, buffer_bytes=buffer_bytes)
        await proxy.start()
        self.proxies.append(proxy)
        return proxy

    async def desk(
        self,
        who: str = "anna",
        account: str = "anna",
        *,
        fail_points: str = "",
        line: FrameProxy | None = None,
        heartbeat_s: float = 15.0,
        module: str = "tests.faults.desk_process",
    ) -> DeskActor:
        """Start a desk that is live and online."""
        address = (line or self.desk_line).address
        desk = DeskActor(who, account, self.folder, address, heartbeat_s=heartbeat_s, module=module)
        self.desks.append(desk)
        await desk.start(fail_points)
        await desk.until_live()
        return desk

    async def visitor(self, who: str = "visitor") -> Visitor:
        """Let a visitor come in."""
        visitor = Visitor(who, self.folder, self.visitor_line.address, "shop", ORIGIN, len(self.visitors))
        self.visitors.append(visitor)
        visitor.start(self._http)
        async with asyncio.timeout(30):
            while not visitor.live:
                await asyncio.sleep(0.01)
        return visitor

    async def chat(self) -> tuple[DeskActor, Visitor, str]:
        """Return a desk and a visitor with a chat between them."""
        desk = await self.desk()
        visitor = await self.visitor()
        visitor.say("hello")
        (name,) = await desk.until_owns()
        return desk, visitor, name

    def come_back(self, visitor: Visitor) -> None:
        """Open the visitor's page again after a crash."""
        visitor.start(self._http)

    async def connected(self, line: FrameProxy, limit_s: float = 20.0) -> None:
        """Wait until somebody is connected through a line."""
        async with asyncio.timeout(limit_s):
            while not any(one.is_socket for one in line.lines):
                await asyncio.sleep(0.02)

    def records(self) -> list[Record]:
        """Return the history so far."""
        return records(self.folder)

    def ticked(self) -> set[str]:
        """Return the client ids that have a tick."""
        return {record.client_id for record in self.records() if record.kind == "acked"}

    def on_disk(self) -> dict[str, str]:
        """Return what is on the server's disk: client ids and texts."""
        stored = self.disk.stored(everything=True)
        return {said.client_id: said.text for one in stored.values() for said in one.said}

    async def until(self, client_id: str, limit_s: float = 10.0) -> None:
        """Wait until a message has its tick."""
        async with asyncio.timeout(limit_s):
            while client_id not in self.ticked():
                await asyncio.sleep(0.02)

    async def judge(self, *, parked: bool = False) -> list[Finding]:
        """Return what is wrong now; `parked` messages may wait."""
        views = [visitor.view() for visitor in self.visitors]
        live = all(visitor.live for visitor in self.visitors)
        for desk in self.desks:
            answer = await desk.ask("view")
            live = live and answer.live and not answer.errors
            assert answer.view is not None
            views.append(answer.view)
        history = self.records()
        findings = list(check(history, self.disk.stored(everything=True), views).findings)
        if not live or (not parked and any(view.waiting for view in views)):
            waiting = {view.who: view.waiting for view in views if view.waiting}
            findings.append(Finding(broken="not converged", what=f"live {live}, waiting {waiting}"))  # type: ignore[arg-type]  # by its word
        return findings

    async def healed(self, limit_s: float = CONVERGED_LIMIT_S * SLOW_MACHINE, *, parked: bool = False) -> None:
        """Let everybody hear that the network is back, and wait until every promise holds.

        Raises:
            AssertionError: It does not come to that in time.
        """
        for proxy in self.proxies:
            proxy.heal()
        for visitor in self.visitors:
            visitor.check()
        for desk in self.desks:
            await desk.ask("check")
        end_s = asyncio.get_running_loop().time() + limit_s
        while findings := await self.judge(parked=parked):
            assert asyncio.get_running_loop().time() < end_s, findings
            await asyncio.sleep(0.05)


@asynccontextmanager
async def open_floor(
    tmp_path: Path,
    *,
    fail_points: str = "",
    module: str = "operator_console",
    prepare: Callable[[Path], None] = lambda _folder: None,
    **options: str,
) -> AsyncIterator[Floor]:
    """Start a furnished server and both lines, and end everybody."""
    server = ServerActor(tmp_path / "server", module=module, **options)
    server.furnish()
    prepare(server.folder)
    await server.start(fail_points)
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector) as http:
        floor = Floor(tmp_path, server, http)
        for proxy in tuple(floor.proxies):
            await proxy.start()
        try:
            yield floor
        finally:
            await asyncio.gather(*(visitor.close() for visitor in floor.visitors))
            await asyncio.gather(*(desk.stop() for desk in floor.desks))
            await asyncio.gather(*(proxy.close() for proxy in floor.proxies))
            floor.disk.close()
            await server.stop()
