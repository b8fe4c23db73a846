"""Writing and using articles; rights to sites were asked at the door; no socket, no SQL."""

from msgspec import Struct

from operator_console.domain.articles import ArticleName
from operator_console.domain.ids import AgentId, SiteId, new_id
from operator_console.domain.people import Agent
from operator_console.protocol.articles import (
    ArticleInWork,
    ArticleTaken,
    ArticleUse,
    ImportArticles,
    ImportedArticles,
    RemoveArticle,
    ReportMissing,
    SaveArticle,
)
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.store import article_imports, article_use
from operator_console.server.store.articles import ArticleWriting, Change, Newest, read_in_work
from operator_console.server.store.unit import UnitOfWork


class _Plain(Struct, frozen=True):
    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return


class SaveRevision(_Plain, frozen=True):
    """Save an article's next revision, unless somebody else has saved since the one that was edited."""

    agent: Agent
    save: SaveArticle

    def apply(self, unit: UnitOfWork) -> ArticleInWork | ArticleTaken:
        """Save it, or answer what stands there now."""
        article = self.save.article
        writing = ArticleWriting(unit.connection, article.site_id, [article.key])
        if not _is_current(writing.newest.get(article.name), self.save.base_revision):
            return ArticleTaken(current=read_in_work(unit.connection, article.name))
        change = Change(at=unit.now, by=self.agent.name, publish=self.save.publish, remark=self.save.remark)
        number = writing.put(article, change)
        writing.flush()
        if self.save.publish:
            unit.audit(self.agent.id, "article_published", _target(article.name), f"revision {number}")
        saved = read_in_work(unit.connection, article.name)
        return saved if saved is not None else ArticleInWork(article=article, revision=number)


class RemoveRevision(_Plain, frozen=True):
    """Take an article away; None when it is done, or was before."""

    agent: Agent
    name: ArticleName
    remove: RemoveArticle

    def apply(self, unit: UnitOfWork) -> ArticleTaken | None:
        """Remove it, or answer what stands there now."""
        writing = ArticleWriting(unit.connection, self.name[0], [self.name[1]])
        newest = writing.newest.get(self.name)
        if newest is None or newest.removed:
            return None
        if newest.revision != self.remove.base_revision:
            return ArticleTaken(current=read_in_work(unit.connection, self.name))
        number = writing.put(newest.article, Change(at=unit.now, by=self.agent.name, remove=True))
        writing.flush()
        unit.audit(self.agent.id, "article_removed", _target(self.name), f"revision {number}")
        return None


class ImportRevisions(_Plain, frozen=True):
    """Give each of many articles of one site its next revision, where it differs."""

    agent: Agent
    site_id: SiteId
    given: ImportArticles

    def apply(self, unit: UnitOfWork) -> ImportedArticles:
        """Save them all."""
        change = Change(at=unit.now, by=self.agent.name, publish=self.given.publish, remark=self.given.remark)
        done = article_imports.add_articles(unit.connection, self.site_id, self.given.articles, change)
        unit.audit(self.agent.id, "articles_imported", self.site_id, f"{done.added} added, {done.changed} changed")
        return done


class CountUses(_Plain, frozen=True):
    """Count uses of articles in conversations that the agent may read; the answer is those that are not theirs."""

    actor: AgentActor
    uses: tuple[ArticleUse, ...]

    def apply(self, unit: UnitOfWork) -> tuple[ArticleUse, ...]:
        """Count them."""
        refused = []
        for use in self.uses:
            conversation = unit.conversation(use.conversation_id)
            site = unit.directory.sites.get(use.site_id)
            if (
                conversation is None
                or site is None
                or not authorise(self.actor, Action.READ, conversation)
                or not authorise(self.actor, Action.READ_ARTICLES, site)
            ):
                refused.append(use)
                continue
            article_use.add_use(unit.connection, use, conversation, self.actor.agent_id, unit.now)
        return tuple(refused)


class NoteMissing(_Plain, frozen=True):
    """Put a masked question on the list of what was not found; whose conversation is not the asker's is left out."""

    actor: AgentActor
    by: str
    report: ReportMissing

    def apply(self, unit: UnitOfWork) -> None:
        """Note it."""
        report, chat = self.report, None
        if report.conversation_id is not None:
            chat = unit.conversation(report.conversation_id)
        known = chat is not None and authorise(self.actor, Action.READ, chat)
        kept = ReportMissing(
            site_id=report.site_id,
            language=report.language,
            question=report.question,
            conversation_id=report.conversation_id if known else None,
        )
        article_use.report_missing(unit.connection, kept, new_id("mi"), self.by, unit.now)


class CloseMissing(_Plain, frozen=True):
    """Take a line from that list."""

    agent_id: AgentId
    missing_id: str

    def apply(self, unit: UnitOfWork) -> None:
        """Close it."""
        article_use.close_missing(unit.connection, self.missing_id, unit.now)
        unit.audit(self.agent_id, "missing_article_closed", self.missing_id)


class KeepPicture(_Plain, frozen=True):
    """Store what is known of a picture whose file is there."""

    picture: article_use.KeptPicture

    def apply(self, unit: UnitOfWork) -> None:
        """Store it."""
        article_use.add_picture(unit.connection, self.picture, unit.now)


def _is_current(newest: Newest | None, base_revision: int) -> bool:
    """Tell whether nobody has saved since; a removed article is begun anew from 0, or taken back from its last one."""
    if newest is None:
        return base_revision == 0
    return base_revision == newest.revision or (newest.removed and base_revision == 0)


def _target(name: ArticleName) -> str:
    site_id, key, language = name
    return f"{site_id}/{language}/{key}"
