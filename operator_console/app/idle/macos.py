"""Idle time and lock on macOS: Core Graphics' event source and its session dictionary; knows no window."""

import ctypes
import sys
from ctypes import c_bool, c_char_p, c_double, c_int32, c_uint32, c_ulong, c_void_p

from operator_console.app.idle.native import Functions, declared

_HARDWARE = 1
"""kCGEventSourceStateHIDSystemState: what hands did, not what programs sent."""
_ANY_INPUT = 0xFFFFFFFF
"""kCGAnyInputEventType"""
_UTF8 = 0x08000100
"""kCFStringEncodingUTF8"""
LOCKED_KEY = b"CGSSessionScreenIsLocked"
"""Stands in the dictionary only while the screen is locked; no header names it, but it has been there since 10.5."""
_FRAMEWORKS = "/System/Library/Frameworks/{0}.framework/{0}"


class MacSession:
    """Fits `machine.Source`.

    Args:
        functions: The system's own ones, by name.
    """

    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    def idle_s(self) -> float | None:
        seconds = float(self._functions["CGEventSourceSecondsSinceLastEventType"](_HARDWARE, _ANY_INPUT))
        return seconds if seconds >= 0 else None

    def locked(self) -> bool | None:
        call = self._functions
        session = call["CGSessionCopyCurrentDictionary"]()
        if not session:  # no session with a screen, such as one over the network
            return None
        key = call["CFStringCreateWithCString"](None, LOCKED_KEY, _UTF8)
        try:
            value = call["CFDictionaryGetValue"](session, key)
            if not value:
                return False
            is_boolean = call["CFGetTypeID"](value) == call["CFBooleanGetTypeID"]()
            return bool(call["CFBooleanGetValue"](value)) if is_boolean else True
        finally:
            call["CFRelease"](key)
            call["CFRelease"](session)

    def close(self) -> None:
        """There is nothing to let go of."""


def mac_functions() -> Functions | None:
    """Return the system's own functions, or None where there are none."""
    if sys.platform == "darwin":
        try:
            return {
                name: declared(ctypes.CDLL(_FRAMEWORKS.format(framework)), name, result, arguments)
                for framework, name, result, arguments in (
                    ("CoreGraphics", "CGEventSourceSecondsSinceLastEventType", c_double, (c_int32, c_uint32)),
                    ("CoreGraphics", "CGSessionCopyCurrentDictionary", c_void_p, ()),
                    ("CoreFoundation", "CFStringCreateWithCString", c_void_p, (c_void_p, c_char_p, c_uint32)),
                    ("CoreFoundation", "CFDictionaryGetValue", c_void_p, (c_void_p, c_void_p)),
                    ("CoreFoundation", "CFGetTypeID", c_ulong, (c_void_p,)),
                    ("CoreFoundation", "CFBooleanGetTypeID", c_ulong, ()),
                    ("CoreFoundation", "CFBooleanGetValue", c_bool, (c_void_p,)),
                    ("CoreFoundation", "CFRelease", None, (c_void_p,)),
                )
            }
        except (OSError, AttributeError):
            return None
    return None
