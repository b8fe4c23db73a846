"""Words of the list of visitors in the window's language; decides nothing."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.domain.inviting import Manner
from operator_console.domain.links import shown_host
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.refusal import Refusal
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import (
    date_words,
    device_kind_words,
    elapsed_words,
    money_words,
    refusal_words,
    short_elapsed_words,
    time_words,
    visitor_title,
)
from operator_console.ui.street.rows import Column, State, VisitorRow

MAX_CHARS = 200
translate = QCoreApplication.translate


def column_words(column: Column) -> str:
    """Name a column."""
    return {
        Column.WHO: translate("Street", "Who"),
        Column.PAGE: translate("Street", "Page on screen"),
        Column.ON_PAGE: translate("Street", "On page"),
        Column.ON_SITE: translate("Street", "On site"),
        Column.VISITS: translate("Street", "Visits"),
        Column.FROM: translate("Street", "Came from"),
        Column.DEVICE: translate("Street", "Device"),
        Column.CART: translate("Street", "Cart"),
        Column.STATE: translate("Street", "State"),
    }[column]


def who_words(row: VisitorRow) -> str:
    """Name a visitor, or give their number."""
    return clean_line(visitor_title(row.one.visitor), MAX_CHARS)


def who_tip(row: VisitorRow) -> str:
    """Name a visitor, and say on whose word."""
    words = who_words(row)
    return f"{words}\n{translate('Street', 'The site vouches for who this is.')}" if row.verified else words


def page_words(row: VisitorRow) -> str:
    """Say the title of the page on screen, or where it is when it has none."""
    return clean_line(row.title, MAX_CHARS) or place_words(row)


def place_words(row: VisitorRow) -> str:
    """Say where a page really is: its host in its ASCII form, then the path."""
    host = shown_host(row.url)
    rest = row.url.partition("://")[2]
    path = rest[rest.index("/") :].partition("?")[0] if "/" in rest else ""
    return clean_line(f"{host.removeprefix('www.')}{path if path != '/' else ''}", MAX_CHARS)


def from_words(row: VisitorRow) -> str:
    """Say where a visitor came from: search words, another site, or nothing that is known."""
    visit = row.one.visit
    host = shown_host(visit.referrer or "").removeprefix("www.")
    if visit.search_words:
        return clean_line(f"{host}: {visit.search_words}" if host else visit.search_words, MAX_CHARS)
    if host:
        return clean_line(host, MAX_CHARS)
    return clean_line(visit.campaign or "", MAX_CHARS) or translate("Street", "directly")


def cart_words(row: VisitorRow, locale: QLocale) -> str:
    """Say what the cart is worth; empty without one."""
    if row.one.cart_cents is None:
        return ""
    return money_words(row.one.cart_cents, clean_line(row.one.cart_currency, 3), locale)


def state_words(row: VisitorRow, locale: QLocale) -> str:
    """Say what a visitor is about."""
    state = row.state
    if state is State.CHATTING:
        agent = clean_line(row.agent, MAX_CHARS)
        if agent:
            return filled(translate("Street", "In a chat with %1"), agent)
        return translate("Street", "Waits in a chat") if row.one.agent_id is None else translate("Street", "In a chat")
    if state is State.SAID_NO and row.one.said_no_at is not None:
        return filled(translate("Street", "Said no on %1"), date_words(row.one.said_no_at.astimezone().date(), locale))
    if state is State.INVITED and row.one.invited_at is not None:
        return filled(translate("Street", "Invited at %1"), time_words(row.one.invited_at, locale))
    return translate("Street", "Just left") if state is State.AWAY else translate("Street", "Looking")


def span_words(since: datetime, now: datetime) -> str:
    """Say how long ago something was, ticking in seconds for ten minutes."""
    passed_s = (now - since).total_seconds()
    return elapsed_words(passed_s) if passed_s < 3600 else short_elapsed_words(passed_s)


def row_words(row: VisitorRow, now: datetime, locale: QLocale) -> str:
    """Say a whole row in a sentence, for screen readers and the line below the list."""
    parts = [
        who_words(row),
        translate("Street", "verified") if row.verified else "",
        clean_line(row.site_name, MAX_CHARS),
        page_words(row),
        filled(translate("Street", "%1 on the page"), span_words(row.opened_at, now)),
        filled(translate("Street", "%1 on the site"), span_words(row.one.visit.started_at, now)),
        device_kind_words(row.one.visit.device.kind),
        cart_words(row, locale),
        state_words(row, locale),
    ]
    return ", ".join(part for part in parts if part)


def held_back_words(row: VisitorRow, locale: QLocale) -> str:
    """Say why a visitor cannot be invited now; empty when nothing stands against it."""
    if row.one.may_invite:
        return ""
    said_no_at = row.one.said_no_at
    if row.one.held_back == Manner.DECLINED and said_no_at is not None:
        words = translate("Street", "They said no on %1. That is respected for 30 days.")
        return filled(words, date_words(said_no_at.astimezone().date(), locale))
    return _reasons().get(row.one.held_back) or translate("Street", "The server holds this one back.")


def not_invited_words(refusal: Refusal, row: VisitorRow | None, locale: QLocale) -> str:
    """Say why an invitation by hand was not shown: what the list knows, or what the server said."""
    left = translate("Street", "They are not on the site any more.")
    if refusal is Refusal.UNAVAILABLE:
        return refusal_words(refusal)
    if row is None or refusal is Refusal.NOT_FOUND:
        return left
    return held_back_words(row, locale) or {
        Refusal.CLOSED: left,
        Refusal.CONFLICT: _reasons()[Manner.NO_ROOM],
    }.get(refusal, refusal_words(refusal))


def _reasons() -> dict[str, str]:
    return {
        Manner.CHAT: translate("Street", "They are in a chat, or were in this visit."),
        Manner.PAYMENT: translate("Street", "They are paying: nobody is disturbed on a payment page."),
        Manner.DECLINED: translate("Street", "They said no. That is respected for 30 days."),
        Manner.INVITED: translate("Street", "They were invited in this visit already; once is enough."),
        Manner.CLOSED: translate("Street", "The site is closed now."),
        Manner.NO_ROOM: translate("Street", "No agent has room for another chat at this moment."),
    }
