"""Keeps the rail true: listens to the desk, orders rows, holds them still, carries out wishes; paints nothing."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from operator_console.desk.events import (
    ContextChanged,
    MeChanged,
    OwnWordsChanged,
    RailChanged,
    TodayChanged,
    TypingChanged,
)
from operator_console.desk.state import Rail
from operator_console.domain.ids import ConversationId
from operator_console.domain.people import AgentStatus
from operator_console.ui.chats.model import RailModel
from operator_console.ui.chats.row_words import accept_words
from operator_console.ui.chats.rows import Pages, held_rows, rows_of
from operator_console.ui.chats.view import RailView
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.stillness import Stillness
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.words import chat_title, elapsed_words

if TYPE_CHECKING:
    from operator_console.ui.ports import DeskDoor

PROMPT_S = 0.5


class ChatsScreen(QObject):
    """The rail.

    Signals:
        chat_selected: This chat shall be on screen; True when the agent's own key or click did it.
        accept_requested: The agent accepts this chat; the screen itself asks the desk and opens it.
        look_requested: The agent wants to read this offered chat first.
    """

    chat_selected = Signal(str, bool)
    accept_requested = Signal(str)
    look_requested = Signal(str)

    def __init__(self, context: UiContext, desk: "DeskDoor", place: QWidget | None = None) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("chats")
        self._open: ConversationId | None = None
        self._accepting: set[str] = set()
        self._own: set[ConversationId] | None = None
        self.model = RailModel(desk.now, self)
        self.view = RailView(context, self.model, desk.now, place)
        self.stillness = Stillness(self)
        self.stillness.ended.connect(self._refresh_soon)
        rail = self.view.list
        rail.open_requested.connect(self._on_open)
        rail.accept_requested.connect(self._on_accept)
        rail.decline_requested.connect(self.decline)
        rail.look_requested.connect(self._on_look)
        rail.menu_requested.connect(self._on_menu)
        rail.pointed.connect(self.stillness.point)
        hub = desk.hub
        self._unlisten = [
            hub.listen(RailChanged, lambda _event: self._refresh_soon()),
            hub.listen(TypingChanged, lambda _event: self._refresh_soon()),
            hub.listen(ContextChanged, lambda _event: self._refresh_soon()),
            hub.listen(TodayChanged, lambda _event: self._show_today()),
            hub.listen(OwnWordsChanged, lambda _event: self._show_personal()),
            hub.listen(MeChanged, lambda _event: self._refresh_soon()),
        ]
        context.ticker.second.connect(self._on_second)
        self._closed = False
        self._show_today()
        self._show_personal()
        self._refresh()

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self.view

    @property
    def open_chat(self) -> ConversationId | None:
        """The chat that is marked as being on screen."""
        return self._open

    def select(self, conversation_id: str, by_agent: bool = False) -> None:
        """Open a chat; with `by_agent` False the composer keeps its Enter for a moment."""
        self._select(ConversationId(conversation_id), by_agent=by_agent)

    def add_below(self, widget: QWidget) -> None:
        """Place a group of something else than chats below them; it is the rail's from now on."""
        self.view.add_below(widget)

    def next_urgent(self) -> None:
        """Open the chat whose deadline comes next; nothing happens when nobody waits."""
        following = self._desk.next_urgent(self._open)
        if following is not None:
            self._select(following, by_agent=True)

    def select_number(self, number: int) -> None:
        """Open the chat with this number; nothing happens when there is none."""
        chosen = self._desk.by_number(number)
        if chosen is not None:
            self._select(chosen, by_agent=True)

    def accept(self, conversation_id: str) -> None:
        """Take a chat from the queue and open it."""
        self._on_accept(conversation_id)

    def decline(self, conversation_id: str) -> None:
        """Leave an offered chat to somebody else."""
        name = ConversationId(conversation_id)
        self._scope.start(self._desk.handling.decline(name), name="decline")

    def close(self) -> None:
        """End listening; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        end_scope(self._scope, self._context.scope)
        for unlisten in self._unlisten:
            unlisten()
        self._context.ticker.second.disconnect(self._on_second)
        self._context.ticker.cancel(self._refresh)
        self.stillness.close()

    # ------------------------------------------------------------------------------------------- wishes

    def _select(self, conversation_id: ConversationId, *, by_agent: bool) -> None:
        self._open = conversation_id
        self.view.list.show_open(conversation_id)
        self.chat_selected.emit(conversation_id, by_agent)

    def _on_accept(self, key: str) -> None:
        if key in self._accepting:
            return
        self._accepting.add(key)
        self.accept_requested.emit(key)
        self._scope.start(self._accept(ConversationId(key)), name="accept")

    async def _accept(self, conversation_id: ConversationId) -> None:
        wished_at_s = time.monotonic()
        try:
            row = self._desk.row(conversation_id)
            offered = row is not None and row.offered
            accept = self._desk.handling.accept if offered else self._desk.accept
            if await accept(conversation_id):
                # A late answer comes while the agent may be writing elsewhere: not a switch of their own any more.
                self._select(conversation_id, by_agent=time.monotonic() - wished_at_s < PROMPT_S)
        finally:
            self._accepting.discard(conversation_id)

    def _on_open(self, key: str) -> None:
        self._select(ConversationId(key), by_agent=True)

    def _on_look(self, key: str) -> None:
        self.look_requested.emit(key)

    def _on_menu(self, key: str, place: QPoint) -> None:
        chat = self._desk.row(ConversationId(key))
        row = self.model.row_at(self.model.index_of(key))
        if chat is None or row is None:
            return
        menu = QMenu(self.view)
        menu.setObjectName("chat_menu")
        if row.queued:
            menu.addAction(accept_words(row.chat), call(self._on_accept, key))
            if chat.offered:
                menu.addAction(self.tr("Decline"), call(self.decline, key))
                menu.addAction(self.tr("Read it first"), call(self._on_look, key))
        else:
            opened = menu.addAction(self.tr("Open"), call(self._on_open, key))
            menu.setDefaultAction(opened)
            silent = menu.addAction(self.tr("No answer needed"), call(self._no_answer_needed, ConversationId(key)))
            silent.setEnabled(chat.conversation.clock.running)
        menu.addSeparator()
        menu.addAction(self.tr("Copy name"), lambda: _copy(chat_title(chat.conversation)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _no_answer_needed(self, conversation_id: ConversationId) -> None:
        self._scope.start(self._desk.no_answer_needed(conversation_id), name="no answer needed")

    # -------------------------------------------------------------------------------------------- state

    def _refresh_soon(self) -> None:
        if not self._closed:
            self._context.ticker.request(self._refresh)

    def _refresh(self) -> None:
        rail = self._desk.rail()
        pages = self._pages(rail)
        held = self.stillness.holds and bool(self.model.rows)
        self.model.show_rows(held_rows(self.model.rows, rail, pages) if held else rows_of(rail, pages))
        self._show_capacity(rail)
        if self.model.rows:
            self.view.show_list()
        else:
            self._show_empty()
        self._open_first_comer(rail)

    def _open_first_comer(self, rail: Rail) -> None:
        """Open a chat that comes while none is on screen, so that nobody waits unseen."""
        now = {row.conversation.id for row in (*rail.your_turn, *rail.waiting_for_visitor)}
        before, self._own = self._own, now
        if before is None or self._open in now:
            return
        fresh = [row.conversation.id for row in rail.your_turn if row.conversation.id not in before]
        if fresh and not self._accepting.intersection(fresh):
            self._select(fresh[0], by_agent=False)

    def _pages(self, rail: Rail) -> Pages:
        """Return the page on which each queued visitor waits, where the desk knows it."""
        pages: Pages = {}
        for row in rail.queue:
            visit = self._desk.context(row.conversation.id).visit
            if visit is not None and visit.pages:
                pages[row.conversation.id] = visit.pages[-1].title
        return pages

    def _on_second(self) -> None:
        if self.view.isVisible():
            self.model.tick()

    def _show_capacity(self, rail: Rail) -> None:
        own = [row for row in (*rail.your_turn, *rail.waiting_for_visitor) if not row.beside]
        open_chats = len(own)
        capacity = self._desk.me.capacity
        words = self.tr("%1 of %2").replace("%1", str(open_chats)).replace("%2", str(capacity))
        chats = self.tr("%n open chats", None, open_chats)
        waiting = self.tr("%n of them wait for you", None, len(rail.your_turn))
        limit = self.tr("New ones come while fewer than %n wait for you.", None, capacity)
        self.view.show_capacity(words, f"{chats}, {waiting}. {limit}")

    def _show_today(self) -> None:
        today = self._desk.today
        if not today.replies:
            self.view.show_today(None, self.tr("No replies yet today"), "")
            return
        targets = {site.targets.target_s for site in self._desk.sites}
        share = today.on_time / today.replies
        percent = self._context.locale.toString(int(share * 100))
        if len(targets) == 1:
            words = self.tr("%1% within %2").replace("%1", percent).replace("%2", elapsed_words(targets.pop()))
        else:
            words = self.tr("%1% on time").replace("%1", percent)
        mean = self.tr("mean %1 · today").replace("%1", elapsed_words(round(today.mean_s)))
        self.view.show_today(share, words, mean)

    def _show_personal(self) -> None:
        own = self._desk.assist.own_words
        if not own.answers:
            self.view.show_personal("")
            return
        words = self.tr("%1 of %2 answers today in your own words, not nearly the same as one before or an article.")
        number = self._context.locale.toString
        words = words.replace("%1", number(own.answers - own.marked)).replace("%2", number(own.answers))
        rule = self.tr("Counted on this computer, for you alone; answers of a few words are left out.")
        self.view.show_personal(f"{words}\n{rule}")

    def _show_empty(self) -> None:
        if self._desk.me.status is AgentStatus.ONLINE:
            words = self.tr("New chats come to you by themselves and show up here, the most urgent on top.")
            self.view.show_empty("messages-square", self.tr("No chats yet"), words)
        else:
            words = self.tr("You get no new chats with your present status. Set it to Online when you are ready.")
            self.view.show_empty("coffee", self.tr("No chats"), words)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
