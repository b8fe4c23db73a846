"""What colleagues look for in chats that were, and what they say of them; knows no index, no wire and no screen."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.conversations import Conversation, Outcome
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitorId

MAX_QUERY_CHARS = 200
MAX_COMMENT_CHARS = 4_000
MAX_PAGE = 50


class ArchiveOrder(StrEnum):
    """In which order chats are listed."""

    NEWEST = "newest"
    BEST = "best"
    """Best match of the words; without words as NEWEST."""


class ArchiveQuery(Struct, frozen=True, kw_only=True):
    """Which chats are wanted: all that is given holds together.

    Attributes:
        text: Words as people type them; what stands in quotes is meant as it stands.
        agent_id: The chat was theirs, or they wrote in it.
        tags: All of them.
        since: Began at this moment or later, as `until` before that one: local days are the asker's matter.
        late: At least one reply came after its limit.
        commented: Colleagues have said something of it.
        rating: Stars that the visitor gave, where a server has ratings.
        rated_low: So few of them that the leads were told.
    """

    text: str = ""
    site_id: SiteId | None = None
    department_id: DepartmentId | None = None
    agent_id: AgentId | None = None
    visitor_id: VisitorId | None = None
    tags: tuple[str, ...] = ()
    outcome: Outcome | None = None
    since: datetime | None = None
    until: datetime | None = None
    late: bool = False
    commented: bool = False
    rating: int | None = None
    rated_low: bool = False
    order: ArchiveOrder = ArchiveOrder.NEWEST


class SnippetSource(StrEnum):
    """Where a snippet was found."""

    MESSAGE = "message"
    NOTE = "note"
    COMMENT = "comment"
    ABOUT = "about"
    """The visitor's name, tags, or the note of the wrap-up."""


class Snippet(Struct, frozen=True, kw_only=True):
    """A piece of text in which the words of a query stand.

    Attributes:
        marks: Beginning and length of each, in characters of `text`, in order, not overlapping.
        pos: Position of the message; 0 when it is none.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    source: SnippetSource = SnippetSource.MESSAGE
    pos: int = 0


class ArchiveHit(Struct, frozen=True, kw_only=True):
    """A chat that was found.

    Attributes:
        late: How many replies came after their limit.
        comments: How many there are.
    """

    conversation: Conversation
    first_text: str = ""
    late: int = 0
    comments: int = 0
    snippet: Snippet | None = None


class ReplyTime(Struct, frozen=True, kw_only=True):
    """How long one question waited for its answer."""

    asked_at: datetime
    answered_at: datetime
    waited_s: float
    limit_s: float
    agent_id: AgentId | None = None
    first: bool = False
    holding: bool = False

    @property
    def late(self) -> bool:
        """Tell whether it came after its limit."""
        return self.waited_s > self.limit_s


class ArchiveComment(Struct, frozen=True, kw_only=True):
    """What a colleague said of a chat; visitors never see it.

    Attributes:
        removed: Its text is gone.
    """

    id: str
    conversation_id: ConversationId
    author_id: AgentId
    author_name: str
    at: datetime
    text: str = ""
    edited_at: datetime | None = None
    removed: bool = False


class UsedTag(Struct, frozen=True, kw_only=True):
    """A tag, and in how many chats of its site it stands."""

    site_id: SiteId
    tag: str
    chats: int
