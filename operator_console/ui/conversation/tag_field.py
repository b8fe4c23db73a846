"""A field for tags: chips that can be taken away and a line to add more, with earlier tags offered; knows no chat."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import quiet_button, set_button_text
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.flow_box import FlowBox

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_TAGS = 12
MOST_CHARS = 40


class TagField(QWidget):
    """Tags of one chat.

    Signals:
        changed: A tag was added or taken away.
    """

    changed = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tags: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._chips = FlowBox(self)
        column.addWidget(self._chips)
        line = QHBoxLayout()
        self._line = _TagLine(self)
        self._line.setObjectName("tag_line")
        self._line.setAccessibleName(self.tr("Add a tag"))
        self._line.setPlaceholderText(self.tr("Add a tag, Enter after each"))
        self._line.setMaxLength(MOST_CHARS)
        self._line.entered.connect(self._on_entered)
        self._line.back_requested.connect(self._on_back)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._on_entered)
        self._line.setCompleter(completer)
        line.addWidget(self._line)
        column.addLayout(line)
        self._draw()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, with what stands in the line."""
        left = clean_line(self._line.text(), MOST_CHARS)
        return (*self._tags, left) if left and left not in self._tags else tuple(self._tags)

    @property
    def empty_line(self) -> bool:
        """Tell whether nothing is being written."""
        return not self._line.text().strip()

    def show_tags(self, tags: tuple[str, ...], known: tuple[str, ...]) -> None:
        """Show these tags; `known` ones are offered."""
        self._tags = list(tags)[:MOST_TAGS]
        self._known.setStringList(sorted({clean_line(tag, MOST_CHARS) for tag in known}, key=str.casefold))
        self._line.clear()
        self._draw()

    def offer(self, known: tuple[str, ...]) -> None:
        """Offer these as well."""
        offered = {*self._known.stringList(), *(clean_line(tag, MOST_CHARS) for tag in known)}
        self._known.setStringList(sorted(offered, key=str.casefold))

    def focus_line(self) -> None:
        """Begin to write."""
        self._line.setFocus()

    def _on_entered(self, text: str) -> None:
        tag = clean_line(text, MOST_CHARS)
        if tag and tag not in self._tags and len(self._tags) < MOST_TAGS:
            self._tags.append(tag)
            self._draw()
            self.changed.emit()
        self._line.clear()

    def _on_back(self) -> None:
        if self._tags:
            self._take_away(self._tags[-1])

    def _take_away(self, tag: str) -> None:
        if tag in self._tags:
            self._tags.remove(tag)
            self._draw()
            self.changed.emit()
            self._line.setFocus()

    def _draw(self) -> None:
        self._chips.remove_all()
        for tag in self._tags:
            chip = quiet_button("", "tag_chip", self._chips)
            set_button_text(chip, tag)
            chip.setAccessibleName(self.tr("Take away the tag %1").replace("%1", clean_line(tag, MOST_CHARS)))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            self._context.icons.put(chip, "x", size_px=12)
            chip.clicked.connect(call(self._take_away, tag))
            self._chips.add_widget(chip)
        self._chips.setVisible(bool(self._tags))


class _TagLine(QLineEdit):
    """Tells Enter and Backspace.

    Signals:
        entered: Enter or comma after a word.
        back_requested: Backspace in the empty line.
    """

    entered = Signal(str)
    back_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if (enter or event.text() == ",") and self.text().strip():
            self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)
