"""Articles in writing: on disk by themselves, back after an end without warning and out of damaged files."""

import asyncio
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from operator_console.backends.base import ArticleRights, Refused, Unreachable
from operator_console.desk.editor import Editor, EditorDoors
from operator_console.desk.events import WishFailed
from operator_console.desk.kept_articles import KeptArticles
from operator_console.desk.state import KeptArticle
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.protocol.frames import Refusal
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage
from operator_console.storage.errors import StorageError
from operator_console.storage.file_check import SetAside
from operator_console.storage.salvage import salvage_outbox
from tests.fakes.fake_editor import FakeArticleWork, FakeDrafts

ARTICLE = Article(key=ArticleKey("a"), site_id=SiteId("shop"), language="nl", title="Titel", summary="", body="Tekst")
KEPT = KeptArticle(id="shop/nl/a", article=ARTICLE, base_revision=3, changed_at=datetime(2026, 1, 1, tzinfo=UTC))


async def test_what_is_written_is_on_disk_within_a_second_and_outlives_the_process(tmp_path: Path) -> None:
    folder = tmp_path / "account"
    storage = AccountStorage(folder)
    await storage.open()
    scope = TaskScope("test")
    kept = KeptArticles(storage.article_drafts, scope, lambda error: pytest.fail(str(error)))
    await kept.load()
    kept.keep(KEPT)
    async with asyncio.timeout(5):
        while not await storage.article_drafts.all():
            await asyncio.sleep(0.02)
    died = tmp_path / "died" / "account"
    died.parent.mkdir()
    shutil.copytree(folder, died)  # as it lies there when the process is killed now
    await scope.close()
    await storage.close()
    after = AccountStorage(died)
    await after.open()
    again = KeptArticles(after.article_drafts, TaskScope("again"), lambda error: pytest.fail(str(error)))
    await again.load()
    assert again.all() == (KEPT,)
    again.forget(KEPT.id)
    await again.flush()
    assert await after.article_drafts.all() == ()
    await after.close()


class FullDisk(FakeDrafts):
    """Fails while it is full."""

    full = True

    async def change(self, kept: object, gone: object) -> None:
        if self.full:
            raise StorageError("full")
        await super().change(kept, gone)  # type: ignore[arg-type]  # as above


async def test_a_full_disk_is_told_and_written_later() -> None:
    store, told = FullDisk(), list[StorageError]()
    kept = KeptArticles(store, TaskScope("test"), told.append)
    kept.keep(KEPT)
    await kept.flush()
    assert len(told) == 1
    store.full = False
    await kept.catch_up()
    assert KEPT.id in store.rows


async def test_an_article_in_writing_comes_out_of_a_damaged_file(tmp_path: Path) -> None:
    storage = AccountStorage(tmp_path / "one")
    await storage.open()
    kept = KeptArticles(storage.article_drafts, TaskScope("test"), lambda _error: None)
    kept.keep(KEPT)
    await kept.flush()
    await storage.close()
    other = AccountStorage(tmp_path / "two")
    await other.open()
    await other.close()
    with sqlite3.connect(tmp_path / "two" / "outbox.db", isolation_level=None) as into:
        salvaged = salvage_outbox(tmp_path / "one" / "outbox.db", SetAside.CORRUPT, into)
        rows = into.execute("SELECT id FROM article_drafts").fetchall()
    into.close()
    assert salvaged.kept == 1
    assert rows == [(KEPT.id,)]


# --------------------------------------------------------------------------------------------- the server


class Stand:
    """An editor over made-up articles."""

    def __init__(self) -> None:
        self.work = FakeArticleWork((ARTICLE,))
        self.told: list[WishFailed] = []
        kept = KeptArticles(FakeDrafts(), TaskScope("test"), lambda _error: None)
        self.editor = Editor(EditorDoors(lambda: self.work, lambda: ArticleRights.WRITE, self.told.append), kept)


async def test_failures_are_told_with_their_reason() -> None:
    stand = Stand()
    stand.work.error = Unreachable()
    assert await stand.editor.cards(SiteId("shop")) is None
    assert await stand.editor.save(ARTICLE, 1, publish=False) is None
    assert await stand.editor.remove(ARTICLE.name, 1) is False
    assert await stand.editor.figures() == {}
    assert [(told.wish, told.unreachable) for told in stand.told] == [
        ("article.cards", True),
        ("article.save", True),
        ("article.remove", True),
    ]
    stand.work.error = Refused(Refusal.TOO_LARGE)
    assert await stand.editor.upload_picture(SiteId("shop"), "a.png", b"") is None
    assert (stand.told[-1].reason, stand.told[-1].unreachable) == (Refusal.TOO_LARGE, False)
    stand.work.error = None
    assert await stand.editor.open((SiteId("shop"), ArticleKey("none"), "nl")) is None
    assert stand.told[-1].reason is Refusal.NOT_FOUND


async def test_an_import_goes_in_batches_by_site() -> None:
    stand = Stand()
    many = [
        structs.replace(ARTICLE, key=ArticleKey(f"a-{number}"), site_id=SiteId("shop" if number % 2 else "jump"))
        for number in range(450)
    ]
    imported = await stand.editor.import_articles(many, publish=True)
    assert imported is not None
    assert (imported.added, imported.changed, imported.same) == (450, 0, 0)
    again = await stand.editor.import_articles(many, publish=True)
    assert again is not None
    assert again.same == 450
