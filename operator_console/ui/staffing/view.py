"""The staffing page as widgets: what is planned, the week, today and missed demand; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from operator_console.desk.staffing import PlannedDepartment, Staffing
from operator_console.domain.opening_hours import OpeningHours
from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.staffing.hours_line import HoursLine
from operator_console.ui.staffing.today_table import TodayTable
from operator_console.ui.staffing.week_table import WeekTable
from operator_console.ui.staffing.words import (
    ceiling_words,
    department_words,
    missed_rule,
    missed_words,
    plan_rule,
    plan_words,
    share_words,
    today_rule,
)

SHARES = (0.8, 0.85, 0.9, 0.95)
USUAL_SHARE = 0.9
SIDE_PX = 348


class StaffingView(QFrame):
    """The whole page.

    Signals:
        department_chosen: Ask `department`.
        wishes_changed: Share or hours are others now.
        refresh_requested: Read and plan anew, or try again.
    """

    department_chosen = Signal()
    wishes_changed = Signal()
    refresh_requested = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("staffing_page")
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("Staffing"))
        self._departments = self._box("staffing_department", self.tr("Sites"))
        self._shares = self._box("staffing_share", self.tr("Share of replies in time"))
        self._refresh = quiet_button(self.tr("Plan anew"), "staffing_refresh", self)
        self.hours_line = HoursLine(context, self)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("staffing_progress")
        self._progress.setAccessibleName(self.tr("Planning"))
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._progress.hide()
        self.week = WeekTable(context, self)
        self.today = TodayTable(context, self)
        self.state = StatePage(context, self)
        self._said: dict[str, PlainLabel] = {}
        self._place_parts()
        self._connect_parts()

    @property
    def department(self) -> int:
        """The number of the chosen department."""
        return max(0, self._departments.currentIndex())

    @property
    def wanted_share(self) -> float:
        """The chosen share."""
        return float(self._shares.currentData())

    def show_departments(self, departments: Sequence[PlannedDepartment]) -> None:
        """Offer these; with one there is nothing to choose."""
        self._departments.blockSignals(True)
        chosen = self.department
        self._departments.clear()
        for department in departments:
            self._departments.addItem(department_words(department))
        self._departments.setCurrentIndex(min(chosen, len(departments) - 1))
        self._departments.blockSignals(False)
        self._departments.setVisible(len(departments) > 1)

    def show_hours(self, hours: OpeningHours) -> None:
        """Show for which hours is planned."""
        self.hours_line.show_hours(hours)

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show a sentence in the place of the plan."""
        self.state.show_state(icon, title, words, action_text)
        self._pages.setCurrentWidget(self.state)
        self._allow(wishes=False)

    def show_planning(self, share: float | None) -> None:
        """Show how far the planning is; None when it has ended."""
        self._progress.setVisible(share is not None)
        if share is not None:
            self._progress.setValue(round(share * 100))

    def show_staffing(self, staffing: Staffing, target_s: float) -> None:
        """Show a plan with everything beside it."""
        locale = self._context.locale
        self.week.show_plan(staffing.plan, target_s)
        self.today.show_today(staffing.today)
        ceiling = ceiling_words(staffing.plan, target_s, locale)
        self._said["plan"].setText(plan_words(staffing.plan, staffing.days, target_s, locale))
        self._said["ceiling"].setText(ceiling)
        self._said["ceiling"].setVisible(bool(ceiling))
        self._said["missed"].setText(missed_words(staffing.missed, locale))
        self._said["missed_rule"].setText(missed_rule(staffing.missed, locale))
        self._pages.setCurrentWidget(self._plan_page)
        self._allow(wishes=True)

    def show_wishes(self) -> None:
        """Let hours and share be chosen while the first plan is made."""
        self._allow(wishes=True)

    def focus_plan(self) -> None:
        """Give the keyboard to the week, or to what is in its place."""
        shown = self._pages.currentWidget()
        (self.week if shown is self._plan_page else self._refresh).setFocus()

    def _allow(self, *, wishes: bool) -> None:
        self.hours_line.setVisible(wishes)
        self._shares.setVisible(wishes)

    # --------------------------------------------------------------------------------------------- building

    def _place_parts(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        heading = self._label("heading", "heading", self.tr("Staffing"))
        head.addWidget(heading, 1)
        head.addWidget(self._departments)
        head.addWidget(self._shares)
        head.addWidget(self._refresh)
        column.addLayout(head)
        column.addWidget(self.hours_line)
        column.addWidget(self._progress)
        self._pages = QStackedLayout()
        self._plan_page = self._build_plan_page()
        self._pages.addWidget(self.state)
        self._pages.addWidget(self._plan_page)
        column.addLayout(self._pages, 1)
        for share in SHARES:
            words = self.tr("%1 in time").replace("%1", share_words(share, self._context.locale))
            self._shares.addItem(words, share)
        self._shares.setCurrentIndex(SHARES.index(USUAL_SHARE))

    def _build_plan_page(self) -> QWidget:
        page = QWidget(self)
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._label("plan", "", "", wrap=True))
        left.addWidget(self._label("ceiling", "warn", "", wrap=True))
        left.addWidget(self.week, 1)
        left.addWidget(self._label("looked_at", "", "", wrap=True))
        left.addWidget(self._label("plan_rule", "small", plan_rule(), wrap=True))
        line.addLayout(left, 1)
        line.addWidget(self._build_side(page))
        return page

    def _build_side(self, page: QWidget) -> QWidget:
        """Build today and missed demand; on a low window the words scroll, and the table keeps its rows."""
        side = QWidget(page)
        side.setFixedWidth(SIDE_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label("today_title", "heading", self.tr("Today")))
        column.addWidget(self.today, 3)
        words = QWidget(side)
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(6)
        lines.addWidget(self._label("today_rule", "small", today_rule(), wrap=True))
        lines.addWidget(self._label("missed_title", "heading", self.tr("Missed demand")))
        lines.addWidget(self._label("missed", "", "", wrap=True))
        lines.addWidget(self._label("missed_rule", "small", "", wrap=True))
        lines.addStretch(1)
        scroll = QScrollArea(side)
        scroll.setObjectName("staffing_words")
        scroll.setAccessibleName(self.tr("Missed demand"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(words)
        column.addWidget(scroll, 2)
        return side

    def _connect_parts(self) -> None:
        self._departments.currentIndexChanged.connect(self.department_chosen)
        self._shares.currentIndexChanged.connect(self.wishes_changed)
        self.hours_line.hours_changed.connect(self.wishes_changed)
        self._refresh.clicked.connect(self.refresh_requested)
        self.state.action_requested.connect(self.refresh_requested)
        self.week.looked_at.connect(self._said["looked_at"].setText)

    def _label(self, name: str, role: str, text: str, *, wrap: bool = False) -> PlainLabel:
        label = PlainLabel(text, self, wrap=wrap)
        label.setObjectName(f"staffing_{name}")
        if role:
            label.setProperty("role", role)
        self._said[name] = label
        return label

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setMaximumWidth(260)
        set_plain_tooltip(box, title)
        return box
