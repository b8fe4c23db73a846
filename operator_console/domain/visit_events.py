"""What happens in a visit besides pages, and what became of its invitation; pure, knows no rule and no connection."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, structs

from operator_console.domain.ids import AgentId

MAX_HAPPENED = 60
"""What a visit keeps; of more, the oldest go."""
SAME_MOMENT = timedelta(seconds=2)
"""A site that tells an event and then the cart it led to means one thing."""


class HappenedKind(StrEnum):
    """What a site tells of a visit."""

    SEARCH = "search"
    CART = "cart"
    """The cart was told, without anybody having done something to it."""
    ADDED = "added"
    REMOVED = "removed"
    EMPTIED = "emptied"
    PAYMENT = "payment"
    """The page on screen is one of paying."""
    ORDERED = "ordered"
    UNKNOWN = "unknown"
    """A kind of a newer version."""

    @classmethod
    def _missing_(cls, _value: object) -> "HappenedKind":
        return cls.UNKNOWN


CART_EVENTS = frozenset({HappenedKind.ADDED, HappenedKind.REMOVED, HappenedKind.EMPTIED})
_WITH_CART = CART_EVENTS | {HappenedKind.CART}
TOLD = frozenset({HappenedKind.SEARCH, HappenedKind.PAYMENT, HappenedKind.ORDERED}) | CART_EVENTS
"""What a page may tell by name."""


class Happened(Struct, frozen=True, kw_only=True):
    """One thing that happened.

    Attributes:
        words: What was searched for, or the number of an order.
        cents: Value of the cart after it, or of the order.
    """

    at: datetime
    kind: HappenedKind
    words: str = ""
    cents: int = 0


class VisitInvitation(Struct, frozen=True, kw_only=True):
    """The one invitation of a visit, and how far it has come.

    Attributes:
        rule_id, text_id: Empty when an agent invited by hand.
        text: As the visitor reads it.
        agent: First name of whoever invited by hand.
        at: When it was sent; `shown_at` is when a tab first showed it.
        opened_at: When the visitor opened the chat by it; accepted is only a message after it.
    """

    id: str
    at: datetime
    text: str
    rule_id: str = ""
    rule_name: str = ""
    text_id: str = ""
    agent_id: AgentId | None = None
    agent: str = ""
    shown_at: datetime | None = None
    opened_at: datetime | None = None
    accepted_at: datetime | None = None
    declined_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the visitor has not reacted to it yet."""
        return self.opened_at is None and self.accepted_at is None and self.declined_at is None


def noted(trail: tuple[Happened, ...], new: Happened, page_since: datetime | None = None) -> tuple[Happened, ...]:
    """Return the trail with what happened; the trail itself when that was told before.

    A cart that follows its event belongs to it, an order has one number, and a page of payment is one however often it
    says so.

    Args:
        page_since: When the page on screen was opened.
    """
    if any(_is_told_again(each, new, page_since) for each in trail):
        return trail
    last = trail[-1] if trail else None
    if last is None or not _is_one(last, new):
        return (*trail, new)[-MAX_HAPPENED:]
    event = new if last.kind is HappenedKind.CART else last
    cents = last.cents if new.kind is not HappenedKind.CART and not new.cents else new.cents
    merged = structs.replace(event, at=last.at, cents=cents)
    return trail if merged == last else (*trail[:-1], merged)


def cart_change(before_cents: int, after_cents: int, *, first: bool) -> HappenedKind:
    """Return what a cart's new value says of what was done to it.

    Args:
        first: It is what the visit began with, so nobody did anything.
    """
    if first or before_cents == after_cents:
        return HappenedKind.CART
    if after_cents == 0:
        return HappenedKind.EMPTIED
    return HappenedKind.ADDED if after_cents > before_cents else HappenedKind.REMOVED


def cart_cents(trail: tuple[Happened, ...]) -> int:
    """Return the cart's value after the last thing that is known of it."""
    return next((each.cents for each in reversed(trail) if each.kind in _WITH_CART), 0)


def _is_told_again(each: Happened, new: Happened, page_since: datetime | None) -> bool:
    if each.kind is not new.kind:
        return False
    if new.kind is HappenedKind.PAYMENT:
        return page_since is not None and each.at >= page_since
    return new.kind is HappenedKind.ORDERED and bool(new.words) and each.words == new.words


def _is_one(last: Happened, new: Happened) -> bool:
    """Tell whether two things about the cart are one: an event, and what the cart was then."""
    if not {last.kind, new.kind} <= _WITH_CART or new.at - last.at > SAME_MOMENT:
        return False
    return last.kind is new.kind or HappenedKind.CART in {last.kind, new.kind}
