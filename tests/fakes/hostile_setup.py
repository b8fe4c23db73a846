"""The walk's way through the sites' page: every section with hostile values, and its sheets; judges nothing."""

from collections.abc import AsyncIterator
from datetime import date

from PySide6.QtWidgets import QPushButton, QWidget

from operator_console.backends.native.site_page import PageLook, PageWord
from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.opening_hours import OpeningHours
from operator_console.domain.people import Department, Site
from operator_console.domain.site_file import Change
from operator_console.domain.site_settings import FieldKind, FormField, SiteSettings, SiteTexts
from operator_console.ui.setup import SetupScreen
from operator_console.ui.setup.sheets import ChangesSheet, NewSiteSheet
from operator_console.ui.setup.view import SECTIONS
from tests.fakes.fake_sites import FakeSites
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage

Seen = tuple[str, QWidget]


async def walk_setup(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Show every section of a site whose every text is hostile."""
    name, word = desk.text("site_name"), desk.text("tag")
    service = DepartmentId("service")
    site = Site(id=SiteId("shop"), name=name, base_url="https://shop.example", department_id=service)
    door = FakeSites((site,))
    door.may_create = True
    door.kept[site.id] = SiteSettings(
        site_id=site.id,
        hours=OpeningHours(time_zone="UTC", exceptions={date(2026, 12, 25): ()}),
        holidays={"2026-12-25": word},
        texts={"nl": SiteTexts(greeting=desk.text("message"), away=desk.text("message"), consent=desk.text("message"))},
        form=(FormField(key="order", label={"nl": word}, kind=FieldKind.CHOICE, choices=(word,)),),
        badge=True,
    )
    door.page = PageLook(word=PageWord.REFUSED, address="https://shop.example/" + word, status=500)
    desk.site_setup = door
    screen = SetupScreen(stage.context, desk)
    await stage.show(screen.widget, 968, 660)
    screen.show()
    await stage.until(lambda: screen.installing is not None and not screen._busy)
    for section, _icon, _kind in SECTIONS:
        screen._view.show_section(section)
        if section == "install":
            for name in ("install_key", "install_check"):
                button = screen.widget.findChild(QPushButton, name)
                assert button is not None
                button.click()
        await stage.rest()
        yield f"sites: {section}", screen.widget
    sheets = (
        NewSiteSheet(stage.context, [Department(id=service, name=name)], frozenset(), screen.widget),
        ChangesSheet(
            stage.context, name, word, [Change("name", name, word), Change("form", (), (word,))], screen.widget
        ),
    )
    for sheet in sheets:
        sheet.open()
        await stage.rest()
        yield f"sites: {type(sheet).__name__}", sheet
        sheet.close()
    screen.close()
    screen.widget.hide()
