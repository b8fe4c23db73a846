"""Writing articles: asks the server, says why it did not work, keeps what is not saved yet; knows no screen."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from operator_console.backends.base import ArticleConflict, ArticleRights, BackendError, Refused
from operator_console.desk.events import WishFailed
from operator_console.desk.kept_articles import KeptArticles
from operator_console.desk.ports import ArticleBackend
from operator_console.desk.state import KeptArticle
from operator_console.domain.articles import Article, ArticleFigures, ArticleName, MissingArticle
from operator_console.domain.ids import SiteId
from operator_console.protocol.articles import (
    ArticleCards,
    ArticleInWork,
    ArticlePicture,
    ImportArticles,
    ImportedArticles,
    SaveArticle,
)
from operator_console.protocol.refusal import Refusal

MOST_AT_ONCE = 200
"""What the server takes in one import."""

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)


class EditorDoors(Struct, frozen=True):
    """What writing asks of the desk.

    Attributes:
        work: The server's side of articles, None when it has none.
        rights: What can be done with the server's articles.
        publish: To the hub.
    """

    work: Callable[[], ArticleBackend | None]
    rights: Callable[[], ArticleRights]
    publish: Callable[[WishFailed], None]


class Editor:
    """Fits `ui.ports.EditorDoor`; everything is on the loop's thread."""

    def __init__(self, doors: EditorDoors, kept: KeptArticles) -> None:
        self._doors = doors
        self._kept = kept

    # --------------------------------------------------------------------------------- on this machine only

    @property
    def can_write(self) -> bool:
        """The server lets articles be written."""
        return self._doors.work() is not None and self._doors.rights() is ArticleRights.WRITE

    def all_kept(self) -> tuple[KeptArticle, ...]:
        """What is being written and not saved, the one changed last first."""
        return self._kept.all()

    def kept(self, kept_id: str) -> KeptArticle | None:
        """What is being written under this id."""
        return self._kept.get(kept_id)

    def keep(self, kept: KeptArticle) -> None:
        """Keep it; on disk within a second."""
        self._kept.keep(kept)

    def forget_kept(self, kept_id: str) -> None:
        """Let it go."""
        self._kept.forget(kept_id)

    # ------------------------------------------------------------------------------------------ the server

    async def cards(self, site_id: SiteId) -> ArticleCards | None:
        """Every article of a site, drafts included."""
        return await self._asked("article.cards", lambda work: work.cards(site_id))

    async def figures(self) -> Mapping[ArticleName, ArticleFigures]:
        """How articles do; empty when it cannot be had now."""
        work = self._doors.work()
        if work is None:
            return {}
        try:
            figures = await work.figures()
        except BackendError as error:
            _log.info("figures of articles cannot be had now: %s", type(error).__name__)
            return {}
        return {each.name: each for each in figures.figures}

    async def open(self, name: ArticleName) -> ArticleInWork | None:
        """The newest revision of an article; None also when there is none any more, which is told."""
        found = await self._asked("article.open", lambda work: _found(work.open(name)))
        return found or None

    async def revision(self, name: ArticleName, number: int) -> Article | None:
        """An earlier revision."""
        return await self._asked("article.revision", lambda work: _found(work.revision(name, number)))

    async def save(
        self, article: Article, base_revision: int, *, publish: bool, remark: str = ""
    ) -> ArticleInWork | ArticleConflict | None:
        """Save a new revision, unless somebody else has saved since."""
        save = SaveArticle(article=article, base_revision=base_revision, publish=publish, remark=remark)
        return await self._asked("article.save", lambda work: work.save(article.name, save))

    async def remove(self, name: ArticleName, base_revision: int) -> bool | ArticleConflict:
        """Take an article away; True when done."""

        async def removed(work: ArticleBackend) -> bool | ArticleConflict:
            return await work.remove(name, base_revision) or True

        return await self._asked("article.remove", removed) or False

    async def upload_picture(self, site_id: SiteId, name: str, content: bytes) -> ArticlePicture | None:
        """Send a picture for articles."""
        return await self._asked("article.picture", lambda work: work.upload_picture(site_id, name, content))

    async def import_articles(self, articles: Sequence[Article], *, publish: bool) -> ImportedArticles | None:
        """Save many at once; None when the server failed, with what came before it saved."""
        by_site: dict[SiteId, list[Article]] = {}
        for article in articles:
            by_site.setdefault(article.site_id, []).append(article)
        total = ImportedArticles()
        for site_id, those in by_site.items():
            for start in range(0, len(those), MOST_AT_ONCE):
                batch = ImportArticles(articles=tuple(those[start : start + MOST_AT_ONCE]), publish=publish)
                done = await self._import(site_id, batch)
                if done is None:
                    return None
                total = ImportedArticles(
                    added=total.added + done.added, changed=total.changed + done.changed, same=total.same + done.same
                )
        return total

    async def missing(self) -> tuple[MissingArticle, ...] | None:
        """Questions for which nothing good was found."""
        missing = await self._asked("article.missing", lambda work: work.missing())
        return None if missing is None else missing.missing

    async def close_missing(self, missing_id: str) -> bool:
        """Take a line from that list."""

        async def closed(work: ArticleBackend) -> bool:
            await work.close_missing(missing_id)
            return True

        return await self._asked("article.close_missing", closed) or False

    # ------------------------------------------------------------------------------------------- private

    async def _import(self, site_id: SiteId, batch: ImportArticles) -> ImportedArticles | None:
        return await self._asked("article.import", lambda work: work.import_articles(site_id, batch))

    async def _asked(self, wish: str, ask: Callable[[ArticleBackend], Awaitable[Answer]]) -> Answer | None:
        """Return the server's answer; None after saying why there is none."""
        work = self._doors.work()
        reason, unreachable = Refusal.UNAVAILABLE, True
        if work is not None:
            try:
                return await ask(work)
            except Refused as refused:
                reason, unreachable = refused.reason, False
            except BackendError as error:
                _log.info("%s did not reach the server: %s", wish, type(error).__name__)
        self._doors.publish(WishFailed(wish=wish, reason=reason, unreachable=unreachable))
        return None


async def _found(answer: Awaitable[Answer | None]) -> Answer:
    found = await answer
    if found is None:
        raise Refused(Refusal.NOT_FOUND)
    return found
