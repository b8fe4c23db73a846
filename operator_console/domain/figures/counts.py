"""What is counted and how counts are merged: whole numbers by name, so that any two parts add up; knows no store."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from operator_console.domain.people import AgentStatus
from operator_console.domain.response_clock import ReplyMeasured

Counts = dict[str, int]
"""Amounts by name; a name that is missing is zero. Two counts of different facts are merged by adding."""


class What(StrEnum):
    """Names of what is counted, besides replies and waits, whose names hold their bin."""

    BEGAN = "began"
    ASSIGNED = "assigned"
    """Given to an agent, also a second time."""
    ABANDONED = "abandoned"
    MISSED = "missed"
    DROPPED = "dropped"
    CLOSED = "closed"
    SOLVED = "solved"
    FOLLOW_UP = "follow_up"
    SALE = "sale"
    LEAD = "lead"
    NO_ANSWER = "no_answer"
    RETURNED = "returned"
    """Solved, but the visitor came back on the same tag in time; counted where the solved chat is."""
    VALUE_CENTS = "value_cents"
    HELD_MS = "held_ms"
    """Time that agents had chats, each chat by itself."""
    OFFERED = "offered"
    OFFER_DECLINED = "offer_declined"
    OFFER_TIMED_OUT = "offer_timed_out"
    ANSWERED = "answered"
    """Closed, and somebody of the team has answered in it: a rating is to be expected."""
    RATED = "rated"
    """Of those, rated by the visitor."""
    STARS = "stars"
    RATED_GOOD = "rated_good"
    """Four or five stars."""
    SAID_SOLVED = "said_solved"
    SAID_UNSOLVED = "said_unsolved"
    BOT_RATED = "bot_rated"
    """Rated chats in which nobody but the knowledge bot answered."""
    BOT_STARS = "bot_stars"
    INVITED = "invited"
    """Invitations that visitors saw; what became of them is counted in the hour in which they saw them."""
    INVITATION_ACCEPTED = "invitation_accepted"
    INVITATION_DECLINED = "invitation_declined"
    BOT_BEGAN = "bot_began"
    """Chats that began with the knowledge bot; people's counts know them from the hand-over on."""
    BOT_ANSWERED = "bot_answered"
    """It showed what was let stand, and people were not asked."""
    BOT_HANDED_OVER = "bot_handed_over"
    BOT_FAILED = "bot_failed"
    """It did not find an answer: handed over for that, or the visitor left at that."""


_REPLY, _WAIT, _TIME_IN = "r", "w", "in_"


def reply_name(number: int, *, first: bool, on_time: bool) -> str:
    """Return the name under which a reply of a bin is counted."""
    return f"{_REPLY}{int(first)}{int(on_time)}.{number}"


def wait_name(number: int) -> str:
    """Return the name under which a wait for the first human answer is counted."""
    return f"{_WAIT}.{number}"


def time_in(status: AgentStatus) -> str:
    """Return the name of the milliseconds spent in a status."""
    return f"{_TIME_IN}{status.value}_ms"


def merged(parts: Iterable[Mapping[str, int]]) -> Counts:
    """Return the sum of counts of different facts."""
    total: Counts = {}
    for part in parts:
        add(total, part)
    return total


def add(total: Counts, part: Mapping[str, int]) -> None:
    """Add a part to a total, in place."""
    for name, amount in part.items():
        if name in total:
            total[name] += amount
        else:
            total[name] = amount


def reply_bins(counts: Mapping[str, int], *, first_only: bool = False) -> dict[int, int]:
    """Return the number of replies by bin."""
    found: dict[int, int] = {}
    for first, _on_time, number, amount in _replies(counts):
        if first or not first_only:
            found[number] = found.get(number, 0) + amount
    return found


def wait_bins(counts: Mapping[str, int]) -> dict[int, int]:
    """Return the number of waits for a first human answer by bin."""
    prefix = f"{_WAIT}."
    return {int(name[len(prefix) :]): amount for name, amount in counts.items() if name.startswith(prefix)}


def replies_of(counts: Mapping[str, int], *, first_only: bool = False) -> tuple[int, int]:
    """Return how many replies there were, and how many of them within their limit."""
    total = on_time = 0
    for first, in_time, _number, amount in _replies(counts):
        if first or not first_only:
            total += amount
            on_time += amount if in_time else 0
    return total, on_time


def wait_s(measured: ReplyMeasured, began_s: float) -> float:
    """Return the wait for the first human answer.

    Args:
        measured: The stop of the clock by that answer.
        began_s: How long before the clock's start the chat began; more than zero when the visitor had left or needed
            no answer in between.
    """
    return measured.waited_s + max(0.0, began_s)


def _replies(counts: Mapping[str, int]) -> Iterator[tuple[bool, bool, int, int]]:
    for name, amount in counts.items():
        if name[0] == _REPLY and name[3:4] == ".":
            yield name[1] == "1", name[2] == "1", int(name[4:]), amount
