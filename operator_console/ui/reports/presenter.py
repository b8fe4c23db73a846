"""Keeps the page of figures true: asks the desk, fills tiles, charts and table, writes files; paints nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from operator_console.desk.events import ConnectionChanged
from operator_console.desk.state import ConnectionPhase
from operator_console.domain.figures.bins import HISTOGRAM_STEP_S
from operator_console.domain.figures.calendar import Grouping
from operator_console.domain.figures.definitions import FIGURE_OF, OWN_TODAY, TODAY, Unit
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.saving import safe_file_name, write_file
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.reports import content
from operator_console.ui.reports.charts.bars import BarChart
from operator_console.ui.reports.charts.heat import HeatMap
from operator_console.ui.reports.charts.lines import LineChart
from operator_console.ui.reports.export import Paper, table_csv, write_pdf
from operator_console.ui.reports.tiles import TileWords
from operator_console.ui.reports.view import ReportsView
from operator_console.ui.reports.words import (
    figure_rule,
    figure_title,
    period_words,
    seconds_words,
    value_words,
)

if TYPE_CHECKING:
    from operator_console.protocol.reports import Report, Today
    from operator_console.ui.ports import DeskDoor

TODAY_EVERY_MS = 10_000
"""How often the tiles are asked for anew while the page is on screen."""


class ReportsScreen(QObject):
    """The page.

    Signals:
        leave_requested: Back to the chats.
    """

    leave_requested = Signal()

    def __init__(self, context: UiContext, desk: "DeskDoor") -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("reports")
        self._closed = False
        self._report: Report | None = None
        self.view = ReportsView(context)
        self.view.show_whose(self.tr("Figures") if desk.reports.leads else self.tr("My figures"))
        self.view.choosers.show_groupings(own=not desk.reports.leads)
        self._tick = QTimer(self, interval=TODAY_EVERY_MS)
        self._tick.timeout.connect(self._ask_today)
        self.view.changed.connect(self.ask)
        self.view.refresh_requested.connect(self.refresh)
        self.view.csv_requested.connect(self._on_csv)
        self.view.pdf_requested.connect(self._on_pdf)
        self._unlisten = desk.hub.listen(ConnectionChanged, self._on_connection)

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self.view

    def show(self) -> None:
        """The page comes on screen: everything is asked anew."""
        self.view.choosers.show_groupings(own=not self._desk.reports.leads)
        self.refresh()
        self._tick.start()
        self.view.focus_choosers()

    def hide(self) -> None:
        """The page goes from the screen."""
        self._tick.stop()

    def back(self) -> None:
        """To the chats."""
        self.leave_requested.emit()

    def focus_search(self) -> None:
        """Let the agent choose a period."""
        self.view.focus_choosers()

    def refresh(self) -> None:
        """Ask for today and for the report."""
        self._ask_today()
        self.ask()

    def ask(self) -> None:
        """Ask for the report that is chosen."""
        if self._report is None:
            self.view.show_state("loader-circle", self.tr("Reading figures…"))
        self._scope.start(self._read(), name="report", exclusive=True)

    def write_csv(self) -> bytes:
        """Return the table for spreadsheets, sorted as on screen."""
        model = self.view.table.grid_model
        return table_csv(model.columns, model.rows)

    def write_pdf(self, path: Path) -> bool:
        """Write the report on paper; False when there is none or the file cannot be written."""
        report = self._report
        if report is None:
            return False
        model, locale = self.view.table.grid_model, self._context.locale
        figures = content.shown_figures(self.view.choosers.rows, own=report.own)
        paper = Paper(
            title=self.tr("Operator Console: figures"),
            subject=self._subject(report),
            period=period_words(locale, *self.view.choosers.days),
            charts=tuple((card.chart, card.rule) for card in self.view.cards),
            columns=model.columns,
            rows=model.rows,
            together=content.total_row(locale, figures, report.total),
            rules=[(figure_title(figure.id), figure_rule(figure.id)) for figure in figures],
        )
        return write_pdf(path, paper)

    def close(self) -> None:
        """End listening; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        self._tick.stop()
        self._unlisten()
        end_scope(self._scope, self._context.scope)

    # -- slots

    def _on_connection(self, event: ConnectionChanged) -> None:
        if event.connection.phase is ConnectionPhase.LIVE and self._tick.isActive() and self._report is None:
            self.refresh()

    def _ask_today(self) -> None:
        self._scope.start(self._read_today(), name="today", exclusive=True)

    def _on_csv(self) -> None:
        self._ask_where("csv", self.tr("Save as CSV"), self._save_csv)

    def _on_pdf(self) -> None:
        self._ask_where("pdf", self.tr("Save as PDF"), self._save_pdf)

    # -- asking

    async def _read_today(self) -> None:
        today = await self._desk.reports.today()
        if today is not None and not self._closed:
            self.view.show_tiles(self._tiles(today))

    async def _read(self) -> None:
        if self._report is None:
            today = await self._desk.reports.today()  # which day it is, the server says
            if today is not None:
                self.view.choosers.show_today(today.at.astimezone().date())
        wish = self.view.choosers.wish()
        report = await self._desk.reports.report(wish)
        if self._closed:
            return
        if report is None:
            self._report = None
            self._show_trouble()
            return
        self._report = report
        self.view.choosers.show_today(report.today)
        self.view.choosers.show_names(report)
        over_time = Grouping.HOUR if wish.since == wish.until else Grouping.DAY
        self._show(report, wish.by[0], over_time)

    # -- showing

    def _show(self, report: "Report", rows: Grouping, over_time: Grouping) -> None:
        if not report.total:
            self.view.show_state(
                "inbox",
                self.tr("Nothing measured yet"),
                self.tr("There was no chat in this period. Choose another one."),
            )
            self.view.show_said("")
            return
        locale, own = self._context.locale, report.own
        figures = content.shown_figures(rows, own=own)
        shown = content.rows_of(locale, rows, report.groups.get(rows, {}), figures, content.names_of(report))
        together = content.total_row(locale, figures, report.total)
        words = (f"{figure_title(figure.id)} {cell.words}" for figure, cell in zip(figures, together[1:], strict=True))
        self.view.show_table(
            content.columns_of(rows, figures), shown, f"{together[0].words}: {' · '.join(list(words)[:8])}"
        )
        self._show_charts(report, over_time)
        self.view.show_said(self._said(report))
        self.view.show_report()

    def _show_charts(self, report: "Report", over_time: Grouping) -> None:
        locale, own, view = self._context.locale, report.own, self.view
        target_s = min((site.targets.target_s for site in self._desk.sites), default=float(content.TARGET_S))
        since, until = view.choosers.days
        days = max(1, (min(until, report.today) - since).days + 1)
        bars = content.response_histogram(locale, report.total)
        limit = round(target_s / HISTOGRAM_STEP_S)
        if isinstance(view.responses.chart, BarChart):
            view.responses.chart.show_bars(bars.sheet, bars.bars, bars.below, limit=limit)
        lines = content.percentile_lines(locale, over_time, report.groups.get(over_time, {}))
        if isinstance(view.over_time.chart, LineChart):
            view.over_time.chart.show_lines(lines.sheet, lines.lines, lines.below, target_s)
        load = content.load_and_staff(locale, report.groups.get(Grouping.HOUR_OF_DAY, {}), days, own=own)
        if isinstance(view.load.chart, BarChart):
            view.load.chart.show_bars(load.sheet, load.bars, load.below, line=load.line)
        week = content.week_of(locale, report.groups.get(Grouping.HOUR_OF_WEEK, {}), own=own)
        if isinstance(view.week.chart, HeatMap):
            view.week.chart.show_week(week.days, week.hours, week.values, week.value)

    def _show_trouble(self) -> None:
        if self._desk.connection.phase is not ConnectionPhase.LIVE:
            self.view.show_state(
                "wifi-off",
                self.tr("Not connected"),
                self.tr("Figures are kept at the server. They come back with the connection."),
                self.tr("Try again"),
            )
        else:
            self.view.show_state(
                "circle-alert",
                self.tr("The figures could not be read"),
                self.tr("The server did not answer as it should."),
                self.tr("Try again"),
            )
        self.view.show_said("")

    def _tiles(self, today: "Today") -> list[TileWords]:
        locale = self._context.locale
        tiles = []
        for figure_id in OWN_TODAY if today.own else TODAY:
            figure = FIGURE_OF[figure_id]
            if figure.read is None:
                continue
            reading = figure.read(today.counts)
            if figure.unit in {Unit.SHARE, Unit.SECONDS}:
                of = self.tr("today, of %1").replace("%1", locale.toString(reading.of))
                if reading.value is None:
                    of = self.tr("nothing measured yet")
            else:
                of = self.tr("today")
            tiles.append(
                TileWords(
                    figure_id, figure_title(figure_id), value_words(locale, figure, reading), of, figure_rule(figure_id)
                )
            )
        if today.queue is not None:
            of = ""
            if today.queue:
                of = self.tr("longest wait %1").replace("%1", seconds_words(locale, today.oldest_wait_s))
            queue = TileWords("queue", figure_title("queue"), locale.toString(today.queue), of, figure_rule("queue"))
            tiles.insert(4, queue)
        return tiles

    def _said(self, report: "Report") -> str:
        at = QDateTime.fromMSecsSinceEpoch(int(report.at.timestamp() * 1000))
        words = self.tr("Read at %1.").replace(
            "%1", self._context.locale.toString(at.time(), QLocale.FormatType.ShortFormat)
        )
        if content.is_provisional(self.view.choosers.days[1], report.today):
            words += " " + self.tr("Solved at first contact is provisional: visitors may come back within 7 days.")
        return words

    def _subject(self, report: "Report") -> str:
        if report.own:
            return f"{self.tr('My figures')}: {self._desk.me.name}"
        boxes = (self.view.choosers.site, self.view.choosers.department, self.view.choosers.agent)
        chosen = [box.currentText() for box in boxes if box.currentData()]
        return " · ".join(chosen) or ", ".join(site.name for site in report.sites)

    # -- files

    def _ask_where(self, ending: str, title: str, save: Callable[[str], None]) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        since, until = self.view.choosers.days
        name = safe_file_name(f"{self.tr('figures')}-{since}-{until}.{ending}")
        dialog = QFileDialog(self.view, title, str(Path(folder) / name), f"{ending.upper()} (*.{ending})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.fileSelected.connect(call_with(save))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_csv(self, name: str) -> None:
        self._scope.start(self._write(Path(name), self.write_csv()), name="csv", exclusive=True)

    def _save_pdf(self, name: str) -> None:
        self._say(name, written=self.write_pdf(Path(name)))

    async def _write(self, path: Path, body: bytes) -> None:
        self._say(str(path), written=await write_file(path, body))

    def _say(self, name: str, *, written: bool) -> None:
        words = self.tr("Saved as %1") if written else self.tr("%1 could not be written. Choose another folder.")
        self.view.show_said(words.replace("%1", name))
