"""The own chats and the queues: version-guarded snapshots, sticky numbers, unread; knows no store and no server."""

from collections import OrderedDict
from collections.abc import Callable, Container, Iterable
from enum import StrEnum

from msgspec import structs

from operator_console.desk.state import ChatContext, ChatRow
from operator_console.desk.transcript import Transcript
from operator_console.domain.conversations import Conversation, ConversationState, Offer
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId
from operator_console.domain.people import Site

NUMBERS = range(1, 10)
REMEMBERED_VERSIONS = 2000


class Change(StrEnum):
    """What a conversation's snapshot meant for the inbox."""

    NOTHING = "nothing"
    CHANGED = "changed"
    BECAME_MINE = "became_mine"
    ENDED = "ended"
    """It is not the agent's open chat any more."""
    OFFERED = "offered"
    """It is offered to the agent now, by another offer than before."""
    OFFER_OVER = "offer_over"
    QUEUED = "queued"
    LEFT_QUEUE = "left_queue"


class Chat:
    """One own chat.

    Attributes:
        number: Sticky number, or None beyond nine.
        pos: Last position of the conversation's stream that was handed over.
        seen_pos: Everything up to here was on screen.
        fresh: Its visitor and visit are as of this connection.
        ended: It is kept only because unsent text waits for the agent's decision.
    """

    __slots__ = (
        "context",
        "conversation",
        "ended",
        "fresh",
        "has_draft",
        "number",
        "pos",
        "preview",
        "seen_pos",
        "transcript",
        "typing",
        "unread",
    )

    def __init__(self, conversation: Conversation, me: AgentId) -> None:
        self.conversation = conversation
        self.transcript = Transcript(me)
        self.context = ChatContext()
        self.number: int | None = None
        self.pos = 0
        self.seen_pos = 0
        self.unread = 0
        self.typing = False
        self.preview = ""
        self.has_draft = False
        self.fresh = False
        self.ended = False


class Inbox:
    """State of the own chats and of the queues that the agent may see.

    The same set of snapshots gives the same state in any order and any number of times, but for the sticky numbers,
    which go by arrival.
    """

    def __init__(self, me: AgentId) -> None:
        self._me = me
        self.chats: dict[ConversationId, Chat] = {}
        self.queue: dict[ConversationId, Conversation] = {}
        self.offers: dict[ConversationId, Conversation] = {}
        self._departments: frozenset[DepartmentId] = frozenset()
        self._versions: OrderedDict[ConversationId, int] = OrderedDict()

    # ------------------------------------------------------------------------------------------- changes

    def apply(self, conversation: Conversation) -> tuple[Change, ...]:
        """Take a conversation as it is now; an older version than the known one changes nothing."""
        known = self._versions.get(conversation.id)
        if known is not None and conversation.version <= known:
            return self._receipts(conversation) if conversation.version == known else (Change.NOTHING,)
        self._remember(conversation)
        changes: list[Change] = []
        if self._is_mine(conversation):
            changes.append(self._own(conversation))
        elif conversation.id in self.chats and not self.chats[conversation.id].ended:
            chat = self.chats[conversation.id]
            chat.conversation = conversation
            changes.append(Change.ENDED)
        elif conversation.id in self.chats:
            self.chats[conversation.id].conversation = conversation
        if self._is_to_be_had(conversation):
            changes.append(Change.CHANGED if conversation.id in self.queue else Change.QUEUED)
            self.queue[conversation.id] = conversation
        elif self.queue.pop(conversation.id, None) is not None:
            changes.append(Change.LEFT_QUEUE)
        changes += self._offered(conversation)
        return tuple(changes) or (Change.NOTHING,)

    def list_own(self, conversations: Iterable[Conversation]) -> dict[ConversationId, tuple[Change, ...]]:
        """Take the list of all own open chats: what is not in it is not the agent's any more."""
        listed = {conversation.id: conversation for conversation in conversations}
        changes = {name: self.apply(conversation) for name, conversation in listed.items()}
        for name, chat in self.chats.items():
            if name not in listed and not chat.ended:
                changes[name] = (Change.ENDED,)
        self._drop_offers(lambda offer: offer.to_agent == self._me, listed)
        return changes

    def list_queue(self, department_id: DepartmentId, conversations: Iterable[Conversation]) -> None:
        """Take the list of a department's whole queue."""
        listed = {conversation.id: conversation for conversation in conversations}
        for conversation in listed.values():
            self.apply(conversation)
        gone = [
            name for name, known in self.queue.items() if known.department_id == department_id and name not in listed
        ]
        for name in gone:
            del self.queue[name]
        self._drop_offers(lambda offer: offer.to_agent is None and offer.to_department == department_id, listed)

    def keep_departments(self, department_ids: Iterable[DepartmentId]) -> None:
        """Forget queues of departments that the agent does not belong to any more."""
        kept = self._departments = frozenset(department_ids)
        self._drop_offers(lambda offer: offer.to_agent is None and offer.to_department not in kept, ())
        self.queue = {name: known for name, known in self.queue.items() if known.department_id in kept}

    def restore(self, conversation: Conversation) -> Chat:
        """Take an own chat as it was last known on this machine."""
        self._remember(conversation)
        self._own(conversation)
        return self.chats[conversation.id]

    def remove(self, conversation_id: ConversationId) -> None:
        """Let go of a chat; its number becomes free."""
        self.chats.pop(conversation_id, None)

    def forget_versions(self) -> None:
        """The server's database is another one: whatever comes next is newer."""
        self._versions.clear()

    # ------------------------------------------------------------------------------------------- reading

    def by_number(self, number: int) -> ConversationId | None:
        """Return the chat with this sticky number."""
        return next((name for name, chat in self.chats.items() if chat.number == number), None)

    def known(self, conversation_id: ConversationId) -> Conversation | None:
        """Return a conversation that has a row."""
        chat = self.chats.get(conversation_id)
        if chat is not None:
            return chat.conversation
        return self.offers.get(conversation_id) or self.queue.get(conversation_id)

    def offer_of(self, conversation_id: ConversationId) -> Offer | None:
        """Return what is offered to the agent."""
        offered = self.offers.get(conversation_id)
        return offered.offer if offered is not None else None

    def row(self, conversation_id: ConversationId, site: Site | None) -> ChatRow | None:
        """Return one row of the rail or of the queue."""
        chat = self.chats.get(conversation_id)
        if chat is not None:
            return ChatRow(
                conversation=chat.conversation,
                site=site or _unknown_site(chat.conversation),
                number=chat.number,
                unread=chat.unread,
                typing=chat.typing,
                preview=chat.preview,
                has_draft=chat.has_draft,
                waiting_out=chat.transcript.waiting,
                ended=chat.ended,
                owner_lost=chat.ended and _has_lost_owner(chat.conversation),
                beside=self._beside(chat.conversation),
                offered=conversation_id in self.offers,
            )
        offered = self.offers.get(conversation_id)
        found = offered or self.queue.get(conversation_id)
        if found is None:
            return None
        return ChatRow(
            conversation=found,
            site=site or _unknown_site(found),
            owner_lost=_has_lost_owner(found),
            offered=offered is not None,
        )

    def is_elsewhere(self, conversation: Conversation) -> bool:
        """Tell whether a conversation is not the agent's open chat."""
        return not self._is_mine(conversation)

    # ------------------------------------------------------------------------------------------- private

    def _is_mine(self, conversation: Conversation) -> bool:
        if conversation.state is not ConversationState.ASSIGNED:
            return False
        return conversation.agent_id == self._me or self._me in conversation.joined

    def owns(self, conversation: Conversation) -> bool:
        """Tell whether the agent answers in it, and does not only write along."""
        return conversation.state is ConversationState.ASSIGNED and conversation.agent_id == self._me

    def _beside(self, conversation: Conversation) -> str:
        along = self._is_mine(conversation) and conversation.agent_id != self._me
        return conversation.agent_name or "" if along else ""

    def _is_to_be_had(self, conversation: Conversation) -> bool:
        """Tell whether it waits in the queue, or is a colleague's whose connection is lost."""
        if conversation.state is ConversationState.QUEUED:
            return True
        return _has_lost_owner(conversation) and not self._is_mine(conversation)

    def _offered(self, conversation: Conversation) -> list[Change]:
        known = self.offers.get(conversation.id)
        if not self._is_offered(conversation):
            return [Change.OFFER_OVER] if self.offers.pop(conversation.id, None) is not None else []
        self.offers[conversation.id] = conversation
        same = known is not None and known.offer is not None and known.offer == conversation.offer
        return [Change.CHANGED if same else Change.OFFERED]

    def _is_offered(self, conversation: Conversation) -> bool:
        offer = conversation.offer
        if offer is None or conversation.state is ConversationState.CLOSED or self._is_mine(conversation):
            return False
        if offer.to_agent is not None:
            return offer.to_agent == self._me
        open_to_me = offer.by_agent != self._me and self._me not in conversation.declined
        return open_to_me and offer.to_department in self._departments

    def _drop_offers(self, told: Callable[[Offer], bool], listed: Container[ConversationId]) -> None:
        """Forget offers of which a list that would tell them tells nothing."""
        for name, known in tuple(self.offers.items()):
            if name not in listed and known.offer is not None and told(known.offer):
                del self.offers[name]

    def _own(self, conversation: Conversation) -> Change:
        chat = self.chats.get(conversation.id)
        if chat is not None and not chat.ended:
            chat.conversation = _with_receipts_of(conversation, chat.conversation)
            return Change.CHANGED
        if chat is None:
            chat = self.chats[conversation.id] = Chat(conversation, self._me)
            chat.number = self._lowest_free_number()
        chat.conversation = conversation
        chat.ended = False
        return Change.BECAME_MINE

    def _lowest_free_number(self) -> int | None:
        taken = {chat.number for chat in self.chats.values()}
        return next((number for number in NUMBERS if number not in taken), None)

    def _receipts(self, conversation: Conversation) -> tuple[Change, ...]:
        """Take receipts alone from a snapshot of the known version: the server keeps them without a new one."""
        chat = self.chats.get(conversation.id)
        if chat is None:
            return (Change.NOTHING,)
        merged = _with_receipts_of(chat.conversation, conversation)
        if merged == chat.conversation:
            return (Change.NOTHING,)
        chat.conversation = merged
        return (Change.CHANGED,)

    def _remember(self, conversation: Conversation) -> None:
        self._versions[conversation.id] = conversation.version
        self._versions.move_to_end(conversation.id)
        while len(self._versions) > REMEMBERED_VERSIONS:
            oldest = next(iter(self._versions))
            del self._versions[oldest]


def _has_lost_owner(conversation: Conversation) -> bool:
    return conversation.state is ConversationState.ASSIGNED and conversation.owner_lost_at is not None


def _with_receipts_of(conversation: Conversation, other: Conversation) -> Conversation:
    """Return `conversation` with the furthest receipts of both."""
    delivered = max(conversation.visitor_delivered_pos, other.visitor_delivered_pos)
    read = max(conversation.visitor_read_pos, other.visitor_read_pos)
    if (delivered, read) == (conversation.visitor_delivered_pos, conversation.visitor_read_pos):
        return conversation
    return structs.replace(conversation, visitor_delivered_pos=delivered, visitor_read_pos=read)


def _unknown_site(conversation: Conversation) -> Site:
    """Return a stand-in until the server has named its sites."""
    return Site(id=conversation.site_id, name=conversation.site_id, base_url="")
