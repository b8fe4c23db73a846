"""kill -9 of the real server process under load: nothing acknowledged is lost, nothing is there twice."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from msgspec import structs

from operator_console.domain.conversations import Message
from operator_console.domain.ids import ConversationId
from operator_console.server import ServerConfig
from operator_console.server.administration import new_agent, open_administration
from operator_console.server.store import reads
from operator_console.server.store.database import Database
from tests.contract.furnishing import ORIGIN
from tests.contract.server_desk import Desk, fill, new_client_id

VISITORS = 12
ROOT = Path(__file__).resolve().parents[2]


class Process:
    """The installed command as its own process."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self.process = process
        self.address = address

    async def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[Process]:
    command = [sys.executable, "-m", "operator_console", "server", "--data-dir", str(folder), "--port", "0"]
    with (folder / "server.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=log, env=dict(os.environ)
        )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            line = await process.stdout.readline()
        yield Process(process, json.loads(line)["listening"])
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


class Author:
    """A visitor who keeps what is not acknowledged and sends it again, as the widget does."""

    def __init__(self, number: int) -> None:
        self.key = f"visit-key-{number:04}"
        self.token: str | None = None
        self.unsent: dict[str, str] = {}
        self.acknowledged: dict[str, tuple[str, int]] = {}
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def connect(self, http: aiohttp.ClientSession, address: str) -> None:
        self._socket = await http.ws_connect(f"{address}/ws/visitor", headers={"Origin": ORIGIN})
        page = {"type": "page", "url": f"{ORIGIN}/", "title": ""}
        hello = {"type": "hello", "versions": [1], "site_id": "shop", "visit_key": self.key, "page": page}
        await self._socket.send_json({**hello, "token": self.token})
        welcome = await self._socket.receive_json()
        self.token = welcome["token"]
        for client_id, text in self.unsent.items():
            await self._socket.send_json({"type": "send", "client_id": client_id, "text": text})

    async def say(self, text: str) -> None:
        assert self._socket is not None
        client_id = new_client_id()
        self.unsent[client_id] = text
        with contextlib.suppress(aiohttp.ClientError):
            await self._socket.send_json({"type": "send", "client_id": client_id, "text": text})

    async def listen(self) -> None:
        """Take acknowledgements until the connection is gone."""
        assert self._socket is not None
        async for message in self._socket:
            frame = message.json()
            if frame["type"] == "ack":
                place = (frame["conversation_id"], frame["pos"])
                assert self.acknowledged.setdefault(frame["client_id"], place) == place
                self.unsent.pop(frame["client_id"], None)


async def _talk(author: Author, stop: asyncio.Event) -> None:
    number = 0
    while not stop.is_set():
        await author.say(f"{author.key} says {number}")
        number += 1
        await asyncio.sleep(0.002)


def _transcripts(folder: Path, conversation_ids: set[str]) -> dict[str, tuple[Message, ...]]:
    """Read what is really on disk, with nobody's cache between."""
    config = ServerConfig(data_dir=folder)
    database = Database(config.database, config.backups)
    with database.reading() as connection:
        found = {
            each: reads.messages_before(connection, ConversationId(each), 2**40, 100_000)[0]
            for each in conversation_ids
        }
    database.close()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("after_acknowledgements", [1, pytest.param(300, marks=pytest.mark.soak)])
async def test_nothing_acknowledged_is_lost_by_kill_9(tmp_path: Path, after_acknowledgements: int) -> None:
    with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
        fill(administration)
    authors = [Author(number) for number in range(VISITORS)]
    stop = asyncio.Event()
    async with aiohttp.ClientSession() as http, started(tmp_path) as server:
        for author in authors:
            await author.connect(http, server.address)
        listening = [asyncio.create_task(author.listen()) for author in authors]
        talking = [asyncio.create_task(_talk(author, stop)) for author in authors]
        async with asyncio.timeout(30):
            while sum(len(author.acknowledged) for author in authors) < after_acknowledgements:
                await asyncio.sleep(0)
        await server.kill()
        stop.set()
        await asyncio.gather(*talking, *listening)
    before = {client_id: place for author in authors for client_id, place in author.acknowledged.items()}
    _check(tmp_path, before)
    async with aiohttp.ClientSession() as http, started(tmp_path) as server:
        for author in authors:
            await author.connect(http, server.address)
        listening = [asyncio.create_task(author.listen()) for author in authors]
        async with asyncio.timeout(30):
            while any(author.unsent for author in authors):
                await asyncio.sleep(0.01)
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
    healed = {client_id: place for author in authors for client_id, place in author.acknowledged.items()}
    assert healed.keys() >= before.keys()
    _check(tmp_path, healed)


def _check(folder: Path, acknowledged: dict[str, tuple[str, int]]) -> None:
    """Acknowledged means exactly once, at the acknowledged place, in a transcript without gaps."""
    transcripts = _transcripts(folder, {conversation_id for conversation_id, _pos in acknowledged.values()})
    for conversation_id, messages in transcripts.items():
        assert [message.pos for message in messages] == list(range(1, len(messages) + 1))
        ids = [message.client_id for message in messages if message.client_id]
        assert len(ids) == len(set(ids))
        stored = {message.client_id: message.pos for message in messages}
        for client_id, (where, pos) in acknowledged.items():
            if where == conversation_id:
                assert stored[client_id] == pos  # type: ignore[index]  # ids of the wire


async def _run(folder: Path, *arguments: str, given: str = "") -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "operator_console", "server", *arguments, "--data-dir", str(folder)),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate(given.encode())
    return process.returncode or 0, out.decode(), err.decode()


async def test_the_command_line_fills_a_fresh_database(tmp_path: Path) -> None:
    site = ("site", "add", "shop", "--name", "Shop", "--url", ORIGIN, "--origin", ORIGIN)
    assert await _run(tmp_path, *site) == (0, "added shop\n", "")
    assert (await _run(tmp_path, *site))[0] == 1
    user = ("user", "add", "anna", "--name", "Anna Aalders", "--password-stdin")
    assert (await _run(tmp_path, *user, given="short\n"))[0] == 1
    assert await _run(tmp_path, *user, given="a good password\n") == (0, "added anna\n", "")
    folder = tmp_path / "articles" / "shop" / "nl"
    folder.mkdir(parents=True)
    text = "---\nkey: retour\nsite: shop\nlanguage: nl\ntitle: Retour\nsummary: Zo.\n---\n\nTekst.\n"
    (folder / "retour.md").write_text(text)
    imported = ("knowledge", "import", str(tmp_path / "articles"))
    assert (await _run(tmp_path, *imported))[1] == "1 added, 0 changed, 0 the same, 0 pictures\n"
    assert (await _run(tmp_path, *imported))[1] == "0 added, 0 changed, 1 the same, 0 pictures\n"
    assert (await _run(tmp_path, "backup", str(tmp_path / "copy")))[0] == 0
    assert (await _run(tmp_path, "backup", str(tmp_path / "copy")))[0] == 3
    async with started(tmp_path) as server, aiohttp.ClientSession() as http:
        body = {"account": "ANNA", "password": "a good password"}
        async with http.post(f"{server.address}/api/v1/sign-in", json=body) as response:
            token = (await response.json())["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        async with http.get(f"{server.address}/api/v1/articles?after=0", headers=headers) as response:
            page = await response.json()
        assert [article["url"] for article in page["articles"]] == [f"{server.address}/help/shop/nl/retour"]
        server.process.terminate()
        assert await server.process.wait() == 0


async def test_a_fresh_server_says_what_is_missing_and_makes_nothing(tmp_path: Path) -> None:
    async with started(tmp_path) as server:
        server.process.terminate()
        await server.process.wait()
    log = (tmp_path / "server.log").read_text()
    assert "user add" in log
    assert "site add" in log


async def test_a_running_server_notices_administration(tmp_path: Path) -> None:
    async with started(tmp_path) as server, aiohttp.ClientSession() as http:
        with open_administration(ServerConfig(data_dir=tmp_path)) as administration:
            fill(administration)
            service = administration.directory().sites
            agent = new_agent("eva", "Eva Evers", tuple(site.department_id for site in service.values()))
            administration.add_agent(structs.replace(agent, capacity=3), "a good password")
        desk = Desk(None, server.address, http)  # type: ignore[arg-type]  # it runs elsewhere
        async with asyncio.timeout(10):
            while (await desk.sign_in("eva")).status != 200:
                await asyncio.sleep(0.2)
        console = await desk.agent("eva")
        welcome = next(frame for frame in console.frames if frame["type"] == "welcome")
        assert welcome["me"]["capacity"] == 3
