"""Tells visitors in a queue how many are before them and how long it takes; knows no socket and no SQL."""

from collections.abc import Callable
from datetime import UTC, datetime

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import ConversationId, DepartmentId, VisitorId
from operator_console.domain.people import Site
from operator_console.domain.routing import waits_since_s
from operator_console.domain.waiting import QueuePace, is_told
from operator_console.protocol.visitor import QueuePlace
from operator_console.server.open_chats import OpenChats
from operator_console.server.router import Router

TELL_EVERY_S = 10.0
"""A place is told again when it has changed, and else so often: a screen reader is not to count seconds."""
LOOKED_AT = 500
_NOT_WAITING = QueuePlace()


class QueuePlaces:
    """Belongs to the loop's thread.

    Args:
        site_of: Returns the site of a chat, or None.
        tell: Sends a latest-only value to a visitor's tabs.
    """

    def __init__(
        self,
        chats: OpenChats,
        router: Router,
        site_of: Callable[[Conversation], Site | None],
        tell: Callable[[VisitorId, QueuePlace], None],
    ) -> None:
        self._chats = chats
        self._router = router
        self._site_of = site_of
        self._tell = tell
        self._paces: dict[DepartmentId, QueuePace] = {}
        self._told: dict[ConversationId, tuple[int, float]] = {}

    def put(self, chat: Conversation, before: Conversation | None) -> None:
        """Take over a conversation's new state, after the router has."""
        now_s = datetime.now(UTC).timestamp()
        waited = before is not None and before.state is ConversationState.QUEUED
        waits = chat.state is ConversationState.QUEUED
        if not waited and not waits:
            return
        pace = self._paces.setdefault(chat.department_id, QueuePace())
        is_empty = self._router.waiting_in(chat.department_id) == 0
        stood = before is not None and before.clock.paused_at is not None
        if chat.clock.paused_at is not None or stood:  # a queue that stands by night says nothing of the next turn
            pace.emptied()
            if not is_empty and chat.clock.paused_at is None:
                pace.began(now_s)
        elif chat.state is ConversationState.ASSIGNED:
            pace.moved(now_s, is_empty=is_empty)
        elif is_empty:
            pace.emptied()
        elif not pace.is_standing:
            pace.began(now_s)
        silent = not waits or chat.clock.paused_at is not None
        if silent and self._told.pop(chat.id, None) is not None:
            self._tell(chat.visitor_id, _NOT_WAITING)

    def tell(self) -> None:
        """Tell everybody whose place has changed, or who has not heard for a while; called every second."""
        now_s = datetime.now(UTC).timestamp()
        for department_id in self._router.departments:
            pace = self._paces.setdefault(department_id, QueuePace())
            ahead = 0
            for conversation_id in self._router.queue(department_id)[:LOOKED_AT]:
                chat = self._chats.get(conversation_id)
                if chat is not None and chat.state is ConversationState.QUEUED:
                    self._tell_one(chat, ahead, pace, now_s)
                    ahead += 1

    def _tell_one(self, chat: Conversation, ahead: int, pace: QueuePace, now_s: float) -> None:
        site = self._site_of(chat)
        told = self._told.get(chat.id)
        if site is None or not chat.clock.running or chat.clock.paused_at is not None:
            return  # outside opening hours nobody is told to wait so many minutes
        if told is not None and told[0] == ahead and now_s - told[1] < TELL_EVERY_S:
            return
        wait = pace.wait(ahead, now_s)
        if told is None and not is_told(now_s - waits_since_s(chat), wait, site.rules.wait_told_s):
            return
        self._told[chat.id] = (ahead, now_s)
        place = QueuePlace(
            ahead=ahead,
            wait_low_s=wait.low_s if wait is not None else None,
            wait_high_s=wait.high_s if wait is not None else None,
        )
        self._tell(chat.visitor_id, place)
