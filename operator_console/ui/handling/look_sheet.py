"""Somebody else's chat to read: one that is offered, or one in which a note names the agent; a note can be left there.

It shows what the server tells when it is opened, and anew whenever the chat's row changes.
"""

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QStackedLayout, QWidget

from operator_console.desk.events import RailChanged
from operator_console.desk.state import Opened
from operator_console.domain.conversations import Conversation, ConversationState, OfferReason
from operator_console.domain.plain_text import MAX_MESSAGE_CHARS, clean_line, clean_message
from operator_console.ui.kit.buttons import Chip, quiet_button
from operator_console.ui.kit.clock_ring import clock_words
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import chat_title, language_words

if TYPE_CHECKING:
    from operator_console.domain.ids import ConversationId
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

MAX_SHOWN_CHARS = 600
NAME_CHARS = 60


class LookSheet(SheetDialog):
    """Answers ``accept``, ``decline`` or None; the asker does it.

    Args:
        offered: The chat is offered to the agent, who may accept; else it is only read.
    """

    def __init__(
        self,
        context: "UiContext",
        desk: "DeskDoor",
        conversation_id: "ConversationId",
        parent: QWidget | None = None,
        *,
        offered: bool,
    ) -> None:
        super().__init__(context, "", parent, width_px=560)
        self.setObjectName("look_sheet")
        self.conversation_id = conversation_id
        self._desk = desk
        self._offered = offered
        self._opened: Opened | None = None
        self._scope = context.scope.child("look")
        self._build_facts()
        self._build_transcript()
        self._build_note()
        if offered:
            self.add_button("close", self.tr("Not yet"))
            self.add_button("decline", self.tr("Decline"))
            self._accept = self.add_button("accept", self.tr("Accept"), "primary", default=True)
        else:
            self.add_button("close", self.tr("Close"), default=True)
        self._unlisten = desk.hub.listen(RailChanged, lambda _event: self._on_rail())
        context.ticker.second.connect(self._tick)
        self.finished.connect(self._on_closed)
        self._set_title(self.tr("Offered to you") if offered else self.tr("A colleague's chat"))
        self.resize(QSize(620, 620))

    def load(self) -> None:
        """Fetch and show the conversation."""
        if self._opened is None:
            self.state.show_state("loader-circle", self.tr("Loading…"))
            self._pages.setCurrentWidget(self.state)
        self._scope.start(self._load(), name="look", exclusive=True)

    # ------------------------------------------------------------------------------------------- building

    def _build_facts(self) -> None:
        facts = QHBoxLayout()
        facts.setSpacing(6)
        self._clock = PlainLabel("", self)
        self._clock.setObjectName("look_clock")
        self._marks = [Chip("", self, role="accent") for _ in range(3)]
        self._left = Chip("", self, role="warn")
        self._left.setObjectName("look_left")
        facts.addWidget(self._clock, 1)
        for chip in (*self._marks, self._left):
            chip.hide()
            facts.addWidget(chip)
        self.column.addLayout(facts)
        self._summary = PlainLabel("", self, wrap=True)
        self._summary.setObjectName("look_summary")
        self._note_words = PlainLabel("", self, wrap=True)
        self._note_words.setObjectName("look_note")
        self._note_words.setProperty("role", "dim")
        for label in (self._summary, self._note_words):
            label.hide()
            self.column.addWidget(label)

    def _build_transcript(self) -> None:
        self.transcript = TranscriptView(self.context, self._desk.file, self)
        self.transcript.link_requested.connect(open_link)
        self.state = StatePage(self.context, self)
        self.state.action_requested.connect(self.load)
        frame = QFrame(self)
        frame.setProperty("surface", "bg")
        self._pages = QStackedLayout(frame)
        self._pages.addWidget(self.transcript)
        self._pages.addWidget(self.state)
        self.column.addWidget(frame, 1)

    def _build_note(self) -> None:
        self._box = QPlainTextEdit(self)
        self._box.setObjectName("look_box")
        self._box.setAccessibleName(self.tr("Note for the team"))
        self._box.setPlaceholderText(self.tr("Leave a note for the team…"))
        self._box.setTabChangesFocus(True)
        self._box.setFixedHeight(54)
        self.dress_box(self._box)
        self._box.textChanged.connect(self._show_possible)
        self._save = quiet_button(self.tr("Save note"), "look_save", self)
        self._save.clicked.connect(self._on_save)
        self._told = PlainLabel("", self, wrap=True)
        self._told.setProperty("role", "small")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._box, 1)
        row.addWidget(self._save)
        self.column.addLayout(row)
        self.column.addWidget(self._told)
        self._told.hide()
        self._show_possible()

    # -------------------------------------------------------------------------------------------- showing

    async def _load(self) -> None:
        opened = await self._desk.handling.look(self.conversation_id)
        if opened is not None:
            self._show(opened)
        elif self._opened is None:
            title = self.tr("This chat cannot be shown now")
            words = self.tr("The server did not answer, or the chat is not for you any more.")
            self.state.show_state("wifi-off", title, words, self.tr("Try again"))

    def _show(self, opened: Opened) -> None:
        first = self._opened is None
        self._opened = opened
        conversation = opened.conversation
        name = clean_line(chat_title(conversation), NAME_CHARS)
        template = self.tr("Offered to you: %1") if self._offered else self.tr("Chat with %1")
        self._set_title(filled(template, name))
        self._show_offer(conversation)
        self._show_marks(conversation)
        self.transcript.show_entries(opened.entries, visitor_name=name, live=False)
        self._pages.setCurrentWidget(self.transcript)
        if first:
            self.transcript.setFocus()
        self._tick()
        self._show_possible()

    def _show_offer(self, conversation: Conversation) -> None:
        offer = conversation.offer if self._offered else None
        summary = clean_line(offer.summary, MAX_SHOWN_CHARS) if offer is not None else ""
        note = clean_message(offer.note)[:MAX_SHOWN_CHARS].strip() if offer is not None else ""
        owner = clean_line(conversation.agent_name or "", NAME_CHARS)
        if offer is not None and offer.reason is OfferReason.ESCALATION:
            summary = filled(self.tr("%1 does not react, the visitor waits."), owner)
        elif offer is not None and offer.by_agent is not None and owner:
            summary = filled(self.tr("%1: %2"), owner, summary) if summary else filled(self.tr("From %1"), owner)
        self._summary.setText(summary)
        self._note_words.setText(note)
        self._summary.setVisible(bool(summary))
        self._note_words.setVisible(bool(note))

    def _show_marks(self, conversation: Conversation) -> None:
        marks = [self.tr("Goes first")] if conversation.vip else []
        marks += [clean_line(language_words(conversation.language), 24)] if conversation.language else []
        marks += [clean_line(conversation.skill, 30)] if conversation.skill else []
        for index, chip in enumerate(self._marks):
            chip.setText(marks[index] if index < len(marks) else "")
            chip.setVisible(index < len(marks))

    def _tick(self) -> None:
        if self._opened is None:
            return
        row = self._desk.row(self.conversation_id)
        conversation = row.conversation if row is not None else self._opened.conversation
        if row is not None:
            self._clock.setText(clock_words(conversation.clock, self._desk.now(), row.site.targets))
        offer = conversation.offer
        if not self._offered or offer is None or offer.until is None:
            self._left.hide()
            return
        left_s = max(0, ceil((offer.until - self._desk.now()).total_seconds()))
        self._left.setText(filled(self.tr("%1 left"), f"{left_s // 60}:{left_s % 60:02}"))
        self._left.show()

    def _on_rail(self) -> None:
        row = self._desk.row(self.conversation_id)
        if self._offered and (row is None or not row.offered):
            self._accept.setEnabled(False)
            self._left.hide()
            self._say(self.tr("It is not offered to you any more."))
            return
        known_pos = self._opened.conversation.last_pos if self._opened is not None else 0
        if self._opened is not None and row is not None and row.conversation.last_pos > known_pos:
            self.load()

    # --------------------------------------------------------------------------------------------- notes

    def _show_possible(self) -> None:
        closed = self._opened is not None and self._opened.conversation.state is ConversationState.CLOSED
        self._box.setEnabled(self._opened is not None and not closed)
        self._save.setEnabled(self._box.isEnabled() and bool(self._box.toPlainText().strip()))

    def _on_save(self) -> None:
        text = clean_message(self._box.toPlainText()[:MAX_MESSAGE_CHARS]).strip()
        if text:
            self._save.setEnabled(False)
            self._scope.start(self._write(text), name="note", exclusive=False)

    async def _write(self, text: str) -> None:
        if await self._desk.handling.note(self.conversation_id, text):
            self._box.clear()
            self._say(self.tr("The note is saved."))
            self.load()
        else:
            self._say(self.tr("The note was not saved. It stays here: try again."))
        self._show_possible()

    def _say(self, words: str) -> None:
        self._told.setText(words)
        self._told.show()

    def _set_title(self, title: str) -> None:
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        heading = self.findChild(PlainLabel, "sheet_title")
        if heading is not None:
            heading.setText(title)

    def _on_closed(self, _code: int) -> None:
        self._unlisten()
        self.context.ticker.second.disconnect(self._tick)
        self.transcript.close_scope()
        end_scope(self._scope, self.context.scope)
