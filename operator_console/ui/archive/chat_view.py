"""One chat of the archive: who, how it ended, how quickly it was answered, transcript, comments; decides nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from operator_console.desk.archived import ArchivedOpened
from operator_console.domain.conversations import Conversation
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.runtime.task_scope import TaskScope
from operator_console.ui.archive.comments import CommentsView
from operator_console.ui.archive.words import replies_words, wrap_up_words
from operator_console.ui.kit.buttons import Chip, ghost_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.flow_box import FlowBox
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.pictures import FetchFile
from operator_console.ui.kit.transcript.reading import ReadingView
from operator_console.ui.kit.words import chat_title, moment_words, stars_words

MAX_TAGS = 8


class ArchivedChatView(QFrame):
    """The right half of the page.

    Signals:
        export_requested, case_requested, visitor_requested, mail_requested: The buttons of the head.
    """

    export_requested = Signal()
    case_requested = Signal()
    visitor_requested = Signal()
    mail_requested = Signal()

    def __init__(self, context: UiContext, fetch: FetchFile, scope: TaskScope, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("archive_chat")
        self.setAccessibleName(self.tr("The chosen chat"))
        self._title = PlainLabel("", self)
        self._title.setObjectName("archive_title")
        self._title.setProperty("role", "heading")
        self._where = PlainLabel("", self)
        self._where.setObjectName("archive_where")
        self._where.setProperty("role", "dim")
        self._note = PlainLabel("", self, wrap=True)
        self._note.setObjectName("archive_note")
        self._replies = PlainLabel("", self, wrap=True)
        self._replies.setObjectName("archive_replies")
        self._replies.setProperty("role", "dim")
        self._facts = FlowBox(self)
        self._all = ghost_button(self.tr("All chats of this visitor"), "archive_visitor", self)
        self._case = ghost_button(self.tr("Make a practice case…"), "archive_case", self)
        self._export = ghost_button(self.tr("Export…"), "archive_export_one", self)
        self._mail = ghost_button(self.tr("E-mail…"), "archive_mail", self)
        self._mail.setAccessibleName(self.tr("E-mail the visitor of this chat"))
        self._mail.clicked.connect(self.mail_requested)
        self._all.clicked.connect(self.visitor_requested)
        self._case.clicked.connect(self.case_requested)
        self._export.clicked.connect(self.export_requested)
        self.reading = ReadingView(context, fetch, scope, self)
        self.comments = CommentsView(context, self)
        self._head = QWidget(self)
        self._place_parts()
        self.show_nothing("")

    def show_nothing(self, title: str, words: str = "") -> None:
        """No chat is chosen."""
        self._show_parts(shown=False)
        self.reading.show_state("messages-square", title, words)

    def show_loading(self) -> None:
        """The chosen chat is being fetched."""
        self._show_parts(shown=False)
        self.reading.show_loading()

    def show_failed(self) -> None:
        """It cannot be had now."""
        self._show_parts(shown=False)
        self.reading.show_failed()

    def show_chat(
        self, archived: ArchivedOpened, site: Site | None, *, may_make_case: bool, may_mail: bool = False
    ) -> None:
        """Show a chat."""
        opened, locale = archived.opened, self._context.locale
        chat = opened.conversation
        self._title.setText(clean_line(chat_title(chat)))
        where = (
            moment_words(chat.started_at, locale),
            clean_line(site.name if site is not None else "", 40),
            clean_line(chat.agent_name or "", 60),
        )
        self._where.setText(" · ".join(part for part in where if part))
        self._show_facts(chat, site.currency if site is not None else "")
        note = chat.wrap_up.note if chat.wrap_up is not None else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._replies.setText(replies_words(archived.replies))
        self._case.setVisible(may_make_case)
        self._mail.setVisible(may_mail)
        self._show_parts(shown=True)
        self.reading.show_entries(opened.entries, clean_line(chat_title(chat)), has_older=opened.more)

    def _show_facts(self, chat: Conversation, currency: str) -> None:
        self._facts.remove_all()
        if chat.wrap_up is not None:
            self._facts.add_widget(
                Chip(wrap_up_words(chat.wrap_up, currency, self._context.locale), self._facts, role="ok")
            )
        if chat.rating is not None:
            words = stars_words(chat.rating.stars)
            if chat.rating.text:
                words = f"{words} · {clean_line(chat.rating.text, 80)}"
            self._facts.add_widget(Chip(words, self._facts))
        for tag in chat.tags[:MAX_TAGS]:
            self._facts.add_widget(Chip(clean_line(tag, 40), self._facts))
        self._facts.setVisible(chat.wrap_up is not None or bool(chat.tags) or chat.rating is not None)

    def _show_parts(self, *, shown: bool) -> None:
        self._head.setVisible(shown)
        self.comments.setVisible(shown)

    def _place_parts(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._title, 1)
        for button in (self._all, self._mail, self._case, self._export):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            line.addWidget(button)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(16, 8, 10, 8)
        head.setSpacing(4)
        head.addLayout(line)
        for part in (self._where, self._facts, self._note, self._replies):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.reading, 1)
        column.addWidget(self.comments)
