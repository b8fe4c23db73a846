"""What a knowledge-base article is; knows nothing of files, search or screens."""

from datetime import date, datetime

from msgspec import Struct

from operator_console.domain.ids import ArticleKey, SiteId


class Article(Struct, frozen=True, kw_only=True):
    """One article in one language for one site.

    Attributes:
        key: The same in every language of the article: ``(site_id, key)`` names a language pair.
        language: ``nl`` or ``en``.
        body: Markdown; never rendered with resources or HTML from within it.
        facts: Short sentences that can each be inserted on their own.
        links: Keys of related articles of the same site.
        url: Public address of the article, or None when the site has no help page for it.
        review: Day on which somebody must look at it again.
        version: Grows with every change; the server's article stream position.
    """

    key: ArticleKey
    site_id: SiteId
    language: str
    title: str
    summary: str
    body: str
    facts: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    links: tuple[ArticleKey, ...] = ()
    tags: tuple[str, ...] = ()
    owner: str = ""
    review: date | None = None
    url: str | None = None
    version: int = 0
    updated_at: datetime | None = None
    deleted: bool = False

    def is_overdue(self, today: date) -> bool:
        """Tell whether the review day has passed."""
        return self.review is not None and self.review < today
