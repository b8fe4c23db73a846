"""Asks for an article of a site, found as one types; decides nothing about what it is for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from operator_console.domain.articles import ArticleCard
from operator_console.domain.ids import ArticleKey
from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.rows import folded
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog

MOST_SHOWN = 100


class ArticlePicker(SheetDialog):
    """A field and the articles whose title, summary or key hold all its words."""

    def __init__(self, context: UiContext, cards: Sequence[ArticleCard], words: str, parent: QWidget) -> None:
        super().__init__(context, self.tr("Link to an article"), parent, width_px=520)
        self._cards = tuple(
            (folded(f"{card.title[:300]} {card.summary[:500]} {card.key}"), card)
            for card in sorted(cards, key=lambda card: card.title.casefold())
        )
        self._field = QLineEdit(self)
        self._field.setObjectName("picker_field")
        self._field.setMaxLength(200)
        self._field.setPlaceholderText(self.tr("Search articles"))
        self._field.setAccessibleName(self.tr("Search articles"))
        self.column.addWidget(self._field)
        self._list = self.add_choices("picker_list", self.tr("Articles"))
        self._list.setMinimumHeight(260)
        self.add_button("cancel", self.tr("Cancel"))
        self._choose = self.add_button("choose", self.tr("Choose"), "primary", default=True)
        self._field.textChanged.connect(self._fill)
        self._list.itemDoubleClicked.connect(self._choose.click)
        self._field.setText(clean_line(words, 60))
        self._fill()

    @property
    def card(self) -> ArticleCard | None:
        """The marked article."""
        if self._list.currentRow() < 0:
            return None
        key = ArticleKey(self._list.currentItem().data(Qt.ItemDataRole.UserRole))
        return next((card for _, card in self._cards if card.key == key), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows move through the list from within the field."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        words = folded(self._field.text()).split()
        self._list.clear()
        found = (card for haystack, card in self._cards if all(word in haystack for word in words))
        for place, card in enumerate(found):
            if place == MOST_SHOWN:
                break
            item = QListWidgetItem(clean_line(card.title, 200) or card.key)
            item.setData(Qt.ItemDataRole.UserRole, card.key)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._choose.setEnabled(self._list.count() > 0)
