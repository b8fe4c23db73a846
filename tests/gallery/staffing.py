"""The staffing page: planned, being planned, too little recorded, offline, a target beyond reach, hostile names."""

import asyncio
import sys
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from operator_console.domain.staffing.values import Record
from operator_console.ui.kit.context import UiContext
from operator_console.ui.staffing import StaffingScreen
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_staffing import FakeStaffing, record
from tests.gallery import scenes

Change = Callable[[FakeStaffing], None]


def page_of(context: UiContext, desk: FakeDesk) -> StaffingScreen:
    """Build the page over `desk`, and keep its screen alive as long as the widget."""
    screen = StaffingScreen(context, desk)
    screen.widget.setProperty("screen", screen)
    screen.widget.destroyed.connect(screen.close)
    screen.show()
    return screen


def scene(change: Change = lambda _staffing: None) -> Callable[[UiContext], QWidget]:
    """Return a scene of a lead's page after a change of what there is."""

    def build(context: UiContext) -> QWidget:
        desk = FakeDesk()
        desk.staffing.can_plan = True
        change(desk.staffing)
        return page_of(context, desk).widget

    return build


def _kept(kept: Record | None) -> Change:
    def change(staffing: FakeStaffing) -> None:
        staffing.kept = kept

    return change


def _planning(staffing: FakeStaffing) -> None:
    staffing.held = asyncio.Event()


def _slow(staffing: FakeStaffing) -> None:
    staffing.attainable = 0.83
    staffing.names = (("Fietsenwereld",), ("Skyjump", '<img src="file:///etc/passwd">' + "x" * 300))


SCENES = [
    scenes.Scene("staffing", scene(), ((1384, 868), (968, 660))),
    scenes.Scene("staffing_planning", scene(_planning), ((968, 660),)),
    scenes.Scene("staffing_too_little", scene(_kept(record(3, 20))), ((968, 660),)),
    scenes.Scene("staffing_offline", scene(_kept(None)), ((968, 660),)),
    scenes.Scene("staffing_beyond_reach", scene(_slow), ((968, 660),)),
]

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
