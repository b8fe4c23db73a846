"""Everybody who takes part in a campaign, each behind a proxy: server, desks, window, visitors, browser."""

import asyncio
import contextlib
import random
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
from msgspec import structs

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Site
from operator_console.server.administration import Administration, new_agent
from tests.contract.furnishing import PASSWORD
from tests.faults.checker import View
from tests.faults.desks import DeskActor, DeskGone
from tests.faults.frame_proxy import FrameProxy
from tests.faults.servers import ROOT, Disk, ServerActor
from tests.faults.visitors import Visitor
from tests.faults.widget_page import WidgetPage

SHOP = "fietsenwereld"
HEARTBEAT_S = 3.0
CAPACITY = 12
DESKS = (("anna-1", "anna"), ("anna-2", "anna"), ("ben", "ben"), ("carl", "carl"), ("dora", "dora"))
WINDOW = ("window", "walt")
_SERVER_DEATHS = ("server.commit.before=kill:{n}", "server.commit.after=kill:{n}", "server.ack.before=kill:{n}")
_DESK_DEATHS = (
    "desk.outbox.before=kill:{n}",
    "desk.outbox.after=kill:{n}",
    "desk.ack.before=kill:{n}",
    "desk.ack.after=kill:{n}",
)


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cast:
    """Starts everybody, keeps those alive that are killed, heals, and looks at all screens.

    Args:
        visitors: Number of visitors, the browser among them.
        real: With a browser and a window, which need a screen.
    """

    def __init__(self, folder: Path, seed: int, *, visitors: int = 20, desks: int = 5, real: bool = True) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.server = ServerActor(
            folder / "server", "--demo-site", str(ROOT / "resources" / "demo_site"), heartbeat_s=str(HEARTBEAT_S)
        )
        self.server.port = free_port()
        self.proxies: dict[str, FrameProxy] = {}
        self.desks: list[DeskActor] = []
        self.visitors: list[Visitor] = []
        self.widget: WidgetPage | None = None
        self.calm = True
        self.away: set[str] = set()
        self.deaths = 0
        self.http: aiohttp.ClientSession | None = None
        self._seed = seed
        self._wanted = (visitors - real, desks, real)
        self._armed: set[str] = set()
        self._keepers: list[asyncio.Task[None]] = []
        self._disk: Disk | None = None

    # -- lifetime

    async def start(self) -> None:
        """Start everybody; returns when all are connected."""
        count, desks, real = self._wanted
        self.folder.mkdir(parents=True, exist_ok=True)
        people = [*DESKS[:desks], *([WINDOW] if real else [])]
        names = [who for who, _account in people]
        for name in (*names, *(["widget"] if real else []), *(f"visitors-{number}" for number in range(4))):
            self.proxies[name] = FrameProxy(self.server.port, self._seed + len(self.proxies))
            await self.proxies[name].start()
        origin = self.proxies["widget" if real else "visitors-0"].address
        self.server.furnish(lambda administration: _furnish(administration, origin))
        await self.server.start()
        self._disk = Disk(self.server.folder)
        self.http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, force_close=True))
        for number, (who, account) in enumerate(people):
            self.desks.append(
                DeskActor(
                    *(who, account, self.folder, self.proxies[who].address),
                    window=who == WINDOW[0],
                    seed=self._seed * 100 + number,
                    heartbeat_s=HEARTBEAT_S,
                )
            )
        await asyncio.gather(*(desk.start() for desk in self.desks))
        for number in range(count):
            proxy = self.proxies[f"visitors-{number % 4}"]
            visitor = Visitor(f"visitor-{number:02}", self.folder, proxy.address, SHOP, origin, self._seed + number)
            visitor.start(self.http)
            self.visitors.append(visitor)
        if real:
            self.widget = WidgetPage("widget", self.folder, self.proxies["widget"].address, SHOP)
            await self.widget.start()
        self._keepers = [asyncio.create_task(self._keep_server())]
        self._keepers += [asyncio.create_task(self._keep_desk(desk)) for desk in self.desks]

    async def close(self) -> None:
        """End everybody."""
        self.calm = True
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        if self.widget is not None:
            await self.widget.close()
        await asyncio.gather(*(visitor.close() for visitor in self.visitors))
        await asyncio.gather(*(desk.stop() for desk in self.desks))
        if self.http is not None:
            await self.http.close()
        await asyncio.gather(*(proxy.close() for proxy in self.proxies.values()))
        if self._disk is not None:
            self._disk.close()
        await self.server.stop()

    # -- what dies is started again

    async def _keep_server(self) -> None:
        while True:
            await self.server.ended()
            self.deaths += 1
            await asyncio.sleep(0.0 if self.calm else self.dice.uniform(0.1, 3.0))
            with contextlib.suppress(RuntimeError, TimeoutError):  # killed while it started: once more
                await self.server.start(self._fail_points("server", _SERVER_DEATHS, 400))

    async def _keep_desk(self, desk: DeskActor) -> None:
        while True:
            await desk.ended()
            self.deaths += 1
            await asyncio.sleep(0.0 if self.calm else self.dice.uniform(0.1, 2.0))
            with contextlib.suppress(DeskGone):
                await desk.start(self._fail_points(desk.who, _DESK_DEATHS, 12))
                await desk.ask("pace", 0 if self.calm else AGENT_PACE_MS)

    def _fail_points(self, who: str, deaths: tuple[str, ...], passes: int) -> str:
        """Sometimes arm a process that is started again, so that the next kill hits exactly one place."""
        self._armed.discard(who)
        if self.calm or self.dice.random() < 0.5:
            return ""
        self._armed.add(who)
        return self.dice.choice(deaths).format(n=self.dice.randint(1, passes))

    # -- what they do

    async def pace(self, agents_ms: int) -> None:
        """Let the agents write once in so many milliseconds each; 0 stops them."""
        await self._tell("pace", agents_ms)

    async def wrap_up(self, each: int) -> None:
        """Let every agent close some chats, so that transcripts do not grow for ever."""
        await self._tell("wrap", each)

    async def _tell(self, do: str, number: int = 0) -> None:
        async def tell(desk: DeskActor) -> None:
            with contextlib.suppress(DeskGone):
                await desk.ask(do, number)

        await asyncio.gather(*(tell(desk) for desk in self.desks))

    # -- healing

    async def heal(self) -> None:
        """End every fault, have everybody run unarmed, and let all of them hear that the network is back."""
        self.calm = True
        for proxy in self.proxies.values():
            proxy.heal()
        if "server" in self._armed:
            await self.server.kill()
        for desk in self.desks:
            if desk.who in self._armed:
                await desk.kill()
        async with asyncio.timeout(90):
            while not await self._all_run():
                await asyncio.sleep(0.1)
        if self.widget is not None and not self.widget.is_open:
            await self.widget.open()
        await self.pace(0)
        await self.hint()

    async def hint(self) -> None:
        """Do what an operating system does when the network is back."""
        for visitor in self.visitors:
            visitor.check()
        if self.widget is not None:
            await self.widget.check()
        await self._tell("check")

    async def missing(self) -> str:
        """Name those who do not run, for a person."""
        missing = [] if self.server.listening else ["server"]
        for desk in self.desks:
            try:
                await desk.ask("state")
            except DeskGone as gone:
                missing.append(str(gone))
        return ", ".join([*missing, *(f"{who} is armed" for who in self._armed)])

    async def _all_run(self) -> bool:
        if not self.server.listening or self._armed:
            return False
        try:
            await asyncio.gather(*(desk.ask("state") for desk in self.desks))
        except DeskGone:
            return False
        return True

    # -- seeing

    async def views(self) -> tuple[list[View], bool]:
        """Return every screen, and whether everybody is connected."""
        live = all(visitor.live for visitor in self.visitors)
        views = [visitor.view() for visitor in self.visitors]
        for desk in self.desks:
            answer = await desk.ask("view")
            live = live and answer.live
            if answer.view is not None:
                views.append(answer.view)
        if self.widget is not None:
            view = await self.widget.view()
            live = live and view is not None
            views += [] if view is None else [view]
        return views, live

    @property
    def disk(self) -> Disk:
        assert self._disk is not None
        return self._disk

    def victims(self, wanted: Callable[[str], bool] = lambda _name: True) -> list[FrameProxy]:
        return [proxy for name, proxy in self.proxies.items() if wanted(name)]


AGENT_PACE_MS = 900
Fault = Callable[[Cast, random.Random, asyncio.Event], Awaitable[str]]


def _furnish(administration: Administration, origin: str) -> None:
    department = DepartmentId("service")
    administration.ensure_department(department, "Service")
    administration.ensure_site(
        Site(
            id=SiteId(SHOP),
            name="Fietsenwereld",
            base_url=f"{origin}/shop/{SHOP}",
            origins=(origin,),
            department_id=department,
        )
    )
    for account in dict.fromkeys(account for _who, account in (*DESKS, WINDOW)):
        agent = structs.replace(new_agent(account, account.title(), (department,)), capacity=CAPACITY)
        administration.ensure_agent(agent, PASSWORD)
