"""The second tab as widgets: a site's rules at the left, one of them to write at the right; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import ghost_button, primary_button, quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, plain_tooltip, set_plain_tooltip
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.street.rule_editor import RuleEditor

LIST_PX = 290
FIGURE_DAYS = (7, 30, 90, 365)


class RuleLine:
    """One line of the list: name, figures in words, whether the rule is in use and what is wrong in short."""

    __slots__ = ("enabled", "figures", "name")

    def __init__(self, name: str, figures: str, *, enabled: bool) -> None:
        self.name = name
        self.figures = figures
        self.enabled = enabled


class RulesView(QFrame):
    """The whole tab.

    Signals:
        site_chosen, days_chosen: Ask `site_id`, `days`.
        rule_chosen: (place) Another rule is marked.
        enabled_changed: (place, enabled) A rule was switched on or off in the list.
        add_requested: (number of the preset).
        remove_requested, save_requested, undo_requested, retry_requested: The buttons.
    """

    site_chosen = Signal()
    days_chosen = Signal()
    rule_chosen = Signal(int)
    enabled_changed = Signal(int, bool)
    add_requested = Signal(int)
    remove_requested = Signal()
    save_requested = Signal()
    undo_requested = Signal()
    retry_requested = Signal()

    def __init__(self, context: UiContext, presets: Sequence[str]) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("rules_tab")
        self._sites = self._box("rules_site", self.tr("Site"))
        self._days = self._box("rules_days", self.tr("Figures of"))
        for days in FIGURE_DAYS:
            self._days.addItem(self.tr("Figures of %n days", None, days), days)
        self._days.setCurrentIndex(FIGURE_DAYS.index(30))
        self.list = QListWidget(self)
        self.list.setObjectName("rules_list")
        self.list.setAccessibleName(self.tr("Rules of this site"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._add = quiet_button(self.tr("New rule"), "rule_add", self)
        self._menu = QMenu(self._add)
        self._menu.setObjectName("preset_menu")
        for number, title in enumerate(presets):
            self._menu.addAction(title.replace("&", "&&")).triggered.connect(call(self._on_preset, number))
        self._add.setMenu(self._menu)
        self._remove = ghost_button(self.tr("Remove"), "rule_remove", self)
        self.editor = RuleEditor(context, self)
        self.nothing = StatePage(context, self)
        self.state = StatePage(context, self)
        self._by_hand = PlainLabel("", self, wrap=True)
        self._by_hand.setObjectName("rules_by_hand")
        self._by_hand.setProperty("role", "small")
        self._note = PlainLabel("", self, wrap=True)
        self._note.setObjectName("rules_note")
        self._undo = ghost_button(self.tr("Undo changes"), "rules_undo", self)
        self._save = primary_button(self.tr("Save"), "rules_save", self)
        self._place_parts()
        self._connect_parts()

    @property
    def site_id(self) -> SiteId | None:
        """The chosen site."""
        chosen = self._sites.currentData()
        return SiteId(chosen) if chosen else None

    @property
    def days(self) -> int:
        """Of how many days figures are shown."""
        return int(self._days.currentData())

    def show_sites(self, sites: Sequence[Site]) -> None:
        """Offer these sites."""
        wanted = [(clean_line(site.name, 60), str(site.id)) for site in sites]
        if [(self._sites.itemText(at), self._sites.itemData(at)) for at in range(self._sites.count())] != wanted:
            chosen = self._sites.currentData()
            self._sites.clear()
            for words, key in wanted:
                self._sites.addItem(words, key)
            self._sites.setCurrentIndex(max(0, self._sites.findData(chosen)))
        self._sites.setVisible(len(sites) > 1)

    def show_site(self, site_id: SiteId) -> None:
        """Show which site was chosen."""
        self._sites.setCurrentIndex(max(0, self._sites.findData(str(site_id))))

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show a page in the place of the rules."""
        self.state.show_state(icon, title, words, action_text)
        self._pages.setCurrentWidget(self.state)
        self._foot.hide()

    def show_rules(self, lines: Sequence[RuleLine], chosen: int) -> None:
        """Show the list with one rule marked, and the editor beside it; without rules a word about that."""
        self.list.blockSignals(True)
        while self.list.count() > len(lines):
            self.list.takeItem(self.list.count() - 1)
        for place, line in enumerate(lines):
            if place >= self.list.count():
                self.list.addItem(QListWidgetItem())
            self._fill(self.list.item(place), line)
        self.list.setCurrentRow(chosen)
        self.list.blockSignals(False)
        self._remove.setEnabled(bool(lines))
        self._sides.setCurrentWidget(self.editor if lines else self.nothing)
        self._pages.setCurrentWidget(self._rules)
        self._foot.show()

    def show_by_hand(self, words: str) -> None:
        """Say how invitations by hand did; empty says nothing."""
        self._by_hand.setText(words)
        self._by_hand.setVisible(bool(words))

    def allow_more(self, allowed: bool) -> None:
        """Let rules be added, or not any more."""
        self._add.setEnabled(allowed)

    def show_unsaved(self, words: str, *, bad: bool, unsaved: bool, busy: bool = False) -> None:
        """Say whether there is something to save, and what came of saving."""
        self._note.setText(words)
        self._note.setProperty("role", "bad" if bad else "dim")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self._save.setEnabled(unsaved and not busy)
        self._undo.setEnabled(unsaved and not busy)

    def focus_list(self) -> None:
        """Put the keyboard into the list, or to what can be done without rules."""
        (self.list if self.list.count() else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_presets(self) -> None:
        """Open the menu of beginnings."""
        self._add.showMenu()

    # ------------------------------------------------------------------------------------------ building

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setMaximumWidth(220)
        set_plain_tooltip(box, title)
        return box

    def _fill(self, item: QListWidgetItem, line: RuleLine) -> None:
        name = clean_line(line.name, 80) or self.tr("Rule without a name")
        item.setText(f"{name}\n{line.figures}")
        item.setToolTip(plain_tooltip(f"{name}\n{line.figures}"))
        state = self.tr("in use") if line.enabled else self.tr("not in use")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {state}, {line.figures}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if line.enabled else Qt.CheckState.Unchecked)

    def _place_parts(self) -> None:
        self.nothing.show_state(
            "lightbulb",
            self.tr("No rules yet"),
            self.tr("A rule invites visitors by itself, within the manners. Begin with one of the examples."),
            self.tr("New rule"),
        )
        left = QVBoxLayout()
        left.setContentsMargins(16, 4, 0, 0)
        left.setSpacing(8)
        left.addWidget(self._sites)
        left.addWidget(self._days)
        left.addWidget(self.list, 1)
        left.addWidget(self._by_hand)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._add)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        left.addLayout(buttons)
        side = QWidget(self)
        side.setFixedWidth(LIST_PX)
        side.setLayout(left)
        self._sides = QStackedLayout()
        self._sides.addWidget(self.editor)
        self._sides.addWidget(self.nothing)
        self._rules = QWidget(self)
        line = QHBoxLayout(self._rules)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(side)
        line.addLayout(self._sides, 1)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.state)
        self._pages.addWidget(self._rules)
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self._note, 1)
        foot.addWidget(self._undo)
        foot.addWidget(self._save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._pages, 1)
        whole.addWidget(self._foot)

    def _connect_parts(self) -> None:
        self._sites.activated.connect(self.site_chosen)
        self._days.activated.connect(self.days_chosen)
        self.list.currentRowChanged.connect(self.rule_chosen)
        self.list.itemChanged.connect(self._on_item)
        self._remove.clicked.connect(self.remove_requested)
        self._save.clicked.connect(self.save_requested)
        self._undo.clicked.connect(self.undo_requested)
        self.state.action_requested.connect(self.retry_requested)
        self.nothing.action_requested.connect(self.open_presets)

    def _on_item(self, item: QListWidgetItem) -> None:
        self.enabled_changed.emit(self.list.row(item), item.checkState() is Qt.CheckState.Checked)

    def _on_preset(self, number: int) -> None:
        self.add_requested.emit(number)
