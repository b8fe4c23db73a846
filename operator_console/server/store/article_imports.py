"""Many articles at once, each in the caller's transaction: added or changed, made a site's only ones, moved."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.protocol.articles import ImportedArticles
from operator_console.server.store.articles import ArticleWriting, Change, same_content
from operator_console.server.store.rows import value_of
from operator_console.server.store.tables import articles


def add_articles(connection: Connection, site_id: SiteId, given: Iterable[Article], change: Change) -> ImportedArticles:
    """Give each article that differs from its newest revision the next one; the others of the site stay."""
    wanted = list(given)
    writing = ArticleWriting(connection, site_id, [article.key for article in wanted])
    added = changed = same = 0
    for article in wanted:
        newest = writing.newest.get(article.name)
        if newest is None or newest.removed:
            added += 1
        elif not same_content(newest.article, article) or (change.publish and newest.is_draft):
            changed += 1
        else:
            same += 1
            continue
        writing.put(article, change)
    writing.flush()
    return ImportedArticles(added=added, changed=changed, same=same)


def replace_articles(connection: Connection, site_id: SiteId, given: Iterable[Article], now: datetime) -> int:
    """Publish a site's articles and remove all others, but leave what an agent was the last to write.

    Returns:
        How many were new, changed or removed.
    """
    writing = ArticleWriting(connection, site_id)
    rest = {name: newest for name, newest in writing.newest.items() if not newest.removed}
    count = 0
    for article in given:
        rest.pop(article.name, None)
        newest = writing.newest.get(article.name)
        if newest is not None and (newest.by or (not newest.removed and same_content(newest.article, article))):
            continue
        writing.put(article, Change(at=now))
        count += 1
    for newest in rest.values():
        if not newest.by:
            writing.put(newest.article, Change(at=now, remove=True))
            count += 1
    writing.flush()
    return count


def republish(connection: Connection, site_id: SiteId, renewed: Callable[[Article], Article]) -> int:
    """Give every published article of a site the address that `renewed` says, and return how many have another."""
    wanted = select(articles.c.body).where(articles.c.site_id == site_id, articles.c.deleted.is_(False))
    found = [value_of(Article, row.body) for row in connection.execute(wanted)]
    writing = ArticleWriting(connection, site_id, ())
    count = 0
    for article in found:
        after = renewed(article)
        if after.url != article.url:
            writing.republish(after)
            count += 1
    writing.flush()
    return count
