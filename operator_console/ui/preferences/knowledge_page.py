"""Whether meaning counts beside words in the knowledge search, and how far it is read; reads and searches nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from operator_console.knowledge.sense import is_installed
from operator_console.settings.options import KNOWLEDGE_SENSE
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.preferences.page import PreferencesPage

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.knowledge_ports import KnowledgeDoor

LOOK_MS = 1_000


class KnowledgePage(PreferencesPage):
    """One box, what it costs, and how far it is."""

    def __init__(self, context: "UiContext", knowledge: "KnowledgeDoor", parent: QWidget) -> None:
        super().__init__(context, self.tr("Knowledge"), parent)
        self._knowledge = knowledge
        words = self.tr("Search by meaning too")
        box = QCheckBox(words, self)
        box.setObjectName("knowledge_sense")
        box.setAccessibleName(words)
        box.setEnabled(is_installed())
        box.setChecked(is_installed() and context.settings.get(KNOWLEDGE_SENSE))
        box.toggled.connect(self._store)
        self.column.addWidget(box)
        self.add_small_print(
            self.tr(
                "Finds articles that say it in other words, and Dutch articles for a question in English. A small "
                "model does this on this computer alone, in about 180 MB of memory, after some minutes of quiet work."
            )
        )
        self._state = PlainLabel("", self, wrap=True)
        self._state.setObjectName("knowledge_sense_state")
        self._state.setProperty("role", "small")
        self.column.addWidget(self._state)
        self.column.addStretch(1)
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self._show_state)
        timer.start()
        self._show_state()

    def _store(self, on: bool) -> None:
        self.context.settings.set(KNOWLEDGE_SENSE, on)
        self._show_state()

    def _show_state(self) -> None:
        progress = self._knowledge.sense_progress
        if not is_installed():
            words = self.tr("Not available here: the extra part \u201csense\u201d of the program is not installed.")
        elif progress is None or not progress[1]:
            words = ""
        elif progress[0] < progress[1]:
            words = self.tr("%1 of %2 articles are read. Until then words alone count.")
            words = words.replace("%1", str(progress[0])).replace("%2", str(progress[1]))
        else:
            words = self.tr("%n articles are read.", None, progress[1])
        self._state.setText(words)
