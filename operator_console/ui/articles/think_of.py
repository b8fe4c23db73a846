"""Lines to think of while certain products are in the cart: each with its products; knows no article."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from operator_console.domain.articles import ThinkOf
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import icon_button, link_button
from operator_console.ui.kit.context import UiContext

MOST_HINTS = 20


class HintRow(QWidget):
    """One hint: its products above, its line below.

    Signals:
        edited: By the author.
        remove_requested: This row shall go.
    """

    edited = Signal()
    remove_requested = Signal(object)

    def __init__(self, context: UiContext, number: int, hint: ThinkOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._products = QLineEdit(clean_line(", ".join(hint.products), 500), self)
        self._products.setObjectName(f"hint_products_{number}")
        self._products.setPlaceholderText(self.tr("Products, with commas"))
        self._products.setAccessibleName(self.tr("Products of hint %1").replace("%1", str(number)))
        self._line = QLineEdit(clean_line(hint.line, 500), self)
        self._line.setObjectName(f"hint_line_{number}")
        self._line.setPlaceholderText(self.tr("Think of…"))
        self._line.setAccessibleName(self.tr("What to think of, hint %1").replace("%1", str(number)))
        self._gone: QToolButton = icon_button(
            context, "x", self.tr("Take away hint %1").replace("%1", str(number)), f"hint_remove_{number}", self
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(3)
        grid.addWidget(self._products, 0, 0)
        grid.addWidget(self._gone, 0, 1)
        grid.addWidget(self._line, 1, 0, 1, 2)
        for field in (self._products, self._line):
            field.setMaxLength(500)
            field.textChanged.connect(self.edited)
        self._gone.clicked.connect(self._on_gone)

    @property
    def hint(self) -> ThinkOf:
        """What the fields say."""
        products = tuple(name for part in self._products.text().split(",") if (name := part.strip()))
        return ThinkOf(products=products, line=self._line.text().strip())

    def focus_products(self) -> None:
        """Put the focus on the first field."""
        self._products.setFocus()

    def _on_gone(self) -> None:
        self.remove_requested.emit(self)


class ThinkOfList(QWidget):
    """All hints of an article.

    Signals:
        edited: By the author.
    """

    edited = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[HintRow] = []
        self._given: tuple[ThinkOf, ...] = ()
        self._touched = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._more = link_button(self.tr("Add a hint"), "hint_add", self)
        self._more.clicked.connect(self._on_more)
        self._column.addWidget(self._more)

    @property
    def hints(self) -> tuple[ThinkOf, ...]:
        """The hints that say something; untouched ones as they were given."""
        if not self._touched:
            return self._given
        return tuple(hint for row in self._rows for hint in (row.hint,) if hint.products or hint.line)

    def show_hints(self, hints: Sequence[ThinkOf]) -> None:
        """Show these."""
        self._given, self._touched = tuple(hints), False
        for row in self._rows.copy():
            self._drop(row)
        for hint in hints[:MOST_HINTS]:
            self._append(hint)

    def _append(self, hint: ThinkOf) -> HintRow:
        row = HintRow(self._context, len(self._rows) + 1, hint, self)
        row.edited.connect(self._on_edited)
        row.remove_requested.connect(self._on_remove)
        self._rows.append(row)
        self._column.insertWidget(len(self._rows) - 1, row)
        return row

    def _drop(self, row: HintRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_more(self) -> None:
        if len(self._rows) < MOST_HINTS:
            row = self._append(ThinkOf(products=(), line=""))
            row.show()
            row.focus_products()

    def _on_remove(self, row: HintRow) -> None:
        self._drop(row)
        self._more.setFocus()
        self._on_edited()

    def _on_edited(self) -> None:
        self._touched = True
        self.edited.emit()
