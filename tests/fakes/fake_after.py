"""What comes after a chat, made up: wishes are recorded, no server sends anything."""

from operator_console.domain.ids import ConversationId
from operator_console.protocol.refusal import Refusal


class FakeAfter:
    """Fits `ui.ports.AfterDoor`; `sent` holds what was asked for, `refusal` is the answer."""

    def __init__(self) -> None:
        self.can_mail = True
        self.refusal: Refusal | None = None
        self.sent: list[tuple[str, str, str]] = []

    async def mail(self, conversation_id: ConversationId, email: str, note: str = "") -> Refusal | None:
        self.sent.append((conversation_id, email, note))
        return self.refusal
