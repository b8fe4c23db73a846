"""Opening hours: the week, the time zone, holidays and other exceptions; decides nothing about being open."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.holidays import DUTCH_NAMES, FIRST_YEAR, LAST_YEAR, dutch_holidays
from operator_console.domain.hours_words import MAX_CHARS, BadSpans, read_spans, spans_text
from operator_console.domain.opening_hours import WEEK_DAYS, BadHours, OpeningHours, Span, zone_of
from operator_console.domain.people import Site
from operator_console.domain.site_checks import MAX_EXCEPTIONS, MAX_LABEL_CHARS
from operator_console.domain.site_settings import SiteSettings
from operator_console.ui.kit.buttons import icon_button, quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.setup.parts import Drafted, Part, set_text
from operator_console.ui.setup.words import day_name, section

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

ZONES = ("Europe/Amsterdam", "Europe/Brussels", "Europe/Berlin", "Europe/London", "Europe/Paris", "UTC")
OFFICE = (Span(9 * 60, 17 * 60),)
FIRST_HOURS = OpeningHours(time_zone="Europe/Amsterdam", weekly=(OFFICE,) * 5 + ((), ()))
"""What is offered when somebody begins to set hours."""


class ExceptionRow(QWidget):
    """One date with its name and hours.

    Signals:
        changed: Something of it.
        remove_requested: It is to go.
    """

    changed = Signal()
    remove_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget, day: date, name: str, spans: tuple[Span, ...]) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._date = QDateEdit(self)
        self._date.setObjectName("exception_date")
        self._date.setCalendarPopup(True)
        self._date.setDisplayFormat(_date_format(context.locale))
        self._date.setDate(QDate(day.year, day.month, day.day))
        self._date.setFixedWidth(132)
        self._date.setAccessibleName(self.tr("Date"))
        self.name = QLineEdit(name, self)
        self.name.setObjectName("exception_name")
        self.name.setMaxLength(MAX_LABEL_CHARS)
        self.name.setPlaceholderText(self.tr("Name, such as Christmas Day"))
        self.name.setAccessibleName(self.tr("Name"))
        self.hours = QLineEdit(spans_text(spans), self)
        self.hours.setObjectName("exception_hours")
        self.hours.setMaxLength(MAX_CHARS)
        self.hours.setPlaceholderText(self.tr("Closed"))
        self.hours.setFixedWidth(150)
        self.hours.setAccessibleName(self.tr("Hours, empty when closed"))
        remove = icon_button(context, "x", self.tr("Remove this day"), "exception_remove", self)
        for control in (self._date, self.name, self.hours, remove):
            line.addWidget(control, 1 if control is self.name else 0)
        self._date.dateChanged.connect(self.changed)
        self.name.textChanged.connect(self.changed)
        self.hours.textChanged.connect(self.changed)
        remove.clicked.connect(self.remove_requested)

    @property
    def day(self) -> date:
        """The date."""
        chosen = self._date.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def focus(self) -> None:
        """Give the keyboard to the date."""
        self._date.setFocus()


class HoursPart(Part):
    """Everything of `OpeningHours`, with names for the exceptions."""

    fields: tuple[str, ...] = ("hours", "holidays")

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("hours"), parent)
        self._always = QRadioButton(self.tr("Always open"), self)
        self._always.setObjectName("hours_always")
        self._set = QRadioButton(self.tr("At these hours"), self)
        self._set.setObjectName("hours_set")
        self._choice = QButtonGroup(self)
        for button in (self._always, self._set):
            button.setAccessibleName(button.text())
            self._choice.addButton(button)
            self.column.addWidget(button)
        self._always.toggled.connect(self._on_always)
        self._rest = QWidget(self)
        self.column.addWidget(self._rest)
        self._days: list[QLineEdit] = []
        self._rows: list[ExceptionRow] = []
        self._build_week()
        self.column.addStretch(1)

    # -- values

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        del site
        hours = settings.hours
        self._always.setChecked(hours is None)
        self._set.setChecked(hours is not None)
        self._rest.setVisible(hours is not None)
        shown = hours or FIRST_HOURS
        self._zone.setCurrentText(shown.time_zone)
        for box, spans in zip(self._days, shown.weekly, strict=True):
            set_text(box, spans_text(spans))
        wanted = [(day, settings.holidays.get(day.isoformat(), ""), spans) for day, spans in shown.exceptions.items()]
        if wanted != [(row.day, row.name.text(), _spans_or(row.hours.text())) for row in self._rows]:
            self._clear_rows()
            for day, name, spans in sorted(wanted):
                self._add_row(day, name, spans)
        self._year.choose(str(self._next_year()))

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        """Return the hours; what cannot be understood is left out, and is said by `own_faults`."""
        if self._always.isChecked():
            return site, structs.replace(settings, hours=None, holidays={})
        try:
            hours = OpeningHours(
                time_zone=self._zone.currentText().strip(),
                weekly=tuple(_spans_or(box.text()) for box in self._days),
                exceptions={row.day: _spans_or(row.hours.text()) for row in self._rows},
            )
        except BadHours:
            return site, settings
        names = {row.day.isoformat(): row.name.text().strip() for row in self._rows if row.name.text().strip()}
        return site, structs.replace(settings, hours=hours, holidays=names)

    def own_faults(self) -> dict[str, str]:
        if self._always.isChecked():
            return {}
        found: dict[str, str] = {}
        words = self.tr("Hours are written like 09:00-12:30, 13:00-17:00. They do not overlap, and end at 24:00.")
        for day, box in enumerate(self._days):
            if not _is_spans(box.text()):
                found[f"hours.weekly.{day}"] = f"{day_name(day, self.context.locale)}: {words}"
        if any(not _is_spans(row.hours.text()) for row in self._rows):
            found["hours.exceptions.hours"] = words
        days = [row.day for row in self._rows]
        if len(set(days)) < len(days):
            found["hours.exceptions.twice"] = self.tr("One date is there twice.")
        try:
            zone_of(self._zone.currentText().strip())
        except BadHours:
            found["hours.time_zone"] = self.tr("There is no such time zone. One is written like Europe/Amsterdam.")
        return found

    # -- what is pressed

    def _on_always(self, *, always: bool | None = None) -> None:
        del always
        self._rest.setVisible(self._set.isChecked())
        self.touch()

    def _copy_monday(self) -> None:
        for box in self._days[1:5]:
            box.setText(self._days[0].text())

    def _add_day(self) -> None:
        last = max((row.day for row in self._rows), default=date.today())  # noqa: DTZ011 - a day of the wall calendar
        self._add_row(last + timedelta(days=1), "", ()).focus()
        self.touch()

    def _fill_holidays(self) -> None:
        """Add what is not there yet; days that are set already stay as they are."""
        known = {row.day for row in self._rows}
        for day, holiday in dutch_holidays(int(self._year.value)).items():
            if day not in known and len(self._rows) < MAX_EXCEPTIONS:
                self._add_row(day, DUTCH_NAMES[holiday], ())
        self._sort_rows()
        self.touch()

    def _on_remove(self, row: ExceptionRow) -> None:
        self._rows.remove(row)
        row.setParent(None)
        row.deleteLater()
        self.touch()

    # -- rows

    def _add_row(self, day: date, name: str, spans: tuple[Span, ...]) -> ExceptionRow:
        row = ExceptionRow(self.context, self._rest, day, name, spans)
        row.changed.connect(self.touch)
        row.remove_requested.connect(call(self._on_remove, row))
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _clear_rows(self) -> None:
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows.clear()

    def _sort_rows(self) -> None:
        self._rows.sort(key=lambda row: row.day)
        for row in self._rows:
            self._list.removeWidget(row)
            self._list.addWidget(row)

    def _next_year(self) -> int:
        """Return the first year from this one on whose Christmas is not set yet."""
        year = date.today().year  # noqa: DTZ011 - a year of the wall calendar
        known = {row.day for row in self._rows}
        return year if date(year, 12, 25) not in known else year + 1

    # -- building

    def _build_week(self) -> None:
        column = QVBoxLayout(self._rest)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        whole, self.column = self.column, column  # rows of the base class go into the part that can be hidden
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 96)
        grid.setColumnStretch(2, 1)
        for day in range(WEEK_DAYS):
            name = day_name(day, self.context.locale)
            box = self.line(f"hours_day_{day}", MAX_CHARS, self.tr("Closed"))
            box.setAccessibleName(self.tr("Hours on %1, empty when closed").replace("%1", name))
            label = QLabel(name, self._rest)
            label.setBuddy(box)
            grid.addWidget(label, day, 0)
            box.setFixedWidth(300)
            grid.addWidget(box, day, 1)
            self._days.append(box)
        week = QWidget(self._rest)
        week.setLayout(grid)
        self._add_control(week, "hours.weekly", self.tr("Such as 09:00-12:30, 13:00-17:00."), wide=True)
        copy = quiet_button(self.tr("Monday's hours for Tuesday to Friday"), "hours_copy", self._rest)
        copy.clicked.connect(self._copy_monday)
        column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._zone = QComboBox(self._rest)
        self._zone.setObjectName("hours_zone")
        self._zone.setEditable(True)
        self._zone.addItems(ZONES)
        typed = self._zone.lineEdit()
        if typed is not None:
            typed.setAccessibleName(self.tr("Time zone"))
        self._zone.setMinimumWidth(220)
        self._zone.currentTextChanged.connect(self.touch)
        self.add_row(self.tr("Time zone"), self._zone, field="hours.time_zone", wide=False)
        self.add_group(self.tr("Holidays and exceptions"))
        column.addLayout(self._build_buttons())
        rows = QWidget(self._rest)
        self._list = QVBoxLayout(rows)
        self._list.setContentsMargins(0, 2, 0, 0)
        self._list.setSpacing(6)
        self._add_control(rows, "hours.exceptions", "", wide=True)
        self.column = whole

    def _build_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        year = date.today().year  # noqa: DTZ011 - a year of the wall calendar
        years = [str(each) for each in range(year, year + 4) if FIRST_YEAR <= each <= LAST_YEAR]
        self._year = self.choice("hours_year", {each: each for each in years})
        self._year.setAccessibleName(self.tr("Year of the holidays"))
        self._year.currentIndexChanged.disconnect(self.touch)
        fill = quiet_button(self.tr("Fill in the Dutch public holidays of"), "hours_holidays", self._rest)
        fill.clicked.connect(self._fill_holidays)
        add = quiet_button(self.tr("Add a day"), "hours_add", self._rest)
        add.clicked.connect(self._add_day)
        for widget in (fill, self._year):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(add)
        return line


def _is_spans(text: str) -> bool:
    try:
        read_spans(text)
    except BadSpans:
        return False
    return True


def _spans_or(text: str, other: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    try:
        return read_spans(text)
    except BadSpans:
        return other


def _date_format(locale: QLocale) -> str:
    return "dd-MM-yyyy" if locale.language() is QLocale.Language.Dutch else "d MMM yyyy"
