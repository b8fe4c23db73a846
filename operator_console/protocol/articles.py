"""Bodies and paths of the HTTP interface about articles; who may call what is the server's matter.

Reading published articles by version is `protocol.http.ARTICLES`; here is what editing and using them needs.
"""

from msgspec import Struct

from operator_console.domain.articles import (
    Article,
    ArticleCard,
    ArticleFigures,
    ArticleRevision,
    ArticleUseKind,
    MissingArticle,
)
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.protocol.refusal import Refusal

CARDS = "/api/v1/sites/{site_id}/articles"
ARTICLE = "/api/v1/sites/{site_id}/articles/{language}/{key}"
REVISION = "/api/v1/sites/{site_id}/articles/{language}/{key}/revisions/{number}"
PICTURES = "/api/v1/sites/{site_id}/article-pictures"
PICTURE = "/article-pictures/{picture_id}"
IMPORT = "/api/v1/sites/{site_id}/articles/import"
USES = "/api/v1/article-uses"
FIGURES = "/api/v1/article-figures"
MISSING = "/api/v1/missing-articles"
MISSING_ONE = "/api/v1/missing-articles/{missing_id}"


class ArticleCards(Struct, frozen=True, kw_only=True):
    """GET cards: every article of a site, drafts included, by title.

    Attributes:
        may_publish: The asker may publish and remove; others may save drafts.
    """

    cards: tuple[ArticleCard, ...]
    may_publish: bool = False


class ArticleInWork(Struct, frozen=True, kw_only=True):
    """GET article: the newest revision and where it comes from.

    Attributes:
        article: As of the newest revision.
        published: What visitors read, None while it is a draft only.
        history: Newest first.
    """

    article: Article
    revision: int
    published_revision: int | None = None
    published: Article | None = None
    history: tuple[ArticleRevision, ...] = ()


class SaveArticle(Struct, frozen=True, kw_only=True):
    """PUT article. Answer: `ArticleInWork`, or 409 with `ArticleTaken` when somebody else has saved meanwhile.

    Attributes:
        base_revision: The revision that was edited; 0 for a new article.
        publish: Visitors read it from now on; needs the right to.
    """

    article: Article
    base_revision: int
    publish: bool = False
    remark: str = ""


class ArticleTaken(Struct, frozen=True, kw_only=True):
    """Body of a 409: what stands there now, None when it was removed. It reads as a `Problem` as well."""

    current: ArticleInWork | None = None
    reason: Refusal = Refusal.CONFLICT


class RemoveArticle(Struct, frozen=True, kw_only=True):
    """DELETE article, with the base revision as for saving: nobody reads it any more; its history stays."""

    base_revision: int


MAX_IMPORT = 200
"""Articles in one call."""


class ImportArticles(Struct, frozen=True, kw_only=True):
    """POST import: articles of one site; each becomes a new revision where it differs. See `MAX_IMPORT`.

    Attributes:
        publish: Visitors read them at once; otherwise they are drafts.
    """

    articles: tuple[Article, ...]
    publish: bool = True
    remark: str = ""


class ImportedArticles(Struct, frozen=True, kw_only=True):
    """Answer to an import: how many were new, changed and the same."""

    added: int = 0
    changed: int = 0
    same: int = 0


class ArticlePicture(Struct, frozen=True, kw_only=True):
    """Answer to POST pictures (the raw picture, its name in X-File-Name): the address to write into the Markdown."""

    address: str
    width_px: int
    height_px: int


class ArticleUse(Struct, frozen=True, kw_only=True):
    """An article was used in a message of this chat; the same article, kind and message count once."""

    site_id: SiteId
    key: ArticleKey
    language: str
    conversation_id: ConversationId
    kind: ArticleUseKind
    client_id: str = ""


class ArticleUses(Struct, frozen=True, kw_only=True):
    """POST uses."""

    uses: tuple[ArticleUse, ...]


class AllFigures(Struct, frozen=True, kw_only=True):
    """GET figures: of every article of the asker's sites that was used."""

    figures: tuple[ArticleFigures, ...]


class ReportMissing(Struct, frozen=True, kw_only=True):
    """POST missing: nothing good was found for a visitor's question. The same question again is counted."""

    site_id: SiteId
    language: str
    question: str
    conversation_id: ConversationId | None = None


class MissingArticles(Struct, frozen=True, kw_only=True):
    """GET missing: open ones of the asker's sites, most asked first. DELETE of one closes it."""

    missing: tuple[MissingArticle, ...]
