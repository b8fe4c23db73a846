"""A server in the test's own loop, with people who speak the wire language over real sockets."""

import asyncio
import atexit
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
from msgspec import structs

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.leases import LeaseTimes
from operator_console.domain.people import Role, Routing, Site
from operator_console.domain.response_clock import ClockTargets
from operator_console.domain.site_settings import SiteSettings
from operator_console.runtime.task_scope import TaskScope
from operator_console.server import ServerConfig
from operator_console.server.administration import Administration, new_agent, open_administration
from operator_console.server.run import Server, ServerResources
from operator_console.server.store.database import Database
from operator_console.server.store.site_settings import put_settings
from operator_console.server.store.unit import UnitOfWork
from tests.contract.furnishing import ORIGIN, OTHER_ORIGIN, PASSWORD

WAIT_S = 5.0
CLOSE_LIMIT_S = 0.3
Frame = dict[str, Any]


def fill(administration: Administration) -> None:
    """Two departments with a site each, automatic and manual, and four agents: anna and ben, carl, and dora in both."""
    service, jump = DepartmentId("service"), DepartmentId("jump")
    administration.ensure_department(service, "Service")
    administration.ensure_department(jump, "Jump")
    administration.ensure_site(
        Site(
            id=SiteId("shop"),
            name="Shop",
            base_url=ORIGIN,
            origins=(ORIGIN,),
            department_id=service,
            targets=ClockTargets(target_s=30.0),
        )
    )
    administration.ensure_site(
        Site(
            id=SiteId("jump"),
            name="Jump",
            base_url=OTHER_ORIGIN,
            origins=(OTHER_ORIGIN,),
            department_id=jump,
            routing=Routing.MANUAL,
            typing_preview=False,
        )
    )
    for account, name, departments in (
        ("anna", "Anna Aalders", (service,)),
        ("ben", "Ben Bos", (service,)),
        ("carl", "Carl Cohen", (jump,)),
        ("dora", "Dora Dijk", (jump,)),
    ):
        administration.ensure_agent(new_agent(account, name, departments), PASSWORD)


class Wire:
    """One open WebSocket that keeps what it has received."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.frames: list[Frame] = []

    async def send(self, type_: str, **values: object) -> None:
        await self.socket.send_json({"type": type_, **values})

    async def expect(self, kind: str, where: Callable[[Frame], bool] = lambda _frame: True) -> Frame:
        """Return the next frame of a kind, keeping the ones before it in `frames`."""
        async with asyncio.timeout(WAIT_S):
            while True:
                message = await self.socket.receive()
                assert message.type is aiohttp.WSMsgType.TEXT, f"{message} while waiting for {kind}"
                frame: Frame = message.json()
                self.frames.append(frame)
                if frame["type"] == kind and where(frame):
                    return frame

    async def find(self, kind: str, where: Callable[[Frame], bool] = lambda _frame: True) -> Frame:
        """Return the first such frame, received already or yet to come."""
        for frame in self.frames:
            if frame["type"] == kind and where(frame):
                return frame
        return await self.expect(kind, where)

    async def drain(self) -> list[Frame]:
        """Return everything that arrives before the answer to a ping."""
        begun = len(self.frames)
        await self.send("ping", id=len(self.frames) + 1000)
        await self.expect("pong", lambda frame: frame["id"] == begun + 1000)
        return self.frames[begun:-1]

    async def closed(self) -> int | None:
        """Wait for the server to close and return the code."""
        async with asyncio.timeout(WAIT_S):
            while True:
                message = await self.socket.receive()
                if message.type is aiohttp.WSMsgType.TEXT:
                    self.frames.append(message.json())
                elif message.type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}:
                    return self.socket.close_code

    async def say(self, text: str, client_id: str | None = None, **values: object) -> Frame:
        """Send a message and return its acknowledgement."""
        sent = client_id or new_client_id()
        await self.send("send", client_id=sent, text=text, **values)
        return await self.expect("ack", lambda frame: frame["client_id"] == sent)

    async def ask(self, kind: str, **values: object) -> Frame:
        """Send a request and return its answer, done or failed."""
        request_id = new_client_id()
        await self.send(kind, request_id=request_id, **values)
        async with asyncio.timeout(WAIT_S):
            while True:
                frame: Frame = await self.socket.receive_json()
                self.frames.append(frame)
                if frame.get("request_id") == request_id:
                    return frame


class Desk:
    """A running server and the doors to it."""

    def __init__(self, server: Server, address: str, http: aiohttp.ClientSession) -> None:
        self.server = server
        self.address = address
        self.http = http
        self.errors: list[BaseException] = []
        self._tokens: dict[str, Frame] = {}
        self._wires: list[Wire] = []

    async def close(self) -> None:
        """Close what a test has left open; whoever does not answer is not waited for."""
        await asyncio.gather(*(wire.socket.close() for wire in self._wires))
        await self.http.close()

    async def sign_in(self, account: str, password: str = PASSWORD) -> aiohttp.ClientResponse:
        body = {"account": account, "password": password, "device": "test"}
        return await self.http.post(f"{self.address}/api/v1/sign-in", json=body)

    async def token(self, account: str) -> str:
        if account not in self._tokens:
            self._tokens[account] = await (await self.sign_in(account)).json()
        return str(self._tokens[account]["access_token"])

    async def get(self, path: str, token: str, **headers: str) -> aiohttp.ClientResponse:
        given = {"Authorization": f"Bearer {token}", **headers}
        return await self.http.get(f"{self.address}{path}", headers=given)

    async def upload(self, token: str, name: str, body: bytes) -> aiohttp.ClientResponse:
        headers = {"Authorization": f"Bearer {token}", "X-File-Name": name}
        return await self.http.post(f"{self.address}/api/v1/uploads", data=body, headers=headers)

    async def open(self, path: str, **headers: str) -> Wire:
        timeout = aiohttp.ClientWSTimeout(ws_close=CLOSE_LIMIT_S)
        address = f"{self.address}{path}"
        wire = Wire(await self.http.ws_connect(address, headers=headers, autoping=True, timeout=timeout))
        self._wires.append(wire)
        return wire

    async def agent(self, account: str, streams: Frame | None = None, *, features: Sequence[str] = ()) -> Wire:
        """Connect a console that has caught up."""
        token = await self.token(account)
        wire = await self.open("/ws/agent")
        await wire.send("hello", versions=[1], token=token, features=list(features))
        await wire.expect("welcome")
        await wire.send("resume", streams=streams or {})
        await wire.expect("replay_done")
        return wire

    async def visitor(
        self,
        token: str | None = None,
        *,
        site_id: str = "shop",
        key: str | None = None,
        streams: Frame | None = None,
        **hello: object,
    ) -> Wire:
        """Connect a tab that has caught up; its welcome is its first frame."""
        origin = ORIGIN if site_id == "shop" else OTHER_ORIGIN
        wire = await self.open("/ws/visitor", Origin=origin, **{"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/130.0"})
        page = {"type": "page", "url": f"{origin}/bikes?utm_source=mail", "title": "Bikes"}
        await wire.send(
            "hello",
            **{"versions": [1], "site_id": site_id, "visit_key": key or new_client_id(), "token": token, "page": page}
            | hello,
        )
        await wire.expect("welcome")
        await wire.send("resume", streams=streams or {})
        await wire.expect("replay_done")
        return wire

    async def set_up(self, site_id: str, **changes: object) -> None:
        """Set what a site's owner sets, and wait until the server knows it."""
        store = self.server.switchboard.store
        before = store.directory.settings_of(SiteId(site_id))
        kept: list[SiteSettings | None] = []

        def put(unit: UnitOfWork) -> None:
            kept.append(put_settings(unit.connection, structs.replace(before, **changes)))

        await store.transact(put)
        assert kept[0] is not None
        async with asyncio.timeout(5):
            while store.directory.settings_of(SiteId(site_id)).version != kept[0].version:
                await asyncio.sleep(0.02)

    async def chat(self, account: str = "anna", text: str = "Is it in stock?") -> tuple[Wire, Wire, str]:
        """Return a console, a visitor's tab, and the id of their chat."""
        console = await self.agent(account)
        tab = await self.visitor()
        ack = await tab.say(text)
        await tab.expect("event", lambda frame: "system" in str(frame["change"]))
        await console.expect("conversation_snapshot")
        return console, tab, ack["conversation_id"]


def new_client_id() -> str:
    return str(uuid.uuid4())


def message_of(frame: Frame) -> Frame:
    """Return the message of an event; nothing when it is another change."""
    message: Frame = frame["change"].get("message", {})
    return message


def build(
    folder: Path,
    errors: list[BaseException],
    *,
    widget: Path | None = None,
    shops: Path | None = None,
    **options: object,
) -> Server:
    """Return a server over `folder` that has not started, with the errors of its tasks in `errors`."""
    config = structs.replace(ServerConfig(data_dir=folder, port=0), **options)
    scope = TaskScope("server", lambda _name, error: errors.append(error))
    resources = ServerResources(widget=widget or folder, demo_site=shops)
    return Server(config, resources, Database(config.database, config.backups), scope)


@cache
def filled() -> Path:
    """Return a filled database, made once: hashing passwords is slow on purpose."""
    folder = Path(tempfile.mkdtemp(prefix="operator-console-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        fill(administration)
        administration.backup(folder / "filled.sqlite3")
    return folder / "filled.sqlite3"


def change_sites(folder: Path, **changes: object) -> None:
    """Give all sites of a filled database these values."""
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        for site in administration.directory().sites.values():
            administration.ensure_site(structs.replace(site, **changes))


def set_roles(folder: Path, roles: Mapping[str, Role]) -> None:
    """Give accounts of a filled database these roles."""
    with open_administration(ServerConfig(data_dir=folder)) as administration:
        for account, role in roles.items():
            administration.accounts.change_role(account, role)


@asynccontextmanager
async def running_desk(
    folder: Path,
    *,
    widget: Path | None = None,
    shops: Path | None = None,
    lease: LeaseTimes | None = None,
    sites: Mapping[str, object] | None = None,
    roles: Mapping[str, Role] | None = None,
    fresh: bool = True,
    **options: object,
) -> AsyncIterator[Desk]:
    """Run a filled server; a bug in one of its tasks fails the test.

    Args:
        lease: Other times of both sites than the usual ones.
        sites: Other values of both sites, by name.
        roles: Other roles than that of an agent, by account.
        fresh: False goes on with the database that is there.
    """
    if fresh:
        shutil.copy(filled(), folder / "server.sqlite3")
    if lease is not None:
        change_sites(folder, lease=lease)
    if sites is not None:
        change_sites(folder, **sites)
    if roles:
        set_roles(folder, roles)
    errors: list[BaseException] = []
    server = build(folder, errors, widget=widget, shops=shops, **options)
    address = await server.start()
    async with aiohttp.ClientSession() as http:
        desk = Desk(server, address, http)
        try:
            yield desk
        finally:
            await desk.close()
            await server.stop()
    assert not errors, errors
