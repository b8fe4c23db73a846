"""What the agent sends, on its way into the outbox: the position it answers to, and what the articles learn of it."""

from collections.abc import Callable

from operator_console.desk.assist import Assist
from operator_console.desk.chat_book import ChatBook
from operator_console.desk.errors import FileTooLarge
from operator_console.desk.outbox import Outbox
from operator_console.desk.typing import AgentTyping
from operator_console.domain.conversations import MessageKind
from operator_console.domain.ids import ClientId, ConversationId
from operator_console.protocol.versions import MAX_UPLOAD_BYTES


class Writing:
    """All on the loop's thread. Raises what the outbox raises when the disk does not take a message."""

    def __init__(
        self, book: ChatBook, outbox: Outbox, typing: AgentTyping, assist: Assist, tell_outbox: Callable[[], None]
    ) -> None:
        self._book = book
        self._outbox = outbox
        self._typing = typing
        self._assist = assist
        self._tell_outbox = tell_outbox

    async def add(
        self,
        conversation_id: ConversationId,
        kind: MessageKind,
        text: str,
        *,
        holding: bool = False,
        file: tuple[str, bytes] | None = None,
    ) -> ClientId:
        """Write to the outbox, show the bubble, send."""
        self._typing.stopped(conversation_id)
        try:
            client_id = await self._outbox.add(
                conversation_id, kind, text, base_seq=self._base_seq(conversation_id), holding=holding, file=file
            )
        finally:
            self._tell_outbox()
        await self._assist.written(conversation_id, client_id, kind, text, holding=holding)
        return client_id

    async def add_file(self, conversation_id: ConversationId, name: str, content: bytes) -> ClientId:
        """As `add`, for a file.

        Raises:
            FileTooLarge: No server takes a file of this size.
        """
        if len(content) > MAX_UPLOAD_BYTES:
            raise FileTooLarge(MAX_UPLOAD_BYTES)
        return await self.add(conversation_id, MessageKind.FILE, "", file=(name, content))

    async def retry(self, conversation_id: ConversationId, client_id: ClientId) -> None:
        """Send a parked message again."""
        try:
            await self._outbox.retry(client_id, self._base_seq(conversation_id))
        finally:
            self._tell_outbox()

    async def discard(self, conversation_id: ConversationId, client_id: ClientId) -> str:
        """Drop a parked or queued message and return its text; empty when it is on its way already."""
        try:
            text = await self._outbox.discard(client_id)
        finally:
            self._tell_outbox()
        if text is None:
            return ""
        self._book.dropped(conversation_id, client_id)
        await self._assist.use.discarded(client_id)
        return text

    def _base_seq(self, conversation_id: ConversationId) -> int:
        chat = self._book.chat(conversation_id)
        return chat.pos if chat is not None else 0
