"""Keeps the panel to look along true, and carries out what a lead wishes there; paints nothing."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from operator_console.desk.events import RailChanged, TranscriptChange, WatchedChanged, WatchedTranscript
from operator_console.desk.state import Entry
from operator_console.desk.team import Watched
from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.domain.people import AgentStatus
from operator_console.domain.plain_text import clean_line
from operator_console.domain.response_clock import ClockTargets
from operator_console.protocol.refusal import Refusal
from operator_console.ui.kit.calls import call, call_with
from operator_console.ui.kit.clock_ring import clock_words, phase_role
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.plain_label import plain_tooltip
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.words import chat_title, status_words
from operator_console.ui.ports import DeskDoor
from operator_console.ui.team.look_along import LookAlongView
from operator_console.ui.team.rows import ChatRow, agent_key
from operator_console.ui.team.words import (
    NAME_CHARS,
    context_words,
    hand_words,
    load_words,
    typing_words,
    watch_refusal_words,
    watchers_words,
    where_words,
    who_words,
)

MAX_COLLEAGUES = 60


class Looking(QObject):
    """One chat at a time.

    Signals:
        left: Back to the list of chats.
        opened: The chat is the lead's to write in now: show it among the own chats.
    """

    left = Signal()
    opened = Signal(str)

    def __init__(self, context: UiContext, desk: DeskDoor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("look along")
        self._shown: ConversationId | None = None
        self._awaited: ConversationId | None = None
        self._changes: list[WatchedTranscript] = []
        self.view = LookAlongView(context, desk.file)
        self._unlisten = [
            desk.hub.listen(WatchedChanged, lambda _event: context.ticker.request(self._refresh)),
            desk.hub.listen(WatchedTranscript, self._on_transcript),
            desk.hub.listen(RailChanged, lambda _event: self._open_awaited()),
        ]
        view = self.view
        view.whisper_requested.connect(self._on_whisper)
        view.join_requested.connect(self._on_join)
        view.take_requested.connect(self._on_take)
        view.give_menu_requested.connect(self._on_give_menu)
        view.lower_requested.connect(self._on_lower)
        view.left.connect(self.left)
        view.state.action_requested.connect(self._on_retry)
        view.transcript.link_requested.connect(call_with(self._on_link))
        self._refresh()

    def open(self, conversation_id: str) -> None:
        """Look along in this chat."""
        self._desk.team.watch(ConversationId(conversation_id))
        self._refresh()

    def leave(self) -> bool:
        """Look nowhere; False when that was so."""
        if self._desk.team.watched is None:
            return False
        self._desk.team.watch(None)
        self._refresh()
        return True

    def tick(self) -> None:
        """A second is over."""
        watched = self._desk.team.watched
        if watched is not None and watched.conversation is not None:
            self._show_clock(watched.conversation)

    def close(self) -> None:
        """End listening and tasks."""
        for unlisten in self._unlisten:
            unlisten()
        self._context.ticker.cancel(self._refresh)
        self._context.ticker.cancel(self._flush)
        self.view.transcript.close_scope()
        end_scope(self._scope, self._context.scope)

    # -------------------------------------------------------------------------------------------- state

    def _refresh(self) -> None:
        team, view = self._desk.team, self.view
        watched = team.watched
        if watched is None:
            self._shown = None
            view.show_state("eye", self.tr("Look along"), self.tr("Choose a chat to read along live and to help."))
            return
        if watched.refusal is not None:
            self._shown = None
            words = watch_refusal_words(watched.refusal)
            own = watched.refusal is Refusal.CONFLICT
            action = self.tr("Open the chat") if own else self.tr("Try again")
            title = self.tr("Your own chat") if own else self.tr("This chat cannot be shown")
            view.show_state("circle-slash", title, words, action)
            return
        chat = watched.conversation
        if chat is None:
            self._shown = None
            view.show_state("loader-circle", self.tr("Loading…"))
            return
        if self._shown != chat.id:
            self._shown = chat.id
            self._changes.clear()
            view.clear_whisper()
            self._show_all(chat)
        view.show_chat()
        self._show_head(watched, chat)
        self._show_clock(chat)
        view.show_typing(typing_words(watched, team.name_of))
        view.transcript.show_typing(watched.preview if watched.typing else None)
        self._show_may(chat)

    def _show_head(self, watched: Watched, chat: Conversation) -> None:
        row = ChatRow(key=chat.id, conversation=chat, site=self._desk.team.sites.get(chat.site_id))
        me = self._desk.me.id
        hand = hand_words(chat, self._desk.now())
        owner = f"{who_words(chat)} · {where_words(row)}"
        if hand:
            owner = f"{owner} · {hand}"
        if chat.state is ConversationState.CLOSED:
            looks = self.tr("This chat has been closed.")
        else:
            looks = watchers_words(watched, me, self._desk.team.name_of)
        self.view.show_head(clean_line(chat_title(chat), NAME_CHARS), owner, context_words(watched), looks)

    def _show_clock(self, chat: Conversation) -> None:
        targets, now = self._targets(chat), self._desk.now()
        self.view.show_clock(clock_words(chat.clock, now, targets), phase_role(chat.clock.phase(now, targets)))

    def _show_may(self, chat: Conversation) -> None:
        me = self._desk.me.id
        is_open = chat.state is not ConversationState.CLOSED
        joined = me in chat.joined
        self.view.show_may(
            join=is_open and chat.state is ConversationState.ASSIGNED and chat.agent_id != me,
            joined=joined,
            take=is_open and chat.agent_id != me,
            give=is_open,
            whisper=is_open and chat.agent_id != me,
            lower=is_open and chat.hand_raised_at is not None,
        )

    def _show_all(self, chat: Conversation) -> None:
        self.view.transcript.show_entries(
            self._desk.team.watched_entries(),
            visitor_name=chat_title(chat),
            targets=self._targets(chat),
            place=self.view.transcript.place(),
        )

    def _targets(self, chat: Conversation) -> ClockTargets:
        site = self._desk.team.sites.get(chat.site_id)
        return site.targets if site is not None else ClockTargets()

    # ---------------------------------------------------------------------------------------- transcript

    def _on_transcript(self, changed: WatchedTranscript) -> None:
        self._changes.append(changed)
        self._context.ticker.request(self._flush)

    def _flush(self) -> None:
        changes, self._changes = self._changes, []
        watched = self._desk.team.watched
        if watched is None or watched.conversation is None or self._shown != watched.conversation_id:
            return
        mine = [change for change in changes if change.conversation_id == self._shown]
        if any(change.change is TranscriptChange.RESET for change in mine):
            self._show_all(watched.conversation)
            return
        fresh: list[Entry] = []
        for change in mine:
            if change.change is TranscriptChange.APPENDED:
                fresh += change.entries
            elif change.change is TranscriptChange.UPDATED:
                self.view.transcript.update_entries(change.entries)
            elif change.change is TranscriptChange.REMOVED:
                self.view.transcript.remove({entry.key for entry in change.entries})
        if fresh:
            self.view.transcript.append(fresh)

    # -------------------------------------------------------------------------------------------- wishes

    def _on_whisper(self, text: str) -> None:
        if self._shown is not None:
            self._scope.start(self._whisper(self._shown, text), name="whisper")

    async def _whisper(self, conversation_id: ConversationId, text: str) -> None:
        sent = await self._desk.team.whisper(conversation_id, text)
        if sent and self._shown == conversation_id and self.view.whisper.text().strip() == text:
            self.view.clear_whisper()

    def _on_join(self) -> None:
        watched = self._desk.team.watched
        chat = watched.conversation if watched is not None else None
        if chat is None:
            return
        if self._desk.me.id in chat.joined:
            self._scope.start(self._desk.team.leave(chat.id), name="leave")
        else:
            self._scope.start(self._join(chat.id), name="join")

    async def _join(self, conversation_id: ConversationId) -> None:
        if await self._desk.team.join(conversation_id):
            self._await(conversation_id)

    def _on_take(self) -> None:
        if self._shown is not None:
            self._scope.start(self._take(self._shown), name="take over")

    async def _take(self, conversation_id: ConversationId) -> None:
        if await self._desk.team.take_over(conversation_id):
            self.leave()
            self._await(conversation_id)

    def _await(self, conversation_id: ConversationId) -> None:
        """Open a chat among the own ones as soon as it is there."""
        self._awaited = conversation_id
        self._open_awaited()

    def _open_awaited(self) -> None:
        awaited = self._awaited
        row = self._desk.row(awaited) if awaited is not None else None
        me = self._desk.me.id
        if awaited is not None and row is not None and me in {row.conversation.agent_id, *row.conversation.joined}:
            self._awaited = None
            self.opened.emit(awaited)

    def _on_give_menu(self) -> None:
        watched = self._desk.team.watched
        chat = watched.conversation if watched is not None else None
        if chat is None:
            return
        menu = QMenu(self.view)
        menu.setObjectName("give_menu")
        there = [
            one
            for one in sorted(self._desk.team.agents.values(), key=agent_key)
            if one.agent.status is not AgentStatus.OFFLINE
            and chat.department_id in one.agent.departments
            and one.agent.id != chat.agent_id
        ]
        for one in there[:MAX_COLLEAGUES]:
            words = f"{clean_line(one.agent.name, NAME_CHARS)} · {load_words(one)} · {status_words(one.agent.status)}"
            action = menu.addAction(words.replace("&", "&&"), call(self._give, chat.id, one.agent.id))
            action.setToolTip(plain_tooltip(words))
        if not there:
            menu.addAction(self.tr("Nobody else is there")).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        self.view.open_give_menu(menu)

    def _give(self, conversation_id: ConversationId, agent_id: AgentId) -> None:
        self._scope.start(self._desk.team.give(conversation_id, agent_id), name="give")

    def _on_lower(self) -> None:
        if self._shown is not None:
            self._scope.start(self._desk.handling.raise_hand(self._shown, raised=False), name="lower the hand")

    def _on_retry(self) -> None:
        watched = self._desk.team.watched
        if watched is None:
            return
        if watched.refusal is Refusal.CONFLICT:
            self._await(watched.conversation_id)
        else:
            self._desk.team.watch(watched.conversation_id)

    def _on_link(self, url: str) -> None:
        open_link(url)
