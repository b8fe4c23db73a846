"""Asks which page of the site the visitor may be shown: an address, or one that is at hand; asks no visitor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from operator_console.domain.links import MAX_LINK_CHARS, is_safe_url, shown_host
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import plain_tooltip

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_PAGES = 12
_ADDRESS = int(Qt.ItemDataRole.UserRole)
PageChoice = tuple[str, str]
"""Title and address."""


class PageSheet(SheetDialog):
    """Answers ``ask``; then `url` and `page_title` say what for."""

    def __init__(self, context: "UiContext", title: str, pages: Sequence[PageChoice], parent: QWidget | None) -> None:
        super().__init__(context, title, parent, width_px=520)
        self.setObjectName("page_sheet")
        self.add_text(
            self.tr(
                "The visitor is asked first, and sees the title and the real address. Only pages of the site itself."
            )
        )
        self._titles = {url: name for name, url in pages if name != url}
        self._field = QLineEdit(self)
        self._field.setObjectName("page_address")
        self._field.setMaxLength(MAX_LINK_CHARS)
        self._field.setAccessibleName(self.tr("Address of the page"))
        self._field.setPlaceholderText("https://")
        self._field.textChanged.connect(self._on_text)
        self.column.addWidget(self._field)
        self._list = self.add_choices("page_choices", self.tr("Pages at hand"))
        for name, url in pages[:MOST_PAGES]:
            shown = clean_line(url, 200) if name == url else f"{clean_line(name, 80)} · {clean_line(url, 120)}"
            item = QListWidgetItem(shown, self._list)
            item.setToolTip(plain_tooltip(f"{name}\n{url}" if name != url else url))
            item.setData(_ADDRESS, url)
        self._list.currentItemChanged.connect(self._on_choice)
        self._list.itemActivated.connect(self._on_activated)
        self._list.setVisible(bool(pages))
        self._problem = self.add_text("")
        self._problem.setObjectName("page_problem")
        self._problem.setProperty("role", "bad")
        self._problem.hide()
        self.add_button("cancel", self.tr("Cancel"))
        self._ask = self.add_button("ask", self.tr("Ask the visitor"), "primary", default=True)
        self._ask.setEnabled(False)
        self._field.setFocus()

    @property
    def url(self) -> str:
        """The address."""
        return self._field.text().strip()

    @property
    def page_title(self) -> str:
        """What the page is called, when that is known."""
        return self._titles.get(self.url, "")

    def finish(self, answer: str | None) -> None:
        """Close, unless the address is none."""
        if answer == "ask" and not self._is_address():
            self._complain(self.tr("This is no address of a web page."))
            return
        super().finish(answer)

    def _complain(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _is_address(self) -> bool:
        return (
            self.url.lower().startswith(("http://", "https://"))
            and is_safe_url(self.url)
            and bool(shown_host(self.url))
        )

    def _on_text(self, _text: str) -> None:
        self._complain("")
        self._ask.setEnabled(self._is_address())

    def _on_choice(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self._field.setText(str(item.data(_ADDRESS)))

    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.finish("ask")
