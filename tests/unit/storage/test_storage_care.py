"""Care of the local files: what is set aside, what is salvaged, migrations, one process, a disk that comes back."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from operator_console.domain.conversations import MessageKind
from operator_console.domain.ids import AttachmentId, ClientId, ConversationId
from operator_console.storage import file_check
from operator_console.storage.account import AccountStorage, StorageOpened
from operator_console.storage.database import Database
from operator_console.storage.errors import StorageDamaged, StorageFailed, StorageTaken
from operator_console.storage.file_check import SetAside, reason_against
from operator_console.storage.migrations import CACHE, OUTBOX, Schema
from operator_console.storage.values import DraftRow
from tests.unit.storage.test_storage_files import CHAT, conversation, message, row

BROKEN_STEP = "CREATE TABLE half (x); INSERT INTO nowhere VALUES (1);"


async def filled(folder: Path, messages: int = 60) -> None:
    storage = AccountStorage(folder)
    await storage.open()
    for number in range(messages):
        await storage.outbox.add(row(number, text=f"text {number} " + "x" * 300))
    file_row = row(900, kind=MessageKind.FILE, file_name="a.png", file_size_bytes=3)
    await storage.outbox.add(file_row, b"abc")
    draft = DraftRow(conversation_id=CHAT, text="half a sentence", cursor=4, note=False)
    await storage.outbox.save_drafts((draft,))
    await storage.close()


def make_zero(path: Path) -> None:
    path.write_bytes(b"")


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "keep me").write_text("x")


def make_text(path: Path) -> None:
    path.write_text("Dear diary, " * 100)


def make_foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()


def make_others(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE owner SET name = 'somebody-else'")
    connection.close()


@pytest.mark.parametrize("file", ["outbox.db", "cache.db"])
@pytest.mark.parametrize(
    "spoil, why",
    [
        (make_zero, SetAside.EMPTY),
        (make_folder, SetAside.NOT_A_FILE),
        (make_text, SetAside.CORRUPT),
        (make_foreign, SetAside.FOREIGN),
        (make_others, SetAside.OTHER_ACCOUNT),
    ],
)
async def test_what_is_no_file_of_this_account_is_set_aside_whole(
    tmp_path: Path, file: str, spoil: Callable[[Path], None], why: SetAside
) -> None:
    """Catches a start that fails, deletes, or takes another account's unsent messages for this one's."""
    await filled(tmp_path, 3)
    path = tmp_path / file
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    storage = AccountStorage(tmp_path)
    opened = await storage.open()
    opening = opened.outbox if file == "outbox.db" else opened.cache
    other = opened.cache if file == "outbox.db" else opened.outbox
    assert (opening.why, opening.failed, other.why) == (why, False, None)
    assert opening.set_aside is not None
    assert (opening.set_aside.read_bytes() if opening.set_aside.is_file() else b"") == before
    assert opening.salvaged == 0
    await storage.outbox.add(row(1000))
    assert ConversationId("cv_1") in {one.conversation_id for one in await storage.outbox.rows()}
    await storage.close()


async def test_what_can_be_read_of_a_damaged_outbox_waits_for_its_author(tmp_path: Path) -> None:
    """Catches unsent text thrown away with a damaged file, and text of a damaged page sent unasked."""
    await filled(tmp_path)
    path = tmp_path / "outbox.db"
    content = bytearray(path.read_bytes())
    middle = content.index(b"text 30 ") // 4096 * 4096
    content[middle : middle + 4096] = os.urandom(4096)
    path.write_bytes(content)
    storage = AccountStorage(tmp_path)
    opened = await storage.open()
    assert opened.outbox.why is SetAside.CORRUPT
    rows = await storage.outbox.rows()
    assert {"client-0", "client-59"} <= {one.client_id for one in rows}
    assert 30 < len(rows) < 61
    assert {one.park_reason for one in rows} == {"salvaged"}
    assert [one.number for one in rows] == sorted(one.number for one in rows)
    assert opened.outbox.salvaged == len(rows) + len(await storage.outbox.drafts())
    assert opened.outbox.set_aside is not None
    assert opened.outbox.set_aside.read_bytes()[:middle] == bytes(content[:middle])
    await storage.close()


async def test_an_outbox_of_a_newer_console_is_read_and_kept(tmp_path: Path) -> None:
    """Catches losing what was written with a newer version after going back to this one."""
    await filled(tmp_path, 2)
    with sqlite3.connect(tmp_path / "outbox.db") as connection:
        connection.execute("ALTER TABLE outbox ADD COLUMN mood TEXT DEFAULT 'fine'")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    storage = AccountStorage(tmp_path)
    opened = await storage.open()
    assert (opened.outbox.why, opened.outbox.salvaged, opened.outbox.lost) == (SetAside.NEWER, 4, 0)
    assert await storage.outbox.content(ClientId("client-900")) == b"abc"
    assert [draft.text for draft in await storage.outbox.drafts()] == ["half a sentence"]
    await storage.close()


async def test_a_salvaged_file_message_without_its_file_is_not_sent_empty(tmp_path: Path) -> None:
    """Catches an empty file going to a visitor in place of the one that could not be read."""
    await filled(tmp_path, 1)
    with sqlite3.connect(tmp_path / "outbox.db") as connection:
        connection.execute("DELETE FROM outbox_files")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    storage = AccountStorage(tmp_path)
    opened = await storage.open()
    assert [one.client_id for one in await storage.outbox.rows()] == ["client-0"]
    assert opened.outbox.lost == 1
    await storage.close()


async def test_damage_met_while_in_use_is_mended_and_told(tmp_path: Path) -> None:
    """Catches a page that goes bad after the check ending the run's outbox for good."""
    await filled(tmp_path)
    storage = AccountStorage(tmp_path)
    told: list[StorageOpened] = []
    storage.tell_mended(told.append)
    await storage.open()
    content = bytearray((tmp_path / "outbox.db").read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    with (tmp_path / "outbox.db").open("r+b") as file:
        file.write(content)
    with pytest.raises(StorageDamaged):
        await storage.outbox.rows()
    await storage.outbox.add(row(2000))
    await asyncio.sleep(0)
    assert [one.outbox.why for one in told] == [SetAside.CORRUPT]
    assert "client-2000" in {one.client_id for one in await storage.outbox.rows()}
    await storage.close()


async def test_only_the_newest_caches_that_were_set_aside_stay(tmp_path: Path) -> None:
    """Catches set-aside caches filling a disk, and an outbox among what is deleted."""
    for _ in range(4):
        for name in ("outbox.db", "cache.db"):
            (tmp_path / name).write_text("no database")
        storage = AccountStorage(tmp_path)
        await storage.open()
        await storage.close()
    assert len(list(tmp_path.glob("cache.set-aside-*.db"))) == 2
    assert len(list(tmp_path.glob("outbox.set-aside-*.db"))) == 4


def test_the_check_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a start that waits for a large file; and a check without effect."""
    database = Database(tmp_path / "a.db", CACHE, every_commit_on_disk=False)
    database.open()
    with database.transaction() as connection:
        connection.executemany("INSERT INTO key_values VALUES (?, ?)", [(f"k{n}", bytes(4000)) for n in range(3000)])
    database.close()
    content = bytearray((tmp_path / "a.db").read_bytes())
    content[6_000_000:6_100_000] = os.urandom(100_000)
    (tmp_path / "a.db").write_bytes(content)
    assert reason_against(tmp_path / "a.db", CACHE, "") is SetAside.CORRUPT
    monkeypatch.setattr(file_check, "CHECK_LIMIT_S", 0.0)
    monkeypatch.setattr(file_check, "CHECK_STEPS", 10)
    assert reason_against(tmp_path / "a.db", CACHE, "") is None


def test_a_migration_keeps_a_copy_and_a_failed_one_changes_nothing(tmp_path: Path) -> None:
    """Catches a half migrated file, and a migration without a way back."""
    path = tmp_path / "a.db"
    first = Database(path, OUTBOX, every_commit_on_disk=True)
    first.open()
    with first.transaction() as connection:
        connection.execute("INSERT INTO drafts VALUES ('a', 'my text', 0, 0, 'now')")
    first.close()
    steps = (*OUTBOX.steps, "ALTER TABLE drafts ADD extra TEXT;", BROKEN_STEP)
    with pytest.raises(StorageFailed):
        Database(path, Schema(application_id=OUTBOX.application_id, steps=steps), every_commit_on_disk=True).open()
    copies = sorted(tmp_path.glob("a.before-*"))
    assert len(copies) == 1
    for file in (path, copies[0]):
        with sqlite3.connect(file) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (len(OUTBOX.steps),)
            assert connection.execute("SELECT * FROM drafts").fetchall() == [("a", "my text", 0, 0, "now")]
        connection.close()
    good = Schema(application_id=OUTBOX.application_id, steps=steps[:-1])
    again = Database(path, good, every_commit_on_disk=True)
    assert again.open().why is None
    again.close()
    assert len(list(tmp_path.glob("a.before-*.db"))) == 1


async def test_a_second_process_touches_nothing(tmp_path: Path) -> None:
    """Catches two consoles that send the same outbox, or write into each other's files."""
    await filled(tmp_path, 2)
    script = f"""
import asyncio, sys
from pathlib import Path
from operator_console.storage.account import AccountStorage
async def main():
    storage = AccountStorage(Path({str(tmp_path)!r}))
    print((await storage.open()).outbox.failed, flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await storage.close()
asyncio.run(main())
"""
    other = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "False\n"
    storage = AccountStorage(tmp_path)
    opened = await storage.open()
    assert (opened.outbox.taken, opened.outbox.failed, opened.cache.failed) == (True, True, True)
    with pytest.raises(StorageTaken):
        await storage.outbox.rows()
    with pytest.raises(StorageTaken):
        await storage.outbox.add(row(5))
    other.stdin.close()
    other.stdout.close()
    other.wait()
    assert len(await storage.outbox.rows()) == 3
    await storage.outbox.add(row(5))
    await storage.close()


async def test_a_cache_that_was_full_for_a_while_has_no_hole(tmp_path: Path) -> None:
    """Catches messages missing from the cache after the disk had no room for them."""
    storage = AccountStorage(tmp_path)
    await storage.open()
    storage._writer._retry_s = 0.0
    storage.history.keep_chat(conversation(), is_open=True)
    storage.history.replace_end(CHAT, "e", 1, [message(1)], more=False)
    await storage.history.page(CHAT, 10, 10)
    connection = storage._cache_file._connection
    assert connection is not None
    await storage._thread.run(lambda: connection.execute("PRAGMA max_page_count=1").fetchone())
    for pos in range(2, 400):
        storage.history.keep_message(message(pos))
    storage.history.advance(CHAT, "e", 399)
    assert [one.pos for one in (await storage.history.page(CHAT, 500, 500)).messages][-1] < 399
    await storage._thread.run(lambda: connection.execute("PRAGMA max_page_count=100000").fetchone())
    storage.history.keep_message(message(400))
    page = await storage.history.page(CHAT, 500, 500)
    assert [one.pos for one in page.messages] == list(range(1, 401))
    await storage.close()


async def test_a_cache_that_missed_too_much_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches unbounded memory while the disk is full, and a cache that hides what it missed."""
    monkeypatch.setattr("operator_console.storage.batch_writer.MAX_KEPT", 50)
    storage = AccountStorage(tmp_path)
    await storage.open()
    storage._writer._retry_s = 0.0
    storage.history.keep_chat(conversation(), is_open=True)
    storage.history.replace_end(CHAT, "e", 1, [message(1)], more=False)
    await storage.history.page(CHAT, 10, 10)
    connection = storage._cache_file._connection
    assert connection is not None
    await storage._thread.run(lambda: connection.execute("PRAGMA max_page_count=1").fetchone())
    for pos in range(2, 400):
        storage.history.keep_message(message(pos))
    await storage.history.page(CHAT, 500, 500)
    assert len(storage._writer._kept) <= 50
    await storage._thread.run(lambda: connection.execute("PRAGMA max_page_count=100000").fetchone())
    storage.history.keep_chat(conversation(), is_open=True)
    storage.history.keep_message(message(400))
    page = await storage.history.page(CHAT, 500, 500)
    assert (page.messages, page.more) == ((), True)  # which asks the server
    await storage.close()


async def test_a_locked_file_says_so_within_seconds_and_goes_on_after(tmp_path: Path) -> None:
    """Catches a lock of another program that ends the run's outbox, or blocks it without end."""
    await filled(tmp_path, 1)
    storage = AccountStorage(tmp_path)
    await storage.open()
    with sqlite3.connect(tmp_path / "outbox.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        async with asyncio.timeout(4):
            with pytest.raises(StorageFailed) as raised:
                await storage.outbox.add(row(5))
        assert raised.value.passing
        assert len(await storage.outbox.rows()) == 2
        other.execute("ROLLBACK")
    other.close()
    await storage.outbox.add(row(5, attachment_id=AttachmentId("x")))
    assert len(await storage.outbox.rows()) == 3
    await storage.close()
