"""How personal answers are: compared with what was sent today and with opened articles, over a real cache."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operator_console.desk.events import OwnWordsChanged
from operator_console.desk.own_words import KEPT_KEY, OwnWords, OwnWordsDoors
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.knowledge.sameness import SameKind
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage

FIRST, SECOND = ConversationId("cv_1"), ConversationId("cv_2")
SITE = SiteId("fietsenwereld")
TEXT = (
    "Een fiets waarop je hebt gereden kun je binnen 30 dagen naar de winkel terugbrengen. Neem de sleutels en de "
    "aankoopbon mee, dan maken we het meteen in orde."
)
OWN = "Wat jammer van die kapotte versnelling! Mijn collega in Utrecht belt u vanmiddag over de reparatie aan huis."


class Words:
    """The pieces over one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
        self.errors: list[tuple[str, BaseException]] = []
        self.told: list[OwnWordsChanged] = []

    async def start(self) -> None:
        self.scope = TaskScope("test", lambda name, error: self.errors.append((name, error)))
        self.storage = AccountStorage(self.folder)
        await self.storage.open()
        doors = OwnWordsDoors(lambda: self.now, lambda _conversation_id: SITE, self.told.append)
        self.own = OwnWords(self.storage.history, doors, self.scope)
        await self.own.load()

    async def stop(self) -> None:
        await self.scope.close()
        self.own.close()
        await self.storage.close()


@pytest.fixture
async def words(tmp_path: Path) -> AsyncIterator[Words]:
    made = Words(tmp_path)
    await made.start()
    yield made
    await made.stop()
    assert made.errors == []


async def test_what_was_sent_to_another_is_found_with_its_stretches(words: Words) -> None:
    assert await words.own.same(SECOND, TEXT) is None
    await words.own.sent(FIRST, TEXT)
    found = await words.own.same(SECOND, f"Hoi Marieke! {TEXT}")
    assert found is not None
    assert (found.kind, found.conversation_id) == (SameKind.SENT, FIRST)
    assert found.marks
    assert await words.own.same(FIRST, TEXT) is None  # what was said here is no repetition
    assert await words.own.same(SECOND, OWN) is None


async def test_a_whole_opened_article_is_found(words: Words) -> None:
    body = f"{TEXT} {OWN} Bel ons gerust wanneer er een onderdeel ontbreekt of beschadigd is bij de levering thuis."
    article = Article(key=ArticleKey("a"), site_id=SITE, language="nl", title="Terugbrengen", summary="", body=body)
    await words.own.same(SECOND, TEXT)
    words.own.opened(article)
    await asyncio.sleep(0)
    found = await words.own.same(SECOND, body)
    assert found is not None
    assert found.article == article.name


async def test_the_share_of_today_counts_answers_that_say_something(words: Words) -> None:
    await words.own.sent(FIRST, TEXT)
    await words.own.sent(SECOND, f"Hallo! {TEXT}")
    await words.own.sent(SECOND, OWN)
    await words.own.sent(SECOND, "Graag gedaan!")
    assert (words.own.answers, words.own.marked) == (3, 1)
    assert len(words.told) == 4


async def test_today_survives_a_restart_and_ends_with_the_day(words: Words) -> None:
    await words.own.sent(FIRST, TEXT)
    await words.stop()
    await words.start()
    assert words.own.answers == 1
    assert await words.own.same(SECOND, TEXT) is not None
    words.now += timedelta(days=1)
    assert words.own.answers == 0
    await words.own.sent(SECOND, TEXT)
    assert (words.own.answers, words.own.marked) == (1, 0)


async def test_sites_that_are_left_out_are_not_looked_at(words: Words) -> None:
    await words.own.sent(FIRST, TEXT)
    words.own.leave_out(frozenset({SITE}))
    assert await words.own.same(SECOND, TEXT) is None
    await words.own.sent(SECOND, TEXT)
    assert words.own.answers == 1


@pytest.mark.parametrize("kept", [b"\xff", b"{}", b'{"day":"x"}', b'{"day":"2026-03-02","said":[1]}'])
async def test_a_damaged_memory_of_today_is_begun_anew(words: Words, kept: bytes) -> None:
    words.storage.history.keep_value(KEPT_KEY, kept)
    await words.stop()
    await words.start()
    assert words.own.answers == 0
    await words.own.sent(FIRST, TEXT)
    assert words.own.answers == 1


async def test_many_drafts_at_once_and_an_end_in_between_do_no_harm(words: Words) -> None:
    await words.own.sent(FIRST, TEXT)
    found = await asyncio.gather(*(words.own.same(SECOND, f"{TEXT} {number}") for number in range(20)))
    assert all(found)
    await words.scope.close()
    assert await words.own.same(SECOND, TEXT) is None
    await words.own.sent(SECOND, TEXT)
