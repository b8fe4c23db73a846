"""What the server had acknowledged and does not have any more, after it was put back to an older copy; knows no screen.

A tick is a promise, and a restored backup breaks it. The desk still has what it had loaded of its chats: own messages
wait in their chat for the agent's decision (under their client_id, so that one which is there after all is not stored
twice), and everything that is missing, visitors' words too, goes into a file that people can read.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from operator_console.backends import base
from operator_console.desk.events import MessagesLost
from operator_console.domain.conversations import AuthorKind, Conversation, Message, MessageKind
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.errors import StorageError

if TYPE_CHECKING:
    from operator_console.protocol.http import ConversationPage

SETTLE_S = 1.0
"""Snapshots of one restart come together; they are told together."""

_log = logging.getLogger(__name__)


class LostDoors(Struct, frozen=True):
    """What is asked and told.

    Attributes:
        me: Whose own messages may be sent again.
        page: Asks the server for a conversation.
        park: Lets an own message wait in its chat; False when it cannot be kept.
        keep: Writes a text beside the account's files and returns where.
        publish: Hands an event to the screens.
        sleep: Waits.
    """

    me: Callable[[], AgentId]
    page: "Callable[[ConversationId], Awaitable[ConversationPage]]"
    park: Callable[[Message], Awaitable[bool]]
    keep: Callable[[str, str], Awaitable[Path]]
    publish: Callable[[object], None]
    sleep: Callable[[float], Awaitable[None]]


class LostMessages:
    """Compares what was known in the old epoch with the snapshots of the new one; all on the loop's thread."""

    def __init__(self, scope: TaskScope, doors: LostDoors) -> None:
        self._scope = scope
        self._doors = doors
        self._known: dict[ConversationId, tuple[Conversation, tuple[Message, ...]]] = {}
        self._lost: dict[ConversationId, tuple[Conversation, list[Message]]] = {}
        self._gone: set[ConversationId] = set()

    def remember(self, chats: Iterable[tuple[Conversation, Sequence[Message]]]) -> None:
        """The server has a new epoch: these are the chats and stored messages as they were known in the old one."""
        for conversation, messages in chats:
            said = tuple(one for one in messages if one.pos > 0 and one.kind is not MessageKind.SYSTEM)
            self._known.setdefault(conversation.id, (conversation, said))

    def compare(self, conversation_id: ConversationId, messages: Sequence[Message], more: bool) -> None:
        """Take what the server has of a conversation now: its newest messages, oldest first."""
        conversation, said = self._known.pop(conversation_id, (None, ()))
        if conversation is None:
            return
        there = {message.id for message in messages}
        begin = messages[0].pos if more and messages else 0
        missing = [message for message in said if message.id not in there and message.pos >= begin]
        if missing:
            self._lost[conversation_id] = (conversation, missing)
            self._tell_soon()

    def caught_up(self) -> None:
        """Everything the server gives by itself has come: ask for the chats that were not among it."""
        if self._known:
            self._scope.start(self._ask(), name="compare chats", exclusive=True)

    async def _ask(self) -> None:
        for conversation_id in tuple(self._known):
            try:
                page = await self._doors.page(conversation_id)
            except base.Refused as error:
                if error.reason is Refusal.NOT_FOUND:
                    self._gone.add(conversation_id)
                    self.compare(conversation_id, (), more=False)
            except base.BackendError:
                return  # with the next connection
            else:
                self.compare(conversation_id, page.messages, page.more)

    def _tell_soon(self) -> None:
        self._scope.start(self._tell(), name="tell lost messages", exclusive=True)

    async def _tell(self) -> None:
        await self._doors.sleep(SETTLE_S)
        lost, self._lost = self._lost, {}
        parked = 0
        for conversation_id, (_conversation, messages) in lost.items():
            for message in messages:
                if conversation_id not in self._gone and self._is_mine(message):
                    parked += await self._doors.park(message)
        path: Path | None = None
        try:
            path = await self._doors.keep("lost-messages", _text(lost.values()))
        except StorageError as error:
            _log.warning("the messages that the server lost could not be written down: %s", error)
        count = sum(len(messages) for _conversation, messages in lost.values())
        self._doors.publish(MessagesLost(count=count, parked=parked, path=path))

    def _is_mine(self, message: Message) -> bool:
        author = message.author
        mine = author.kind is AuthorKind.AGENT and author.id == self._doors.me()
        return mine and bool(message.client_id) and message.kind in {MessageKind.TEXT, MessageKind.NOTE}


def _text(lost: Iterable[tuple[Conversation, Sequence[Message]]]) -> str:
    """Return what is missing as text, one chat after the other."""
    lines: list[str] = []
    for conversation, messages in lost:
        lines.append(f"## {conversation.visitor_name or conversation.visitor_id} · {conversation.id}")
        for message in messages:
            name = message.author.name or message.author.kind.value
            what = message.text or (message.attachment.name if message.attachment is not None else "")
            lines.append(f"{message.sent_at.isoformat(timespec='seconds')} {name} ({message.kind.value}): {what}")
        lines.append("")
    return "\n".join(lines)
