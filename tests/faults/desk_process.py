"""The real desk, with real storage and backend and without a window, as a process that can be killed.

``python -m tests.faults.desk_process FOLDER ADDRESS ACCOUNT WHO SEED HEARTBEAT_S``: signs in, or comes in with the
token of an earlier run, and works until its input ends.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, cast

from operator_console.backends.native.backend import NativeBackend
from operator_console.backends.registry import door_of
from operator_console.desk.accounts import Accounts, Session
from operator_console.desk.desk import Desk
from operator_console.domain.people import AgentStatus
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.storage.account import AccountStorage, account_folder
from operator_console.storage.token_vault import TokenVault
from tests.contract.furnishing import PASSWORD
from tests.faults.desk_driver import DeskDriver, lines_of_input, say_line
from tests.faults.history import History


class FileKeyring:
    """A keyring that outlives its process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def get_password(self, service: str, name: str, /) -> str | None:
        return self._kept.get(f"{service} {name}")

    def set_password(self, service: str, name: str, secret: str, /) -> None:
        self._kept[f"{service} {name}"] = secret
        self._write()

    def delete_password(self, service: str, name: str, /) -> None:
        self._kept.pop(f"{service} {name}", None)
        self._write()

    def _write(self) -> None:
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(self._kept))
        new.replace(self._path)


async def _session(accounts: Accounts, address: str, account: str) -> Session:
    """Come in, however long the server is away."""
    while True:
        remembered = accounts.remembered()
        session = await accounts.resume_at_once(remembered[0]) if remembered else None
        if session is None:
            session = (await accounts.sign_in(address, account, PASSWORD, remember=True)).session
        if session is not None:
            return session
        await asyncio.sleep(0.5)


async def main(folder: Path, address: str, account: str, who: str, seed: int, heartbeat_s: float) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    errors: list[str] = []
    scope = TaskScope("desk process", lambda name, error: errors.append(f"{name}: {error!r}"))
    accounts = Accounts(
        door_of("native"), TokenVault(FileKeyring(folder / "keyring")), Settings(folder / "settings.json")
    )
    session = await _session(accounts, address, account)
    clock = ServerClock()
    storage = AccountStorage(account_folder(folder / "data", session.server, session.account))
    backend = session.admission.backend(clock, scope)
    native = backend if isinstance(backend, NativeBackend) else cast(Any, backend)._backend  # that of a kept sign-in
    native._connection._heartbeat_s = heartbeat_s
    hub = EventHub(lambda name, error: errors.append(f"{name}: {error!r}"))
    desk = Desk(session.agent, backend, storage, clock, hub, scope)
    driver = DeskDriver(desk, account, History(folder.parent / f"{who}.jsonl", who), seed, lambda _name: None)
    driver.errors = errors
    await desk.open()
    online = asyncio.create_task(_be_online(desk))
    try:
        await driver.work(await lines_of_input(), say_line)
    finally:
        online.cancel()
        await desk.close()
        await scope.close()


async def _be_online(desk: Desk) -> None:
    while not await desk.set_status(AgentStatus.ONLINE):
        await asyncio.sleep(0.5)


if __name__ == "__main__":
    place, where, account, who, seed, heartbeat_s = sys.argv[1:]
    asyncio.run(main(Path(place), where, account, who, int(seed), float(heartbeat_s)))
