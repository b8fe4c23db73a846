"""The sites' page: each section, no site, offline, faults, a conflict, hostile names."""

import asyncio
import sys
from collections.abc import Callable
from datetime import date

from msgspec import structs
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from operator_console.backends.native.site_page import PageLook, PageWord
from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.opening_hours import OpeningHours, Span
from operator_console.domain.people import Site
from operator_console.domain.site_settings import BotMode, FieldKind, FormField, SiteSettings, SiteTexts
from operator_console.protocol.sites import Installation, SeenOrigin
from operator_console.ui.kit.context import UiContext
from operator_console.ui.setup import SetupScreen
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_sites import NOW, FakeSites
from tests.gallery import scenes

LARGE, SMALL = (1384, 868), (968, 660)
SERVICE = DepartmentId("klantenservice")
BIKES = Site(
    id=SiteId("fietsenwereld"), name="Fietsenwereld", base_url="https://www.fietsenwereld.example", colour="#0f766e",
    origins=("https://www.fietsenwereld.example", "https://fietsenwereld.example"), department_id=SERVICE,
)  # fmt: skip
JUMP = Site(
    id=SiteId("skyjump"), name="Skyjump", base_url="https://skyjump.example", colour="#f59e0b", department_id=SERVICE
)
SETTINGS = SiteSettings(
    site_id=BIKES.id,
    hours=OpeningHours(
        time_zone="Europe/Amsterdam",
        weekly=((Span(540, 1050),),) * 4 + ((Span(540, 1050), Span(1140, 1260)), (Span(600, 960),), ()),
        exceptions={date(2026, 12, 25): (), date(2026, 12, 26): (), date(2026, 12, 31): (Span(540, 900),)},
    ),
    holidays={"2026-12-25": "Eerste kerstdag", "2026-12-26": "Tweede kerstdag", "2026-12-31": "Oudejaarsdag"},
    texts={
        "nl": SiteTexts(greeting="Hoi! Waar kunnen we je mee helpen?", away="We zijn er morgen om 9 uur weer."),
        "en": SiteTexts(greeting="Hi! How can we help?"),
    },
    bot=BotMode.OUTSIDE,
    form=(
        FormField(key="name", label={"nl": "Je voornaam", "en": "Your first name"}),
        FormField(
            key="topic", label={"nl": "Waar gaat het over?", "en": "What is it about?"}, kind=FieldKind.CHOICE,
            choices=("Bestelling", "Reparatie", "Anders"),
        ),
    ),
    badge=True,
)  # fmt: skip


def page_of(context: UiContext, door: FakeSites) -> SetupScreen:
    """Build the page over `door`, and keep its screen alive as long as the widget."""
    desk = FakeDesk()
    desk.site_setup = door
    screen = SetupScreen(context, desk)
    screen.widget.setProperty("screen", screen)
    screen.widget.destroyed.connect(screen.close)
    screen.show()
    return screen


def door_of(*sites: Site) -> FakeSites:
    """Return a door to these sites; the first one has settings."""
    door = FakeSites(sites)
    door.may_create = True
    door.kept[BIKES.id] = SETTINGS
    door.noticed = Installation(
        since=NOW,
        seen=(SeenOrigin(origin=BIKES.origins[0], at=NOW),),
        refused=(SeenOrigin(origin="https://winkel.fietsenwereld.example", at=NOW),),
    )
    door.page = PageLook(word=PageWord.READ, address=f"{BIKES.base_url}/", status=200)
    return door


def scene(
    section: str = "site", change: Callable[[FakeSites], None] = lambda _door: None, *sites: Site
) -> Callable[[UiContext], QWidget]:
    """Return a scene with a section on screen."""

    def build(context: UiContext) -> QWidget:
        door = door_of(*(sites or (BIKES, JUMP)))
        change(door)
        screen = page_of(context, door)

        async def go() -> None:
            await asyncio.sleep(0)
            for _ in range(20):
                if screen._view.parts:
                    break
                await asyncio.sleep(0)
            if screen._view.parts:
                screen._view.show_section(section)
                if section == "install" and screen.installing is not None:
                    screen.installing.check()
                    screen.installing._on_key()

        context.scope.start(go(), name="gallery")
        return screen.widget

    return build


def _offline(door: FakeSites) -> None:
    door.reachable = False


def _fault(widget: QWidget) -> None:
    for name, text in (("site_address", "shop.example"), ("site_colour", "#fde68a"), ("hours_day_0", "9 tot 5")):
        box = widget.findChild(QLineEdit, name)
        if box is not None:
            box.setText(text)
    origins = widget.findChild(QPlainTextEdit, "site_origins")
    if origins is not None:
        origins.setPlainText("https://shop.example/winkel")
    screen = widget.property("screen")
    screen.save()


HOSTILE = structs.replace(
    BIKES, name='<img src="file:///etc/passwd">' + "x" * 200, base_url="https://a.example/" + "y" * 200
)

SCENES = [
    *(
        scenes.Scene(f"setup_{name}", scene(name), (LARGE, SMALL))
        for name in ("site", "texts", "hours", "form", "install")
    ),
    *(scenes.Scene(f"setup_{name}", scene(name), (SMALL,)) for name in ("away", "after", "privacy", "answering")),
    scenes.Scene("setup_faults", scene(), (SMALL,), _fault),
    scenes.Scene("setup_offline", scene("site", _offline), (SMALL,)),
    scenes.Scene("setup_hostile", scene("site", lambda _door: None, HOSTILE, JUMP), (SMALL,)),
]

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
