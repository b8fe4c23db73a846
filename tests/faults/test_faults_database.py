"""Databases that are locked, read-only, damaged, newer, taken by somebody else, or put back from a backup."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from operator_console.desk.events import MessagesLost
from operator_console.desk.state import Delivery, ParkReason
from operator_console.domain.ids import ClientId, ConversationId
from operator_console.runtime.file_lock import FileLock
from operator_console.storage.account import account_folder
from operator_console.storage.file_check import SetAside
from tests.contract.desk_stage import ServerProcess, Stage, Watched, stage
from tests.contract.server_desk import Wire
from tests.faults.small_disk import read_only

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parents[2]


def server_command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a server command over a data folder to its end."""
    command = [sys.executable, "-m", "operator_console", "server", *words, "--data-dir", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


async def talk(play: Stage) -> tuple[Watched, Wire, ConversationId]:
    """Return a desk, a visitor's tab and their chat."""
    watched = await play.desk()
    await watched.until(lambda desk: desk.connection.phase.value == "live")
    tab = await play.visitor()
    conversation_id = ConversationId((await tab.say("first"))["conversation_id"])
    await watched.until(lambda desk: len(desk.entries(conversation_id)) > 0)
    return watched, tab, conversation_id


def test_a_server_refuses_what_is_not_its_whole_database_with_words_and_status(tmp_path: Path) -> None:
    """Catches a traceback in place of a reason, endless restarts, and data changed on the way."""
    ServerProcess(tmp_path)
    path = tmp_path / "server.sqlite3"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = 'v9999'")
    newer = path.read_bytes()
    refused = server_command(tmp_path, "--port", "0")
    assert (refused.returncode, "use a newer program" in refused.stderr) == (3, True)
    assert path.read_bytes() == newer
    path.write_bytes(newer[: len(newer) // 2])
    refused = server_command(tmp_path, "--port", "0")
    assert (refused.returncode, "is damaged" in refused.stderr, "Traceback" in refused.stderr) == (3, True, False)
    assert "server restore" in refused.stderr
    assert path.read_bytes() == newer[: len(newer) // 2]


def test_a_server_whose_folder_cannot_be_written_says_so(tmp_path: Path) -> None:
    """Catches a server that listens although nothing it is told can be kept."""
    folder = tmp_path / "data"
    folder.mkdir()
    ServerProcess(folder)
    with read_only(folder):
        refused = server_command(folder, "--port", "0")
    assert refused.returncode in {1, 3}
    assert "Traceback" not in refused.stderr
    assert "listening" not in refused.stdout


async def test_a_second_server_and_a_restore_are_kept_out_of_a_running_servers_folder(tmp_path: Path) -> None:
    """Catches two servers that give out the same positions, and a database exchanged under a running one."""
    async with stage(tmp_path) as play:
        folder = play.server.folder
        backup = await asyncio.to_thread(server_command, folder, "backup", str(tmp_path / "backup"))
        assert backup.returncode == 0
        for words in (("--port", "0"), ("restore", str(tmp_path / "backup"))):
            refused = await asyncio.to_thread(server_command, folder, *words)
            assert (refused.returncode, "another server works with" in refused.stderr) == (3, True)
        watched, tab, chat = await talk(play)
        await tab.say("still here")
        await watched.until(lambda _desk: watched.texts(chat) == ["first", "still here"])


async def test_a_locked_database_delays_and_loses_nothing(tmp_path: Path) -> None:
    """Catches a tick without a commit while another program holds the database, and a message lost or doubled by it."""
    async with stage(tmp_path) as play:
        watched, tab, chat = await talk(play)
        with closing(sqlite3.connect(play.server.folder / "server.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            client_id = await watched.desk.send(chat, "while locked")
            await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.SLOW)
            assert other.execute("SELECT 1 FROM events WHERE client_id = ?", (client_id,)).fetchone() is None
            other.execute("ROLLBACK")
        await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.STORED, 8.0)
        await tab.say("after")
        await watched.until(lambda _desk: watched.texts(chat) == ["first", "while locked", "after"])


async def test_a_server_put_back_to_an_old_backup_loses_nothing_silently(tmp_path: Path) -> None:
    """Catches acknowledged messages that vanish without a word, a mix of two histories, and one stored twice."""
    async with stage(tmp_path) as play:
        watched, tab, chat = await talk(play)
        await watched.desk.send(chat, "in the backup")
        await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.STORED)
        folder = play.server.folder
        made = await asyncio.to_thread(server_command, folder, "backup", str(tmp_path / "backup"))
        assert made.returncode == 0, made.stderr
        await watched.desk.send(chat, "acknowledged, and lost")
        await tab.say("the visitor's, and lost")
        await watched.until(lambda _desk: len(watched.texts(chat)) == 4)
        await watched.until(lambda desk: not desk.connection.waiting_out)
        play.server.stop()
        done = await asyncio.to_thread(server_command, folder, "restore", str(tmp_path / "backup"))
        assert done.returncode == 0, done.stderr
        play.server.start()
        watched.desk.check_connection()
        await watched.until(lambda _desk: bool(watched.of(MessagesLost)), 20.0)
        (lost,) = watched.of(MessagesLost)
        assert (lost.count, lost.parked) == (2, 1)
        assert lost.path is not None
        written = await asyncio.to_thread(lost.path.read_text, "utf-8")
        assert "the visitor's, and lost" in written
        assert "acknowledged, and lost" in written
        assert watched.texts(chat) == ["first", "in the backup", "acknowledged, and lost"]
        parked = watched.desk.entries(chat)[-1]
        assert (parked.delivery, parked.park_reason) == (Delivery.PARKED, ParkReason.SERVER_LOST_IT)
        await watched.desk.retry(chat, ClientId(parked.key))
        await watched.until(lambda desk: desk.entries(chat)[-1].delivery is Delivery.STORED)
        welcome = next(frame for frame in tab.frames if frame["type"] == "welcome")
        again = await play.visitor(token=welcome["token"])
        snapshot = next(frame for frame in again.frames if frame["type"] == "conversation_snapshot")
        said = [one["text"] for one in snapshot["messages"] if one.get("text")]
        assert said == ["first", "in the backup", "acknowledged, and lost"]


async def test_a_desk_with_damaged_files_builds_its_cache_from_the_server_and_keeps_what_was_unsent(
    tmp_path: Path,
) -> None:
    """Catches a console that does not start, a chat without its history, unsent text lost or sent unasked."""
    async with stage(tmp_path) as play:
        session = await play.sign_in()
        watched = await play.desk(session)
        await watched.until(lambda desk: desk.connection.phase.value == "live")
        tab = await play.visitor()
        chat = ConversationId((await tab.say("first"))["conversation_id"])
        await watched.until(lambda desk: len(desk.entries(chat)) > 0)
        play.server.kill()
        for number in range(40):
            await watched.desk.send(chat, f"unsent {number:02} " + "x" * 400)
        await watched.desk.close()
        folder = account_folder(play.folder / "data", session.server, session.account)
        (folder / "cache.db").write_text("no database")
        content = bytearray((folder / "outbox.db").read_bytes())
        place = content.index(b"unsent 20") // 4096 * 4096
        content[place : place + 4096] = os.urandom(4096)
        (folder / "outbox.db").write_bytes(content)
        play.server.start()
        resumed = await play.accounts.resume(play.accounts.remembered()[0])
        assert resumed.session is not None
        again = await play.desk(resumed.session)
        opened = again.desk.storage_opened
        assert opened is not None
        assert (opened.outbox.why, opened.cache.why) == (SetAside.CORRUPT, SetAside.CORRUPT)
        await again.until(lambda desk: desk.connection.phase.value == "live" and "first" in again.texts(chat))
        waiting = [entry for entry in again.desk.entries(chat) if entry.delivery is Delivery.PARKED]
        assert 20 < len(waiting) < 40
        assert {entry.park_reason for entry in waiting} == {ParkReason.SALVAGED}
        assert len(list(folder.glob("outbox.set-aside-*.db"))) == 1


def test_a_second_console_shows_the_first_and_a_killed_one_is_not_in_the_way(tmp_path: Path) -> None:
    """Catches two windows over the same files, and a lock that outlives a killed console."""
    folder = Path(tempfile.mkdtemp(prefix="oc-"))
    command = [sys.executable, "-m", "operator_console", "--data-dir", str(folder)]
    keyring = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    environment = {**os.environ, **keyring, "QT_QPA_PLATFORM": "offscreen"}
    try:
        for _turn in range(2):
            first = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
            try:
                while not _holds(folder / "lock"):
                    with pytest.raises(subprocess.TimeoutExpired):
                        first.wait(0.2)
                second = subprocess.run(
                    command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
                )
                assert (second.returncode, "open already" in second.stdout) == (0, True)
                assert first.poll() is None
            finally:
                first.send_signal(signal.SIGKILL)
                first.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _holds(lock: Path) -> bool:
    """Tell whether somebody holds a lock."""
    mine = FileLock(lock)
    taken = lock.exists() and not mine.take()
    mine.release()
    return taken
