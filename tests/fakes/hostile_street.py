"""The walk's way through the visitors' page, of which every text comes from outside; judges nothing."""

from collections.abc import AsyncIterator

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol.invitations import InvitationCount, TriedRule
from operator_console.ui.street import StreetScreen
from operator_console.ui.street.invite_sheet import InviteSheet
from tests.fakes.fake_sites import FakeSites
from tests.fakes.fake_street import SITES_SHOWN, crowd
from tests.fakes.hostile_desk import LURE, HostileDesk
from tests.fakes.screen_stage import Stage

Seen = tuple[str, QWidget]


def hostile_sites(desk: HostileDesk) -> FakeSites:
    """Return a site with hostile rules."""
    text = desk.text
    conditions = tuple(
        Condition(subject=subject, test=test, value=text("tag"))
        for subject, test in (
            (Subject.PAGE, Test.CONTAINS),
            (Subject.SEARCH_WORDS, Test.IS),
            (Subject.DEVICE, Test.IS),
            (Subject.LANGUAGE, Test.IS_NOT),
            (Subject.PAGE_S, Test.AT_LEAST),
            (Subject.UNKNOWN, Test.UNKNOWN),
        )
    )
    words = {"nl": text("message"), "en": "{brace}"}
    texts = (InvitationText(id="a", words=words, guest_words={"nl": text("message")}),)
    rule = InvitationRule(id="r", name=text("tag"), conditions=conditions, texts=texts)
    site = structs.replace(SITES_SHOWN[0], name=text("site_name"))
    sites = FakeSites((site, structs.replace(SITES_SHOWN[1], name=text("site_name"))))
    second = structs.replace(rule, id="s", enabled=False)
    sites.kept[site.id] = SiteSettings(site_id=site.id, invitations=(rule, second))
    return sites


async def walk_street(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Show visitors of hostile names and pages, and the sheet that invites one."""
    text = desk.text
    there = []
    for one in crowd(desk.now(), 12):
        page = structs.replace(one.visit.pages[-1], title=text("page_title"), url=LURE)
        visit = structs.replace(
            one.visit,
            pages=(page,),
            referrer=text("referrer"),
            search_words=text("search_words"),
            campaign=text("campaign"),
        )
        who = structs.replace(one.visitor, name=text("visitor_name"), email=text("email"))
        there.append(structs.replace(one, visitor=who, visit=visit, cart_currency=text("currency")))
    desk.street.there = tuple(there)
    desk.site_setup = hostile_sites(desk)
    hostile = ("searches", text("tag"))
    desk.street.tried = TriedRule(visits=2, invited=1, held_back=1, not_recorded=hostile)
    desk.street.counts = (InvitationCount(rule_id="r", text_id="a", shown=3, accepted=1),)
    screen = StreetScreen(stage.context, desk)
    await stage.show(screen.widget, 968, 660)
    screen.show()
    await stage.rest()
    yield "visitors", screen.widget
    free = next(row.key for row in screen.visitors.model.rows if row.one.may_invite)
    screen.visitors.view.table.mark(free)
    screen.visitors.invite()
    await stage.until(lambda: screen.widget.findChild(InviteSheet) is not None)
    await stage.rest()
    sheet = screen.widget.findChild(InviteSheet)
    assert sheet is not None
    yield "invite", sheet
    sheet.reject()
    await stage.rest()
    screen.show_rules()
    await stage.until(lambda: screen.rules.view.list.count() == 2)
    await stage.rest()
    yield "rules", screen.widget
    screen.rules.view.editor.try_requested.emit(30)
    await stage.rest()
    yield "dry run", screen.widget
    desk.site_setup.reachable = False
    screen.rules.view.list.item(1).setCheckState(Qt.CheckState.Checked)
    screen.rules.save()
    await stage.rest()
    yield "rules not saved", screen.widget
    screen.close()
    screen.widget.hide()
