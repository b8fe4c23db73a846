"""What a message says of an article it shows, for a card instead of a bare address; knows no sender and no socket."""

from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.server.store.article_links import linked_article
from operator_console.server.store.unit import UnitOfWork

MAX_TITLE_CHARS = 200
MAX_SUMMARY_CHARS = 300


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
    article = linked_article(unit.connection, site_id, text, server)
    return card_values(article) if article is not None else {}
