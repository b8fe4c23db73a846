"""The list of articles as widgets: what is looked at, filters, the table or a page in its place; decides nothing."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
)

from operator_console.domain.ids import SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.missing import MissingList
from operator_console.ui.articles.model import CardModel
from operator_console.ui.articles.rows import CardState, Column, Filters, Lens
from operator_console.ui.articles.table import CardTable
from operator_console.ui.articles.words import column_words, lens_explanation, lens_words, state_words
from operator_console.ui.kit.buttons import ghost_button, primary_button, quiet_button, set_button_text
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.words import language_words

LANGUAGES = ("nl", "en")
MAX_CHOICES = 500


class FilterField(QLineEdit):
    """Words to look for; Down and Enter go to the list.

    Signals:
        list_requested: Go to the list.
    """

    list_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.list_requested.emit()
        else:
            super().keyPressEvent(event)


class ArticleListView(QFrame):
    """The whole page.

    Signals:
        lens_chosen: A `Lens`.
        filters_changed: Ask `filters`.
        sort_chosen: A `Column`, from the box; the table's header has a signal of its own.
        new_requested, import_requested, export_requested: The buttons.
    """

    lens_chosen = Signal(object)
    filters_changed = Signal()
    sort_chosen = Signal(int)
    new_requested = Signal()
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, context: UiContext, model: CardModel) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("article_list")
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("Articles"))
        self._count = PlainLabel("", self)
        self._count.setObjectName("article_count")
        self._count.setProperty("role", "dim")
        self.field = FilterField(self)
        self.field.setObjectName("article_filter")
        self.field.setMaxLength(200)
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr("Search in this list"))
        self.field.setAccessibleName(self.tr("Search in the list of articles"))
        self._new = primary_button(self.tr("New article"), "article_new", self)
        self._import = quiet_button(self.tr("Import…"), "article_import", self)
        self._export = quiet_button(self.tr("Export…"), "article_export", self)
        self.table = CardTable(context, model, self)
        self.missing = MissingList(context, self)
        self.state = StatePage(context, self)
        self._lenses: dict[Lens, QPushButton] = {}
        self._sites = self._box("filter_site", self.tr("Site"))
        self._languages = self._box("filter_language", self.tr("Language"))
        self._states = self._box("filter_state", self.tr("State"))
        self._tags = self._box("filter_tag", self.tr("Tag"))
        self._owners = self._box("filter_owner", self.tr("Owner"))
        self._order = self._box("sort_by", self.tr("Sort by"))
        self._place_parts()
        self._fill_fixed()
        self._connect_parts()

    @property
    def filters(self) -> Filters:
        """What the boxes and the field say."""
        site, state = self._sites.currentData(), self._states.currentData()
        return Filters(
            site_id=SiteId(site) if site else None,
            language=self._languages.currentData() or "",
            state=CardState(state) if state else None,
            tag=self._tags.currentData() or "",
            owner=self._owners.currentData() or "",
            text=self.field.text(),
        )

    def show_sites(self, sites: Mapping[SiteId, str]) -> None:
        """Offer these sites; with one there is nothing to choose."""
        _fill(self._sites, self.tr("All sites"), ((name, site_id) for site_id, name in sites.items()))
        self._sites.setVisible(len(sites) > 1)

    def show_choices(self, tags: Sequence[str], owners: Sequence[str]) -> None:
        """Offer the tags and owners that there are."""
        _fill(self._tags, self.tr("All tags"), ((tag, tag) for tag in tags[:MAX_CHOICES]))
        _fill(self._owners, self.tr("All owners"), ((owner, owner) for owner in owners[:MAX_CHOICES]))

    def show_counts(self, counts: Mapping[Lens, int]) -> None:
        """Show how many belong to each; a lens that is left out is not there."""
        for lens, button in self._lenses.items():
            count = counts.get(lens)
            words = lens_words(lens)
            set_button_text(button, words if not count else f"{words}  {self._context.locale.toString(count)}")
            button.setVisible(count is not None)

    def show_lens(self, lens: Lens) -> None:
        """Mark what is looked at."""
        self._lenses[lens].setChecked(True)
        missing = lens is Lens.MISSING
        for box in (self._languages, self._states, self._tags, self._owners, self._order):
            box.setVisible(not missing)

    def show_order(self, column: Column, *, falling: bool) -> None:
        """Show by what the list is sorted."""
        self._order.setCurrentIndex(self._order.findData(int(column)))
        self.table.show_order(column, falling=falling)

    def show_may(self, *, write: bool, import_too: bool) -> None:
        """Offer only what the server would take."""
        self._new.setVisible(write)
        self._import.setVisible(import_too)

    def show_table(self, shown: int, total: int) -> None:
        """Show the table and say how many rows it has."""
        locale = self._context.locale
        if shown == total:
            words = self.tr("%n articles", None, total)
        else:
            words = self.tr("%1 of %2").replace("%1", locale.toString(shown)).replace("%2", locale.toString(total))
        self._count.setText(words)
        self._pages.setCurrentWidget(self.table)

    def show_missing(self, count: int) -> None:
        """Show the questions."""
        self._count.setText(self.tr("%n questions", None, count))
        self._pages.setCurrentWidget(self.missing)

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show a page in place of the list."""
        self._count.setText("")
        self.state.show_state(icon, title, words, action_text)
        self._pages.setCurrentWidget(self.state)

    def focus_list(self) -> None:
        """Put the focus on the list."""
        shown = self._pages.currentWidget()
        target = self.missing.list if shown is self.missing else self.table if shown is self.table else self.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self) -> None:
        """Put the focus where the agent types."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear_filters(self) -> None:
        """Show everything again."""
        for box in (self._sites, self._languages, self._states, self._tags, self._owners):
            box.setCurrentIndex(0)
        self.field.clear()
        self.filters_changed.emit()

    # ------------------------------------------------------------------------------------------ building

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setMinimumWidth(90)
        box.setMaximumWidth(180)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        set_plain_tooltip(box, title)
        return box

    def _fill_fixed(self) -> None:
        _fill(self._languages, self.tr("All languages"), ((language_words(code), code) for code in LANGUAGES))
        _fill(self._states, self.tr("All states"), ((state_words(state), state.value) for state in CardState))
        for column in Column:
            self._order.addItem(self.tr("Sort: %1").replace("%1", column_words(column)), int(column))

    def _place_parts(self) -> None:
        title = PlainLabel(self.tr("Articles"), self)
        title.setProperty("role", "heading")
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 6)
        head.setSpacing(10)
        head.addWidget(title)
        head.addWidget(self._count, 1)
        self.field.setMinimumWidth(180)
        self.field.setMaximumWidth(320)
        head.addWidget(self.field, 2)
        for button in (self._import, self._export, self._new):
            head.addWidget(button)
        self._pages = QStackedLayout()
        for page in (self.table, self.missing, self.state):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._build_lenses())
        column.addLayout(self._build_filters())
        column.addLayout(self._pages, 1)

    def _build_lenses(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 16, 2)
        line.setSpacing(2)
        group = QButtonGroup(self)
        for lens in Lens:
            button = ghost_button(lens_words(lens), f"lens_{lens.value}", self)
            button.setCheckable(True)
            set_plain_tooltip(button, lens_explanation(lens))
            button.clicked.connect(call(self._choose_lens, lens))
            group.addButton(button)
            line.addWidget(button)
            self._lenses[lens] = button
        line.addStretch(1)
        return line

    def _build_filters(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 4, 16, 10)
        line.setSpacing(6)
        for box in (self._sites, self._languages, self._states, self._tags, self._owners):
            line.addWidget(box)
        line.addStretch(1)
        line.addWidget(self._order)
        return line

    def _connect_parts(self) -> None:
        for box in (self._sites, self._languages, self._states, self._tags, self._owners):
            box.activated.connect(self.filters_changed)
        self._order.activated.connect(self._on_order)
        self.field.textChanged.connect(self.filters_changed)
        self.field.list_requested.connect(self.focus_list)
        self.table.leave_requested.connect(self.focus_field)
        self._new.clicked.connect(self.new_requested)
        self._import.clicked.connect(self.import_requested)
        self._export.clicked.connect(self.export_requested)

    def _choose_lens(self, lens: Lens) -> None:
        self.lens_chosen.emit(lens)

    def _on_order(self, place: int) -> None:
        self.sort_chosen.emit(int(self._order.itemData(place)))


def _fill(box: QComboBox, everything: str, choices: Iterable[tuple[str, str]]) -> None:
    """Offer choices, with what is chosen kept as long as it exists."""
    chosen = box.currentData()
    wanted = [(everything, ""), *((clean_line(text, 60), value) for text, value in choices)]
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == wanted:
        return
    box.clear()
    for text, value in wanted:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
