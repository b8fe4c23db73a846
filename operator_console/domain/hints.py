"""Which "think of" lines of the articles go with what is in a cart; pure, knows no screen."""

from collections.abc import Iterable

from operator_console.domain.articles import Article, ThinkOf
from operator_console.domain.people import Cart
from operator_console.domain.written_words import folded_words

MOST_HINTS = 20

Hint = tuple[Article, ThinkOf]


def hints_for(cart: Cart | None, articles: Iterable[Article]) -> tuple[Hint, ...]:
    """Return the lines bound to a product in the cart, with their articles, in the order of the articles.

    A product is bound by its words standing next to each other in the name of a cart line, whatever their case and
    accents: "helm" binds "Helm Urban M", not "Helmhouder". What is in the cart already is no reason to keep silent:
    a line speaks of what goes with it. The same line is given once, and at most `MOST_HINTS` in all. Articles of
    another site or language are the caller's to leave out.
    """
    names = [
        f" {' '.join(words)} " for item in (cart.items if cart is not None else ()) if (words := _words(item.name))
    ]
    found: list[Hint] = []
    told: set[str] = set()
    if not names:
        return ()
    for article in articles:
        if article.deleted:
            continue
        for hint in article.think_of:
            line = hint.line.strip()
            if line and line not in told and any(_stands_in(product, names) for product in hint.products):
                told.add(line)
                found.append((article, hint))
                if len(found) == MOST_HINTS:
                    return tuple(found)
    return tuple(found)


def _stands_in(product: str, names: list[str]) -> bool:
    words = _words(product)
    return bool(words) and any(f" {' '.join(words)} " in name for name in names)


def _words(text: str) -> tuple[str, ...]:
    return folded_words(text)
