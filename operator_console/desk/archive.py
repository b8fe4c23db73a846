"""The archive at the desk: asks the server for chats that were, opens them, says something of them; knows no screen.

What it works with is imported when it is first wanted: the desk is part of every start.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from operator_console.backends.base import BackendError, CommentsAdvanced
from operator_console.desk.events import ArchiveCommentsChanged
from operator_console.desk.state import Entry, Opened
from operator_console.domain.conversations import Message
from operator_console.domain.ids import ConversationId, SiteId

if TYPE_CHECKING:
    from operator_console.desk.archived import ArchivedOpened
    from operator_console.desk.ports import ArchiveBackend
    from operator_console.domain.archive import ArchiveComment, ArchiveQuery
    from operator_console.protocol.archive import ArchiveChoices, ArchivePage, ExportArchive
    from operator_console.protocol.http import MessagePage

PAGE = 30
OLDER = 100
Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


class ArchiveDoors(Struct, frozen=True):
    """What this asks of the desk.

    Attributes:
        available: The server has an archive.
        backend: Where it is, None when there is none.
        open_chat: A chat with the newest of its transcript, for reading.
        messages: Older messages of a chat.
        entries: Messages as rows of a transcript.
        publish: Tells the screens.
    """

    available: Callable[[], bool]
    backend: "Callable[[], ArchiveBackend | None]"
    open_chat: Callable[[ConversationId], Awaitable[Opened | None]]
    messages: "Callable[[ConversationId, int, int], Awaitable[MessagePage]]"
    entries: Callable[[tuple[Message, ...]], tuple[Entry, ...]]
    publish: Callable[[object], None]


class ArchiveDesk:
    """Fits `ui.ports.ArchiveDoor`; everything is on the loop's thread.

    Attributes:
        unread: Comments of colleagues on own chats that the agent has not seen.
    """

    def __init__(self, doors: ArchiveDoors) -> None:
        self._doors = doors
        self._choices: ArchiveChoices | None = None
        self.unread = 0

    @property
    def can_search(self) -> bool:
        """The server has an archive."""
        return self._doors.available()

    def on_comments(self, advanced: CommentsAdvanced) -> None:
        """The server said how many comments wait to be seen."""
        if advanced.unread != self.unread or advanced.conversation_id is not None:
            self.unread = max(0, advanced.unread)
            self._doors.publish(ArchiveCommentsChanged(advanced.conversation_id))

    async def choices(self) -> "ArchiveChoices | None":
        """What searches can be narrowed by; what was known before when the server cannot be asked."""
        found = await self._asked("choices", lambda backend: backend.choices())
        if found is not None:
            self._choices = found
        return self._choices

    async def tags_of(self, site_id: SiteId) -> tuple[str, ...]:
        """Tags that are used at a site, those in most chats first; none when they cannot be had."""
        choices = self._choices or await self.choices()
        return tuple(each.tag for each in choices.tags if each.site_id == site_id) if choices is not None else ()

    async def search(self, query: "ArchiveQuery", cursor: str = "") -> "ArchivePage | None":
        """A page of what a query finds; None when the server cannot be asked."""
        from operator_console.protocol.archive import SearchArchive

        wish = SearchArchive(query=query, cursor=cursor, limit=PAGE)
        return await self._asked("search", lambda backend: backend.search(wish))

    async def open(self, conversation_id: ConversationId) -> "ArchivedOpened | None":
        """A chat with everything beside it; None when it cannot be had. Comments on an own chat count as seen."""
        beside = await self._asked("open", lambda backend: backend.chat(conversation_id))
        opened = await self._doors.open_chat(conversation_id) if beside is not None else None
        if beside is None or opened is None:
            return None
        if beside.unread:
            await self._asked("seen", lambda backend: backend.seen(conversation_id))
        from operator_console.desk.archived import ArchivedOpened

        return ArchivedOpened(opened=opened, comments=beside.comments, replies=beside.replies, unread=beside.unread)

    async def older(self, conversation_id: ConversationId, before: int) -> tuple[tuple[Entry, ...], bool] | None:
        """Older rows of a transcript, oldest first, and whether there are still older ones; None when they fail."""
        try:
            page = await self._doors.messages(conversation_id, before, OLDER)
        except BackendError:
            return None
        return self._doors.entries(page.messages), page.more

    async def comments(self, conversation_id: ConversationId) -> "tuple[ArchiveComment, ...] | None":
        """What colleagues say of a chat now."""
        beside = await self._asked("comments", lambda backend: backend.chat(conversation_id))
        return beside.comments if beside is not None else None

    async def comment(self, conversation_id: ConversationId, text: str) -> "ArchiveComment | None":
        """Say something of a chat; None when the server did not take it."""
        return await self._asked("comment", lambda backend: backend.comment(conversation_id, text))

    async def edit_comment(self, comment_id: str, text: str) -> "ArchiveComment | None":
        """Change what one said."""
        return await self._asked("edit", lambda backend: backend.edit_comment(comment_id, text))

    async def remove_comment(self, comment_id: str) -> bool:
        """Take it away; False when the server did not."""

        async def remove(backend: "ArchiveBackend") -> bool:
            await backend.remove_comment(comment_id)
            return True

        return await self._asked("remove", remove) or False

    async def export(self, wish: "ExportArchive", sink: Callable[[bytes], None]) -> bool:
        """Give chats as lines of JSON to `sink`, piece by piece; False when that failed, maybe in the middle."""

        async def run(backend: "ArchiveBackend") -> bool:
            await backend.export(wish, sink)
            return True

        return await self._asked("export", run) or False

    async def _asked(self, what: str, ask: "Callable[[ArchiveBackend], Awaitable[Answer]]") -> Answer | None:
        backend = self._doors.backend()
        if backend is None:
            return None
        try:
            return await ask(backend)
        except BackendError as error:
            _log.info("the archive did not answer (%s): %s", what, type(error).__name__)
            return None
