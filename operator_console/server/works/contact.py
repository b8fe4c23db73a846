"""A visitor in the queue leaves an address, so that they may go and are answered later; no socket, no SQL."""

from msgspec import Struct, structs

from operator_console.domain.conversations import ConversationState, FollowUp, HandOverReason, SystemLine
from operator_console.protocol.frames import Refusal
from operator_console.protocol.visitor import LeaveContact
from operator_console.server.authorise import Action, VisitorActor, authorise
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import ChangeAnswer, Changed, Refused
from operator_console.server.works.bot import hand_over
from operator_console.server.works.handling import is_listed, tell_lists, write_line

_NOT_FOUND = Refused(reason=Refusal.NOT_FOUND)


class KeepContact(Struct, frozen=True):
    """Mark the visitor's open conversation for follow-up; the values were cleaned at the door."""

    actor: VisitorActor
    request: LeaveContact

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> ChangeAnswer:
        """Keep how they can be reached; the same again changes nothing."""
        conversation = unit.open_conversation_of(self.actor.visitor_id)
        if conversation is None or not authorise(self.actor, Action.WRITE, conversation):
            return _NOT_FOUND
        if conversation.bot is not None and conversation.state is ConversationState.BOT:
            # It is people who answer later.
            asked = structs.replace(conversation.bot, reason=HandOverReason.ASKED)
            conversation = hand_over(unit, conversation, asked)
        email, phone = self.request.email, self.request.phone
        before = conversation.follow_up
        if before is not None and (before.email, before.phone) == (email, phone):
            return Changed()
        follow_up = FollowUp(at=unit.now, email=email, phone=phone)
        values = {key: value for key, value in (("email", email), ("phone", phone)) if value}
        after = write_line(unit, conversation, SystemLine.CONTACT_LEFT, values, hidden=False, follow_up=follow_up)
        visitor = unit.visitor(self.actor.visitor_id)
        if visitor is not None and email and not visitor.email:
            unit.put_visitor(structs.replace(visitor, email=email, version=visitor.version + 1))
        if is_listed(after):
            tell_lists(unit, conversation, after)
        return Changed()
