"""The filters of the archive: boxes and switches in a row, what is chosen as chips below; decides nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import structs
from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from operator_console.domain.archive import ArchiveOrder, UsedTag
from operator_console.domain.conversations import Outcome
from operator_console.domain.ids import AgentId, SiteId
from operator_console.domain.people import Agent
from operator_console.domain.plain_text import clean_line
from operator_console.domain.ratings import MOST_STARS
from operator_console.ui.archive.query import Filters, Period
from operator_console.ui.archive.words import period_words
from operator_console.ui.kit.buttons import ghost_button, quiet_button, set_button_text
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.flow_box import FlowBox
from operator_console.ui.kit.plain_label import set_plain_tooltip
from operator_console.ui.kit.words import date_words, outcome_words, stars_words

MAX_CHOICES = 300
Choice = tuple[str, str]
_LOW = "low"


class FilterBar(QWidget):
    """What narrows the archive, but for the words.

    Signals:
        changed: Ask `filters`.
    """

    changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._filters = Filters()
        self._sites = self._box("archive_site", self.tr("Site"))
        self._agents = self._box("archive_agent", self.tr("Agent"))
        self._outcomes = self._box("archive_outcome", self.tr("Outcome"))
        self._tags = self._box("archive_tag", self.tr("Tag"))
        self._periods = self._box("archive_period", self.tr("Days"))
        self._order = self._box("archive_order", self.tr("Order"))
        self._first = self._day("archive_first_day", self.tr("From this day"))
        self._last = self._day("archive_last_day", self.tr("To this day"))
        self._late = self._switch("archive_late", self.tr("Late replies"), self.tr("Only chats with a late reply"))
        self._commented = self._switch(
            "archive_commented", self.tr("Comments"), self.tr("Only chats on which colleagues commented")
        )
        self._ratings = self._box("archive_rating", self.tr("Rating"))
        self._chips = FlowBox(self)
        self._chips.setVisible(False)
        self._fill_fixed()
        self._place_parts()

    @property
    def filters(self) -> Filters:
        """What is chosen; the words are not here."""
        return self._filters

    def show_sites(self, sites: Mapping[SiteId, str]) -> None:
        """Offer these sites; with one there is nothing to choose."""
        _fill(self._sites, self.tr("All sites"), [(name, site_id) for site_id, name in sites.items()])
        self._sites.setVisible(len(sites) > 1)

    def show_choices(self, agents: Sequence[Agent], tags: Sequence[UsedTag]) -> None:
        """Offer the agents and tags that there are."""
        names = [(agent.name, agent.id) for agent in agents[:MAX_CHOICES]]
        _fill(self._agents, self.tr("All agents"), names)
        used = dict.fromkeys(tag.tag for tag in tags)
        _fill(self._tags, self.tr("All tags"), [(tag, tag) for tag in list(used)[:MAX_CHOICES]])
        for box in (self._agents, self._tags):
            box.setVisible(box.count() > 1)
        self._put_choice()
        self._show_chosen()

    def show_filters(self, filters: Filters) -> None:
        """Show this choice, as if it had been made here."""
        self._filters = filters
        self._put_choice()
        self._show_chosen()
        self.changed.emit()

    def clear(self) -> None:
        """Narrow by nothing any more; the order stays."""
        self.show_filters(Filters(order=self._filters.order))

    # ------------------------------------------------------------------------------------------ building

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setMinimumWidth(84)
        box.setMaximumWidth(160)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        set_plain_tooltip(box, title)
        box.activated.connect(self._on_chosen)
        return box

    def _day(self, name: str, title: str) -> QDateEdit:
        today = date.today()  # noqa: DTZ011 - a day of this machine's calendar is what is chosen
        day = QDateEdit(QDate(today.year, today.month, today.day), self)
        day.setObjectName(name)
        day.setAccessibleName(title)
        day.setCalendarPopup(True)
        day.setLocale(self._context.locale)
        day.setVisible(False)
        day.dateChanged.connect(self._on_chosen)
        return day

    def _switch(self, name: str, words: str, tip: str) -> QPushButton:
        button = ghost_button(words, name, self)
        button.setCheckable(True)
        set_plain_tooltip(button, tip)
        button.clicked.connect(self._on_chosen)
        return button

    def _fill_fixed(self) -> None:
        _fill(self._outcomes, self.tr("All outcomes"), [(outcome_words(each), each.value) for each in Outcome])
        stars = [(stars_words(number), str(number)) for number in range(MOST_STARS, 0, -1)]
        _fill(self._ratings, self.tr("All ratings"), [(self.tr("Rated low"), _LOW), *stars])
        for period in Period:
            self._periods.addItem(period_words(period), period.value)
        self._order.addItem(self.tr("Newest first"), ArchiveOrder.NEWEST.value)
        self._order.addItem(self.tr("Best match"), ArchiveOrder.BEST.value)
        self._order.setMinimumWidth(self._order.sizeHint().width() + 8)

    def _place_parts(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for part in (
            self._periods,
            self._first,
            self._last,
            self._sites,
            self._agents,
            self._outcomes,
            self._tags,
            self._ratings,
        ):
            line.addWidget(part)
        line.addWidget(self._late)
        line.addWidget(self._commented)
        line.addStretch(1)
        line.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 2, 16, 8)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._chips)

    # --------------------------------------------------------------------------------------------- choice

    def _on_chosen(self, *_emitted: object) -> None:
        site, agent, outcome = (box.currentData() for box in (self._sites, self._agents, self._outcomes))
        rating = self._ratings.currentData()
        period = Period(self._periods.currentData())
        days = period is Period.DAYS
        chosen = Filters(
            site_id=SiteId(site) if site else None,
            agent_id=AgentId(agent) if agent else None,
            outcome=Outcome(outcome) if outcome else None,
            tag=self._tags.currentData() or "",
            period=period,
            first=_python_day(self._first) if days else None,
            last=_python_day(self._last) if days else None,
            late=self._late.isChecked(),
            commented=self._commented.isChecked(),
            rated_low=rating == _LOW,
            rating=int(rating) if rating and rating != _LOW else None,
            visitor=self._filters.visitor,
            order=ArchiveOrder(self._order.currentData()),
        )
        if chosen != self._filters:
            self._filters = chosen
            self._show_chosen()
            self.changed.emit()

    def _put_choice(self) -> None:
        """Let the boxes say what is chosen."""
        filters = self._filters
        choices = (
            (self._sites, filters.site_id or ""),
            (self._agents, filters.agent_id or ""),
            (self._outcomes, filters.outcome.value if filters.outcome is not None else ""),
            (self._tags, filters.tag),
            (self._ratings, _LOW if filters.rated_low else str(filters.rating or "")),
            (self._periods, filters.period.value),
            (self._order, filters.order.value),
        )
        for box, value in choices:
            box.setCurrentIndex(max(0, box.findData(value)))
        self._late.setChecked(filters.late)
        self._commented.setChecked(filters.commented)

    def _show_chosen(self) -> None:
        """Show each choice as a chip that takes it back."""
        for day in (self._first, self._last):
            day.setVisible(self._filters.period is Period.DAYS)
        self._chips.remove_all()
        for name, words in self._chosen():
            chip = quiet_button("", f"chip_{name}", self._chips)
            set_button_text(chip, words)
            chip.setAccessibleName(self.tr("Without this filter: %1").replace("%1", clean_line(words, 60)))
            self._context.icons.put(chip, "x", size_px=12)
            chip.clicked.connect(call(self._take_back, name))
            self._chips.add_widget(chip)
        if self._filters.narrowed:
            everything = ghost_button(self.tr("Clear filters"), "archive_clear", self._chips)
            everything.clicked.connect(self.clear)
            self._chips.add_widget(everything)
        self._chips.setVisible(self._filters.narrowed)

    def _chosen(self) -> Iterable[Choice]:
        """Yield the name of each field that narrows, with words."""
        chosen = self._filters
        if chosen.visitor is not None:
            yield "visitor", self.tr("All chats with %1").replace("%1", clean_line(chosen.visitor[1], 60))
        for name, box in (("site_id", self._sites), ("agent_id", self._agents), ("tag", self._tags)):
            if getattr(chosen, name):
                yield name, box.currentText() if box.currentIndex() > 0 else box.accessibleName()
        if chosen.outcome is not None:
            yield "outcome", outcome_words(chosen.outcome)
        if chosen.period is Period.DAYS and chosen.first is not None and chosen.last is not None:
            words = self.tr("%1 to %2").replace("%1", date_words(chosen.first, self._context.locale))
            yield "period", words.replace("%2", date_words(chosen.last, self._context.locale))
        elif chosen.period is not Period.ANY:
            yield "period", period_words(chosen.period)
        if chosen.late:
            yield "late", self._late.accessibleName()
        yield from self._chosen_ratings()
        if chosen.commented:
            yield "commented", self._commented.accessibleName()

    def _chosen_ratings(self) -> Iterable[Choice]:
        if self._filters.rated_low:
            yield "rated_low", self.tr("Rated low")
        if self._filters.rating is not None:
            yield "rating", stars_words(self._filters.rating)

    def _take_back(self, name: str) -> None:
        plain = Filters()
        taken = {"period": {"period": plain.period, "first": None, "last": None}}.get(
            name, {name: getattr(plain, name)}
        )
        self.show_filters(structs.replace(self._filters, **taken))


def _python_day(day: QDateEdit) -> date:
    chosen = day.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _fill(box: QComboBox, everything: str, choices: Sequence[Choice]) -> None:
    """Offer choices, with what is chosen kept as long as it exists."""
    chosen = box.currentData()
    wanted = [(everything, ""), *((clean_line(text, 60), value) for text, value in choices)]
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == wanted:
        return
    box.clear()
    for text, value in wanted:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
