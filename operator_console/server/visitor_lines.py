"""Which visitors are there, on which page, with which tabs; knows no chat's content and no database."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import structs

from operator_console.domain.ids import SiteId, VisitId, VisitorId
from operator_console.domain.people import Cart, LineState, PageView, Visit, Visitor
from operator_console.domain.visit_events import Happened, cart_cents, cart_change, noted
from operator_console.server.connection import Connection

MAX_PAGES = 100
MAX_DIGITS = 12
BEGAN_S = 5.0
"""A cart that is told so soon is what the visit began with."""
CUSTOMER_CENTS = "customer_cents"
"""The field in which a site tells what the customer has bought so far."""


class VisitorLine:
    """One visitor's tabs and the present state of the visit.

    Attributes:
        visitor: As last known; changes that others make arrive with `VisitorLines.know`.
        front: The tab that the visitor looked at last.
        language: Of the page on screen; empty when it does not tell.
    """

    __slots__ = ("front", "gone_timer", "language", "site_id", "tabs", "visit", "visitor", "visitor_id")

    def __init__(self, visitor: Visitor, visit: Visit) -> None:
        self.visitor = visitor
        self.visitor_id = visitor.id
        self.site_id: SiteId = visitor.site_id
        self.visit = visit
        self.tabs: list[Connection] = []
        self.front: Connection | None = None
        self.language = ""
        self.gone_timer: asyncio.TimerHandle | None = None

    def change(self, **changes: object) -> Visit:
        """Give the visit new values and return it."""
        self.visit = structs.replace(self.visit, version=self.visit.version + 1, **changes)
        return self.visit


class VisitorLines:
    """All visitors' lines.

    Args:
        gone_s: A visitor without a tab for this long is gone.
        on_changed: A visit has changed.
        on_gone: A visitor is gone; the line is forgotten after that.
    """

    def __init__(
        self, gone_s: float, on_changed: Callable[[VisitorLine], None], on_gone: Callable[[VisitorId], None]
    ) -> None:
        self._gone_s = gone_s
        self._on_changed = on_changed
        self._on_gone = on_gone
        self._lines: dict[VisitorId, VisitorLine] = {}
        self._waiting: dict[VisitorId, asyncio.TimerHandle] = {}
        self._unsaved: dict[VisitId, Visit] = {}

    def line(self, visitor_id: VisitorId) -> VisitorLine | None:
        """Return a visitor's line, or None when the visitor is gone."""
        return self._lines.get(visitor_id)

    def all(self) -> Iterable[VisitorLine]:
        """Return all lines."""
        return tuple(self._lines.values())

    def tabs(self, visitor_id: VisitorId) -> tuple[Connection, ...]:
        """Return a visitor's connections."""
        line = self._lines.get(visitor_id)
        return tuple(line.tabs) if line is not None else ()

    def arrive(self, visitor: Visitor, visit: Visit, tab: Connection, now: datetime) -> VisitorLine:
        """Add a tab; the visit in memory is newer than the stored one."""
        timer = self._waiting.pop(visitor.id, None)
        if timer is not None:
            timer.cancel()
        line = self._lines.get(visitor.id)
        if line is None or line.visit.id != visit.id:
            tabs = line.tabs if line is not None else []
            line = self._lines[visitor.id] = VisitorLine(visitor, visit)
            line.tabs = tabs
        line.visitor = visitor
        line.tabs.append(tab)
        if line.visit.line is not LineState.ONLINE:
            line.change(line=LineState.ONLINE, last_seen_at=now)
            self._changed(line)
        return line

    def leave(self, visitor_id: VisitorId, tab: Connection, now: datetime) -> None:
        """Take a tab away; without any the visitor is away, and gone after a while."""
        line = self._lines.get(visitor_id)
        if line is None or tab not in line.tabs:
            return
        line.tabs.remove(tab)
        if line.tabs:
            return
        line.change(line=LineState.AWAY, last_seen_at=now)
        self._changed(line)
        self.expect(visitor_id)

    def expect(self, visitor_id: VisitorId) -> None:
        """Take a visitor for gone unless a tab arrives in time."""
        loop = asyncio.get_running_loop()
        self._waiting[visitor_id] = loop.call_later(self._gone_s, self._gone, visitor_id)

    def view_page(self, line: VisitorLine, url: str, title: str, now: datetime) -> bool:
        """Put a page at the end of the trail; False when it is the one on screen already."""
        pages = line.visit.pages
        if pages and pages[-1].url == url and pages[-1].left_at is None:
            if title and pages[-1].title != title:
                line.change(pages=(*pages[:-1], structs.replace(pages[-1], title=title)), last_seen_at=now)
                self._changed(line)
            return False
        if pages and pages[-1].left_at is None:
            pages = (*pages[:-1], structs.replace(pages[-1], left_at=now))
        trail = (*pages, PageView(url=url, title=title, opened_at=now))
        if len(trail) > MAX_PAGES:
            trail = trail[:1] + trail[2:]
        line.change(pages=trail, last_seen_at=now)
        self._changed(line)
        return True

    def set_cart(self, line: VisitorLine, cart: Cart | None, now: datetime) -> None:
        """Take over the cart, and what its new value says of what was done to it."""
        visit = line.visit
        cents = cart.value_cents if cart is not None else 0
        before = cart_cents(visit.happened)
        if cents != before:
            began = visit.cart is None and len(visit.pages) <= 1 and (now - visit.started_at).total_seconds() < BEGAN_S
            kind = cart_change(before, cents, first=began)
            line.change(happened=noted(visit.happened, Happened(at=now, kind=kind, cents=cents)))
        line.change(cart=cart)
        self._changed(line)

    def set_fields(self, line: VisitorLine, fields: dict[str, str]) -> None:
        """Take over the fields that the site shares."""
        line.change(custom=fields)
        bought = fields.get(CUSTOMER_CENTS, "")
        if bought.isascii() and bought.isdigit() and len(bought) <= MAX_DIGITS:
            line.change(customer_cents=int(bought))
        self._changed(line)

    def note(self, line: VisitorLine, happened: Happened) -> None:
        """Take over what the site says has happened."""
        pages = line.visit.pages
        trail = noted(line.visit.happened, happened, pages[-1].opened_at if pages else None)
        if trail is not line.visit.happened:
            line.change(happened=trail)
            self._changed(line)

    def know(self, visitor: Visitor) -> None:
        """Take over what has become known of a visitor."""
        line = self._lines.get(visitor.id)
        if line is not None:
            line.visitor = visitor

    def changed(self, line: VisitorLine) -> None:
        """A visit was given new values: they are stored soon and shown to whom they concern."""
        self._changed(line)

    def set_verified(self, line: VisitorLine, now: datetime) -> None:
        """Note that the site vouches for who the visitor is."""
        line.change(verified_at=now)
        self._changed(line)

    def take_unsaved(self) -> tuple[Visit, ...]:
        """Return the visits that have changed since the last call."""
        unsaved = tuple(self._unsaved.values())
        self._unsaved.clear()
        return unsaved

    def close(self) -> None:
        """Stop all timers."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()

    def _changed(self, line: VisitorLine) -> None:
        self._unsaved[line.visit.id] = line.visit
        self._on_changed(line)

    def _gone(self, visitor_id: VisitorId) -> None:
        self._waiting.pop(visitor_id, None)
        line = self._lines.get(visitor_id)
        if line is not None:
            line.change(line=LineState.GONE)
            self._changed(line)
            del self._lines[visitor_id]
        self._on_gone(visitor_id)
