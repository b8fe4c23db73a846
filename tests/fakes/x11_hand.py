"""A hand on the pointer of a real X server: moves it as a device does, through the server's XTEST extension."""

import ctypes
from ctypes.util import find_library
from typing import Any

XTEST = find_library("Xtst")
"""None where it is not installed."""


class Hand:
    """Moves the pointer as a device does (XTEST), over a connection of its own."""

    def __init__(self, display: str) -> None:
        self._x11: Any = ctypes.CDLL("libX11.so.6")
        self._test: Any = ctypes.CDLL(XTEST)
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))

    def move(self) -> None:
        self._test.XTestFakeRelativeMotionEvent(self._display, 3, 3, ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)
