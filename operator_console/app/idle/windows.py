"""Idle time and lock on Windows: `GetLastInputInfo` and the session's own flags; knows no window.

The flags (`WTSQuerySessionInformationW`, level `WTSSessionInfoEx`) are asked instead of probing for the secure desktop,
which is also there while Windows asks for an administrator's consent.
"""

import ctypes
import sys
from ctypes import POINTER, Structure, byref, c_int, c_int32, c_uint, c_uint32, c_void_p
from typing import ClassVar

from operator_console.app.idle.native import Fields, Functions, declared

_WTS_CURRENT_SERVER = None
_WTS_CURRENT_SESSION = 0xFFFFFFFF
_WTS_SESSION_INFO_EX = 25
_DISCONNECTED = 4
"""WTSDisconnected: somebody took the session to another machine, or closed the remote desktop."""
_LOCKED = 0
"""WTS_SESSIONSTATE_LOCK since Windows 8; Windows 7 had it the other way round."""
_MILLISECONDS = 2**32
"""Both counters begin anew after 49.7 days."""


class LastInput(Structure):
    """LASTINPUTINFO."""

    _fields_: ClassVar[Fields] = [("size", c_uint), ("time_ms", c_uint32)]


class SessionInfo(Structure):
    """The beginning of WTSINFOEXW, whose union is aligned as its largest member."""

    _fields_: ClassVar[Fields] = [
        ("level", c_uint32),
        ("align", c_uint32),
        ("session", c_uint32),
        ("state", c_int),
        ("flags", c_int32),
    ]


class WindowsSession:
    """Fits `machine.Source`.

    Args:
        functions: The system's own ones, by name.
    """

    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    def idle_s(self) -> float | None:
        last = LastInput(ctypes.sizeof(LastInput), 0)
        if not self._functions["GetLastInputInfo"](byref(last)):
            return None
        return float((self._functions["GetTickCount"]() - last.time_ms) % _MILLISECONDS) / 1000

    def locked(self) -> bool | None:
        found, size = c_void_p(), c_uint32()
        asked = (_WTS_CURRENT_SERVER, _WTS_CURRENT_SESSION, _WTS_SESSION_INFO_EX)
        if not self._functions["WTSQuerySessionInformationW"](*asked, byref(found), byref(size)) or not found.value:
            return None
        try:
            if size.value < ctypes.sizeof(SessionInfo):
                return None
            info = SessionInfo.from_address(found.value)
            return bool(info.level == 1 and (info.flags == _LOCKED or info.state == _DISCONNECTED))
        finally:
            self._functions["WTSFreeMemory"](found)

    def close(self) -> None:
        """There is nothing to let go of."""


def windows_functions() -> Functions | None:
    """Return the system's own functions, or None where there are none."""
    if sys.platform == "win32":
        asked = (c_void_p, c_uint32, c_int, POINTER(c_void_p), POINTER(c_uint32))
        try:
            return {
                name: declared(ctypes.WinDLL(library), name, result, arguments)
                for library, name, result, arguments in (
                    ("user32", "GetLastInputInfo", c_int, (POINTER(LastInput),)),
                    ("kernel32", "GetTickCount", c_uint32, ()),
                    ("wtsapi32", "WTSQuerySessionInformationW", c_int, asked),
                    ("wtsapi32", "WTSFreeMemory", None, (c_void_p,)),
                )
            }
        except (OSError, AttributeError):
            return None
    return None
