"""Frames about what comes after a chat: ratings, transcripts and notes by e-mail; features ``ratings`` and ``mail``."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import ClientId, ConversationId
from operator_console.domain.mails import MailKind, MailState


class Rate(Struct, frozen=True, kw_only=True, tag="rate"):
    """Browser: what I think of a chat of mine that has ended; a later one replaces it. `Rated` is the answer.

    Attributes:
        client_id: Told back when it is refused.
        stars: From 1 to 5.
        solved: None when that is not said.
    """

    client_id: ClientId
    conversation_id: ConversationId
    stars: int
    text: str = ""
    solved: bool | None = None


class Rated(Struct, frozen=True, kw_only=True, tag="rated"):
    """Server: the rating is stored."""

    conversation_id: ConversationId
    stars: int


class MailTranscript(Struct, frozen=True, kw_only=True, tag="mail_transcript"):
    """Browser: send me the transcript of a chat of mine. System lines in it say how the mail stands.

    Attributes:
        client_id: The same one again is the same wish; told back when it is refused.
    """

    client_id: ClientId
    conversation_id: ConversationId
    email: str


class SendMail(Struct, frozen=True, kw_only=True, tag="send_mail"):
    """Console: send the visitor the transcript, or a note after the chat; feature ``mail``.

    `MailTold` says later how it stands.

    Attributes:
        client_id: The same one again is the same wish.
        text: The note; it also stands in the transcript of the chat, which must be closed.
    """

    request_id: str
    client_id: ClientId
    conversation_id: ConversationId
    email: str
    mail: MailKind = MailKind.TRANSCRIPT
    text: str = ""


class MailTold(Struct, frozen=True, kw_only=True, tag="mail_told"):
    """Server: how a mail stands that I have asked for; feature ``mail``."""

    mail_id: str
    conversation_id: ConversationId
    kind: MailKind
    state: MailState
    email: str


class LowRating(Struct, frozen=True, kw_only=True, tag="low_rating"):
    """Server, to the leads of the department at once: a visitor was not satisfied; feature ``ratings``.

    Attributes:
        conversation: With its `rating`.
    """

    conversation: Conversation
    at: datetime
