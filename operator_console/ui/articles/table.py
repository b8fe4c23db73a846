"""The table of articles: its columns, and what is marked; decides nothing."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from operator_console.domain.articles import ArticleName
from operator_console.ui.articles.delegate import CardDelegate
from operator_console.ui.articles.model import CardModel
from operator_console.ui.articles.rows import CardRow, Column
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.row_table import RowTable

_WIDTHS: dict[int, int] = {
    Column.STATE: 104,
    Column.OWNER: 126,
    Column.REVIEW: 104,
    Column.USED: 78,
    Column.SOLVED: 72,
    Column.CHANGED: 104,
}
_NARROW_PX = 760
"""Below this the owner and the day of the last change give way to titles."""


class CardTable(RowTable):
    """Articles, one a row."""

    def __init__(self, context: UiContext, model: CardModel, parent: QWidget) -> None:
        delegate = CardDelegate(context)
        super().__init__(context, model, delegate, parent, name="article_table", widths=_WIDTHS, stretched=Column.TITLE)
        self.setAccessibleName(self.tr("Articles"))
        self._cards = model

    @property
    def current(self) -> CardRow | None:
        """The marked row."""
        return self._cards.row_at(self.currentIndex())

    def mark(self, name: ArticleName | None) -> None:
        """Mark an article and bring it into sight; without one the first row is marked."""
        place = self._cards.place_of(name) if name is not None else -1
        index = self._cards.index(max(0, place), 0)
        self.setCurrentIndex(index)
        if place >= 0:
            self.scrollTo(index)
        else:
            self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.viewport().width() < _NARROW_PX
        for column in (Column.OWNER, Column.CHANGED):
            self.setColumnHidden(column, narrow)
        super().resizeEvent(event)
