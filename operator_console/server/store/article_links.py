"""Which published article of a site an address in a text leads to; rows in, values out, knows no message."""

from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, select

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.domain.links import find_links
from operator_console.server.article_address import shown
from operator_console.server.store.rows import value_of
from operator_console.server.store.tables import articles

MAX_LINKS = 5
"""So many addresses of one text are looked up."""


def linked_article(connection: Connection, site_id: SiteId, text: str, server: str) -> Article | None:
    """Return the first published article of the site whose own address stands in the text, with that address.

    Looked up by the last part of the address, which is the article's key wherever we give the address; an article
    that was imported with another one is not found and stays a plain link.

    Args:
        server: The server's own address, for articles on its help page.
    """
    if "://" not in text and "www." not in text:
        return None
    for link in find_links(text)[:MAX_LINKS]:
        key = _last_part(link.url)
        if not key:
            continue
        wanted = (articles.c.site_id == site_id) & (articles.c.key == key) & articles.c.deleted.is_(False)
        for body in connection.scalars(select(articles.c.body).where(wanted)):
            article = shown(value_of(Article, body), server)
            if article.url == link.url:
                return article
    return None


def _last_part(url: str) -> str:
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return unquote(path.rstrip("/").rpartition("/")[2])
