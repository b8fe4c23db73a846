"""Idle time and lock on systems that are not here: their functions are stood in for, as their references describe."""

import ctypes
import sys
from ctypes import c_uint32, c_void_p
from typing import Any

import pytest

from operator_console.app.idle.machine import sources_of
from operator_console.app.idle.macos import LOCKED_KEY, MacSession, mac_functions
from operator_console.app.idle.windows import LastInput, SessionInfo, WindowsSession, windows_functions

Place = Any
"""What `byref` makes."""


class FakeWindows:
    """GetLastInputInfo and its like; `freed` counts what was given back."""

    def __init__(self, *, now_ms: int = 10_000, input_ms: int = 10_000, flags: int = 1, state: int = 0) -> None:
        self.now_ms, self.input_ms = now_ms, input_ms
        self.info = SessionInfo(level=1, session=2, state=state, flags=flags)
        self.size = ctypes.sizeof(SessionInfo) + 200
        self.works = True
        self.freed = 0

    def functions(self) -> dict[str, Any]:
        return {
            "GetLastInputInfo": self._last_input,
            "GetTickCount": lambda: self.now_ms,
            "WTSQuerySessionInformationW": self._session,
            "WTSFreeMemory": self._free,
        }

    def _last_input(self, place: Place) -> int:
        last = ctypes.cast(place, ctypes.POINTER(LastInput)).contents
        assert last.size == 8
        last.time_ms = self.input_ms
        return int(self.works)

    def _session(self, server: None, session: int, level: int, place: Place, size: Place) -> int:
        assert (server, session, level) == (None, 0xFFFFFFFF, 25)
        ctypes.cast(place, ctypes.POINTER(c_void_p)).contents.value = ctypes.addressof(self.info)
        ctypes.cast(size, ctypes.POINTER(c_uint32)).contents.value = self.size
        return int(self.works)

    def _free(self, place: c_void_p) -> None:
        assert place.value == ctypes.addressof(self.info)
        self.freed += 1


@pytest.mark.parametrize(
    "now_ms, input_ms, idle_s", [(10_000, 10_000, 0.0), (95_500, 10_000, 85.5), (500, 2**32 - 1_500, 2.0)]
)
def test_windows_tells_the_idle_time_also_when_its_counter_begins_anew(
    now_ms: int, input_ms: int, idle_s: float
) -> None:
    assert WindowsSession(FakeWindows(now_ms=now_ms, input_ms=input_ms).functions()).idle_s() == idle_s


@pytest.mark.parametrize("flags, state, locked", [(0, 0, True), (1, 0, False), (-1, 0, False), (1, 4, True)])
def test_windows_tells_a_lock_and_a_session_that_was_left(flags: int, state: int, locked: bool) -> None:
    windows = FakeWindows(flags=flags, state=state)
    assert WindowsSession(windows.functions()).locked() is locked
    assert windows.freed == 1


def test_what_windows_refuses_is_not_known() -> None:
    windows = FakeWindows()
    session = WindowsSession(windows.functions())
    windows.size = 8
    assert session.locked() is None
    assert windows.freed == 1
    windows.works = False
    assert (session.idle_s(), session.locked()) == (None, None)
    session.close()


class FakeMac:
    """Core Graphics and Core Foundation with numbers as objects; `held` is what nobody has released."""

    SESSION, KEY, TRUE, FALSE, NUMBER = 1, 2, 3, 4, 5

    def __init__(self, idle_s: float = 12.5, locked: int | None = None, *, session: bool = True) -> None:
        self.idle_s, self.locked, self.session = idle_s, locked, session
        self.held: list[int] = []

    def functions(self) -> dict[str, Any]:
        return {
            "CGEventSourceSecondsSinceLastEventType": self._seconds,
            "CGSessionCopyCurrentDictionary": lambda: self._hold(self.SESSION) if self.session else None,
            "CFStringCreateWithCString": self._string,
            "CFDictionaryGetValue": self._value,
            "CFGetTypeID": lambda value: 77 if value == self.NUMBER else 21,
            "CFBooleanGetTypeID": lambda: 21,
            "CFBooleanGetValue": lambda value: value == self.TRUE,
            "CFRelease": self.held.remove,
        }

    def _hold(self, thing: int) -> int:
        self.held.append(thing)
        return thing

    def _seconds(self, source: int, kind: int) -> float:
        assert (source, kind) == (1, 0xFFFFFFFF)
        return self.idle_s

    def _string(self, allocator: None, text: bytes, encoding: int) -> int:
        assert (allocator, text, encoding) == (None, LOCKED_KEY, 0x08000100)
        return self._hold(self.KEY)

    def _value(self, session: int, key: int) -> int | None:
        assert (session, key) == (self.SESSION, self.KEY)
        return self.locked


@pytest.mark.parametrize(
    "value, locked", [(None, False), (FakeMac.TRUE, True), (FakeMac.FALSE, False), (FakeMac.NUMBER, True)]
)
def test_macos_tells_idle_time_and_lock(value: int | None, locked: bool) -> None:
    mac = FakeMac(locked=value)
    session = MacSession(mac.functions())
    assert (session.idle_s(), session.locked()) == (12.5, locked)
    assert mac.held == []


def test_a_mac_without_a_screen_is_not_known() -> None:
    mac = FakeMac(idle_s=-1.0, session=False)
    session = MacSession(mac.functions())
    assert (session.idle_s(), session.locked()) == (None, None)
    assert mac.held == []
    session.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the others' libraries are not on Linux")
def test_each_system_has_its_own_sources() -> None:
    assert (windows_functions(), mac_functions()) == (None, None)
    assert sources_of("win32", "windows", wayland=False) == []
    assert sources_of("darwin", "cocoa", wayland=False) == []

    def names(screen: str, *, wayland: bool) -> list[str]:
        return [type(source).__name__ for source in sources_of("linux", screen, wayland=wayland)]

    bus = ["MutterIdle", "ScreenSavers", "Login"]
    assert names("xcb", wayland=False) == ["X11Idle", *bus]
    assert names("xcb", wayland=True) == names("wayland", wayland=True) == names("offscreen", wayland=False) == bus
