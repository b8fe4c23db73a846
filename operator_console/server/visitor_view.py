"""What a visitor may see of conversations, messages and events; everything else becomes `Hidden`."""

from msgspec import NODEFAULT, structs

from operator_console.domain.conversations import Author, AuthorKind, Conversation, Message
from operator_console.protocol.events import Change, ConversationUpserted, Event, Hidden, MessageAdded
from operator_console.protocol.visitor import ShownAgent
from operator_console.server.store.directory import Directory

_SHOWN = (
    "id", "site_id", "department_id", "visitor_id", "visit_id", "state", "started_at", "visitor_number",
    "visitor_name", "agent_id", "owner_answered", "owner_lost_at", "closed_at", "last_pos", "last_text", "last_author",
    "last_message_at", "visitor_delivered_pos", "visitor_read_pos", "language", "left_at", "rating", "page_asked",
    "form", "version",
)  # fmt: skip
_HIDDEN = Hidden()
_LEFT_OUT = {
    field.name: field.default_factory() if field.default_factory is not NODEFAULT else field.default
    for field in structs.fields(Conversation)
    if field.name not in {*_SHOWN, "agent_name"}
}
"""Everything that is not expressly shown, with what it is when nothing is said of it."""


def conversation_for_visitor(conversation: Conversation, directory: Directory) -> Conversation:
    """Return the conversation with nothing but what concerns its visitor; of the agent, the first name."""
    agent_name = directory.first_name(conversation.agent_id) if conversation.agent_id else None
    return structs.replace(conversation, agent_name=agent_name, **_LEFT_OUT)


def message_for_visitor(message: Message, directory: Directory) -> Message:
    """Return a message that is not hidden, with the agent's first name only and without the clock's figure."""
    if message.author.kind is not AuthorKind.AGENT:
        return message
    author = message.author
    first = Author(kind=author.kind, id=author.id, name=directory.first_name(author.id))
    return structs.replace(message, author=first, reply_s=None, holding=False)


def event_for_visitor(event: Event, directory: Directory, *, hidden: bool) -> Event:
    """Return the event as its visitor may see it; the position is always told."""
    return structs.replace(event, change=_HIDDEN if hidden else _change(event.change, directory))


def shown_agent(conversation: Conversation | None, directory: Directory) -> ShownAgent | None:
    """Return who answers, as far as a visitor may know."""
    agent = directory.agents.get(conversation.agent_id) if conversation and conversation.agent_id else None
    return ShownAgent(first_name=agent.first_name, photo_url=agent.photo_url) if agent else None


def _change(change: Change, directory: Directory) -> Change:
    if isinstance(change, MessageAdded):
        return MessageAdded(
            message=message_for_visitor(change.message, directory),
            conversation=conversation_for_visitor(change.conversation, directory),
        )
    if isinstance(change, ConversationUpserted):
        return ConversationUpserted(conversation=conversation_for_visitor(change.conversation, directory))
    return _HIDDEN
