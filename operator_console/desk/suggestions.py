"""Articles for the chat on screen, from what its visitor wrote and types; coalesced, knows no index."""

import asyncio
from collections.abc import Awaitable, Callable

from operator_console.desk.events import SuggestionsChanged
from operator_console.domain.ids import ConversationId
from operator_console.knowledge.values import Suggestion, SuggestionRequest
from operator_console.runtime.task_scope import TaskScope

PAINT_FIRST_S = 0.06
"""What was written is painted before it is thought about: looking holds the interpreter that painting needs."""

Suggest = Callable[[SuggestionRequest], Awaitable[tuple[Suggestion, ...]]]


class Suggestions:
    """One look-up at a time: what changes meanwhile is looked up once afterwards, for the newest state."""

    def __init__(self, suggest: Suggest, publish: Callable[[SuggestionsChanged], None], scope: TaskScope) -> None:
        self._suggest = suggest
        self._publish = publish
        self._scope = scope
        self._found: dict[ConversationId, tuple[Suggestion, ...]] = {}
        self._asked: dict[ConversationId, SuggestionRequest] = {}
        self._next: tuple[ConversationId, SuggestionRequest] | None = None
        self._running = False

    def get(self, conversation_id: ConversationId) -> tuple[Suggestion, ...]:
        """Return what was found last for a chat."""
        return self._found.get(conversation_id, ())

    def ask(self, conversation_id: ConversationId, request: SuggestionRequest) -> None:
        """Look for a chat's visitor's words, unless the same was asked before."""
        if self._asked.get(conversation_id) == request:
            return
        self._asked[conversation_id] = request
        self._next = (conversation_id, request)
        if not self._running:
            self._running = True
            self._scope.start(self._run(), name="suggest")

    def index_changed(self) -> None:
        """Forget what was asked: another index may answer otherwise."""
        self._asked.clear()

    def forget(self, conversation_id: ConversationId) -> None:
        """The chat is not the agent's any more."""
        self._found.pop(conversation_id, None)
        self._asked.pop(conversation_id, None)

    async def _run(self) -> None:
        try:
            while self._next is not None:
                await asyncio.sleep(PAINT_FIRST_S)
                (conversation_id, request), self._next = self._next, None
                found = await self._suggest(request)
                if found != self.get(conversation_id):
                    self._found[conversation_id] = found
                    self._publish(SuggestionsChanged(conversation_id=conversation_id, suggestions=found))
        finally:
            self._running = False
