"""Call-back requests: a visitor wants to be telephoned at a time; pure, knows no store, no clock and no connection."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from operator_console.domain.ids import AgentId, CallBackId, ConversationId, DepartmentId, SiteId, VisitorId
from operator_console.domain.opening_hours import OpeningHours, Span, zone_of

SLOT_MINUTES = 120
SHORTEST_SLOT_MINUTES = 60
"""What is left of a span after whole slots is joined to the last one when it is shorter than this."""
SOON = timedelta(minutes=30)
"""As soon as possible, while it is open, means within this."""
SOON_IN_THE_MORNING = timedelta(hours=1)
SHORTEST_SOON = timedelta(minutes=10)
"""Nobody is promised a call in the last minutes before closing."""
AT_LEAST_AHEAD = timedelta(minutes=15)
DAYS_OFFERED = 2
DAYS_SEARCHED = 14
MOST_SLOTS = 12
AGAIN_AFTER = timedelta(minutes=30)
"""When nobody was reached, it is due again after this."""
BY_DAY = (Span(9 * 60, 21 * 60),)
"""When people are telephoned by a site that never closes."""
MAX_QUESTION_CHARS = 500
MAX_REMARK_CHARS = 500


class CallBackState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    DROPPED = "dropped"
    """Nobody could be reached, or it was not wanted any more."""
    UNKNOWN = "unknown"
    """A state of a newer version."""

    @classmethod
    def _missing_(cls, _value: object) -> "CallBackState":
        return cls.UNKNOWN


class CallBack(Struct, frozen=True, kw_only=True):
    """One request, a task with its own due time.

    Attributes:
        due_from, due_until: When the visitor wishes to be called; it is overdue after `due_until`.
        conversation_id: The chat in which it was asked for, if there is one.
        agent_id: Who took it.
        tries: How often somebody called without reaching anybody.
        remark: What came of it.
        version: Grows with every change.
    """

    id: CallBackId
    site_id: SiteId
    department_id: DepartmentId
    visitor_id: VisitorId
    asked_at: datetime
    due_from: datetime
    due_until: datetime
    phone: str
    name: str = ""
    question: str = ""
    conversation_id: ConversationId | None = None
    state: CallBackState = CallBackState.OPEN
    agent_id: AgentId | None = None
    tries: int = 0
    remark: str = ""
    closed_at: datetime | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to call."""
        return self.state in {CallBackState.OPEN, CallBackState.TAKEN}


class Slot(Struct, frozen=True, kw_only=True):
    """A time at which a visitor can wish to be called.

    Attributes:
        soon: It is the first one there is: at once, or as soon as the site opens.
    """

    due_from: datetime
    due_until: datetime
    soon: bool = False


def is_due(call_back: CallBack, now: datetime) -> bool:
    """Tell whether it is time to call."""
    return call_back.is_open and call_back.due_from <= now


def is_overdue(call_back: CallBack, now: datetime) -> bool:
    """Tell whether the visitor should have been called before now."""
    return call_back.is_open and call_back.due_until < now


def by_urgency(call_back: CallBack) -> tuple[datetime, datetime, str]:
    """Return what puts requests in order: whose time ends first."""
    return call_back.due_until, call_back.due_from, call_back.id


def slots(hours: OpeningHours | None, now: datetime, time_zone: str = "UTC") -> tuple[Slot, ...]:
    """Return what a visitor can wish for: as soon as possible, then spans of two hours of the next two open days.

    Args:
        time_zone: The clock of a site that never closes; its visitor's. People are called by day there, too.
    """
    week = hours or OpeningHours(time_zone=time_zone, weekly=(BY_DAY,) * 7)
    soon = _soon(week, now)
    if soon is None:
        return ()
    found = [soon]
    today = now.astimezone(zone_of(week.time_zone)).date()
    days = 0
    for ahead in range(DAYS_SEARCHED):
        of_day = [each for each in _of_day(week, today + timedelta(days=ahead)) if _is_ahead(each, now)]
        found += [each for each in of_day if each.due_from != soon.due_from or soon.due_from <= now]
        days += bool(of_day)
        if days == DAYS_OFFERED:
            break
    return tuple(found[:MOST_SLOTS])


def again(hours: OpeningHours | None, now: datetime, time_zone: str = "UTC") -> Slot:
    """Return when to call again after nobody was reached."""
    at = now + AGAIN_AFTER
    if hours is not None and not hours.is_open(at):
        at = hours.next_change(at) or at
    return Slot(due_from=at, due_until=at + SOON_IN_THE_MORNING)


def _soon(hours: OpeningHours, now: datetime) -> Slot | None:
    if hours.is_open(now):
        closes = hours.next_change(now)
        if closes is None or closes - now >= SHORTEST_SOON:
            until = now + SOON if closes is None else min(now + SOON, closes)
            return Slot(due_from=now, due_until=until, soon=True)
        now = closes
    opens = hours.next_change(now)
    if opens is None:
        return None
    closes = hours.next_change(opens)
    until = opens + SOON_IN_THE_MORNING if closes is None else min(opens + SOON_IN_THE_MORNING, closes)
    return Slot(due_from=opens, due_until=until, soon=True)


def _of_day(hours: OpeningHours, day: date) -> Iterator[Slot]:
    zone = zone_of(hours.time_zone)
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall clock's, its zone follows
    for span in sorted(hours.on(day)):
        edges = [*range(span.opens, span.closes, SLOT_MINUTES), span.closes]
        if len(edges) > 2 and edges[-1] - edges[-2] < SHORTEST_SLOT_MINUTES:
            del edges[-2]
        moments = [(midnight + timedelta(minutes=edge)).replace(tzinfo=zone).astimezone(UTC) for edge in edges]
        for begin, end in pairwise(moments):
            if begin < end and hours.is_open(begin):  # not within the hour that a clock put forward leaves out
                yield Slot(due_from=begin, due_until=end)


def _is_ahead(slot: Slot, now: datetime) -> bool:
    return slot.due_from >= now + AT_LEAST_AHEAD
