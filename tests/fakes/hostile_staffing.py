"""The walk's way through the staffing page, whose only texts from outside are names of sites; judges nothing."""

from collections.abc import AsyncIterator

from PySide6.QtWidgets import QWidget

from operator_console.ui.staffing import StaffingScreen
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage

Seen = tuple[str, QWidget]


async def walk_staffing(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Show the page with two departments to choose from."""
    desk.staffing.can_plan = True
    desk.staffing.names = ((desk.text("site_name"),), (desk.text("site_name"), desk.text("site_name")))
    screen = StaffingScreen(stage.context, desk)
    await stage.show(screen.widget, 968, 660)
    screen.show()
    await stage.until(lambda: bool(desk.staffing.asked))
    await stage.rest()
    yield "staffing", screen.widget
    screen.close()
    screen.widget.hide()
