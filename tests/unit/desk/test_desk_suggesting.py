"""Suggestions at the desk through the real index: with what was asked before, and across languages."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import psutil
import pytest

from operator_console.backends.base import BackendError
from operator_console.desk.articles import Articles
from operator_console.desk.ports import Backend, HistoryStore
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.sense import is_installed
from operator_console.knowledge.values import SuggestionRequest
from operator_console.runtime.task_scope import TaskScope
from tests.fakes.fake_chats import sample_articles

SITE = SiteId("bikes")
SHOP = SiteId("fietsenwereld")


def article(key: str, title: str, body: str) -> Article:
    return Article(key=ArticleKey(key), site_id=SITE, language="nl", title=title, summary="", body=body, version=1)


class Copy:
    """The account's copy of two Dutch articles."""

    async def all(self) -> tuple[Article, ...]:
        return (
            article("accu", "De accu laadt niet", "Controleer de lader en laad de accu binnen op."),
            article("verzenden", "Verzendkosten", "Verzenden naar België of Duitsland kost 5 euro."),
        )

    async def keep(self, articles: Sequence[Article]) -> None: ...

    async def clear(self) -> None: ...


class DutchShop(Copy):
    """A copy of the sample shop's Dutch articles alone."""

    async def all(self) -> tuple[Article, ...]:
        return tuple(one for one in sample_articles() if one.language == "nl" and one.site_id == SHOP)


class Values:
    """Nothing is remembered of a server."""

    async def value(self, key: str) -> bytes | None:
        return None


@asynccontextmanager
async def indexed(copy: Copy, folder: Path) -> AsyncIterator[Articles]:
    """Give the desk's articles once they can be searched; a bug in one of their tasks fails the test."""
    errors: list[BaseException] = []
    scope = TaskScope("test", lambda _name, error: errors.append(error))
    done = asyncio.Event()
    values, backend = cast(HistoryStore, Values()), cast(Backend, BackendError)
    made = Articles(copy, values, backend, scope, lambda _count: done.set(), folder)
    await made.load()
    made.index_soon(0.0)
    await asyncio.wait_for(done.wait(), 20)
    yield made
    made.close()
    await scope.close()
    assert errors == []


@pytest.fixture
async def articles(tmp_path: Path) -> AsyncIterator[Articles]:
    async with indexed(Copy(), tmp_path) as made:
        yield made


async def test_an_english_visitor_is_answered_from_dutch_articles(articles: Articles) -> None:
    asked = SuggestionRequest("My battery does not charge any more", "", SITE, "en")
    found = await articles.suggest(asked)
    assert [(one.article.key, one.other_language) for one in found] == [("accu", True)]
    assert set(found[0].reason_words) == {"battery", "charge"}


async def test_a_follow_up_is_read_with_the_question_before(articles: Articles) -> None:
    asked = SuggestionRequest("en naar Duitsland?", "", SITE, "nl", previous=("Wat zijn de verzendkosten?", "ok"))
    found = await articles.suggest(asked)
    assert [one.article.key for one in found] == ["verzenden"]
    assert await articles.suggest(SuggestionRequest("dank je, ik weet genoeg", "", SITE, "nl")) == ()


@pytest.mark.skipif(not is_installed(), reason="the optional sentence model (extra `sense`) is missing")
async def test_meaning_counts_from_when_it_is_switched_on_until_it_is_switched_off(tmp_path: Path) -> None:
    asked = SuggestionRequest("Somebody stole my bicycle last night, what should I do?", "", SHOP, "en")

    async def keys() -> list[str]:
        return [one.article.key for one in await made.suggest(asked)]

    async with indexed(DutchShop(), tmp_path) as made:
        assert "sleutel-kwijt-diefstal" not in await keys()
        assert _read(made) is None
        others = set(psutil.Process().children())
        made.switch_sense(on=True)
        async with asyncio.timeout(60):
            while "sleutel-kwijt-diefstal" not in await keys():  # a busy machine may answer too late for one
                await asyncio.sleep(0.05)
        assert _read(made) == 27
        assert len(list(tmp_path.glob("sense-*"))) == 1, "kept for the next start"
        (child,) = set(psutil.Process().children()) - others
        made.switch_sense(on=False)
        assert _read(made) is None
        assert "sleutel-kwijt-diefstal" not in await keys()
        await asyncio.to_thread(child.wait, 10)


def _read(articles: Articles) -> int | None:
    """Return of how many articles the meaning is known."""
    progress = articles.sense_progress
    return progress[0] if progress is not None else None
