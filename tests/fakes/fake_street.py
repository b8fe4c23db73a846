"""Made-up visitors on the sites, shown by the real `StreetDesk`; no server."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import structs

from operator_console.backends import base
from operator_console.desk.street import StreetDesk, StreetDoors, StreetPhase
from operator_console.domain.ids import AgentId, ConversationId, SiteId, VisitId, VisitorId
from operator_console.domain.invitations import InvitationRule
from operator_console.domain.inviting import Manner
from operator_console.domain.people import Device, DeviceKind, Identity, LineState, PageView, Site, Visit, Visitor
from operator_console.protocol.frames import Refusal
from operator_console.protocol.invitations import InvitationCount, InvitationFigures, TriedRule, VisitorsOnSite
from operator_console.protocol.invitations import VisitorOnSite as OnSite
from operator_console.runtime.task_scope import TaskScope
from tests.fakes.fake_backend import FakeBackend
from tests.fakes.fake_chats import ME, SITES

if TYPE_CHECKING:
    from tests.fakes.fake_desk import FakeDesk

NAMES = ("Femke", None, "Joost Visser", None, None, "Marieke", None, "Ahmed", None, "Lotte de Groot")
PAGES = (
    ("Elektrische fietsen - Fietsenwereld", "/elektrische-fietsen"), ("Gazelle Ultimate C8+", "/fiets/gazelle-c8"),
    ("Winkelwagen", "/winkelwagen"), ("Skyjump: tandemsprong boeken", "/tandem"), ("", "/afrekenen/stap-2"),
    ("Fietshelmen voor volwassenen: alle soorten en maten bij elkaar in één lang overzicht", "/helmen"),
)  # fmt: skip
REFERRERS = ("https://www.google.nl/search", None, "https://www.tweakers.net/fietsen", None, "https://bing.com/")


class StreetBackend(FakeBackend):
    """As `FakeBackend`, of a server that shows who is on the sites."""

    capabilities = structs.replace(FakeBackend.capabilities, street=True)


class FakeStreet(StreetDesk):
    """The visitors are there as soon as somebody looks.

    Attributes:
        there: Who is there at first.
        silent: The server does not answer.
        refused: The server does not show them.
        counts: What `figures` tells; None when the server cannot be asked.
        tried: What `try_rule` answers; `asked` holds the rules that it was asked about.
    """

    def __init__(self, desk: "FakeDesk") -> None:
        self.backend = StreetBackend()
        scope = TaskScope("fake street")
        doors = StreetDoors(lambda: desk.me, lambda: SITES_SHOWN, desk.now, desk.hub.publish)
        super().__init__(self.backend, doors, scope)
        self.desk = desk
        self.there: tuple[OnSite, ...] = ()
        self.more = 0
        self.silent = self.refused = False
        self.invited: list[tuple[VisitorId, str]] = []
        self.refusal: Refusal | None = None
        self.counts: tuple[InvitationCount, ...] | None = ()
        self.tried: TriedRule | Refusal = TriedRule(visits=812, invited=34, held_back=9, not_recorded=("searches",))
        self.asked: list[tuple[SiteId, InvitationRule, int]] = []
        self.take(base.LinkChanged(word=base.LinkWord.LIVE))

    def tell(self, *there: OnSite, gone: Iterable[VisitorId] = (), **more: object) -> None:
        """Say who came, changed or went."""
        self.take(base.StreetTold(VisitorsOnSite(visitors=there, gone=tuple(gone), **more)))  # type: ignore[arg-type]  # its attributes

    def lose(self) -> None:
        """The connection is lost."""
        self.take(base.LinkChanged(word=base.LinkWord.OFFLINE))

    async def invite(self, visitor_id: VisitorId, text: str) -> Refusal | None:
        if self.refusal is None:
            self.invited.append((visitor_id, text))
        return self.refusal

    async def figures(self, site_id: SiteId, days: int) -> InvitationFigures | None:
        if self.counts is None:
            return None
        return InvitationFigures(since=self.desk.now() - timedelta(days=days), counts=self.counts)

    async def try_rule(self, site_id: SiteId, rule: InvitationRule, days: int) -> TriedRule | Refusal:
        self.asked.append((site_id, rule, days))
        return self.tried

    def _ask(self) -> None:
        if self.silent:
            return
        if self.refused:
            self.phase = StreetPhase.REFUSED
        else:
            self.tell(*self.there, whole=True, others=self.more)

    def _tell_away(self) -> None:
        self.backend.requests.append(base.ShowVisitors(()))


SITES_SHOWN: tuple[Site, ...] = SITES


def visitor(number: int, now: datetime, **changes: object) -> OnSite:
    """Return a visitor who is there; `changes` are values of the row."""
    chance = random.Random(number)
    site = SITES_SHOWN[number % len(SITES_SHOWN)]
    title, path = PAGES[number % len(PAGES)]
    began = now - timedelta(seconds=chance.randrange(3, 3000))
    opened = began + (now - began) * chance.random()
    visitor_id = VisitorId(f"vs_{number}")
    cart = chance.choice((None, None, None, 1995, 24_900, 184_900))
    visit = Visit(
        id=VisitId(f"vt_{number}"),
        visitor_id=visitor_id,
        site_id=site.id,
        started_at=began,
        last_seen_at=now,
        referrer=REFERRERS[number % len(REFERRERS)],
        search_words="lichte e-bike" if number % len(REFERRERS) == 0 else None,
        pages=(PageView(url=site.base_url + path, title=title, opened_at=opened),),
        device=Device(kind=chance.choice((DeviceKind.DESKTOP, DeviceKind.PHONE, DeviceKind.TABLET))),
        language="nl",
    )
    row = OnSite(
        visitor=Visitor(
            id=visitor_id,
            site_id=site.id,
            number=4800 + number,
            name=NAMES[number % len(NAMES)],
            visits=chance.choice((1, 1, 1, 2, 5)),
        ),
        visit=visit,
        line=LineState.ONLINE,
        pages=chance.randrange(1, 12),
        cart_cents=cart,
        cart_currency="EUR" if cart is not None else "",
    )
    if "afrekenen" in path:
        row = structs.replace(row, may_invite=False, held_back=Manner.PAYMENT.value)
    return structs.replace(row, **changes)


def crowd(now: datetime, count: int = 40) -> tuple[OnSite, ...]:
    """Return many visitors, some of whom chat, were invited or said no."""
    found = []
    for number in range(count):
        one = visitor(number, now)
        if number % 7 == 1:
            agent_id = ME if number % 2 else AgentId("ag_bram")
            one = structs.replace(
                one,
                conversation_id=ConversationId(f"cv_{number}"),
                agent_id=agent_id,
                may_invite=False,
                held_back=Manner.CHAT.value,
            )
        elif number % 7 == 3:
            one = structs.replace(one, invited_at=now, may_invite=False, held_back=Manner.INVITED.value)
        elif number % 11 == 5:
            said_no_at = now - timedelta(days=9)
            one = structs.replace(one, said_no_at=said_no_at, may_invite=False, held_back=Manner.DECLINED.value)
        if number % 5 == 2:
            known = structs.replace(one.visitor, identity=Identity(subject=f"klant-{number}", at=now))
            one = structs.replace(one, visitor=known, visit=structs.replace(one.visit, verified_at=now))
        found.append(one)
    return tuple(found)
