"""How use by agents and thanks by visitors move an article in the list, within bounds; knows no index."""

from collections.abc import Mapping
from math import log1p

from msgspec import Struct

from operator_console.domain.articles import ArticleFigures, ArticleName

MOST = 0.1
"""An article goes up or down by at most this share of its score."""

_FOR_USE = 0.04
_FOR_SOLVED = 0.06
_DOUBT = 8.0
"""So many chats of the average kind are added to every article's own: three lucky chats prove nothing."""

_FULL_DIFFERENCE = 0.3


class Standing(Struct, frozen=True):
    """What the figures do to one article.

    Attributes:
        factor: What its score is multiplied by.
        used: Times it was sent.
        solved_share: Share of its chats that were solved, None while too few were closed to tell.
    """

    factor: float = 1.0
    used: int = 0
    solved_share: float | None = None


UNKNOWN = Standing()


def standings(figures: Mapping[ArticleName, ArticleFigures]) -> dict[ArticleName, Standing]:
    """Return how every article stands among the others.

    Solved shares are drawn towards the share of all articles together (a Beta prior of ``_DOUBT`` chats).
    """
    closed = sum(max(0, one.closed) for one in figures.values())
    solved = sum(min(max(0, one.solved), max(0, one.closed)) for one in figures.values())
    usual = (solved + 1.0) / (closed + 2.0)
    most = max((one.uses for one in figures.values()), default=0)
    return {name: _standing(one, usual, most) for name, one in figures.items()}


def _standing(figures: ArticleFigures, usual: float, most: int) -> Standing:
    uses, closed = max(0, figures.uses), max(0, figures.closed)
    solved = min(max(0, figures.solved), closed)
    for_use = _FOR_USE * log1p(uses) / log1p(most) if most > 0 else 0.0
    share = (solved + _DOUBT * usual) / (closed + _DOUBT)
    difference = max(-1.0, min(1.0, (share - usual) / _FULL_DIFFERENCE))
    factor = 1.0 + max(-MOST, min(MOST, for_use + _FOR_SOLVED * difference))
    return Standing(factor=factor, used=uses, solved_share=solved / closed if closed >= _DOUBT else None)
