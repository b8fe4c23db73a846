"""Articles that may answer the visitor, as chips above the composer; finds and inserts nothing itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.knowledge.values import Suggestion
from operator_console.ui.kit.buttons import KeyCap, icon_button, set_button_text
from operator_console.ui.kit.buttons import link_button as plain_button
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.tab_order import put_after
from operator_console.ui.kit.words import language_words

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_SHOWN = 3
MOST_TITLE_PX, READABLE_TITLE_PX, LEAST_TITLE_PX = 260, 96, 56
LABEL_ABOVE_PX = 620
ELIDE = Qt.TextElideMode.ElideRight


class SuggestionRow(QWidget):
    """Up to three suggestions; nothing at all when there is none.

    Signals:
        article_requested: Show the article of this suggestion.
        insert_requested: Insert the link of this suggestion.
    """

    article_requested = Signal(int)
    insert_requested = Signal(int)

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: QWidget = self
        self.setObjectName("suggestions")
        self.setAccessibleName(self.tr("Suggestions from the knowledge base"))
        self._context = context
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 0)
        row.setSpacing(8)
        self._label = PlainLabel(self.tr("From the knowledge base"), self)
        self._label.setProperty("role", "dim")
        self._label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._label.setMinimumWidth(self._label.sizeHint().width())
        row.addWidget(self._label)
        row.addStretch(1)
        self._chips: list[SuggestionChip] = []
        self._given = 0
        self.hide()

    def come_after(self, before: QWidget) -> None:
        """Let Tab come here from `before`."""
        self._before = before

    @property
    def shown(self) -> int:
        """How many are on screen: a narrow window has room for the surest ones only."""
        return min(self._given, self._fitting()) if self._given else 0

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these, surest first."""
        if suggestions and not self._chips:
            self._build_chips()
        for index, chip in enumerate(self._chips):
            if index < len(suggestions):
                chip.show_suggestion(suggestions[index])
        self._given = min(len(suggestions), MOST_SHOWN)
        self._fit()
        self.setVisible(bool(suggestions))

    def _build_chips(self) -> None:
        for index in range(MOST_SHOWN):
            chip = SuggestionChip(self._context, index, self)
            chip.article_requested.connect(self.article_requested)
            chip.insert_requested.connect(self.insert_requested)
            self._row.insertWidget(index + 1, chip)
            self._chips.append(chip)
        put_after(self._before, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._label.setVisible(self.width() >= LABEL_ABOVE_PX)
        for index, chip in enumerate(self._chips):
            chip.setVisible(index < self.shown)

    def _fitting(self) -> int:
        room = self.width() - 40 - (self._label.minimumWidth() + 8 if self.width() >= LABEL_ABOVE_PX else 0)
        return max(1, (room + 8) // (self._chips[0].readable_px() + 8))


class SuggestionChip(QFrame):
    """Title (shows the article), key, and a button that inserts the link.

    Signals:
        article_requested, insert_requested: With the chip's index.
    """

    article_requested = Signal(int)
    insert_requested = Signal(int)

    def __init__(self, context: "UiContext", index: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._index = index
        self._theme = context.theme
        self._title = ""
        self.setObjectName(f"suggestion_{index + 1}")
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 1, 3, 1)
        row.setSpacing(4)
        self.title = plain_button("", f"suggestion_title_{index + 1}", self)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.title, 1)
        self._key = KeyCap(context, f"knowledge.insert_{index + 1}", self)
        row.addWidget(self._key)
        words = self.tr("Insert the link")
        self.insert = icon_button(context, "link", words, f"suggestion_insert_{index + 1}", self, size_px=13)
        row.addWidget(self.insert)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title.clicked.connect(self._on_title)
        self.insert.clicked.connect(self._on_insert)
        self._theme.changed.connect(self._dress)
        self._dress()

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """Show title and reason."""
        article = suggestion.article
        title = clean_line(article.title, 200)
        code = clean_line(article.language, 5).upper()
        self._title = f"{code} · {title}" if suggestion.other_language else title
        self._elide()
        self.updateGeometry()
        self.title.setAccessibleName(self.tr("Show the article %1").replace("%1", self._title))
        reason = self._reason(suggestion)
        self.title.setAccessibleDescription(reason)
        set_plain_tooltip(self.title, f"{self._title}\n{reason}")
        self.insert.setAccessibleName(self.tr("Insert the link to %1").replace("%1", self._title))

    def _reason(self, suggestion: Suggestion) -> str:
        said = []
        if suggestion.reason_words:
            words = clean_line(", ".join(suggestion.reason_words), 300)
            said.append(self.tr("Because of: %1").replace("%1", words))
        if suggestion.by_meaning:
            said.append(self.tr("It means much the same as the question."))
        if suggestion.other_language:
            language = language_words(suggestion.article.language)
            through = self.tr("Found through translated words (%1): look before you use it.")
            alone = self.tr("It is in another language (%1): look before you use it.")
            said.append((through if suggestion.reason_words else alone).replace("%1", language))
        return "\n".join(said)

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole title, within reason."""
        title = min(MOST_TITLE_PX, self.title.fontMetrics().horizontalAdvance(self._title) + 14)
        return QSize(title + self._beside_px(), super().sizeHint().height())

    def readable_px(self) -> int:
        """Return the width below which a title says too little."""
        return READABLE_TITLE_PX + self._beside_px()

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_TITLE_PX + self._beside_px(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _on_title(self) -> None:
        self.article_requested.emit(self._index)

    def _on_insert(self) -> None:
        self.insert_requested.emit(self._index)

    def _beside_px(self) -> int:
        key = 0 if self._key.isHidden() else self._key.sizeHint().width() + 4
        return key + self.insert.sizeHint().width() + 18

    def _elide(self) -> None:
        room = max(LEAST_TITLE_PX, self.width() - self._beside_px()) - 6
        name = self.title.accessibleName()
        set_button_text(self.title, self.title.fontMetrics().elidedText(self._title, ELIDE, room))
        self.title.setAccessibleName(name)

    def _dress(self) -> None:
        line, text = self._theme.colour("line").name(), self._theme.colour("text").name()
        self.setStyleSheet(
            f"SuggestionChip {{ border: 1px solid {line}; border-radius: 8px; }}"
            f"QPushButton {{ color: {text}; font-size: 12px; font-weight: 500; }}"
        )
