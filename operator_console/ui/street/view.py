"""The list of visitors as widgets: filters, the table or a page in its place, who is marked; decides nothing."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout

from operator_console.domain.ids import SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import primary_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.street.model import VisitorModel
from operator_console.ui.street.rows import Column, Filters
from operator_console.ui.street.table import VisitorTable
from operator_console.ui.street.words import column_words

ORDERS = (Column.CART, Column.ON_SITE, Column.ON_PAGE, Column.VISITS, Column.WHO, Column.PAGE, Column.STATE)


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


class VisitorsView(QFrame):
    """The first tab of the page.

    Signals:
        filters_changed: Ask `filters`.
        sort_chosen: A `Column`.
        invite_requested: Invite who is marked.
        retry_requested: Ask the server again.
    """

    filters_changed = Signal()
    sort_chosen = Signal(int)
    invite_requested = Signal()
    retry_requested = Signal()

    def __init__(self, context: UiContext, model: VisitorModel) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("visitors_tab")
        self.field = FilterField(self)
        self.field.setObjectName("visitor_filter")
        self.field.setAccessibleName(self.tr("Search in the list of visitors"))
        self.field.setPlaceholderText(self.tr("Name, page, search words"))
        self.field.setClearButtonEnabled(True)
        self._sites = self._box("visitor_site", self.tr("Site"))
        self._order = self._box("visitor_order", self.tr("Sort by"))
        self._free = QCheckBox(self.tr("Who may be invited"), self)
        self._free.setObjectName("visitor_free")
        self._count = PlainLabel("", self)
        self._count.setObjectName("visitor_count")
        self._count.setProperty("role", "dim")
        self._note = PlainLabel("", self)
        self._note.setObjectName("visitor_note")
        self._note.setProperty("role", "warn")
        self._note.hide()
        self.table = VisitorTable(context, model, self)
        self.state = StatePage(context, self)
        self._said = PlainLabel("", self, wrap=True)
        self._said.setObjectName("visitor_said")
        self._invite = primary_button(self.tr("Invite…"), "visitor_invite", self)
        self._place_parts()
        self._connect_parts()

    @property
    def filters(self) -> Filters:
        """What the boxes and the field say."""
        site = self._sites.currentData()
        return Filters(
            site_id=SiteId(site) if site else None, text=self.field.text()[:200], free=self._free.isChecked()
        )

    def show_sites(self, sites: Mapping[SiteId, str]) -> None:
        """Offer these sites; with one there is nothing to choose."""
        wanted = [(self.tr("All sites"), "")] + [(clean_line(name, 60), str(key)) for key, name in sites.items()]
        if [(self._sites.itemText(at), self._sites.itemData(at)) for at in range(self._sites.count())] != wanted:
            chosen = self._sites.currentData()
            self._sites.clear()
            for words, key in wanted:
                self._sites.addItem(words, key)
            self._sites.setCurrentIndex(max(0, self._sites.findData(chosen)))
        self._sites.setVisible(len(sites) > 1)

    def show_order(self, column: Column, *, falling: bool) -> None:
        """Show by what the list is sorted."""
        self._order.setCurrentIndex(self._order.findData(int(column)))
        self.table.show_order(column, falling=falling)

    def show_table(self, shown: int, total: int, others: int) -> None:
        """Show the table, and say how many rows it has and how many visitors are only counted."""
        locale = self._context.locale
        if shown == total:
            words = self.tr("%n visitors", None, total)
        else:
            words = self.tr("%1 of %2").replace("%1", locale.toString(shown)).replace("%2", locale.toString(total))
        if others:
            more = self.tr("and %n more, who came earlier", None, others)
            words = f"{words} {more}"
        self._count.setText(words)
        self._pages.setCurrentWidget(self.table)

    def show_note(self, words: str) -> None:
        """Say that what is shown is as of earlier; empty says nothing."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def show_state(self, icon: str, title: str, words: str = "", action_text: str = "") -> None:
        """Show a page in place of the list."""
        self._count.setText("")
        self.state.show_state(icon, title, words, action_text)
        self._pages.setCurrentWidget(self.state)

    def show_marked(self, words: str, why_not: str, *, may: bool) -> None:
        """Show who is marked and why they cannot be invited, if so."""
        self._said.setText(why_not or words)
        self._said.setProperty("role", "warn" if why_not else "dim")
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self._invite.setEnabled(may)
        self._invite.setAccessibleDescription(why_not)

    def focus_list(self) -> None:
        """Put the keyboard into the list, or where one types when it is not there."""
        there = self._pages.currentWidget() is self.table
        (self.table if there else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self) -> None:
        """Put the keyboard where one types."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # ------------------------------------------------------------------------------------------ building

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setMinimumWidth(90)
        box.setMaximumWidth(200)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        set_plain_tooltip(box, title)
        return box

    def _place_parts(self) -> None:
        for column in ORDERS:
            self._order.addItem(self.tr("Sort: %1").replace("%1", column_words(column)), int(column))
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 8)
        head.setSpacing(8)
        self.field.setMinimumWidth(160)
        self.field.setMaximumWidth(280)
        head.addWidget(self.field, 2)
        head.addWidget(self._sites)
        head.addWidget(self._free)
        head.addWidget(self._count, 1)
        head.addWidget(self._note, 1)
        head.addWidget(self._order)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(12)
        foot.addWidget(self._said, 1)
        foot.addWidget(self._invite)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.state)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(self._pages, 1)
        whole.addLayout(foot)

    def _connect_parts(self) -> None:
        self._sites.activated.connect(self.filters_changed)
        self.field.textChanged.connect(self.filters_changed)
        self._free.toggled.connect(self.filters_changed)
        self._order.activated.connect(self._on_order)
        self.field.list_requested.connect(self.focus_list)
        self.table.leave_requested.connect(self.focus_field)
        self.table.sort_chosen.connect(self.sort_chosen)
        self.table.row_requested.connect(self.invite_requested)
        self._invite.clicked.connect(self.invite_requested)
        self.state.action_requested.connect(self.retry_requested)

    def _on_order(self, place: int) -> None:
        self.sort_chosen.emit(int(self._order.itemData(place)))
