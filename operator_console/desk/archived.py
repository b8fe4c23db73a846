"""A chat of the archive as screens get it; imported when the first one is opened."""

from msgspec import Struct

from operator_console.desk.state import Opened
from operator_console.domain.archive import ArchiveComment, ReplyTime


class ArchivedOpened(Struct, frozen=True, kw_only=True):
    """A chat of the archive with everything beside its transcript.

    Attributes:
        unread: So many comments were new to the agent, whose chat it was.
    """

    opened: Opened
    comments: tuple[ArchiveComment, ...] = ()
    replies: tuple[ReplyTime, ...] = ()
    unread: int = 0
