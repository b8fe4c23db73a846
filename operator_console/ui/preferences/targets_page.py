"""The response targets of each site, to read: they are set per site on the server."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from operator_console.domain.people import Site
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import elapsed_words
from operator_console.ui.preferences.page import PreferencesPage

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class TargetsPage(PreferencesPage):
    """One line for each site."""

    def __init__(self, context: "UiContext", sites: tuple[Site, ...], parent: QWidget) -> None:
        super().__init__(context, self.tr("Targets"), parent)
        self.add_small_print(self.tr("How soon a visitor gets an answer. Your administrator sets this for each site."))
        table = QFrame(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        heads = (self.tr("Site"), self.tr("Answer within"), self.tr("Warning at"), self.tr("After a holding line"))
        for column, words in enumerate(heads):
            grid.addWidget(self._label(words, "caption"), 0, column)
        for row, site in enumerate(sites, start=1):
            targets = site.targets
            times = (targets.target_s, targets.warning_s, targets.holding_s)
            grid.addWidget(self._label(site.name, "plain"), row, 0)
            for column, seconds in enumerate(times, start=1):
                grid.addWidget(self._label(elapsed_words(seconds), "plain"), row, column)
        self.column.addWidget(table)
        self.column.addStretch(1)

    def _label(self, words: str, role: str) -> PlainLabel:
        label = PlainLabel(words, self)
        label.setProperty("role", role)
        label.setSizePolicy(label.sizePolicy().Policy.Preferred, label.sizePolicy().Policy.Preferred)
        return label
