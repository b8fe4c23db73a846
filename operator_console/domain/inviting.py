"""Whom to invite to chat, when, and with which words: rules and manners over one moment of a visit; pure.

The manners are one function, `held_back`, that every way to an invitation goes through: rules, an agent's hand and the
dry run. Nothing that a site's owner sets can switch them off.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct, structs

from operator_console.domain.invitations import (
    ASKED_AGAIN_DAYS,
    Condition,
    InvitationRule,
    InvitationText,
    Subject,
    Test,
)
from operator_console.domain.opening_hours import zone_of
from operator_console.domain.people import PageView, Visit, Visitor
from operator_console.domain.plain_text import clean_line
from operator_console.domain.site_settings import SiteSettings
from operator_console.domain.visit_events import CART_EVENTS, HappenedKind, cart_cents

MAX_RULES = 50
MAX_CONDITIONS = 20
MAX_TEXTS = 10
MAX_VALUE_CHARS = 200
MAX_TEXT_CHARS = 300
MAX_NAME_CHARS = 40
NAME = "{name}"
_MAX_DIGITS = 12
_HOURS = 24
_REMEMBERED = 4_096
"""Values of conditions; a desk has a few hundred."""
_ROOM = frozenset({Subject.FREE_SEATS})
_LONGEST_S = 10**8
"""Three years: no visit lasts as long, and the calendar does."""


class Manner(StrEnum):
    """Why somebody is not invited, whatever the rules say; the first that stands against it is told."""

    INVITED = "invited"
    """Already in this visit."""
    CHAT = "chat"
    """A chat is open, or was in this visit."""
    PAYMENT = "payment"
    DECLINED = "declined"
    """The visitor said no within the last 30 days."""
    CLOSED = "closed"
    NO_ROOM = "no_room"


class VisitSigns(Struct, frozen=True, kw_only=True):
    """A visit at one moment, as rules and manners look at it.

    Attributes:
        now: In UTC.
        zone: Of the site; None for the machine's own.
        page: Address of the page on screen.
        visits: 0 when it is not known.
        name: Empty for a guest.
        cart_at: When the last event of the cart was; None without one.
        room: How many more chats the site's agents could take.
        invited: Of this visit.
        paying: The page itself said that it is one of payment.
    """

    now: datetime
    zone: tzinfo | None = None
    page: str
    page_since: datetime
    started_at: datetime
    pages: int = 1
    visits: int = 0
    search_words: str = ""
    searches: int = 0
    cart_event: str = ""
    cart_at: datetime | None = None
    cart_cents: int = 0
    customer_cents: int | None = None
    name: str = ""
    device: str = ""
    language: str = ""
    room: int = 0
    invited: bool = False
    chat: bool = False
    paying: bool = False
    declined_at: datetime | None = None


class Chosen(Struct, frozen=True, kw_only=True):
    """An invitation that a rule makes."""

    rule_id: str
    rule_name: str
    text_id: str
    text: str


def signs_of(
    visit: Visit, visitor: Visitor, now: datetime, *, room: int, chat: bool, zone: tzinfo | None = None
) -> VisitSigns:
    """Return a visit as it was, or is, at a moment: pages and events after it are not looked at.

    Args:
        now: In UTC.
        chat: There is, or was in this visit, a chat at that moment.
    """
    pages = tuple(page for page in visit.pages if page.opened_at <= now)
    page = pages[-1] if pages else PageView(url=visit.landing_url or "", title="", opened_at=visit.started_at)
    happened = tuple(each for each in visit.happened if each.at <= now)
    touched = next((each for each in reversed(happened) if each.kind in CART_EVENTS), None)
    return VisitSigns(
        now=now,
        zone=zone,
        page=page.url,
        page_since=page.opened_at,
        started_at=visit.started_at,
        pages=max(len(pages), 1),
        visits=visit.number,
        search_words=visit.search_words or "",
        searches=sum(each.kind is HappenedKind.SEARCH for each in happened),
        cart_event=touched.kind.value if touched is not None else "",
        cart_at=touched.at if touched is not None else None,
        cart_cents=cart_cents(happened),
        customer_cents=visit.customer_cents,
        name=visitor.name or "",
        device=visit.device.kind.value,
        language=(visit.language or "")[:2],
        room=room,
        invited=visit.invitation is not None,
        chat=chat,
        paying=any(each.kind is HappenedKind.PAYMENT and each.at >= page.opened_at for each in happened),
        declined_at=visitor.declined_at,
    )


# -- manners


def held_back(settings: SiteSettings, signs: VisitSigns) -> Manner | None:
    """Return which manner stands against an invitation at this moment; None when none does."""
    if signs.invited:
        return Manner.INVITED
    if signs.chat:
        return Manner.CHAT
    if signs.paying or is_payment_page(settings, signs.page):
        return Manner.PAYMENT
    declined_at = signs.declined_at
    if declined_at is not None and signs.now < declined_at + timedelta(days=ASKED_AGAIN_DAYS):
        return Manner.DECLINED
    if settings.hours is not None and not settings.hours.is_open(signs.now):
        return Manner.CLOSED
    return None if signs.room >= 1 else Manner.NO_ROOM


def zone_for(settings: SiteSettings) -> tzinfo | None:
    """Return the time zone of a site; None for the machine's own, where its owner set no hours."""
    return zone_of(settings.hours.time_zone) if settings.hours is not None else None


def is_payment_page(settings: SiteSettings, url: str) -> bool:
    """Tell whether an address is one of the site's pages of payment."""
    address = url.casefold()
    return any(part and part.casefold() in address for part in settings.payment_pages)


def invitation(settings: SiteSettings, signs: VisitSigns, key: str, languages: Iterable[str]) -> Chosen | None:
    """Return how to invite now: by the first rule that holds and has words for this visitor; None when not to.

    Args:
        key: Of the visitor: the same one gets the same text of a rule.
        languages: Of the words, the best one first; two letters.
    """
    if held_back(settings, signs) is not None:
        return None
    wanted = tuple(languages)
    for rule in settings.invitations[:MAX_RULES]:
        if holds(rule, signs):
            chosen = _text_for(rule, signs.name, key, wanted)
            if chosen is not None:
                return chosen
    return None


# -- rules


def holds(rule: InvitationRule, signs: VisitSigns, *, met: frozenset[Subject] = frozenset()) -> bool:
    """Tell whether a rule is in force and all its conditions hold; one without any never does.

    Args:
        met: Subjects whose conditions count as met, because nothing is known of them.
    """
    if not rule.enabled or not rule.conditions or len(rule.conditions) > MAX_CONDITIONS:
        return False
    return all(_is_met(condition, signs, met) for condition in rule.conditions)


def waits_on_room(settings: SiteSettings, signs: VisitSigns) -> bool:
    """Tell whether some rule would hold if only the agents had more, or less, room."""
    return any(holds(rule, signs, met=_ROOM) for rule in settings.invitations[:MAX_RULES])


def asks_for_room(settings: SiteSettings) -> bool:
    """Tell whether some rule has a condition about free seats."""
    rules = settings.invitations[:MAX_RULES]
    return any(condition.subject is Subject.FREE_SEATS for rule in rules for condition in rule.conditions)


def next_moment(
    rules: Iterable[InvitationRule], signs: VisitSigns, *, met: frozenset[Subject] = frozenset()
) -> datetime | None:
    """Return when the first rule that does not hold now will, if nothing but time passes; None when none will."""
    moments = (_when(rule, signs, met) for rule in tuple(rules)[:MAX_RULES])
    return min((moment for moment in moments if moment is not None), default=None)


def _is_met(condition: Condition, signs: VisitSigns, met: frozenset[Subject]) -> bool:
    subject, test = condition.subject, condition.test
    if subject is Subject.UNKNOWN or test is Test.UNKNOWN:
        return False
    if subject in met:
        return True
    number = _NUMBERS.get(subject)
    if number is None:
        word = _WORDS.get(subject)
        return word is not None and _says(test, _word(condition.value), word(signs).casefold())
    limit = _limit(condition)
    value = number(signs) if limit is not None else None
    if limit is None or value is None:
        return False
    return value >= limit if test is Test.AT_LEAST else value <= limit


def _says(test: Test, wanted: str | None, told: str) -> bool:
    if wanted is None:
        return False
    if test is Test.IS:
        return told == wanted
    if test is Test.IS_NOT:
        return told != wanted
    if not wanted:
        return False  # an unfinished condition is no reason to invite everybody
    if test is Test.CONTAINS:
        return wanted in told
    return test is Test.LACKS and wanted not in told


def _limit(condition: Condition) -> int | None:
    """Return the number that a condition compares with; None when it compares no numbers, or with none."""
    is_number = condition.test is Test.AT_LEAST or condition.test is Test.AT_MOST
    return _number(condition.value) if is_number else None


@lru_cache(_REMEMBERED)
def _word(value: str) -> str | None:
    """Return what a condition compares words with, without regard to case; None when it is too long."""
    wanted = value.strip().casefold()
    return wanted if len(wanted) <= MAX_VALUE_CHARS else None


@lru_cache(_REMEMBERED)
def _number(value: str) -> int | None:
    digits = value.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS else None


def _when(rule: InvitationRule, signs: VisitSigns, met: frozenset[Subject]) -> datetime | None:
    """Return when a rule begins to hold by time alone, after now; None when it holds, or never will."""
    if not rule.enabled or not rule.conditions or len(rule.conditions) > MAX_CONDITIONS:
        return None
    unmet = [condition for condition in rule.conditions if not _is_met(condition, signs, met)]
    earliest = signs.now
    for condition in unmet:
        begins = _begins(condition, signs)
        if begins is None:
            return None
        earliest = max(earliest, begins)
    if not unmet:
        return None
    timed = [condition for condition in rule.conditions if condition.subject in _TIMED]
    hours = any(condition.subject is Subject.HOUR for condition in timed)
    if not hours and len(timed) == len(unmet):
        return earliest
    for moment in _tries(earliest, signs.zone, hours=hours):
        if moment > signs.now and holds(rule, _at(signs, moment), met=met):
            return moment
    return None


def _begins(condition: Condition, signs: VisitSigns) -> datetime | None:
    """Return when, at the earliest, a condition that is not met will be by time alone; None when never."""
    limit = _limit(condition)
    if limit is None or condition.subject is Subject.HOUR:
        return None if limit is None else signs.now
    since = _SINCE.get(condition.subject)
    begin = since(signs) if since is not None and condition.test is Test.AT_LEAST else None
    return None if begin is None else begin + timedelta(seconds=min(limit, _LONGEST_S))


def _tries(earliest: datetime, zone: tzinfo | None, *, hours: bool) -> Iterable[datetime]:
    """Yield when a rule can begin to hold: when all its times have passed, or at the hours after that."""
    yield earliest
    if hours:
        whole = earliest.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
        for count in range(1, _HOURS + 2):
            yield whole + timedelta(hours=count)


def _at(signs: VisitSigns, moment: datetime) -> VisitSigns:
    return structs.replace(signs, now=moment)


def _seconds(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else (now - since).total_seconds()


_SINCE: dict[Subject, Callable[[VisitSigns], datetime | None]] = {
    Subject.PAGE_S: lambda signs: signs.page_since,
    Subject.SITE_S: lambda signs: signs.started_at,
    Subject.CART_S: lambda signs: signs.cart_at,
}
_TIMED = _SINCE.keys() | {Subject.HOUR}
_NUMBERS: dict[Subject, Callable[[VisitSigns], float | None]] = {
    Subject.PAGE_S: lambda signs: _seconds(signs.page_since, signs.now),
    Subject.SITE_S: lambda signs: _seconds(signs.started_at, signs.now),
    Subject.CART_S: lambda signs: _seconds(signs.cart_at, signs.now),
    Subject.PAGES: lambda signs: signs.pages,
    Subject.VISITS: lambda signs: signs.visits or None,
    Subject.SEARCHES: lambda signs: signs.searches,
    Subject.CART_CENTS: lambda signs: signs.cart_cents,
    Subject.CUSTOMER_CENTS: lambda signs: signs.customer_cents,
    Subject.HOUR: lambda signs: signs.now.astimezone(signs.zone).hour,
    Subject.FREE_SEATS: lambda signs: signs.room,
}
_WORDS: dict[Subject, Callable[[VisitSigns], str]] = {
    Subject.PAGE: lambda signs: signs.page,
    Subject.SEARCH_WORDS: lambda signs: signs.search_words,
    Subject.CART_EVENT: lambda signs: signs.cart_event,
    Subject.KNOWN: lambda signs: "yes" if signs.name else "no",
    Subject.DEVICE: lambda signs: signs.device,
    Subject.LANGUAGE: lambda signs: signs.language,
}

# -- texts


def clean_text(text: str) -> str:
    """Return an invitation's words as one line of bounded length."""
    return clean_line(text, MAX_TEXT_CHARS)


def _text_for(rule: InvitationRule, name: str, key: str, languages: tuple[str, ...]) -> Chosen | None:
    """Return one of a rule's texts for a visitor, by chance, but the same one every time.

    Chance is a hash of visitor and text (rendezvous hashing), so that a text that is added or taken away changes what
    only its own visitors get.
    """
    usable = [(text, words) for text in rule.texts[:MAX_TEXTS] if (words := _words(text, name, languages))]
    if not usable:
        return None
    text, words = max(usable, key=lambda each: _chance(key, rule.id, each[0].id))
    return Chosen(rule_id=rule.id, rule_name=rule.name, text_id=text.id, text=words)


def _words(text: InvitationText, name: str, languages: tuple[str, ...]) -> str:
    """Return a text's words for a visitor; empty when it has none: a guest is never called by a name."""
    first_name = clean_line((name.split() or [""])[0], MAX_NAME_CHARS)
    if first_name:
        return clean_text(_in_language(text.words, languages).replace(NAME, first_name))
    words = _in_language(text.guest_words, languages) or _in_language(text.words, languages)
    return "" if NAME in words else clean_text(words)


def _in_language(words: dict[str, str], languages: tuple[str, ...]) -> str:
    given = (words.get(language, "") for language in (*languages, *words))
    return next((each for each in given if each.strip()), "")


def _chance(key: str, rule_id: str, text_id: str) -> bytes:
    whole = f"{key}\x00{rule_id}\x00{text_id}".encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=8).digest()
