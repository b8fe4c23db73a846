"""What the visitor panel says, field by field, from what the desk knows; knows no widget."""

from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote_plus, urlsplit

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTimeZone

from operator_console.desk.state import ChatContext
from operator_console.domain.conversations import HandOverReason, PreviousChat
from operator_console.domain.links import is_safe_url, shown_host
from operator_console.domain.people import Cart, LineState, PageView, Visit
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.words import (
    device_words,
    elapsed_words,
    language_words,
    line_words,
    money_words,
    not_shared_words,
    previous_chat_words,
)

translate = QCoreApplication.translate

MAX_PAGES = 100
MAX_CUSTOM = 40
MAX_DETAILS = 100
MAX_CHARS = 2_000


class Detail(Struct, frozen=True, kw_only=True):
    """One line below a field that was opened.

    Attributes:
        url: Address to open, or None.
        conversation_id: Earlier conversation to open, or None.
        note: What stands behind it, such as a dwell time.
    """

    text: str
    url: str | None = None
    conversation_id: str | None = None
    note: str = ""


class Field(Struct, frozen=True, kw_only=True):
    """One field.

    Attributes:
        key: Stable name; the value's objectName.
        text: The value; None when it is not shared.
        url: Address to open, or None.
        details: Lines that the field opens.
        role: Colour of the value; empty for the usual one.
        whole: The whole value for tooltip and copying where `text` is shortened; empty when it is not.
    """

    key: str
    label: str
    text: str | None
    url: str | None = None
    details: tuple[Detail, ...] = ()
    role: str = ""
    whole: str = ""


def fields_of(context: ChatContext, now: datetime, locale: QLocale) -> tuple[Field, ...]:
    """Return all fields but name and e-mail address, in their order; what nobody shared has no text."""
    visit = context.visit
    custom = _custom_fields(visit) if visit is not None else ()
    return (
        _came_from(visit),
        *_search_fields(visit),
        *_invited_by(context),
        *_bot(context),
        _page_field("landing", translate("Visitor", "Landing page"), visit.landing_url if visit else None, ""),
        _now_on(visit),
        Field(
            key="device",
            label=translate("Visitor", "Device"),
            text=_known(device_words(visit.device)) if visit else None,
        ),
        _on_site(visit, now),
        _previous(context.previous, locale),
        _cart(visit.cart if visit else None, locale),
        _language(visit, now, locale),
        _line(visit),
        *custom,
    )


def passing_fields(visit: Visit | None, now: datetime, locale: QLocale) -> tuple[Field, ...]:
    """Return those of the fields that read differently as time goes by."""
    return _on_site(visit, now), _language(visit, now, locale)


def visits_words(context: ChatContext) -> str:
    """Say how often this visitor has come, for the panel's header."""
    visitor = context.visitor
    if visitor is None:
        return ""
    if visitor.visits <= 1:
        return translate("Visitor", "first visit")
    return translate("Visitor", "%n visits", None, visitor.visits)


def local_time_words(time_zone: str | None, now: datetime, locale: QLocale) -> str:
    """Say the time of day where the visitor is; empty when the zone is not known."""
    zone = _zone(time_zone) if time_zone else None
    if zone is None:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(int(now.timestamp()), zone)
    return locale.toString(moment.time(), QLocale.FormatType.ShortFormat)


@lru_cache(maxsize=64)
def _zone(name: str) -> QTimeZone | None:
    """Return a time zone; looking one up takes as long as wording ten fields."""
    if len(name) > 64 or not name.isascii():
        return None
    zone = QTimeZone(name.encode())
    return zone if zone.isValid() else None


def short_address(url: str) -> str:
    """Return a web address as people read it: host without "www", path and search, no scheme."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return clean_line(url, MAX_CHARS)
    host = shown_host(url).removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return clean_line(f"{host}{parts.path.rstrip('/')}{query}", MAX_CHARS) or clean_line(url, MAX_CHARS)


def _came_from(visit: Visit | None) -> Field:
    label = translate("Visitor", "Came from")
    referrer = visit.referrer if visit else None
    if not referrer:
        return Field(key="referrer", label=label, text=None)
    return Field(key="referrer", label=label, text=short_address(referrer), url=_safe(referrer), whole=referrer)


def _search_fields(visit: Visit | None) -> tuple[Field, ...]:
    if visit is None:
        return ()
    found = []
    if visit.search_words:
        words = translate("Visitor", "“%1”").replace("%1", clean_line(visit.search_words, MAX_CHARS))
        found.append(Field(key="search_words", label=translate("Visitor", "Searched for"), text=words))
    if visit.campaign:
        label = translate("Visitor", "Campaign")
        found.append(Field(key="campaign", label=label, text=clean_line(visit.campaign, MAX_CHARS)))
    return tuple(found)


def _invited_by(context: ChatContext) -> tuple[Field, ...]:
    """Say which invitation the chat began with: its rule, or that a colleague invited; opened, what was read."""
    invited = context.invited_by
    if invited is None:
        return ()
    name = clean_line(invited.rule_name, 120) or translate("Visitor", "a colleague")
    read = Detail(text=clean_line(invited.text, MAX_CHARS))
    return (Field(key="invited_by", label=translate("Visitor", "Invited by"), text=name, details=(read,)),)


def _bot(context: ChatContext) -> tuple[Field, ...]:
    """Say what the bot had to do with this chat; nothing when it was never asked."""
    part = context.bot
    if part is None:
        return ()
    why = bot_reason_words(part.reason)
    quoted, was_asked = translate("Visitor", "“%1”"), translate("Visitor", "asked")
    asked = tuple(Detail(text=quoted.replace("%1", clean_line(line, 200)), note=was_asked) for line in part.asked)
    was_shown = translate("Visitor", "shown")
    shown = tuple(Detail(text=clean_line(title, 200), note=was_shown) for title in part.titles)
    count = translate("Visitor", "%n articles", None, len(part.articles))
    text = f"{why} · {count}" if why else count
    return (Field(key="bot", label=translate("Visitor", "Bot"), text=text, details=(*asked, *shown)),)


def bot_reason_words(reason: HandOverReason | None) -> str:
    """Say why the bot asked people; empty when it did not."""
    return {
        HandOverReason.ASKED: translate("Visitor", "asked for a person"),
        HandOverReason.FAILED: translate("Visitor", "found no answer"),
        HandOverReason.FILE: translate("Visitor", "a file was sent"),
        HandOverReason.NO_ARTICLES: translate("Visitor", "no articles to look in"),
        HandOverReason.OFF: translate("Visitor", "the bot was switched off"),
        HandOverReason.TROUBLE: translate("Visitor", "the bot did not work"),
        HandOverReason.UNKNOWN: translate("Visitor", "handed over"),
        None: "",
    }[reason]


def _page_field(key: str, label: str, url: str | None, title: str) -> Field:
    if not url:
        return Field(key=key, label=label, text=None)
    whole = f"{clean_line(title)}\n{url}" if title else url
    return Field(key=key, label=label, text=_path(url), url=_safe(url), whole=whole)


def _now_on(visit: Visit | None) -> Field:
    gone = visit is not None and visit.line is LineState.GONE
    label = translate("Visitor", "Last on") if gone else translate("Visitor", "Now on")
    page = visit.pages[-1] if visit is not None and visit.pages else None
    return _page_field("now_on", label, page.url if page else None, page.title if page else "")


def _on_site(visit: Visit | None, now: datetime) -> Field:
    label = translate("Visitor", "On the site")
    if visit is None:
        return Field(key="on_site", label=label, text=None)
    end = visit.last_seen_at if visit.line is LineState.GONE else now
    span = elapsed_words((end - visit.started_at).total_seconds())
    if not visit.pages:
        return Field(key="on_site", label=label, text=span)
    pages = translate("Visitor", "%n pages", None, len(visit.pages))
    details = tuple(_page_detail(page, end) for page in reversed(visit.pages[-MAX_PAGES:]))
    return Field(key="on_site", label=label, text=f"{span} · {pages}", details=details)


def _page_detail(page: PageView, end: datetime) -> Detail:
    dwell = elapsed_words(((page.left_at or end) - page.opened_at).total_seconds())
    title = clean_line(page.title, 200) or _path(page.url)
    return Detail(text=title, url=_safe(page.url), note=dwell)


def _previous(previous: tuple[PreviousChat, ...], locale: QLocale) -> Field:
    label = translate("Visitor", "Previous chats")
    if not previous:
        return Field(key="previous", label=label, text=translate("Visitor", "none"), role="dim")
    chats = sorted(previous, key=lambda chat: chat.closed_at, reverse=True)
    last = translate("Visitor", "last %1").replace("%1", previous_chat_words(chats[0], locale))
    details = tuple(
        Detail(
            text=clean_line(chat.first_text, 200) or translate("Visitor", "(no text)"),
            conversation_id=chat.conversation_id,
            note=previous_chat_words(chat, locale),
        )
        for chat in chats[:MAX_DETAILS]
    )
    return Field(key="previous", label=label, text=f"{len(chats)} · {last}", details=details)


def _cart(cart: Cart | None, locale: QLocale) -> Field:
    label = translate("Visitor", "Cart")
    if cart is None:
        return Field(key="cart", label=label, text=None)
    if not cart.items:
        return Field(key="cart", label=label, text=translate("Visitor", "empty"), role="dim")
    currency = clean_line(cart.currency, 8)
    items = translate("Visitor", "%n items", None, cart.quantity)
    details = tuple(
        Detail(
            text=f"{item.quantity} × {clean_line(item.name, 200)}",
            note=money_words(item.quantity * item.price_cents, currency, locale),
        )
        for item in cart.items[:MAX_DETAILS]
    )
    return Field(
        key="cart", label=label, text=f"{money_words(cart.value_cents, currency, locale)} · {items}", details=details
    )


def _language(visit: Visit | None, now: datetime, locale: QLocale) -> Field:
    label = translate("Visitor", "Language · time")
    if visit is None:
        return Field(key="language", label=label, text=None)
    spoken = clean_line(language_words(visit.language), 60) if visit.language else ""
    time = local_time_words(visit.time_zone, now, locale)
    there = translate("Visitor", "%1 there").replace("%1", time) if time else ""
    return Field(key="language", label=label, text=" · ".join(filter(None, (spoken, there))) or None)


def _line(visit: Visit | None) -> Field:
    label = translate("Visitor", "Line")
    if visit is None:
        return Field(key="line", label=label, text=None)
    role = {LineState.ONLINE: "ok", LineState.AWAY: "warn", LineState.GONE: "dim"}[visit.line]
    return Field(key="line", label=label, text=line_words(visit.line), role=role)


def _custom_fields(visit: Visit) -> tuple[Field, ...]:
    return tuple(
        Field(key=f"custom_{number}", label=clean_line(label, 60), text=_known(clean_line(value, MAX_CHARS)))
        for number, (label, value) in enumerate(list(visit.custom.items())[:MAX_CUSTOM])
    )


def _path(url: str) -> str:
    """Return the path of a page with its search part, readable."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return clean_line(url, MAX_CHARS)
    query = f"?{parts.query}" if parts.query else ""
    return clean_line(unquote_plus(f"{parts.path or '/'}{query}"), MAX_CHARS) or "/"


def _safe(url: str) -> str | None:
    return url if is_safe_url(url) else None


def _known(text: str) -> str | None:
    return text if text and text != not_shared_words() else None
