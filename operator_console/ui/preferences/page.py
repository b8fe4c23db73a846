"""The shape of a page of preferences: heading, rows with a title and a control, small print."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from operator_console.settings.options import Option
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class PreferencesPage(QWidget):
    """A column with room for rows; subclasses fill it."""

    def __init__(self, context: "UiContext", title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 2, 0, 0)
        self.column.setSpacing(10)
        heading = QLabel(title, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("role", "heading")
        self.column.addWidget(heading)
        self.rows = QFormLayout()
        self.rows.setHorizontalSpacing(18)
        self.rows.setVerticalSpacing(10)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(self.rows)

    def add_row(self, title: str, control: QWidget) -> None:
        """Add a titled control."""
        label = QLabel(title, self)
        label.setBuddy(control)
        control.setAccessibleName(title)
        self.rows.addRow(label, control)

    def add_small_print(self, text: str = "") -> PlainLabel:
        """Add a sentence of explanation."""
        label = PlainLabel(text, self, wrap=True)
        label.setProperty("role", "dim")
        self.column.addWidget(label)
        return label

    def choice(self, option: Option[str], words: dict[str, str], name: str) -> QComboBox:
        """Return a box that shows and sets `option`; `words` by value, in order."""
        box = QComboBox(self)
        box.setObjectName(name)
        for value, text in words.items():
            box.addItem(text, value)
        box.setCurrentIndex(list(words).index(self.context.settings.get(option)))
        box.activated.connect(call_with(self._store_choice, option, box))
        return box

    def _store_choice(self, option: Option[str], box: QComboBox, place: int) -> None:
        self.context.settings.set(option, str(box.itemData(place)))
