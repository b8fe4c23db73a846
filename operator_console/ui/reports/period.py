"""Which days and which sites, departments and agents a report is about, as choosers; asks nobody."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QWidget

from operator_console.domain.figures.calendar import Grouping
from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.reports.words import MOST_CHARS, grouping_title

if TYPE_CHECKING:
    from operator_console.protocol.reports import AskReport, Named, Report

LEAD_GROUPINGS = tuple(Grouping)
OWN_GROUPINGS = (Grouping.DAY, Grouping.HOUR, Grouping.HOUR_OF_DAY, Grouping.HOUR_OF_WEEK, Grouping.SITE)
MOST_DAYS_BY_HOUR = 62
LONGEST = timedelta(days=1_000)
WIDEST_PX = 180


class Period(StrEnum):
    """Periods that can be chosen by name."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    CHOSEN = "chosen"


def days_of(period: Period, today: date) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    back = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29, Period.QUARTER: 89}
    if period is Period.YESTERDAY:
        return today - timedelta(days=1), today - timedelta(days=1)
    return today - timedelta(days=back.get(period, 0)), today


class Choosers(QWidget):
    """The line of choosers.

    Signals:
        changed: Something else is wanted now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date(2000, 1, 1)
        self._known: dict[str, tuple[Named, ...]] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self.period = self._box("report_period", self.tr("Period"))
        for period, words in self._periods().items():
            self.period.addItem(words, period)
        self.period.setCurrentIndex(list(Period).index(Period.WEEK))
        self._since = self._day("report_since", self.tr("First day"))
        self._until = self._day("report_until", self.tr("Last day"))
        self.grouping = self._box("report_grouping", self.tr("Rows"))
        self.site = self._box("report_site", self.tr("Site"))
        self.department = self._box("report_department", self.tr("Department"))
        self.agent = self._box("report_agent", self.tr("Agent"))
        parts = (self.period, self._since, self._until, self.grouping, self.site, self.department, self.agent)
        for widget in parts:
            line.addWidget(widget)
        line.addStretch(1)
        for box in (self.period, self.grouping, self.site, self.department, self.agent):
            box.activated.connect(self._on_chosen)
        for day in (self._since, self._until):
            day.dateChanged.connect(self._on_chosen)
        self._show_days()

    @property
    def days(self) -> tuple[date, date]:
        """First and last day; in order and of bearable length, whatever was chosen."""
        period = Period(self.period.currentData())
        if period is not Period.CHOSEN:
            return days_of(period, self._today)
        since, until = sorted((_python(self._since.date()), _python(self._until.date())))
        return max(since, until - LONGEST), until

    @property
    def rows(self) -> Grouping:
        """What the rows are."""
        return Grouping(self.grouping.currentData() or Grouping.DAY)

    def wish(self) -> "AskReport":
        """Return what to ask for: the table's rows and what the charts need."""
        from operator_console.protocol.reports import AskReport

        since, until = self.days
        over_time = Grouping.HOUR if since == until else Grouping.DAY
        rows = self.rows
        if rows is Grouping.HOUR and (until - since).days >= MOST_DAYS_BY_HOUR:
            rows = Grouping.DAY
        by = tuple(dict.fromkeys((rows, over_time, Grouping.HOUR_OF_DAY, Grouping.HOUR_OF_WEEK)))
        return AskReport(
            since=since,
            until=until,
            by=by,
            site_ids=tuple(map(SiteId, _chosen(self.site))),
            department_ids=tuple(map(DepartmentId, _chosen(self.department))),
            agent_ids=tuple(map(AgentId, _chosen(self.agent))),
        )

    def show_today(self, today: date) -> None:
        """Know which day it is at the server."""
        self._today = today
        for day in (self._since, self._until):
            day.setMaximumDate(QDate(today.year, today.month, today.day))

    def show_groupings(self, *, own: bool) -> None:
        """Offer the rows that this agent can have."""
        groupings = OWN_GROUPINGS if own else LEAD_GROUPINGS
        if self.grouping.count() != len(groupings):
            self.grouping.clear()
            for grouping in groupings:
                self.grouping.addItem(grouping_title(grouping), grouping)

    def show_names(self, report: "Report") -> None:
        """Offer sites, departments and agents; where there is one only, there is nothing to choose."""
        for box, named, everything in (
            (self.site, report.sites, self.tr("All sites")),
            (self.department, report.departments, self.tr("All departments")),
            (self.agent, report.agents, self.tr("All agents")),
        ):
            if self._known.get(box.objectName()) != named:
                self._known[box.objectName()] = named
                _refill(box, named, everything)
            box.setVisible(len(named) > 1)

    def _on_chosen(self, *_what: object) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        chosen = self.period.currentData() == Period.CHOSEN
        for day in (self._since, self._until):
            if chosen and not day.isVisibleTo(self):
                day.blockSignals(True)
                day.setDate(QDate(self._today.year, self._today.month, self._today.day))
                day.blockSignals(False)
            day.setVisible(chosen)

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(WIDEST_PX)
        return box

    def _day(self, name: str, title: str) -> QDateEdit:
        day = QDateEdit(self)
        day.setObjectName(name)
        day.setAccessibleName(title)
        day.setCalendarPopup(True)
        return day

    def _periods(self) -> dict[Period, str]:
        return {
            Period.TODAY: self.tr("Today"),
            Period.YESTERDAY: self.tr("Yesterday"),
            Period.WEEK: self.tr("Last 7 days"),
            Period.MONTH: self.tr("Last 30 days"),
            Period.QUARTER: self.tr("Last 90 days"),
            Period.CHOSEN: self.tr("Days of my choice"),
        }


def _refill(box: QComboBox, named: Sequence["Named"], everything: str) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, "")
    for each in named:
        box.addItem(clean_line(each.name, MOST_CHARS), each.id)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def _chosen(box: QComboBox) -> tuple[str, ...]:
    key = box.currentData()
    return (str(key),) if key else ()


def _python(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
