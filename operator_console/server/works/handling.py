"""What happens to a conversation besides messages: claim, wrap-up, tags, leaving; no socket, no SQL."""

from collections.abc import Mapping

from msgspec import Struct, structs

from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    MessageKind,
    Outcome,
    SystemLine,
    WrapUp,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, VisitorId
from operator_console.domain.offers import after_reaction
from operator_console.domain.people import Agent, Visitor
from operator_console.domain.response_clock import ReplyMeasured
from operator_console.protocol.agent import CloseConversation, CorrectVisitor, NoAnswerNeeded, SetTags
from operator_console.protocol.events import agent_stream, department_stream
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, authorise
from operator_console.server.store.unit import Draft, UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused

_SYSTEM = Author(kind=AuthorKind.SYSTEM)
_NOT_FOUND = Refused(reason=Refusal.NOT_FOUND)


class _Plain(Struct, frozen=True):
    """A work that looks up no message."""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return


class Claim(_Plain, frozen=True):
    """Give a queued conversation, or one whose owner is lost, to an agent: the first one gets it."""

    agent_id: AgentId
    conversation_id: ConversationId
    actor: AgentActor | None = None
    """Who asks, or None when the server's routing does."""

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Assign it, or refuse because it is no longer to be had."""
        conversation = unit.conversation(self.conversation_id)
        agent = unit.directory.agents.get(self.agent_id)
        if conversation is None or agent is None:
            return _NOT_FOUND
        if self.actor is not None and not authorise(self.actor, Action.ACCEPT, conversation):
            return _NOT_FOUND
        if not _may_be_claimed(conversation, self.agent_id):
            return Refused(reason=Refusal.CONFLICT)
        assign(unit, conversation, agent)
        return Changed()


def _may_be_claimed(conversation: Conversation, agent_id: AgentId) -> bool:
    """Tell whether a conversation waits in the queue, or has lost its owner and is not the asker's anyway."""
    if conversation.state is ConversationState.QUEUED:
        return True
    lost = conversation.state is ConversationState.ASSIGNED and conversation.owner_lost_at is not None
    return lost and conversation.agent_id != agent_id


def assign(
    unit: UnitOfWork, conversation: Conversation, agent: Agent, *, department_id: DepartmentId | None = None
) -> Conversation:
    """Make `agent` the owner, whoever was it before, and tell all streams concerned; an offer of it is over by that.

    Args:
        department_id: It moves into this department.
    """
    before = conversation
    had_owner = before.agent_id is not None or before.owner_lost_at is not None
    clock = conversation.clock.transferred(unit.now) if had_owner else conversation.clock
    after = write_line(
        unit,
        conversation,
        SystemLine.ASSIGNED,
        {"agent": agent.first_name},
        hidden=False,
        state=ConversationState.ASSIGNED,
        department_id=department_id or conversation.department_id,
        agent_id=agent.id,
        agent_name=agent.name,
        clock=clock,
        owner_answered=False,
        owner_lost_at=None,
        offer=None,
        declined=(),
        hand_raised_at=None,
        hand_text="",
        joined=tuple(lead for lead in before.joined if lead != agent.id),
    )
    tell_lists(unit, before, after)
    return after


def tell_lists(unit: UnitOfWork, before: Conversation, after: Conversation) -> None:
    """Tell every list in which a conversation stood or stands now: its owner's, its department's, the offer's."""
    for stream in dict.fromkeys((*lists_of(before), *lists_of(after))):
        unit.tell(stream, after)


def lists_of(conversation: Conversation) -> tuple[str, ...]:
    """Return the streams of agents and departments that list a conversation."""
    found: list[str] = []
    if conversation.state is ConversationState.CLOSED:
        return ()
    if conversation.agent_id is not None:
        found.append(agent_stream(conversation.agent_id))
    found += [agent_stream(lead) for lead in conversation.joined]
    if is_listed(conversation):
        found.append(department_stream(conversation.department_id))
    offer = conversation.offer
    if offer is not None and offer.to_agent is not None:
        found.append(agent_stream(offer.to_agent))
    elif offer is not None and offer.to_department is not None:
        found.append(department_stream(offer.to_department))
    return tuple(dict.fromkeys(found))


def is_listed(conversation: Conversation) -> bool:
    """Tell whether a department's stream lists a conversation: it waits in the queue, or its owner is lost."""
    return conversation.state is ConversationState.QUEUED or conversation.owner_lost_at is not None


class WrapUpConversation(_Plain, frozen=True):
    """Close a conversation of the agent's own; tags and note were cleaned at the door."""

    actor: AgentActor
    request: CloseConversation

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Close it."""
        conversation = unit.conversation(self.request.conversation_id)
        if conversation is None or not authorise(self.actor, Action.READ, conversation):
            return _NOT_FOUND
        if conversation.state is ConversationState.CLOSED:
            return Refused(reason=Refusal.CLOSED)
        if not authorise(self.actor, Action.WRITE, conversation):
            return _NOT_FOUND
        request = self.request
        wrap_up = WrapUp(outcome=request.outcome, tags=request.tags, note=request.note, value_cents=request.value_cents)
        return Changed(measured=close(unit, conversation, wrap_up))


def close(unit: UnitOfWork, conversation: Conversation, wrap_up: WrapUp) -> ReplyMeasured | None:
    """Close a conversation, stop its clock and tell all streams concerned."""
    clock, measured = conversation.clock.wrapped_up(unit.now)
    after = write_line(
        unit,
        conversation,
        SystemLine.WRAPPED_UP,
        {},
        hidden=False,
        state=ConversationState.CLOSED,
        closed_at=unit.now,
        clock=clock,
        wrap_up=wrap_up,
        tags=wrap_up.tags or conversation.tags,
        owner_lost_at=None,
        offer=None,
        declined=(),
        hand_raised_at=None,
        hand_text="",
        joined=(),
        page_asked=None,
    )
    unit.note_outcome(after.id, wrap_up.outcome)
    if measured is not None:
        unit.add_reply(after, measured)
    visitor = unit.visitor(after.visitor_id)
    if visitor is not None:
        unit.put_visitor(structs.replace(visitor, conversations=visitor.conversations + 1, version=visitor.version + 1))
    tell_lists(unit, conversation, after)
    return measured


def close_bot_chat(unit: UnitOfWork, conversation: Conversation) -> None:
    """Close a chat that only the knowledge bot had: nobody wraps it up, and no list holds it."""
    write_line(
        unit,
        conversation,
        SystemLine.WRAPPED_UP,
        {},
        hidden=False,
        state=ConversationState.CLOSED,
        closed_at=unit.now,
    )
    visitor = unit.visitor(conversation.visitor_id)
    if visitor is not None:
        unit.put_visitor(structs.replace(visitor, conversations=visitor.conversations + 1, version=visitor.version + 1))


class MarkNoAnswerNeeded(_Plain, frozen=True):
    """Stop the clock because nothing was asked."""

    actor: AgentActor
    request: NoAnswerNeeded

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Stop it and log that."""
        conversation = unit.conversation(self.request.conversation_id)
        if conversation is None or not authorise(self.actor, Action.WRITE, conversation):
            return _NOT_FOUND
        clock, measured = conversation.clock.no_answer_needed(unit.now, self.actor.agent_id)
        if measured is not None:
            offer, declined = after_reaction(conversation)
            after = write_line(
                unit, conversation, SystemLine.NO_ANSWER_NEEDED, {}, hidden=True,
                clock=clock, offer=offer, declined=declined,
            )  # fmt: skip
            if offer is not conversation.offer:
                tell_lists(unit, conversation, after)
            unit.add_reply(conversation, measured)
            unit.audit(self.actor.agent_id, "no_answer_needed", conversation.id)
        return Changed(measured=measured)


class ReplaceTags(_Plain, frozen=True):
    """Replace the tags of a conversation of the agent's own."""

    actor: AgentActor
    request: SetTags

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Store them."""
        conversation = unit.conversation(self.request.conversation_id)
        if conversation is None or not authorise(self.actor, Action.WRITE, conversation):
            return _NOT_FOUND
        if conversation.tags != self.request.tags:
            unit.change(conversation, hidden=True, tags=self.request.tags)
        return Changed()


class Correct(_Plain, frozen=True):
    """Correct a visitor's name and e-mail address; they were cleaned at the door."""

    actor: AgentActor
    request: CorrectVisitor

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Store them, and tell in the open conversation's stream."""
        visitor = unit.visitor(self.request.visitor_id)
        site = unit.directory.sites.get(visitor.site_id) if visitor else None
        if visitor is None or site is None:
            return _NOT_FOUND
        if not authorise(self.actor, Action.CORRECT, DepartmentOf(department_id=site.department_id)):
            return _NOT_FOUND
        corrected = _corrected(visitor, self.request)
        unit.put_visitor(corrected)
        unit.audit(self.actor.agent_id, "correct_visitor", visitor.id)
        conversation = unit.open_conversation_of(visitor.id)
        if conversation is not None:
            named = unit.change(conversation, hidden=True, visitor=corrected, visitor_name=corrected.name)
            unit.change(named, hidden=True)
        return Changed()


class VisitorLeaves(_Plain, frozen=True):
    """The visitor is gone or has ended the chat: nobody waits any more."""

    visitor_id: VisitorId
    ended: bool = False
    """The visitor said so, and sees it in the transcript; a conversation that nobody has taken is then closed."""

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Stop the clock and note it in the transcript."""
        conversation = unit.open_conversation_of(self.visitor_id)
        if conversation is None:
            return _NOT_FOUND
        clock, measured = conversation.clock.visitor_left(unit.now)
        values = {"ended": "yes"} if self.ended else {}
        left_at = unit.now if self.ended else conversation.left_at
        offer = conversation.offer
        kept = offer if offer is not None and offer.by_agent is not None else None  # nobody needs to hurry any more
        after = write_line(
            unit, conversation, SystemLine.VISITOR_LEFT, values, hidden=not self.ended, clock=clock, offer=kept,
            left_at=left_at,
        )  # fmt: skip
        if after.state is ConversationState.BOT:
            close_bot_chat(unit, after)
            return Changed()
        if measured is not None:
            unit.add_reply(after, measured)
        closes = after.state is ConversationState.QUEUED and self.ended and after.follow_up is None
        if kept is not offer or (is_listed(after) and not closes):
            tell_lists(unit, conversation, after)
        if closes:
            close(unit, after, WrapUp(outcome=Outcome.NO_ANSWER))
        return Changed(measured=measured)


class NoteLine(_Plain, frozen=True):
    """Put a system line into the visitor's open conversation: a page viewed, a return."""

    visitor_id: VisitorId
    line: SystemLine
    values: dict[str, str]

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Write it, if there is an open conversation."""
        conversation = unit.open_conversation_of(self.visitor_id)
        if conversation is None:
            return _NOT_FOUND
        write_line(unit, conversation, self.line, self.values, hidden=True)
        return Changed()


class StoreReceipts(_Plain, frozen=True):
    """Keep how far visitors have received and read; no event, because it is not durable news."""

    receipts: Mapping[ConversationId, tuple[int, int]]

    def apply(self, unit: UnitOfWork) -> Changed:
        """Raise the positions; they never go back nor beyond what there is."""
        for conversation_id, (delivered, read) in self.receipts.items():
            conversation = unit.conversation(conversation_id)
            if conversation is None:
                continue
            delivered_pos = min(max(delivered, conversation.visitor_delivered_pos), conversation.last_pos)
            read_pos = min(max(read, conversation.visitor_read_pos), conversation.last_pos)
            unit.keep_quietly(
                structs.replace(conversation, visitor_delivered_pos=delivered_pos, visitor_read_pos=read_pos)
            )
        return Changed()


def write_line(
    unit: UnitOfWork,
    conversation: Conversation,
    line: SystemLine,
    values: dict[str, str],
    *,
    hidden: bool,
    **changes: object,
) -> Conversation:
    """Append a system line to the transcript and return the conversation with `changes` after it."""
    draft = Draft(author=_SYSTEM, kind=MessageKind.SYSTEM, system=line, values=values)
    return unit.write(conversation, draft, hidden=hidden, **changes)[1]


def _corrected(visitor: Visitor, request: CorrectVisitor) -> Visitor:
    return structs.replace(
        visitor,
        name=visitor.name if request.name is None else request.name or None,
        email=visitor.email if request.email is None else request.email or None,
        version=visitor.version + 1,
    )
