"""Leases of agents on their chats: held, ended, prolonged, and what follows for the chats; no socket, no SQL."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from operator_console.domain.conversations import Conversation, ConversationState, SystemLine
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.domain.leases import LeaseStep, LeaseTimes, due_step, held_until, prolonged
from operator_console.protocol.events import department_stream
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused
from operator_console.server.works.handling import tell_lists, write_line


class _Plain(Struct, frozen=True):
    """A work that looks up no message."""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return


class HoldLeases(_Plain, frozen=True):
    """These agents are connected: renew their leases."""

    agent_ids: tuple[AgentId, ...]

    def apply(self, unit: UnitOfWork) -> Mapping[AgentId, datetime]:
        """Renew them and return their ends."""
        until = held_until(unit.now)
        for agent_id in self.agent_ids:
            unit.put_lease(agent_id, until)
        return dict.fromkeys(self.agent_ids, until)


class TakeUpLease(_Plain, frozen=True):
    """An agent has come (back): what is still theirs is theirs again, also what anybody might have taken over."""

    agent_id: AgentId
    conversation_ids: tuple[ConversationId, ...]

    def apply(self, unit: UnitOfWork) -> Mapping[AgentId, datetime]:
        """Begin the lease and tell who had been told that the agent was away."""
        until = held_until(unit.now)
        unit.put_lease(self.agent_id, until)
        for conversation in _owned(unit, self.agent_id, self.conversation_ids):
            if conversation.owner_lost_at is not None:
                values = {"agent": unit.directory.first_name(self.agent_id)}
                after = write_line(unit, conversation, SystemLine.OWNER_BACK, values, hidden=False, owner_lost_at=None)
                unit.tell(department_stream(after.department_id), after)
        return {self.agent_id: until}


class EndLease(_Plain, frozen=True):
    """An agent's last console has gone, or never was there: the timetable begins."""

    agent_id: AgentId

    def apply(self, unit: UnitOfWork) -> Mapping[AgentId, datetime]:
        """End the lease now."""
        unit.put_lease(self.agent_id, unit.now)
        return {self.agent_id: unit.now}


class ShiftLeases(_Plain, frozen=True):
    """The server's clock was set by so much: the leases go with it."""

    jump: timedelta

    def apply(self, unit: UnitOfWork) -> Mapping[AgentId, datetime]:
        """Move all ends."""
        ends = {agent_id: until + self.jump for agent_id, until in unit.leases().items()}
        for agent_id, until in ends.items():
            unit.put_lease(agent_id, until)
        return ends


class ProlongLeases(_Plain, frozen=True):
    """A server has started: nobody could connect before, so every owner gets time to come back."""

    owners: tuple[AgentId, ...]

    def apply(self, unit: UnitOfWork) -> Mapping[AgentId, datetime]:
        """Prolong what there is, give one to owners without, and return all ends."""
        known = unit.leases()
        ends = {agent_id: prolonged(known.get(agent_id, unit.now), unit.now) for agent_id in {*known, *self.owners}}
        for agent_id, until in ends.items():
            unit.put_lease(agent_id, until)
        return ends


class FollowLease(_Plain, frozen=True):
    """Do what the timetable says for the chats of an agent whose lease has ended."""

    agent_id: AgentId
    conversation_ids: tuple[ConversationId, ...]

    def apply(self, unit: UnitOfWork) -> Mapping[AgentId, datetime]:
        """Do it, unless the agent is back, and return when the lease has ended or will.

        What was done already is not done again. An owner without any lease gets one that ends now.
        """
        ended_at = unit.lease(self.agent_id)
        if ended_at is None:
            ended_at = unit.now
            unit.put_lease(self.agent_id, ended_at)
        for conversation in _owned(unit, self.agent_id, self.conversation_ids):
            site = unit.directory.sites.get(conversation.site_id)
            step = due_step(
                ended_at,
                unit.now,
                site.lease if site is not None else LeaseTimes(),
                answered=conversation.owner_answered,
                told=conversation.owner_lost_at is not None,
            )
            if step is LeaseStep.TELL:
                _tell(unit, conversation, ended_at)
            elif step is LeaseStep.REQUEUE:
                requeue(unit, conversation, ended_at)
        return {self.agent_id: ended_at}


class Release(_Plain, frozen=True):
    """An agent who leaves gives their own chats back to the queue."""

    actor: AgentActor
    conversation_ids: tuple[ConversationId, ...]

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Give back those that are the agent's open chats; the others are passed over."""
        found = [unit.conversation(conversation_id) for conversation_id in dict.fromkeys(self.conversation_ids)]
        mine = [chat for chat in found if chat is not None and authorise(self.actor, Action.WRITE, chat)]
        if not mine and self.conversation_ids:
            return Refused(reason=Refusal.NOT_FOUND)
        for conversation in mine:
            requeue(unit, conversation, unit.now)
        return Changed()


def requeue(unit: UnitOfWork, conversation: Conversation, lost_at: datetime) -> Conversation:
    """Put an owned conversation at the front of its department's queue; its response clock runs on."""
    owner = conversation.agent_id or AgentId("")
    said = conversation.owner_lost_at is None and conversation.owner_answered  # news to somebody who knows the agent
    after = write_line(
        unit,
        conversation,
        SystemLine.OWNER_AWAY if said else SystemLine.HANDED_BACK,
        {"agent": unit.directory.first_name(owner)},
        hidden=not said,
        state=ConversationState.QUEUED,
        agent_id=None,
        agent_name=None,
        owner_answered=False,
        owner_lost_at=conversation.owner_lost_at or lost_at,
        offer=None,
        declined=(),
        hand_raised_at=None,
        hand_text="",
        joined=(),
    )
    tell_lists(unit, conversation, after)
    return after


def _tell(unit: UnitOfWork, conversation: Conversation, lost_at: datetime) -> None:
    """Tell visitor and colleagues that the owner is lost; anybody may take over from now on."""
    values = {"agent": unit.directory.first_name(conversation.agent_id or "")}
    after = write_line(unit, conversation, SystemLine.OWNER_AWAY, values, hidden=False, owner_lost_at=lost_at)
    unit.tell(department_stream(after.department_id), after)


def _owned(unit: UnitOfWork, agent_id: AgentId, conversation_ids: tuple[ConversationId, ...]) -> list[Conversation]:
    found = [unit.conversation(conversation_id) for conversation_id in conversation_ids]
    return [
        chat
        for chat in found
        if chat is not None and chat.state is ConversationState.ASSIGNED and chat.agent_id == agent_id
    ]
