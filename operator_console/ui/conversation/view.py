"""The middle of the window: head, transcript, clock, suggestions, composer; dumb, shows and reports."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from operator_console.ui.conversation.clock_bar import ClockBar
from operator_console.ui.conversation.composer import Composer
from operator_console.ui.conversation.header import ConversationHeader
from operator_console.ui.conversation.mix_up_notice import MixUpNotice
from operator_console.ui.conversation.offer_bar import OfferBar
from operator_console.ui.conversation.suggestion_row import SuggestionRow
from operator_console.ui.conversation.think_of import ThinkOfLine
from operator_console.ui.kit.file_intake import holds_files
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.tab_order import put_after
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.kit.transcript.pictures import FetchFile

if TYPE_CHECKING:
    from operator_console.ui.conversation.closed_panel import ClosedPanel
    from operator_console.ui.kit.context import UiContext


class ConversationView(QFrame):
    """One set of widgets for all chats.

    Signals:
        accept_requested: Take the chat on screen from the queue.
        left_discarded: Text that was not sent in this chat is not wanted any more.
        files_given: A drop anywhere on the chat brought files or a picture.
    """

    accept_requested = Signal()
    left_discarded = Signal()
    files_given = Signal(QMimeData)

    def __init__(self, context: "UiContext", fetch: FetchFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("conversation")
        self.setProperty("surface", "bg")
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack)
        self._chat = QWidget(self._stack)
        self._stack.addWidget(self._chat)
        self._build_chat(context, fetch)

    def _build_chat(self, context: "UiContext", fetch: FetchFile) -> None:
        self._column = column = QVBoxLayout(self._chat)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = ConversationHeader(context, self._chat)
        self.offer_bar = OfferBar(context, self._chat)
        self.transcript = TranscriptView(context, fetch, self._chat)
        self.clock = ClockBar(context, self._chat)
        self._writing = QFrame(self._chat)
        self._writing.setProperty("surface", "panel")
        below = QVBoxLayout(self._writing)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self.suggestions = SuggestionRow(context, self._writing)
        self.think_of = ThinkOfLine(context, self._writing)
        self.mix_up = MixUpNotice(context, self._writing)
        self.composer = Composer(context, self._writing)
        self.composer.files_given.connect(self.files_given)
        below.addWidget(self.think_of)
        below.addWidget(self.suggestions)
        below.addWidget(self.mix_up)
        below.addWidget(self.composer)
        column.addWidget(self.header)
        column.addWidget(self.offer_bar)
        column.addWidget(self.transcript, 1)
        column.addWidget(self.clock)
        column.addWidget(self._writing)
        self.setTabOrder(self.transcript, self.composer.box)
        self.setTabOrder(self.composer.box, self.composer.same_text.why)
        self.suggestions.come_after(self.composer.same_text.why)

    @cached_property
    def _nothing(self) -> StatePage:
        page = StatePage(self._context, self._stack)
        page.show_state(
            "messages-square", self.tr("No chat is open"), self.tr("Choose one on the left, or accept one.")
        )
        self._stack.addWidget(page)
        return page

    @cached_property
    def _closed(self) -> "ClosedPanel":
        """Most chats on screen are open ones: it is made for the first other one."""
        from operator_console.ui.conversation.closed_panel import ClosedPanel

        panel = ClosedPanel(self._context, self._chat)
        panel.accept_requested.connect(self.accept_requested)
        panel.discarded.connect(self.left_discarded)
        self._column.addWidget(panel)
        put_after(self.transcript, panel)
        return panel

    def show_nothing(self) -> None:
        """Show that no chat is chosen."""
        self._stack.setCurrentWidget(self._nothing)

    def show_chat(self) -> None:
        """Show the chat's widgets."""
        self._stack.setCurrentWidget(self._chat)

    def show_open(self) -> None:
        """Let the agent write."""
        self._writing.show()
        if "_closed" in vars(self):
            self._closed.hide()
        self.header.show_open(is_open=True)

    def show_closed(self, words: str, *, can_accept: bool = False, lost: bool = False, left: str = "") -> None:
        """Show why nothing can be written here, how it can be had, and what the agent had written and not sent.

        Args:
            lost: The chat's agent is lost: it is taken over rather than accepted.
        """
        self._closed.show_words(words, can_accept=can_accept, lost=lost, left=left)
        if self._writing.isVisibleTo(self) and self.composer.box.hasFocus():
            self.transcript.setFocus()
        self._writing.hide()
        self._closed.show()
        self.header.show_open(is_open=False)

    @property
    def can_write(self) -> bool:
        """Tell whether the composer is there."""
        return self._writing.isVisibleTo(self._chat) and self._stack.currentWidget() is self._chat

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.can_write and holds_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.can_write and holds_files(event.mimeData()):
            event.acceptProposedAction()
            self.files_given.emit(event.mimeData())
