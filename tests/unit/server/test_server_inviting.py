"""The live engine on a made-up clock: it comes to the same as a dry run, and costs little."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from hypothesis import HealthCheck, given, settings
from msgspec import structs

from operator_console.domain.ids import DepartmentId, VisitId, VisitorId
from operator_console.domain.invitation_trials import Recorded, Trial
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.people import PageView, Site, Visit, Visitor
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol.invitations import Invitation
from operator_console.server.connection import Connection
from operator_console.server.inviting import Inviting, InvitingDoors
from operator_console.server.store.directory import Directory
from operator_console.server.visitor_lines import VisitorLine
from tests.fakes import visit_strategies as made

SITE = Site(id=made.SITE, name="Shop", base_url="https://shop.example", department_id=DepartmentId("service"))


class Timer:
    def __init__(self, call: Callable[[], None]) -> None:
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self.call = None


class Time:
    """A clock that goes as far as it is told, and calls what comes due on the way."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.seconds = 0.0
        self._begin = now
        self._due: list[tuple[float, int, Timer]] = []
        self._count = 0

    def later(self, delay_s: float, call: Callable[[], None]) -> Timer:
        timer = Timer(call)
        self._count += 1
        heapq.heappush(self._due, (self.seconds + max(0.0, delay_s), self._count, timer))
        return timer

    def run(self, until: datetime, each_second: Callable[[], None]) -> None:
        end_s = (until - self._begin).total_seconds()
        while self.seconds < end_s:
            tick_s = float(int(self.seconds) + 1)
            due_s = self._due[0][0] if self._due else end_s
            step_s = min(tick_s, due_s, end_s)
            self._go(step_s)
            while self._due and self._due[0][0] <= self.seconds < end_s:
                _at, _count, timer = heapq.heappop(self._due)
                if timer.call is not None:
                    timer.call()
            if step_s == tick_s:
                each_second()

    def _go(self, seconds: float) -> None:
        self.seconds = max(self.seconds, seconds)
        self.now = self._begin + timedelta(seconds=self.seconds)


class Tab:
    def __init__(self) -> None:
        self.sent: list[Invitation] = []

    def send(self, value: Invitation) -> None:
        self.sent.append(value)


def live(rule: InvitationRule, owner: SiteSettings, visit: Visit, visitor: Visitor) -> tuple[datetime | None, Tab]:
    """Play a visit to the engine and return when it invited, if it did."""
    rules = structs.replace(owner, invitations=(structs.replace(rule, enabled=True),))
    directory = Directory(
        version="", sites={SITE.id: SITE}, departments={}, agents={}, articles_version=0, settings={SITE.id: rules}
    )
    time, tab = Time(visit.started_at), Tab()
    line = VisitorLine(visitor, structs.replace(visit, pages=(), happened=()))
    line.tabs = [cast("Connection", tab)]
    engine: Inviting

    def changed(line: VisitorLine) -> None:
        engine.changed(line)

    engine = Inviting(
        InvitingDoors(
            directory=lambda: directory,
            line=lambda _visitor_id: line,
            chat=lambda _visitor_id: None,
            room=lambda _site: 1,
            changed=changed,
            submit=lambda _work: None,
            later=time.later,
            now=lambda: time.now,
            loop_s=lambda: time.seconds,
        )
    )
    moments = sorted({page.opened_at for page in visit.pages} | {each.at for each in visit.happened})
    for moment in moments:
        time.run(moment, engine.tick)
        pages = tuple(page for page in visit.pages if page.opened_at <= moment)
        line.change(pages=pages, happened=tuple(each for each in visit.happened if each.at <= moment))
        if pages[-1].opened_at == moment:
            engine.looked(line, cast("Connection", tab))
        else:
            engine.changed(line)
    time.run(visit.last_seen_at, engine.tick)
    engine.close()
    invited = line.visit.invitation
    return (invited.at if invited is not None else None), tab


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(rule=made.likely_rules, owner=made.settings, visit=made.visits(), visitor=made.visitors)
def test_a_dry_run_and_the_live_engine_agree(
    rule: InvitationRule, owner: SiteSettings, visit: Visit, visitor: Visitor
) -> None:
    visit = structs.replace(visit, number=max(1, visit.number))
    if visitor.declined_at == visit.started_at:
        visitor = structs.replace(visitor, declined_at=visit.started_at - timedelta(seconds=1))
    tried = Trial(rule, owner).look(Recorded(visit=visit, visitor=visitor)).invited_at
    invited_at, tab = live(rule, owner, visit, visitor)
    last = visit.last_seen_at - timedelta(seconds=1.1)
    if tried is None:
        assert invited_at is None
    elif tried <= last:  # else the visit ended before the second in which the engine looks
        assert invited_at is not None
        assert abs((invited_at - tried).total_seconds()) <= 1.1
        assert tab.sent
        assert tab.sent[0].text == "Hulp nodig?"


def test_time_alone_invites_in_both_at_the_same_moment() -> None:
    """One visit by hand, so that the agreement above never rests on visits in which nothing happens."""
    conditions = (Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value="30"),)
    texts = (InvitationText(id="a", words={"nl": "Hulp nodig?"}),)
    rule = InvitationRule(id="r", name="R", conditions=conditions, texts=texts)
    page = PageView(url=made.PAGES[0], title="", opened_at=made.NOON)
    visit = Visit(
        id=VisitId("vt_1"), visitor_id=VisitorId("vs_1"), site_id=SITE.id, started_at=made.NOON, number=1,
        last_seen_at=made.NOON + timedelta(seconds=60), pages=(page,),
    )  # fmt: skip
    visitor = Visitor(id=VisitorId("vs_1"), site_id=SITE.id, number=1)
    owner = SiteSettings(site_id=SITE.id)
    tried = Trial(rule, owner).look(Recorded(visit=visit, visitor=visitor)).invited_at
    invited_at, _tab = live(rule, owner, visit, visitor)
    assert tried == made.NOON + timedelta(seconds=30)
    assert invited_at is not None
    assert 0 <= (invited_at - tried).total_seconds() <= 0.1
