"""The wall as widgets: figures, filters, chats, the panel to look along, the team; dumb, shows and reports."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.domain.people import AgentStatus
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import icon_button, quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.words import status_words
from operator_console.ui.team.figures import FigureStrip
from operator_console.ui.team.lists import WallList
from operator_console.ui.team.look_along import LookAlongView
from operator_console.ui.team.rows import Filters

STATUSES = (AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.BREAK)
"""What a lead can set for somebody else; who is offline is a fact, and ending a shift is the agent's own word."""
MAX_CHOICES = 300
NAME_CHARS = 40


class TeamView(QFrame):
    """The page.

    Signals:
        filters_changed: Other chats are to be shown.
        wall_requested: Show it large, on the whole screen.
        limit_requested: Change the chosen colleague's limit by so much.
        status_requested: Give the chosen colleague this status.
        state_action_requested: The button of the page that is shown in the place of the wall.
    """

    filters_changed = Signal()
    wall_requested = Signal()
    limit_requested = Signal(int)
    status_requested = Signal(object)
    state_action_requested = Signal()

    def __init__(self, context: UiContext, chats: WallList, agents: WallList, look: LookAlongView) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("team_page")
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("The team's wall"))
        self.chats, self.agents, self.look = chats, agents, look
        chats.setAccessibleName(self.tr("Queue and chats, what is due first"))
        agents.setAccessibleName(self.tr("Team"))
        self.figures = FigureStrip(context, self)
        self._note = PlainLabel("", self)
        self._note.setObjectName("wall_note")
        self._count = PlainLabel("", self)
        self._count.setProperty("role", "dim")
        self._sites = self._box("wall_site", self.tr("Site"))
        self._departments = self._box("wall_department", self.tr("Department"))
        self._people = self._box("wall_agent", self.tr("Agent"))
        self._late = QCheckBox(self.tr("Only late"), self)
        self._late.setObjectName("wall_late")
        self._late.toggled.connect(self.filters_changed)
        self._wall = icon_button(context, "maximize-2", self.tr("Show on the whole screen"), "wall_mode", self)
        self._wall.clicked.connect(self.wall_requested)
        self._chosen = PlainLabel("", self, wrap=True)
        self._chosen.setProperty("role", "dim")
        self._less = quiet_button("\u2212", "limit_less", self)
        self._more = quiet_button("+", "limit_more", self)
        self._limit = PlainLabel("", self)
        for label in (self._note, self._count, self._limit):
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._status = quiet_button(self.tr("Status"), "set_status", self)
        self.state = StatePage(context, self)
        self.nothing = StatePage(context, self)
        self._place_parts()
        self._less.clicked.connect(call(self._on_step, -1))
        self._more.clicked.connect(call(self._on_step, 1))
        self._status.clicked.connect(self._open_status_menu)
        self.state.action_requested.connect(self.state_action_requested)
        self.show_agent(None, 0, may=False)

    @property
    def filters(self) -> Filters:
        """What the boxes say."""
        site, department, agent = (box.currentData() for box in (self._sites, self._departments, self._people))
        return Filters(
            site_id=SiteId(site) if site else None,
            department_id=DepartmentId(department) if department else None,
            agent_id=AgentId(agent) if agent else None,
            late=self._late.isChecked(),
        )

    def show_choices(
        self,
        sites: Iterable[tuple[str, str]],
        departments: Iterable[tuple[str, str]],
        agents: Iterable[tuple[str, str]],
    ) -> None:
        """Offer these (name, id) to filter by; what was chosen stays while it is there."""
        _fill(self._sites, self.tr("All sites"), sites)
        _fill(self._departments, self.tr("All departments"), departments)
        _fill(self._people, self.tr("Everybody"), agents)

    def show_note(self, words: str, role: str = "dim") -> None:
        """Say as of when the wall is, when it is not live."""
        self._note.setProperty("role", role)
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def show_count(self, words: str) -> None:
        """Say how many chats are shown."""
        if self._count.whole_text != words:
            self._count.setText(words)

    def show_state(self, icon: str, title: str, words: str = "", action: str = "") -> None:
        """Show a page in the place of the wall."""
        self.state.show_state(icon, title, words, action)
        self._pages.setCurrentWidget(self.state)

    def show_wall(self, *, any_chat: bool, empty: str) -> None:
        """Show the wall; `empty` is said in the place of chats when there are none."""
        self._pages.setCurrentIndex(0)
        if any_chat:
            self._lists.setCurrentWidget(self.chats)
        else:
            self.nothing.show_state("messages-square", empty)
            self._lists.setCurrentWidget(self.nothing)

    def show_agent(self, name: str | None, limit: int, *, may: bool) -> None:
        """Show the limit of the chosen colleague, and whether it can be changed."""
        words = self.tr("Choose a colleague to change limit or status")
        self._chosen.setText(clean_line(name, NAME_CHARS) if name else words)
        self._limit.setText(self.tr("Limit %1").replace("%1", str(limit)) if name else "")
        self._less.setAccessibleName(self.tr("One chat less"))
        self._more.setAccessibleName(self.tr("One chat more"))
        for widget in (self._less, self._more, self._limit, self._status):
            widget.setVisible(name is not None)
            widget.setEnabled(may)

    def status_menu(self, place: QPoint) -> None:
        """Offer the statuses for the chosen colleague."""
        menu = QMenu(self)
        menu.setObjectName("status_menu")
        for status in STATUSES:
            menu.addAction(status_words(status), call(self._on_status, status))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _on_step(self, step: int) -> None:
        self.limit_requested.emit(step)

    def _on_status(self, status: AgentStatus) -> None:
        self.status_requested.emit(status)

    def _open_status_menu(self) -> None:
        self.status_menu(self._status.mapToGlobal(self._status.rect().bottomLeft()))

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(13)
        box.currentIndexChanged.connect(self.filters_changed)
        return box

    def _place_parts(self) -> None:
        wall = QWidget(self)
        column = QVBoxLayout(wall)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.setSpacing(6)
        head.addWidget(self.figures)
        line = QHBoxLayout()
        line.setSpacing(8)
        for box in (self._sites, self._departments, self._people, self._late):
            line.addWidget(box)
        line.addWidget(self._count)
        line.addStretch(1)
        line.addWidget(self._note)
        line.addWidget(self._wall)
        head.addLayout(line)
        column.addLayout(head)
        parts = QSplitter(Qt.Orientation.Horizontal, wall)
        parts.setObjectName("wall_parts")
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._chats_part())
        parts.addWidget(self.look)
        parts.addWidget(self._team_part())
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 5)
        parts.setStretchFactor(2, 2)
        parts.setSizes([400, 560, 290])
        column.addWidget(parts, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(wall)
        self._pages.addWidget(self.state)

    def _chats_part(self) -> QWidget:
        part = QFrame(self)
        part.setMinimumWidth(260)
        self._lists = QStackedLayout(part)
        self._lists.addWidget(self.chats)
        self._lists.addWidget(self.nothing)
        return part

    def _team_part(self) -> QWidget:
        part = QFrame(self)
        part.setMinimumWidth(230)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.agents, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 10)
        foot.setSpacing(4)
        foot.addWidget(self._chosen)
        line = QHBoxLayout()
        line.setSpacing(6)
        buttons: tuple[QPushButton | PlainLabel, ...] = (self._less, self._limit, self._more, self._status)
        for widget in buttons:
            line.addWidget(widget)
        line.addStretch(1)
        foot.addLayout(line)
        column.addLayout(foot)
        return part


def _fill(box: QComboBox, everything: str, choices: Iterable[tuple[str, str]]) -> None:
    wanted = [(everything, ""), *((clean_line(name, NAME_CHARS), key) for name, key in list(choices)[:MAX_CHOICES])]
    if wanted == [(box.itemText(at), box.itemData(at)) for at in range(box.count())]:
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for name, key in wanted:
        box.addItem(name, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
    box.setVisible(len(wanted) > 2)
