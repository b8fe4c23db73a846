"""A chart with its name, its rule, and the same as a table at a press; knows no figure."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from operator_console.ui.kit.buttons import icon_button
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.reports.charts.base import Chart
from operator_console.ui.reports.grid import Cell, Column, Grid

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class ChartCard(QFrame):
    """One chart of the page."""

    def __init__(self, context: "UiContext", chart: Chart, name: str, rule: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self.setObjectName(f"chart_{name}")
        self.setProperty("surface", "tile")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        title = PlainLabel(chart.title, self)
        title.setFont(context.theme.font(13, 600))
        self._button = icon_button(
            context,
            "list",
            self.tr("%1 as a table").replace("%1", chart.title),
            f"as_table_{name}",
            self,
            checkable=True,
        )
        self._button.toggled.connect(self._on_toggled)
        head.addWidget(title, 1)
        head.addWidget(self._button)
        column.addLayout(head)
        self.table = Grid(f"table_{name}", chart.title, self)
        holder = QWidget(self)
        self._pages = QStackedLayout(holder)
        chart.setParent(holder)
        self._pages.addWidget(chart)
        self._pages.addWidget(self.table)
        column.addWidget(holder, 1)
        self.rule = rule
        self._rule = PlainLabel(rule, self, wrap=True)
        self._rule.setProperty("role", "dim")
        self._rule.setFont(context.theme.font(11))
        column.addWidget(self._rule)
        chart.pointed.connect(self._on_pointed)

    def refresh_table(self) -> None:
        """Take the chart's values into the table."""
        sheet = self.chart.sheet
        columns = [Column(title, number=number > 0) for number, title in enumerate(sheet.header)]
        rows = [
            tuple(Cell(words, float(number) if place == 0 else words) for place, words in enumerate(row))
            for number, row in enumerate(sheet.rows)
        ]
        self.table.show_rows(columns, rows)

    def _on_toggled(self, as_table: bool) -> None:
        if as_table:
            self.refresh_table()
        self._pages.setCurrentWidget(self.table if as_table else self.chart)

    def _on_pointed(self, words: str) -> None:
        self._rule.setText(words or self.rule)
        self.chart.setAccessibleName(f"{self.chart.title}: {words}" if words else self.chart.title)
