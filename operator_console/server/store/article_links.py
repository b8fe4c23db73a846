"""Published articles of a site by their keys, in whatever language; rows in, values out, knows no address."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.server.store.rows import value_of
from operator_console.server.store.tables import articles


def articles_of_keys(connection: Connection, site_id: SiteId, keys: Sequence[str]) -> tuple[Article, ...]:
    """Return what visitors can read under these keys."""
    wanted = (articles.c.site_id == site_id) & articles.c.key.in_(keys) & articles.c.deleted.is_(False)
    return tuple(value_of(Article, body) for body in connection.scalars(select(articles.c.body).where(wanted)))
