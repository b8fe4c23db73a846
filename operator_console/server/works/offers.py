"""Offers of conversations: made, answered, withdrawn, passed; the owner keeps it till then; no socket, no SQL.

Every answer names the offer that it is for, so that one that comes late, or twice, changes nothing.
"""

from msgspec import Struct

from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    MessageKind,
    Offer,
    OfferReason,
    SystemLine,
)
from operator_console.domain.figures.counts import What
from operator_console.domain.figures.facts import offered
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, new_id
from operator_console.domain.offers import (
    department_for,
    is_over,
    may_see,
    new_department,
    passed_by,
    stands_until,
)
from operator_console.domain.people import Agent, RoutingRules
from operator_console.protocol.frames import Refusal
from operator_console.protocol.handling import AcceptOffer, DeclineOffer, OfferTransfer, WithdrawTransfer
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.store.unit import Draft, UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused
from operator_console.server.works.handling import assign, tell_lists, write_line

_NOT_FOUND = Refused(reason=Refusal.NOT_FOUND)
_CONFLICT = Refused(reason=Refusal.CONFLICT)
_BY_SERVER = frozenset({OfferReason.ROUTED, OfferReason.ESCALATION})


class _Plain(Struct, frozen=True):
    """A work that looks up no message."""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return


class HoldOut(_Plain, frozen=True):
    """The server offers a conversation to an agent: from the queue, or because its owner does not react."""

    conversation_id: ConversationId
    agent_id: AgentId
    reason: OfferReason

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Offer it, unless it is offered, closed, or no longer what it was."""
        conversation = unit.conversation(self.conversation_id)
        agent = unit.directory.agents.get(self.agent_id)
        if conversation is None or agent is None:
            return _NOT_FOUND
        wanted = ConversationState.QUEUED if self.reason is OfferReason.ROUTED else ConversationState.ASSIGNED
        if conversation.state is not wanted or conversation.offer is not None:
            return _CONFLICT
        if not may_see(agent, conversation.department_id, conversation.site_id):
            return _NOT_FOUND
        if self.reason is OfferReason.ESCALATION and not conversation.clock.running:
            return _CONFLICT
        site = unit.directory.sites.get(conversation.site_id)
        rules = site.rules if site is not None else RoutingRules()
        offer = Offer(
            id=new_id("of"),
            reason=self.reason,
            at=unit.now,
            until=stands_until(self.reason, unit.now, routed_s=rules.offer_s),
            to_agent=agent.id,
        )
        tell_lists(unit, conversation, unit.change(conversation, hidden=True, offer=offer))
        unit.figures.add(offered(conversation, agent.id, What.OFFERED, unit.now))
        return Changed()


class Transfer(_Plain, frozen=True):
    """An agent offers a conversation of theirs to a colleague or a department; the texts were cleaned at the door."""

    actor: AgentActor
    request: OfferTransfer

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Offer it; the same offer again changes nothing, another one has to be withdrawn first."""
        request, actor = self.request, self.actor
        conversation = unit.conversation(request.conversation_id)
        if conversation is None or not authorise(actor, Action.WRITE, conversation):
            return _NOT_FOUND
        offer = self._offer(unit, conversation)
        if offer is None:
            return _NOT_FOUND
        standing = conversation.offer
        if standing is not None and standing.by_agent is not None:
            same = (standing.by_agent, standing.to_agent, standing.to_department) == (
                actor.agent_id, offer.to_agent, offer.to_department,
            )  # fmt: skip
            return Changed() if same else _CONFLICT
        values = {
            "agent": unit.directory.first_name(actor.agent_id),
            "to": _name_of(unit, offer),
            "summary": request.summary,
        }
        after = write_line(
            unit, conversation, SystemLine.TRANSFER_OFFERED, values, hidden=True, offer=offer, declined=()
        )
        if request.note:
            author = Author(kind=AuthorKind.AGENT, id=actor.agent_id, name=conversation.agent_name or "")
            after = unit.write(after, Draft(author=author, kind=MessageKind.NOTE, text=request.note), hidden=True)[1]
        tell_lists(unit, conversation, after)
        if offer.to_agent is not None:
            unit.figures.add(offered(conversation, offer.to_agent, What.OFFERED, unit.now))
        unit.audit(actor.agent_id, "transfer", f"{conversation.id} to {offer.to_agent or offer.to_department}")
        return Changed()

    def _offer(self, unit: UnitOfWork, conversation: Conversation) -> Offer | None:
        """Return what is offered, or None when the wish is for nobody who could have it."""
        request, sender = self.request, unit.directory.agents.get(self.actor.agent_id)
        department: DepartmentId | None = request.to_department
        if sender is None:
            return None
        if request.to_agent is not None:
            agent = unit.directory.agents.get(request.to_agent)
            if agent is None or agent.id == sender.id:
                return None
            if department is None:
                department = department_for(sender, agent, conversation)
            if department is None or not may_see(agent, department, conversation.site_id):
                return None
        if department not in unit.directory.departments:
            return None
        whole = request.to_agent is None
        return Offer(
            id=new_id("of"),
            reason=OfferReason.TRANSFER,
            at=unit.now,
            until=stands_until(OfferReason.TRANSFER, unit.now, whole=whole),
            to_agent=request.to_agent,
            to_department=department if whole or department != conversation.department_id else None,
            by_agent=sender.id,
            summary=request.summary,
            note=request.note,
        )


class Accepting(_Plain, frozen=True):
    """An agent takes what is offered."""

    actor: AgentActor
    request: AcceptOffer

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Make the agent the owner; a conflict when the offer is over, unless it is the agent's already."""
        conversation = unit.conversation(self.request.conversation_id)
        agent = unit.directory.agents.get(self.actor.agent_id)
        if conversation is None or agent is None or not authorise(self.actor, Action.READ, conversation):
            return _NOT_FOUND
        if conversation.state is ConversationState.ASSIGNED and conversation.agent_id == agent.id:
            return Changed()
        offer = conversation.offer
        if offer is None or offer.id != self.request.offer_id:
            return _CONFLICT
        if not authorise(self.actor, Action.ANSWER_OFFER, conversation):
            return _NOT_FOUND
        if not may_see(agent, new_department(conversation, offer), conversation.site_id):
            return _NOT_FOUND
        take(unit, conversation, agent, offer)
        unit.audit(agent.id, "accept_offer", conversation.id, offer.reason.value)
        return Changed()


class Given(_Plain, frozen=True):
    """The server's routing gives a conversation that is offered to a department to one of its agents."""

    conversation_id: ConversationId
    offer_id: str
    agent_id: AgentId

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Make the agent the owner, unless the offer is over."""
        conversation = unit.conversation(self.conversation_id)
        agent = unit.directory.agents.get(self.agent_id)
        if conversation is None or agent is None:
            return _NOT_FOUND
        offer = conversation.offer
        if offer is None or offer.id != self.offer_id or offer.by_agent == agent.id:
            return _CONFLICT
        if not may_see(agent, new_department(conversation, offer), conversation.site_id):
            return _NOT_FOUND
        take(unit, conversation, agent, offer)
        return Changed()


class Declining(_Plain, frozen=True):
    """An agent does not take what is offered; the reason was cleaned at the door."""

    actor: AgentActor
    request: DeclineOffer

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """End the offer; one to a whole department stays for the others."""
        conversation = unit.conversation(self.request.conversation_id)
        agent_id = self.actor.agent_id
        if conversation is None or not authorise(self.actor, Action.READ, conversation):
            return _NOT_FOUND
        offer = conversation.offer
        if offer is None or offer.id != self.request.offer_id:
            return Changed()
        if not authorise(self.actor, Action.ANSWER_OFFER, conversation):
            return _NOT_FOUND
        declined = passed_by(conversation, agent_id)
        if agent_id not in conversation.declined:
            unit.figures.add(offered(conversation, agent_id, What.OFFER_DECLINED, unit.now))
        if offer.to_agent is None:
            if declined != conversation.declined:
                tell_lists(unit, conversation, unit.change(conversation, hidden=True, declined=declined))
        elif offer.reason in _BY_SERVER:
            tell_lists(unit, conversation, unit.change(conversation, hidden=True, offer=None, declined=declined))
        else:
            values = {"agent": unit.directory.first_name(agent_id), "reason": self.request.reason}
            _end(unit, conversation, SystemLine.TRANSFER_DECLINED, values)
        unit.audit(agent_id, "decline_offer", conversation.id, offer.reason.value)
        return Changed()


class Withdrawing(_Plain, frozen=True):
    """An agent takes their own offer back."""

    actor: AgentActor
    request: WithdrawTransfer

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """End it; without one nothing happens, and a conflict when somebody has accepted it meanwhile."""
        conversation = unit.conversation(self.request.conversation_id)
        if conversation is None or not authorise(self.actor, Action.READ, conversation):
            return _NOT_FOUND
        if not authorise(self.actor, Action.WRITE, conversation):
            return _CONFLICT
        offer = conversation.offer
        if offer is not None and offer.by_agent == self.actor.agent_id:
            values = {"agent": unit.directory.first_name(self.actor.agent_id)}
            _end(unit, conversation, SystemLine.TRANSFER_WITHDRAWN, values)
            unit.audit(self.actor.agent_id, "withdraw_transfer", conversation.id)
        return Changed()


class MoveOn(_Plain, frozen=True):
    """An offer's time is over, or whoever it was for has gone."""

    conversation_id: ConversationId
    offer_id: str
    gone: bool = False
    """The agent is not there any more; that is no "let it pass"."""

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """End it, unless it is over already."""
        conversation = unit.conversation(self.conversation_id)
        offer = conversation.offer if conversation is not None else None
        if conversation is None or offer is None or offer.id != self.offer_id:
            return _CONFLICT
        if not self.gone and not is_over(offer, unit.now):
            return _CONFLICT
        if not self.gone and offer.to_agent is not None:
            unit.figures.add(offered(conversation, offer.to_agent, What.OFFER_TIMED_OUT, unit.now))
        if offer.reason in _BY_SERVER:
            declined = conversation.declined if self.gone else passed_by(conversation, offer.to_agent)
            tell_lists(unit, conversation, unit.change(conversation, hidden=True, offer=None, declined=declined))
        else:
            _end(unit, conversation, SystemLine.TRANSFER_EXPIRED, {"to": _name_of(unit, offer)})
        return Changed()


class ForgetDeclined(_Plain, frozen=True):
    """Everybody has passed a waiting conversation: all may be asked again."""

    conversation_id: ConversationId

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Begin a new round."""
        conversation = unit.conversation(self.conversation_id)
        if conversation is None or conversation.state is ConversationState.CLOSED or conversation.offer is not None:
            return _CONFLICT
        if conversation.declined:
            unit.change(conversation, hidden=True, declined=())
        return Changed()


class SayStillSearching(_Plain, frozen=True):
    """Tell a visitor that somebody is still being looked for, once per question."""

    conversation_id: ConversationId

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Write it into the transcript, unless the question is answered or that was said."""
        conversation = unit.conversation(self.conversation_id)
        if conversation is None or conversation.state is not ConversationState.ASSIGNED:
            return _CONFLICT
        began, told = conversation.clock.started_at, conversation.searching_told_at
        if began is None or (told is not None and told >= began):
            return _CONFLICT
        write_line(unit, conversation, SystemLine.STILL_SEARCHING, {}, hidden=False, searching_told_at=unit.now)
        return Changed()


def take(unit: UnitOfWork, conversation: Conversation, agent: Agent, offer: Offer) -> Conversation:
    """Make `agent`, who accepts `offer`, the owner, in the department for which it was offered."""
    return assign(unit, conversation, agent, department_id=new_department(conversation, offer))


def _end(unit: UnitOfWork, conversation: Conversation, line: SystemLine, values: dict[str, str]) -> None:
    """End a transfer that nobody accepted: its owner keeps it and is told."""
    after = write_line(unit, conversation, line, values, hidden=True, offer=None, declined=())
    tell_lists(unit, conversation, after)


def _name_of(unit: UnitOfWork, offer: Offer) -> str:
    """Return whom an offer is for, by name."""
    if offer.to_agent is not None:
        return unit.directory.first_name(offer.to_agent)
    department = unit.directory.departments.get(offer.to_department or DepartmentId(""))
    return department.name if department is not None else ""
