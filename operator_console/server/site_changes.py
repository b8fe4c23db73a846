"""A site is changed within the caller's transaction, with what goes with it; knows no request and no rights."""

from sqlalchemy import Connection

from operator_console.domain.people import Site
from operator_console.server import article_address
from operator_console.server.store.article_imports import republish
from operator_console.server.store.directory import save_site


def change_site(connection: Connection, site: Site, before: Site) -> None:
    """Replace a site by its new values; articles that have another address then are published anew."""
    save_site(connection, site)
    if (before.base_url, before.language, before.own_help) != (site.base_url, site.language, site.own_help):
        republish(connection, site.id, lambda article: article_address.moved(article, before, site))
