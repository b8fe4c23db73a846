"""What invitations cost the server per page view: 5,000 visitors on one site, 20 rules, 50 agents at work.

A page view is everything that follows from it here: noting it, setting the visitor's timer, and the look at all rules
when the page has settled, which is also when the next timer is set. Nobody is invited, which is the usual case and the
dearest one: every rule is looked at. Time is that of the processor, so that other programs do not count.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import cast

from operator_console.domain.ids import AgentId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.people import Agent, PageView, Site, Visit, Visitor
from operator_console.domain.site_settings import SiteSettings
from operator_console.server.connection import Connection
from operator_console.server.inviting import Inviting, InvitingDoors
from operator_console.server.seats import Seats
from operator_console.server.store.directory import Directory
from operator_console.server.visitor_lines import VisitorLine

VISITORS = 5_000
PAGE_VIEWS = 10_000
RULES = 20
AGENTS = 50
SOON_S = 1.0
SHOP, SERVICE = SiteId("shop"), DepartmentId("service")
BEGAN = datetime(2026, 11, 2, 12, tzinfo=UTC)


class _Later:
    """Keeps what is to be called soon, and calls it when it is told to; what comes later never does here."""

    def __init__(self) -> None:
        self.calls: dict[int, Callable[[], None]] = {}
        self._count = 0

    def __call__(self, delay_s: float, call: Callable[[], None]) -> "_Timer":
        self._count += 1
        if delay_s < SOON_S:
            self.calls[self._count] = call
        return _Timer(self.calls, self._count)

    def run(self) -> None:
        due, self.calls = self.calls, {}
        for call in list(due.values()):
            call()


class _Timer:
    def __init__(self, calls: dict[int, Callable[[], None]], number: int) -> None:
        self._calls, self._number = calls, number

    def cancel(self) -> None:
        self._calls.pop(self._number, None)


def run() -> dict[str, float]:
    chance = random.Random(7)
    lines = _lines(chance)
    later, now = _Later(), BEGAN
    engine = Inviting(_doors(lines, later, lambda: now))
    tab = next(iter(lines.values())).tabs[0]
    visitors = list(lines.values())
    began_s = time.process_time()
    for number in range(PAGE_VIEWS):
        line = visitors[chance.randrange(VISITORS)]
        now = BEGAN + timedelta(seconds=number / 100)
        page = PageView(url=f"https://shop.example/fietsen/{number}?maat=54", title="", opened_at=now)
        line.change(pages=(*line.visit.pages, page)[-20:])
        engine.looked(line, tab)
        later.run()
    spent_s = time.process_time() - began_s
    return {"inviting.page_view_us": spent_s / PAGE_VIEWS * 1e6, "inviting.rules": float(RULES)}


def _rules() -> tuple[InvitationRule, ...]:
    def rule(number: int) -> InvitationRule:
        conditions = (
            Condition(subject=Subject.PAGE, test=Test.CONTAINS, value="/fietsen/"),
            Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value=str(60 + number)),
            Condition(subject=Subject.CART_CENTS, test=Test.AT_MOST, value="0"),
            Condition(subject=Subject.DEVICE, test=Test.IS_NOT, value="phone"),
        )
        texts = (InvitationText(id="a", words={"nl": "Hulp nodig?"}),)
        return InvitationRule(id=f"r{number}", name=f"Rule {number}", conditions=conditions, texts=texts)

    return tuple(rule(number) for number in range(RULES))


def _lines(chance: random.Random) -> dict[VisitorId, VisitorLine]:
    found = {}
    tab = cast("Connection", object())
    for number in range(VISITORS):
        visitor = Visitor(id=VisitorId(f"vs_{number}"), site_id=SHOP, number=number)
        pages = tuple(
            PageView(url=f"https://shop.example/{page}", title="", opened_at=BEGAN - timedelta(seconds=60 - page))
            for page in range(chance.randint(1, 10))
        )
        visit = Visit(
            id=VisitId(f"vt_{number}"), visitor_id=visitor.id, site_id=SHOP, started_at=BEGAN, last_seen_at=BEGAN,
            pages=pages, number=1, language="nl",
        )  # fmt: skip
        line = found[visitor.id] = VisitorLine(visitor, visit)
        line.tabs = [tab]
    return found


def _doors(lines: dict[VisitorId, VisitorLine], later: _Later, now: Callable[[], datetime]) -> InvitingDoors:
    site = Site(id=SHOP, name="Shop", base_url="https://shop.example", department_id=SERVICE)
    settings = SiteSettings(site_id=SHOP, invitations=_rules())
    directory = Directory(
        version="", sites={SHOP: site}, departments={}, agents={}, articles_version=0, settings={SHOP: settings}
    )
    seats = Seats()
    seats.know(
        Agent(id=AgentId(f"ag_{number}"), account="", name="", first_name="", departments=(SERVICE,))
        for number in range(AGENTS)
    )
    for number in range(AGENTS):
        seat = seats.get(AgentId(f"ag_{number}"))
        if seat is not None:
            seats.set_here(seat, here=True)
    return InvitingDoors(
        directory=lambda: directory,
        line=lines.get,
        chat=lambda _visitor_id: None,
        room=lambda site: seats.room(site.department_id, site.id),
        changed=lambda _line: None,
        submit=lambda _work: None,
        later=later,
        now=now,
        loop_s=time.monotonic,
    )
