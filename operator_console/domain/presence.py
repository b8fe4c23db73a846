"""Whether an agent is there, from what their machine tells; pure, knows no machine, no clock and no connection."""

from enum import StrEnum

IDLE_S = 30.0
"""Without a key or the pointer for so long nobody is taken to be at work at a machine: as long as a reply may take."""


class Activity(StrEnum):
    """What a console tells its server, and no more than that."""

    ACTIVE = "active"
    IDLE = "idle"
    LOCKED = "locked"


def activity(idle_s: float, *, locked: bool) -> Activity:
    """Return the word for a machine that nobody has touched for `idle_s` seconds."""
    if locked:
        return Activity.LOCKED
    return Activity.IDLE if idle_s >= IDLE_S else Activity.ACTIVE
