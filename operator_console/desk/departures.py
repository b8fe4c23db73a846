"""Chats that went from the agent without their doing, gathered so that it is told honestly; knows no screen."""

import asyncio
from collections.abc import Callable, Iterable

from operator_console.backends import base
from operator_console.desk.events import ChatsWent
from operator_console.desk.ports import Backend
from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.runtime.task_scope import TaskScope

GATHER_S = 0.3
MOST_ASKED = 20


class Departures:
    """All on the loop's thread. What went is told once, when the connection is live again, as the chats are then."""

    def __init__(self, backend: Backend, publish: Callable[[ChatsWent], None], me: AgentId, scope: TaskScope) -> None:
        self._backend = backend
        self._publish = publish
        self._me = me
        self._scope = scope
        self._gone: dict[ConversationId, Conversation] = {}
        self._expected: set[ConversationId] = set()
        self._live = False
        self._away = False

    def expect(self, conversation_ids: Iterable[ConversationId]) -> None:
        """The agent gives these away: no news."""
        self._expected.update(conversation_ids)

    def ended(self, conversation: Conversation) -> None:
        """A chat is not the agent's any more."""
        if conversation.id in self._expected or self._was_own_doing(conversation):
            self._expected.discard(conversation.id)
            return
        self._gone[conversation.id] = conversation
        self._away = self._away or not self._live
        if self._live:
            self._tell_soon()

    def live(self) -> None:
        """Everything missed has been handed over."""
        self._live = True
        if self._gone:
            self._tell_soon()

    def offline(self) -> None:
        """The connection is gone: what goes now goes while nobody is here."""
        self._live = False

    def _tell_soon(self) -> None:
        if not self._scope.closed:
            self._scope.start(self._tell(), name="departures")

    async def _tell(self) -> None:
        await asyncio.sleep(GATHER_S)  # several go at once
        gone, self._gone = self._gone, {}
        away, self._away = self._away, False
        now = [await self._as_it_is(chat) for chat in tuple(gone.values())[:MOST_ASKED]]
        now += tuple(gone.values())[MOST_ASKED:]
        told = tuple(chat for chat in now if not self._is_mine(chat) and not self._was_own_doing(chat))
        if told:
            self._publish(ChatsWent(told, away))

    async def _as_it_is(self, known: Conversation) -> Conversation:
        try:
            return (await self._backend.conversation(known.id)).conversation
        except base.BackendError:
            return known

    def _is_mine(self, chat: Conversation) -> bool:
        return chat.agent_id == self._me and chat.state is ConversationState.ASSIGNED

    def _was_own_doing(self, chat: Conversation) -> bool:
        """Tell whether the agent wrapped it up, on whatever machine."""
        return chat.agent_id == self._me and chat.state is ConversationState.CLOSED
