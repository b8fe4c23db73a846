"""The figures' part of the hostile walk: sites and agents whose names try to be more than text."""

from collections.abc import AsyncIterator

from PySide6.QtWidgets import QWidget

from operator_console.domain.figures.calendar import Grouping
from operator_console.protocol.reports import Named
from operator_console.ui.reports import ReportsScreen
from operator_console.ui.shell import ShellWindow
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage


async def walk_reports(stage: Stage, window: ShellWindow, desk: HostileDesk) -> AsyncIterator[tuple[str, QWidget]]:
    """Show the page by agent, and go back to the chats."""
    desk.reports.sites = (Named(id=desk.site.id, name=desk.text("site_name")), Named(id="s2", name="Plain"))
    desk.reports.agents = (Named(id="a1", name=desk.text("agent_name")), Named(id="a2", name="Plain"))
    window.registry.action("reports.open").trigger()
    await stage.rest()
    screen = window._screens.pages["reports"]
    assert isinstance(screen, ReportsScreen)
    grouping = screen.view.choosers.grouping
    grouping.setCurrentIndex(grouping.findData(Grouping.AGENT))
    screen.ask()
    await stage.until(lambda: len(screen.view.table.grid_model.rows) == 2)
    await stage.rest()
    yield "figures", window
    window.select(desk.first)
    await stage.rest()
