"""Rows of the list of visitors as values: what they say, which are shown, in which order; knows no Qt model."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from operator_console.domain.ids import SiteId, VisitorId
from operator_console.domain.links import shown_host
from operator_console.domain.people import Site
from operator_console.protocol.invitations import VisitorOnSite

MAX_FOLDED_CHARS = 300


class Column(IntEnum):
    """Columns of the list."""

    WHO = 0
    PAGE = 1
    ON_PAGE = 2
    ON_SITE = 3
    VISITS = 4
    FROM = 5
    DEVICE = 6
    CART = 7
    STATE = 8


class State(StrEnum):
    """What a visitor is about, as the last column says it."""

    LOOKING = "looking"
    CHATTING = "chatting"
    INVITED = "invited"
    SAID_NO = "said_no"
    AWAY = "away"


@dataclass(frozen=True)
class VisitorRow:
    """One visitor.

    Attributes:
        key: The visitor's id, as text.
        agent: First name of whoever has their chat; empty when nobody does, or they are not known.
        haystack: Everything a search in the list looks at, folded.
    """

    key: str
    one: VisitorOnSite
    site_name: str
    agent: str
    haystack: str

    @property
    def state(self) -> State:
        """What they are about."""
        if self.one.conversation_id is not None:
            return State.CHATTING
        if self.one.said_no_at is not None:
            return State.SAID_NO
        if self.one.invited_at is not None:
            return State.INVITED
        return State.AWAY if self.one.line != "online" else State.LOOKING

    @property
    def verified(self) -> bool:
        """Tell whether the site vouches in this visit for who they are."""
        return self.one.visitor.identity is not None and self.one.visit.verified_at is not None

    @property
    def opened_at(self) -> datetime:
        """Since when the page is on screen."""
        pages = self.one.visit.pages
        return pages[-1].opened_at if pages else self.one.visit.started_at

    @property
    def url(self) -> str:
        """Address of the page on screen."""
        pages = self.one.visit.pages
        return pages[-1].url if pages else ""

    @property
    def title(self) -> str:
        """Title of the page on screen."""
        pages = self.one.visit.pages
        return pages[-1].title if pages else ""


@dataclass(frozen=True)
class Filters:
    """What shall be seen; empty is everything."""

    site_id: SiteId | None = None
    text: str = ""
    free: bool = False
    """Only those who may be invited now."""


def folded(text: str) -> str:
    """Return `text` without capitals and accents, for looking in it."""
    plain = unicodedata.normalize("NFKD", text[:MAX_FOLDED_CHARS].casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def visitor_row(one: VisitorOnSite, site: Site | None, agent: str) -> VisitorRow:
    """Return the row of a visitor."""
    visit = one.visit
    page = visit.pages[-1] if visit.pages else None
    said = (
        one.visitor.name or "",
        one.visitor.email or "",
        str(one.visitor.number),
        page.title if page else "",
        page.url if page else "",
        visit.search_words or "",
        shown_host(visit.referrer or ""),
        site.name if site else "",
        agent,
    )
    return VisitorRow(
        key=str(one.visitor.id),
        one=one,
        site_name=site.name if site else "",
        agent=agent,
        haystack="\n".join(folded(part) for part in said),
    )


def passes(row: VisitorRow, filters: Filters) -> bool:
    """Tell whether a row is to be seen."""
    return (
        filters.site_id in {None, row.one.visitor.site_id}
        and (row.one.may_invite or not filters.free)
        and all(word in row.haystack for word in folded(filters.text).split())
    )


def in_order(rows: Iterable[VisitorRow], column: Column, *, falling: bool) -> list[VisitorRow]:
    """Sort rows; who has nothing in the column comes last either way, and equals stand by time on the site."""
    by_time = sorted(rows, key=lambda row: (row.one.visit.started_at, row.key))
    value = _VALUES[column]
    filled = [row for row in by_time if value(row) not in {None, ""}]
    empty = [row for row in by_time if value(row) in {None, ""}]
    filled.sort(key=value, reverse=falling)  # type: ignore[arg-type]  # within one column it is of one type
    return [*filled, *empty]


def visitor_id_of(key: str) -> VisitorId:
    """Return the id that a row's key is."""
    return VisitorId(key)


_VALUES: dict[Column, Callable[[VisitorRow], object]] = {
    Column.WHO: lambda row: (not row.one.visitor.name, folded(row.one.visitor.name or ""), row.one.visitor.number),
    Column.PAGE: lambda row: folded(row.title or row.url),
    Column.ON_PAGE: lambda row: -row.opened_at.timestamp(),
    Column.ON_SITE: lambda row: -row.one.visit.started_at.timestamp(),
    Column.VISITS: lambda row: row.one.visitor.visits,
    Column.FROM: lambda row: shown_host(row.one.visit.referrer or "") or row.one.visit.campaign,
    Column.DEVICE: lambda row: row.one.visit.device.kind.value,
    Column.CART: lambda row: row.one.cart_cents,
    Column.STATE: lambda row: list(State).index(row.state),
}
FALLING = frozenset({Column.ON_PAGE, Column.ON_SITE, Column.VISITS, Column.CART})
"""Columns whose largest comes first when they are chosen."""
