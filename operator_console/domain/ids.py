"""Identifiers of everything that has one; knows only how an identifier looks and how a new one is made."""

from random import SystemRandom
from typing import NewType

AccountId = NewType("AccountId", str)
AgentId = NewType("AgentId", str)
ArticleKey = NewType("ArticleKey", str)
AttachmentId = NewType("AttachmentId", str)
CallBackId = NewType("CallBackId", str)
ClientId = NewType("ClientId", str)
ConversationId = NewType("ConversationId", str)
DepartmentId = NewType("DepartmentId", str)
MessageId = NewType("MessageId", str)
SiteId = NewType("SiteId", str)
VisitId = NewType("VisitId", str)
VisitorId = NewType("VisitorId", str)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_system = SystemRandom()  # what `secrets` asks, without the hashes that come with it


def new_id(prefix: str) -> str:
    """Return a random identifier of 128 bits, readable and safe in URLs.

    Args:
        prefix: Short lower-case kind, such as ``cv`` for a conversation.

    Returns:
        The prefix, an underscore and 26 characters of Crockford's base 32.
    """
    number = _system.getrandbits(128)
    digits = [_ALPHABET[(number >> (5 * place)) & 31] for place in range(25, -1, -1)]
    return f"{prefix}_{''.join(digits)}"
