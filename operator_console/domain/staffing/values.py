"""What is recorded of a desk for planning: counts per half hour and samples of times; knows no text and no person."""

from datetime import datetime, timedelta

from msgspec import Struct

SLOT = timedelta(minutes=30)
SLOT_S = 1800.0
SLOTS_A_DAY = 48
SLOTS_A_WEEK = 7 * SLOTS_A_DAY


class HalfHour(Struct, frozen=True, kw_only=True):
    """What happened in one half hour; what is all zero is left out of a record.

    Attributes:
        at: Its beginning, in UTC.
        visits: Visits that were last seen in it.
        chats: Chats that began in it.
        replies: Human answers to questions asked in it.
        on_time: Of those, within their limit.
        given_up: Chats begun in it whose visitor left before a human answered.
        present: Agents who were there, on average; not only those who answered.
    """

    at: datetime
    visits: int = 0
    chats: int = 0
    replies: int = 0
    on_time: int = 0
    given_up: int = 0
    present: float = 0.0


class Behaviour(Struct, frozen=True, kw_only=True):
    """How a desk's people behave, as samples in seconds; each is sorted and holds at most some hundred values.

    Attributes:
        work_s: An agent's work on one answer, without what lay before it.
        think_s: From an answer until the visitor writes again.
        turns: Questions of a chat, each answered by one reply.
        patience_s: How long visitors wait before they leave; shares that are missing in `impatient` wait on.
        impatient: Share of visitors whose patience is known to end within the longest recorded wait.
        target_s: The limit that was in force.
    """

    work_s: tuple[float, ...] = ()
    think_s: tuple[float, ...] = ()
    turns: tuple[int, ...] = ()
    patience_s: tuple[float, ...] = ()
    impatient: float = 0.0
    target_s: float = 30.0


class Record(Struct, frozen=True, kw_only=True):
    """What is recorded of one desk.

    Attributes:
        since: From when on, in UTC; nothing was recorded before it.
        until: The moment the record was read.
        capacity: Most chats that may wait on one agent, on average.
    """

    since: datetime
    until: datetime
    half_hours: tuple[HalfHour, ...] = ()
    behaviour: Behaviour = Behaviour()
    capacity: int = 4
