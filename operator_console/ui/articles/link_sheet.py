"""Asks for the address of a link; only addresses that our readers may follow are taken."""

from PySide6.QtWidgets import QLineEdit, QWidget

from operator_console.domain.links import is_safe_url
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog


class LinkSheet(SheetDialog):
    """A field for an address, and for the words when nothing is selected in the text."""

    def __init__(self, context: UiContext, words: str, parent: QWidget) -> None:
        super().__init__(context, self.tr("Link to a page"), parent, width_px=460)
        self._address = self._field("link_address", self.tr("Address, such as https://…"))
        self._words = self._field("link_words", self.tr("Words to click on"))
        self._address.setText(words if is_safe_url(words) else "")
        self._words.setText("" if is_safe_url(words) else clean_line(words, 300))
        self._words.setVisible(not self._words.text())
        self.add_button("cancel", self.tr("Cancel"))
        self._insert = self.add_button("insert", self.tr("Insert"), "primary", default=True)
        self._address.textChanged.connect(self._show_possible)
        self._show_possible()

    @property
    def link(self) -> tuple[str, str]:
        """Words and address."""
        address = self.address
        return self._words.text().strip() or address, address

    @property
    def address(self) -> str:
        """The address, with https:// where it was left out."""
        typed = self._address.text().strip().replace(" ", "%20")
        if not typed or is_safe_url(typed):
            return typed
        return f"https://{typed}" if is_safe_url(f"https://{typed}") and "." in typed else typed

    def _field(self, name: str, title: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setMaxLength(2_000)
        field.setPlaceholderText(title)
        field.setAccessibleName(title)
        self.column.addWidget(field)
        return field

    def _show_possible(self) -> None:
        self._insert.setEnabled(is_safe_url(self.address))
