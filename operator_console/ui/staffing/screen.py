"""The door of the staffing page for the window: reads the record, has the week planned, follows what is chosen."""

from msgspec import ValidationError, convert
from PySide6.QtCore import QObject, QTimeZone, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.staffing import LEAST_ANSWERS, LEAST_DAYS, PlannedDepartment
from operator_console.domain.opening_hours import BadHours, OpeningHours, Span, zone_of
from operator_console.domain.staffing.values import Record
from operator_console.settings.options import STAFFING_HOURS
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.ports import DeskDoor
from operator_console.ui.staffing.view import StaffingView

FRESH_S = 120.0
"""A record that is younger than this is not read again when the page is opened."""


class StaffingScreen(QObject):
    """The page. Every wish starts the planning anew; only the newest counts.

    Signals:
        leave_requested: Back to the chats.
    """

    leave_requested = Signal()

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._closed = False
        self._scope = context.scope.child("staffing")
        self._record: Record | None = None
        self._planned = False
        self._view = StaffingView(context)
        self._view.department_chosen.connect(self._on_department)
        self._view.wishes_changed.connect(self._on_wishes)
        self._view.refresh_requested.connect(self._read)

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self._view

    def show(self) -> None:
        """The page comes on screen; what it shows is read anew when it is old."""
        self._view.show_departments(self._desk.staffing.departments())
        old = self._record is None or (self._desk.now() - self._record.until).total_seconds() > FRESH_S
        if old or not self._planned:
            self._read()
        self._view.focus_plan()

    def hide(self) -> None:
        """The page goes from the screen; a plan that is being made goes on."""

    def back(self) -> None:
        """Leave the page: it has no further step."""
        self.leave_requested.emit()

    def focus_search(self) -> None:
        """Give the keyboard to the week; there is nothing to search."""
        self._view.focus_plan()

    def close(self) -> None:
        """End what is being planned; harmless a second time."""
        if not self._closed:
            self._closed = True
            end_scope(self._scope, self._context.scope)

    def _on_department(self) -> None:
        self._planned = False
        self._read()

    def _on_wishes(self) -> None:
        department = self._department()
        if department is not None:
            self._keep_hours(department, self._view.hours_line.hours)
        if self._record is not None:
            self._scope.start(self._plan(self._record), name="staffing", exclusive=True)

    def _read(self) -> None:
        self._scope.start(self._read_and_plan(), name="staffing", exclusive=True)

    async def _read_and_plan(self) -> None:
        department = self._department()
        if department is None:
            self._view.show_state("info", self.tr("There is no site to plan for"))
            return
        self._view.show_planning(None)
        if not self._planned:
            self._view.show_state("loader-circle", self.tr("Reading what was recorded…"))
        record = await self._desk.staffing.record(department.id)
        if record is None:
            self._planned = False
            self._view.show_state(
                "wifi-off",
                self.tr("The record cannot be read now"),
                self.tr("Planning needs the server: what was recorded is kept there."),
                self.tr("Try again"),
            )
            return
        self._record = record
        if not self._desk.staffing.enough(record):
            self._planned = False
            self._show_too_little(record)
            return
        kept = self._kept_hours(department)
        self._view.show_hours(kept or self._desk.staffing.usual_hours(record, _time_zone()))
        await self._plan(record)

    async def _plan(self, record: Record) -> None:
        hours = self._view.hours_line.hours
        if not any(hours.weekly):
            self._planned = False
            self._view.show_state(
                "clock", self.tr("No hours to plan"), self.tr("Choose above when somebody should be there.")
            )
            self._view.show_planning(None)
            self._view.show_wishes()
            return
        if not self._planned:
            words = self.tr("The desk is simulated with its own recorded days; this takes some seconds.")
            self._view.show_state("loader-circle", self.tr("Planning the week…"), words)
            self._view.show_wishes()
        self._view.show_planning(0.0)
        staffing = await self._desk.staffing.plan(record, hours, self._view.wanted_share, self._on_progress)
        first, self._planned = not self._planned, True
        self._view.show_planning(None)
        self._view.show_staffing(staffing, record.behaviour.target_s)
        if first and self._view.isVisible():
            self._view.focus_plan()

    def _on_progress(self, share: float) -> None:
        if not self._closed:
            self._view.show_planning(share)

    def _show_too_little(self, record: Record) -> None:
        locale = self._context.locale
        words = self.tr(
            "A plan needs at least %1 days and %2 answers. So far there are %3 days and %4 answers; "
            "more come by themselves."
        )
        days = (record.until - record.since).days
        for place, number in enumerate((LEAST_DAYS, LEAST_ANSWERS, days, len(record.behaviour.work_s)), 1):
            words = words.replace(f"%{place}", locale.toString(number))
        self._view.show_state("hourglass", self.tr("Too little is recorded yet"), words, self.tr("Look again"))

    def _keep_hours(self, department: PlannedDepartment, hours: OpeningHours) -> None:
        weekly = [[spans[0].opens, spans[0].closes] if spans else [] for spans in hours.weekly]
        settings = self._context.settings
        kept = settings.get(STAFFING_HOURS)
        settings.set(STAFFING_HOURS, kept | {department.id: weekly})

    def _kept_hours(self, department: PlannedDepartment) -> OpeningHours | None:
        """Return the hours that were chosen earlier; None when there are none that can be understood."""
        try:
            weekly = convert(self._context.settings.get(STAFFING_HOURS).get(department.id), list[list[int]])
            spans = tuple((Span(*day),) if day else () for day in weekly)
            return OpeningHours(time_zone=_time_zone(), weekly=spans)
        except (ValidationError, TypeError, BadHours):
            return None

    def _department(self) -> PlannedDepartment | None:
        departments = self._desk.staffing.departments()
        return departments[min(self._view.department, len(departments) - 1)] if departments else None


def _time_zone() -> str:
    """Return this machine's time zone by its IANA name; UTC when it has none that is known here."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    try:
        zone_of(name)
    except BadHours:
        return "UTC"
    return name
