"""Asking the leads for help in a chat, and saying that it has come; no socket, no SQL."""

from msgspec import Struct

from operator_console.domain.conversations import SystemLine
from operator_console.protocol.frames import Refusal
from operator_console.protocol.handling import RaiseHand
from operator_console.server.authorise import Action, AgentActor, authorise
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused
from operator_console.server.works.handling import write_line


class ChangeHand(Struct, frozen=True):
    """Raise a hand in a conversation of the agent's own, or lower it; leads lower those of their departments too."""

    actor: AgentActor
    request: RaiseHand
    """Its text was cleaned at the door."""

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Note it in the transcript, for the team only; what is so already changes nothing."""
        request = self.request
        conversation = unit.conversation(request.conversation_id)
        agent = unit.directory.agents.get(self.actor.agent_id)
        action = Action.WRITE if request.raised else Action.LOWER_HAND
        if conversation is None or agent is None or not authorise(self.actor, action, conversation):
            return Refused(reason=Refusal.NOT_FOUND)
        if request.raised is (conversation.hand_raised_at is not None):
            return Changed()
        values = {"agent": agent.first_name}
        if request.raised:
            values["text"] = request.text
        write_line(
            unit,
            conversation,
            SystemLine.HAND_RAISED if request.raised else SystemLine.HAND_LOWERED,
            values,
            hidden=True,
            hand_raised_at=unit.now if request.raised else None,
            hand_text=request.text if request.raised else "",
        )
        return Changed()
