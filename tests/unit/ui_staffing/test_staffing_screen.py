"""The staffing page: read and planned once it is opened, by keyboard, anew for other hours, honest when it cannot."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from operator_console.domain.opening_hours import Span
from operator_console.settings.options import STAFFING_HOURS
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.pages import PAGES, STAFFING
from operator_console.ui.staffing import StaffingScreen
from operator_console.ui.staffing.today_table import TodayTable
from operator_console.ui.staffing.week_table import WeekTable
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_staffing import record
from tests.fakes.screen_stage import Stage


def on_stage(script: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test's script on the stage's own loop, where Qt's events are."""

    @wraps(script)
    def test(stage: Stage, **fixtures: object) -> None:
        stage.run(script(stage=stage, **fixtures))

    return test


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk()
    made.staffing.can_plan = True
    return made


async def shown(stage: Stage, desk: FakeDesk) -> StaffingScreen:
    screen = StaffingScreen(stage.context, desk)
    stage.at_end(screen.close)
    await stage.show(screen.widget, 968, 660)
    screen.show()
    return screen


def part(screen: StaffingScreen, kind: type[QWidget], name: str) -> QWidget:
    return next(widget for widget in screen.widget.findChildren(kind) if widget.objectName() == name)


def words(screen: StaffingScreen, name: str) -> str:
    label = part(screen, PlainLabel, f"staffing_{name}")
    assert isinstance(label, PlainLabel)
    return label.whole_text


def week_of(screen: StaffingScreen) -> WeekTable:
    table = part(screen, WeekTable, "staffing_week")
    assert isinstance(table, WeekTable)
    return table


def state_words(screen: StaffingScreen) -> str:
    page = screen.widget.findChild(StatePage)
    assert page is not None
    return " ".join(label.text() for label in page.findChildren(QLabel))


@on_stage
async def test_a_lead_sees_the_week_today_and_what_was_missed(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    week = week_of(screen)
    await stage.until(week.isVisible)
    assert "56 days" in words(screen, "plan")
    assert "1,001" in words(screen, "missed")
    assert "2,410 of 48,200" in words(screen, "missed_rule")
    today = part(screen, TodayTable, "staffing_today")
    assert isinstance(today, TodayTable)
    spoken = today.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "only" in spoken
    assert "▾" in today.model().index(1, 2).data(), "fewer than needed is not said by colour alone"


@on_stage
async def test_every_half_hour_is_reached_and_read_by_keyboard(stage: Stage, desk: FakeDesk, qtbot: QtBot) -> None:
    screen = await shown(stage, desk)
    week = week_of(screen)
    await stage.until(week.isVisible)
    week.setFocus()
    before = words(screen, "looked_at")
    qtbot.keyClick(week, Qt.Key.Key_Right)
    qtbot.keyClick(week, Qt.Key.Key_Down)
    said = words(screen, "looked_at")
    assert said != before
    assert said.startswith("Tuesday 09:30")
    assert week.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == said


@on_stage
async def test_other_hours_and_another_share_are_planned_anew(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    await stage.until(lambda: len(desk.staffing.asked) == 1)
    opens, share = part(screen, QComboBox, "staffing_opens_2"), part(screen, QComboBox, "staffing_share")
    assert isinstance(opens, QComboBox)
    assert isinstance(share, QComboBox)
    opens.setCurrentIndex(opens.findData(20))
    await stage.until(lambda: len(desk.staffing.asked) == 2)
    assert desk.staffing.asked[-1][0].weekly[6] == (Span(600, 1440),)
    share.setCurrentIndex(0)
    await stage.until(lambda: len(desk.staffing.asked) == 3)
    assert desk.staffing.asked[-1][1] == 0.8


@pytest.mark.parametrize("kept", [None, "x", [[540, 1020]], [[1, 2, 3]] * 7, [["a"]] * 7, [[900, 100]] * 7])
@on_stage
async def test_kept_hours_that_make_no_sense_are_as_none(stage: Stage, desk: FakeDesk, kept: object) -> None:
    stage.settings.set(STAFFING_HOURS, {"d0": kept})
    await shown(stage, desk)
    await stage.until(lambda: bool(desk.staffing.asked))
    assert desk.staffing.asked[0][0].weekly[0] == (Span(540, 1050),)


@on_stage
async def test_chosen_hours_are_there_again(stage: Stage, desk: FakeDesk) -> None:
    stage.settings.set(STAFFING_HOURS, {"d0": [[600, 1200]] * 6 + [[]]})
    screen = await shown(stage, desk)
    await stage.until(lambda: bool(desk.staffing.asked))
    assert desk.staffing.asked[0][0].weekly == ((Span(600, 1200),),) * 6 + ((),)
    closes = part(screen, QComboBox, "staffing_closes_1")
    assert isinstance(closes, QComboBox)
    closes.setCurrentIndex(closes.findData(30))
    await stage.until(lambda: len(desk.staffing.asked) == 2)
    assert stage.settings.get(STAFFING_HOURS)["d0"][5] == [600, 900]


@on_stage
async def test_hours_never_end_before_they_begin(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    await stage.until(lambda: len(desk.staffing.asked) == 1)
    opens, closes = part(screen, QComboBox, "staffing_opens_0"), part(screen, QComboBox, "staffing_closes_0")
    assert isinstance(opens, QComboBox)
    assert isinstance(closes, QComboBox)
    opens.setCurrentIndex(opens.findData(40))
    await stage.until(lambda: desk.staffing.asked[-1][0].weekly[0] == (Span(1200, 1230),))
    closes.setCurrentIndex(closes.findData(10))
    await stage.until(lambda: desk.staffing.asked[-1][0].weekly[0] == (Span(270, 300),))


def _offline(desk: FakeDesk) -> None:
    desk.staffing.kept = None


def _young(desk: FakeDesk) -> None:
    desk.staffing.kept = record(3, 20)


def _nowhere(desk: FakeDesk) -> None:
    desk.staffing.names = ()


def _planning(desk: FakeDesk) -> None:
    desk.staffing.held = asyncio.Event()


@pytest.mark.parametrize(
    "change, said",
    [
        (_offline, "cannot be read now"),
        (_young, "7 days and 50"),
        (_nowhere, "no site"),
        (_planning, "simulat"),
    ],
)
@on_stage
async def test_what_cannot_be_planned_is_said(
    stage: Stage, desk: FakeDesk, change: Callable[[FakeDesk], None], said: str
) -> None:
    change(desk)
    screen = await shown(stage, desk)
    await stage.until(lambda: said in state_words(screen))
    assert not week_of(screen).isVisible()


@on_stage
async def test_a_server_that_is_back_is_asked_by_the_button(stage: Stage, desk: FakeDesk) -> None:
    kept, desk.staffing.kept = desk.staffing.kept, None
    screen = await shown(stage, desk)
    await stage.until(lambda: "cannot be read" in state_words(screen))
    desk.staffing.kept = kept
    page = screen.widget.findChild(StatePage)
    assert page is not None
    page.action_requested.emit()
    await stage.until(week_of(screen).isVisible)


@on_stage
async def test_a_target_beyond_reach_is_said(stage: Stage, desk: FakeDesk) -> None:
    desk.staffing.attainable = 0.83
    screen = await shown(stage, desk)
    await stage.until(week_of(screen).isVisible)
    assert "83 %" in words(screen, "ceiling")


@on_stage
async def test_a_key_opens_the_page_in_the_window(stage: Stage, desk: FakeDesk) -> None:
    window = ShellWindow(stage.context, desk)
    stage.at_end(window.shut_down)
    window.complete()
    await stage.show(window, 1440, 900)
    window.registry.action("staffing.open").trigger()
    week = window.findChild(WeekTable, "staffing_week")
    assert week is not None
    await stage.until(week.hasFocus)
    window.registry.action("conversation.composer").trigger()
    await stage.until(lambda: not week.isVisible())


def test_the_page_is_there_for_leads_alone(desk: FakeDesk) -> None:
    entry = next(entry for entry in PAGES if entry.name == STAFFING)
    assert entry.allowed(desk)
    desk.staffing.can_plan = False
    assert not entry.allowed(desk)
