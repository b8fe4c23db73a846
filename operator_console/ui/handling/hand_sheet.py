"""Asks for a few words to the leads, or none; raises no hand itself."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.dialog import SheetDialog

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MAX_HAND_CHARS = 200


class HandSheet(SheetDialog):
    """Answers ``raise``; `words` may be empty."""

    def __init__(self, context: "UiContext", title: str, parent: QWidget | None) -> None:
        super().__init__(context, title, parent, width_px=420)
        self.setObjectName("hand_sheet")
        self.add_text(
            self.tr("A lead sees it at once and can look along, write you a note or join. The visitor sees nothing.")
        )
        self._field = QLineEdit(self)
        self._field.setObjectName("hand_words")
        self._field.setMaxLength(MAX_HAND_CHARS)
        self._field.setAccessibleName(self.tr("What you need, if you like"))
        self._field.setPlaceholderText(self.tr("What you need, if you like"))
        self.column.addWidget(self._field)
        self.add_button("cancel", self.tr("Cancel"))
        self.add_button("raise", self.tr("Raise a hand"), "primary", default=True)
        self._field.setFocus()

    @property
    def words(self) -> str:
        """What the agent needs."""
        return clean_line(self._field.text(), MAX_HAND_CHARS)
