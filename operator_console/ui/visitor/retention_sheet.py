"""Shows when the server erased what was old at a site, and how much; erases nothing."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from operator_console.protocol.privacy import RetentionRun
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.words import moment_words

MAX_RUNS = 100
ROWS_SHOWN = 8


class RetentionSheet(SheetDialog):
    """A table with a row for each run, the newest first."""

    def __init__(
        self, context: UiContext, site: str, runs: Sequence[RetentionRun], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, self.tr("Erased by itself at %1").replace("%1", site), parent, width_px=640)
        self.setObjectName("retention_sheet")
        if runs:
            self.add_text(self.tr("Once a day the server erases what is older than the site's owner keeps it."))
            self.table = self._table(runs[:MAX_RUNS])
            self.column.addWidget(self.table)
        else:
            self.add_text(self.tr("Nothing yet: the server looks for what is old once a day."))
        self.add_button("close", self.tr("Close"), default=True)

    def _table(self, runs: Sequence[RetentionRun]) -> QTableWidget:
        titles = (self.tr("When"), self.tr("Chats"), self.tr("Visits"), self.tr("Contacts"), self.tr("Files"))
        table = QTableWidget(len(runs), len(titles), self)
        table.setObjectName("retention_runs")
        table.setAccessibleName(self.tr("Runs, the newest first"))
        table.setHorizontalHeaderLabels(titles)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        for row, run in enumerate(runs):
            table.setItem(row, 0, QTableWidgetItem(moment_words(run.started_at, self.context.locale)))
            for column, (count, before) in enumerate(
                (
                    (run.chats, run.chats_before),
                    (run.visits, run.visits_before),
                    (run.contacts, run.contacts_before),
                    (run.files, run.chats_before),
                ),
                start=1,
            ):
                item = QTableWidgetItem(self._count(count, before))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(self._before(before))
                table.setItem(row, column, item)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        height = table.horizontalHeader().sizeHint().height() + table.rowHeight(0) * min(len(runs), ROWS_SHOWN)
        table.setMinimumHeight(height + 6)
        return table

    def _count(self, count: int, before: datetime | None) -> str:
        return self.context.locale.toString(count) if before is not None else self.tr("kept")

    def _before(self, before: datetime | None) -> str:
        if before is None:
            return self.tr("kept until somebody erases it")
        return self.tr("of before %1").replace("%1", moment_words(before, self.context.locale))
