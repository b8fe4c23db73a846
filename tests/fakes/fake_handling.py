"""Handing over that lives in the test: fits `ui.ports.HandlingDoor` over the made-up chats; no server."""

from datetime import timedelta

from msgspec import structs

from operator_console.desk.events import MentionsChanged, RailChanged, TransferEnd, TransferEnded
from operator_console.desk.state import Mention, Opened
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    ConversationState,
    Message,
    MessageKind,
    Offer,
    OfferReason,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, MessageId
from operator_console.domain.people import Agent, AgentStatus, Department
from operator_console.protocol.handling import Colleague, Colleagues, DepartmentPlace
from tests.fakes.fake_world import FakeWorld, visitor_of

FIETS, SPRONG = DepartmentId("dp_fiets"), DepartmentId("dp_sprong")
BRAM = Agent(id=AgentId("ag_bram"), account="bram", name="Bram Visser", first_name="Bram", status=AgentStatus.ONLINE)
FATIMA = Agent(
    id=AgentId("ag_fatima"), account="fatima", name="Fatima el Amrani", first_name="Fatima", status=AgentStatus.BUSY
)
JOOST = Agent(
    id=AgentId("ag_joost"), account="joost", name="Joost van der Berg", first_name="Joost", status=AgentStatus.OFFLINE
)
COLLEAGUES = (BRAM, FATIMA, JOOST)


def places() -> Colleagues:
    """Three colleagues and two departments, as the server tells them."""
    return Colleagues(
        agents=(
            Colleague(
                id=BRAM.id, name=BRAM.name, first_name="Bram", status=BRAM.status, departments=(FIETS,),
                skills=("e-bikes", "repair"), languages=("nl", "de"), capacity=4, open=3, waiting=1,
            ),
            Colleague(
                id=FATIMA.id, name=FATIMA.name, first_name="Fatima", status=FATIMA.status, departments=(FIETS,),
                languages=("nl", "en", "fr"), capacity=4, open=4, waiting=4,
            ),
            Colleague(
                id=JOOST.id, name=JOOST.name, first_name="Joost", status=JOOST.status, departments=(FIETS,), capacity=3
            ),
        ),
        departments=(
            DepartmentPlace(id=FIETS, name="Fietsen", online=2, queued=1),
            DepartmentPlace(id=SPRONG, name="Kleding", online=0),
        ),
    )  # fmt: skip


class FakeHandling:
    """Wishes are recorded in the world's `recorded`; `refuse` refuses them."""

    def __init__(self, world: FakeWorld) -> None:
        self._world = world
        self.can_offer = True
        self.refuse = False
        self.reachable = True
        self.colleagues: tuple[Agent, ...] = COLLEAGUES
        self.departments = (Department(id=FIETS, name="Fietsen"),)
        self.known = places()
        self.mentions: tuple[Mention, ...] = ()

    async def places(self) -> Colleagues | None:
        return self.known if self.reachable else None

    async def look(self, conversation_id: ConversationId) -> Opened | None:
        chat = self._world.chats.get(conversation_id)
        if chat is None or not self.reachable:
            return None
        return Opened(conversation=chat.conversation, visitor=visitor_of(chat), entries=tuple(chat.entries))

    async def accept(self, conversation_id: ConversationId) -> bool:
        if not self._recorded("accept_offer", conversation_id):
            return False
        chat = self._world.chats[conversation_id]
        taken = {other.number for other in self._world.chats.values()}
        chat.number = next((n for n in range(1, 10) if n not in taken), None)
        me = self._world.me
        self._change(
            conversation_id, offer=None, state=ConversationState.ASSIGNED, agent_id=me.id, agent_name=me.first_name
        )
        return True

    async def decline(self, conversation_id: ConversationId, reason: str = "") -> bool:
        if not self._recorded("decline_offer", conversation_id, reason):
            return False
        self.offer_ends(conversation_id)
        return True

    async def transfer(
        self,
        conversation_id: ConversationId,
        *,
        to_agent: AgentId | None = None,
        to_department: DepartmentId | None = None,
        summary: str = "",
        note: str = "",
    ) -> bool:
        if not self._recorded("transfer", conversation_id, to_agent, to_department, summary, note):
            return False
        now = self._world.now()
        offer = Offer(
            id="of_mine",
            reason=OfferReason.TRANSFER,
            at=now,
            until=now + timedelta(seconds=60),
            to_agent=to_agent,
            to_department=to_department,
            by_agent=self._world.me.id,
            summary=summary,
            note=note,
        )
        self._change(conversation_id, offer=offer)
        return True

    async def withdraw(self, conversation_id: ConversationId) -> bool:
        if not self._recorded("withdraw_transfer", conversation_id):
            return False
        self._change(conversation_id, offer=None)
        return True

    async def give_back(self, conversation_id: ConversationId) -> bool:
        if not self._recorded("release", conversation_id):
            return False
        self._world.chats[conversation_id].number = None
        self._change(conversation_id, state=ConversationState.QUEUED, agent_id=None, agent_name=None)
        return True

    async def raise_hand(self, conversation_id: ConversationId, *, raised: bool, text: str = "") -> bool:
        if not self._recorded("raise_hand", conversation_id, raised, text):
            return False
        self._change(conversation_id, hand_raised_at=self._world.now() if raised else None, hand_text=text)
        return True

    async def note(self, conversation_id: ConversationId, text: str) -> bool:
        return self._recorded("note", conversation_id, text)

    def mentions_seen(self, conversation_id: ConversationId) -> None:
        self._world.recorded.append(("mentions_seen", conversation_id))
        self.mentions = tuple(
            structs.replace(one, seen=True) if one.conversation.id == conversation_id else one for one in self.mentions
        )
        self._world.hub.publish(MentionsChanged())

    # ----------------------------------------------------------------------------------- things that happen

    def offered(
        self,
        conversation_id: ConversationId,
        *,
        reason: OfferReason = OfferReason.TRANSFER,
        left_s: float = 24,
        summary: str = "",
        note: str = "",
    ) -> None:
        """Let a chat be offered to the agent: by the routing from the queue, or by a colleague who has it."""
        now = self._world.now()
        offer = Offer(
            id="of_theirs",
            reason=reason,
            at=now,
            until=now + timedelta(seconds=left_s),
            to_agent=self._world.me.id,
            by_agent=BRAM.id if reason is OfferReason.TRANSFER else None,
            summary=summary,
            note=note,
        )
        self._world.chats[conversation_id].number = None
        routed = reason is OfferReason.ROUTED
        self._change(
            conversation_id,
            offer=offer,
            state=ConversationState.QUEUED if routed else ConversationState.ASSIGNED,
            agent_id=None if routed else BRAM.id,
            agent_name=None if routed else BRAM.name,
        )

    def offer_ends(self, conversation_id: ConversationId) -> None:
        """Let an offer to the agent move on."""
        self._change(conversation_id, offer=None)

    def transfer_ends(
        self, conversation_id: ConversationId, end: TransferEnd, who: str = "Bram Visser", reason: str = ""
    ) -> None:
        """Let the agent's own offer be answered."""
        self._change(conversation_id, offer=None)
        if end is TransferEnd.ACCEPTED:
            self._change(conversation_id, agent_id=BRAM.id, agent_name=BRAM.name)
        conversation = self._world.chats[conversation_id].conversation
        self._world.hub.publish(TransferEnded(conversation=conversation, end=end, who=who, reason=reason))

    def mentioned(self, conversation_id: ConversationId, text: str) -> Mention:
        """Let a colleague's note name the agent."""
        conversation = self._world.chats[conversation_id].conversation
        author = Author(kind=AuthorKind.AGENT, id=BRAM.id, name=BRAM.name)
        message = Message(
            id=MessageId(f"ms_mention_{len(self.mentions)}"),
            conversation_id=conversation_id,
            pos=conversation.last_pos + 1,
            kind=MessageKind.NOTE,
            author=author,
            sent_at=self._world.now(),
            text=text,
            mentions=(self._world.me.id,),
        )
        mention = Mention(message=message, conversation=conversation)
        self.mentions = (mention, *self.mentions)
        self._world.hub.publish(MentionsChanged((mention,)))
        return mention

    # -------------------------------------------------------------------------------------------- inside

    def _recorded(self, *wish: object) -> bool:
        self._world.recorded.append(wish)
        return not self.refuse

    def _change(self, conversation_id: ConversationId, **changes: object) -> None:
        chat = self._world.chats[conversation_id]
        version = chat.conversation.version + 1
        chat.conversation = structs.replace(chat.conversation, version=version, **changes)
        self._world.hub.publish(RailChanged())
