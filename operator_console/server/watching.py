"""Who looks along in whose chats, as long as they do; kept in memory only, and told to those concerned.

Everybody who attends a chat, its owner, the leads who write along and those who look along, gets what is not stored:
typing on both sides, the visit, receipts.
"""

from collections.abc import Iterable

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.protocol.agent import AgentTyping
from operator_console.protocol.codec import encode
from operator_console.protocol.events import conversation_stream
from operator_console.protocol.handling import ColleagueTyping, Watchers
from operator_console.protocol.versions import TEAM
from operator_console.server.agent_lines import AgentLines
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.connection import Connection, text_frame
from operator_console.server.subscriptions import Subscriptions

MAX_WATCHED = 20
"""Chats that one console looks along in at once; the screen shows one."""


class Watching:
    """Belongs to the loop's thread."""

    def __init__(self, agents: AgentLines, subscriptions: Subscriptions) -> None:
        self._agents = agents
        self._subscriptions = subscriptions
        self._watched: dict[Connection, dict[ConversationId, AgentActor]] = {}
        self._watchers: dict[ConversationId, dict[Connection, AgentActor]] = {}

    def begin(self, connection: Connection, actor: AgentActor, chat: Conversation) -> bool:
        """Count a console in, and tell; False when it looks at too many. The caller has authorised and subscribes."""
        watched = self._watched.setdefault(connection, {})
        if len(watched) >= MAX_WATCHED and chat.id not in watched:
            return False
        watched[chat.id] = actor
        self._watchers.setdefault(chat.id, {})[connection] = actor
        self._tell(chat)
        return True

    def end(self, connection: Connection, chat_id: ConversationId, chat: Conversation | None) -> None:
        """Count it out, and tell; harmless when it does not look."""
        if self._forget(connection, chat_id) and chat is not None:
            self._tell(chat)

    def watched_by(self, connection: Connection) -> tuple[ConversationId, ...]:
        """Return the chats that a console looks along in."""
        return tuple(self._watched.get(connection, ()))

    def is_watching(self, connection: Connection, chat_id: ConversationId) -> bool:
        """Tell whether a console looks along."""
        return connection in self._watchers.get(chat_id, ())

    def follow(self, chat: Conversation) -> None:
        """A chat changed: whoever may not look along in it any more, or owns it now, does not."""
        for connection, actor in tuple(self._watchers.get(chat.id, {}).items()):
            if chat.agent_id == actor.agent_id:
                self.end(connection, chat.id, chat)
            elif not authorise(actor, Action.WATCH, chat):
                self.end(connection, chat.id, chat)
                if actor.agent_id not in chat.joined:
                    self._subscriptions.unsubscribe(connection, conversation_stream(chat.id))
        if chat.state is ConversationState.CLOSED:
            self._watchers.pop(chat.id, None)

    def offer(self, chat: Conversation, key: str, value: object, *, but: AgentId | None = None) -> None:
        """Send a latest-only value to everybody who attends a chat, except one agent."""
        connections = self._attending(chat, but)
        if connections:
            frame = text_frame(encode(value))
            for connection in connections:
                connection.offer(key, frame)

    def typed(self, chat: Conversation, agent_id: AgentId, typing: AgentTyping) -> None:
        """Show those who attend a chat that an agent types in it."""
        value = ColleagueTyping(conversation_id=chat.id, agent_id=agent_id, active=typing.active)
        frame = text_frame(encode(value))
        for connection in self._attending(chat, agent_id):
            if TEAM in connection.features:
                connection.offer(f"colleague typing {chat.id} {agent_id}", frame)

    def tell_owner(self, chat: Conversation) -> None:
        """Tell who looks along to an owner who has just got a chat or come back."""
        if chat.id in self._watchers:
            self._tell(chat)

    def _tell(self, chat: Conversation) -> None:
        looking = dict.fromkeys(actor.agent_id for actor in self._watchers.get(chat.id, {}).values())
        frame = text_frame(encode(Watchers(conversation_id=chat.id, agent_ids=tuple(looking))))
        for connection in self._attending(chat, None):
            if TEAM in connection.features:
                connection.offer(f"watchers {chat.id}", frame)

    def _attending(self, chat: Conversation, but: AgentId | None) -> dict[Connection, None]:
        found: dict[Connection, None] = {}
        writing: Iterable[AgentId] = chat.joined if chat.agent_id is None else (chat.agent_id, *chat.joined)
        for agent_id in writing:
            if agent_id != but:
                found.update(dict.fromkeys(self._agents.connections(agent_id)))
        for connection, actor in self._watchers.get(chat.id, {}).items():
            if actor.agent_id != but:
                found[connection] = None
        return found

    def _forget(self, connection: Connection, chat_id: ConversationId) -> bool:
        watched = self._watched.get(connection, {})
        was_there = watched.pop(chat_id, None) is not None
        if not watched:
            self._watched.pop(connection, None)
        watchers = self._watchers.get(chat_id, {})
        watchers.pop(connection, None)
        if not watchers:
            self._watchers.pop(chat_id, None)
        return was_there
