"""Rows of the list of articles as values: what they say, which are shown, in which order; knows no Qt model."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from operator_console.domain.articles import ArticleCard, ArticleFigures, ArticleName
from operator_console.domain.ids import SiteId

ENOUGH_CHATS = 5
LOW_SHARE = 0.5
"""Fewer than half of at least five chats solved: the article may not say what visitors need."""


class CardState(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CHANGED = "changed"
    """Published, with a newer draft."""


class Lens(StrEnum):
    """Which articles are looked at."""

    ALL = "all"
    WRITING = "writing"
    """Changed here and not saved."""
    MISSING = "missing"
    OVERDUE = "overdue"
    UNUSED = "unused"
    LOW = "low"


class Column(IntEnum):
    """Columns of the list."""

    TITLE = 0
    STATE = 1
    OWNER = 2
    REVIEW = 3
    USED = 4
    SOLVED = 5
    CHANGED = 6


@dataclass(frozen=True)
class CardRow:
    """One article.

    Attributes:
        haystack: Everything a search in the list looks at, folded.
        folded_title, folded_owner: For sorting.
        unsaved: It is being written here and not saved.
    """

    card: ArticleCard
    site_name: str
    haystack: str
    folded_title: str = ""
    folded_owner: str = ""
    figures: ArticleFigures | None = None
    unsaved: bool = False

    @property
    def name(self) -> ArticleName:
        """What names the article."""
        return self.card.name

    @property
    def state(self) -> CardState:
        """Where it stands."""
        if self.card.published_revision is None:
            return CardState.DRAFT
        return CardState.CHANGED if self.card.has_draft else CardState.PUBLISHED

    @property
    def uses(self) -> int:
        """Times it was used."""
        return self.figures.uses if self.figures is not None else 0

    @property
    def solved_share(self) -> float | None:
        """Share of its closed chats that were solved, None while there are too few to say."""
        if self.figures is None or self.figures.closed < ENOUGH_CHATS:
            return None
        return self.figures.solved_share

    def is_overdue(self, today: date) -> bool:
        """Tell whether its review day has passed."""
        return self.card.review is not None and self.card.review < today


@dataclass(frozen=True)
class Filters:
    """What shall be seen; empty is everything."""

    site_id: SiteId | None = None
    language: str = ""
    state: CardState | None = None
    tag: str = ""
    owner: str = ""
    text: str = ""


def folded(text: str) -> str:
    """Return `text` without capitals and accents, for looking in it."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def card_rows(
    cards: Iterable[ArticleCard],
    figures: Mapping[ArticleName, ArticleFigures],
    site_names: Mapping[SiteId, str],
    unsaved: Iterable[ArticleName] = (),
) -> tuple[CardRow, ...]:
    """Return one row for each card."""
    writing = frozenset(unsaved)
    return tuple(
        CardRow(
            card=card,
            site_name=site_names.get(card.site_id, ""),
            haystack=folded(" ".join((card.title[:300], card.summary[:1_000], card.key, *card.tags[:50]))),
            folded_title=folded(card.title[:300]),
            folded_owner=folded(card.owner[:200]),
            figures=figures.get(card.name),
            unsaved=card.name in writing,
        )
        for card in cards
    )


def in_lens(row: CardRow, lens: Lens, today: date) -> bool:
    """Tell whether a row belongs to what is looked at."""
    if lens is Lens.OVERDUE:
        return row.is_overdue(today)
    if lens is Lens.UNUSED:
        return row.uses == 0 and row.state is not CardState.DRAFT
    if lens is Lens.LOW:
        return row.solved_share is not None and row.solved_share < LOW_SHARE
    return row.unsaved if lens is Lens.WRITING else lens is Lens.ALL


def passes(row: CardRow, filters: Filters) -> bool:
    """Tell whether a row is to be seen."""
    card = row.card
    words = folded(filters.text).split()
    return (
        filters.site_id in {None, card.site_id}
        and filters.language in {"", card.language}
        and filters.state in {None, row.state}
        and (not filters.tag or filters.tag in card.tags)
        and filters.owner in {"", card.owner}
        and all(word in row.haystack for word in words)
    )


def in_order(rows: Iterable[CardRow], column: Column, *, falling: bool) -> tuple[CardRow, ...]:
    """Sort rows; those that have nothing in the column come last either way."""
    by_title = sorted(rows, key=lambda row: (row.folded_title, row.card.language))
    filled = [row for row in by_title if _value(row, column) is not None]
    empty = [row for row in by_title if _value(row, column) is None]
    filled.sort(key=lambda row: _sortable(row, column), reverse=falling)
    return (*filled, *empty)


def _value(row: CardRow, column: Column) -> object:
    return {
        Column.OWNER: row.card.owner or None,
        Column.REVIEW: row.card.review,
        Column.SOLVED: row.solved_share,
        Column.CHANGED: row.card.changed_at,
    }.get(column, "")


def _sortable(row: CardRow, column: Column) -> tuple[str | float]:
    """Return what a column sorts by; within one column it is of one type."""
    card = row.card
    keys: dict[Column, str | float] = {
        Column.TITLE: row.folded_title,
        Column.STATE: list(CardState).index(row.state),
        Column.OWNER: row.folded_owner,
        Column.REVIEW: (card.review or date.min).toordinal(),
        Column.USED: row.uses,
        Column.SOLVED: row.solved_share or 0.0,
        Column.CHANGED: card.changed_at.timestamp() if card.changed_at else 0.0,
    }
    return (keys[column],)
