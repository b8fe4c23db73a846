"""What a message says of an article it shows, for a card instead of a bare address; knows no sender and no socket."""

from urllib.parse import unquote, urlsplit

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.domain.links import find_links
from operator_console.domain.plain_text import clean_line
from operator_console.server.article_address import shown
from operator_console.server.store.article_links import articles_of_keys
from operator_console.server.store.unit import UnitOfWork

MAX_TITLE_CHARS = 200
MAX_SUMMARY_CHARS = 300
MAX_LINKS = 5
"""So many addresses of one text are looked up."""


def card_values(article: Article) -> dict[str, str]:
    """Return a message's `values` for a published article that has an address: article, title, summary, url."""
    return {
        "article": str(article.key),
        "title": clean_line(article.title, MAX_TITLE_CHARS),
        "summary": clean_line(article.summary, MAX_SUMMARY_CHARS),
        "url": article.url or "",
    }


def card_in(unit: UnitOfWork, site_id: SiteId, text: str, server: str) -> dict[str, str]:
    """Return the `values` of a text with an article's address in it; nothing when it has none.

    All of it is the site's own published article: of the text nothing but the address is compared.
    """
    if "://" not in text and "www." not in text:
        return {}
    urls = [link.url for link in find_links(text)[:MAX_LINKS]]
    keys = [key for key in map(_last_part, urls) if key]
    found = articles_of_keys(unit.connection, site_id, keys) if keys else ()
    by_url = {article.url: article for article in (shown(each, server) for each in found)}
    article = next((by_url[url] for url in urls if url in by_url), None)
    return card_values(article) if article is not None else {}


def _last_part(url: str) -> str:
    """Return what is the key in every address that we give; imported articles may have others, and stay links."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return unquote(path.rstrip("/").rpartition("/")[2])
