"""The menu of filters beside the search field: tags and freshness, written into the field; searches nothing."""

from collections.abc import Sequence

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.knowledge.filters import Filters, is_writable, read_filters, written
from operator_console.ui.kit.calls import call

MOST_TAGS = 15
MOST_TAG_CHARS = 60
DAYS = (7, 30, 365)


class FilterMenu(QMenu):
    """Shows which filters the text in the field has, and changes them.

    Signals:
        text_chosen: What the field should say from now on.
    """

    text_chosen = Signal(str)

    def __init__(self, parent: QWidget, text: str, tags: Sequence[str]) -> None:
        super().__init__(parent)
        self.setObjectName("filter_menu")
        self._filters = read_filters(text)
        offered = [tag for tag in tags if is_writable(tag)][:MOST_TAGS]
        for tag in dict.fromkeys((*self._filters.tags, *offered)):
            action = self._checkable(clean_line(tag, MOST_TAG_CHARS).replace("&", "&&"), tag in self._filters.tags)
            action.triggered.connect(call(self._on_tag, tag))
        if not self.isEmpty():
            self.addSeparator()
        for days in DAYS:
            words = self.tr("Changed within %n days", None, days)
            self._checkable(words, self._filters.days == days).triggered.connect(call(self._on_days, days))
        self.addSeparator()
        clear = self.addAction(self.tr("Without filters"), self._on_clear)
        clear.setEnabled(self._filters != Filters(self._filters.text))

    def _checkable(self, words: str, checked: bool) -> QAction:
        action = self.addAction(words)
        action.setCheckable(True)
        action.setChecked(checked)
        return action

    def _on_tag(self, tag: str) -> None:
        now = self._filters.tags
        tags = tuple(one for one in now if one != tag) if tag in now else (*now, tag)
        self._choose(structs.replace(self._filters, tags=tags))

    def _on_days(self, days: int) -> None:
        self._choose(structs.replace(self._filters, days=None if self._filters.days == days else days))

    def _on_clear(self) -> None:
        self._choose(Filters(self._filters.text))

    def _choose(self, filters: Filters) -> None:
        self.text_chosen.emit(written(filters))
