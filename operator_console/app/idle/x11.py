"""Idle time by the X server's own counter, through XCB's Sync extension; knows no window.

`IDLETIME` is what desktops themselves use on X11. XCB and its Sync library are on every machine where Qt shows windows
through X11 (Qt's platform plug-in links both), and unlike Xlib, which ends the process when its server goes away,
XCB says so by empty answers.
"""

import ctypes
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint, c_uint8, c_uint16, c_uint32, c_void_p
from typing import ClassVar

from operator_console.app.idle.native import Fields, Functions, declared

IDLE_COUNTER = b"IDLETIME"
_SYNC_VERSION = (3, 1)
_NAME_AT = 14
"""Where the name begins in a counter's description, as the X Synchronization Extension's protocol has it.

WORKAROUND(libxcb: xcb_sync_systemcounter_name): the function looks behind the structure's padding, two bytes too far.
"""


class X11Idle:
    """Fits `machine.Source`; connects when it is first asked, and is silent for good once that is lost."""

    def __init__(self, display: str | None = None) -> None:
        self._display = display
        self._server: _Server | None = None
        self._tried = False

    def idle_s(self) -> float | None:
        if not self._tried:
            self._tried = True
            self._server = _connect(self._display)
        if self._server is None:
            return None
        milliseconds = self._server.idle_ms()
        if milliseconds is None:
            self.close()
            return None
        return milliseconds / 1000

    def locked(self) -> bool | None:
        """X11 knows no lock."""
        return None

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


class _Cookie(Structure):
    _fields_: ClassVar[Fields] = [("sequence", c_uint)]


class _Counter(Structure):
    _fields_: ClassVar[Fields] = [
        ("counter", c_uint32),
        ("resolution_high", ctypes.c_int32),
        ("resolution_low", c_uint32),
    ]


class _Counters(Structure):
    _fields_: ClassVar[Fields] = [("data", POINTER(_Counter)), ("left", c_int), ("index", c_int)]


class _Value(Structure):
    _fields_: ClassVar[Fields] = [
        *(("kind", c_uint8), ("pad", c_uint8), ("sequence", c_uint16), ("length", c_uint32)),
        *(("high", ctypes.c_int32), ("low", c_uint32)),
    ]


class _Server:
    """A connection of its own, with the number of the counter."""

    def __init__(self, functions: Functions, connection: int, counter: int) -> None:
        self._functions = functions
        self._connection, self._counter = connection, counter

    def idle_ms(self) -> int | None:
        cookie = self._functions["xcb_sync_query_counter"](self._connection, self._counter)
        answer = self._functions["xcb_sync_query_counter_reply"](self._connection, cookie, None)
        if not answer:
            return None
        value = _Value.from_address(answer)
        found = int((value.high << 32) + value.low)
        self._functions["free"](answer)
        return found

    def close(self) -> None:
        self._functions["xcb_disconnect"](self._connection)


def _connect(display: str | None) -> _Server | None:
    try:
        functions = _functions()
    except (OSError, AttributeError):
        return None
    connection = functions["xcb_connect"](display.encode() if display is not None else None, None)
    broken = functions["xcb_connection_has_error"](connection)
    counter = None if broken else _find_counter(functions, connection)
    if counter is None:
        functions["xcb_disconnect"](connection)  # also frees what a failed connection left
        return None
    return _Server(functions, connection, counter)


def _find_counter(call: Functions, connection: int) -> int | None:
    cookie = call["xcb_sync_initialize"](connection, *_SYNC_VERSION)
    begun = call["xcb_sync_initialize_reply"](connection, cookie, None)
    if not begun:
        return None
    call["free"](begun)
    cookie = call["xcb_sync_list_system_counters"](connection)
    answer = call["xcb_sync_list_system_counters_reply"](connection, cookie, None)
    if not answer:
        return None
    found = None
    counters = call["xcb_sync_list_system_counters_counters_iterator"](answer)
    while counters.left > 0 and found is None:
        length = call["xcb_sync_systemcounter_name_length"](counters.data)
        name = ctypes.addressof(counters.data.contents) + _NAME_AT
        if ctypes.string_at(name, length) == IDLE_COUNTER:
            found = int(counters.data.contents.counter)
        call["xcb_sync_systemcounter_next"](byref(counters))
    call["free"](answer)
    return found


def _functions() -> Functions:
    xcb, sync, system = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-sync.so.1"), ctypes.CDLL(None)
    reply = (c_void_p, _Cookie, c_void_p)
    declarations: tuple[tuple[ctypes.CDLL, str, object, tuple[object, ...]], ...] = (
        (xcb, "xcb_connect", c_void_p, (c_char_p, c_void_p)),
        (xcb, "xcb_connection_has_error", c_int, (c_void_p,)),
        (xcb, "xcb_disconnect", None, (c_void_p,)),
        (sync, "xcb_sync_initialize", _Cookie, (c_void_p, c_uint8, c_uint8)),
        (sync, "xcb_sync_initialize_reply", c_void_p, reply),
        (sync, "xcb_sync_list_system_counters", _Cookie, (c_void_p,)),
        (sync, "xcb_sync_list_system_counters_reply", c_void_p, reply),
        (sync, "xcb_sync_list_system_counters_counters_iterator", _Counters, (c_void_p,)),
        (sync, "xcb_sync_systemcounter_next", None, (POINTER(_Counters),)),
        (sync, "xcb_sync_systemcounter_name_length", c_int, (POINTER(_Counter),)),
        (sync, "xcb_sync_query_counter", _Cookie, (c_void_p, c_uint32)),
        (sync, "xcb_sync_query_counter_reply", c_void_p, reply),
        (system, "free", None, (c_void_p,)),
    )
    return {name: declared(library, name, result, arguments) for library, name, result, arguments in declarations}
