"""Where visitors read an article: on the site's own pages or on the server's help page; knows no request and no SQL."""

from msgspec import structs

from operator_console.domain.articles import Article
from operator_console.domain.links import is_safe_url
from operator_console.domain.people import Site

HELP = "/help/{site_id}/{language}/"


def own_page(article: Article, site: Site) -> str:
    """Return the article's place on the site: below the language's part when it is not the site's language."""
    part = "" if article.language == site.language else f"/{article.language}"
    return f"{site.base_url}{part}/help/{article.key}"


def kept(article: Article, site: Site) -> Article:
    """Return the article with the address to store: one on the site that it has already, else the site's own page.

    Without either it has none: the server's own address is known only to the running server.
    """
    given = article.url
    if given is not None and given.startswith(f"{site.base_url}/") and is_safe_url(given):
        return article
    return structs.replace(article, url=own_page(article, site) if site.own_help else None)


def moved(article: Article, before: Site, after: Site) -> Article:
    """Return the article as it is addressed once its site has other pages."""
    if article.url not in {None, own_page(article, before)}:
        return article
    return kept(structs.replace(article, url=None), after)


def shown(article: Article, server: str) -> Article:
    """Return the article with an address for everybody: what has no other is read on the server's help page."""
    if article.url is not None or article.deleted:
        return article
    place = HELP.format(site_id=article.site_id, language=article.language)
    return structs.replace(article, url=f"{server}{place}{article.key}")
