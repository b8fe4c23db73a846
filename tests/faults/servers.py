"""The real server as a process that can be killed, frozen and armed with fail points, and what stands on its disk."""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from operator_console.domain.conversations import Conversation, ConversationState, MessageKind
from operator_console.domain.ids import ConversationId
from operator_console.runtime.fail_points import VARIABLE
from operator_console.server.administration import Administration, open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.store import reads
from operator_console.server.store.database import Database
from tests.contract.server_desk import filled
from tests.faults.checker import Said, Stored

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT_S = 40.0
_HUMAN = frozenset({MessageKind.TEXT, MessageKind.FILE, MessageKind.NOTE})


class ServerActor:
    """One server on one port; `start` after `kill` takes the same port and database.

    Args:
        module: What to run; a test may put a launcher of its own before the server.
        options: As the environment names them, such as ``heartbeat_s``.
    """

    def __init__(self, folder: Path, *arguments: str, module: str = "operator_console", **options: str) -> None:
        self.folder = folder
        self.port = 0
        self._module = module
        self._arguments = arguments
        self._options = {f"OPERATOR_CONSOLE_{name.upper()}": text for name, text in options.items()}
        self._process: asyncio.subprocess.Process | None = None
        self._listens = False
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def listening(self) -> bool:
        """Tell whether it runs and has said so."""
        return self.running and self._listens

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def furnish(self, how: Callable[[Administration], None] | None = None) -> None:
        """Fill a fresh database: by `how`, or with the people of the contract tests."""
        if how is None:
            shutil.copy(filled(), self.folder / "server.sqlite3")
            return
        with open_administration(ServerConfig(data_dir=self.folder)) as administration:
            how(administration)

    async def start(self, fail_points: str = "") -> None:
        """Start and wait until it listens."""
        self._listens = False
        environment = {**os.environ, **self._options, "PYTHONUNBUFFERED": "1", VARIABLE: fail_points}
        command = [sys.executable, "-m", self._module, "server", "--data-dir", str(self.folder)]
        with (self.folder / "server.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(*command, "--port", str(self.port), *self._arguments),
                cwd=ROOT,
                env=environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), START_LIMIT_S)
        if not line:
            msg = f"the server did not start: {(self.folder / 'server.log').read_text()[-2000:]}"
            raise RuntimeError(msg)
        self._listens = True
        self.port = int(str(json.loads(line)["listening"]).rsplit(":", 1)[1])

    def send_signal(self, number: int) -> None:
        """Send any signal to the running process."""
        assert self._process is not None
        self._process.send_signal(number)

    async def kill(self) -> None:
        """End it as a power cut would; harmless when it has ended."""
        if self.running:
            self.send_signal(signal.SIGKILL)
        await self.ended()

    async def ended(self) -> int:
        """Wait for its end and return the exit status (minus the signal's number)."""
        assert self._process is not None
        return await self._process.wait()

    async def frozen(self, limit_s: float = 10.0) -> None:
        """Wait until it has stopped itself at a fail point."""
        assert self._process is not None
        async with asyncio.timeout(limit_s):
            while _state(self._process.pid) != "T":
                await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """End it whatever state it is in."""
        if self.running:
            self.send_signal(signal.SIGCONT)
            self.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(10):
                    await self.ended()
            except TimeoutError:
                await self.kill()


def _state(pid: int) -> str:
    """Return a process's state as Linux names it: R, S, D, T (stopped) ..."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


class Disk:
    """Looks at a server's database behind its back, with nobody's cache between."""

    def __init__(self, folder: Path) -> None:
        config = ServerConfig(data_dir=folder)
        self._file = folder / "server.sqlite3"
        self._database = Database(config.database, config.backups)

    def close(self) -> None:
        self._database.close()

    def stored(self, *, also: Mapping[str, object] | None = None, everything: bool = False) -> dict[str, Stored]:
        """Return the open conversations, those in `also`, or everything."""
        with self._database.reading() as connection:
            found = {chat.id: chat for chat in reads.open_conversations(connection)}
            names = set(also or ())
            if everything:
                names |= self._names()
            for name in names - found.keys():
                chat = reads.read_conversation(connection, ConversationId(name))
                if chat is not None:
                    found[chat.id] = chat
            accounts = self._accounts()
            return {
                chat.id: self._one(chat, reads.messages_before(connection, chat.id, 2**40, 100_000)[0], accounts)
                for chat in found.values()
            }

    def _one(self, chat: Conversation, messages: tuple[object, ...], accounts: Mapping[str, str]) -> Stored:
        from operator_console.domain.conversations import Message

        said = []
        hidden = set()
        for message in messages:
            assert isinstance(message, Message)
            if message.kind in _HUMAN:
                author = accounts.get(message.author.id, message.author.id)
                said.append(Said(message.pos, message.client_id, message.text, author))
                if message.kind is MessageKind.NOTE:
                    hidden.add(str(message.client_id))
        return Stored(
            said=tuple(said),
            positions=self._positions(chat.id),
            hidden=frozenset(hidden),
            open=chat.state is not ConversationState.CLOSED,
            agent=accounts.get(chat.agent_id, chat.agent_id) if chat.agent_id is not None else None,
        )

    def _ask(self, question: str, *values: object) -> list[tuple[object, ...]]:
        # Not through the store: a checker that reads with the code under test would share its faults.
        connection = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)
        try:
            return connection.execute(question, values).fetchall()
        finally:
            connection.close()

    def _names(self) -> set[str]:
        return {str(name) for (name,) in self._ask("SELECT id FROM conversations")}

    def _accounts(self) -> dict[str, str]:
        return {str(agent_id): str(account) for agent_id, account in self._ask("SELECT id, account FROM agents")}

    def _positions(self, name: str) -> tuple[int, ...]:
        rows = self._ask("SELECT pos FROM events WHERE stream = ? ORDER BY pos", f"c:{name}")
        return tuple(int(str(pos)) for (pos,) in rows)


def run_quietly(*command: str) -> bool:
    """Run a short command and tell whether it went well."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
