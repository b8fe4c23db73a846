"""The sites' page as widgets: sites and sections at the left, the chosen section at the right; decides nothing."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Department, Site
from operator_console.domain.plain_text import clean_line
from operator_console.domain.site_settings import SiteSettings
from operator_console.ui.kit.buttons import Chip, ghost_button, primary_button, quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.setup.answering_part import AnsweringPart
from operator_console.ui.setup.away_part import AfterPart, AwayPart
from operator_console.ui.setup.form_part import FormPart
from operator_console.ui.setup.hours_part import HoursPart
from operator_console.ui.setup.install_part import InstallPart
from operator_console.ui.setup.parts import Drafted, Part
from operator_console.ui.setup.privacy_part import PrivacyPart
from operator_console.ui.setup.site_part import SitePart
from operator_console.ui.setup.texts_part import TextsPart
from operator_console.ui.setup.words import section

LEFT_PX = 212
WIDEST_PX = 720
NAME_CHARS = 60
_ICON_PX = 16
SECTIONS: tuple[tuple[str, str, Callable[[UiContext, QWidget], Part]], ...] = (
    ("site", "settings", SitePart),
    ("texts", "pencil", TextsPart),
    ("hours", "clock", HoursPart),
    ("away", "coffee", AwayPart),
    ("form", "list", FormPart),
    ("after", "star", AfterPart),
    ("privacy", "lock", PrivacyPart),
    ("install", "link", InstallPart),
    ("answering", "timer", AnsweringPart),
)


class SetupView(QFrame):
    """The whole page; its sections are built with the first site that is shown.

    Signals:
        site_chosen: (site id)
        changed: Somebody changed a setting.
        save_requested, discard_requested, new_requested, import_requested, export_requested, retry_requested
        built: The sections are there now.
    """

    site_chosen = Signal(str)
    changed = Signal()
    save_requested = Signal()
    discard_requested = Signal()
    new_requested = Signal()
    import_requested = Signal()
    export_requested = Signal()
    retry_requested = Signal()
    built = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("setup_page")
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("Sites"))
        self.parts: dict[str, Part] = {}
        self._ids: list[SiteId] = []
        self._wrong: frozenset[str] = frozenset()
        self.sites = self._list("setup_sites", self.tr("Sites"))
        self.sections = self._list("setup_sections", self.tr("Sections"))
        self._new = quiet_button(self.tr("New site"), "setup_new", self)
        self._title = PlainLabel("", self)
        self._title.setProperty("role", "heading")
        self._unsaved = Chip(self.tr("Not saved"), self, role="warn")
        self._export = ghost_button(self.tr("Export"), "setup_export", self)
        self._import = ghost_button(self.tr("Import"), "setup_import", self)
        self._discard = quiet_button(self.tr("Discard"), "setup_discard", self)
        self._save = primary_button(self.tr("Save"), "setup_save", self)
        self.state = StatePage(context, self)
        self._place()
        self._connect()
        self.show_standing(unsaved=False, busy=False)

    # -- sites

    def show_sites(self, sites: Sequence[Site], chosen: SiteId | None, *, may_create: bool) -> None:
        """List the sites, with the chosen one marked."""
        self.sites.blockSignals(True)
        self._ids = [site.id for site in sites]
        self.sites.clear()
        for site in sites:
            item = QListWidgetItem(clean_line(site.name, NAME_CHARS))
            item.setToolTip("")
            self.sites.addItem(item)
        if chosen in self._ids:
            self.sites.setCurrentRow(self._ids.index(chosen))
        self.sites.blockSignals(False)
        self._new.setVisible(may_create)

    def mark_site(self, site_id: SiteId | None) -> None:
        """Mark the site that is on screen, whatever was pressed."""
        self.sites.blockSignals(True)
        self.sites.setCurrentRow(self._ids.index(site_id) if site_id in self._ids else -1)
        self.sites.blockSignals(False)

    # -- the chosen one

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show a sentence in the place of settings."""
        self.state.show_state(icon, title, words, action_text)
        self._pages.setCurrentWidget(self.state)
        self._show_head(visible=False)

    def show_site(self, site: Site, settings: SiteSettings, departments: tuple[Department, ...]) -> None:
        """Fill every section."""
        self._build_sections()
        site_part = self.parts["site"]
        if isinstance(site_part, SitePart):
            site_part.show_departments(departments)
        for part in self.parts.values():
            part.fill(site, settings)
        self._title.setText(site.name)
        self._pages.setCurrentWidget(self._settings)
        self._show_head(visible=True)

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        """Return both with what all sections hold."""
        for part in self.parts.values():
            site, settings = part.taken(site, settings)
        return site, settings

    def own_faults(self) -> dict[str, str]:
        """Return what cannot be understood, in words by field."""
        return {field: words for part in self.parts.values() for field, words in part.own_faults().items()}

    def show_faults(self, faults: Mapping[str, str], *, go: bool = False) -> None:
        """Say faults at their fields and mark their sections; `go` brings the first one on screen."""
        wrong = {name for name, part in self.parts.items() if any(part.owns(field) for field in faults)}
        for part in self.parts.values():
            part.show_faults(faults)
        if frozenset(wrong) != self._wrong:
            self._wrong = frozenset(wrong)
            self._draw_icons()
        if go:
            first = next((name for name in self.parts if name in wrong), None)
            if first is not None:
                self.show_section(first)
                self.parts[first].focus_fault(faults)

    def show_section(self, name: str) -> None:
        """Bring a section on screen."""
        self.sections.setCurrentRow(list(self.parts).index(name))

    def show_standing(self, *, unsaved: bool, busy: bool) -> None:
        """Show whether something is to be saved, and whether that is under way."""
        self._unsaved.setVisible(unsaved)
        self._discard.setVisible(unsaved)
        self._discard.setEnabled(not busy)
        self._save.setEnabled(unsaved and not busy)
        self._save.setText(self.tr("Saving…") if busy else self.tr("Save"))
        self.sites.setEnabled(not busy)
        self._stack.setEnabled(not busy)
        self._import.setEnabled(not busy)

    def focus_settings(self) -> None:
        """Give the keyboard to the sections, or to what is in their place."""
        (self.sections if self._pages.currentWidget() is self._settings else self.sites).setFocus()

    # --------------------------------------------------------------------------------------------- building

    def _list(self, name: str, title: str) -> QListWidget:
        made = QListWidget(self)
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.setIconSize(QSize(_ICON_PX, _ICON_PX))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        return made

    def _place(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._build_left())
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._build_head())
        self._pages = QStackedLayout()
        self._settings = QWidget(self)
        self._stack = QWidget(self._settings)
        self._stacked = QStackedLayout(self._stack)
        inner = QVBoxLayout(self._settings)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._stack)
        self._pages.addWidget(self.state)
        self._pages.addWidget(self._settings)
        right.addLayout(self._pages, 1)
        across.addLayout(right, 1)

    def _build_left(self) -> QWidget:
        left = QFrame(self)
        left.setProperty("surface", "bg")
        left.setProperty("edge", "right")
        left.setFixedWidth(LEFT_PX)
        column = QVBoxLayout(left)
        column.setContentsMargins(10, 14, 10, 10)
        column.setSpacing(6)
        heading = QLabel(self.tr("Sites"), left)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(6, 0, 0, 2)
        column.addWidget(heading)
        column.addWidget(self.sites, 2)
        column.addWidget(self._new)
        self._settings_words = QLabel(self.tr("Settings"), left)
        self._settings_words.setProperty("role", "group")
        self._settings_words.setContentsMargins(6, 0, 0, 0)
        column.addWidget(self._settings_words)
        column.addWidget(self.sections, 3)
        return left

    def _build_head(self) -> QWidget:
        self._head = QFrame(self)
        self._head.setProperty("edge", "bottom")
        line = QHBoxLayout(self._head)
        line.setContentsMargins(20, 10, 16, 10)
        line.setSpacing(8)
        line.addWidget(self._title, 1)
        for widget in (self._unsaved, self._import, self._export, self._discard, self._save):
            line.addWidget(widget)
        return self._head

    def _build_sections(self) -> None:
        if self.parts:
            return
        for name, _icon, kind in SECTIONS:
            part = kind(self._context, self)
            part.setObjectName(f"section_{name}")
            part.setMaximumWidth(WIDEST_PX)
            part.changed.connect(self.changed)
            self.parts[name] = part
            area = QScrollArea(self._stack)
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            area.setWidget(part)
            self._stacked.addWidget(area)
            self.sections.addItem(QListWidgetItem(section(name)[0]))
        self._draw_icons()
        self.sections.setCurrentRow(0)
        self.built.emit()

    def _connect(self) -> None:
        self.sites.currentRowChanged.connect(self._on_site)
        self.sections.currentRowChanged.connect(self._stacked.setCurrentIndex)
        self._new.clicked.connect(self.new_requested)
        self._import.clicked.connect(self.import_requested)
        self._export.clicked.connect(self.export_requested)
        self._discard.clicked.connect(self.discard_requested)
        self._save.clicked.connect(self.save_requested)
        self.state.action_requested.connect(self.retry_requested)
        self._context.theme.changed.connect(self._draw_icons)

    def _show_head(self, *, visible: bool) -> None:
        for widget in (self._head, self.sections, self._settings_words):
            widget.setVisible(visible)

    def _on_site(self, row: int) -> None:
        if 0 <= row < len(self._ids):
            self.site_chosen.emit(self._ids[row])

    def _draw_icons(self) -> None:
        for row, (name, icon, _kind) in enumerate(SECTIONS[: self.sections.count()]):
            item = self.sections.item(row)
            wrong = name in self._wrong
            item.setIcon(self._context.icons.icon("circle-alert", "bad") if wrong else self._context.icons.icon(icon))
            words = section(name)[0]
            said = self.tr("%1, something is wrong here").replace("%1", words) if wrong else words
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
