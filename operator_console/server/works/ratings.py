"""Storing what visitors think of their chats; no socket, no SQL."""

from msgspec import Struct

from operator_console.domain.conversations import Conversation, SystemLine
from operator_console.domain.ratings import may_be_rated, rating_of, says_the_same
from operator_console.protocol.after import Rate
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, VisitorActor, authorise
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.works.answers import Refused
from operator_console.server.works.handling import write_line

_SOLVED = {True: "yes", False: "no", None: ""}


class RatingKept(Struct, frozen=True, kw_only=True):
    """It is stored; `changed` when it was not before."""

    conversation: Conversation
    changed: bool


class RateChat(Struct, frozen=True):
    """Keep a visitor's rating of a chat of their own that has ended; it replaces an earlier one."""

    actor: VisitorActor
    request: Rate

    @property
    def client_key(self) -> None:
        """Nothing to look up."""
        return

    def apply(self, unit: UnitOfWork) -> RatingKept | Refused:
        """Store it; the same again changes nothing."""
        request = self.request
        conversation = unit.conversation(request.conversation_id)
        if conversation is None or not authorise(self.actor, Action.RATE, conversation):
            return Refused(reason=Refusal.NOT_FOUND)
        if not may_be_rated(conversation, unit.now):
            return Refused(reason=Refusal.CLOSED)
        rating = rating_of(request.stars, request.text, solved=request.solved, at=unit.now)
        if rating is None:
            return Refused(reason=Refusal.INVALID)
        if says_the_same(conversation.rating, rating):
            return RatingKept(conversation=conversation, changed=False)
        values = {"stars": str(rating.stars), "text": rating.text, "solved": _SOLVED[rating.solved]}
        after = write_line(unit, conversation, SystemLine.RATED, values, hidden=True, rating=rating)
        return RatingKept(conversation=after, changed=True)
