"""The list of visitors on the sites: converges after any order of changes, is bounded, waits for nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.ids import AgentId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Agent, LineState, PageView, Site, Visit, Visitor
from operator_console.domain.site_settings import SiteSettings
from operator_console.domain.street import SHOWN_VISITORS
from operator_console.protocol.invitations import VisitorsOnSite
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.connection import Connection
from operator_console.server.open_chats import OpenChats
from operator_console.server.store.directory import Directory
from operator_console.server.street import Street
from operator_console.server.visitor_lines import VisitorLine, VisitorLines

ANNA = AgentId("anna")
SHOP, JUMP, ELSEWHERE = SiteId("shop"), SiteId("jump"), SiteId("elsewhere")
OWN, OTHER = DepartmentId("own"), DepartmentId("other")


class Receiver:
    """Stands for a connection: keeps up or not, and knows what it was told."""

    def __init__(self) -> None:
        self.keeps_up = True
        self.known: dict[VisitorId, Any] = {}
        self.others = 0
        self.most = 0

    def send(self, frame: VisitorsOnSite) -> None:
        if frame.whole:
            self.known.clear()
        self.known.update((row.visitor.id, row) for row in frame.visitors)
        for key in frame.gone:
            self.known.pop(key, None)
        self.others = frame.others
        self.most = max(self.most, len(frame.visitors))


class Lines:
    """Stands for the visitors' lines."""

    def __init__(self) -> None:
        self.lines: dict[VisitorId, VisitorLine] = {}

    def all(self) -> tuple[VisitorLine, ...]:
        return tuple(self.lines.values())

    def come(self, number: int, site_id: SiteId) -> None:
        now = datetime.now(UTC)
        visitor = Visitor(id=VisitorId(f"vs_{number}"), site_id=site_id, number=number)
        page = PageView(url="https://x.example/" + "y" * 3000, title="Page", opened_at=now)
        visit = Visit(
            id=VisitId(f"vt_{number}"),
            visitor_id=visitor.id,
            site_id=site_id,
            started_at=now - timedelta(seconds=number % 7),
            last_seen_at=now,
            pages=(page,),
        )
        self.lines[visitor.id] = VisitorLine(visitor, visit)


def street_of(lines: Lines, departments: tuple[DepartmentId, ...] = (OWN,)) -> tuple[Street, dict[SiteId, Site]]:
    sites = {
        key: Site(id=key, name=key, base_url="", department_id=OTHER if key is ELSEWHERE else OWN)
        for key in (SHOP, JUMP, ELSEWHERE)
    }
    anna = Agent(id=ANNA, account="anna", name="", first_name="", departments=departments)
    directory = Directory(version="", sites=sites, departments={}, agents={ANNA: anna}, articles_version=0)
    street = Street(OpenChats(()), cast("VisitorLines", lines), TaskScope("test"), lambda: directory)
    street._running = True  # no loop of its own: the test tells when a second is over
    return street, sites


def begun(street: Street, *sites: SiteId) -> Receiver:
    receiver = Receiver()
    street.begin(cast("Connection", receiver), ANNA, sites)
    return receiver


moves = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.integers(0, 12), st.sampled_from((SHOP, JUMP, ELSEWHERE))),
        st.tuples(st.just("go"), st.integers(0, 12), st.just(SHOP)),
        st.tuples(st.just("page"), st.integers(0, 12), st.just(SHOP)),
        st.tuples(st.just("away"), st.integers(0, 12), st.just(SHOP)),
        st.tuples(st.just("tell"), st.integers(0, 1), st.just(SHOP)),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(moves)
def test_the_list_converges(steps: list[tuple[str, int, SiteId]]) -> None:
    lines = Lines()
    street, _sites = street_of(lines)
    receiver = begun(street, SHOP, JUMP)
    for kind, number, site_id in steps:
        line = lines.lines.get(VisitorId(f"vs_{number}"))
        if kind == "come":
            lines.come(number, site_id)
        elif kind == "tell":
            receiver.keeps_up = bool(number)
            street.tell()
        elif line is not None and kind == "go":
            del lines.lines[line.visitor_id]
        elif line is not None and kind == "page":
            page = structs.replace(line.visit.pages[-1], url=f"https://x.example/{len(line.visit.pages)}")
            line.change(pages=(*line.visit.pages, page))
        elif line is not None:
            long_ago = datetime.now(UTC) - timedelta(seconds=60)
            line.change(line=LineState.AWAY, last_seen_at=long_ago)
    receiver.keeps_up = True
    street.tell()
    there = {
        key: line
        for key, line in lines.lines.items()
        if line.site_id in {SHOP, JUMP} and line.visit.line is LineState.ONLINE
    }
    assert receiver.known.keys() == there.keys()
    for key, line in there.items():
        assert receiver.known[key].visit.version == line.visit.version
        assert receiver.known[key].pages == len(line.visit.pages)
    assert receiver.others == 0


def test_the_newest_are_shown_and_the_rest_is_counted() -> None:
    lines = Lines()
    for number in range(SHOWN_VISITORS + 250):
        lines.come(number, SHOP if number % 2 else JUMP)
    street, _sites = street_of(lines)
    receiver = begun(street, SHOP, JUMP)
    assert (len(receiver.known), receiver.others, receiver.most) == (SHOWN_VISITORS, 250, 100)
    oldest_shown = min(row.visit.started_at for row in receiver.known.values())
    hidden = [line for key, line in lines.lines.items() if key not in receiver.known]
    assert all(line.visit.started_at <= oldest_shown for line in hidden)
    assert max(len(row.visit.pages[0].url) for row in receiver.known.values()) <= 500
    for key in list(receiver.known)[:200]:
        del lines.lines[key]
    street.tell()
    assert (len(receiver.known), receiver.others) == (SHOWN_VISITORS, 50)


def test_who_does_not_keep_up_is_told_nothing_until_they_do() -> None:
    lines = Lines()
    street, _sites = street_of(lines)
    slow, quick = begun(street, SHOP), begun(street, SHOP)
    slow.keeps_up = False
    for number in range(3):
        lines.come(number, SHOP)
        street.tell()
    assert (len(slow.known), len(quick.known)) == (0, 3)
    slow.keeps_up = True
    street.tell()
    assert slow.known == quick.known


def test_a_site_that_moves_to_another_department_is_seen_no_more() -> None:
    lines = Lines()
    lines.come(1, SHOP)
    street, sites = street_of(lines)
    receiver = begun(street, SHOP)
    assert receiver.known
    sites[SHOP] = structs.replace(sites[SHOP], department_id=OTHER)
    street.tell()
    assert (receiver.known, receiver.others) == ({}, 0)


def test_nothing_is_sent_when_nothing_changed() -> None:
    lines = Lines()
    lines.come(1, SHOP)
    street, _sites = street_of(lines)
    receiver = begun(street, SHOP)
    receiver.send = None  # type: ignore[assignment,method-assign]  # would fail
    street.tell()
    assert len(receiver.known) == 1


def test_a_payment_page_is_said() -> None:
    lines = Lines()
    lines.come(1, SHOP)
    line = lines.lines[VisitorId("vs_1")]
    line.change(pages=(structs.replace(line.visit.pages[0], url="https://x.example/Checkout/2"),))
    street, _sites = street_of(lines)
    row = begun(street, SHOP).known[VisitorId("vs_1")]
    assert (row.held_back, row.may_invite) == ("payment", False)
    assert "checkout" in SiteSettings(site_id=SHOP).payment_pages
