"""After the chat, at the desk: mail to visitors and how it stands, low ratings that leads are told; knows no screen."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import Struct

from operator_console.backends import base
from operator_console.desk.events import LowRatingCame, MailStands
from operator_console.domain.ids import ClientId, ConversationId

if TYPE_CHECKING:
    from operator_console.desk.ports import Backend
    from operator_console.protocol.refusal import Refusal


class AfterDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        publish: Hands an event to the screens.
        alert: A low rating came for this conversation.
    """

    publish: Callable[[object], None]
    alert: Callable[[ConversationId], None]


class AfterDesk:
    """Fits `ui.ports.AfterDoor`; all on the loop's thread."""

    def __init__(self, backend: "Backend", doors: AfterDoors) -> None:
        self._backend = backend
        self._doors = doors

    @property
    def can_mail(self) -> bool:
        """The server has a mail server."""
        return self._backend.capabilities.mail

    def mail(self, conversation_id: ConversationId, email: str, note: str = "") -> "Awaitable[Refusal | None]":
        """Have the transcript of a chat sent to an address, or a note instead; None when it is queued.

        A note stands in the transcript as well, and is for closed chats. `MailStands` tells later what became of it.
        """
        wish = base.MailVisitor(
            client_id=ClientId(str(uuid4())), conversation_id=conversation_id, email=email, note=note
        )
        return self._backend.request(wish)

    def on_low_rating(self, told: base.LowRatingTold) -> None:
        """A visitor of an own department was not satisfied."""
        self._doors.publish(LowRatingCame(told.conversation))
        self._doors.alert(told.conversation.id)

    def on_mail(self, told: base.MailTold) -> None:
        """A mail that the agent asked for was sent, or given up."""
        self._doors.publish(MailStands(email=told.email, note=told.note, sent=told.sent))
