"""Handing chats over and asking for help: offers, transfers, notes that name colleagues, hands; knows no screen.

What the server cannot do is not offered: `can_offer` says so, from its capabilities.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec
from msgspec import Struct, structs

from operator_console.backends import base
from operator_console.desk.events import ColleaguesChanged, MentionsChanged, TransferEnd, TransferEnded
from operator_console.desk.ports import Backend, HistoryStore
from operator_console.desk.state import Mention, Opened
from operator_console.domain.conversations import (
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    Offer,
    SystemLine,
)
from operator_console.domain.ids import AgentId, ClientId, ConversationId, DepartmentId, MessageId
from operator_console.domain.mentions import mentioned
from operator_console.domain.people import Agent, Department
from operator_console.storage.errors import StorageError

if TYPE_CHECKING:
    from operator_console.protocol.handling import Colleagues

NOTE_LIMIT_S = 10.0
MOST_MENTIONS = 20
SEEN_KEY = "mentions_seen"
_ENDS = {SystemLine.TRANSFER_DECLINED: TransferEnd.DECLINED, SystemLine.TRANSFER_EXPIRED: TransferEnd.EXPIRED}

_log = logging.getLogger(__name__)


class HandlingDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        me: The signed-in agent.
        live: The server is heard, and everything missed has been handed over.
        publish: Hands an event to the screens.
        wish: Asks the server for something; a refusal is told by `WishFailed`.
        offer_of: The offer of a conversation that is held out to this agent, if any.
        expect: These go from the agent by their own doing.
        open: A conversation for reading.
        alert: A note in this conversation names the agent.
    """

    me: Callable[[], Agent]
    live: Callable[[], bool]
    publish: Callable[[object], None]
    wish: Callable[[base.Request, ConversationId | None], Awaitable[bool]]
    offer_of: Callable[[ConversationId], Offer | None]
    expect: Callable[[Sequence[ConversationId]], None]
    open: Callable[[ConversationId], Awaitable[Opened | None]]
    alert: Callable[[ConversationId], None]


class Handling:
    """Fits `ui.ports.HandlingDoor`; all on the loop's thread."""

    def __init__(self, backend: Backend, history: HistoryStore, doors: HandlingDoors) -> None:
        self._backend = backend
        self._history = history
        self._doors = doors
        self._colleagues: dict[AgentId, Agent] = {}
        self._departments: tuple[Department, ...] = ()
        self._mentions: dict[MessageId, Mention] = {}
        self._seen: dict[str, None] = {}
        self._answers: dict[ClientId, asyncio.Future[bool]] = {}

    async def load(self) -> None:
        """Read which mentions were seen on this machine.

        Raises:
            StorageError: It cannot be read now.
        """
        kept = await self._history.value(SEEN_KEY)
        if kept is not None:
            try:
                self._seen = dict.fromkeys(msgspec.json.decode(kept, type=tuple[str, ...]))
            except msgspec.DecodeError:
                _log.warning("the mentions seen cannot be read")

    # ------------------------------------------------------------------------------------------- reading

    @property
    def can_offer(self) -> bool:
        """The server offers, transfers and tells leads of a raised hand."""
        return self._backend.capabilities.offers

    @property
    def colleagues(self) -> tuple[Agent, ...]:
        """Agents of the own departments but oneself, with their status as last told, by name."""
        me = self._doors.me().id
        return tuple(
            sorted((one for one in self._colleagues.values() if one.id != me), key=lambda one: one.name.casefold())
        )

    @property
    def departments(self) -> tuple[Department, ...]:
        """The own departments."""
        return self._departments

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Notes that name the agent, newest first."""
        return tuple(reversed(self._mentions.values()))

    def named_in(self, text: str) -> tuple[AgentId, ...]:
        """Whom a note names."""
        return mentioned(text, self.colleagues)

    async def places(self) -> "Colleagues | None":
        """Who could take a chat at this moment; None when it cannot be had now."""
        try:
            return await self._backend.colleagues()
        except base.BackendError:
            return None

    async def look(self, conversation_id: ConversationId) -> Opened | None:
        """A conversation that need not be the agent's, for reading; None when it cannot be had now."""
        return await self._doors.open(conversation_id)

    # -------------------------------------------------------------------------------------------- wishes

    async def accept(self, conversation_id: ConversationId) -> bool:
        """Take a chat that is offered; True when it is the agent's."""
        offer = self._doors.offer_of(conversation_id)
        if offer is None:
            return False
        return await self._doors.wish(base.AcceptOffered(conversation_id, offer.id), conversation_id)

    async def decline(self, conversation_id: ConversationId, reason: str = "") -> bool:
        """Leave an offered chat to somebody else; one that is over already is no failure."""
        offer = self._doors.offer_of(conversation_id)
        if offer is None:
            return True
        return await self._doors.wish(base.DeclineOffered(conversation_id, offer.id, reason), conversation_id)

    async def transfer(
        self,
        conversation_id: ConversationId,
        *,
        to_agent: AgentId | None = None,
        to_department: DepartmentId | None = None,
        summary: str = "",
        note: str = "",
    ) -> bool:
        """Offer an own chat; it stays with the agent until somebody accepts."""
        request = base.TransferChat(
            conversation_id=conversation_id,
            to_agent=to_agent,
            to_department=to_department,
            summary=summary,
            note=note,
        )
        return await self._doors.wish(request, conversation_id)

    async def withdraw(self, conversation_id: ConversationId) -> bool:
        """Take the own offer back."""
        return await self._doors.wish(base.WithdrawOffered(conversation_id), conversation_id)

    async def give_back(self, conversation_id: ConversationId) -> bool:
        """Put an own chat into the queue at once."""
        self._doors.expect((conversation_id,))
        return await self._doors.wish(base.ReleaseChats((conversation_id,), leaving=False), conversation_id)

    async def raise_hand(self, conversation_id: ConversationId, *, raised: bool, text: str = "") -> bool:
        """Ask the leads for help in an own chat, or say that it is not needed any more."""
        return await self._doors.wish(base.ChangeHand(conversation_id, raised, text), conversation_id)

    async def note(self, conversation_id: ConversationId, text: str) -> bool:
        """Write a note into an open chat that is not the agent's; False when it is not stored, as far as is known.

        The caller keeps the text until then. Notes in own chats go through the outbox.
        """
        client_id = ClientId(str(uuid4()))
        outgoing = base.Outgoing(
            client_id=client_id,
            conversation_id=conversation_id,
            kind=MessageKind.NOTE,
            text=text,
            force=True,
            mentions=self.named_in(text),
        )
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._answers[client_id] = answer
        try:
            if not self._doors.live() or not self._backend.send(outgoing):
                return False
            async with asyncio.timeout(NOTE_LIMIT_S):
                return await answer
        except TimeoutError:
            return False
        finally:
            self._answers.pop(client_id, None)

    def mentions_seen(self, conversation_id: ConversationId) -> None:
        """The agent has looked at this chat: what names them there is seen, on this machine for good."""
        found = {key: one for key, one in self._mentions.items() if one.message.conversation_id == conversation_id}
        if all(one.seen for one in found.values()):
            return
        for key, one in found.items():
            self._mentions[key] = structs.replace(one, seen=True)
            self._seen[key] = None
        kept = tuple(self._seen)[-10 * MOST_MENTIONS :]
        self._seen = dict.fromkeys(kept)
        self._history.keep_value(SEEN_KEY, msgspec.json.encode(kept))
        self._doors.publish(MentionsChanged())

    # ----------------------------------------------------------------------------------------- what happens

    def on_welcome(self, welcome: base.Welcomed) -> None:
        """A connection begins."""
        self._colleagues = {agent.id: agent for agent in welcome.agents}
        self._departments = welcome.departments
        self._doors.publish(ColleaguesChanged())

    def on_presence(self, changed: base.PresenceChanged) -> None:
        """A colleague's status changed."""
        known = self._colleagues.get(changed.agent_id)
        if known is not None and known.status is not changed.status:
            self._colleagues[known.id] = structs.replace(known, status=changed.status)
            self._doors.publish(ColleaguesChanged())

    def on_mention(self, read: base.MentionRead) -> None:
        """A note names the agent; the same one again is no news."""
        message = read.message
        if message.id in self._mentions:
            return
        seen = message.id in self._seen
        mention = Mention(message=message, conversation=read.conversation, seen=seen)
        self._mentions[message.id] = mention
        while len(self._mentions) > MOST_MENTIONS:
            del self._mentions[next(iter(self._mentions))]
        self._doors.publish(MentionsChanged(() if seen else (mention,)))
        if not seen:
            self._doors.alert(message.conversation_id)

    def on_answer(self, client_id: ClientId, *, stored: bool) -> None:
        """The server answered to a message."""
        answer = self._answers.get(client_id)
        if answer is not None and not answer.done():
            answer.set_result(stored)

    def on_applied(self, conversation: Conversation, before: Conversation | None) -> None:
        """A chat comes; one that the agent offered and somebody accepted goes by the agent's own doing."""
        me = self._doors.me().id
        if before is None or before.offer is None or before.offer.by_agent != me:
            return
        taken = conversation.state is ConversationState.ASSIGNED and conversation.agent_id != me
        if taken and conversation.version > before.version:
            self._doors.expect((conversation.id,))
            who = conversation.agent_name or ""
            self._doors.publish(TransferEnded(conversation=conversation, end=TransferEnd.ACCEPTED, who=who))

    def on_message(self, message: Message, conversation: Conversation) -> None:
        """A line stands in an own chat: it may say that nobody took what was offered."""
        end = _ENDS.get(message.system) if message.system is not None else None
        if end is None or conversation.agent_id != self._doors.me().id or not self._doors.live():
            return
        who = message.values.get("agent" if end is TransferEnd.DECLINED else "to", "")
        reason = message.values.get("reason", "")
        self._doors.publish(TransferEnded(conversation=conversation, end=end, who=who, reason=reason))


async def load_quietly(handling: Handling) -> None:
    """Read what was seen; what cannot be read is told again."""
    try:
        await handling.load()
    except StorageError as error:
        _log.warning("the mentions seen cannot be read: %s", error)
