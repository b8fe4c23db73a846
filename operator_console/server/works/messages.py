"""Storing messages of visitors and agents: idempotence, staleness and the response clock; no socket, no SQL."""

from typing import Any

from msgspec import Struct, structs

from operator_console.domain.conversations import (
    Attachment,
    Author,
    AuthorKind,
    BotPart,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
)
from operator_console.domain.hours_clock import is_open
from operator_console.domain.ids import AgentId, AttachmentId, ClientId, ConversationId, DepartmentId, VisitId, new_id
from operator_console.domain.invitations import InvitedBy
from operator_console.domain.masking import same_when_masked
from operator_console.domain.offers import after_reaction
from operator_console.domain.response_clock import ClockTargets, ReplyMeasured, ResponseClock
from operator_console.domain.routing import Wishes
from operator_console.protocol.agent import SendMessage
from operator_console.protocol.events import MessageAdded, conversation_stream, department_stream
from operator_console.protocol.frames import Refusal
from operator_console.protocol.versions import MAX_REPLAY_EVENTS
from operator_console.protocol.visitor import VisitorSend
from operator_console.server.authorise import Action, AgentActor, VisitorActor, actor_of, authorise
from operator_console.server.store.unit import ClientKey, Draft, UnitOfWork
from operator_console.server.works.answers import OutOfDate, Refused, SendAnswer, Sent
from operator_console.server.works.article_card import card_in
from operator_console.server.works.form import begun_form
from operator_console.server.works.handling import tell_lists
from operator_console.server.works.invitations import accepted
from operator_console.server.works.leading import may_speak

MAX_MENTIONS = 20
_HUMAN = frozenset({MessageKind.TEXT, MessageKind.FILE})


class SendFromVisitor(Struct, frozen=True):
    """Store a visitor's message; its texts were cleaned at the door."""

    actor: VisitorActor
    visit_id: VisitId
    request: VisitorSend
    wishes: Wishes = Wishes()
    """What a conversation that begins by it wants of its agent."""
    invited_by: InvitedBy | None = None
    """The invitation that such a conversation begins by."""
    to_bot: bool = False
    """A conversation that begins by it begins with the knowledge bot."""

    @property
    def client_key(self) -> ClientKey:
        """Sender and client_id."""
        return self.actor.visitor_id, self.request.client_id

    def apply(self, unit: UnitOfWork) -> SendAnswer:
        """Store it once, in the open conversation or in a new one."""
        request, visitor_id = self.request, self.actor.visitor_id
        earlier = unit.sent(visitor_id, request.client_id)
        if earlier is not None:
            kind = MessageKind.FILE if request.attachment_id else MessageKind.TEXT
            return _again(earlier, kind, request.text, request.attachment_id)
        site = unit.directory.sites.get(self.actor.site_id)
        if site is None:
            return Refused(reason=Refusal.NOT_FOUND)
        conversation = unit.open_conversation_of(visitor_id)
        attachment = None
        if request.attachment_id is not None:
            attachment = _own_file(unit, request.attachment_id, visitor_id)
            if attachment is None:
                return Refused(reason=Refusal.NOT_FOUND)
        began = conversation is None
        if conversation is None:
            conversation = self._begin(unit)
            if conversation is None:
                return Refused(reason=Refusal.NOT_FOUND)
        changes: dict[str, Any] = {"left_at": None, **self._named(unit, conversation)}
        if attachment is not None:
            unit.use_attachment(attachment.id, conversation.id, hidden=False)
        name = changes.get("visitor_name", conversation.visitor_name) or ""
        bots = conversation.state is ConversationState.BOT
        if conversation.bot is not None and bots:
            changes["bot"] = structs.replace(conversation.bot, asked_pos=conversation.last_pos + 1)
        message, after = unit.write(
            conversation,
            Draft(
                author=Author(kind=AuthorKind.VISITOR, id=visitor_id, name=name),
                kind=MessageKind.FILE if attachment else MessageKind.TEXT,
                text=request.text,
                client_id=request.client_id,
                attachment=attachment,
            ),
            clock=conversation.clock if bots else conversation.clock.visitor_wrote(unit.now, site.targets),
            **changes,
        )
        if (began and not bots) or after.owner_lost_at is not None:
            unit.tell(department_stream(after.department_id), after)
        return Sent(message=message, began=after if began else None)

    def _begin(self, unit: UnitOfWork) -> Conversation | None:
        visitor = unit.visitor(self.actor.visitor_id)
        site = unit.directory.sites[self.actor.site_id]
        if visitor is None:
            return None
        conversation = Conversation(
            id=ConversationId(new_id("cv")),
            site_id=site.id,
            department_id=site.department_id,
            visitor_id=visitor.id,
            visit_id=self.visit_id,
            state=ConversationState.BOT if self.to_bot else ConversationState.QUEUED,
            bot=BotPart(since=unit.now) if self.to_bot else None,
            started_at=unit.now,
            visitor_number=visitor.number,
            visitor_name=visitor.name,
            vip=self.wishes.vip,
            language=self.wishes.language,
            skill=self.wishes.skill,
            invited_by=self._accepted(unit, site.department_id),
            clock=ResponseClock(closed_hours=not is_open(unit.directory.settings_of(site.id).hours, unit.now)),
            form=begun_form(unit.directory.settings_of(site.id).form, visitor),
            known_agent_id=unit.last_agent_of(visitor.id) if visitor.conversations or visitor.identity else None,
        )
        unit.begin_conversation(conversation, self.request.text)
        return conversation

    def _accepted(self, unit: UnitOfWork, department_id: DepartmentId) -> InvitedBy | None:
        return accepted(unit, self.visit_id, self.invited_by, department_id) if self.invited_by is not None else None

    def _named(self, unit: UnitOfWork, conversation: Conversation) -> dict[str, Any]:
        """Return the conversation's changes when the visitor has given a first name with this message."""
        name = self.request.name
        if not name or name == conversation.visitor_name:
            return {}
        visitor = unit.visitor(self.actor.visitor_id)
        if visitor is not None:
            unit.put_visitor(structs.replace(visitor, name=name, version=visitor.version + 1))
        return {"visitor_name": name}


class SendFromAgent(Struct, frozen=True):
    """Store an agent's message, or a note of anybody of the department; its text was cleaned at the door."""

    actor: AgentActor
    request: SendMessage
    server: str = ""
    """The server's own address, where its help page is."""

    @property
    def client_key(self) -> ClientKey:
        """Sender and client_id."""
        return self.actor.agent_id, self.request.client_id

    def apply(self, unit: UnitOfWork) -> SendAnswer:
        """Store it once, unless the agent has to look first."""
        request, agent_id = self.request, self.actor.agent_id
        earlier = unit.sent(agent_id, request.client_id)
        if earlier is not None:
            if earlier.conversation_id != request.conversation_id:
                return Refused(reason=Refusal.CONFLICT)
            return _again(earlier, request.kind, request.text, request.attachment_id)
        conversation = unit.conversation(request.conversation_id)
        agent = unit.directory.agents.get(agent_id)
        if conversation is None or agent is None or not self._may_look(conversation):
            return Refused(reason=Refusal.NOT_FOUND)
        may_write = request.whisper or may_speak(self.actor, conversation)
        may_note = request.kind is MessageKind.NOTE and authorise(self.actor, Action.NOTE, conversation)
        if not (may_write or may_note) or (not request.whisper and self._another_wrote(unit, conversation)):
            return OutOfDate(events=self._unseen(unit, conversation))
        attachment = None
        if request.attachment_id is not None:
            attachment = _own_file(unit, request.attachment_id, agent_id)
            if attachment is None:
                return Refused(reason=Refusal.NOT_FOUND)
            unit.use_attachment(attachment.id, conversation.id, hidden=request.kind is MessageKind.NOTE)
        clock, measured = self._clock(unit, conversation)
        answers = request.kind in _HUMAN
        offer, declined = after_reaction(conversation) if answers else (conversation.offer, conversation.declined)
        message, after = unit.write(
            conversation,
            Draft(
                author=Author(kind=AuthorKind.AGENT, id=agent_id, name=agent.name),
                kind=request.kind,
                text=request.text,
                client_id=request.client_id,
                attachment=attachment,
                holding=request.holding,
                reply_s=measured.waited_s if measured else None,
                whisper=request.whisper,
                mentions=self._named(unit, conversation),
                values=self._card(unit, conversation),
            ),
            hidden=request.kind is MessageKind.NOTE,
            clock=clock,
            owner_answered=conversation.owner_answered or (answers and conversation.agent_id == agent_id),
            offer=offer,
            declined=declined,
        )
        if offer is not conversation.offer:
            tell_lists(unit, conversation, after)
        if measured is not None:
            unit.add_reply(conversation, measured)
        for named in message.mentions:
            unit.tell_mention(named, message, after)
        return Sent(message=message, measured=measured)

    def _may_look(self, conversation: Conversation) -> bool:
        """Tell whether the conversation is there for the sender; a whisper is a note, and a lead's."""
        if self.request.whisper:
            return self.request.kind is MessageKind.NOTE and authorise(self.actor, Action.WHISPER, conversation)
        return authorise(self.actor, Action.READ, conversation)

    def _named(self, unit: UnitOfWork, conversation: Conversation) -> tuple[AgentId, ...]:
        """Return the colleagues whom the note names and who may read it; nobody learns of a chat by this."""
        if self.request.kind is not MessageKind.NOTE:
            return ()
        named = dict.fromkeys(self.request.mentions[:MAX_MENTIONS])
        colleagues = (unit.directory.agents.get(agent_id) for agent_id in named if agent_id != self.actor.agent_id)
        return tuple(
            agent.id
            for agent in colleagues
            if agent is not None and authorise(actor_of(agent), Action.READ, conversation)
        )

    def _card(self, unit: UnitOfWork, conversation: Conversation) -> dict[str, str]:
        """Return what the visitor is shown of an article whose address the text has."""
        if self.request.kind not in _HUMAN:
            return {}
        return card_in(unit, conversation.site_id, self.request.text, self.server)

    def _clock(self, unit: UnitOfWork, conversation: Conversation) -> tuple[ResponseClock, ReplyMeasured | None]:
        if self.request.kind not in _HUMAN:
            return conversation.clock, None
        if not self.request.holding:
            return conversation.clock.agent_answered(unit.now, self.actor.agent_id)
        site = unit.directory.sites.get(conversation.site_id)
        targets = site.targets if site else ClockTargets()
        return conversation.clock.held(unit.now, self.actor.agent_id, targets)

    def _another_wrote(self, unit: UnitOfWork, conversation: Conversation) -> bool:
        if self.request.force or self.request.base_seq >= conversation.last_pos:
            return False
        for publication in self._unseen(unit, conversation):
            change = publication.event.change
            if isinstance(change, MessageAdded) and change.message.kind in _HUMAN:
                author = change.message.author
                if author.kind is AuthorKind.AGENT and author.id != self.actor.agent_id:
                    return True
        return False

    def _unseen(self, unit: UnitOfWork, conversation: Conversation) -> tuple[Any, ...]:
        base = max(0, self.request.base_seq)
        return unit.events_since(conversation_stream(conversation.id), base, MAX_REPLAY_EVENTS)


def _again(earlier: Message, kind: MessageKind, text: str, attachment_id: AttachmentId | None) -> SendAnswer:
    """Answer a message that is there already: the same body gets the first answer, another one is refused.

    Compared is what is stored, the masked text; what was stored before a new kind of number was masked counts too.
    """
    earlier_file = earlier.attachment.id if earlier.attachment else None
    same = same_when_masked(earlier.text, text) and (earlier.kind, earlier_file) == (kind, attachment_id)
    if not same:
        return Refused(reason=Refusal.CONFLICT)
    return Sent(message=earlier)


def _own_file(unit: UnitOfWork, attachment_id: AttachmentId, owner: str) -> Attachment | None:
    """Return a file that the sender uploaded and has not sent yet."""
    found = unit.attachment(attachment_id, owner)
    return found[0] if found is not None and found[1] is None else None


def is_client_id(value: ClientId) -> bool:
    """Tell whether a client_id is of a form we keep: 8 to 64 printable ASCII characters without spaces."""
    return 8 <= len(value) <= 64 and value.isascii() and value.isprintable() and " " not in value
