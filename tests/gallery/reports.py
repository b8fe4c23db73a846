"""The page of figures: a week, one day, one agent's own, nothing measured, offline, failed, hostile names."""

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from operator_console.desk.state import ConnectionPhase
from operator_console.domain.figures.calendar import Grouping
from operator_console.protocol.reports import Named
from operator_console.ui.kit.context import UiContext
from operator_console.ui.reports import ReportsScreen
from operator_console.ui.reports.period import Period
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_reports import DAY
from tests.gallery import scenes

HOSTILE = '<img src="file:///etc/passwd"> <b>A name</b> &amp; &F %1 \u202edesrever'


def page_of(context: UiContext, desk: FakeDesk) -> ReportsScreen:
    """Build the page over `desk`, and keep its screen alive as long as the widget."""
    screen = ReportsScreen(context, desk)
    screen.view.choosers.show_today(DAY)
    screen.widget.setProperty("screen", screen)
    screen.widget.destroyed.connect(screen.close)
    return screen


def shown(
    rows: Grouping = Grouping.AGENT, period: Period = Period.WEEK, *, leads: bool = True, rules: bool = False
) -> Callable[[UiContext], QWidget]:
    """Return a scene with figures."""

    def build(context: UiContext) -> QWidget:
        desk = FakeDesk()
        desk.reports.leads = leads
        screen = page_of(context, desk)
        choosers = screen.view.choosers
        choosers.grouping.setCurrentIndex(max(0, choosers.grouping.findData(rows)))
        choosers.period.setCurrentIndex(choosers.period.findData(period))
        if rules:
            screen.view.rules_button.click()
        screen.show()
        return screen.widget

    return build


def without(state: str) -> Callable[[UiContext], QWidget]:
    """Return a scene without figures."""

    def build(context: UiContext) -> QWidget:
        desk = FakeDesk()
        desk.reports.failing = state in {"offline", "failed"}
        desk.reports.empty = state == "empty"
        if state == "offline":
            desk.set_connection(phase=ConnectionPhase.OFFLINE)
        screen = page_of(context, desk)
        screen.show()
        return screen.widget

    return build


def hostile(context: UiContext) -> QWidget:
    """Names that would do something if they were markup."""
    desk = FakeDesk()
    desk.reports.agents = tuple(Named(id=f"ag_{number}", name=HOSTILE + "x" * 300) for number in range(2))
    desk.reports.sites = tuple(Named(id=f"s{number}", name=HOSTILE) for number in range(2))
    screen = page_of(context, desk)
    screen.view.choosers.grouping.setCurrentIndex(screen.view.choosers.grouping.findData(Grouping.AGENT))
    screen.show()
    return screen.widget


def in_window(context: UiContext) -> QWidget:
    """The page in the whole window."""
    window = ShellWindow(context, FakeDesk())
    window.registry.action("reports.open").trigger()
    return window


SIZES = ((1384, 872), (968, 672))
SCENES = (
    scenes.Scene("reports", shown(), SIZES),
    scenes.Scene("reports_day", shown(Grouping.HOUR, Period.TODAY), ((968, 1800),)),
    scenes.Scene("reports_own", shown(Grouping.DAY, leads=False), ((968, 672),)),
    scenes.Scene("reports_rules", shown(rules=True), ((968, 672),)),
    scenes.Scene("reports_empty", without("empty"), ((968, 672),)),
    scenes.Scene("reports_offline", without("offline"), ((968, 672),)),
    scenes.Scene("reports_failed", without("failed"), ((968, 672),)),
    scenes.Scene("reports_hostile", hostile, ((968, 672),)),
    scenes.Scene("reports_window", in_window, ((1440, 900), (1024, 700))),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
