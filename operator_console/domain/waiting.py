"""How long somebody in a queue will wait, from how it has moved lately, as an honest range; pure, knows no clock."""

from collections import deque
from math import sqrt

from msgspec import Struct

REMEMBERED = 30
ENOUGH = 3
"""With fewer turns than this nothing is said."""
FORGOTTEN_S = 1_800.0
"""A queue that has not moved for so long says nothing of the next one."""
AT_ONCE_S = 2.0
SURE = 1.3
"""How many standard deviations to either side are told: about four waits in five end within."""
SHORTEST_SHARE = 0.2


class Wait(Struct, frozen=True):
    """A range in seconds from now."""

    low_s: float
    high_s: float


class QueuePace:
    """How fast one queue moves: the times between one chat leaving it for an agent and the next, while some waited.

    Times are seconds of any one clock.
    """

    def __init__(self) -> None:
        self._steps_s: deque[float] = deque(maxlen=REMEMBERED)
        self._since_s: float | None = None
        self._moved_s = 0.0

    @property
    def is_standing(self) -> bool:
        """Tell whether somebody waits, as far as was told."""
        return self._since_s is not None

    def began(self, at_s: float) -> None:
        """The first chat has come into an empty queue."""
        self._since_s = at_s

    def moved(self, at_s: float, *, is_empty: bool) -> None:
        """An agent has taken a chat from it. One that found somebody free says nothing of those who have to wait."""
        if self._since_s is not None and not (is_empty and at_s - self._since_s < AT_ONCE_S):
            self._steps_s.append(max(0.0, at_s - self._since_s))
        self._since_s = None if is_empty else at_s
        self._moved_s = at_s

    def emptied(self) -> None:
        """Nobody waits any more, though no agent took the last one."""
        self._since_s = None

    def wait(self, ahead: int, at_s: float) -> Wait | None:
        """Return how long somebody with so many before them still waits, or None when too little is known.

        The steps are taken for independent and exponential, so the relative spread of a sum of n of them is 1/sqrt(n),
        and that of their mean, known from m of them, 1/sqrt(m). A step that takes longer than usual already counts.
        """
        known = len(self._steps_s)
        if known < ENOUGH or at_s - self._moved_s > FORGOTTEN_S:
            return None
        standing_s = at_s - self._since_s if self._since_s is not None else 0.0
        mean_s = sum(self._steps_s) / known
        if standing_s > mean_s:
            mean_s = (sum(self._steps_s) + standing_s) / known
        steps = ahead + 1
        spread = SURE * sqrt(1.0 / steps + 1.0 / known)
        expected_s = mean_s * steps
        return Wait(expected_s * max(SHORTEST_SHARE, 1.0 - spread), expected_s * (1.0 + spread))


def is_told(waited_s: float, wait: Wait | None, told_s: float) -> bool:
    """Tell whether a visitor is told place and time, and offered another way: it takes long, or has."""
    if told_s <= 0:
        return False
    return waited_s >= told_s or (wait is not None and waited_s + wait.low_s >= told_s)
