"""What a replay does not bring: visits that went on, and chats in which unsent text waits; knows no screen."""

from collections.abc import Callable

from operator_console.backends.base import BackendError
from operator_console.desk.chat_book import ChatBook
from operator_console.desk.drafts import Drafts
from operator_console.desk.outbox import Outbox, Standing
from operator_console.desk.ports import Backend
from operator_console.desk.state import ChatContext
from operator_console.domain.ids import ConversationId


class Completing:
    """Asks the server for it, one chat at a time; what cannot be had now is left as it is. On the loop's thread."""

    def __init__(
        self,
        book: ChatBook,
        outbox: Outbox,
        drafts: Drafts,
        backend: Backend,
        mark_draft: Callable[[ConversationId], None],
    ) -> None:
        self._book = book
        self._outbox = outbox
        self._drafts = drafts
        self._backend = backend
        self._mark_draft = mark_draft

    async def run(self) -> None:
        """Complete what is open, then what the agent still has text for."""
        await self._complete_open()
        await self._find_chats_of_unsent()

    async def _complete_open(self) -> None:
        for conversation_id, chat in tuple(self._book.inbox.chats.items()):
            if not chat.fresh and not chat.ended:
                try:
                    page = await self._backend.conversation(conversation_id)
                    previous = await self._backend.previous(page.visitor.id)
                except BackendError:
                    continue
                context = ChatContext(visitor=page.visitor, visit=page.visit, previous=previous.chats)
                self._book.set_context(conversation_id, context)

    async def _find_chats_of_unsent(self) -> None:
        for conversation_id in dict.fromkeys((*self._outbox.conversations(), *self._drafts.conversations())):
            known = self._book.chat(conversation_id)
            if known is None or known.ended:
                try:
                    page = await self._backend.conversation(conversation_id)
                except BackendError:
                    continue
                self._book.adopt(page.conversation, page.messages, page.more)
                self._mark_draft(conversation_id)
                if self._book.standing(conversation_id) is not Standing.MINE:
                    self._outbox.ended(conversation_id)
