"""Reading back: older pages of a transcript and a visitor's earlier chats, from the cache or the server."""

import logging
from collections.abc import Callable

from operator_console.backends.base import BackendError, Refused
from operator_console.desk.chat_book import ChatBook
from operator_console.desk.ports import Backend, HistoryStore
from operator_console.desk.state import Entry, Opened
from operator_console.desk.transcript import Transcript
from operator_console.domain.conversations import Message, PreviousChat
from operator_console.domain.ids import AgentId, ConversationId, VisitorId
from operator_console.protocol.refusal import Refusal
from operator_console.storage.errors import StorageError

PAGE = 60
_END = 2**53

_log = logging.getLogger(__name__)


class Reading:
    """All on the loop's thread."""

    def __init__(self, book: ChatBook, history: HistoryStore, backend: Backend, me: Callable[[], AgentId]) -> None:
        self._book = book
        self._history = history
        self._backend = backend
        self._me = me
        self._loading: set[ConversationId] = set()

    async def load_older(self, conversation_id: ConversationId) -> bool:
        """Load a page of older messages; False when nothing could be loaded."""
        chat = self._book.chat(conversation_id)
        if chat is None or not chat.transcript.more or conversation_id in self._loading:
            return False
        self._loading.add(conversation_id)
        try:
            return await self._load_page(conversation_id, chat.transcript)
        finally:
            self._loading.discard(conversation_id)

    async def previous_chats(self, visitor_id: VisitorId) -> tuple[PreviousChat, ...]:
        """A visitor's earlier conversations; what was known before when the server cannot be asked."""
        try:
            return (await self._backend.previous(visitor_id)).chats
        except BackendError:
            chats = self._book.inbox.chats.values()
            known = (chat.context.previous for chat in chats if chat.conversation.visitor_id == visitor_id)
            return next(known, ())

    async def open_previous(self, conversation_id: ConversationId) -> Opened | None:
        """An earlier conversation; None when it cannot be had now."""
        try:
            page = await self._backend.conversation(conversation_id)
        except Refused as error:
            if error.reason is Refusal.NOT_FOUND:  # erased, or not for this agent any more
                self._history.forget(conversation_id)
            return None
        except BackendError:
            return None
        transcript = Transcript(self._me())
        transcript.replace_end(page.messages, page.more)
        transcript.receipts(page.conversation.visitor_delivered_pos, page.conversation.visitor_read_pos)
        return Opened(
            conversation=page.conversation,
            visitor=page.visitor,
            entries=transcript.entries,
            more=page.more,
            visit=page.visit,
        )

    def entries_of(self, messages: tuple[Message, ...]) -> tuple[Entry, ...]:
        """Messages of a chat that is not open, as rows of a transcript."""
        transcript = Transcript(self._me())
        transcript.replace_end(messages, False)
        return transcript.entries

    async def _load_page(self, conversation_id: ConversationId, transcript: Transcript) -> bool:
        before = transcript.first_pos or _END
        messages: tuple[Message, ...] = ()
        more = True
        try:
            page = await self._history.page(conversation_id, before, PAGE)
            messages, more = page.messages, page.more
        except StorageError as error:
            _log.warning("the history cache cannot be read: %s", error)
        if more and not messages:
            try:
                asked = await self._backend.messages(conversation_id, before, PAGE)
            except BackendError:
                return False
            messages, more = asked.messages, asked.more
            self._history.keep_older(conversation_id, before, messages, more)
        if before != (transcript.first_pos or _END):
            return False  # the transcript was replaced meanwhile
        self._book.publish_changes(conversation_id, transcript.prepend(messages, more))
        return bool(messages)
