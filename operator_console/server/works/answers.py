"""What a work answers to its asker; knows no frame's way to a socket."""

from msgspec import Struct

from operator_console.domain.conversations import AuthorKind, Conversation, Message
from operator_console.domain.response_clock import ReplyMeasured
from operator_console.protocol.frames import Refusal
from operator_console.server.store.unit import Publication


class Sent(Struct, frozen=True, kw_only=True):
    """The message stands in its transcript, now or since it was sent before.

    Attributes:
        conversation: The conversation that this message began, else None.
        measured: The stop of the clock that it caused.
    """

    message: Message
    began: Conversation | None = None
    measured: ReplyMeasured | None = None


class OutOfDate(Struct, frozen=True, kw_only=True):
    """Not stored: the agent had not seen these events."""

    events: tuple[Publication, ...]


class Refused(Struct, frozen=True, kw_only=True):
    """Not stored, and will not be."""

    reason: Refusal


class Changed(Struct, frozen=True, kw_only=True):
    """Carried out."""

    measured: ReplyMeasured | None = None


def only_says_more(answer: object, before: Conversation, after: Conversation) -> bool:
    """Tell whether a visitor wrote once more in a chat, and nothing has changed that anybody decides by.

    Most messages are that, and whoever is asked this first has nothing more to do for them. What is not certainly the
    same counts as changed; whatever else brings an answer may have changed anything.
    """
    return (
        isinstance(answer, Sent)
        and answer.message.author.kind is AuthorKind.VISITOR
        and before.clock is after.clock
        and before.state is after.state
        and before.agent_id == after.agent_id
        and before.offer is after.offer
        and before.bot is after.bot
        and before.visitor_name == after.visitor_name
    )


MAY_STOP_CLOCK = Sent | Changed
"""Made once: these are looked for in everything that is committed."""
SendAnswer = Sent | OutOfDate | Refused
ChangeAnswer = Changed | Refused
