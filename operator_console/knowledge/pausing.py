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


class Breather:
    """Rests for a moment after every few milliseconds of work, so that the window's thread gets the interpreter.

    Without it the interpreter changes hands only after its switch interval, for every single wish of the other thread.
    """

    def __init__(self) -> None:
        self._next_s = time.monotonic() + WORK_S
        self._rest = threading.Event()

    def __call__(self) -> None:
        """Rest when it is time to."""
        if time.monotonic() >= self._next_s:
            self._rest.wait(REST_S)
            self._next_s = time.monotonic() + WORK_S
