"""The loop's own picture of all chats that are not closed, kept up by what the writer commits; knows no socket."""

from collections.abc import Iterable
from datetime import datetime

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, VisitorId


class OpenChats:
    """Open conversations by id, owner, visitor and queue."""

    def __init__(self, conversations: Iterable[Conversation] = ()) -> None:
        self._all: dict[ConversationId, Conversation] = {}
        self._of_agent: dict[AgentId, dict[ConversationId, None]] = {}
        self._of_visitor: dict[VisitorId, ConversationId] = {}
        self._queued: dict[ConversationId, None] = {}
        self._with_joined: dict[ConversationId, None] = {}
        self._with_bot: dict[ConversationId, None] = {}
        for conversation in conversations:
            self.put(conversation)

    def __len__(self) -> int:
        return len(self._all)

    def get(self, conversation_id: ConversationId) -> Conversation | None:
        """Return an open conversation, or None."""
        return self._all.get(conversation_id)

    def put(self, conversation: Conversation) -> None:
        """Take over a conversation's new state."""
        if conversation.joined:
            self._with_joined[conversation.id] = None
        else:
            self._with_joined.pop(conversation.id, None)
        before = self._all.get(conversation.id)
        if before is not None and before.state is conversation.state and before.agent_id == conversation.agent_id:
            self._all[conversation.id] = conversation
            return
        if before is not None:
            self._forget(before)
        if conversation.state is ConversationState.CLOSED:
            return
        self._all[conversation.id] = conversation
        self._of_visitor[conversation.visitor_id] = conversation.id
        if conversation.state is ConversationState.QUEUED:
            self._queued[conversation.id] = None
        elif conversation.state is ConversationState.BOT:
            self._with_bot[conversation.id] = None
        elif conversation.agent_id is not None:
            self._of_agent.setdefault(conversation.agent_id, {})[conversation.id] = None

    def of_agent(self, agent_id: AgentId) -> tuple[Conversation, ...]:
        """Return an agent's open chats."""
        return tuple(self._all[key] for key in self._of_agent.get(agent_id, ()))

    def joined_by(self, agent_id: AgentId) -> tuple[Conversation, ...]:
        """Return the open chats of others in which an agent writes along."""
        found = (self._all[key] for key in self._with_joined if key in self._all)
        return tuple(chat for chat in found if agent_id in chat.joined)

    def of_visitor(self, visitor_id: VisitorId) -> Conversation | None:
        """Return a visitor's open conversation, or None."""
        conversation_id = self._of_visitor.get(visitor_id)
        return self._all.get(conversation_id) if conversation_id is not None else None

    def queued(self, department_id: DepartmentId | None = None) -> tuple[Conversation, ...]:
        """Return the queue, of one department or all: who lost their agent first, then who waits longest."""
        found = (self._all[key] for key in self._queued)
        mine = (chat for chat in found if department_id is None or chat.department_id == department_id)
        return tuple(sorted(mine, key=_place))

    def owners(self) -> tuple[AgentId, ...]:
        """Return the agents who have open chats."""
        return tuple(self._of_agent)

    def everybody(self) -> tuple[Conversation, ...]:
        """Return all open conversations."""
        return tuple(self._all.values())

    def with_bot(self) -> tuple[Conversation, ...]:
        """Return the chats that the knowledge bot answers."""
        return tuple(self._all[key] for key in self._with_bot)

    @property
    def has_queue(self) -> bool:
        """Tell whether anybody is in a queue."""
        return bool(self._queued)

    def _forget(self, before: Conversation) -> None:
        del self._all[before.id]
        self._queued.pop(before.id, None)
        self._with_bot.pop(before.id, None)
        if self._of_visitor.get(before.visitor_id) == before.id:
            del self._of_visitor[before.visitor_id]
        if before.agent_id is not None:
            mine = self._of_agent.get(before.agent_id)
            if mine is not None:
                mine.pop(before.id, None)
                if not mine:
                    del self._of_agent[before.agent_id]


def _place(chat: Conversation) -> tuple[bool, datetime]:
    return chat.owner_lost_at is None, chat.clock.started_at or chat.started_at
