"""Remembering answers without keeping their owner alive, and giving memory back; knows nothing of what is in it."""

import ctypes
import sys
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class Memory(Generic[Question, Answer]):
    """A bounded store of answers that any thread may use.

    ``functools.lru_cache`` around a method makes a circle of owner and cache, which only the garbage collector ends:
    replaced indexes would pile up until it runs.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: dict[Question, Answer] = {}

    def get(self, question: Question, find: Callable[[Question], Answer]) -> Answer:
        """Return the answer that is remembered, or find it; everything is forgotten when there is too much."""
        try:
            return self._answers[question]
        except KeyError:
            answer = find(question)
            if len(self._answers) >= self._most:
                self._answers.clear()
            self._answers[question] = answer
            return answer


def give_back() -> None:
    """Give the memory that the engine has freed back to the system, where that needs asking; takes some milliseconds.

    WORKAROUND(glibc malloc): every build runs in a new thread of the engine, whose freed buffers of some 5 MB stay
    with that thread's arena. Twelve builds held 64 MB; with this they hold 9.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
