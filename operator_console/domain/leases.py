"""What becomes of an agent's open chats when every console of theirs is gone: a timetable; knows no clock and no store.

An agent holds a lease on their chats while at least one console is connected. When the last one goes, or has been
silent for too long, the lease has ended and the timetable of each chat's site begins to run (TRUST.md).
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

HELD_S = 60.0
"""How far a connected agent's lease reaches ahead; it is renewed when half of it has passed."""
RESTART_GRACE_S = 60.0
"""No lease ends before this has passed since a server started: consoles need the time to come back."""


class LeaseTimes(Struct, frozen=True, kw_only=True):
    """Times of one site, in seconds after the lease has ended.

    Attributes:
        requeue_s: A chat that its agent never answered goes back to the queue.
        tell_s: Visitor and colleagues are told, and anybody may take the chat over.
        transfer_s: Every chat goes back to the queue.
    """

    requeue_s: float = 30.0
    tell_s: float = 60.0
    transfer_s: float = 120.0


class LeaseStep(StrEnum):
    """What has to be done with a chat whose owner is lost."""

    KEEP = "keep"
    TELL = "tell"
    REQUEUE = "requeue"


def due_step(ended_at: datetime, now: datetime, times: LeaseTimes, *, answered: bool, told: bool) -> LeaseStep:
    """Return what is due for one chat.

    Args:
        ended_at: When its owner's lease ended, which may be in the future.
        answered: Its present owner has answered in it.
        told: Visitor and colleagues have been told already.
    """
    lost_s = (now - ended_at).total_seconds()
    if lost_s >= times.transfer_s or (not answered and lost_s >= times.requeue_s):
        return LeaseStep.REQUEUE
    if lost_s >= times.tell_s and not told:
        return LeaseStep.TELL
    return LeaseStep.KEEP


def due_at(ended_at: datetime, times: LeaseTimes, *, answered: bool, told: bool) -> datetime:
    """Return when `due_step` first says anything else than KEEP."""
    steps_s = [times.transfer_s]
    if not answered:
        steps_s.append(times.requeue_s)
    if not told:
        steps_s.append(times.tell_s)
    return ended_at + timedelta(seconds=min(steps_s))


def held_until(now: datetime) -> datetime:
    """Return how far the lease of an agent who is connected now reaches."""
    return now + timedelta(seconds=HELD_S)


def wants_renewal(until: datetime, now: datetime) -> bool:
    """Tell whether half of a connected agent's lease has passed."""
    return (until - now).total_seconds() <= HELD_S / 2


def prolonged(until: datetime, now: datetime) -> datetime:
    """Return the end of a lease after a server has started; doing it twice at once changes nothing more."""
    return max(until, now + timedelta(seconds=RESTART_GRACE_S))


def is_overdue(
    ended_at: datetime | None, now: datetime, times: LeaseTimes, *, answered: bool, slack_s: float = 5.0
) -> bool:
    """Tell whether an owned chat should have gone back to the queue: no lease at all, or one that ended too long ago.

    Args:
        ended_at: End of the owner's lease, or None when there is none.
        slack_s: What the server may be late.
    """
    if ended_at is None:
        return True
    limit = due_at(ended_at, times, answered=answered, told=True)
    return now > limit + timedelta(seconds=slack_s)
