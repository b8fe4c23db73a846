"""Invitations to chat as rules of a site: what they ask of a visit and which texts they show; pure."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import AgentId

ASKED_AGAIN_DAYS = 30
"""A visitor who said no is not invited again for so long (DESIGN.md, "Manners")."""


class Subject(StrEnum):
    """What a condition looks at."""

    PAGE = "page"
    """Address of the page on screen."""
    PAGE_S = "page_s"
    """Seconds on the page on screen."""
    SITE_S = "site_s"
    """Seconds since the visit began."""
    PAGES = "pages"
    """Pages seen in this visit."""
    VISITS = "visits"
    """Visits of this visitor, with the present one."""
    SEARCH_WORDS = "search_words"
    """Words with which the visitor came from a search engine."""
    SEARCHES = "searches"
    """Searches on the site in this visit."""
    CART_EVENT = "cart_event"
    """The last thing that happened to the cart: ``added``, ``removed``, ``emptied``."""
    CART_S = "cart_s"
    """Seconds since that."""
    CART_CENTS = "cart_cents"
    """Value of the cart."""
    CUSTOMER_CENTS = "customer_cents"
    """What the customer has bought so far, as the site's own server says it."""
    KNOWN = "known"
    """``yes`` for a visitor whose name is known, else ``no``."""
    DEVICE = "device"
    """A `DeviceKind`."""
    LANGUAGE = "language"
    """Two letters."""
    HOUR = "hour"
    """Hour of the day at the site, from 0 to 23."""
    FREE_SEATS = "free_seats"
    """How many more chats the site's agents could take now."""
    UNKNOWN = "unknown"
    """A subject of a newer version; a rule with one never invites."""

    @classmethod
    def _missing_(cls, _value: object) -> "Subject":
        return cls.UNKNOWN


class Test(StrEnum):
    """How a condition compares; numbers with AT_LEAST and AT_MOST, words with the others, without regard to case."""

    __test__ = False  # not a case of pytest
    CONTAINS = "contains"
    LACKS = "lacks"
    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UNKNOWN = "unknown"

    @classmethod
    def _missing_(cls, _value: object) -> "Test":
        return cls.UNKNOWN


class Condition(Struct, frozen=True, kw_only=True):
    """One thing that must hold; a number is written in digits."""

    subject: Subject
    test: Test
    value: str


class InvitationText(Struct, frozen=True, kw_only=True):
    """One wording of an invitation; with several, visitors get one of them by chance, to compare them.

    Attributes:
        words: By language of two letters; ``{name}`` stands for a known customer's first name.
        guest_words: For visitors whose name is not known; empty when `words` serve for them too.
    """

    id: str
    words: dict[str, str]
    guest_words: dict[str, str] = {}


class InvitationRule(Struct, frozen=True, kw_only=True):
    """When visitors are invited: all conditions hold. The manners hold besides, for every rule.

    Attributes:
        enabled: Rules that are not are kept and tried on recorded visits only.
    """

    id: str
    name: str
    conditions: tuple[Condition, ...] = ()
    texts: tuple[InvitationText, ...] = ()
    enabled: bool = True


class InvitedBy(Struct, frozen=True, kw_only=True):
    """The invitation that a conversation began with.

    Attributes:
        rule_id: Empty when an agent invited by hand.
        rule_name: As it was then.
        text: What the visitor read.
        agent_id: Who invited by hand.
    """

    rule_id: str
    rule_name: str
    text_id: str
    text: str
    at: datetime
    agent_id: AgentId | None = None
