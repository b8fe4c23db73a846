"""No room on the disk: of the server's database, uploads, log, and of a desk's outbox, drafts, cache and settings."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from operator_console.desk.errors import OutboxUnavailable
from operator_console.desk.events import TranscriptChanged
from operator_console.desk.state import Delivery, Draft, StorageTrouble
from operator_console.domain.ids import ConversationId
from operator_console.protocol import http
from operator_console.settings.file import Settings
from operator_console.settings.options import HOLDING_LINE_EN, LANGUAGE
from operator_console.storage.account import AccountStorage, account_folder
from tests.contract.desk_stage import ServerProcess, Stage, Watched, stage
from tests.contract.furnishing import PASSWORD
from tests.contract.server_desk import Wire, new_client_id
from tests.faults.small_disk import limit_files, small_disk

pytestmark = pytest.mark.soak

DOCUMENT = b"A line of a plain text file.\n" * 30_000


@contextmanager
def server_disk(kind: str, folder: Path) -> Iterator[Callable[[ServerProcess], "Full"]]:
    """Give what fills the disk of a server whose data is in `folder`."""
    if kind == "small disk":
        with small_disk(folder) as disk:
            yield lambda _server: Full(disk.fill, disk.free)
    else:
        yield limited


class Full:
    """A disk that can be filled and freed."""

    def __init__(self, fill: Callable[[], None], free: Callable[[], None]) -> None:
        self.fill = fill
        self.free = free


def limited(server: ServerProcess) -> Full:
    """Let the server's files not grow."""
    return Full(lambda: limit_files(server.pid, 4096), lambda: limit_files(server.pid, None))


async def talk(play: Stage) -> tuple[Watched, Wire, ConversationId]:
    """Return a desk, a visitor's tab and their chat."""
    watched = await play.desk()
    await watched.until(lambda desk: desk.connection.phase.value == "live")
    tab = await play.visitor()
    conversation_id = ConversationId((await tab.say("Is it in stock?"))["conversation_id"])
    await watched.until(lambda desk: len(desk.entries(conversation_id)) > 0)
    return watched, tab, conversation_id


@pytest.mark.parametrize("kind", ["small disk", "limit"])
async def test_a_servers_full_disk_takes_nothing_and_comes_back_by_itself(tmp_path: Path, kind: str) -> None:
    """Catches a tick for what is not stored, a server that dies or stays useless, a message stored twice, half files.

    The server's log is on the same disk: a log line that cannot be written must not stop anything either.
    """
    folder = tmp_path / "data"
    with server_disk(kind, folder) as disk_of:
        async with stage(tmp_path, data=folder) as play:
            watched, tab, chat = await talk(play)
            full = disk_of(play.server)
            full.fill()
            client_id = new_client_id()
            await tab.send("send", client_id=client_id, text="from the visitor " + "x" * 3000)
            refused = await tab.expect("send_refused", lambda frame: frame["client_id"] == client_id)
            assert refused["reason"] == "unavailable"
            await watched.desk.send(chat, "from the agent")
            await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.SLOW)
            async with play.http.get(f"{play.server.address}{http.HEALTH}") as response:
                assert response.status == 503
            assert await upload(play) == 503
            assert files_in(folder) == []
            full.free()
            await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.STORED, 8.0)
            assert await upload(play) == 201
            assert files_in(folder) == [len(DOCUMENT)]
            await tab.send("send", client_id=client_id, text="from the visitor " + "x" * 3000)
            await tab.expect("ack", lambda frame: frame["client_id"] == client_id)
            await watched.until(lambda desk: len(watched.texts(chat)) >= 3)
            assert [text[:16] for text in watched.texts(chat)] == [
                "Is it in stock?",
                "from the agent",
                "from the visitor",
            ]


async def upload(play: Stage) -> int:
    """Upload a file as an agent, and return the answer's status."""
    body = {"account": "ben", "password": PASSWORD, "device": "test"}
    async with play.http.post(f"{play.server.address}{http.SIGN_IN}", json=body) as signed_in:
        if signed_in.status != 200:
            return signed_in.status
        token = (await signed_in.json())["access_token"]
    headers = {"Authorization": f"Bearer {token}", "X-File-Name": "a.txt"}
    async with play.http.post(f"{play.server.address}{http.UPLOADS}", data=DOCUMENT, headers=headers) as response:
        return response.status


def files_in(folder: Path) -> list[int]:
    return [path.stat().st_size for path in (folder / "files").rglob("*") if path.is_file()]


class DeskDisk:
    """The disk of a desk: a small one, or a limit that SQLite keeps for itself."""

    def __init__(self, play: Stage, watched: Watched) -> None:
        storage = watched.desk._storage
        assert isinstance(storage, AccountStorage)
        self._storage = storage
        self._play = play

    async def limit(self, pages: int) -> None:
        """Let the two files have at most so many pages; 1 is fewer than they have, so no more than now."""
        for file in (self._storage._outbox_file, self._storage._cache_file):
            connection = file._connection
            assert connection is not None
            await self._storage._thread.run(
                lambda connection=connection: connection.execute(f"PRAGMA max_page_count={pages}").fetchone()  # type: ignore[misc]  # a default binds it
            )


@pytest.mark.parametrize("kind", ["small disk", "limit"])
async def test_a_desks_full_disk_shows_no_bubble_and_keeps_every_word(tmp_path: Path, kind: str) -> None:
    """Catches a bubble for what is not on disk, a lost draft, a status that is not true, a cache with a hole."""
    machine = tmp_path / "machine"
    with small_disk(machine) if kind == "small disk" else _no_disk() as disk:
        async with stage(tmp_path) as play:
            watched, tab, chat = await talk(play)
            limit = DeskDisk(play, watched)
            long = "a long answer " * 20_000
            if disk is not None:
                disk.fill()
            else:
                await limit.limit(1)
            shown = len(watched.desk.entries(chat))
            with pytest.raises(OutboxUnavailable) as raised:
                await watched.desk.send(chat, long)
            assert raised.value.full
            watched.desk.save_draft(chat, Draft(text=long, cursor=5))
            await tab.say("anybody there?")  # what comes in is shown, whatever the disk does
            await watched.until(lambda desk: "anybody there?" in watched.texts(chat))
            assert len(watched.desk.entries(chat)) == shown + 1
            assert watched.desk.connection.storage_trouble is StorageTrouble.FULL
            await asyncio.sleep(2.5)  # it goes on trying, and goes on saying so
            assert watched.desk.connection.storage_failed
            if disk is not None:
                disk.free()
            else:
                await limit.limit(1_000_000)
            await watched.until(lambda desk: not desk.connection.storage_failed, 8.0)
            await watched.desk.send(chat, "short again")
            await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.STORED)
            storage = watched.desk._storage
            async with asyncio.timeout(8):
                while [draft.text for draft in await storage.outbox.drafts()] != [long]:
                    await asyncio.sleep(0.1)
            cached: list[str] = []
            async with asyncio.timeout(8):
                while cached[-1:] != ["short again"]:  # the cache is written a moment after the tick
                    await asyncio.sleep(0.1)
                    cached = [message.text for message in (await storage.history.page(chat, 2**53, 50)).messages]
            assert "anybody there?" in cached
            assert watched.of(TranscriptChanged)


@contextmanager
def _no_disk() -> Iterator[None]:
    yield None


async def test_a_desk_that_starts_on_a_full_disk_sends_what_it_finds_and_takes_new_text_later(tmp_path: Path) -> None:
    """Catches an outbox of an earlier run that is not sent because nothing can be written, or is sent twice."""
    with small_disk(tmp_path / "machine") as disk:
        async with stage(tmp_path) as play:
            session = await play.sign_in()
            watched = await play.desk(session)
            await watched.until(lambda desk: desk.connection.phase.value == "live")
            tab = await play.visitor()
            chat = ConversationId((await tab.say("hello"))["conversation_id"])
            await watched.until(lambda desk: len(desk.entries(chat)) > 0)
            play.server.kill()
            await watched.desk.send(chat, "written while it was away")
            await watched.desk.close()
            disk.fill()
            play.server.start()
            result = await play.accounts.resume(play.accounts.remembered()[0])
            assert result.session is not None
            again = await play.desk(result.session)
            await again.until(lambda desk: "written while it was away" in again.texts(chat))
            await again.until(
                lambda desk: desk.entries(chat)[-1].delivery is Delivery.STORED and not desk.connection.waiting_out
            )
            with pytest.raises(OutboxUnavailable):
                await again.desk.send(chat, "x" * 100_000)
            disk.free()
            await again.until(lambda desk: not desk.connection.storage_failed, 8.0)
            async with asyncio.timeout(8):
                while await again.desk._storage.outbox.rows():
                    await asyncio.sleep(0.1)
            await again.desk.send(chat, "new text")
            await again.until(lambda desk: again.texts(chat)[-2:] == ["written while it was away", "new text"])


def test_settings_on_a_full_disk_hold_for_the_run_and_are_written_later(tmp_path: Path) -> None:
    """Catches a settings file that is cut short, and a change that is lost although there is room again."""
    with small_disk(tmp_path / "machine") as disk:
        path = disk.folder / "settings.json"
        settings = Settings(path)
        settings.set(LANGUAGE, "nl")
        disk.fill()
        settings.set(HOLDING_LINE_EN, "x" * 10_000)
        unwritten = [settings.unwritten]
        assert json.loads(path.read_text()) == {"look.language": "nl"}
        assert not list(disk.folder.glob("*.new"))
        disk.free()
        settings.save()
        assert [*unwritten, settings.unwritten] == [True, False]
        assert Settings(path).get(HOLDING_LINE_EN) == "x" * 10_000


async def test_an_account_that_opens_on_a_full_disk_begins_when_there_is_room(tmp_path: Path) -> None:
    """Catches a fresh account whose files could not be made staying without an outbox for the whole run."""
    with small_disk(tmp_path / "machine") as disk:
        disk.fill()
        storage = AccountStorage(account_folder(disk.folder, "https://chat.example", "anna"))
        opened = await storage.open()
        assert (opened.outbox.failed, opened.outbox.full) == (True, True)
        disk.free()
        await storage.outbox.prove()
        await storage.close()
