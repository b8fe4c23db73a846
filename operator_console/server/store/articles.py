"""Articles with their revisions in the database; only what is published gets a version and reaches the desks."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct, structs
from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select, update

from operator_console.domain.articles import Article, ArticleCard, ArticleName, ArticleRevision
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.protocol.articles import ArticleInWork
from operator_console.server.store.database import touch_directory
from operator_console.server.store.rows import BulkStatement, Row, body_of, micros, moment, value_of
from operator_console.server.store.tables import article_heads, article_revisions, articles, streams

ARTICLE_STREAM = "articles"
MAX_HISTORY = 500
MAX_KEYS = 500
"""More are not named in a query: then all of the site are read."""

_NAME = ("site_id", "key", "language")
_insert_revisions = BulkStatement(
    insert(article_revisions), (*_NAME, "number", "at", "by", "published", "removed", "remark", "body")
)
_HEAD_NAMES = (*_NAME, "revision", "published_revision", "removed", "body")
_insert_heads = BulkStatement(insert(article_heads), _HEAD_NAMES)
_delete_heads = BulkStatement(
    delete(article_heads).where(*(article_heads.c[name] == bindparam(f"which_{name}") for name in _NAME)),
    tuple(f"which_{name}" for name in _NAME),
)
_insert_articles = BulkStatement(insert(articles), (*_NAME, "version", "deleted", "body"))
_delete_articles = BulkStatement(
    delete(articles).where(*(articles.c[name] == bindparam(f"which_{name}") for name in _NAME)),
    tuple(f"which_{name}" for name in _NAME),
)


class Change(Struct, frozen=True, kw_only=True):
    """What makes a revision of an article's new text.

    Attributes:
        by: Name of the agent, empty for the command line.
        publish: Visitors read it from now on; a removal is always published.
    """

    at: datetime
    by: str = ""
    publish: bool = True
    remove: bool = False
    remark: str = ""


class Newest(Struct, frozen=True, kw_only=True):
    """An article's newest revision, its number, and the number of what visitors read."""

    article: Article
    revision: int
    published_revision: int | None
    removed: bool
    by: str

    @property
    def is_draft(self) -> bool:
        """Tell whether it is not what visitors read."""
        return self.revision != self.published_revision


class ArticleWriting:
    """Collects new revisions of one site's articles; `flush` writes them, in the connection's transaction.

    Args:
        keys: Articles that may be written, in any language; None for all of the site.
    """

    def __init__(self, connection: Connection, site_id: SiteId, keys: Iterable[ArticleKey] | None = None) -> None:
        self._connection = connection
        self._newest = read_newest(connection, site_id, keys, lock=True)
        self._known = set(self._newest)
        self._revisions: list[Row] = []
        self._published: dict[ArticleName, Article] = {}
        self._changed: set[ArticleName] = set()

    @property
    def newest(self) -> dict[ArticleName, Newest]:
        """Every article's newest revision, removed ones included, with what was put in since."""
        return self._newest

    def put(self, article: Article, change: Change) -> int:
        """Give an article its next revision and return the number."""
        name = article.name
        before = self._newest.get(name)
        number = before.revision + 1 if before is not None else 1
        earlier = before.published_revision if before is not None else None
        published = number if change.publish else earlier
        kept = structs.replace(article, version=0, updated_at=change.at, deleted=change.remove)
        self._newest[name] = Newest(
            article=kept,
            revision=number,
            published_revision=None if change.remove else published,
            removed=change.remove,
            by=change.by,
        )
        shown = change.publish and not change.remove
        at = micros(change.at)
        self._revisions.append((*name, number, at, change.by, shown, change.remove, change.remark, body_of(kept)))
        self._changed.add(name)
        if shown or (change.remove and earlier is not None):
            self._published[name] = kept
        return number

    def republish(self, article: Article) -> None:
        """Give what visitors read another address, without a revision."""
        self._published[article.name] = article

    def flush(self) -> None:
        """Write everything; a running server announces what was published."""
        _insert_revisions.run(self._connection, self._revisions)
        known = [name for name in self._changed if name in self._known]
        _delete_heads.run(self._connection, known)
        _insert_heads.run(self._connection, [_head_row(name, self._newest[name]) for name in self._changed])
        if self._published:
            self._publish()

    def _publish(self) -> None:
        version = _take_position(self._connection)
        rows: list[Row] = []
        for name, article in self._published.items():
            version += 1
            rows.append((*name, version, article.deleted, body_of(structs.replace(article, version=version))))
        _delete_articles.run(self._connection, list(self._published))
        _insert_articles.run(self._connection, rows)
        self._connection.execute(update(streams).where(streams.c.name == ARTICLE_STREAM).values(pos=version))
        touch_directory(self._connection)


def same_content(one: Article, other: Article) -> bool:
    """Tell whether two revisions say the same; version, time and address aside."""
    return _content(one) == _content(other)


def read_in_work(connection: Connection, name: ArticleName) -> ArticleInWork | None:
    """Return an article's newest revision with what visitors read and its history; None without or when removed."""
    head = connection.execute(select(article_heads).where(*_is(article_heads, name))).one_or_none()
    if head is None or head.removed:
        return None
    newest = read_revision(connection, name, head.revision)
    if newest is None:
        return None
    shown = connection.scalar(select(articles.c.body).where(*_is(articles, name), articles.c.deleted.is_(False)))
    return ArticleInWork(
        article=newest,
        revision=head.revision,
        published_revision=head.published_revision,
        published=value_of(Article, shown) if shown is not None else None,
        history=_history(connection, name),
    )


def read_revision(connection: Connection, name: ArticleName, number: int) -> Article | None:
    """Return an article as it was, or None."""
    wanted = select(article_revisions.c.body).where(*_is(article_revisions, name), article_revisions.c.number == number)
    body = connection.scalar(wanted)
    return value_of(Article, body) if body is not None else None


def read_cards(connection: Connection, site_id: SiteId) -> tuple[ArticleCard, ...]:
    """Return a site's articles that are not removed, drafts included, by title."""
    wanted = select(article_heads.c.body).where(article_heads.c.site_id == site_id, article_heads.c.removed.is_(False))
    cards = [value_of(ArticleCard, row.body) for row in connection.execute(wanted)]
    return tuple(sorted(cards, key=lambda card: (card.title.casefold(), card.language, card.key)))


def read_newest(
    connection: Connection, site_id: SiteId, keys: Iterable[ArticleKey] | None = None, *, lock: bool = False
) -> dict[ArticleName, Newest]:
    """Return the newest revisions by name, removed ones included; `lock` holds the rows that give them numbers."""
    head, text = article_heads.c, article_revisions.c
    together = (text.number == head.revision) & (text.site_id == head.site_id)
    together = together & (text.key == head.key) & (text.language == head.language)
    wanted = select(head.revision, head.published_revision, head.removed, text.by, text.body).join_from(
        article_heads, article_revisions, together
    )
    wanted = wanted.where(head.site_id == site_id)
    if lock:
        wanted = wanted.with_for_update(of=article_heads)
    some = None if keys is None else sorted(set(keys))
    if some is not None and len(some) <= MAX_KEYS:
        wanted = wanted.where(head.key.in_(some))
    found = [
        Newest(
            article=value_of(Article, row.body),
            revision=row.revision,
            published_revision=row.published_revision,
            removed=row.removed,
            by=row.by,
        )
        for row in connection.execute(wanted)
    ]
    return {each.article.name: each for each in found}


def _history(connection: Connection, name: ArticleName) -> tuple[ArticleRevision, ...]:
    names = ("number", "at", "by", "published", "removed", "remark")
    wanted = (
        select(*(article_revisions.c[column] for column in names))
        .where(*_is(article_revisions, name))
        .order_by(article_revisions.c.number.desc())
        .limit(MAX_HISTORY)
    )
    return tuple(
        ArticleRevision(
            number=row.number,
            at=moment(row.at),
            by=row.by,
            published=row.published,
            removed=row.removed,
            remark=row.remark,
        )
        for row in connection.execute(wanted)
    )


def _head_row(name: ArticleName, newest: Newest) -> Row:
    article = newest.article
    card = ArticleCard(
        site_id=article.site_id,
        key=article.key,
        language=article.language,
        title=article.title,
        summary=article.summary,
        tags=article.tags,
        owner=article.owner,
        review=article.review,
        revision=newest.revision,
        published_revision=newest.published_revision,
        changed_at=article.updated_at,
        changed_by=newest.by,
    )
    return (*name, newest.revision, newest.published_revision, newest.removed, body_of(card))


def _take_position(connection: Connection) -> int:
    """Return the newest article version with its row locked until the transaction ends."""
    counter = select(streams.c.pos).where(streams.c.name == ARTICLE_STREAM).with_for_update()
    pos = connection.scalar(counter)
    if pos is None:
        connection.execute(insert(streams).values(name=ARTICLE_STREAM, pos=0))
    return int(pos or 0)


def _content(article: Article) -> Article:
    return structs.replace(article, version=0, updated_at=None, url=None, deleted=False)


def _is(table: Table, name: ArticleName) -> tuple[ColumnElement[bool], ...]:
    return tuple(table.c[column] == value for column, value in zip(_NAME, name, strict=True))
