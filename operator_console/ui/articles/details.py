"""Everything of an article that is not its text: facts, words to find it by, owner, review, place; decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import structs
from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.line_list import LineList
from operator_console.ui.articles.links import LinkList
from operator_console.ui.articles.think_of import ThinkOfList
from operator_console.ui.kit.buttons import link_button, set_button_text
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import language_words

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Surroundings:
    """What the fields need beside the article.

    Attributes:
        new: The server does not have it: site, language and key can still be chosen.
        sites: Names of sites to choose from.
        titles: Of the site's articles, for links.
        pair_exists: The other language of it is there.
        may_remove: The agent may take it away.
    """

    new: bool
    sites: Mapping[SiteId, str]
    titles: Mapping[ArticleKey, str]
    pair_exists: bool = False
    may_remove: bool = False


class Details(QScrollArea):
    """A column of fields.

    Signals:
        edited: By the author.
        key_edited: The author wrote the key.
        link_wanted: The author wants to choose a related article.
        pair_requested: Open or begin the article in the other language.
        remove_requested: Take the article away.
    """

    edited = Signal()
    key_edited = Signal()
    link_wanted = Signal()
    pair_requested = Signal()
    remove_requested = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("article_details")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget(self)
        self.facts = LineList(context, "facts", self.tr("Facts"), self.tr("Another fact, one sentence"), self._page)
        self.synonyms = LineList(context, "synonyms", self.tr("Synonyms"), self.tr("Another word for it"), self._page)
        self.tags = LineList(context, "tags", self.tr("Tags"), self.tr("Another tag"), self._page)
        self.links = LinkList(context, self._page)
        self.hints = ThinkOfList(context, self._page)
        self._owner = self._line("article_owner", self.tr("Owner"))
        self._reviewed = QCheckBox(self.tr("Review by"), self._page)
        self._reviewed.setObjectName("has_review")
        self._review = QDateEdit(self._page)
        self._site = self._box("article_site", self.tr("Site"))
        self._language = self._box("article_language", self.tr("Language"))
        self._key = self._line("article_key", self.tr("Key, the end of its address"))
        self._pair = link_button("", "article_pair", self._page)
        self._remove = link_button(self.tr("Take the article away…"), "article_remove", self._page)
        self._prepare_review()
        self._place_parts()
        self._connect_parts()

    @property
    def place(self) -> tuple[SiteId, str]:
        """Site and language that are chosen."""
        return SiteId(self._site.currentData() or ""), self._language.currentData() or ""

    def show_article(self, article: Article, around: Surroundings) -> None:
        """Show an article's fields, without reporting that as an edit."""
        self.blockSignals(True)
        self.facts.show_lines(article.facts)
        self.synonyms.show_lines(article.synonyms)
        self.tags.show_lines(article.tags)
        self.links.show_links(article.links, around.titles)
        self.hints.show_hints(article.think_of)
        self._owner.setText(clean_line(article.owner, 120))
        self._reviewed.setChecked(article.review is not None)
        day = article.review or date.today().replace(day=1)  # noqa: DTZ011  # a day for the calendar to open at
        self._review.setDate(QDate(day.year, day.month, day.day))
        self._review.setEnabled(article.review is not None)
        _choose(
            self._site, [(clean_line(name, 60), site_id) for site_id, name in around.sites.items()], article.site_id
        )
        _choose(self._language, [(language_words(code), code) for code in LANGUAGES], article.language)
        self._key.setText(article.key)
        self._key.setCursorPosition(0)
        for field in (self._site, self._language, self._key):
            field.setEnabled(around.new)
        self.show_pair(article.language, exists=around.pair_exists)
        self._remove.setVisible(around.may_remove and not around.new)
        self.blockSignals(False)

    def show_key(self, key: str) -> None:
        """Show the key that was made from the title."""
        if key != self._key.text():
            self._key.blockSignals(True)
            self._key.setText(key)
            self._key.setCursorPosition(0)
            self._key.blockSignals(False)

    def show_pair(self, language: str, *, exists: bool) -> None:
        """Offer the article in the other language."""
        other = next(code for code in LANGUAGES if code != language)
        words = self.tr("Open it in %1") if exists else self.tr("Write it in %1 as well")
        set_button_text(self._pair, words.replace("%1", language_words(other)))

    def show_wrong_key(self, wrong: bool) -> None:
        """Mark the key as one that cannot be."""
        if bool(self._key.property("wrong")) != wrong:
            self._key.setProperty("wrong", wrong)
            self._key.style().polish(self._key)

    def applied(self, article: Article) -> Article:
        """Return `article` with what the fields say."""
        day = self._review.date()
        return structs.replace(
            article,
            facts=self.facts.values,
            synonyms=self.synonyms.values,
            tags=self.tags.values,
            links=self.links.keys,
            think_of=self.hints.hints,
            owner=self._owner.text().strip(),
            review=date(day.year(), day.month(), day.day()) if self._reviewed.isChecked() else None,
            site_id=SiteId(self._site.currentData()),
            language=self._language.currentData(),
            key=ArticleKey(self._key.text().strip()),
        )

    # ------------------------------------------------------------------------------------------ building

    def _line(self, name: str, title: str) -> QLineEdit:
        field = QLineEdit(self._page)
        field.setObjectName(name)
        field.setAccessibleName(title)
        field.setMaxLength(120)
        return field

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self._page)
        box.setObjectName(name)
        box.setAccessibleName(title)
        return box

    def _prepare_review(self) -> None:
        self._review.setObjectName("review_day")
        self._review.setAccessibleName(self.tr("Day of the review"))
        self._review.setCalendarPopup(True)
        self._review.setLocale(self._context.locale)
        self._review.setDisplayFormat(self._context.locale.dateFormat(self._context.locale.FormatType.ShortFormat))

    def _place_parts(self) -> None:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        review = QHBoxLayout()
        review.addWidget(self._reviewed)
        review.addWidget(self._review, 1)
        self._group(column, self.tr("FACTS"), self.facts)
        self._group(column, self.tr("OTHER WORDS FOR IT"), self.synonyms)
        self._group(column, self.tr("TAGS"), self.tags)
        self._group(column, self.tr("RELATED ARTICLES"), self.links)
        self._group(column, self.tr("THINK OF, WHEN IN THE CART"), self.hints)
        self._group(column, self.tr("OWNER"), self._owner)
        column.addLayout(review)
        column.addSpacing(10)
        self._group(column, self.tr("SITE AND LANGUAGE"), self._site)
        column.addWidget(self._language)
        column.addWidget(self._pair, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(10)
        self._group(column, self.tr("KEY"), self._key)
        column.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(self._page)

    def _group(self, column: QVBoxLayout, title: str, control: QWidget) -> None:
        caption = PlainLabel(title, self._page)
        caption.setProperty("role", "caption")
        column.addWidget(caption)
        column.addWidget(control)
        column.addSpacing(10)

    def _connect_parts(self) -> None:
        for part in (self.facts, self.synonyms, self.tags, self.links, self.hints):
            part.edited.connect(self.edited)
        self.links.add_requested.connect(self.link_wanted)
        self._owner.textChanged.connect(self.edited)
        self._key.textEdited.connect(self.key_edited)
        self._reviewed.toggled.connect(self._on_reviewed)
        self._review.dateChanged.connect(self.edited)
        self._site.activated.connect(self.edited)
        self._language.activated.connect(self.edited)
        self._pair.clicked.connect(self.pair_requested)
        self._remove.clicked.connect(self.remove_requested)

    def _on_reviewed(self, checked: bool) -> None:
        self._review.setEnabled(checked)
        self.edited.emit()


def _choose(box: QComboBox, choices: Sequence[tuple[str, str]], value: str) -> None:
    box.clear()
    for text, data in choices:
        box.addItem(text, data)
    if box.findData(value) < 0:
        box.addItem(clean_line(value, 60), value)
    box.setCurrentIndex(box.findData(value))
