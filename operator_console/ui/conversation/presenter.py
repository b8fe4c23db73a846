"""Joins the chat on screen with the desk: shows its state, hands on the agent's wishes; paints nothing."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from operator_console.desk.events import (
    ConnectionChanged,
    ContextChanged,
    RailChanged,
    SuggestionsChanged,
    TranscriptChange,
    TranscriptChanged,
    TypingChanged,
    UploadProgressed,
)
from operator_console.desk.state import ChatRow, Draft, Entry
from operator_console.domain.conversations import ConversationState, MessageKind
from operator_console.domain.ids import ClientId, ConversationId
from operator_console.domain.plain_text import clean_line
from operator_console.domain.response_clock import ClockPhase
from operator_console.knowledge.values import Suggestion
from operator_console.ui.conversation.extras import Extras
from operator_console.ui.conversation.facts import (
    closed_words,
    earlier_words,
    holding_text,
    known_tags,
    line_facts,
    page_address,
    page_title,
)
from operator_console.ui.conversation.handing_over import HandingOver
from operator_console.ui.conversation.knowledge_in_chat import KnowledgeInChat
from operator_console.ui.conversation.sending import Sending
from operator_console.ui.conversation.view import ConversationView
from operator_console.ui.conversation.watchers import WatchersLine
from operator_console.ui.conversation.wrapping_up import WrappingUp
from operator_console.ui.conversation.writing import Writing
from operator_console.ui.kit.clock_ring import clock_span, clock_words, phase_text_role
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.transcript.selection import Place
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import chat_title

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

GUARD_S = 0.3
TRIM_ABOVE = 500
_LABEL_ROLES = {"dim": "dim", "ok_text": "ok", "warn_text": "warn", "bad_text": "bad"}


class ConversationPresenter(QObject):
    """Presenter of the one conversation view.

    Signals:
        article_requested: (site id, article key) shall be shown.
        conversation_closed: This agent has wrapped this chat up.
        previous_requested: This earlier chat shall be shown.
        transfer_requested, hand_requested: For this chat.
    """

    article_requested = Signal(str, str)
    conversation_closed = Signal(str)
    previous_requested = Signal(str)
    transfer_requested = Signal(str)
    hand_requested = Signal(str)

    def __init__(self, context: "UiContext", desk: "DeskDoor", view: ConversationView) -> None:
        super().__init__(view)
        self._context = context
        self._desk = desk
        self._view = view
        self._scope = context.scope.child("conversation")
        self._current: ConversationId | None = None
        self._row: ChatRow | None = None
        self._places: dict[ConversationId, Place] = {}
        self._changes: list[TranscriptChanged] = []
        self._suggestions: tuple[Suggestion, ...] = ()
        self._guard_until = 0.0
        self._ticking = False
        self.writing = Writing(desk)
        self.sending = Sending(context, desk, view, self.writing, self._scope)
        self.extras = Extras(context, desk, view, self._scope, self.sending.take_picture)
        self.knowledge = KnowledgeInChat(context, desk, view, self._scope)
        self.handing_over = HandingOver(context, desk, view, self._scope)
        self.wrapping_up = WrappingUp(context, desk, view, self._scope)
        self.wrapping_up.wrapped_up.connect(self._on_wrapped_up)
        self._watchers = WatchersLine(self._view.header, desk, self._on_screen)
        self._listen()
        self._connect()

    def _listen(self) -> None:
        hub = self._desk.hub
        self._unlisten = [
            hub.listen(TranscriptChanged, self._on_transcript),
            hub.listen(RailChanged, self._on_rail),
            hub.listen(ContextChanged, self._on_context),
            hub.listen(ConnectionChanged, lambda _event: self._show_line()),
            hub.listen(TypingChanged, self._on_typing),
            hub.listen(SuggestionsChanged, self._on_suggestions),
            hub.listen(UploadProgressed, self._on_upload),
            self._watchers.unlisten,
        ]

    def _connect(self) -> None:
        view, composer, transcript, header = self._view, self._view.composer, self._view.transcript, self._view.header
        header.note_requested.connect(self.toggle_note)
        header.wrap_up_requested.connect(self.wrap_up)
        composer.transfer_requested.connect(self.transfer)
        composer.hand_requested.connect(self.hand)
        composer.snip_requested.connect(self.snip)
        composer.page_requested.connect(self.show_page)
        header.tags_requested.connect(self._on_tags_wanted)
        header.tags_chosen.connect(self._on_tags)
        header.previous_requested.connect(self._on_previous)
        composer.enter_pressed.connect(self._on_enter)
        composer.send_requested.connect(self._on_send)
        composer.box.clicked.connect(self.lift_guard)
        composer.holding_line_requested.connect(self.holding_line)
        composer.no_answer_requested.connect(self.no_answer_needed)
        view.accept_requested.connect(self._on_accept)
        view.left_discarded.connect(self._on_left_discarded)
        view.suggestions.article_requested.connect(self._on_article)
        self.knowledge.think_of.article_requested.connect(self.article_requested)
        view.suggestions.insert_requested.connect(self.insert_suggestion)
        transcript.older_requested.connect(self._on_older)
        transcript.link_requested.connect(self._on_link)
        transcript.retry_requested.connect(self._on_retry)
        transcript.discard_requested.connect(self._on_discard)
        transcript.save_requested.connect(self.sending.save_attachment)

    # ------------------------------------------------------------------------------------------------- public

    @property
    def current(self) -> ConversationId | None:
        """The chat on screen."""
        return self._current

    def show_conversation(self, conversation_id: ConversationId | None, *, by_agent: bool) -> None:
        """Show another chat; what was written for the one before stays with that."""
        if by_agent:
            self.lift_guard()
        if conversation_id == self._current:
            if conversation_id is not None:
                self._desk.selected(conversation_id)
            else:
                self._view.show_nothing()
            return
        self._leave()
        self._current = conversation_id
        if not by_agent:
            self._guard_until = time.monotonic() + GUARD_S
        row = None if conversation_id is None else self._desk.row(conversation_id)
        self._row = row
        unread = row.unread if row else 0
        self._desk.selected(conversation_id)
        if conversation_id is None or row is None:
            self._view.show_nothing()
            self._tick(running=False)
            self.sending.show_chat(None)
            self.knowledge.show_chat(None)
            return
        self._view.show_chat()
        self._show_transcript(unread, self._places.get(conversation_id))
        self._show_row(row)
        self._show_context()
        self._show_suggestions(self._desk.knowledge.suggestions(conversation_id))
        self._show_typing(row.preview, active=row.typing)
        self.sending.show_chat(conversation_id)
        self.knowledge.show_chat(conversation_id)

    def lift_guard(self) -> None:
        """Let Enter send again at once: the agent's own key or click shows that the chat on screen is the one meant."""
        self._guard_until = 0.0

    def focus_entry(self, key: str) -> None:
        """Go to a message of the chat on screen."""
        self._flush()
        self._view.transcript.focus_entry(key)

    def toggle_note(self) -> None:
        """Write a note instead of an answer, or the other way round; the text stays."""
        composer = self._view.composer
        if self._view.can_write:
            composer.show_note_mode(note=not composer.note)
            composer.box.setFocus()
        self._view.header.show_note_mode(note=composer.note)

    def holding_line(self) -> None:
        """Send the holding line in the chat's language; the draft stays as it is."""
        row = self._row
        if row is None or not self._view.can_write or not self._may_hold(row):
            return
        text = holding_text(self._context.settings, row, self._desk.context(row.conversation.id))
        self.sending.send_holding(row.conversation.id, text)

    def no_answer_needed(self) -> None:
        """Say that nothing was asked."""
        row = self._row
        if row is not None and self._view.can_write and row.conversation.clock.running:
            wish = self._desk.no_answer_needed(row.conversation.id)
            self._scope.start(wish, name="no answer needed", exclusive=True)

    def wrap_up(self) -> None:
        """Ask how the chat ended; a lead who writes along with its owner leaves it instead."""
        if self._row is not None and self._row.beside:
            self._scope.start(self._desk.team.leave(self._row.conversation.id), name="leave", exclusive=True)
        elif self._row is not None and self._view.can_write:
            self.sending.keep_draft()
            self.wrapping_up.ask(self._row)

    def transfer(self) -> None:
        """Offer the chat to somebody; what is written stays its draft."""
        if self._row is not None and self._view.can_write:
            self.sending.keep_draft()
            self.transfer_requested.emit(self._row.conversation.id)

    def hand(self) -> None:
        """Ask the leads for help, or no more."""
        if self._row is not None and self._view.can_write:
            self.hand_requested.emit(self._row.conversation.id)

    def snip(self) -> None:
        """Cut a picture out of the screen; it waits with what is written."""
        if self._current is not None and self._view.can_write:
            self.sending.keep_draft()
            self.extras.snip(self._current)

    def show_page(self) -> None:
        """Ask the visitor whether a page may open."""
        if self._row is not None and self._view.can_write and self._desk.can_show_pages:
            self.sending.keep_draft()
            self.extras.show_page(self._row)

    def insert_suggestion(self, index: int) -> None:
        """Insert the address of a suggested article at the cursor."""
        if 0 <= index < self._view.suggestions.shown and self._view.can_write:
            self.knowledge.insert_link(self._suggestions[index].article)
            self._view.composer.box.setFocus()

    def close(self) -> None:
        """End listening and tasks, keep what was written; harmless when called again."""
        self._leave()
        self._current = None
        for unlisten in self._unlisten:
            unlisten()
        self.knowledge.close()
        self.handing_over.close()
        self._tick(running=False)
        self._context.ticker.cancel(self._flush)
        self._view.transcript.close_scope()
        end_scope(self._scope, self._context.scope)

    # -------------------------------------------------------------------------------------------- the desk says

    def _on_transcript(self, changed: TranscriptChanged) -> None:
        if changed.conversation_id == self._current:
            self._changes.append(changed)
            self._context.ticker.request(self._flush)

    def _flush(self) -> None:
        """Bring a frame's changes to the transcript, appended ones at once."""
        changes, self._changes = self._changes, []
        fresh: list[Entry] = []
        for change in changes:
            if change.conversation_id != self._current:
                continue
            if change.change is TranscriptChange.APPENDED:
                fresh += change.entries
                continue
            if fresh:
                self._view.transcript.append(fresh)
                fresh = []
            self._apply(change)
        if fresh:
            self._view.transcript.append(fresh)

    def _apply(self, change: TranscriptChanged) -> None:
        transcript = self._view.transcript
        if change.change is TranscriptChange.UPDATED:
            transcript.update_entries(change.entries)
        elif change.change is TranscriptChange.PREPENDED:
            transcript.prepend(change.entries, has_older=self._desk.has_older(change.conversation_id))
        elif change.change is TranscriptChange.REMOVED:
            transcript.remove({entry.key for entry in change.entries})
        else:
            self._show_transcript(0, transcript.place())

    def _on_rail(self, _changed: RailChanged) -> None:
        if self._current is None:
            return
        row = self._desk.row(self._current)
        if row is None:
            self._show_gone()
        elif row != self._row:
            self._row = row
            self._show_row(row)

    def _on_context(self, changed: ContextChanged) -> None:
        if changed.conversation_id == self._current:
            self._show_context()

    def _on_typing(self, changed: TypingChanged) -> None:
        if changed.conversation_id == self._current:
            self._show_typing(changed.preview, active=changed.active)

    def _on_suggestions(self, changed: SuggestionsChanged) -> None:
        if changed.conversation_id == self._current:
            self._show_suggestions(changed.suggestions)

    def _on_screen(self) -> "ConversationId | None":
        return self._current

    def _on_upload(self, changed: UploadProgressed) -> None:
        self._view.transcript.show_progress(changed.client_id, changed.share)

    # ------------------------------------------------------------------------------------------ the agent wishes

    def _on_enter(self) -> None:
        if time.monotonic() >= self._guard_until:
            self.sending.send()

    def _on_send(self) -> None:
        self.sending.send()

    def _on_tags_wanted(self) -> None:
        if self._current is not None:
            self._view.header.open_tags(known_tags(self._desk, self._current))

    def _on_tags(self, tags: tuple[str, ...]) -> None:
        if self._current is not None:
            self._scope.start(self._desk.set_tags(self._current, tags), name="tags", exclusive=True)

    def _on_previous(self) -> None:
        if self._current is not None and (previous := self._desk.context(self._current).previous):
            newest = max(previous, key=lambda chat: chat.closed_at)
            self.previous_requested.emit(newest.conversation_id)

    def _on_accept(self) -> None:
        if self._current is not None:
            self._scope.start(self._desk.accept(self._current), name="accept", exclusive=True)

    def _on_article(self, index: int) -> None:
        if index < len(self._suggestions):
            article = self._suggestions[index].article
            self.article_requested.emit(article.site_id, article.key)

    def _on_older(self) -> None:
        if self._current is not None:
            self._scope.start(self._load_older(self._current), name="older", exclusive=True)

    async def _load_older(self, conversation_id: ConversationId) -> None:
        loaded = await self._desk.load_older(conversation_id)
        if conversation_id != self._current:
            return
        if loaded:
            self._flush()
        else:
            self._view.transcript.set_older(has_older=False)

    def _on_link(self, url: str) -> None:
        open_link(url)

    def _on_retry(self, key: str) -> None:
        if self._current is not None:
            self._scope.start(self._desk.retry(self._current, ClientId(key)), name="retry")

    def _on_discard(self, key: str) -> None:
        if self._current is not None:
            self._scope.start(self._discard(self._current, ClientId(key)), name="discard")

    async def _discard(self, conversation_id: ConversationId, client_id: ClientId) -> None:
        """Drop a message; its text becomes the draft again, or is offered when something else is written there."""
        entry = next((entry for entry in self._desk.entries(conversation_id) if entry.key == client_id), None)
        text = await self._desk.discard(conversation_id, client_id)
        if not text:
            return
        note = entry is not None and entry.message.kind is MessageKind.NOTE
        shown = conversation_id == self._current and self._view.can_write
        draft = Draft(text=self._view.composer.text) if shown else self._desk.draft(conversation_id)
        if draft.text:
            self._context.notices.offer(
                self.tr("The message was discarded."),
                key="discarded",
                action_text=self.tr("Copy its text"),
                action=lambda: QGuiApplication.clipboard().setText(text),
            )
            return
        self._desk.save_draft(conversation_id, Draft(text=text, cursor=len(text), note=note))
        if shown:
            self.sending.show_chat(conversation_id)
            self._view.composer.box.setFocus()

    def _on_wrapped_up(self, conversation_id: str) -> None:
        closed = ConversationId(conversation_id)
        self.writing.forget(closed)
        self._places.pop(closed, None)
        self.conversation_closed.emit(conversation_id)

    # -------------------------------------------------------------------------------------------------- showing

    def _leave(self) -> None:
        if self._current is None:
            return
        self._flush()
        self.sending.leave()
        self.knowledge.show_chat(None)
        place = self._view.transcript.place()
        if place is None:
            self._places.pop(self._current, None)
        else:
            self._places[self._current] = place
        leaving, self._current = self._current, None
        if place is None and len(self._desk.entries(leaving)) > TRIM_ABOVE:
            self._desk.trim(leaving)

    def _show_transcript(self, unread: int, place: Place | None) -> None:
        row, current = self._row, self._current
        if row is None or current is None:
            return
        entries, has_older = self._desk.entries(current), self._desk.has_older(current)
        if not entries and row.conversation.last_pos > 0 and not has_older:
            self._view.transcript.show_loading()
            return
        self._view.transcript.show_entries(
            entries,
            visitor_name=chat_title(row.conversation),
            targets=row.site.targets,
            has_older=has_older,
            unread=unread,
            live=row.conversation.state is not ConversationState.CLOSED,
            place=place,
        )
        self._show_typing(row.preview, active=row.typing)

    def _show_row(self, row: ChatRow) -> None:
        conversation = row.conversation
        header = self._view.header
        header.show_who(chat_title(conversation), row.site.name)
        header.show_tags(conversation.tags)
        self._watchers.show()
        self.handing_over.show_row(row)
        if conversation.state is ConversationState.ASSIGNED and not row.ended:
            self._view.show_open()
        else:
            self._show_not_mine(row)
        clock = conversation.clock
        self._view.composer.show_can_show_pages(possible=self._desk.can_show_pages)
        self._view.composer.show_actions(holding=self._may_hold(row), no_answer=clock.running)
        self._view.clock.setVisible(not row.ended)
        self._show_clock()
        self._tick(running=clock.running and clock.paused_at is None and not row.ended)

    def _show_not_mine(self, row: ChatRow) -> None:
        """Show why nothing can be written here, with what was written and not sent."""
        conversation = row.conversation
        left = self._desk.draft(conversation.id).text
        if row.owner_lost:
            words = self.tr("The agent of this chat is away. Take it over to answer.")
            self._view.show_closed(words, can_accept=True, lost=True, left=left)
        elif conversation.state is ConversationState.QUEUED:
            words = self.tr("This chat is in the queue. Accept it to answer.")
            self._view.show_closed(words, can_accept=True, left=left)
        elif conversation.state is ConversationState.CLOSED:
            self._view.show_closed(closed_words(conversation, self._context.locale), left=left)
        elif name := clean_line(conversation.agent_name or "", 60):
            self._view.show_closed(filled(self.tr("This chat is with %1 now."), name), left=left)
        else:
            self._view.show_closed(self.tr("This chat is no longer with you."), left=left)

    def _on_left_discarded(self) -> None:
        if self._current is None or self._row is None:
            return
        text = self._desk.draft(self._current).text
        self._context.notices.offer(
            self.tr("The text was discarded."),
            key="discarded",
            action_text=self.tr("Copy it"),
            action=lambda: QGuiApplication.clipboard().setText(text),
        )
        self._view.composer.fill("", 0, note=False)
        row, conversation_id = self._row, self._current
        self._desk.save_draft(conversation_id, Draft())
        self._show_not_mine(row)

    def _show_gone(self) -> None:
        """Show that the chat left the desk: closed, or with somebody else now."""
        if self._row is None:
            return
        self.handing_over.show_row(None)
        closed = self._row.conversation.state is ConversationState.CLOSED
        words = closed_words(self._row.conversation, self._context.locale)
        self._view.show_closed(words if closed else self.tr("This chat is no longer with you."))
        self._view.transcript.show_typing(None)
        self._tick(running=False)

    def _show_context(self) -> None:
        if self._current is None or self._row is None:
            return
        context = self._desk.context(self._current)
        self._view.header.show_page(page_address(context.visit), page_title(context.visit))
        self._view.header.show_earlier(*earlier_words(context, self._context.locale))
        self.knowledge.think_of.refresh()
        self._show_line()

    def _show_line(self) -> None:
        if self._current is None or self._row is None:
            return
        row, visit = self._row, self._desk.context(self._current).visit
        is_open = row.conversation.state is not ConversationState.CLOSED and not row.ended
        facts = line_facts(visit if is_open else None, self._desk.connection, self._desk.now(), self._context.locale)
        self._view.header.show_line(*facts)

    def _show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        if suggestions != self._suggestions:
            self._suggestions = suggestions
            self._view.suggestions.show_suggestions(suggestions)

    def _show_typing(self, preview: str, *, active: bool) -> None:
        self._view.transcript.show_typing(preview if active else None)

    def _show_clock(self) -> None:
        row = self._row
        if row is None:
            return
        clock, now, targets = row.conversation.clock, self._desk.now(), row.site.targets
        phase = clock.phase(now, targets)
        self._view.clock.show_clock(clock, now, targets)
        words = "" if phase is ClockPhase.STOPPED else clock_words(clock, now, targets)
        self.sending.show_clock(words, _LABEL_ROLES[phase_text_role(phase)], clock_span(clock, now))

    def _tick(self, *, running: bool) -> None:
        if running and not self._ticking:
            self._context.ticker.second.connect(self._show_clock)
        elif not running and self._ticking:
            self._context.ticker.second.disconnect(self._show_clock)
        self._ticking = running

    def _may_hold(self, row: ChatRow) -> bool:
        clock = row.conversation.clock
        return clock.running and not clock.holding_used
