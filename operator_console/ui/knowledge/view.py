"""The knowledge panel as widgets: search field, language, list of articles, article below; decides nothing."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from operator_console.ui.kit.buttons import KeyCap, ghost_button, icon_button, link_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.words import language_words
from operator_console.ui.knowledge.article_view import ArticleView
from operator_console.ui.knowledge.delegate import ArticleDelegate
from operator_console.ui.knowledge.model import ArticleListModel, Index

LANGUAGES = ("nl", "en")
MAX_SEARCH_CHARS = 500
CAPTION_ABOVE_PX = 320
LEAST_LIST_PX = 74
"""One hit stays in sight above an article."""


class SearchField(QLineEdit):
    """Where the agent types; arrows and Enter go to the list.

    Signals:
        step_requested: Go down (1) or up (-1) the list.
        open_requested: Open the article that is marked, or the first.
    """

    step_requested = Signal(int)
    open_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setMaxLength(MAX_SEARCH_CHARS)
        self._figures = PlainLabel("", self)
        self._figures.setObjectName("search_figures")
        self._figures.setProperty("role", "dim")
        self._figures.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_figures(self, words: str) -> None:
        """Show "7 in 2 ms" at the end of the field."""
        self._figures.setText(words)
        self.setAccessibleDescription(words)
        self._place_figures()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        key = Qt.Key(event.key())
        if key in steps and event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
            self.step_requested.emit(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_figures()

    def _place_figures(self) -> None:
        width_px = min(self._figures.sizeHint().width(), self.width() // 2)
        self._figures.setGeometry(self.width() - width_px - 10, 0, width_px, self.height())
        self.setTextMargins(0, 0, width_px if self._figures.whole_text else 0, 0)


class ArticleList(QListView):
    """Hits or all articles; Enter or a click opens one.

    Signals:
        open_requested: Row to open.
        leave_requested: Up from the first row.
        looked_at: Row under the mark or the pointer, -1 for none.
    """

    open_requested = Signal(int)
    leave_requested = Signal()
    looked_at = Signal(int)

    def __init__(self, context: UiContext, model: ArticleListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("articles")
        self.setAccessibleName(self.tr("Articles"))
        self.setModel(model)
        self._painter = ArticleDelegate(context, self)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.clicked.connect(self._on_row)
        self.entered.connect(self._on_entered)
        context.theme.changed.connect(self.viewport().update)

    def _on_row(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.row())

    def _on_entered(self, index: QModelIndex) -> None:
        self.looked_at.emit(index.row())

    def step(self, by: int) -> None:
        """Move the mark by so many rows."""
        count = self.model().rowCount()
        if count == 0:
            return
        place = self.currentIndex().row() + by if self.currentIndex().isValid() else (0 if by > 0 else count - 1)
        index = self.model().index(max(0, min(count - 1, place)), 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def mark(self, place: int) -> None:
        """Mark a row, or none with -1."""
        self.setCurrentIndex(self.model().index(place, 0) if place >= 0 else QModelIndex())
        if place < 0:
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.open_requested.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.looked_at.emit(current.row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked_at.emit(self.currentIndex().row())


class KnowledgeView(QFrame):
    """The whole panel.

    Signals:
        filters_requested: The agent wants to choose filters.
        language_chosen: ``nl`` or ``en`` by the agent's click.
        missing_requested: The agent found nothing good.
    """

    filters_requested = Signal()
    language_chosen = Signal(str)
    missing_requested = Signal()

    def __init__(self, context: UiContext, model: ArticleListModel) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("knowledge")
        self.setProperty("surface", "panel")
        self._caption = PlainLabel(self.tr("KNOWLEDGE BASE"), self)
        self._caption.setProperty("role", "caption")
        self._site = PlainLabel("", self)
        self._site.setObjectName("knowledge_site")
        self._site.setProperty("role", "small")
        self.field = SearchField(self)
        self.field.setPlaceholderText(self.tr("Search articles"))
        self.field.setAccessibleName(self.tr("Search the knowledge base"))
        self._corrected = PlainLabel("", self)
        self._corrected.setObjectName("corrected")
        self._corrected.setProperty("role", "small")
        self._corrected.setContentsMargins(2, 4, 0, 0)
        self._more = PlainLabel("", self)
        self._more.setObjectName("more_articles")
        self._more.setProperty("role", "small")
        self._more.setContentsMargins(16, 4, 16, 6)
        self._missing = link_button(self.tr("Nothing good found?"), "nothing_found", self)
        self._missing.setAccessibleDescription(self.tr("Tells the editors which question has no good article"))
        set_plain_tooltip(self._missing, self._missing.accessibleDescription())
        self._missing.clicked.connect(self.missing_requested)
        self._can_tell = False
        self._model = model
        self.list = ArticleList(context, model, self)
        self._why = PlainLabel("", self)
        self._why.setObjectName("why")
        self._why.setProperty("role", "small")
        self._why.setContentsMargins(16, 3, 16, 4)
        self.list.looked_at.connect(self._show_why)
        model.modelReset.connect(self._on_rows)
        self._filters = icon_button(context, "tag", self.tr("Filter by tag or date"), "filters", self)
        self._filters.clicked.connect(self.filters_requested)
        self.state = StatePage(context, self)
        self.article = ArticleView(context, self)
        self._languages: dict[str, QPushButton] = {}
        self._place_parts()
        self.show_corrected(None)
        self._on_rows()
        self.show_article(False)

    def show_site(self, name: str | None) -> None:
        """Say of which site the articles are; None for all."""
        self._site.setText(name or self.tr("all sites"))

    def show_language(self, language: str) -> None:
        """Mark the language that is searched."""
        self._languages[language].setChecked(True)

    def show_corrected(self, corrected: str | None) -> None:
        """Say how the search was understood, when that is not as it was typed."""
        self._corrected.setText(self.tr("shown for: %1").replace("%1", corrected) if corrected else "")
        self._corrected.setVisible(bool(corrected))

    def show_list(self, more: int = 0) -> None:
        """Show the list of articles; `more` of them are not in it."""
        self._more.setText(self.tr("%n more articles: search to find them", None, more) if more else "")
        self._more.setVisible(more > 0)
        self._pages.setCurrentIndex(0)

    def filter_place(self) -> QPoint:
        """Return where a menu of filters opens, on the screen."""
        return self._filters.mapToGlobal(self._filters.rect().bottomLeft())

    def show_state(self, icon: str, title: str, words: str, action_text: str = "") -> None:
        """Show a page in place of the list."""
        self.state.show_state(icon, title, words, action_text)
        self._pages.setCurrentWidget(self.state)

    def show_missing(self, can_tell: bool) -> None:
        """Offer to say that nothing good was found; not while an article is open, which needs the room."""
        self._can_tell = can_tell
        self._foot.setVisible(can_tell and self.article.isHidden())

    def show_large(self, large: bool) -> None:
        """Give the open article all of the panel, or its place below the list."""
        self._upper.setVisible(not large)
        self.article.show_large(large)

    def show_article(self, shown: bool) -> None:
        """Open or close the lower part."""
        self._foot.setVisible(self._can_tell and not shown)
        if shown and self.article.isHidden():
            height_px = max(200, self._split.height())
            self.article.show()
            list_px = height_px * 2 // 5 if height_px >= 400 else max(LEAST_LIST_PX, height_px // 4)
            self._split.setSizes([list_px, height_px - list_px])
        elif not shown:
            self.article.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a narrow head to the site's name."""
        super().resizeEvent(event)
        self._caption.setVisible(self.width() >= CAPTION_ABOVE_PX)

    def _on_rows(self) -> None:
        self._show_why(-1)

    def _show_why(self, place: int) -> None:
        """Say why a hit stands where it does, or how to ask."""
        rows = self._model.rows
        searched = bool(rows) and rows[0].found
        row = rows[place] if 0 <= place < len(rows) else None
        hint = self.tr("Why this order? Point at an article, or step to it.")
        self._why.setText((row.why if row is not None else "") or hint if searched else "")
        set_plain_tooltip(self._why, self._why.whole_text)
        self._why.setVisible(searched)

    def _place_parts(self) -> None:
        self._pages = QStackedLayout()
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setObjectName("knowledge_split")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._upper = self._build_upper()
        self._split.addWidget(self._upper)
        self._split.addWidget(self.article)
        self.article.setMinimumHeight(90)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._build_top())
        outer.addWidget(self._split, 1)
        outer.addWidget(self._build_foot())

    def _build_top(self) -> QVBoxLayout:
        header = QHBoxLayout()
        header.setSpacing(6)
        self._caption.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        header.addWidget(self._caption, 0)
        header.addWidget(self._site, 1)
        group = QButtonGroup(self)
        for language in LANGUAGES:
            button = self._language_button(language)
            group.addButton(button)
            header.addWidget(button)
            self._languages[language] = button
        header.addWidget(self._filters)
        header.addWidget(KeyCap(self._context, "knowledge.search", self))
        top = QVBoxLayout()
        top.setContentsMargins(16, 8, 16, 4)
        top.setSpacing(0)
        top.addLayout(header)
        top.addSpacing(4)
        top.addWidget(self.field)
        top.addWidget(self._corrected)
        return top

    def _build_foot(self) -> QWidget:
        self._foot = QWidget(self)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(16, 2, 16, 8)
        row.setSpacing(6)
        row.addWidget(self._missing)
        row.addStretch(1)
        row.addWidget(KeyCap(self._context, "knowledge.nothing_found", self._foot))
        return self._foot

    def _language_button(self, language: str) -> QPushButton:
        button = ghost_button(language.upper(), f"language_{language}", self)
        button.setCheckable(True)
        button.setAccessibleName(self.tr("Articles in %1").replace("%1", language_words(language)))
        set_plain_tooltip(button, button.accessibleName())
        button.clicked.connect(call(self._choose_language, language))
        return button

    def _choose_language(self, language: str) -> None:
        self.language_chosen.emit(language)

    def _build_upper(self) -> QWidget:
        upper = QWidget(self)
        upper.setMinimumHeight(LEAST_LIST_PX)
        upper.setLayout(self._pages)
        with_more = QWidget(upper)
        column = QVBoxLayout(with_more)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self._why)
        column.addWidget(self._more)
        self._pages.addWidget(with_more)
        self._pages.addWidget(self.state)
        return upper
