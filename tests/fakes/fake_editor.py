"""A server's side of articles in memory, with history and conflicts, below the real editor of the desk; no socket."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import structs

from operator_console.backends.base import ArticleConflict, ArticleRights, BackendError
from operator_console.desk.editor import Editor, EditorDoors
from operator_console.desk.kept_articles import KeptArticles
from operator_console.domain.articles import (
    Article,
    ArticleCard,
    ArticleFigures,
    ArticleName,
    ArticleRevision,
    MissingArticle,
)
from operator_console.domain.ids import ArticleKey, SiteId
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
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.values import ArticleDraftRow
from tests.fakes import fake_chats

START = datetime(2026, 10, 14, 12, 5, 40, tzinfo=UTC)


class FakeDrafts:
    """Fits `desk.ports.ArticleDraftStore`."""

    def __init__(self) -> None:
        self.rows: dict[str, ArticleDraftRow] = {}

    async def all(self) -> tuple[ArticleDraftRow, ...]:
        return tuple(self.rows.values())

    async def change(self, kept: Sequence[ArticleDraftRow], gone: Sequence[str]) -> None:
        self.rows |= {row.id: row for row in kept}
        for name in gone:
            self.rows.pop(name, None)


class FakeArticleWork:
    """Fits `desk.ports.ArticleBackend`.

    Attributes:
        error: Raised by every call while it is set.
        may_publish: What the server says of the asker.
        revisions: Per article and language, oldest first: the article, and its line of the history.
    """

    def __init__(self, articles: Sequence[Article], missing: Sequence[MissingArticle] = ()) -> None:
        self.error: BackendError | None = None
        self.may_publish = True
        self.revisions: dict[ArticleName, list[tuple[Article, ArticleRevision]]] = {}
        self.removed: set[ArticleName] = set()
        self.figures_of: dict[ArticleName, ArticleFigures] = {}
        self.questions = list(missing)
        self.uploaded: list[tuple[SiteId, str, int]] = []
        for number, article in enumerate(articles):
            at = START - timedelta(days=1 + number * 5)
            self.revise(article, by=article.owner, publish=True, at=at)

    def revise(
        self,
        article: Article,
        *,
        by: str = "Bram Visser",
        publish: bool = False,
        remark: str = "",
        at: datetime = START,
    ) -> None:
        """Save a revision, as a colleague does."""
        known = self.revisions.setdefault(article.name, [])
        line = ArticleRevision(number=len(known) + 1, at=at, by=by, published=publish, remark=remark)
        known.append((article, line))
        self.removed.discard(article.name)

    def in_work(self, name: ArticleName) -> ArticleInWork:
        """Return what the server knows of an article."""
        known = self.revisions[name]
        published = next((pair for pair in reversed(known) if pair[1].published), None)
        return ArticleInWork(
            article=known[-1][0],
            revision=known[-1][1].number,
            published_revision=published[1].number if published else None,
            published=published[0] if published else None,
            history=tuple(line for _, line in reversed(known)),
        )

    async def cards(self, site_id: SiteId) -> ArticleCards:
        self._fail()
        found = [
            _card(self.in_work(name)) for name in self.revisions if name[0] == site_id and name not in self.removed
        ]
        return ArticleCards(cards=tuple(sorted(found, key=lambda card: card.title)), may_publish=self.may_publish)

    async def open(self, name: ArticleName) -> ArticleInWork | None:
        self._fail()
        return self.in_work(name) if name in self.revisions and name not in self.removed else None

    async def revision(self, name: ArticleName, number: int) -> Article | None:
        self._fail()
        known = self.revisions.get(name, [])
        return known[number - 1][0] if 0 < number <= len(known) else None

    async def save(self, name: ArticleName, save: SaveArticle) -> ArticleInWork | ArticleConflict:
        self._fail()
        gone = name in self.removed
        current = 0 if name not in self.revisions or gone else len(self.revisions[name])
        if save.base_revision != current:
            return ArticleConflict(None if gone or not current else self.in_work(name))
        self.revise(save.article, by="Sanne Vos", publish=save.publish, remark=save.remark)
        return self.in_work(name)

    async def remove(self, name: ArticleName, base_revision: int) -> ArticleConflict | None:
        self._fail()
        if base_revision != len(self.revisions[name]):
            return ArticleConflict(self.in_work(name))
        self.removed.add(name)
        return None

    async def upload_picture(self, site_id: SiteId, name: str, content: bytes) -> ArticlePicture:
        self._fail()
        self.uploaded.append((site_id, name, len(content)))
        return ArticlePicture(address=f"/article-pictures/ap_{len(self.uploaded)}", width_px=640, height_px=480)

    async def import_articles(self, site_id: SiteId, articles: ImportArticles) -> ImportedArticles:
        self._fail()
        added = changed = same = 0
        for article in articles.articles:
            known = self.revisions.get(article.name)
            if known is None:
                added += 1
            elif known[-1][0] == article:
                same += 1
                continue
            else:
                changed += 1
            self.revise(article, by="Sanne Vos", publish=articles.publish)
        return ImportedArticles(added=added, changed=changed, same=same)

    async def used(self, uses: Sequence[ArticleUse]) -> None:
        self._fail()

    async def figures(self) -> AllFigures:
        self._fail()
        return AllFigures(figures=tuple(self.figures_of.values()))

    async def report_missing(self, report: ReportMissing) -> None:
        self._fail()

    async def missing(self) -> MissingArticles:
        self._fail()
        return MissingArticles(missing=tuple(self.questions))

    async def close_missing(self, missing_id: str) -> None:
        self._fail()
        self.questions = [line for line in self.questions if line.id != missing_id]

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


def _card(work: ArticleInWork) -> ArticleCard:
    article, last = work.article, work.history[0]
    return ArticleCard(
        site_id=article.site_id,
        key=article.key,
        language=article.language,
        title=article.title,
        summary=article.summary,
        tags=article.tags,
        owner=article.owner,
        review=article.review,
        revision=work.revision,
        published_revision=work.published_revision,
        changed_at=last.at,
        changed_by=last.by,
    )


def sample_work() -> FakeArticleWork:
    """Return the sample articles with some life: drafts, figures, questions nobody could answer."""
    articles = fake_chats.sample_articles()
    work = FakeArticleWork(articles, _questions())
    site = fake_chats.FIETSENWERELD.id
    for number, article in enumerate(articles):
        if number % 5 != 4:
            uses = (number * 37) % 90 + 1
            closed = uses * 3 // 4
            work.figures_of[article.name] = ArticleFigures(
                site_id=article.site_id,
                key=article.key,
                language=article.language,
                uses=uses,
                chats=uses,
                closed=closed,
                solved=closed * (35 + (number * 23) % 65) // 100,
                last_used_at=START - timedelta(days=number % 9),
            )
    returns = work.revisions[site, ArticleKey("retour-winkel"), "nl"][0][0]
    changed = structs.replace(
        returns,
        summary=f"{returns.summary} Bel eerst als het een e-bike is.",
        body=returns.body.replace("30 dagen", "45 dagen"),
    )
    at = START - timedelta(hours=3)
    work.revise(changed, remark="Nieuwe termijn vanaf november", at=at)
    draft = Article(
        key=ArticleKey("accu-vliegtuig"),
        site_id=site,
        language="nl",
        title="Mag een e-bike-accu mee in het vliegtuig?",
        summary="Concept: de regels van de luchtvaart voor accu's.",
        body="Nog uit te zoeken.",
        owner="Sanne Vos",
        tags=("e-bike",),
    )
    work.revise(draft, by="Sanne Vos", at=START - timedelta(hours=20))
    return work


def _questions() -> list[MissingArticle]:
    asked = (
        ("Kan ik mijn fiets laten ophalen voor een reparatie?", 7, "Bram Visser"),
        ("Hebben jullie ook een leenfiets als de mijne in reparatie is?", 4, "Sanne Vos"),
        ("Is de kinderzitje-adapter geschikt voor model X200?", 1, "Youssef Amrani"),
    )
    return [
        MissingArticle(
            id=f"ma_{number}",
            site_id=fake_chats.FIETSENWERELD.id,
            language="nl",
            question=question,
            asked=times,
            by=by,
            at=START - timedelta(days=number, hours=2),
        )
        for number, (question, times, by) in enumerate(asked)
    ]


def editor_over(work: FakeArticleWork, hub: EventHub) -> Editor:
    """Return the real editor of the desk over made-up articles; what is being written is kept in memory."""
    kept = MemoryOnly(FakeDrafts(), TaskScope("fake editor"), lambda _error: None)
    return Editor(EditorDoors(lambda: work, lambda: ArticleRights.WRITE, hub.publish), kept)


class MemoryOnly(KeptArticles):
    """Keeps in memory, so that a made-up desk needs no loop."""

    def _start(self, delay_s: float) -> None:
        pass
