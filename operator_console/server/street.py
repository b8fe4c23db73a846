"""Who is on the sites now, as consoles see it: told once a second, the newest visitors one by one; knows no SQL.

Every second each console's list is compared with what it was told, and the difference goes out: whatever came in
whatever order, both are the same after that. A console that does not keep up is told nothing until it does.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice

from msgspec import Struct, structs

from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import AgentId, ConversationId, SiteId, VisitorId
from operator_console.domain.invitations import ASKED_AGAIN_DAYS
from operator_console.domain.inviting import Manner, held_back, signs_of
from operator_console.domain.people import Visit
from operator_console.domain.site_settings import SiteSettings
from operator_console.domain.street import SHOWN_VISITORS, is_there
from operator_console.protocol.invitations import VisitorOnSite, VisitorsOnSite
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.authorise import Action, AgentActor, actor_of, authorise
from operator_console.server.connection import Connection
from operator_console.server.open_chats import OpenChats
from operator_console.server.store.directory import Directory
from operator_console.server.visitor_lines import VisitorLine, VisitorLines

TELL_S = 1.0
AT_ONCE = 100
"""Visitors in one frame; the rest follows in the next."""
MAX_URL_CHARS = 500


class _Seat:
    """One console that looks, and what it has been told."""

    __slots__ = ("agent_id", "begins", "others", "sites", "told")

    def __init__(self, agent_id: AgentId, sites: frozenset[SiteId]) -> None:
        self.agent_id = agent_id
        self.sites = sites
        self.begins = True
        self.others = 0
        self.told: dict[VisitorId, VisitorOnSite] = {}


class _Present(Struct):
    """Who is there at one moment: of each site the newest ones, newest first, and how many there are."""

    newest: dict[SiteId, list[VisitorLine]]
    counts: dict[SiteId, int]


class Street:
    """Belongs to the loop's thread; costs nothing while nobody looks."""

    def __init__(
        self, chats: OpenChats, visitors: VisitorLines, scope: TaskScope, directory: Callable[[], Directory]
    ) -> None:
        self._chats = chats
        self._visitors = visitors
        self._scope = scope
        self._directory = directory
        self._seats: dict[Connection, _Seat] = {}
        self._rows: dict[VisitorId, tuple[tuple[object, ...], VisitorOnSite]] = {}
        self._running = False

    def begin(self, connection: Connection, agent_id: AgentId, sites: Iterable[SiteId]) -> None:
        """Show a console who is on these sites, from now on; the caller has authorised."""
        self._seats[connection] = seat = _Seat(agent_id, frozenset(sites))
        self._tell(connection, seat, self._present(frozenset(seat.sites)))
        if not self._running:
            self._running = True
            self._scope.start(self._keep_telling(), name="street")

    def end(self, connection: Connection) -> None:
        """A console looks no more; harmless when it did not."""
        self._seats.pop(connection, None)

    async def _keep_telling(self) -> None:
        try:
            while self._seats:
                await asyncio.sleep(TELL_S)
                self.tell()
        finally:
            self._running = False
            self._rows.clear()

    def tell(self) -> None:
        """Tell every console that keeps up what is different from what it knows."""
        present = self._present(frozenset().union(*(seat.sites for seat in self._seats.values())))
        for connection, seat in tuple(self._seats.items()):
            if connection.keeps_up:
                self._tell(connection, seat, present)
        for visitor_id in self._rows.keys() - {line.visitor_id for line in self._visitors.all()}:
            del self._rows[visitor_id]

    def _tell(self, connection: Connection, seat: _Seat, present: _Present) -> None:
        sites = self._seen(seat)
        newest = merge(*(present.newest.get(key, ()) for key in sites), key=_since, reverse=True)
        now = datetime.now(UTC)
        closed = self._closed(sites, now)
        shown = {line.visitor_id: self._row(line, closed, now) for line in islice(newest, SHOWN_VISITORS)}
        others = sum(present.counts.get(key, 0) for key in sites) - len(shown)
        gone = tuple(key for key in seat.told if key not in shown)
        fresh = [row for key, row in shown.items() if seat.told.get(key) is not row]
        if not (seat.begins or gone or fresh or others != seat.others):
            return
        seat.told = {key: row for key, row in seat.told.items() if key in shown}
        seat.others, begins, seat.begins = others, seat.begins, False
        parts = [fresh[at : at + AT_ONCE] for at in range(0, len(fresh), AT_ONCE)] or [[]]
        for number, part in enumerate(parts):
            if number and not connection.keeps_up:
                break  # the rest is still different in a second
            seat.told.update((row.visitor.id, row) for row in part)
            connection.send(
                VisitorsOnSite(
                    visitors=tuple(part),
                    gone=gone if number == 0 and not begins else (),
                    whole=begins and number == 0,
                    more=number + 1 < len(parts),
                    others=others,
                )
            )

    def _seen(self, seat: _Seat) -> list[SiteId]:
        """Return the sites of a seat that its agent may still see."""
        directory = self._directory()
        agent = directory.agents.get(seat.agent_id)
        actor = actor_of(agent) if agent is not None else None
        return [key for key in seat.sites if actor is not None and may_see(actor, directory, key)]

    def _present(self, sites: frozenset[SiteId]) -> _Present:
        now = datetime.now(UTC)
        newest: dict[SiteId, list[VisitorLine]] = {key: [] for key in sites}
        counts = dict.fromkeys(sites, 0)
        for line in self._visitors.all():
            if line.site_id in counts and is_there(line.visit, now):
                counts[line.site_id] += 1
                newest[line.site_id].append(line)
        for lines in newest.values():
            lines.sort(key=_since, reverse=True)
            del lines[SHOWN_VISITORS:]
        return _Present(newest, counts)

    def _row(self, line: VisitorLine, closed: frozenset[SiteId], now: datetime) -> VisitorOnSite:
        """Return a visitor's row; the same object as long as nothing of it has changed."""
        chat = self._chats.of_visitor(line.visitor_id)
        settings = self._directory().settings_of(line.site_id)
        said_no_at = line.visitor.declined_at
        if said_no_at is not None and now >= said_no_at + timedelta(days=ASKED_AGAIN_DAYS):
            said_no_at = None
        who = (chat.id, chat.agent_id) if chat is not None else (None, None)
        key = (line.visit.version, line.visit.id, line.visitor, who, said_no_at, line.site_id in closed, settings)
        known = self._rows.get(line.visitor_id)
        if known is not None and known[0] == key:
            return known[1]
        row = _row_of(line, who, said_no_at, _manner(line, settings, now, chat=chat is not None))
        self._rows[line.visitor_id] = (key, row)
        return row

    def _closed(self, sites: Iterable[SiteId], now: datetime) -> frozenset[SiteId]:
        hours = {key: self._directory().settings_of(key).hours for key in sites}
        return frozenset(key for key, each in hours.items() if each is not None and not each.is_open(now))


def _manner(line: VisitorLine, settings: SiteSettings, now: datetime, *, chat: bool) -> Manner | None:
    """Return what stands against inviting a visitor by hand; whether agents have room is another matter."""
    signs = signs_of(line.visit, line.visitor, now, room=1, chat=chat or line.visit.chatted)
    return held_back(settings, signs)


def _row_of(
    line: VisitorLine,
    who: tuple[ConversationId | None, AgentId | None],
    said_no_at: datetime | None,
    manner: Manner | None,
) -> VisitorOnSite:
    visit, cart = line.visit, line.visit.cart
    return VisitorOnSite(
        visitor=line.visitor,
        visit=_short(visit),
        line=visit.line,
        pages=len(visit.pages),
        cart_cents=cart.value_cents if cart is not None else None,
        cart_currency=cart.currency if cart is not None else "",
        cart_quantity=cart.quantity if cart is not None else 0,
        conversation_id=who[0],
        agent_id=who[1],
        invited_at=visit.invitation.at if visit.invitation is not None else None,
        said_no_at=said_no_at,
        may_invite=manner is None,
        held_back=manner.value if manner is not None else "",
    )


def may_see(actor: AgentActor, directory: Directory, site_id: SiteId) -> bool:
    """Tell whether an agent may see who is on a site."""
    site = directory.sites.get(site_id)
    return site is not None and authorise(actor, Action.SEE_VISITORS, site)


def named(line: VisitorLine | None, chat: Conversation) -> None:
    """A visitor may have said their name in a chat."""
    name = chat.visitor_name
    if line is not None and name and line.visitor.name != name:
        line.visitor = structs.replace(line.visitor, name=name)


def _since(line: VisitorLine) -> tuple[datetime, str]:
    return line.visit.started_at, line.visitor_id


def _short(visit: Visit) -> Visit:
    """Return of a visit what a list needs, in a length that many fit into a frame."""
    pages = tuple(structs.replace(page, url=page.url[:MAX_URL_CHARS]) for page in visit.pages[-1:])
    return structs.replace(
        visit,
        pages=pages,
        cart=None,
        custom={},
        happened=(),
        invitation=None,
        landing_url=None,
        referrer=_cut(visit.referrer),
        search_words=_cut(visit.search_words),
        campaign=_cut(visit.campaign),
    )


def _cut(text: str | None) -> str | None:
    return text[:MAX_URL_CHARS] if text is not None else None
