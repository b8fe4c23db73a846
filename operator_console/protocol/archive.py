"""Bodies and paths of the HTTP interface about the archive; who may call what is the server's matter."""

from msgspec import Struct

from operator_console.domain.archive import ArchiveComment, ArchiveHit, ArchiveQuery, ReplyTime, UsedTag
from operator_console.domain.conversations import Conversation, Message
from operator_console.domain.ids import ConversationId
from operator_console.domain.people import Agent, Visitor

SEARCH = "/api/v1/archive/search"
CHOICES = "/api/v1/archive/choices"
CHAT = "/api/v1/archive/chats/{conversation_id}"
COMMENTS = "/api/v1/archive/chats/{conversation_id}/comments"
SEEN = "/api/v1/archive/chats/{conversation_id}/seen"
COMMENT = "/api/v1/archive/comments/{comment_id}"
EXPORT = "/api/v1/archive/export"

MOST_EXPORTED = 5_000
MOST_COMMENTS = 500


class SearchArchive(Struct, frozen=True, kw_only=True):
    """POST search.

    Attributes:
        cursor: Where the page before ended, as its answer said; empty for the first page.
    """

    query: ArchiveQuery
    cursor: str = ""
    limit: int = 30


class ArchivePage(Struct, frozen=True, kw_only=True):
    """Answer to search.

    Attributes:
        next: What `cursor` is for the next page; empty when there is none.
        count: How many there are in all, only with the first page; `at_least` when there may be more.
        building: So many chats are not in the index yet.
    """

    hits: tuple[ArchiveHit, ...]
    next: str = ""
    count: int | None = None
    at_least: bool = False
    building: int = 0


class ArchiveChoices(Struct, frozen=True, kw_only=True):
    """GET choices: what can be chosen in filters, for the departments of the asker.

    Attributes:
        agents: Those who are or were there, as far as the server still knows them.
        ratings: The server has ratings.
        may_export: The asker may export many chats at once.
        may_remove: The asker may remove comments of others.
    """

    tags: tuple[UsedTag, ...] = ()
    agents: tuple[Agent, ...] = ()
    ratings: bool = False
    may_export: bool = False
    may_remove: bool = False


class ArchivedChat(Struct, frozen=True, kw_only=True):
    """GET chat: what stands beside the transcript, which `http.ConversationPage` gives.

    Attributes:
        unread: Comments that the asker had not seen, when the chat is theirs.
    """

    conversation: Conversation
    comments: tuple[ArchiveComment, ...] = ()
    replies: tuple[ReplyTime, ...] = ()
    unread: int = 0


class WriteComment(Struct, frozen=True, kw_only=True):
    """POST comments, PUT comment. Answer: the `ArchiveComment`. DELETE of one takes its text away."""

    text: str


class UnreadComments(Struct, frozen=True, kw_only=True):
    """Answer to POST seen: how many comments on own chats the asker has not seen yet."""

    unread: int


class ExportArchive(Struct, frozen=True, kw_only=True):
    """POST export: these chats, or all that a query finds, at most `MOST_EXPORTED`.

    The answer is streamed: one JSON `ExportedChat` a line.
    """

    conversation_ids: tuple[ConversationId, ...] = ()
    query: ArchiveQuery | None = None


class ExportedChat(Struct, frozen=True, kw_only=True):
    """One chat with all that colleagues may see of it."""

    conversation: Conversation
    visitor: Visitor
    messages: tuple[Message, ...]
    comments: tuple[ArchiveComment, ...] = ()
    replies: tuple[ReplyTime, ...] = ()
