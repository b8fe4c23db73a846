"""E-mail to visitors: what is sent, how it stands, when it is tried again and given up; pure, knows no mail server."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import ConversationId, SiteId

GIVE_UP_AFTER = timedelta(days=2)
FIRST_RETRY_S = 60.0
LONGEST_RETRY_S = 3_600.0
MAX_NOTE_CHARS = 4_000
LIMITS_WITHIN = timedelta(days=1)
MAILS_OF_VISITOR = 5
MAILS_TO_ADDRESS = 10
MAILS_OF_AGENT = 200
"""What may be asked for within a day, so that nobody makes a cannon of us."""
KEPT_FOR = timedelta(days=30)
"""So long the line of a mail stays; its text goes as soon as it was sent or given up."""


class MailKind(StrEnum):
    """What a mail holds."""

    TRANSCRIPT = "transcript"
    NOTE = "note"
    """A follow-up by an agent after the chat."""
    UNKNOWN = "unknown"

    @classmethod
    def _missing_(cls, _value: object) -> "MailKind":
        return cls.UNKNOWN


class MailState(StrEnum):
    """How a mail stands."""

    QUEUED = "queued"
    SENT = "sent"
    """The mail server has taken it."""
    FAILED = "failed"
    UNKNOWN = "unknown"

    @classmethod
    def _missing_(cls, _value: object) -> "MailState":
        return cls.UNKNOWN


class Mail(Struct, frozen=True, kw_only=True):
    """A mail that somebody has asked for.

    Attributes:
        id: Also the left half of its Message-ID, so that a second delivery can be recognised.
        asked_by: The agent's or the visitor's id; `by_name` is the agent's first name, empty for the visitor.
        upto_pos: The transcript up to here.
        text: An agent's note.
        tries: How often it was tried in vain.
    """

    id: str
    conversation_id: ConversationId
    site_id: SiteId
    kind: MailKind
    email: str
    asked_by: str
    at: datetime
    by_name: str = ""
    upto_pos: int = 0
    text: str = ""
    tries: int = 0


def retry_ceiling_s(tries: int) -> float:
    """Return the longest wait before the next try, after so many in vain; the wait itself is chosen below it."""
    return min(LONGEST_RETRY_S, FIRST_RETRY_S * 2.0 ** min(max(0, tries - 1), 30))


def is_given_up(mail: Mail, now: datetime) -> bool:
    """Tell whether it has been tried for long enough."""
    return now - mail.at >= GIVE_UP_AFTER


def refused_by_limits(*, of_asker: int, to_address: int, by_agent: bool) -> bool:
    """Tell whether somebody has asked for enough mail within `LIMITS_WITHIN`, or an address has got enough."""
    return of_asker >= (MAILS_OF_AGENT if by_agent else MAILS_OF_VISITOR) or to_address >= MAILS_TO_ADDRESS
