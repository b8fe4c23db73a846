"""Knowledge in the chat on screen: pieces put into the draft, and articles made of answers; knows no transcript row."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from operator_console.domain.articles import Article, ArticleUseKind
from operator_console.domain.ids import ConversationId
from operator_console.domain.insertion import Piece
from operator_console.ui.conversation.same_text import SameText
from operator_console.ui.conversation.think_of import ThinkOf
from operator_console.ui.conversation.view import ConversationView
from operator_console.ui.kit.shortcuts import action_title, key_words, sequence_of

if TYPE_CHECKING:
    from operator_console.runtime.task_scope import TaskScope
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor


class KnowledgeInChat(QObject):
    """Follows the chat on screen.

    Signals:
        missing_requested: Nothing good was found for what is asked.
        draft_requested: A `desk.article_seeds.ArticleSeed` shall become an article.
    """

    missing_requested = Signal()
    draft_requested = Signal(object)

    def __init__(self, context: "UiContext", desk: "DeskDoor", view: ConversationView, scope: "TaskScope") -> None:
        super().__init__(view)
        self._context = context
        self._desk = desk
        self._view = view
        self._current: ConversationId | None = None
        self.same_text = SameText(context, desk, view.composer, scope)
        self.think_of = ThinkOf(desk, view.think_of)
        box = view.composer.box
        box.piece_dropped.connect(self._on_dropped)
        box.menu_opened.connect(self._on_menu)
        view.transcript.article_requested.connect(self._on_answer)

    def show_chat(self, conversation_id: ConversationId | None) -> None:
        """Follow this chat."""
        self._current = conversation_id
        self._view.transcript.offers_article = self._desk.assist.use.can_tell
        self.same_text.show_chat(conversation_id)
        self.think_of.show_chat(conversation_id)

    def close(self) -> None:
        """End following."""
        self.show_chat(None)
        self.same_text.close()

    def insert(self, piece: Piece) -> None:
        """Put a piece at the cursor; nothing is replaced."""
        if self._current is not None and self._view.can_write:
            self._view.composer.box.insert_piece(piece)
            self._follow(piece)

    def insert_link(self, article: Article) -> None:
        """Put the address of an article at the cursor, or its title where it has none."""
        if article.url:
            self.insert(Piece(article=article.name, kind=ArticleUseKind.LINK, text=article.url, title=article.title))
        elif self._view.can_write:
            self._view.composer.box.insert_spaced(article.title)

    def make_article(self) -> None:
        """Make an article of the answer under the keyboard in the transcript, else of the newest own one."""
        if self._current is not None and self._desk.assist.use.can_tell:
            key = self._view.transcript.focused_key() or self._desk.assist.seeds.newest_answer(self._current)
            if key is None:
                words = self.tr("There is no answer of yours in this chat yet.")
                self._context.notices.info(words, key="article", timeout_s=3.0)
            else:
                self._on_answer(key)

    # -------------------------------------------------------------------------------------------------- slots

    def _on_dropped(self, piece: Piece) -> None:
        self._follow(piece)

    def _follow(self, piece: Piece) -> None:
        if self._current is not None and not self._view.composer.note:
            self._desk.assist.use.inserted(self._current, piece)

    def _on_answer(self, key: str) -> None:
        if self._current is None:
            return
        seed = self._desk.assist.seeds.of_answer(self._current, key)
        if seed is not None:
            self.draft_requested.emit(seed)

    def _on_draft(self) -> None:
        if self._current is None:
            return
        seed = self._desk.assist.seeds.of_text(self._current, self._view.composer.text)
        if seed is not None:
            self.draft_requested.emit(seed)

    def _on_menu(self, menu: QMenu) -> None:
        """Offer what the answer and the question can be used for, where the server can take it."""
        if self._current is None or not self._desk.assist.use.can_tell:
            return
        menu.addSeparator()
        made = self._add(menu, self.tr("Make an article of this text"), "")
        made.setEnabled(bool(self._view.composer.text.strip()))
        made.triggered.connect(self._on_draft)
        missing = self._add(menu, action_title("knowledge.nothing_found"), "knowledge.nothing_found")
        missing.triggered.connect(self.missing_requested)

    def _add(self, menu: QMenu, title: str, action_id: str) -> QAction:
        """Add a line with the key of its action; the key itself belongs to the window."""
        words = title.replace("&", "&&")
        key = key_words(sequence_of(self._context.settings, action_id)) if action_id else ""
        return menu.addAction(f"{words}\t{key}" if key else words)
