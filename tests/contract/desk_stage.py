"""A server in its own process and desks that sign in to it, with everything the desks publish kept for looking at."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import aiohttp

from operator_console.backends.registry import door_of
from operator_console.desk.accounts import Accounts, Session
from operator_console.desk.desk import Desk
from operator_console.domain.ids import ConversationId
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.storage.account import AccountStorage, account_folder
from operator_console.storage.token_vault import TokenVault
from tests.contract.furnishing import ORIGIN, OTHER_ORIGIN, PASSWORD
from tests.contract.server_desk import CLOSE_LIMIT_S, Frame, Wire, filled, new_client_id

WAIT_S = 10.0
Event = TypeVar("Event")


class ServerProcess:
    """Our server as its own process, which can be killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment: dict[str, str] = {}
        self._process: subprocess.Popen[str] | None = None
        self.address = ""
        shutil.copy(filled(), folder / "server.sqlite3")

    def start(self) -> None:
        port = self.address.rsplit(":", 1)[1] if self.address else "0"
        command = [sys.executable, "-m", "operator_console", "server", "--data-dir", str(self.folder), "--port", port]
        with (self.folder / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.environment},
            )
        assert self._process.stdout is not None
        self.address = str(json.loads(self._process.stdout.readline())["listening"])

    @property
    def pid(self) -> int:
        """The running process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(WAIT_S)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(WAIT_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(WAIT_S)
            assert self._process.stdout is not None
            self._process.stdout.close()


class MemoryKeyring:
    """A keyring that works."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str, /) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str, /) -> None:
        self.kept[service, name] = secret

    def delete_password(self, service: str, name: str, /) -> None:
        del self.kept[service, name]


class Stage:
    """One machine of an agent, and visitors."""

    def __init__(self, server: ServerProcess, folder: Path, http: aiohttp.ClientSession) -> None:
        self.server = server
        self.http = http
        self.folder = folder
        self.errors: list[tuple[str, BaseException]] = []
        self.scope = TaskScope("test", on_error=lambda name, error: self.errors.append((name, error)))
        self.keyring = MemoryKeyring()
        self.settings = Settings(folder / "settings.json")
        self.vault = TokenVault(self.keyring)
        self.accounts = Accounts(door_of("native"), self.vault, self.settings)
        self._desks: list[Desk] = []
        self._wires: list[Wire] = []

    async def sign_in(self, account: str = "anna") -> Session:
        result = await self.accounts.sign_in(self.server.address, account, PASSWORD, remember=True)
        assert result.session is not None, result.failure
        return result.session

    async def desk(self, session: Session | None = None) -> "Watched":
        """Open a desk as app does."""
        session = session or await self.sign_in()
        clock = ServerClock()
        storage = AccountStorage(account_folder(self.folder / "data", session.server, session.account))
        backend = session.admission.backend(clock, self.scope)
        hub = KeepingHub(lambda name, error: self.errors.append((name, error)))
        desk = Desk(session.agent, backend, storage, clock, hub, self.scope)
        self._desks.append(desk)
        watched = Watched(desk, hub)
        await desk.open()
        return watched

    async def visitor(
        self, site_id: str = "shop", token: str | None = None, streams: Frame | None = None, key: str | None = None
    ) -> Wire:
        origin = ORIGIN if site_id == "shop" else OTHER_ORIGIN
        address, timeout = f"{self.server.address}/ws/visitor", aiohttp.ClientWSTimeout(ws_close=CLOSE_LIMIT_S)
        wire = Wire(await self.http.ws_connect(address, headers={"Origin": origin}, timeout=timeout))
        self._wires.append(wire)
        page = {"type": "page", "url": f"{origin}/bikes", "title": "Bikes"}
        await wire.send(
            "hello",
            versions=[1],
            site_id=site_id,
            visit_key=key or new_client_id(),
            token=token,
            page=page,
            language="nl",
        )
        await wire.expect("welcome")
        await wire.send("resume", streams=streams or {})
        await wire.expect("replay_done")
        return wire

    async def close(self) -> None:
        for desk in self._desks:
            await desk.close()
        await asyncio.gather(*(wire.socket.close() for wire in self._wires))
        await self.scope.close()
        self.vault.close()
        assert self.errors == [], self.errors


class KeepingHub(EventHub):
    """Keeps every event, of whatever kind."""

    def __init__(self, on_error: Callable[[str, BaseException], None]) -> None:
        super().__init__(on_error)
        self.events: list[object] = []
        self.changed = asyncio.Event()

    def publish(self, event: object) -> None:
        self.events.append(event)
        super().publish(event)
        self.changed.set()


class Watched:
    """A desk and everything it published."""

    def __init__(self, desk: Desk, hub: KeepingHub) -> None:
        self.desk = desk
        self.events = hub.events
        self._changed = hub.changed

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, holds: Callable[[Desk], bool], limit_s: float = WAIT_S) -> None:
        """Wait for something to be true, looking after every event."""
        async with asyncio.timeout(limit_s):
            while not holds(self.desk):
                self._changed.clear()
                try:
                    async with asyncio.timeout(0.1):
                        await self._changed.wait()
                except TimeoutError:
                    continue

    async def until_own(self, conversation_id: ConversationId) -> None:
        """Wait until a chat is the agent's: before that it may stand in the queue."""
        await self.until(lambda desk: (row := desk.row(conversation_id)) is not None and row.number is not None)

    def texts(self, conversation_id: ConversationId) -> list[str]:
        return [entry.message.text for entry in self.desk.entries(conversation_id) if entry.message.text]


@asynccontextmanager
async def stage(
    tmp_path: Path, *, data: Path | None = None, environment: dict[str, str] | None = None
) -> AsyncIterator[Stage]:
    """A running server and one agent's machine; `data` is where the server keeps its data, if not beside it."""
    folder = data or tmp_path / "server"
    folder.mkdir(exist_ok=True)
    server = ServerProcess(folder)
    server.environment.update(environment or {})
    server.start()
    async with aiohttp.ClientSession() as http:
        machine = Stage(server, tmp_path / "machine", http)
        try:
            yield machine
        finally:
            try:
                await machine.close()
            finally:
                server.stop()
