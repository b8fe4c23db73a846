"""The door of the conversation screen for the window; everything behind it is the presenter's and the view's."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from operator_console.domain.ids import ConversationId
from operator_console.domain.insertion import Piece
from operator_console.ui.conversation.presenter import ConversationPresenter
from operator_console.ui.conversation.same_text import SameText
from operator_console.ui.conversation.view import ConversationView

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor


class ConversationScreen(QObject):
    """Transcript and composer of one chat at a time.

    Signals:
        article_requested: (site id, article key) shall be shown.
        conversation_closed: This agent has wrapped this chat up.
        previous_requested: This earlier chat shall be shown.
        transfer_requested, hand_requested, mail_requested: For this chat.
        missing_requested: Nothing good was found for what is asked.
        draft_requested: A `desk.article_seeds.ArticleSeed` shall become an article.
    """

    article_requested = Signal(str, str)
    conversation_closed = Signal(str)
    previous_requested = Signal(str)
    transfer_requested = Signal(str)
    hand_requested = Signal(str)
    mail_requested = Signal(str)
    missing_requested = Signal()
    draft_requested = Signal(object)

    def __init__(self, context: "UiContext", desk: "DeskDoor", place: QWidget | None = None) -> None:
        super().__init__()
        self._view = ConversationView(context, desk.file, place)
        self._presenter = ConversationPresenter(context, desk, self._view)
        self._presenter.article_requested.connect(self.article_requested)
        self._presenter.conversation_closed.connect(self.conversation_closed)
        self._presenter.previous_requested.connect(self.previous_requested)
        self._presenter.transfer_requested.connect(self.transfer_requested)
        self._presenter.hand_requested.connect(self.hand_requested)
        self._presenter.wrapping_up.mail_requested.connect(self.mail_requested)
        self._presenter.knowledge.missing_requested.connect(self.missing_requested)
        self._presenter.knowledge.draft_requested.connect(self.draft_requested)

    @property
    def widget(self) -> QWidget:
        """What to place."""
        return self._view

    @property
    def current(self) -> ConversationId | None:
        """The chat on screen."""
        return self._presenter.current

    @property
    def same_text(self) -> SameText:
        """What compares the draft."""
        return self._presenter.knowledge.same_text

    def show_conversation(self, conversation_id: str | None, by_agent: bool) -> None:
        """Show another chat; after a switch that was not the agent's own, Enter rests for 300 ms."""
        wanted = None if conversation_id is None else ConversationId(conversation_id)
        self._presenter.show_conversation(wanted, by_agent=by_agent)

    def focus_composer(self) -> None:
        """Begin to write, as the agent wishes."""
        self._presenter.lift_guard()
        self._view.composer.box.setFocus()

    def focus_entry(self, key: str) -> None:
        """Go to a message, with the keyboard on what can be done about it."""
        self._presenter.focus_entry(key)

    def insert_piece(self, piece: Piece) -> None:
        """Insert a link, fact or quote at the cursor, apart from the words around it; nothing is replaced."""
        self._presenter.knowledge.insert(piece)

    def make_article(self) -> None:
        """Make an article of an answer in this chat."""
        self._presenter.knowledge.make_article()

    def toggle_note(self) -> None:
        """Write a note instead of an answer, or the other way round."""
        self._presenter.toggle_note()

    def send(self) -> None:
        """Send what is written."""
        self._presenter.sending.send()

    def attach(self) -> None:
        """Choose files to send."""
        if self._view.can_write:
            self._view.composer.open_files()

    def snip(self) -> None:
        """Cut a picture out of the screen, to send."""
        self._presenter.snip()

    def show_page(self) -> None:
        """Ask the visitor whether a page may open."""
        self._presenter.show_page()

    def holding_line(self) -> None:
        """Send the holding line."""
        self._presenter.holding_line()

    def no_answer_needed(self) -> None:
        """Say that nothing was asked."""
        self._presenter.no_answer_needed()

    def transfer(self) -> None:
        """Offer the chat to somebody."""
        self._presenter.transfer()

    def hand(self) -> None:
        """Ask the leads for help, or no more."""
        self._presenter.hand()

    def wrap_up(self) -> None:
        """Ask how the chat ended."""
        self._presenter.wrap_up()

    def insert_suggestion(self, index: int) -> None:
        """Insert the address of suggestion `index`, counted from 0."""
        self._presenter.insert_suggestion(index)

    def close(self) -> None:
        """End listening and tasks; the widget stays until its parent goes."""
        self._presenter.close()
