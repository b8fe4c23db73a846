"""How slow this machine is at this moment: bounds on time are multiplied by it, to mean the same everywhere."""

import time
from collections.abc import Callable

QUICK_S = 0.005
"""What the piece of work below takes on the machine that the tests' bounds were chosen on."""


def slowness(clock: Callable[[], float] = time.thread_time) -> float:
    """Return how many times longer than there a piece of work takes here, 1 at the least.

    With `time.thread_time` it is the core's speed; with `time.perf_counter` the neighbours on the machine count too.
    """
    began_s = clock()
    words: dict[str, int] = {}
    for number in range(40_000):
        word = str(number % 5_000)
        words[word] = words.get(word, 0) + len(word)
    return max(1.0, (clock() - began_s) / QUICK_S)
