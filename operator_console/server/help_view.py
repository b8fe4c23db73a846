"""The help page's HTML: everything from outside is escaped here; knows no request, no store and no search."""

import base64
import hashlib
import re
from datetime import datetime
from html import escape

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.links import is_safe_url
from operator_console.domain.people import Site
from operator_console.knowledge.markdown import render_html
from operator_console.knowledge.values import Hit, Mark
from operator_console.server.article_address import HELP
from operator_console.server.help_style import style_of

PAGE_SIZE = 100
OTHER = {"nl": "en", "en": "nl"}
_OWN_NAMES = {"nl": "Nederlands", "en": "English"}
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_WORDS = {
    "nl": {
        "help": "Vragen en antwoorden", "skip": "Naar de inhoud", "all": "Alle onderwerpen",
        "search": "Zoek een antwoord",
        "go": "Zoeken", "main": "Hoofdmenu", "language": "Taal", "related": "Zie ook", "updated": "Bijgewerkt op {0}",
        "found_1": "1 antwoord op “{0}”", "found": "{1} antwoorden op “{0}”", "none": "Niets gevonden voor “{0}”",
        "try": "Probeer een ander woord, of bekijk alle onderwerpen.", "meant": "Gezocht naar “{0}”.",
        "empty": "Hier staan nog geen antwoorden.", "lost": "Deze pagina is er niet (meer)", "facts": "In het kort",
        "next": "Volgende", "before": "Vorige", "pages": "Bladeren", "busy": "Even geduld: er wordt erg veel gezocht.",
    },
    "en": {
        "help": "Questions and answers", "skip": "Skip to content", "all": "All topics",
        "search": "Search for an answer",
        "go": "Search", "main": "Main menu", "language": "Language", "related": "See also", "updated": "Updated on {0}",
        "found_1": "1 answer for “{0}”", "found": "{1} answers for “{0}”", "none": "Nothing found for “{0}”",
        "try": "Try another word, or look at all topics.", "meant": "Searched for “{0}”.",
        "empty": "There are no answers here yet.", "lost": "This page is not here (any more)", "facts": "In short",
        "next": "Next", "before": "Previous", "pages": "Pages", "busy": "One moment: there is very much searching now.",
    },
}  # fmt: skip
_FIRST_HEADING = re.compile(r"<(/?)h1>")


class Place(Struct, frozen=True, kw_only=True):
    """Where on the help pages one is.

    Attributes:
        twin: Address of the same in the other language, or None when there is nothing.
        server: Address of the server, for addresses that search engines read.
    """

    site: Site
    language: str
    twin: str | None = None
    server: str = ""

    @property
    def base(self) -> str:
        """Path of the list in this language, with a slash at its end."""
        return HELP.format(site_id=self.site.id, language=self.language)

    def word(self, name: str, *values: object) -> str:
        """Return one of the page's own texts, escaped."""
        return escape(_WORDS[self.language][name].format(*values))


def policy_of(site: Site) -> str:
    """Return the content policy: the page's own style, the server's own pictures and the empty icon, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style_of(site.colour).encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def list_page(place: Place, articles: tuple[Article, ...], number: int) -> str:
    """Return one page of the list, from number 1."""
    shown = articles[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    items = "".join(_item(place, article, escape(article.title), escape(article.summary)) for article in shown)
    content = f'<ul class="articles">{items}</ul>' if items else f"<p>{place.word('empty')}</p>"
    more = []
    if number > 1:
        more.append(f'<a rel="prev" href="?page={number - 1}">{place.word("before")}</a>')
    if number * PAGE_SIZE < len(articles):
        more.append(f'<a rel="next" href="?page={number + 1}">{place.word("next")}</a>')
    pages = f'<nav class="pages" aria-label="{place.word("pages")}">{"".join(more)}</nav>' if more else ""
    body = f"<h1>{place.word('help')}</h1>{_search(place)}<h2>{place.word('all')}</h2>{content}{pages}"
    return _page(place, _WORDS[place.language]["help"], body, canonical=f"{place.server}{place.base}")


def result_page(place: Place, text: str, hits: tuple[Hit, ...], corrected: str | None) -> str:
    """Return what was found for a text."""
    if hits:
        heading = place.word("found_1" if len(hits) == 1 else "found", text, len(hits))
    else:
        heading = place.word("none", text)
    meant = f"<p>{place.word('meant', corrected)}</p>" if corrected and hits else ""
    items = "".join(
        _item(place, hit.article, _marked(hit.article.title, hit.title_marks), _marked(hit.excerpt, hit.excerpt_marks))
        for hit in hits
    )
    content = f'<ul class="articles">{items}</ul>' if hits else f"<p>{place.word('try')}</p>"
    back = f'<p><a href="{escape(place.base)}">{place.word("all")}</a></p>'
    body = f"{_search(place, text)}<h1>{heading}</h1>{meant}{content}{back}"
    return _page(place, text, body, robots="noindex")


def article_page(place: Place, article: Article, related: tuple[Article, ...]) -> str:
    """Return an article's page."""
    text = render_html(article.body, help_url=place.base, pictures=True)
    text = _FIRST_HEADING.sub(r"<\1h2>", text)  # the title is the page's one first heading
    lead = f'<p class="lead">{escape(article.summary)}</p>' if article.summary else ""
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in article.facts)
    short = f'<ul class="facts" aria-label="{place.word("facts")}">{facts}</ul>' if facts else ""
    updated = f'<p class="quiet">{_updated(place, article.updated_at)}</p>' if article.updated_at else ""
    links = "".join(f'<li><a href="{escape(place.base + one.key)}">{escape(one.title)}</a></li>' for one in related)
    also = (
        f'<aside class="related" aria-labelledby="related"><h2 id="related">{place.word("related")}</h2>'
        f'<ul class="articles">{links}</ul></aside>'
        if links
        else ""
    )
    body = (
        f"<article><h1>{escape(article.title)}</h1>{lead}{short}"
        f'<div class="text">{text}</div>{updated}</article>{also}{_search(place)}'
    )
    canonical = article.url or f"{place.server}{place.base}{article.key}"
    return _page(place, article.title, body, canonical=canonical, description=article.summary)


def lost_page(place: Place) -> str:
    """Return the page for what is not there."""
    back = f'<p><a href="{escape(place.base)}">{place.word("all")}</a></p>'
    return _page(
        place, _WORDS[place.language]["lost"], f"<h1>{place.word('lost')}</h1>{_search(place)}{back}", robots="noindex"
    )


def busy_page(place: Place) -> str:
    """Return the page for whoever searches without end."""
    return _page(place, _WORDS[place.language]["help"], f"<h1>{place.word('busy')}</h1>", robots="noindex")


def _page(
    place: Place, title: str, body: str, *, canonical: str | None = None, description: str = "", robots: str = ""
) -> str:
    site = place.site
    head = [f"<title>{escape(title)} · {escape(site.name)}</title>"]
    if description:
        head.append(f'<meta name="description" content="{escape(description)}">')
    if robots:
        head.append(f'<meta name="robots" content="{robots}">')
    if canonical is not None and is_safe_url(canonical):
        head.append(f'<link rel="canonical" href="{escape(canonical)}">')
    other = OTHER[place.language]
    switch = ""
    if place.twin is not None:
        address = escape(place.twin)
        if canonical is not None:
            head.append(f'<link rel="alternate" hreflang="{other}" href="{escape(place.server)}{address}">')
        name = _OWN_NAMES[other]
        switch = f'<nav aria-label="{place.word("language")}"><a href="{address}" lang="{other}">{name}</a></nav>'
    home = site.base_url if is_safe_url(site.base_url) else place.base
    return (
        f'<!doctype html>\n<html lang="{place.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="icon" href="data:,">\n{chr(10).join(head)}\n'
        f"<style>{style_of(site.colour)}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{place.word("skip")}</a>\n<header class="bar"><div>'
        f'<a class="brand" href="{escape(home)}">{escape(site.name)}</a>'
        f'<nav aria-label="{place.word("main")}"><a href="{escape(place.base)}">{place.word("help")}</a></nav>'
        f'{switch}</div></header>\n<main id="main" tabindex="-1">\n{body}\n</main>\n</body>\n</html>\n'
    )


def _search(place: Place, text: str = "") -> str:
    return (
        f'<form role="search" action="{escape(place.base)}"><p><label for="q">{place.word("search")}</label>'
        f'<input id="q" name="q" type="search" maxlength="200" value="{escape(text)}"></p>'
        f"<button>{place.word('go')}</button></form>"
    )


def _item(place: Place, article: Article, title: str, text: str) -> str:
    """Return a line of a list; `title` and `text` are HTML already."""
    line = f"<p>{text}</p>" if text else ""
    return f'<li><a href="{escape(place.base + article.key)}">{title}</a>{line}</li>'


def _marked(text: str, marks: tuple[Mark, ...]) -> str:
    parts, done = [], 0
    for begin, end in marks:
        parts += [escape(text[done:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        done = end
    return "".join([*parts, escape(text[done:])])


def _updated(place: Place, at: datetime) -> str:
    day = f"{at.day} {_MONTHS[place.language][at.month - 1]} {at.year}"
    return place.word("updated", "\x00").replace("\x00", f'<time datetime="{at.date().isoformat()}">{day}</time>')
