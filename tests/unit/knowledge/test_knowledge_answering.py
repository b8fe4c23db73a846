"""What the bot may show: the one article, several titles, or nothing; in the author's words."""

from pathlib import Path

import pytest

from bench import bot as bench_bot
from operator_console.domain.ids import SiteId
from operator_console.knowledge.answering import CHOICES, answer, answers, titled
from operator_console.knowledge.article_files import read_folder
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.values import SuggestionRequest

SITE = SiteId("fietsenwereld")
ARTICLES = tuple(
    article
    for article in read_folder(Path(__file__).parents[3] / "resources" / "knowledge").articles
    if article.site_id == SITE
)


@pytest.fixture(scope="module")
def index() -> ArticleIndex:
    return ArticleIndex.build(ARTICLES)


def ask(index: ArticleIndex, text: str, language: str = "nl") -> list[str]:
    request = SuggestionRequest(text=text, site_id=SITE, language=language)
    return [str(found.article.key) for found in answers(index, request)]


def test_a_plain_question_gets_the_one_article(index: ArticleIndex) -> None:
    assert ask(index, "Wat is de levertijd?") == ["levertijd"]
    assert ask(index, "error code on the display", "en") == ["foutcode-display"]


def test_articles_that_are_as_near_are_offered_by_title(index: ArticleIndex) -> None:
    found = ask(index, "waar zit de winkel in utrecht")
    assert 1 < len(found) <= CHOICES
    assert "winkels-openingstijden" in found


@pytest.mark.parametrize(
    "text", ["hebben jullie vacatures", "ik zoek een recept voor appeltaart", "hoi", "", "🙂" * 50]
)
def test_rather_nothing_than_something(index: ArticleIndex, text: str) -> None:
    assert ask(index, text) == []


def test_what_was_asked_before_confuses_no_other_question(index: ArticleIndex) -> None:
    before = ("Hoe lang is de levertijd van een fiets?", "Nee, dit is het niet")
    request = SuggestionRequest(
        text="waar zit de winkel in utrecht", site_id=SITE, language="nl", previous=before
    )  # fmt: skip
    assert [str(found.article.key) for found in answers(index, request)] == ask(index, request.text)


def test_every_line_is_its_authors(index: ArticleIndex) -> None:
    for article in ARTICLES[:20]:
        line = answer(index, article, article.title).line
        assert line in {article.summary, *article.facts}


def test_a_title_that_was_offered_is_understood(index: ArticleIndex) -> None:
    dutch = tuple(article for article in ARTICLES if article.language == "nl")
    chosen = titled(dutch, "  levertijd ")
    assert chosen is not None
    assert chosen.key == "levertijd"
    assert titled(dutch, "levertijd van een fiets") is None


def test_on_the_half_that_had_no_part_in_the_limits_it_is_nearly_never_wrong() -> None:
    figures = bench_bot.run()
    assert figures["bot.b.answered"] > 0.6
    assert figures["bot.b.right_of_answers"] > 0.9
