"""Whether an agent is there, and the status that follows from it; pure, knows no machine, no clock, no connection.

An agent who is away must not be given chats, and one who chose a status must find it again. So a status that was set
because nobody was there (`Automatic`) remembers what it was before, ends when the agent is back, and gives way at once
to whatever anybody chooses. Times are seconds of a clock that never jumps and runs on while the machine sleeps.
"""

from enum import StrEnum

from msgspec import Struct, structs

from operator_console.domain.people import AgentStatus

IDLE_S = 30.0
"""Without a key or the pointer for so long nobody is taken to be at work at a machine: as long as a reply may take."""
SLEPT_S = 30.0
"""Looks that are further apart mean that the machine slept, or this process stood still."""
STIR_S = 30.0
"""Two movements within so long are somebody; a single one may be a bump against the desk."""
MOVED_S = 0.5
"""What two readings of one moment may differ by."""


class Activity(StrEnum):
    """What a console tells its server, and no more than that."""

    ACTIVE = "active"
    IDLE = "idle"
    LOCKED = "locked"


class Cause(StrEnum):
    """Why a status was set without the agent."""

    IDLE = "idle"
    LOCKED = "locked"


class MachineSigns(Struct, frozen=True, kw_only=True):
    """What a machine tells of whoever sits at it; None is "not told".

    Attributes:
        idle_s: Seconds without a key or the pointer anywhere at the machine.
        locked: The screen is locked.
    """

    idle_s: float | None = None
    locked: bool | None = None


class MachineOffers(Struct, frozen=True, kw_only=True):
    """What a machine has told at least once."""

    idle: bool = False
    lock: bool = False


class Signs(Struct, frozen=True, kw_only=True):
    """What one look tells.

    Attributes:
        at_s: When it was taken.
        idle_s: Seconds without a key or the pointer anywhere at the machine; None when the machine does not tell.
        window_idle_s: The same within our own windows; None when there was nothing yet.
        locked: The screen is locked; None when the machine does not tell.
    """

    at_s: float
    idle_s: float | None = None
    window_idle_s: float | None = None
    locked: bool | None = None


class Rules(Struct, frozen=True, kw_only=True):
    """What the agent wants to happen by itself; None is never."""

    busy_after_s: float | None = 300.0
    away_after_s: float | None = 900.0
    away_when_locked: bool = True


class Automatic(Struct, frozen=True, kw_only=True):
    """A status that holds because nobody is there.

    Attributes:
        back: What the agent had chosen, and gets back.
        after_s: How long nobody was there when it was set, as the rules had it; 0 when the screen was locked.
    """

    status: AgentStatus
    back: AgentStatus
    cause: Cause
    after_s: float = 0.0


class Presence(Struct, frozen=True, kw_only=True):
    """What is remembered between two looks.

    Attributes:
        active_s: When the agent was last seen to do something.
        counted_s: From when nobody's being there counts, if that is later: a choice, or waking up.
        stirred_s: The first movement since the agent was away, or since the last one was too long ago.
        was_locked: The screen was locked at the last look.
        automatic: The status that was set, or None while the agent's own one holds.
    """

    looked_s: float
    active_s: float
    counted_s: float
    stirred_s: float | None = None
    was_locked: bool = False
    automatic: Automatic | None = None

    @property
    def idle_s(self) -> float:
        """Seconds, at the last look, since the agent did something."""
        return self.looked_s - self.active_s

    @property
    def activity(self) -> Activity:
        """The word for the server."""
        return activity(self.idle_s, locked=self.was_locked)


def activity(idle_s: float, *, locked: bool) -> Activity:
    """Return the word for a machine that nobody has touched for `idle_s` seconds."""
    if locked:
        return Activity.LOCKED
    return Activity.IDLE if idle_s >= IDLE_S else Activity.ACTIVE


def begun(at_s: float, automatic: Automatic | None = None) -> Presence:
    """Return the beginning: somebody has just started the console.

    Args:
        automatic: What held when the last run ended; its agent has to be seen before it ends.
    """
    return Presence(looked_s=at_s, active_s=at_s, counted_s=at_s, automatic=automatic)


def chosen(presence: Presence, at_s: float) -> Presence:
    """Return what is remembered after somebody chose a status: the agent here or elsewhere, or a lead."""
    return structs.replace(presence, automatic=None, stirred_s=None, counted_s=at_s)


def left(presence: Presence, automatic: Automatic) -> Presence:
    """Return what is remembered once a status that was due has been set."""
    return structs.replace(presence, automatic=automatic, stirred_s=None)


def returned(presence: Presence) -> Presence:
    """Return what is remembered once the agent has their own status again."""
    return structs.replace(presence, automatic=None, stirred_s=None)


def looked(presence: Presence, signs: Signs) -> tuple[Presence, bool]:
    """Take a look into account; the second value tells whether the agent is back.

    A reading of the machine counts only when it says that something happened since the last look, which every clock
    gets right; after sleep it does not count, for a machine also wakes up without anybody.
    """
    apart_s = max(0.0, signs.at_s - presence.looked_s)
    slept = apart_s > SLEPT_S
    in_window = signs.window_idle_s is not None and 0 <= signs.window_idle_s <= apart_s
    at_machine = signs.idle_s is not None and 0 <= signs.idle_s <= apart_s + MOVED_S and not slept
    seen = [presence.active_s]
    if in_window and signs.window_idle_s is not None:
        seen.append(signs.at_s - signs.window_idle_s)
    if at_machine and signs.idle_s is not None:
        seen.append(signs.at_s - signs.idle_s)
    active_s = max(seen)
    locked = bool(signs.locked)
    stirred_s, again = (presence.stirred_s, False) if locked else _stirred(presence, active_s)
    after = structs.replace(
        presence,
        looked_s=max(presence.looked_s, signs.at_s),
        active_s=active_s,
        counted_s=signs.at_s if slept else presence.counted_s,
        stirred_s=stirred_s,
        was_locked=locked,
    )
    unlocked = presence.was_locked and signs.locked is False
    return after, not locked and (in_window or again or unlocked)


def due(presence: Presence, status: AgentStatus, rules: Rules) -> Automatic | None:
    """Return the status that has to be set now because nobody is there, or None.

    Only an agent who is online, or busy by these rules, is set to anything: every other status was chosen.
    """
    now = presence.automatic
    if (now.status if now is not None else AgentStatus.ONLINE) is not status:
        return None
    if now is not None and now.status is not AgentStatus.BUSY:
        return None
    back = now.back if now is not None else status
    idle_s = presence.looked_s - max(presence.active_s, presence.counted_s)
    if presence.was_locked and rules.away_when_locked:
        return Automatic(status=AgentStatus.BREAK, back=back, cause=Cause.LOCKED)
    if rules.away_after_s is not None and idle_s >= rules.away_after_s:
        return Automatic(status=AgentStatus.BREAK, back=back, cause=Cause.IDLE, after_s=rules.away_after_s)
    if now is None and rules.busy_after_s is not None and idle_s >= rules.busy_after_s:
        return Automatic(status=AgentStatus.BUSY, back=back, cause=Cause.IDLE, after_s=rules.busy_after_s)
    return None


def _stirred(presence: Presence, active_s: float) -> tuple[float | None, bool]:
    """Return when movement began, and whether there was more of it since then, by the same somebody."""
    first_s = presence.stirred_s
    if first_s is not None and active_s - first_s <= STIR_S:
        return first_s, active_s > first_s + MOVED_S
    return (active_s if active_s > presence.active_s + MOVED_S else first_s), False
