"""One article with its facts, text, figures, related articles and what inserts from it; decides nothing."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from operator_console.domain.articles import Article, ArticleFigures, ArticleUseKind
from operator_console.domain.insertion import Piece
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.article_body import ArticleBody
from operator_console.ui.kit.buttons import Chip, icon_button, link_button, quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.piece_drag import drag_piece
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.words import date_words
from operator_console.ui.knowledge.facts import FactList, FactRow
from operator_console.ui.knowledge.figure_words import figure_words
from operator_console.ui.knowledge.rows import breakable

MAX_RELATED, RELATED_CHARS = 12, 34


class ArticleView(QFrame):
    """Shows an article.

    Signals:
        insert_requested: A `Piece` to put at the composer's cursor.
        link_requested: Address of a link in the text.
        related_requested: Key of a related article.
        close_requested: The agent wants the list alone.
        large_requested: The agent wants the article alone (True), or beside the list.
    """

    insert_requested = Signal(object)
    link_requested = Signal(str)
    related_requested = Signal(str)
    close_requested = Signal()
    large_requested = Signal(bool)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._article: Article | None = None
        self._related: list[QPushButton] = []
        self.setObjectName("article")
        self.setProperty("surface", "panel")
        self._title = PlainLabel("", self, wrap=True)
        self._title.setObjectName("article_title")
        self._title.setFont(context.theme.font(14, 700))
        self._overdue = Chip("", self, role="warn")
        self._overdue.setObjectName("article_overdue")
        self._figures = PlainLabel("", self, wrap=True)
        self._figures.setObjectName("article_figures")
        self._figures.setProperty("role", "small")
        self._summary = PlainLabel("", self, wrap=True)
        self._summary.setObjectName("article_summary")
        self._summary.setFont(context.theme.font(12.5))
        self._summary.setProperty("role", "dim")
        self.facts = FactList(context, self)
        self.body = ArticleBody(context, self)
        self._owner = PlainLabel("", self, wrap=True)
        self._owner.setObjectName("article_owner")
        self._owner.setProperty("role", "small")
        self._related_caption = PlainLabel(self.tr("RELATED"), self)
        self._related_caption.setProperty("role", "caption")
        self._insert_link = quiet_button(self.tr("Link"), "insert_link", self)
        self._insert_fact = quiet_button(self.tr("Fact"), "insert_fact", self)
        self._insert_quote = quiet_button(self.tr("Quote"), "insert_quote", self)
        self._large = icon_button(
            context, "maximize-2", self.tr("Show the article large"), "article_large", self, size_px=14
        )
        self._is_large = False
        self._close = icon_button(context, "x", self.tr("Close the article"), "article_close", self)
        self._place_parts()
        self._connect_parts()

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self._article

    def show_article(self, article: Article, base_url: str | None, related: Sequence[Article], today: date) -> None:
        """Show an article.

        Args:
            article: What to show; all of it comes from outside.
            base_url: Address of its site, for links to other articles.
            related: Articles it points to, as far as they exist.
            today: For the review day.
        """
        same = self._article is not None and self._article == article
        self._article = article
        self._title.setText(breakable(article.title))
        self._summary.setText(breakable(article.summary))
        self._summary.setVisible(bool(article.summary))
        if not same:
            self.facts.show_facts(article.facts)
            self._scroll.verticalScrollBar().setValue(0)
        self.body.show_markdown(article.body, base_url)
        self._show_review(article, today)
        self._show_related(related)
        self._insert_link.setVisible(bool(article.url))
        self._insert_fact.setVisible(bool(article.facts))
        self.setAccessibleName(clean_line(article.title, 300))
        self._show_chosen()
        self._order_tabs()

    def show_figures(self, figures: ArticleFigures | None) -> None:
        """Say how the article does, as far as that is known, and when it was changed."""
        article = self._article
        words = figure_words(figures, article.updated_at if article is not None else None, self._context.locale)
        self._figures.setText(words)
        self._figures.setVisible(bool(words))

    def show_large(self, large: bool) -> None:
        """Say whether the article stands alone, which its button then takes back."""
        self._is_large = large
        title = self.tr("Show the list again") if large else self.tr("Show the article large")
        self._large.setAccessibleName(title)
        set_plain_tooltip(self._large, title)
        self._context.icons.put(self._large, "minimize-2" if large else "maximize-2", size_px=14)

    def insert_link(self) -> bool:
        """Insert the article's address; False when it has none."""
        if self._article is None or not self._article.url:
            return False
        self.insert_requested.emit(self._piece(ArticleUseKind.LINK, self._article.url))
        return True

    def insert_fact(self) -> bool:
        """Insert the chosen fact; False when there is none."""
        if self.facts.chosen is None:
            return False
        self._on_fact(self.facts.chosen)
        return True

    def insert_quote(self) -> bool:
        """Insert what is selected, marked as a quote; False when nothing is."""
        selected = self.body.selected_text()
        if selected:
            self._on_quote(selected)
        return bool(selected)

    def dragged_piece(self, part: QObject) -> Piece | None:
        """Return the fact that is dragged, or the selected text as a quote."""
        if self._article is None:
            return None
        if isinstance(part, FactRow):
            return self._piece(ArticleUseKind.FACT, part.fact)
        selected = self.body.selected_text()
        return self._piece(ArticleUseKind.QUOTE, selected) if selected else None

    def focus_first(self) -> None:
        """Put the focus where inserting begins: on the first fact, else on the text."""
        if not self.facts.focus_first():
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert the fact of a digit."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        digit = event.key() - Qt.Key.Key_1
        if not (plain and 0 <= digit < 9 and self.facts.insert(digit)):
            super().keyPressEvent(event)

    def _show_review(self, article: Article, today: date) -> None:
        overdue = article.is_overdue(today)
        self._overdue.setVisible(overdue)
        locale = self._context.locale
        day = date_words(article.review, locale) if article.review is not None else ""
        if overdue:
            self._overdue.setText(self.tr("Review overdue since %1").replace("%1", day))
        parts = []
        if article.owner:
            parts.append(self.tr("Owner: %1").replace("%1", article.owner))
        if day and not overdue:
            parts.append(self.tr("review by %1").replace("%1", day))
        self._owner.setText(breakable(" · ".join(parts)))
        self._owner.setVisible(bool(parts))

    def _show_related(self, related: Sequence[Article]) -> None:
        for button in self._related:
            self._related_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._related = []
        for article in related[:MAX_RELATED]:
            button = link_button(clean_line(article.title, RELATED_CHARS), f"related_{article.key}", self)
            button.setMinimumWidth(1)  # a long title must not make the whole article wider than its column
            button.setAccessibleName(clean_line(article.title, 200))
            set_plain_tooltip(button, article.title)
            button.setProperty("article_key", article.key)
            button.clicked.connect(self._on_related)
            self._related_column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._related.append(button)
        self._related_caption.setVisible(bool(self._related))

    def _on_related(self) -> None:
        # A bound method: a closure with `self` in a button that goes later would keep this view alive inside it.
        self.related_requested.emit(self.sender().property("article_key"))

    def _show_chosen(self) -> None:
        words = self.tr("Insert fact: %1").replace("%1", clean_line(self.facts.chosen or "", 300))
        self._insert_fact.setAccessibleName(words)

    def _connect_parts(self) -> None:
        self.facts.insert_requested.connect(self._on_fact)
        self.facts.chosen_changed.connect(self._show_chosen)
        self.facts.drag_requested.connect(self._on_drag)
        self.body.link_requested.connect(self.link_requested)
        self.body.quote_requested.connect(self._on_quote)
        self.body.selectionChanged.connect(self._show_quotable)
        self.body.caret_moved.connect(self._on_caret)
        self._close.clicked.connect(self.close_requested)
        self._large.clicked.connect(self._on_large)
        self._insert_link.clicked.connect(self.insert_link)
        self._insert_fact.clicked.connect(self.insert_fact)
        self._insert_quote.clicked.connect(self.insert_quote)
        self._insert_link.setAccessibleName(self.tr("Insert link"))
        self._insert_quote.setAccessibleName(self.tr("Insert the selected text as a quote"))
        set_plain_tooltip(self._insert_quote, self.tr("Select words in the article to quote them"))
        self._show_quotable()

    def _piece(self, kind: ArticleUseKind, text: str) -> Piece | None:
        if self._article is None:
            return None
        return Piece(article=self._article.name, kind=kind, text=text, title=self._article.title)

    def _on_fact(self, fact: str) -> None:
        self.insert_requested.emit(self._piece(ArticleUseKind.FACT, fact))

    def _on_quote(self, words: str) -> None:
        self.insert_requested.emit(self._piece(ArticleUseKind.QUOTE, words))

    def _on_drag(self, row: QWidget) -> None:
        if (piece := self.dragged_piece(row)) is not None:
            drag_piece(row, piece)

    def _on_caret(self, place: QRect) -> None:
        corner = self.body.viewport().mapTo(self._page, place.center())
        self._scroll.ensureVisible(corner.x(), corner.y(), 0, 24)

    def _on_large(self) -> None:
        self.large_requested.emit(not self._is_large)

    def _order_tabs(self) -> None:
        """Let Tab go as one reads: facts, text, related articles, then what can be done."""
        buttons = (self._insert_link, self._insert_fact, self._insert_quote, self._large, self._close)
        for before, after in pairwise((*self.facts.rows, self.body, *self._related, *buttons)):
            self.setTabOrder(before, after)

    def _show_quotable(self) -> None:
        self._insert_quote.setEnabled(self.body.textCursor().hasSelection())

    def _place_parts(self) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 10, 12, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self._large, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._figures)
        column.addWidget(self._overdue, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.facts)
        column.addWidget(self._summary)
        column.addWidget(self.body)
        column.addWidget(self._related_caption)
        self._related_column = QVBoxLayout()
        self._related_column.setSpacing(1)
        column.addLayout(self._related_column)
        column.addWidget(self._owner)
        column.addStretch(1)
        self._scroll.setWidget(self._page)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 6, 16, 10)
        bar.setSpacing(6)
        caption = PlainLabel(self.tr("Insert"), self)
        caption.setProperty("role", "small")
        caption.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        bar.addWidget(caption)
        for button in (self._insert_link, self._insert_fact, self._insert_quote):
            bar.addWidget(button)
        bar.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(bar)
