"""An earlier conversation to read, with how it ended; changes nothing."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from operator_console.desk.state import Opened
from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import ConversationId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import Chip
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.reading import ReadingView
from operator_console.ui.kit.words import moment_words, outcome_words, stars_words, visitor_words
from operator_console.ui.ports import DeskDoor

MAX_TAGS = 8


class PreviousChatView(SheetDialog):
    """A sheet with the transcript; Escape closes it.

    Other answers: ``archive`` where the server has one, and ``make_case`` for leads.

    Attributes:
        opened: What is shown, once it is there.

    Signals:
        link_requested: A safe address that was opened in the browser.
    """

    link_requested = Signal(str)

    def __init__(
        self, context: UiContext, desk: DeskDoor, conversation_id: ConversationId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "", parent, width_px=560)
        self.conversation_id = conversation_id
        self._desk = desk
        self._make_case: QPushButton | None = None
        self.opened: Opened | None = None
        self._scope = context.scope.child("previous chat")
        self.setObjectName("previous_chat")
        self._set_title(self.tr("Earlier chat"))
        self._when = PlainLabel("", self)
        self._when.setObjectName("previous_when")
        self._when.setProperty("role", "dim")
        self._outcome = Chip("", self, role="ok")
        self._outcome.setObjectName("previous_outcome")
        facts = QHBoxLayout()
        facts.setSpacing(6)
        facts.addWidget(self._when, 1)
        self._tags = QHBoxLayout()
        self._tags.setSpacing(6)
        facts.addLayout(self._tags)
        facts.addWidget(self._outcome)
        self.column.addLayout(facts)
        self._note = PlainLabel("", self, wrap=True)
        self._note.setObjectName("previous_note")
        self._note.setProperty("role", "dim")
        self.column.addWidget(self._note)
        self.reading = ReadingView(context, desk.file, self._scope, self)
        self.reading.link_requested.connect(self.link_requested)
        self.reading.retry_requested.connect(self.load)
        self.transcript = self.reading.transcript
        self.state = self.reading.state
        self.column.addWidget(self.reading, 1)
        if desk.archive.can_search:
            self.add_button("archive", self.tr("Show in the archive"))
        if desk.practice_cases.may_write:
            self._make_case = self.add_button("make_case", self.tr("Make a practice case…"))
            self._make_case.setEnabled(False)
        self.add_button("close", self.tr("Close"), "quiet", default=True)
        for widget in (self._outcome, self._note):
            widget.setVisible(False)
        self.resize(QSize(620, 620))

    def load(self) -> None:
        """Fetch and show the conversation."""
        self.reading.show_loading()
        self._scope.start(self._load(), name="open", exclusive=True)

    async def close_scope(self) -> None:
        """End what is still loading."""
        self.reading.close_scope()
        await self._scope.close()

    async def _load(self) -> None:
        opened = await self._desk.open_previous(self.conversation_id)
        if opened is None:
            self.reading.show_failed()
        else:
            self._show(opened)

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        if self._make_case is not None:
            self._make_case.setEnabled(True)
        conversation = opened.conversation
        name = visitor_words(opened.visitor.name, opened.visitor.number)
        self._set_title(self.tr("Earlier chat with %1").replace("%1", clean_line(name)))
        self._when.setText(self._when_words(conversation))
        wrap_up = conversation.wrap_up
        if wrap_up is not None:
            words = outcome_words(wrap_up.outcome)
            rating = conversation.rating
            self._outcome.setText(f"{words} · {stars_words(rating.stars)}" if rating is not None else words)
            self._note.setText(wrap_up.note)
        self._outcome.setVisible(wrap_up is not None)
        self._note.setVisible(bool(wrap_up is not None and wrap_up.note))
        for tag in conversation.tags[:MAX_TAGS]:
            self._tags.addWidget(Chip(clean_line(tag, 40), self))
        self.reading.show_entries(opened.entries, name)
        self.transcript.setFocus()

    def _when_words(self, conversation: Conversation) -> str:
        when = moment_words(conversation.started_at, self.context.locale)
        if not conversation.agent_name:
            return when
        return self.tr("%1 · answered by %2").replace("%1", when).replace("%2", clean_line(conversation.agent_name))

    def _set_title(self, title: str) -> None:
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        heading = self.findChild(PlainLabel, "sheet_title")
        if heading is not None:
            heading.setText(title)
