"""Giving way to other threads during long work; knows nothing of what the work is."""

import threading
import time
from collections.abc import Callable

Pause = Callable[[], None]
"""Called often during long work; rests once in a while."""

WORK_S = 0.004
REST_S = 0.0005


def no_pause() -> None:
    """Go on at once."""


class WorkStopped(Exception):
    """Nobody wants the work any more."""


class Breather:
    """Rests for a moment after every few milliseconds of work, so that the window's thread gets the interpreter.

    Without it the interpreter changes hands only after its switch interval, for every single wish of the other thread.

    Args:
        stopped: Ends the work at its next pause once it is set.
    """

    def __init__(self, stopped: threading.Event | None = None) -> None:
        self._next_s = time.monotonic() + WORK_S
        self._stopped = stopped or threading.Event()

    def __call__(self) -> None:
        """Rest when it is time to.

        Raises:
            WorkStopped: ``stopped`` was set.
        """
        if time.monotonic() >= self._next_s:
            if self._stopped.wait(REST_S):
                raise WorkStopped
            self._next_s = time.monotonic() + WORK_S
