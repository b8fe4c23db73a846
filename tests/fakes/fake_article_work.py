"""A server's side of using articles that keeps what it is told; a connection that fails when the test wants it."""

from collections.abc import Sequence

from operator_console.backends import base
from operator_console.domain.articles import Article, ArticleFigures, ArticleName
from operator_console.domain.ids import SiteId
from operator_console.protocol.articles import (
    AllFigures,
    ArticleCards,
    ArticleInWork,
    ArticlePicture,
    ArticleUse,
    ImportArticles,
    ImportedArticles,
    MissingArticles,
    ReportMissing,
    SaveArticle,
)


class FakeArticleWork:
    """Fits `desk.ports.ArticleBackend`.

    Attributes:
        error: Raised by every call while it is set.
    """

    def __init__(self) -> None:
        self.error: base.BackendError | None = None
        self.uses: list[ArticleUse] = []
        self.reports: list[ReportMissing] = []
        self.known: tuple[ArticleFigures, ...] = ()
        self.asked = 0

    async def used(self, uses: Sequence[ArticleUse]) -> None:
        self._fail()
        self.uses += uses

    async def figures(self) -> AllFigures:
        self.asked += 1
        self._fail()
        return AllFigures(figures=self.known)

    async def report_missing(self, report: ReportMissing) -> None:
        self._fail()
        self.reports.append(report)

    async def missing(self) -> MissingArticles:
        return MissingArticles(missing=())

    async def close_missing(self, missing_id: str) -> None:
        self._fail()

    async def cards(self, site_id: SiteId) -> ArticleCards:
        return ArticleCards(cards=())

    async def open(self, name: ArticleName) -> ArticleInWork | None:
        return None

    async def revision(self, name: ArticleName, number: int) -> Article | None:
        return None

    async def save(self, name: ArticleName, save: SaveArticle) -> ArticleInWork | base.ArticleConflict:
        raise base.Unreachable

    async def remove(self, name: ArticleName, base_revision: int) -> base.ArticleConflict | None:
        raise base.Unreachable

    async def upload_picture(self, site_id: SiteId, name: str, content: bytes) -> ArticlePicture:
        raise base.Unreachable

    async def import_articles(self, site_id: SiteId, articles: ImportArticles) -> ImportedArticles:
        raise base.Unreachable

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error
