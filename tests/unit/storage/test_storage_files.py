"""The local files on a real disk: outbox, drafts, cache, damage, foreign files, a killed writer, a full disk."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.articles import Article
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
)
from operator_console.domain.ids import (
    ArticleKey,
    AttachmentId,
    ClientId,
    ConversationId,
    DepartmentId,
    MessageId,
    SiteId,
    VisitId,
    VisitorId,
)
from operator_console.storage.account import AccountStorage, account_folder
from operator_console.storage.database import Database
from operator_console.storage.errors import StorageFailed, StorageFull
from operator_console.storage.file_check import SetAside
from operator_console.storage.migrations import CACHE, OUTBOX, Schema
from operator_console.storage.values import CachedContext, DraftRow, OutboxRow

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
CHAT = ConversationId("cv_1")


def row(number: int, **values: object) -> OutboxRow:
    made = OutboxRow(
        client_id=ClientId(f"client-{number}"),
        conversation_id=CHAT,
        kind=MessageKind.TEXT,
        written_at=AT + timedelta(seconds=number),
        text=f"text {number}",
    )
    return structs.replace(made, **values)


def message(pos: int) -> Message:
    return Message(
        id=MessageId(f"ms_{pos}"),
        conversation_id=CHAT,
        pos=pos,
        kind=MessageKind.TEXT,
        author=Author(kind=AuthorKind.VISITOR),
        sent_at=AT + timedelta(seconds=pos),
        text=f"message {pos}",
    )


def conversation() -> Conversation:
    return Conversation(
        id=CHAT,
        site_id=SiteId("shop"),
        department_id=DepartmentId("d"),
        visitor_id=VisitorId("v"),
        visit_id=VisitId("t"),
        state=ConversationState.ASSIGNED,
        started_at=AT,
    )


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[AccountStorage]:
    opened = AccountStorage(tmp_path)
    await opened.open()
    yield opened
    await opened.close()


async def reopened(storage: AccountStorage, folder: Path) -> AccountStorage:
    await storage.close()
    again = AccountStorage(folder)
    await again.open()
    return again


async def test_unsent_messages_survive_in_the_order_of_writing(tmp_path: Path) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    for number in (3, 1, 2):
        await storage.outbox.add(row(number))
    await storage.outbox.add(row(4, kind=MessageKind.FILE, file_name="a.png", file_size_bytes=3), b"abc")
    await storage.outbox.change(row(1, park_reason="too_old", force=True, base_seq=7, attachment_id=AttachmentId("at")))
    await storage.outbox.remove(ClientId("client-2"))
    again = await reopened(storage, tmp_path)
    rows = await again.outbox.rows()
    assert [one.client_id for one in rows] == ["client-3", "client-1", "client-4"]
    assert (rows[1].park_reason, rows[1].force, rows[1].base_seq, rows[1].attachment_id) == ("too_old", True, 7, "at")
    assert rows[1].written_at == AT + timedelta(seconds=1)
    assert await again.outbox.content(ClientId("client-4")) == b"abc"
    await again.outbox.remove(ClientId("client-4"))
    assert await again.outbox.content(ClientId("client-4")) is None
    with pytest.raises(StorageFailed):
        await again.outbox.add(row(3))
    await again.close()


async def test_drafts_survive_and_empty_ones_go(tmp_path: Path) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    draft = DraftRow(conversation_id=CHAT, text="half", cursor=2, note=True)
    other = structs.replace(draft, conversation_id=ConversationId("cv_2"))
    await storage.outbox.save_drafts((draft, other))
    await storage.outbox.save_drafts((structs.replace(other, text=""),))
    again = await reopened(storage, tmp_path)
    assert await again.outbox.drafts() == (draft,)
    await again.close()


async def test_a_killed_writer_leaves_every_promised_row(tmp_path: Path) -> None:
    script = f"""
import asyncio, sys
from pathlib import Path
from datetime import UTC, datetime
from operator_console.domain.conversations import MessageKind
from operator_console.storage.account import AccountStorage
from operator_console.storage.values import DraftRow, OutboxRow

async def main():
    storage = AccountStorage(Path({str(tmp_path)!r}))
    await storage.open()
    for number in range(10_000):
        row = OutboxRow(client_id=f"client-{{number}}", conversation_id="cv_1", kind=MessageKind.TEXT,
                        written_at=datetime.now(UTC), text="x" * 2000)
        await storage.outbox.add(row)
        await storage.outbox.save_drafts((DraftRow(conversation_id="cv_1", text=str(number), cursor=0, note=False),))
        print(number, flush=True)

asyncio.run(main())
"""
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    promised = -1
    for line in child.stdout:
        promised = int(line)
        if promised == 40:
            os.kill(child.pid, signal.SIGKILL)
    child.stdout.close()
    child.wait()
    assert promised >= 40
    storage = AccountStorage(tmp_path)
    opened = await storage.open()
    assert (opened.outbox.why, opened.cache.why) == (None, None)
    kept = [one.client_id for one in await storage.outbox.rows()]
    assert kept[: promised + 1] == [f"client-{number}" for number in range(promised + 1)]
    assert int((await storage.outbox.drafts())[0].text) >= promised
    await storage.close()


@pytest.mark.parametrize("damage", ["garbage", "cut", "middle"])
async def test_a_broken_cache_is_set_aside_and_unsent_text_stays(tmp_path: Path, damage: str) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    await storage.outbox.add(row(1))
    storage.history.keep_chat(conversation(), is_open=True)
    storage.history.replace_end(CHAT, "e", 400, [message(pos) for pos in range(1, 401)], more=False)
    await storage.close()
    file = tmp_path / "cache.db"
    content = bytearray(file.read_bytes())
    if damage == "garbage":
        content = bytearray(b"no database at all " * 500)
    elif damage == "cut":
        content = content[: len(content) // 2]
    else:
        content[4096 : len(content) - 4096] = os.urandom(len(content) - 8192)
    file.write_bytes(content)
    again = AccountStorage(tmp_path)
    opened = await again.open()
    assert opened.cache.why is SetAside.CORRUPT
    assert opened.cache.set_aside is not None
    assert opened.cache.set_aside.read_bytes() == bytes(content)
    assert await again.history.open_chats(10) == ()
    assert [one.text for one in await again.outbox.rows()] == ["text 1"]
    await again.close()


async def test_a_foreign_and_a_newer_file_are_set_aside(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "outbox.db") as foreign:
        foreign.execute("CREATE TABLE recipes (name)")
    foreign.close()
    newer = Database(
        tmp_path / "cache.db",
        Schema(application_id=CACHE.application_id, steps=(*CACHE.steps, "")),
        every_commit_on_disk=True,
    )
    newer.open()
    newer.close()
    storage = AccountStorage(tmp_path)
    opened = await storage.open()
    assert (opened.outbox.why, opened.cache.why) == (SetAside.FOREIGN, SetAside.NEWER)
    await storage.outbox.add(row(1))
    await storage.close()
    assert len(list(tmp_path.glob("*.set-aside-*"))) >= 2


def test_steps_are_taken_one_after_the_other(tmp_path: Path) -> None:
    Database(tmp_path / "a.db", OUTBOX, every_commit_on_disk=True).open()
    second = Schema(application_id=OUTBOX.application_id, steps=(*OUTBOX.steps, "ALTER TABLE drafts ADD extra TEXT;"))
    database = Database(tmp_path / "a.db", second, every_commit_on_disk=True)
    assert database.open().why is None
    with database.transaction() as connection:
        assert connection.execute("SELECT extra FROM drafts").fetchall() == []
        assert connection.execute("PRAGMA user_version").fetchone() == (len(second.steps),)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


def test_a_failed_change_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", OUTBOX, every_commit_on_disk=True)

    def half() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO drafts VALUES ('a', 'b', 0, 0, 'c')")
            connection.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(StorageFailed):
        half()
    with database.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM drafts").fetchone() == (0,)
    database.close()


async def test_a_full_file_is_told_apart(tmp_path: Path) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    await storage.outbox.add(row(1))
    connection = storage._outbox_file._connection
    assert connection is not None
    pages = await storage._thread.run(lambda: connection.execute("PRAGMA max_page_count=1").fetchone())
    assert pages[0] > 0
    with pytest.raises(StorageFull):
        await storage.outbox.add(row(2), bytes(1_000_000))
    assert [one.client_id for one in await storage.outbox.rows()] == ["client-1"]
    await storage.close()


async def test_a_folder_that_cannot_be_made_is_told_and_the_cache_goes_on_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    storage = AccountStorage(tmp_path / "file" / "account")
    opened = await storage.open()
    assert (opened.outbox.failed, opened.cache.failed) == (True, True)
    with pytest.raises(StorageFailed):
        await storage.outbox.add(row(1))
    storage.history.keep_chat(conversation(), is_open=True)
    assert (await storage.history.page(CHAT, 10, 10)).more
    await storage.close()


async def test_open_chats_come_back_with_their_context(tmp_path: Path) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    history = storage.history
    history.keep_chat(conversation(), is_open=True)
    history.replace_end(CHAT, "e", 80, [message(pos) for pos in range(1, 81)], more=False)
    history.keep_context(CHAT, CachedContext())
    history.keep_message(message(81))
    history.advance(CHAT, "e", 81)
    history.seen(CHAT, 70)
    history.keep_value("profile", b"x")
    again = await reopened(storage, tmp_path)
    (chat,) = await again.history.open_chats(60)
    assert [one.pos for one in chat.messages] == list(range(22, 82))
    assert (chat.more, chat.pos, chat.epoch, chat.seen_pos) == (True, 81, "e", 70)
    page = await again.history.page(CHAT, 22, 60)
    assert ([one.pos for one in page.messages], page.more) == (list(range(1, 22)), False)
    assert await again.history.value("profile") == b"x"
    again.history.keep_chat(conversation(), is_open=False)
    last = await reopened(again, tmp_path)
    assert await last.history.open_chats(60) == ()
    await last.close()


snapshots = st.lists(
    st.tuples(st.integers(1, 60), st.integers(1, 30), st.sampled_from(["e1", "e2"])), min_size=1, max_size=6
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(snapshots)
async def test_the_cache_never_shows_a_hole(
    tmp_path_factory: pytest.TempPathFactory, course: list[tuple[int, int, str]]
) -> None:
    """Whatever snapshots and pages came: what the cache gives without asking the server has no gap in it."""
    storage = AccountStorage(tmp_path_factory.mktemp("cache"))
    await storage.open()
    history = storage.history
    history.keep_chat(conversation(), is_open=True)
    for end, length, epoch in course:
        begin = max(1, end - length + 1)
        history.replace_end(CHAT, epoch, end, [message(pos) for pos in range(begin, end + 1)], more=begin > 1)
    shown: list[int] = []
    before = 10_000
    while True:
        page = await history.page(CHAT, before, 7)
        shown = [one.pos for one in page.messages] + shown
        if not page.messages or not page.more:
            break
        before = page.messages[0].pos
    last_end = course[-1][0]
    assert shown == list(range(shown[0], last_end + 1))
    assert page.more == (shown[0] > 1)
    older = [message(pos) for pos in range(max(1, shown[0] - 5), shown[0])]
    history.keep_older(CHAT, shown[0], older, more=bool(older) and older[0].pos > 1)
    page = await history.page(CHAT, 10_000, 500)
    positions = [one.pos for one in page.messages]
    assert positions == list(range(positions[0], last_end + 1))
    await storage.close()


async def test_a_position_beyond_every_column_stops_the_cache_only(storage: AccountStorage) -> None:
    storage.history.keep_chat(conversation(), is_open=True)
    storage.history.keep_message(structs.replace(message(1), pos=2**70))
    assert (await storage.history.page(CHAT, 10, 10)).messages == ()
    await storage.outbox.add(row(1))
    assert len(await storage.outbox.rows()) == 1


async def test_articles_are_replaced_and_removed(storage: AccountStorage) -> None:
    one = Article(key=ArticleKey("a"), site_id=SiteId("s"), language="nl", title="A", summary="", body="", version=1)
    await storage.articles.keep((one, structs.replace(one, language="en")))
    await storage.articles.keep(
        (structs.replace(one, title="B", version=2), structs.replace(one, language="en", deleted=True))
    )
    assert [(article.title, article.language) for article in await storage.articles.all()] == [("B", "nl")]
    await storage.articles.clear()
    assert await storage.articles.all() == ()


def test_every_account_has_a_safe_folder_of_its_own(tmp_path: Path) -> None:
    names = {
        account_folder(tmp_path, server, account)
        for server in ("https://a", "https://b")
        for account in ("../../x", "CON", "jan@shop", "Jan@shop", "")
    }
    assert len(names) == 10
    assert all(name.parent == tmp_path / "accounts" for name in names)
