"""Related articles by title: added through a picker, moved, taken away; knows no desk."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from operator_console.domain.ids import ArticleKey
from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.line_list import Lines, height_of
from operator_console.ui.kit.buttons import icon_button, link_button
from operator_console.ui.kit.context import UiContext


class LinkList(QWidget):
    """The related articles in order.

    Signals:
        edited: By the author.
        add_requested: The author wants to choose another one.
    """

    edited = Signal()
    add_requested = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._list = Lines(self)
        self._list.setObjectName("links")
        self._list.setAccessibleName(self.tr("Related articles"))
        self._list.width_changed.connect(self._fit)
        self._list.move_requested.connect(self._move)
        self._list.remove_requested.connect(self._remove)
        self._list.currentRowChanged.connect(self._show_possible)
        self._more = link_button(self.tr("Add a related article…"), "link_add", self)
        self._more.clicked.connect(self.add_requested)
        self._gone = icon_button(context, "x", self.tr("Take away the related article"), "link_remove", self)
        self._gone.clicked.connect(self._remove)
        line = QHBoxLayout()
        line.addWidget(self._more)
        line.addStretch(1)
        line.addWidget(self._gone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._list)
        column.addLayout(line)
        self._fit()

    @property
    def keys(self) -> tuple[ArticleKey, ...]:
        """Their keys, in order."""
        rows = range(self._list.count())
        return tuple(ArticleKey(self._list.item(row).data(Qt.ItemDataRole.UserRole)) for row in rows)

    def show_links(self, keys: Sequence[ArticleKey], titles: Mapping[ArticleKey, str]) -> None:
        """Show these; one whose title is not known by its key."""
        self._list.clear()
        for key in keys:
            self._append(key, titles.get(key, ""))
        self._fit()

    def add(self, key: ArticleKey, title: str) -> None:
        """Add one, unless it is here already."""
        if key not in self.keys:
            self._append(key, title)
            self._fit()
            self.edited.emit()

    def _append(self, key: ArticleKey, title: str) -> None:
        item = QListWidgetItem(clean_line(title, 200) or clean_line(key, 120))
        item.setData(Qt.ItemDataRole.UserRole, key)
        self._list.addItem(item)

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        if row >= 0 and 0 <= row + by < self._list.count():
            self._list.insertItem(row + by, self._list.takeItem(row))
            self._list.setCurrentRow(row + by)
            self.edited.emit()

    def _remove(self) -> None:
        if self._list.currentRow() >= 0:
            self._list.takeItem(self._list.currentRow())
            self._fit()
            self.edited.emit()

    def _fit(self) -> None:
        count = self._list.count()
        self._list.setVisible(count > 0)
        self._list.setFixedHeight(height_of(self._list))
        self._show_possible()

    def _show_possible(self) -> None:
        self._gone.setVisible(self._list.count() > 0)
        self._gone.setEnabled(self._list.currentRow() >= 0)
