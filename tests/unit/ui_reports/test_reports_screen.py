"""The page of figures over made-up counts: tiles, choosers, charts by keyboard, sorting, files, and what goes wrong."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton, QWidget

from operator_console.desk.state import ConnectionPhase
from operator_console.domain.figures.calendar import Grouping
from operator_console.protocol.reports import Named
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.reports import ReportsScreen
from operator_console.ui.reports.charts.base import GRID_LINES, nice_top
from operator_console.ui.reports.content import is_provisional
from operator_console.ui.reports.grid import Cell, Column
from operator_console.ui.reports.period import Period, days_of
from operator_console.ui.reports.words import all_rules, share_words
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_reports import DAY
from tests.fakes.screen_stage import Stage


class Held:
    """A page over a made-up desk."""

    def __init__(self, stage: Stage, *, leads: bool = True) -> None:
        self.stage = stage
        self.desk = FakeDesk()
        self.desk.reports.leads = leads
        self.screen = ReportsScreen(stage.context, self.desk)
        self.view = self.screen.view
        stage.at_end(self.screen.close)

    async def open(self) -> None:
        await self.stage.show(self.view, 980, 900)
        self.screen.show()
        await self.stage.rest()

    async def choose(self, name: str, value: object) -> None:
        box = self.view.findChild(QComboBox, name)
        assert box is not None
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        await self.stage.rest()

    def column(self, number: int) -> list[str]:
        return [row[number].words for row in self.view.table.grid_model.rows]

    def tile(self, name: str) -> str:
        tile = self.view.findChild(QWidget, f"tile_{name}")
        assert tile is not None, name
        return tile.accessibleName()

    def state(self) -> str:
        label = self.view.state.findChild(PlainLabel, "state_title")
        assert label is not None
        return label.whole_text if self.view.state.isVisibleTo(self.view) else ""


def test_tiles_charts_and_rows_of_a_week(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage)
        await held.open()
        assert held.tile("on_time").startswith("Within target: 88%")
        assert held.tile("queue") == "In the queue now: 2 longest wait 21 s"
        assert held.view.choosers.period.hasFocus()
        assert len(held.column(0)) == 7, "a row for each day"
        await held.choose("report_grouping", Grouping.AGENT)
        assert held.column(0) == ["Anna de Vries", "Bram Jansen", "Chi Nguyen"]
        header = [column.title for column in held.view.table.grid_model.columns]
        assert "Hours on break" in header
        assert "Abandoned" not in header, "that is nobody's"
        await held.choose("report_agent", "ag_bram")
        assert held.desk.reports.wishes[-1].agent_ids == ("ag_bram",)
        await held.choose("report_period", Period.TODAY)
        assert held.desk.reports.wishes[-1].since == DAY
        assert Grouping.HOUR in held.desk.reports.wishes[-1].by
        left: list[int] = []
        held.screen.leave_requested.connect(lambda: left.append(1))
        held.screen.back()
        assert left == [1]

    stage.run(script())


def test_an_agent_sees_the_own_figures_only(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage, leads=False)
        await held.open()
        assert held.view.accessibleName() == "My figures"
        assert held.view.findChild(QWidget, "tile_queue") is None
        assert held.view.choosers.grouping.findData(Grouping.AGENT) < 0
        assert not held.view.choosers.agent.isVisibleTo(held.view)
        titles = [column.title for column in held.view.table.grid_model.columns]
        assert "Chats wrapped up" in titles
        assert "Missed" not in titles

    stage.run(script())


def test_charts_are_walked_by_keyboard_and_read_as_tables(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage)
        await held.open()
        for card in held.view.cards:
            chart = card.chart
            chart.setFocus()
            QTest.keyClick(chart, Qt.Key.Key_Right)
            assert chart.accessibleName() == f"{chart.title}: {chart.point_words(0)}"
            QTest.keyClick(chart, Qt.Key.Key_End)
            last = len(chart.sheet.rows) - 1
            assert chart.point_words(last) in chart.accessibleName()
            area = QRectF(chart.rect())
            assert chart.point_at(chart.point_area(last, area).center(), area) == last
            assert chart.point_at(QPointF(-5, -5), area) == -1
            assert chart.accessibleDescription()
            button = card.findChild(QToolButton, f"as_table_{card.objectName()[6:]}")
            assert button is not None
            button.click()
            assert card.table.isVisibleTo(card)
            assert card.table.grid_model.rowCount() == last + 1
        histogram = held.view.responses.chart.sheet.rows
        assert (histogram[0][0], histogram[-1][0]) == ("0–5 s", "120 s and more")

    stage.run(script())


def test_rows_are_sorted_and_the_rule_of_a_figure_is_beside_it(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage)
        await held.open()
        await held.choose("report_grouping", Grouping.SITE)
        table = held.view.table
        late = [column.title for column in table.grid_model.columns].index("Late replies")
        table.setCurrentIndex(table.grid_model.index(0, late))
        rule = held.view.findChild(PlainLabel, "column_rule")
        assert rule is not None
        assert rule.whole_text == "Late replies: Replies after the limit that was in force."
        QTest.keyClick(table, Qt.Key.Key_Return)
        numbers = [int(words.replace(",", "")) for words in held.column(late)]
        assert numbers == sorted(numbers)
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert [int(words.replace(",", "")) for words in held.column(late)] == sorted(numbers, reverse=True)
        rules = held.view.findChild(QWidget, "all_rules")
        assert rules is not None
        assert not rules.isVisibleTo(held.view)
        held.view.rules_button.click()
        assert rules.isVisibleTo(held.view)
        assert all(words for _title, words in all_rules())

    stage.run(script())


def test_what_has_no_value_comes_last_in_both_directions(stage: Stage) -> None:
    async def script() -> None:
        held = Held(stage)
        model = held.view.table.grid_model
        cells = [(Cell("a", "a"), Cell("–", "")), (Cell("b", "b"), Cell("2", 2.0)), (Cell("c", "c"), Cell("1", 1.0))]
        model.show_rows((Column("x"), Column("y")), cells)
        for order, expected in ((Qt.SortOrder.AscendingOrder, "cba"), (Qt.SortOrder.DescendingOrder, "bca")):
            model.sort(1, order)
            assert "".join(row[0].words for row in model.rows) == expected

    stage.run(script())


@pytest.mark.parametrize(
    "state, expected",
    [("empty", "Nothing measured yet"), ("failed", "The figures could not be read"), ("offline", "Not connected")],
)
def test_without_figures_the_page_says_why(stage: Stage, state: str, expected: str) -> None:
    async def script() -> None:
        held = Held(stage)
        held.desk.reports.empty = state == "empty"
        held.desk.reports.failing = state in {"failed", "offline"}
        if state == "offline":
            held.desk.set_connection(phase=ConnectionPhase.OFFLINE)
        await held.open()
        assert held.state() == expected
        export = held.view.findChild(QPushButton, "report_csv")
        assert export is not None
        assert not export.isEnabled()
        held.desk.reports.failing = held.desk.reports.empty = False
        if state == "offline":
            held.desk.set_connection(phase=ConnectionPhase.LIVE)
        else:
            held.screen.refresh()
        await stage.until(lambda: not held.state())
        assert export.isEnabled()

    stage.run(script())


def test_files_hold_the_rows_and_run_nothing(stage: Stage, tmp_path: Path) -> None:
    async def script() -> None:
        held = Held(stage)
        held.desk.reports.agents = (Named(id="a1", name="=HYPERLINK(1)"), Named(id="a2", name="<b>Bo</b>"))
        await held.open()
        await held.choose("report_grouping", Grouping.AGENT)
        rows = list(csv.reader(io.StringIO(held.screen.write_csv().decode("utf-8-sig"))))
        assert len(rows) == 3
        assert {row[0] for row in rows[1:]} == {"'=HYPERLINK(1)", "<b>Bo</b>"}
        assert 0 < float(rows[1][1]) < 1, "a number, not words"
        target = tmp_path / "figures.pdf"
        assert held.screen.write_pdf(target)
        assert target.read_bytes().startswith(b"%PDF")
        assert target.stat().st_size > 20_000, "with its charts"
        assert not held.screen.write_pdf(tmp_path / "no" / "such" / "folder.pdf")

    stage.run(script())


def test_the_window_has_the_page_and_its_key(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        window = ShellWindow(stage.context, desk)
        stage.at_end(window.shut_down)
        await stage.show(window, 1024, 700)
        window.registry.action("reports.open").trigger()
        await stage.rest()
        page = window.findChild(QWidget, "reports_page")
        assert page is not None
        assert page.isVisible()

    stage.run(script())


def test_periods_and_words() -> None:
    assert days_of(Period.WEEK, DAY)[0].isoformat() == "2026-02-26"
    assert days_of(Period.YESTERDAY, DAY)[1].isoformat() == "2026-03-03"
    assert is_provisional(DAY, DAY)
    assert not is_provisional(days_of(Period.QUARTER, DAY)[0], DAY)


def test_nearly_all_is_not_all(stage: Stage) -> None:
    assert share_words(stage.context.locale, 0.999) == "99%"
    assert share_words(stage.context.locale, 1.0) == "100%"


@pytest.mark.parametrize("value", [0, 1, 4, 5, 9, 41, 99, 1_001, 123_456])
def test_axes_have_round_numbers(value: float) -> None:
    top = nice_top(value)
    assert top >= value
    assert (top / GRID_LINES).is_integer()
