"""A site is changed within the caller's transaction, with what goes with it; knows no request and no rights."""

from collections.abc import Callable

from sqlalchemy import Connection

from operator_console.domain.articles import Article
from operator_console.domain.people import Site
from operator_console.server.store.article_imports import republish
from operator_console.server.store.directory import save_site

Moved = Callable[[Article, Site, Site], Article]


def change_site(connection: Connection, site: Site, before: Site, moved: Moved) -> None:
    """Replace a site by its new values; articles that have another address then are published anew.

    Args:
        moved: Gives an article its address at the changed site, from the site before and after.
    """
    save_site(connection, site)
    if (before.base_url, before.language, before.own_help) != (site.base_url, site.language, site.own_help):
        republish(connection, site.id, lambda article: moved(article, before, site))
