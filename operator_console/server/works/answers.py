"""What a work answers to its asker; knows no frame's way to a socket."""

from msgspec import Struct

from operator_console.domain.conversations import Conversation, Message
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


SendAnswer = Sent | OutOfDate | Refused
ChangeAnswer = Changed | Refused
