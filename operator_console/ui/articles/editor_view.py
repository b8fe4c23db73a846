"""One article on screen: its head, the pages to write, history and conflict, what is counted below; no decision."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.conflict_view import ConflictView
from operator_console.ui.articles.history_view import HistoryView
from operator_console.ui.articles.rows import CardState
from operator_console.ui.articles.words import state_role, state_words
from operator_console.ui.articles.writing_page import WritingPage
from operator_console.ui.kit.buttons import Chip, ghost_button, icon_button, primary_button, quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.state_page import StatePage


class Page(StrEnum):
    """What of the article is on screen."""

    WRITE = "write"
    HISTORY = "history"
    CONFLICT = "conflict"
    STATE = "state"


class EditorView(QFrame):
    """The whole page of one article.

    Signals:
        back_requested: To the list.
        page_chosen: A `Page`, by the author.
        draft_requested, publish_requested: Save.
        discard_requested: Let what is not saved go.
        help_page_requested: Open the public page.
        remark_edited: What the author says of the change.
    """

    back_requested = Signal()
    page_chosen = Signal(object)
    draft_requested = Signal()
    publish_requested = Signal()
    discard_requested = Signal()
    help_page_requested = Signal()
    remark_edited = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("article_editor")
        self.setProperty("surface", "panel")
        self.setAccessibleName(self.tr("Article"))
        self.writing = WritingPage(context, self)
        self.history = HistoryView(context, self)
        self.conflict = ConflictView(context, self)
        self.state = StatePage(context, self)
        self._back = icon_button(context, "arrow-left", self.tr("Back to the articles"), "article_back", self)
        self._name = PlainLabel("", self)
        self._name.setObjectName("article_name")
        self._chip = Chip("", self)
        self._chip.setObjectName("article_state")
        self._unsaved = Chip("", self, role="warn")
        self._unsaved.setObjectName("article_unsaved")
        self._help = ghost_button(self.tr("Help page"), "article_help_page", self)
        self._discard = ghost_button(self.tr("Discard changes"), "article_discard", self)
        self._draft = quiet_button(self.tr("Save draft"), "article_save", self)
        self._publish = primary_button(self.tr("Publish"), "article_publish", self)
        self._tabs: dict[Page, QPushButton] = {}
        self._counts = PlainLabel("", self)
        self._counts.setObjectName("article_counts")
        self._counts.setProperty("role", "small")
        self._busy = PlainLabel("", self)
        self._busy.setObjectName("article_busy")
        self._busy.setProperty("role", "small")
        self.remark = QLineEdit(self)
        self._place_parts()
        self._connect_parts()

    def show_page(self, page: Page) -> None:
        """Bring a page on screen."""
        widgets = {
            Page.WRITE: self.writing,
            Page.HISTORY: self.history,
            Page.CONFLICT: self.conflict,
            Page.STATE: self.state,
        }
        self._pages.setCurrentWidget(widgets[page])
        for known, button in self._tabs.items():
            button.setChecked(known is page)
            button.setVisible(page in self._tabs)
        self._foot.setVisible(page is Page.WRITE)

    def show_standing(self, name: str, state: CardState | None, *, unsaved: bool, new: bool) -> None:
        """Say what is written and where it stands."""
        self._name.setText(clean_line(name, 200) or self.tr("New article"))
        self._chip.setVisible(state is not None and not new)
        if state is not None:
            self._chip.setText(state_words(state))
            self._chip.setProperty("role", state_role(state))
            self._chip.style().polish(self._chip)
        self._unsaved.setText(self.tr("Not saved"))
        self._unsaved.setAccessibleDescription(self.tr("What you wrote is kept on this computer"))
        self._unsaved.setVisible(unsaved)
        self._discard.setVisible(unsaved)
        self._tabs[Page.HISTORY].setEnabled(not new)

    def show_may(self, *, save: bool, publish: bool, may_publish: bool, has_help_page: bool) -> None:
        """Offer what can be done now, and only what the author may do."""
        self._draft.setEnabled(save)
        self._publish.setEnabled(publish)
        self._publish.setVisible(may_publish)
        words = "" if may_publish else self.tr("A supervisor publishes it")
        set_plain_tooltip(self._draft, words)
        self._help.setVisible(has_help_page)

    def show_counts(self, words: int, chars: int) -> None:
        """Say how long the text is."""
        locale = self._context.locale
        text = self.tr("%1 words · %2 characters")
        self._counts.setText(text.replace("%1", locale.toString(words)).replace("%2", locale.toString(chars)))

    def show_busy(self, words: str) -> None:
        """Say what is going on; empty for nothing."""
        self._busy.setText(words)

    # ------------------------------------------------------------------------------------------ building

    def _place_parts(self) -> None:
        self._pages = QStackedLayout()
        for page in (self.writing, self.history, self.conflict, self.state):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addLayout(self._pages, 1)
        column.addWidget(self._build_foot())

    def _build_head(self) -> QWidget:
        head = QFrame(self)
        head.setProperty("edge", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(10, 8, 16, 8)
        line.setSpacing(8)
        self._name.setFont(self._context.theme.font(14, 600))
        line.addWidget(self._back)
        line.addWidget(self._name, 1)
        line.addWidget(self._chip)
        line.addWidget(self._unsaved)
        group = QButtonGroup(self)
        for page, words in ((Page.WRITE, self.tr("Write")), (Page.HISTORY, self.tr("History"))):
            button = ghost_button(words, f"page_{page.value}", self)
            button.setCheckable(True)
            group.addButton(button)
            self._tabs[page] = button
            line.addWidget(button)
        for other in (self._help, self._draft, self._publish):
            line.addWidget(other)
        self._context.icons.put(self._help, "external-link")
        return head

    def _build_foot(self) -> QWidget:
        self._foot = QFrame(self)
        self._foot.setProperty("edge", "top")
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        self.remark.setObjectName("article_remark")
        self.remark.setMaxLength(300)
        self.remark.setPlaceholderText(self.tr("What did you change? For the history, not for visitors"))
        self.remark.setAccessibleName(self.tr("What you changed, for the history"))
        self.remark.setMaximumWidth(420)
        line.addWidget(self._counts, 1)
        line.addWidget(self._busy, 1)
        line.addWidget(self._discard)
        line.addWidget(self.remark, 2)
        return self._foot

    def _connect_parts(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._draft.clicked.connect(self.draft_requested)
        self._publish.clicked.connect(self.publish_requested)
        self._discard.clicked.connect(self.discard_requested)
        self._help.clicked.connect(self.help_page_requested)
        self.remark.textEdited.connect(self.remark_edited)
        self._tabs[Page.WRITE].clicked.connect(self._on_write)
        self._tabs[Page.HISTORY].clicked.connect(self._on_history)
        self._busy.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _on_write(self) -> None:
        self.page_chosen.emit(Page.WRITE)

    def _on_history(self) -> None:
        self.page_chosen.emit(Page.HISTORY)
