"""What the window asks of the articles' page; knows nothing of other pages."""

from typing import TYPE_CHECKING, cast

from operator_console.ui.shell.pages import ARTICLES, Pages

if TYPE_CHECKING:
    from operator_console.desk.article_seeds import ArticleSeed
    from operator_console.ui.shell.screens import Articles


class ArticlesPlace:
    """The articles among the pages."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def begin(self, seed: "ArticleSeed") -> None:
        """Begin an article with what an agent answered."""
        self._shown().open_new(seed.site_id, seed.language, seed.title, seed.body, seed.question)

    def new(self) -> None:
        """Begin an article."""
        self._shown().new()

    def save(self) -> None:
        """Save what is written, if the page is on screen."""
        if self._pages.shown == ARTICLES:
            self._shown().save()

    def publish(self) -> None:
        """Publish what is written, if the page is on screen."""
        if self._pages.shown == ARTICLES:
            self._shown().publish()

    def _shown(self) -> "Articles":
        return cast("Articles", self._pages.show(ARTICLES))
