"""What a knowledge-base article is; knows nothing of files, search or screens."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import ArticleKey, ConversationId, SiteId

ArticleName = tuple[SiteId, ArticleKey, str]
"""Site, key and language: what names one article in one language."""


class ArticleUseKind(StrEnum):
    """How an article was used in a chat."""

    LINK = "link"
    FACT = "fact"
    QUOTE = "quote"


class ThinkOf(Struct, frozen=True, kw_only=True):
    """A line for the agent to think of, while one of these products is in the visitor's cart.

    Attributes:
        products: Words of a product's name or its number; one that stands in a cart line's name is enough.
        line: What to think of, for the agent's eyes.
    """

    products: tuple[str, ...]
    line: str


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
        think_of: Lines bound to products in the cart.
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
    think_of: tuple[ThinkOf, ...] = ()
    version: int = 0
    updated_at: datetime | None = None
    deleted: bool = False

    @property
    def name(self) -> ArticleName:
        """Return what names it."""
        return self.site_id, self.key, self.language

    def is_overdue(self, today: date) -> bool:
        """Tell whether the review day has passed."""
        return self.review is not None and self.review < today


class ArticleRevision(Struct, frozen=True, kw_only=True):
    """One line of an article's history.

    Attributes:
        number: From 1, without gaps, per article and language.
        by: Name of the agent, or empty for an import at the server.
        published: Visitors could read this revision from then on.
        removed: With this revision the article was taken away.
        remark: What the author said of the change.
    """

    number: int
    at: datetime
    by: str = ""
    published: bool = False
    removed: bool = False
    remark: str = ""


class ArticleFigures(Struct, frozen=True, kw_only=True):
    """How an article does.

    Attributes:
        uses: Times a link, fact or quote of it was sent.
        chats: Chats in which that was.
        closed: Those of them that were wrapped up with an outcome other than "no answer".
        solved: Those of them that were solved at first contact or ended in a sale.
    """

    site_id: SiteId
    key: ArticleKey
    language: str
    uses: int = 0
    chats: int = 0
    closed: int = 0
    solved: int = 0
    last_used_at: datetime | None = None

    @property
    def name(self) -> ArticleName:
        """Return what names the article."""
        return self.site_id, self.key, self.language

    @property
    def solved_share(self) -> float | None:
        """Return the share of closed chats that were solved, None without any."""
        return self.solved / self.closed if self.closed else None


class ArticleCard(Struct, frozen=True, kw_only=True):
    """One row of the editor's list: the newest revision without its body.

    Attributes:
        revision: Number of the newest revision.
        published_revision: What visitors read, None while it is a draft only.
    """

    site_id: SiteId
    key: ArticleKey
    language: str
    title: str
    summary: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    review: date | None = None
    revision: int = 1
    published_revision: int | None = None
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def name(self) -> ArticleName:
        """Return what names the article."""
        return self.site_id, self.key, self.language

    @property
    def has_draft(self) -> bool:
        """Tell whether the newest revision is not what visitors read."""
        return self.revision != self.published_revision


class MissingArticle(Struct, frozen=True, kw_only=True):
    """A question for which an agent found nothing good.

    Attributes:
        question: The visitor's words, masked as messages are.
        asked: How often the same question was reported.
        by: Name of the agent who reported it last.
    """

    id: str
    site_id: SiteId
    language: str
    question: str
    conversation_id: ConversationId | None = None
    asked: int = 1
    by: str = ""
    at: datetime | None = None
