"""Suggestions at the desk through the real index: with what was asked before, and across languages."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from operator_console.backends.base import BackendError
from operator_console.desk.articles import Articles
from operator_console.desk.ports import Backend, HistoryStore
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.values import SuggestionRequest
from operator_console.runtime.task_scope import TaskScope

SITE = SiteId("bikes")


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


class Values:
    """Nothing is remembered of a server."""

    async def value(self, key: str) -> bytes | None:
        return None


@pytest.fixture
async def articles(tmp_path: Path) -> AsyncIterator[Articles]:
    errors: list[BaseException] = []
    scope = TaskScope("test", lambda _name, error: errors.append(error))
    indexed = asyncio.Event()
    made = Articles(
        Copy(),
        cast(HistoryStore, Values()),
        cast(Backend, BackendError),
        scope,
        lambda _count: indexed.set(),
        tmp_path,
    )
    await made.load()
    made.index_soon(0.0)
    await asyncio.wait_for(indexed.wait(), 20)
    yield made
    made.close()
    await scope.close()
    assert errors == []


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
