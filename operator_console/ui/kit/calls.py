"""Slots that carry a value and keep nobody alive; knows no signal.

A lambda (or `functools.partial`) that holds `self`, connected to a child's signal, lives inside the child, where the
garbage collector cannot see it. When the child goes first, the lambda's end is the owner's end: the owner is destroyed
from within its child's destructor and destroys that child a second time. `connect` holds bound methods weakly; these
slots do the same.
"""

import atexit
import weakref
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QObject
from shiboken6 import isValid


class WeakCall:
    """A bound method that can be called while its owner lives."""

    _all: ClassVar["weakref.WeakSet[WeakCall]"] = weakref.WeakSet()

    def __init__(self, method: Callable[..., object]) -> None:
        self._method: weakref.WeakMethod[Callable[..., object]] | None = weakref.WeakMethod(method)
        self._all.add(self)

    @property
    def living(self) -> Callable[..., object] | None:
        """The method, or None when its owner is gone (for a Qt object: destroyed)."""
        method = None if self._method is None else self._method()
        owner = getattr(method, "__self__", None)
        return None if isinstance(owner, QObject) and not isValid(owner) else method

    def end(self) -> None:
        """Let go of the method."""
        self._method = None

    @classmethod
    def end_all(cls) -> None:
        """Let go of every method, at the end of the process.

        WORKAROUND(shiboken `SbkDeallocWrapperCommon`): an object that dies while the interpreter ends does not clear
        the weak references to it, and the collector then follows them into freed memory.
        """
        for each in tuple(cls._all):
            each.end()


atexit.register(WeakCall.end_all)


def call(method: Callable[..., object], *args: Any) -> Callable[..., None]:  # noqa: ANN401  # whatever the method takes
    """Return a slot that calls `method`, a bound method, with `args` only; it does not keep the owner alive."""
    weak = WeakCall(method)

    def slot(*_emitted: object) -> None:
        living = weak.living
        if living is not None:
            living(*args)

    return slot


def call_with(method: Callable[..., object], *args: Any) -> Callable[..., None]:  # noqa: ANN401  # as above
    """Return a slot that calls `method`, a bound method, with `args` and then what the signal carries."""
    weak = WeakCall(method)

    def slot(*emitted: object) -> None:
        living = weak.living
        if living is not None:
            living(*args, *emitted)

    return slot
