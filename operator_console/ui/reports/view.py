"""The page of figures as widgets: tiles of today, choosers, charts, table, rules; dumb, shows and reports."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.reports.chart_card import ChartCard
from operator_console.ui.reports.charts.bars import BarChart
from operator_console.ui.reports.charts.heat import HeatMap
from operator_console.ui.reports.charts.lines import LineChart
from operator_console.ui.reports.grid import Cell, Column, Grid
from operator_console.ui.reports.period import Choosers
from operator_console.ui.reports.tiles import Tiles, TileWords
from operator_console.ui.reports.words import all_rules

LEAST_ROWS, MOST_ROWS = 3, 12
"""More rows are scrolled to within the table."""
BAR_PX = 20
TWO_ACROSS_FROM_PX = 860


class ReportsView(QFrame):
    """The whole page.

    Signals:
        changed: Another period or other rows are wanted.
        refresh_requested: Ask again.
        csv_requested, pdf_requested: Write the report to a file.
    """

    changed = Signal()
    refresh_requested = Signal()
    csv_requested = Signal()
    pdf_requested = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("reports_page")
        self.setProperty("surface", "panel")
        self._title = PlainLabel("", self)
        self._title.setFont(context.theme.font(17, 600))
        self._said = PlainLabel("", self)
        self._said.setProperty("role", "dim")
        self.choosers = Choosers(self)
        self.tiles = Tiles(context, self)
        self.responses = self._card(BarChart(context, self.tr("Responses")), "responses", self._rules()[0])
        self.over_time = self._card(LineChart(context, self.tr("Response over time")), "over_time", self._rules()[1])
        self.load = self._card(BarChart(context, self.tr("Load against staffing")), "load", self._rules()[2])
        self.week = self._card(HeatMap(context, self.tr("Busy hours")), "week", self._rules()[3])
        self.table = Grid("report_table", self.tr("Figures by row"), self)
        self.together = PlainLabel("", self, wrap=True)
        self._rule = PlainLabel("", self, wrap=True)
        self._rule.setObjectName("column_rule")
        self.state = StatePage(context, self)
        self._buttons: list[QPushButton] = []
        self._place_parts()
        self.choosers.changed.connect(self.changed)
        self.state.action_requested.connect(self.refresh_requested)
        self.table.selectionModel().currentChanged.connect(self._on_cell)

    @property
    def cards(self) -> tuple[ChartCard, ...]:
        """The charts, in the order of the page."""
        return self.responses, self.over_time, self.load, self.week

    def show_whose(self, title: str) -> None:
        """Say whose figures these are."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def show_said(self, words: str) -> None:
        """Say how fresh the figures are, or that they are provisional."""
        self._said.setText(words)

    def show_tiles(self, tiles: Sequence[TileWords]) -> None:
        """Show today's figures."""
        self.tiles.show_tiles(tiles)
        self.tiles.arrange(self._body.width() - 36)

    def show_table(self, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], together: str) -> None:
        """Show the rows, and everything together in one line."""
        self.table.show_rows(columns, rows)
        shown = min(max(len(rows), LEAST_ROWS), MOST_ROWS)
        header_px = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header_px + shown * self.table.verticalHeader().defaultSectionSize() + BAR_PX)
        self.together.setText(together)
        self._say_rule(0)

    def show_report(self) -> None:
        """Show charts and table."""
        for card in self.cards:
            card.refresh_table()
        self._report_parts.show()
        self.state.hide()
        self._allow(export=True)

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show a sentence in the place of charts and table."""
        self.state.show_state(icon, title, words, action_text)
        self._report_parts.hide()
        self.state.show()
        self._allow(export=False)

    def focus_choosers(self) -> None:
        """Let the agent choose."""
        self.choosers.period.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- slots

    def _on_cell(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._say_rule(current.column())

    def _on_rules(self, shown: bool) -> None:
        self._all_rules.setVisible(shown)

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tiles.arrange(event.size().width() - 50)
        self._arrange_cards(event.size().width())

    # -- building

    def _card(self, chart: BarChart | LineChart | HeatMap, name: str, rule: str) -> ChartCard:
        return ChartCard(self._context, chart, name, rule, self)

    def _rules(self) -> tuple[str, str, str, str]:
        return (
            self.tr("Replies in steps of 5 seconds of the response clock. Hatched: after the target."),
            self.tr("Line with dots: half of the replies. Dashed: nine of ten. Dotted: the target."),
            self.tr("Bars: chats on an average day of the period. Line: agents online, busy or ending their shift."),
            self.tr("Chats in each hour of the week, all weeks of the period together."),
        )

    def _place_parts(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Figures"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QFrame(area)
        self._body.setProperty("surface", "panel")
        column = QVBoxLayout(self._body)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        rules = self.rules_button = quiet_button(self.tr("How it is measured"), "report_rules", self)
        rules.setCheckable(True)
        rules.toggled.connect(self._on_rules)
        refresh = quiet_button(self.tr("Refresh"), "report_refresh", self)
        refresh.clicked.connect(self.refresh_requested)
        head.addWidget(rules)
        head.addWidget(refresh)
        for name, words, signal in (
            ("report_csv", self.tr("CSV…"), self.csv_requested),
            ("report_pdf", self.tr("PDF…"), self.pdf_requested),
        ):
            button = quiet_button(words, name, self)
            button.clicked.connect(signal)
            head.addWidget(button)
            self._buttons.append(button)
        column.addLayout(head)
        self._all_rules = self._rule_list()
        column.addWidget(self._all_rules)
        column.addWidget(self.tiles)
        column.addWidget(self.choosers)
        column.addWidget(self._said)
        self._report_parts = self._report()
        column.addWidget(self._report_parts, 1)
        column.addWidget(self.state, 1)
        area.setWidget(self._body)
        outer.addWidget(area)

    def _rule_list(self) -> QWidget:
        rules = QFrame(self)
        rules.setObjectName("all_rules")
        rules.setProperty("surface", "tile")
        rules.setAccessibleName(self.tr("How it is measured"))
        rules.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        grid = QGridLayout(rules)
        grid.setColumnStretch(1, 1)
        for row, (title, rule) in enumerate(all_rules()):
            name = PlainLabel(title, rules, wrap=True)
            name.setFont(self._context.theme.font(13, 600))
            words = PlainLabel(rule, rules, wrap=True)
            words.setAccessibleName(f"{title}: {rule}")
            grid.addWidget(name, row, 0)
            grid.addWidget(words, row, 1)
        rules.hide()
        return rules

    def _report(self) -> QWidget:
        report = QWidget(self)
        column = QVBoxLayout(report)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._cards = QGridLayout()
        self._cards.setSpacing(10)
        self._cards_across = 0
        column.addLayout(self._cards)
        self._arrange_cards(TWO_ACROSS_FROM_PX)
        column.addWidget(self.table)
        column.addWidget(self.together)
        self._rule.setProperty("role", "dim")
        column.addWidget(self._rule)
        column.addStretch(1)
        return report

    def _arrange_cards(self, width_px: int) -> None:
        across = 2 if width_px >= TWO_ACROSS_FROM_PX else 1
        if across == self._cards_across:
            return
        self._cards_across = across
        for card in self.cards:
            self._cards.removeWidget(card)
        for number, card in enumerate(self.cards):
            self._cards.addWidget(card, number // across, number % across)

    def _say_rule(self, column: int) -> None:
        columns = self.table.grid_model.columns
        shown = columns[column] if 0 <= column < len(columns) else None
        if shown is not None and shown.rule:
            self._rule.setText(f"{shown.title}: {shown.rule}")
        else:
            self._rule.setText(
                self.tr("Choose a cell to see how its figure is measured. A heading sorts, and so does Enter.")
            )

    def _allow(self, *, export: bool) -> None:
        for button in self._buttons:
            button.setEnabled(export)
