"""What leads do in others' chats and to colleagues: joining, giving, limits and statuses; no socket, no SQL."""

from msgspec import Struct, structs

from operator_console.domain.conversations import Conversation, ConversationState, SystemLine
from operator_console.domain.ids import AgentId
from operator_console.domain.people import AgentStatus
from operator_console.protocol.events import agent_stream
from operator_console.protocol.frames import Refusal
from operator_console.protocol.handling import ChangeAgent, GiveChat, JoinChat
from operator_console.server.authorise import Action, AgentActor, actor_of, authorise
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused
from operator_console.server.works.handling import assign, write_line

MAX_CAPACITY = 20
_NOT_FOUND = Refused(reason=Refusal.NOT_FOUND)


class _Plain(Struct, frozen=True):
    """A work that looks up no message."""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return


class Join(_Plain, frozen=True):
    """A lead begins or ends writing along; the visitor is told by first name."""

    actor: AgentActor
    request: JoinChat

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Store it; what is so already changes nothing."""
        conversation = unit.conversation(self.request.conversation_id)
        me = self.actor.agent_id
        if conversation is None or not authorise(self.actor, Action.READ, conversation):
            return _NOT_FOUND
        if not self.request.joined:
            if me in conversation.joined:
                _change_joined(unit, conversation, me, SystemLine.JOINED_LEFT)
            return Changed()
        if not authorise(self.actor, Action.JOIN, conversation):
            return _closed_or_unknown(conversation)
        if conversation.state is not ConversationState.ASSIGNED or conversation.agent_id == me:
            return Refused(reason=Refusal.CONFLICT)
        if me not in conversation.joined:
            _change_joined(unit, conversation, me, SystemLine.JOINED)
            unit.audit(me, "join", conversation.id)
        return Changed()


class Give(_Plain, frozen=True):
    """A lead gives a conversation to an agent, whoever had it."""

    actor: AgentActor
    request: GiveChat

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Assign it; the team reads in the transcript who did."""
        conversation = unit.conversation(self.request.conversation_id)
        agent = unit.directory.agents.get(self.request.to_agent)
        if conversation is None or not authorise(self.actor, Action.READ, conversation):
            return _NOT_FOUND
        if not authorise(self.actor, Action.GIVE, conversation):
            return _closed_or_unknown(conversation)
        if agent is None or not authorise(actor_of(agent), Action.ACCEPT, conversation):
            return _NOT_FOUND
        if conversation.agent_id == agent.id and conversation.owner_lost_at is None:
            return Changed()
        values = {"by": unit.directory.first_name(self.actor.agent_id), "agent": agent.first_name}
        told = write_line(unit, conversation, SystemLine.TAKEN_OVER, values, hidden=True)
        assign(unit, told, agent)
        unit.audit(self.actor.agent_id, "give", conversation.id, f"to {agent.id}")
        return Changed()


class AlterAgent(_Plain, frozen=True):
    """A lead changes a colleague's limit or status; asked for with limits checked at the door."""

    actor: AgentActor
    request: ChangeAgent

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Store both and write down what was so before."""
        request = self.request
        known = unit.directory.agents.get(request.agent_id)
        agent = unit.agent(request.agent_id) if known is not None else None
        if agent is None or not authorise(self.actor, Action.CHANGE_AGENT, agent):
            return _NOT_FOUND
        said = []
        if request.capacity is not None:
            unit.put_agent(structs.replace(agent, capacity=request.capacity))
            said.append(f"limit {agent.capacity} to {request.capacity}")
        if request.status is not None:
            unit.put_agent_status(agent.id, request.status.value)
            said.append(f"status {request.status}")
        unit.audit(self.actor.agent_id, "change_agent", agent.id, ", ".join(said))
        return Changed()


def is_change(request: ChangeAgent) -> bool:
    """Tell whether a change is one that can be: within the limits, and nobody is put offline from afar."""
    if request.capacity is None and request.status is None:
        return False
    possible = request.capacity is None or 0 <= request.capacity <= MAX_CAPACITY
    return possible and request.status is not AgentStatus.OFFLINE


def may_speak(actor: AgentActor, conversation: Conversation) -> bool:
    """Tell whether an agent may write to the visitor: the owner, and a lead who has joined."""
    if authorise(actor, Action.WRITE, conversation):
        return True
    joined = actor.agent_id in conversation.joined and conversation.state is ConversationState.ASSIGNED
    return joined and authorise(actor, Action.JOIN, conversation)


def _change_joined(unit: UnitOfWork, conversation: Conversation, agent_id: AgentId, line: SystemLine) -> None:
    others = tuple(one for one in conversation.joined if one != agent_id)
    joined = (*others, agent_id) if line is SystemLine.JOINED else others
    values = {"agent": unit.directory.first_name(agent_id)}
    after = write_line(unit, conversation, line, values, hidden=False, joined=joined)
    unit.tell(agent_stream(agent_id), after)


def _closed_or_unknown(conversation: Conversation) -> Refused:
    closed = conversation.state is ConversationState.CLOSED
    return Refused(reason=Refusal.CLOSED) if closed else _NOT_FOUND
