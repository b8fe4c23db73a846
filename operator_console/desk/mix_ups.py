"""What the mix-up guard knows of the open chats; the rule itself is the domain's."""

from collections.abc import Callable, Iterable, Mapping

from operator_console.desk.inbox import Chat
from operator_console.desk.state import ChatContext, Entry
from operator_console.domain.conversations import AuthorKind, Conversation
from operator_console.domain.ids import ConversationId
from operator_console.domain.mix_up import MixUp, Person, find_mix_ups
from operator_console.domain.order_numbers import order_numbers, order_numbers_of_address, order_numbers_of_field
from operator_console.domain.people import Agent, Site

LAST_MESSAGES = 80
MOST_CHARS_EACH = 2_000


class MixUps:
    """Looks through the agent's open chats; what was read of a chat is kept until the chat changes."""

    def __init__(
        self,
        chats: Mapping[ConversationId, Chat],
        site_of: Callable[[Conversation], Site | None],
        me: Callable[[], Agent],
    ) -> None:
        self._chats = chats
        self._site_of = site_of
        self._me = me
        self._known: dict[ConversationId, tuple[object, Person]] = {}

    def find(self, conversation_id: ConversationId, text: str) -> tuple[MixUp, ...]:
        """Return what in `text`, meant for this chat, belongs to the visitor of another open one."""
        mine = self._chats.get(conversation_id)
        if mine is None or not text.strip():
            return ()
        self._known = {name: known for name, known in self._known.items() if name in self._chats}
        visitor_id = mine.conversation.visitor_id
        others = [
            self._person(chat)
            for chat in self._chats.values()
            if not chat.ended and chat.conversation.visitor_id != visitor_id
        ]
        return find_mix_ups(text, self._person(mine), others)

    def _person(self, chat: Chat) -> Person:
        conversation = chat.conversation
        site = self._site_of(conversation)
        state = (conversation.visitor_name, chat.context, chat.transcript.last_pos, chat.transcript.loaded, site)
        known = self._known.get(conversation.id)
        if known is not None and known[0] == state:
            return known[1]
        me = self._me()
        person = person_of(conversation, chat.context, site, chat.transcript.entries, (me.name, me.first_name))
        self._known[conversation.id] = (state, person)
        return person


def person_of(
    conversation: Conversation, context: ChatContext, site: Site | None, entries: Iterable[Entry], also: tuple[str, ...]
) -> Person:
    """Return what the guard has to know of one chat's visitor."""
    messages = [entry.message for entry in tuple(entries)[-LAST_MESSAGES:]]
    texts = [message.text[:MOST_CHARS_EACH] for message in messages]
    agents = {message.author.name for message in messages if message.author.kind is AuthorKind.AGENT}
    by_visitor = [
        text for text, message in zip(texts, messages, strict=True) if message.author.kind is AuthorKind.VISITOR
    ]
    orders: set[str] = set()
    for text in by_visitor:
        orders |= order_numbers(text)
    if context.visit is not None:
        for name, value in context.visit.custom.items():
            orders |= order_numbers_of_field(name, value)
        for page in context.visit.pages:
            orders |= order_numbers_of_address(page.url)
    visitor = context.visitor
    return Person(
        conversation_id=conversation.id,
        name=conversation.visitor_name or (visitor.name if visitor is not None else None),
        email=visitor.email if visitor is not None else None,
        orders=frozenset(orders),
        site_name=site.name if site is not None else "",
        site_url=site.base_url if site is not None else "",
        said="\n".join(texts),
        also=(*also, *sorted(agents)),
    )
