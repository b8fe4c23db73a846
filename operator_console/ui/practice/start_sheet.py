"""Chooses what to practise: cases, how many visitors at once, how fast; starts nothing itself."""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QTableView, QWidget

from operator_console.domain.practice import LANGUAGES, MOST_AT_ONCE, Dialogue, PracticePace, PracticePlan
from operator_console.ui.kit.buttons import ghost_button
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import language_words
from operator_console.ui.practice.rows import LANGUAGE, LENGTH, MAKER, SITE, TEMPER, TITLE, CaseModel, CaseRow

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

RANDOM_CASES = 4
ROW_PX = 30
COLUMNS_PX = {SITE: 112, LANGUAGE: 92, TEMPER: 112, LENGTH: 86, MAKER: 112}


class CaseTable(QTableView):
    """The list of cases; Space ticks the row with the cursor, whatever the column."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, CaseModel) and self.currentIndex().isValid():
            model.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class StartSheet(SheetDialog):
    """A sheet; answers ``start`` and has `plan` then.

    Args:
        language: The cases that are shown first, ``nl`` or ``en``.
        may_remove: Team cases can be removed from here.

    Signals:
        remove_requested: The id of a team case.
    """

    remove_requested = Signal(str)

    def __init__(
        self, context: "UiContext", parent: QWidget | None = None, *, language: str = "nl", may_remove: bool = False
    ) -> None:
        super().__init__(context, "", parent, width_px=780)
        self.setObjectName("practice_start")
        self._may_remove = may_remove
        self._rows: tuple[CaseRow, ...] = ()
        self._random = random.Random()
        title = self.tr("Practice")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        heading = self.findChild(PlainLabel, "sheet_title")
        if heading is not None:
            heading.setText(title)
        self.add_text(
            self.tr(
                "Written visitors chat with you in a space of its own, with your sites and your knowledge base. "
                "Nothing of it counts, nobody else sees it, and it is gone when you close it."
            )
        )
        self._model = CaseModel(context.locale, self)
        self._build_choosers(language)
        self._build_table()
        self._build_pace()
        self._said = self.add_text("")
        self._said.setObjectName("practice_said")
        self._build_buttons()
        self._model.chosen_changed.connect(self._on_chosen)
        self._on_chosen()
        self.resize(QSize(820, 620))

    @property
    def plan(self) -> PracticePlan:
        """What was chosen."""
        dialogues: tuple[Dialogue, ...] = tuple(row.dialogue for row in self._model.chosen)
        pace = self._pace.currentData()
        return PracticePlan(
            dialogues=dialogues,
            at_once=self._at_once.currentData(),
            pace=PracticePace(pace),
            seed=self._random.randrange(2**31),
        )

    def show_cases(self, rows: Sequence[CaseRow]) -> None:
        """Offer these; some of the shown ones are ticked when none is."""
        self._rows = tuple(rows)
        self._filter()
        if not self._model.chosen:
            self._choose_some()

    def say_trouble(self, words: str) -> None:
        """Say what could not be had; empty takes it away."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    # --------------------------------------------------------------------------------------------- building

    def _build_choosers(self, language: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        self._language = QComboBox(self)
        self._language.setObjectName("practice_language")
        self._language.setAccessibleName(self.tr("Language of the cases"))
        self._language.addItem(self.tr("Both languages"), "")
        for code in LANGUAGES:
            self._language.addItem(language_words(code), code)
        self._language.setCurrentIndex(max(0, self._language.findData(language)))
        self._language.currentIndexChanged.connect(self._filter)
        line.addWidget(self._language)
        line.addStretch(1)
        choices = (
            ("choose_all", self.tr("All"), self.tr("Choose all cases"), self._choose_all),
            ("choose_none", self.tr("None"), self.tr("Choose no case"), self._choose_none),
            ("choose_random", self.tr("Random"), self.tr("Choose some cases at random"), self._choose_some),
        )
        for name, words, spoken, slot in choices:
            button = ghost_button(words, name, self)
            button.setAccessibleName(spoken)
            button.clicked.connect(slot)
            line.addWidget(button)
        self.column.addLayout(line)

    def _build_table(self) -> None:
        table = CaseTable(self)
        table.setObjectName("practice_cases")
        table.setAccessibleName(self.tr("Cases to practise"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width_px in COLUMNS_PX.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width_px)
        table.setMinimumHeight(5 * ROW_PX)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        self._table = table
        self.column.addWidget(table, 1)

    def _build_pace(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._at_once = QComboBox(self)
        self._at_once.setObjectName("practice_at_once")
        self._at_once.setAccessibleName(self.tr("Visitors at once"))
        for count in range(1, MOST_AT_ONCE + 1):
            self._at_once.addItem(self.context.locale.toString(count), count)
        self._at_once.setCurrentIndex(1)
        self._at_once.currentIndexChanged.connect(self._on_chosen)
        self._pace = QComboBox(self)
        self._pace.setObjectName("practice_pace")
        self._pace.setAccessibleName(self.tr("Pace"))
        for pace, words in (
            (PracticePace.SLOW, self.tr("Slow")),
            (PracticePace.AS_WRITTEN, self.tr("As written")),
            (PracticePace.FAST, self.tr("Fast")),
        ):
            self._pace.addItem(words, pace.value)
        self._pace.setCurrentIndex(1)
        for words, field in ((self.tr("Visitors at once"), self._at_once), (self.tr("Pace"), self._pace)):
            label = PlainLabel(words, self)
            label.setSizePolicy(label.sizePolicy().Policy.Preferred, label.sizePolicy().Policy.Preferred)
            line.addWidget(label)
            line.addWidget(field)
            line.addSpacing(12)
        line.addStretch(1)
        self.column.addLayout(line)

    def _build_buttons(self) -> None:
        self._trouble = self.add_text("")
        self._trouble.setObjectName("practice_trouble")
        self._trouble.setProperty("role", "warn")
        self._trouble.setVisible(False)
        small = self.add_text(
            self.tr("Your own window stays open and goes on alerting you: every sound you hear is a real one.")
        )
        small.setProperty("role", "small")
        self._remove = ghost_button(self.tr("Remove this case"), "remove_case", self)
        self._remove.clicked.connect(self._on_remove)
        self._remove.setVisible(self._may_remove)
        self._remove.setEnabled(False)
        self._buttons.insertWidget(0, self._remove)
        self.add_button("cancel", self.tr("Cancel"))
        self._start = self.add_button("start", self.tr("Start practice"), "primary", default=True)

    # ---------------------------------------------------------------------------------------------- slots

    def _filter(self) -> None:
        code = self._language.currentData()
        self._table.setColumnHidden(LANGUAGE, bool(code))
        self._model.show_rows([row for row in self._rows if not code or row.dialogue.language == code])
        if self._model.rows:
            self._table.selectRow(0)
        self._on_selected()

    def _choose_all(self) -> None:
        self._model.choose(row.name for row in self._model.rows)

    def _choose_none(self) -> None:
        self._model.choose(())

    def _choose_some(self) -> None:
        rows = self._model.rows
        chosen = self._random.sample(rows, min(RANDOM_CASES, len(rows)))
        self._model.choose(row.name for row in chosen)

    def _on_chosen(self) -> None:
        count = len(self._model.chosen)
        self._start.setEnabled(count > 0)
        at_once = min(count, self._at_once.currentData())
        if not count:
            self._said.setText(self.tr("Choose at least one case."))
        else:
            words = self.tr("%n cases, at most %1 at the same time.", None, count)
            self._said.setText(words.replace("%1", self.context.locale.toString(at_once)))

    def _on_selected(self, *_selected: QItemSelection) -> None:
        row = self._current()
        self._remove.setEnabled(self._may_remove and row is not None and bool(row.case_id))

    def _on_remove(self) -> None:
        row = self._current()
        if row is not None and row.case_id:
            self.remove_requested.emit(row.case_id)

    def _current(self) -> CaseRow | None:
        number = self._table.currentIndex().row()
        return self._model.rows[number] if 0 <= number < len(self._model.rows) else None
