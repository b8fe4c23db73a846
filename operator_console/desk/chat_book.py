"""The agent's chats as events change them: inbox, transcripts, context, unread; knows no connection and no wish."""

from collections.abc import Callable, Iterable

from msgspec import Struct, structs

from operator_console.backends import base
from operator_console.desk.alerts import Alerts
from operator_console.desk.events import (
    ContextChanged,
    RailChanged,
    TranscriptChange,
    TranscriptChanged,
    TypingChanged,
)
from operator_console.desk.inbox import Change, Chat, Inbox
from operator_console.desk.outbox import Standing
from operator_console.desk.ports import HistoryStore
from operator_console.desk.state import ChatContext, Entry
from operator_console.desk.transcript import Changes
from operator_console.domain.conversations import AuthorKind, Conversation, ConversationState, Message
from operator_console.domain.ids import AgentId, ClientId, ConversationId
from operator_console.domain.people import Site
from operator_console.storage.values import CachedChat, CachedContext

WINDOW = 200
WINDOW_SLACK = 100
"""A chat that is not on screen is cut back to `WINDOW` entries when it has so many more."""


class BookDoors(Struct, frozen=True):
    """What the book tells and asks.

    Attributes:
        publish: Hands an event to the screens.
        site_of: The site of a conversation, or None when it is not known (yet).
        unsent: Entries of a conversation's waiting messages.
        holds: Something that the agent wrote and did not send is in a conversation: messages, or a draft.
        own_stored: A stored message of the agent's own came by.
        visitor_said: What the visitor wrote, or types, has changed.
        ended: A conversation is not the agent's any more.
        returned: A conversation is the agent's (again).
        seen: Everything of a chat up to here was on screen.
        applies: A conversation comes, with what was known of it as an own chat before.
    """

    publish: Callable[[object], None]
    site_of: Callable[[Conversation], Site | None]
    unsent: Callable[[ConversationId], tuple[Entry, ...]]
    holds: Callable[[ConversationId], bool]
    own_stored: Callable[[Message], None]
    visitor_said: Callable[[ConversationId], None]
    ended: Callable[[ConversationId], None]
    returned: Callable[[ConversationId], None]
    seen: Callable[[ConversationId, int], None]
    applies: Callable[[Conversation, Conversation | None], None] = lambda _conversation, _before: None


class ChatBook:
    """All on the loop's thread. `inbox` is its state; the history cache follows every change."""

    def __init__(self, me: AgentId, history: HistoryStore, alerts: Alerts, doors: BookDoors) -> None:
        self.inbox = Inbox(me)
        self.selected: ConversationId | None = None
        self._of_old_epoch: set[ConversationId] = set()
        self._history = history
        self._alerts = alerts
        self._doors = doors

    def chat(self, conversation_id: ConversationId) -> Chat | None:
        """Return an own chat."""
        return self.inbox.chats.get(conversation_id)

    def standing(self, conversation_id: ConversationId) -> Standing:
        """Tell whether the agent may write in a conversation."""
        chat = self.chat(conversation_id)
        if chat is None:
            return Standing.ELSEWHERE
        if chat.conversation.state is ConversationState.CLOSED:
            return Standing.CLOSED
        return Standing.ELSEWHERE if chat.ended else Standing.MINE

    def colleague(self, conversation_id: ConversationId, pos: int) -> str:
        """Name who else wrote in a conversation after a position, or has it now; empty when nobody is known."""
        chat = self.chat(conversation_id)
        if chat is None:
            return ""
        if self.standing(conversation_id) is Standing.ELSEWHERE:
            known = self.inbox.is_elsewhere(chat.conversation)  # else it is only known to be gone
            return (chat.conversation.agent_name or "") if known else ""
        return chat.transcript.colleague_after(pos)

    def restore(self, cached: CachedChat) -> None:
        """Take a chat as it was last known on this machine."""
        chat = self.inbox.restore(cached.conversation)
        chat.context = ChatContext(
            visitor=cached.context.visitor, visit=cached.context.visit, previous=cached.context.previous
        )
        chat.seen_pos = cached.seen_pos
        chat.pos = cached.pos
        chat.transcript.replace_end(cached.messages, cached.more)
        self._settle_in(chat)

    # ------------------------------------------------------------------------------------------- events

    def on_own_list(self, listed: base.OwnChatsListed) -> None:
        """These are all own open chats."""
        for conversation_id, changes in self.inbox.list_own(listed.conversations).items():
            self._follow(conversation_id, changes)
        self._rail()

    def on_queue(self, listed: base.QueueListed) -> None:
        """This is a department's whole queue."""
        before = frozenset(self.inbox.queue)
        self.inbox.list_queue(listed.department_id, listed.conversations)
        now = frozenset(self.inbox.queue)
        for conversation_id in before - now:
            self._alerts.left_queue(conversation_id)
        for conversation_id in now - before:
            self._alerts.queued(conversation_id)
        self._rail()

    def on_conversation(self, upserted: base.ConversationUpserted) -> None:
        """A conversation changed."""
        self._apply(upserted.conversation)

    def on_snapshot(self, snapshot: base.ChatSnapshot) -> None:
        """A chat with its newest messages."""
        conversation = snapshot.conversation
        self._apply(conversation)
        chat = self.chat(conversation.id)
        if chat is None:
            return
        chat.fresh = True
        chat.pos = snapshot.pos
        if conversation.id in self._of_old_epoch:
            self._of_old_epoch.discard(conversation.id)
            chat.transcript.begin_anew()
            chat.seen_pos = min(chat.seen_pos, snapshot.pos)
        self._publish_all(conversation.id, chat.transcript.replace_end(snapshot.messages, snapshot.more))
        for message in snapshot.messages:
            self._own_stored(message)
        self._history.replace_end(conversation.id, snapshot.epoch, snapshot.pos, snapshot.messages, snapshot.more)
        self._set_context(chat, ChatContext(visitor=snapshot.visitor, visit=snapshot.visit, previous=snapshot.previous))
        self._settle_in(chat)
        self._rail()
        self._doors.visitor_said(conversation.id)

    def forget_epoch(self) -> list[tuple[Conversation, list[Message]]]:
        """The server's database is another one: return what was known of the chats, for the next snapshots to replace.

        What is on screen stays there until its snapshot comes.
        """
        self.inbox.forget_versions()
        self._of_old_epoch = set(self.inbox.chats)
        known = []
        for chat in self.inbox.chats.values():
            chat.pos = 0
            known.append((chat.conversation, [entry.message for entry in chat.transcript.entries]))
        return known

    def on_message(self, upserted: base.MessageUpserted) -> None:
        """A message stands in a transcript."""
        message = upserted.message
        conversation_id = message.conversation_id
        self._apply(upserted.conversation)
        chat = self.chat(conversation_id)
        if chat is None:
            return
        changes = chat.transcript.put(message)
        self._publish_all(conversation_id, changes)
        self._history.keep_message(message)
        self._own_stored(message)
        by_visitor = message.author.kind is AuthorKind.VISITOR
        if by_visitor:
            self._stopped_typing(conversation_id, chat)
        if by_visitor and changes and conversation_id != self.selected and message.pos == chat.transcript.last_pos:
            chat.unread += 1
        else:
            self._count_unread(chat)
        if by_visitor and changes:
            self._alerts.visitor_wrote(conversation_id)
        if message.author.kind is not AuthorKind.SYSTEM:
            self._doors.visitor_said(conversation_id)
        if conversation_id != self.selected and chat.transcript.loaded > WINDOW + WINDOW_SLACK:
            self._publish_all(conversation_id, chat.transcript.trim(WINDOW))
        self._rail()

    def on_advanced(self, advanced: base.StreamAdvanced) -> None:
        """Everything of a conversation up to here has been handed over."""
        chat = self.chat(advanced.conversation_id)
        if chat is not None:
            chat.pos = max(chat.pos, advanced.pos)
            self._history.advance(advanced.conversation_id, advanced.epoch, advanced.pos)

    def on_visitor(self, upserted: base.VisitorUpserted) -> None:
        """A visitor was corrected."""
        chat = self.chat(upserted.conversation_id)
        if chat is not None:
            self._set_context(chat, structs.replace(chat.context, visitor=upserted.visitor))

    def on_visit(self, changed: base.VisitChanged) -> None:
        """A visit went on."""
        chat = self.chat(changed.conversation_id)
        if chat is not None:
            chat.fresh = True
            self._set_context(chat, structs.replace(chat.context, visit=changed.visit))

    def on_typed(self, typed: base.VisitorTyped) -> None:
        """A visitor types or has stopped."""
        chat = self.chat(typed.conversation_id)
        preview = typed.preview[:2000] if typed.active else ""
        if chat is None or (chat.typing, chat.preview) == (typed.active, preview):
            return
        chat.typing, chat.preview = typed.active, preview
        self._publish_typing(typed.conversation_id, chat)
        self._doors.visitor_said(typed.conversation_id)

    def on_receipt(self, receipt: base.ReceiptAdvanced) -> None:
        """Messages reached the visitor, or were on screen."""
        chat = self.chat(receipt.conversation_id)
        if chat is not None:
            self._publish_all(
                receipt.conversation_id, chat.transcript.receipts(receipt.delivered_pos, receipt.read_pos)
            )

    def on_seen_elsewhere(self, seen: base.SeenElsewhere) -> None:
        """The agent has looked at a chat on another machine: it is read here too."""
        chat = self.chat(seen.conversation_id)
        if chat is not None and chat.seen_pos < seen.pos:
            chat.seen_pos = min(seen.pos, max(chat.pos, chat.transcript.last_pos))
            self._history.seen(seen.conversation_id, chat.seen_pos)
            chat.unread = chat.transcript.unread_after(chat.seen_pos)
            self._rail()

    # ------------------------------------------------------------------------------------------- desk

    def select(self, conversation_id: ConversationId | None) -> None:
        """This chat is on screen."""
        self.selected = conversation_id
        chat = self.chat(conversation_id) if conversation_id is not None else None
        if chat is not None and conversation_id is not None:
            if chat.unread or chat.seen_pos < chat.transcript.last_pos:
                self._count_unread(chat)
                self._rail()
            self._doors.visitor_said(conversation_id)

    def silent(self, conversation_id: ConversationId) -> None:
        """The visitor has not been heard to type for a while."""
        chat = self.chat(conversation_id)
        if chat is not None:
            self._stopped_typing(conversation_id, chat)

    def show(self, conversation_id: ConversationId, entry: Entry) -> None:
        """Show a waiting message, or its new state."""
        chat = self.chat(conversation_id)
        if chat is not None:
            self._publish_all(conversation_id, chat.transcript.wait(entry))
            self._rail()

    def ticked(self, conversation_id: ConversationId, client_id: ClientId, message: Message) -> None:
        """The server has a message."""
        chat = self.chat(conversation_id)
        if chat is not None:
            self._publish_all(conversation_id, chat.transcript.ticked(client_id, message))
            self._rail()
            self.sweep(conversation_id)

    def dropped(self, conversation_id: ConversationId, client_id: ClientId) -> None:
        """A waiting message was discarded."""
        chat = self.chat(conversation_id)
        if chat is not None:
            self._publish_all(conversation_id, chat.transcript.drop(client_id))
            self._rail()
            self.sweep(conversation_id)

    def adopt(self, conversation: Conversation, messages: Iterable[Message], more: bool) -> None:
        """Show a chat that is not the agent's, because unsent text of theirs waits in it."""
        chat = self.inbox.restore(conversation)
        chat.ended = self.inbox.is_elsewhere(conversation)
        self._publish_all(conversation.id, chat.transcript.replace_end(tuple(messages), more))
        self._settle_in(chat)
        self._rail()

    def sweep(self, conversation_id: ConversationId) -> None:
        """Let go of an ended chat when nothing of it waits any more."""
        chat = self.chat(conversation_id)
        if chat is not None and chat.ended and not self._doors.holds(conversation_id):
            self.inbox.remove(conversation_id)
            self._rail()

    def set_context(self, conversation_id: ConversationId, context: ChatContext) -> None:
        """Take what the server knows of a chat's visitor."""
        chat = self.chat(conversation_id)
        if chat is not None:
            chat.fresh = True
            self._set_context(chat, context)

    def publish_changes(self, conversation_id: ConversationId, changes: Changes) -> None:
        """Tell the screens what became of a transcript."""
        self._publish_all(conversation_id, changes)

    # ------------------------------------------------------------------------------------------- private

    def _apply(self, conversation: Conversation) -> None:
        known = self.chat(conversation.id)
        self._doors.applies(conversation, known.conversation if known is not None and not known.ended else None)
        changes = self.inbox.apply(conversation)
        chat = self.chat(conversation.id)
        if changes != (Change.NOTHING,):
            self._follow(conversation.id, changes)
            self._rail()
        elif chat is not None and chat.ended:  # who has it now, or that it was closed
            self._doors.ended(conversation.id)
            self._rail()

    def _follow(self, conversation_id: ConversationId, changes: tuple[Change, ...]) -> None:
        """Do what follows from a conversation's new state."""
        chat = self.chat(conversation_id)
        if Change.OFFERED in changes:
            self._alerts.offered(conversation_id)
        elif Change.QUEUED in changes:
            self._alerts.queued(conversation_id)
        if Change.OFFER_OVER in changes:
            self._alerts.offer_over(conversation_id)
        if Change.LEFT_QUEUE in changes:
            self._alerts.left_queue(conversation_id)
        if chat is None:
            return
        if Change.BECAME_MINE in changes:
            self._doors.returned(conversation_id)
            self._settle_in(chat)
            if self.inbox.owns(chat.conversation):
                self._alerts.became_mine(conversation_id)
        if Change.ENDED in changes:
            self._end(conversation_id, chat)
        elif Change.NOTHING not in changes:
            conversation = chat.conversation
            self._history.keep_chat(conversation, is_open=not chat.ended)
            self._publish_all(
                conversation_id,
                chat.transcript.receipts(conversation.visitor_delivered_pos, conversation.visitor_read_pos),
            )
            self._watch_clock(chat)

    def _end(self, conversation_id: ConversationId, chat: Chat) -> None:
        chat.ended = True
        self._history.keep_chat(chat.conversation, is_open=False)
        self._alerts.ended(conversation_id)
        self._stopped_typing(conversation_id, chat)
        self._doors.ended(conversation_id)
        self.sweep(conversation_id)

    def _settle_in(self, chat: Chat) -> None:
        """Complete a chat that has just come or was read anew."""
        conversation = chat.conversation
        chat.transcript.receipts(conversation.visitor_delivered_pos, conversation.visitor_read_pos)
        for entry in self._doors.unsent(conversation.id):
            chat.transcript.wait(entry)
        self._count_unread(chat)
        self._watch_clock(chat)

    def _watch_clock(self, chat: Chat) -> None:
        site = self._doors.site_of(chat.conversation)
        if site is not None and not chat.ended and self.inbox.owns(chat.conversation):
            self._alerts.clock_changed(chat.conversation, site.targets)

    def _count_unread(self, chat: Chat) -> None:
        if chat.conversation.id == self.selected and chat.seen_pos < chat.transcript.last_pos:
            chat.seen_pos = chat.transcript.last_pos
            self._history.seen(chat.conversation.id, chat.seen_pos)
            self._doors.seen(chat.conversation.id, chat.seen_pos)
        chat.unread = chat.transcript.unread_after(chat.seen_pos)

    def _own_stored(self, message: Message) -> None:
        if message.author.kind is AuthorKind.AGENT and message.client_id:
            self._doors.own_stored(message)

    def _set_context(self, chat: Chat, context: ChatContext) -> None:
        known = chat.context
        if known.visit is not None and (context.visit is None or context.visit.version < known.visit.version):
            context = structs.replace(context, visit=known.visit)
        if known.visitor is not None and (context.visitor is None or context.visitor.version < known.visitor.version):
            context = structs.replace(context, visitor=known.visitor)
        if context == known:
            return
        chat.context = context
        self._history.keep_context(
            chat.conversation.id,
            CachedContext(visitor=context.visitor, visit=context.visit, previous=context.previous),
        )
        self._doors.publish(ContextChanged(chat.conversation.id))

    def _stopped_typing(self, conversation_id: ConversationId, chat: Chat) -> None:
        if chat.typing or chat.preview:
            chat.typing, chat.preview = False, ""
            self._publish_typing(conversation_id, chat)

    def _publish_typing(self, conversation_id: ConversationId, chat: Chat) -> None:
        self._doors.publish(TypingChanged(conversation_id=conversation_id, active=chat.typing, preview=chat.preview))
        self._rail()

    def _publish_all(self, conversation_id: ConversationId, changes: Changes) -> None:
        for change, entries in changes:
            shown = () if change is TranscriptChange.RESET else entries
            self._doors.publish(TranscriptChanged(conversation_id=conversation_id, change=change, entries=shown))

    def _rail(self) -> None:
        self._doors.publish(RailChanged())
