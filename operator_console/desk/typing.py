"""Who types: the visitors as last heard, the agent as rarely told as will do; knows no screen."""

import asyncio
from collections.abc import Callable

from operator_console.domain.ids import ConversationId
from operator_console.runtime.task_scope import TaskScope

TELL_AGAIN_S = 3.0
AGENT_PAUSE_S = 5.0
VISITOR_SILENT_S = 12.0
"""A visitor who was heard to type and then not at all has stopped: the browser may be gone."""


class AgentTyping:
    """Tells the server that the agent types: at once, again every three seconds, and once when it ends."""

    def __init__(self, tell: Callable[[ConversationId, bool], None], scope: TaskScope) -> None:
        self._tell = tell
        self._scope = scope
        self._told_s: dict[ConversationId, float] = {}

    def typed(self, conversation_id: ConversationId, active: bool) -> None:
        """The agent types in a chat, or has stopped."""
        if not active:
            self.stopped(conversation_id)
            return
        now_s = asyncio.get_running_loop().time()
        told_s = self._told_s.get(conversation_id)
        if told_s is None or now_s - told_s >= TELL_AGAIN_S:
            self._told_s[conversation_id] = now_s
            self._tell(conversation_id, True)
            self._scope.start(self._end_after_pause(conversation_id, now_s), name="agent typing")

    def stopped(self, conversation_id: ConversationId) -> None:
        """The agent sent or emptied the text, or left the chat."""
        if self._told_s.pop(conversation_id, None) is not None:
            self._tell(conversation_id, False)

    async def _end_after_pause(self, conversation_id: ConversationId, told_s: float) -> None:
        await asyncio.sleep(AGENT_PAUSE_S)
        if self._told_s.get(conversation_id) == told_s:
            self.stopped(conversation_id)


class VisitorSilence:
    """Calls `silent` when a visitor who typed has not been heard for a while."""

    def __init__(self, silent: Callable[[ConversationId], None], scope: TaskScope) -> None:
        self._silent = silent
        self._scope = scope
        self._heard_s: dict[ConversationId, float] = {}
        self._watched: set[ConversationId] = set()

    def heard(self, conversation_id: ConversationId, active: bool) -> None:
        """The visitor types, or has stopped."""
        if not active:
            self._heard_s.pop(conversation_id, None)
            return
        self._heard_s[conversation_id] = asyncio.get_running_loop().time()
        if conversation_id not in self._watched:
            self._watched.add(conversation_id)
            self._scope.start(self._watch(conversation_id), name="visitor typing")

    async def _watch(self, conversation_id: ConversationId) -> None:
        loop = asyncio.get_running_loop()
        while (heard_s := self._heard_s.get(conversation_id)) is not None:
            left_s = heard_s + VISITOR_SILENT_S - loop.time()
            if left_s <= 0:
                del self._heard_s[conversation_id]
                self._silent(conversation_id)
                break
            await asyncio.sleep(left_s)
        self._watched.discard(conversation_id)
