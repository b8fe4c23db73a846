"""The row of suggestions in narrow and wide windows."""

from msgspec import structs
from PySide6.QtWidgets import QPushButton

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.values import Suggestion
from operator_console.ui.conversation.suggestion_row import SuggestionRow
from tests.fakes.screen_stage import Stage


def suggestion(number: int) -> Suggestion:
    article = Article(
        key=ArticleKey(f"a-{number}"),
        site_id=SiteId("shop"),
        language="en",
        title=f"Returning a bicycle to the shop, part {number}",
        summary="",
        body="",
    )
    return Suggestion(article=article, reason_words=("bicycle",), score=0.9)


def test_a_narrow_row_shows_only_what_can_be_read(stage: Stage) -> None:
    row = SuggestionRow(stage.context)

    async def script() -> None:
        await stage.show(row, 413, 60)
        row.show_suggestions([suggestion(number) for number in range(3)])
        await stage.rest()
        narrow = row.shown
        row.resize(1100, 60)
        await stage.rest()
        assert narrow < row.shown == 3
        row.show_suggestions([suggestion(0)])
        assert row.shown == 1
        row.show_suggestions([])
        assert row.shown == 0

    stage.run(script())


def test_an_article_in_the_other_language_says_so(stage: Stage) -> None:
    row = SuggestionRow(stage.context)

    async def script() -> None:
        await stage.show(row, 1100, 60)
        row.show_suggestions([suggestion(0), structs.replace(suggestion(1), other_language=True)])
        own, other = (row.findChild(QPushButton, f"suggestion_title_{number}") for number in (1, 2))
        assert isinstance(own, QPushButton)
        assert isinstance(other, QPushButton)
        assert "translated words" not in own.accessibleDescription()
        assert "translated words (English)" in other.accessibleDescription()
        assert other.text().startswith("EN · ")

    stage.run(script())
