"""Which event wants the agent's attention, each once; how it is given is the screen's matter."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from msgspec import Struct

from operator_console.desk.events import AlertRaised
from operator_console.desk.state import AlertKind
from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import ConversationId
from operator_console.domain.response_clock import ClockTargets
from operator_console.runtime.task_scope import TaskScope

MAX_REMEMBERED = 1000
QUEUE_PATIENCE_S = 1.0


class _Due(Struct, frozen=True):
    """What is raised next about a chat's answer: at which time, to which question; `last` is its deadline."""

    at: datetime
    question: datetime
    kind: AlertKind
    last: datetime


class Alerts:
    """Raises alerts; while catching up nothing is raised but, at the end, one per chat with something new."""

    def __init__(self, publish: Callable[[AlertRaised], None], now: Callable[[], datetime], scope: TaskScope) -> None:
        self._publish = publish
        self._now = now
        self._scope = scope
        self._quiet = True
        self._missed: dict[ConversationId, AlertKind] = {}
        self._deadlines: dict[ConversationId, _Due] = {}
        self._raised: dict[tuple[ConversationId, datetime, AlertKind], None] = {}
        self._queued: set[ConversationId] = set()
        self._changed: asyncio.Event | None = None

    def start(self) -> None:
        """Begin watching deadlines."""
        self._changed = asyncio.Event()
        self._scope.start(self._watch_deadlines(self._changed), name="deadlines")

    def catching_up(self) -> None:
        """Replayed events follow: keep quiet."""
        self._quiet = True

    def live(self, *, first: bool) -> None:
        """Everything missed has been handed over; `first`: since the start, when nothing was missed but slept."""
        self._quiet = False
        missed, self._missed = self._missed, {}
        if not first:
            for conversation_id, kind in missed.items():
                self._publish(AlertRaised(kind=kind, conversation_id=conversation_id))

    def became_mine(self, conversation_id: ConversationId) -> None:
        """A chat was given to the agent."""
        self._raise(AlertKind.NEW_CHAT, conversation_id)

    def visitor_wrote(self, conversation_id: ConversationId) -> None:
        """A visitor wrote in an own chat."""
        self._raise(AlertKind.MESSAGE, conversation_id)

    def queued(self, conversation_id: ConversationId) -> None:
        """A chat entered the queue; routing often takes it out at once, which is nobody's concern."""
        if conversation_id not in self._queued:
            self._queued.add(conversation_id)
            self._scope.start(self._raise_if_still_queued(conversation_id), name="queue alert")

    def left_queue(self, conversation_id: ConversationId) -> None:
        """A chat left the queue."""
        self._queued.discard(conversation_id)
        if self._missed.get(conversation_id) is AlertKind.QUEUE:
            del self._missed[conversation_id]

    def offered(self, conversation_id: ConversationId) -> None:
        """A chat is offered to the agent: the countdown runs, so it is told at once."""
        self._queued.discard(conversation_id)
        self._raise(AlertKind.OFFER, conversation_id)

    def offer_over(self, conversation_id: ConversationId) -> None:
        """Somebody has it, or it moved on."""
        if self._missed.get(conversation_id) is AlertKind.OFFER:
            del self._missed[conversation_id]

    def mentioned(self, conversation_id: ConversationId) -> None:
        """A note names the agent."""
        if not self._quiet:
            self._publish(AlertRaised(kind=AlertKind.MENTION, conversation_id=conversation_id))

    def rated_low(self, conversation_id: ConversationId) -> None:
        """A visitor was not satisfied; it is never told again, so it is not kept quiet."""
        self._publish(AlertRaised(kind=AlertKind.LOW_RATING, conversation_id=conversation_id))

    def clock_changed(self, conversation: Conversation, targets: ClockTargets) -> None:
        """An own chat's clock may have started, stopped or changed its limit."""
        clock, now = conversation.clock, self._now()
        deadline = clock.deadline(now)
        if clock.started_at is None or deadline is None:
            self._deadlines.pop(conversation.id, None)
            return
        question, left_s = clock.started_at, clock.left_s(now)
        warned = (conversation.id, question, AlertKind.DEADLINE) in self._raised
        if (conversation.id, question, AlertKind.OVERDUE) in self._raised:
            return
        kind = AlertKind.OVERDUE if warned or left_s <= 0 else AlertKind.DEADLINE
        until_s = left_s - (min(targets.warning_s, clock.limit_s) if kind is AlertKind.DEADLINE else 0.0)
        known = self._deadlines.get(conversation.id)
        if known is None or (known.question, known.kind) != (question, kind):
            due = now + timedelta(seconds=max(0.0, until_s))
            self._deadlines[conversation.id] = _Due(due, question, kind, deadline)
            if self._changed is not None:
                self._changed.set()

    def ended(self, conversation_id: ConversationId) -> None:
        """The chat is not the agent's any more."""
        self._deadlines.pop(conversation_id, None)
        self._missed.pop(conversation_id, None)

    async def _raise_if_still_queued(self, conversation_id: ConversationId) -> None:
        await asyncio.sleep(QUEUE_PATIENCE_S)
        if conversation_id in self._queued:
            self._raise(AlertKind.QUEUE, conversation_id)

    def _raise(self, kind: AlertKind, conversation_id: ConversationId) -> None:
        if self._quiet:
            if self._missed.get(conversation_id) is not AlertKind.NEW_CHAT:
                self._missed[conversation_id] = kind
            return
        self._publish(AlertRaised(kind=kind, conversation_id=conversation_id))

    async def _watch_deadlines(self, changed: "asyncio.Event") -> None:
        while True:
            changed.clear()
            wait_s = self._raise_due()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await changed.wait()

    def _raise_due(self) -> float | None:
        """Raise what is due and return the seconds until the next one, or None when there is none."""
        now = self._now()
        for conversation_id, due in tuple(self._deadlines.items()):
            if due.at <= now:
                del self._deadlines[conversation_id]
                self._raised[conversation_id, due.question, due.kind] = None
                if due.kind is AlertKind.DEADLINE:
                    self._deadlines[conversation_id] = _Due(due.last, due.question, AlertKind.OVERDUE, due.last)
                self._publish(AlertRaised(kind=due.kind, conversation_id=conversation_id))
        while len(self._raised) > MAX_REMEMBERED:
            del self._raised[next(iter(self._raised))]
        if not self._deadlines:
            return None
        return max(0.01, (min(due.at for due in self._deadlines.values()) - now).total_seconds())
