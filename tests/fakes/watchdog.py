"""Watches that the window's thread is never busy for long: a stall is measured in its own processor time."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractEventDispatcher

from tests.fakes.yardstick import slowness

MOST_BUSY_S = 0.2
"""The promise of the product. Processor time and not the clock's: neighbours on the machine do not count."""


TRIES = 3


class Blocked(AssertionError):
    """A turn was too long."""


class Watchdog:
    """Measures each turn of the event loop, from one wait to the next; waiting itself costs no processor time.

    Attributes:
        longest_s: Processor time of the longest turn so far.
        turns: How many there were.
    """

    def __init__(self) -> None:
        self.longest_s = 0.0
        self.turns = 0
        self._since_s = time.thread_time()
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        self._dispatcher = dispatcher
        dispatcher.aboutToBlock.connect(self.end_turn)

    def end_turn(self) -> None:
        """End a turn and begin the next."""
        now_s = time.thread_time()
        self.longest_s = max(self.longest_s, now_s - self._since_s)
        self.turns += 1
        self._since_s = now_s

    def close(self) -> None:
        """Stop measuring."""
        self._dispatcher.aboutToBlock.disconnect(self.end_turn)


@contextmanager
def never_blocked(most_s: float = MOST_BUSY_S) -> Iterator[Watchdog]:
    """Fail when one turn of the event loop within the block keeps the window's thread busy for longer than `most_s`.

    On a slow machine, as measured before and after, it is longer in proportion.
    Use it around awaits: what happens without giving the loop its turn belongs to the turn it happens in.
    """
    slow = slowness()
    watchdog = Watchdog()
    try:
        yield watchdog
        watchdog.end_turn()  # the turn that runs this line
    finally:
        watchdog.close()
    most_s *= max(slow, slowness())
    if watchdog.longest_s > most_s:
        msg = f"the window was busy for {watchdog.longest_s * 1000:.0f} ms at a stretch"
        raise Blocked(msg)


def in_time(run: Callable[[], object]) -> None:
    """Run a test's script, again when a turn was too long: a machine's hiccup is not there every time.

    Raises:
        Blocked: It was every time.
    """
    for left in reversed(range(TRIES)):
        try:
            run()
        except Blocked:
            if not left:
                raise
        else:
            return


async def breathe(times: int = 3) -> None:
    """Let the loop wait, so that what follows has a turn of its own."""
    for _ in range(times):
        await asyncio.sleep(0.02)
