"""The machine as the desk asks it: whatever sources this platform has, and "not known" for all that fails.

Adapters are imported by the first look, on its worker thread. They are asked on one thread at a time, and none may take
longer than `session_bus.ANSWER_LIMIT_S`.
"""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from operator_console.domain.presence import MachineSigns


class Source(Protocol):
    """One way to ask a platform; None is "not told", and nothing is ever raised."""

    def idle_s(self) -> float | None:
        """Return for how many seconds neither key nor pointer was used, anywhere at the machine."""
        ...

    def locked(self) -> bool | None:
        """Tell whether the screen is locked."""
        ...

    def close(self) -> None:
        """Let go of everything; the source is not asked again."""
        ...


class Machine:
    """Fits `desk.ports.Machine`.

    Args:
        find: Returns the sources; called by the first look, on its thread, for they have to be imported.
    """

    def __init__(self, find: Callable[[], Sequence[Source]]) -> None:
        self._find = find
        self._sources: Sequence[Source] | None = None
        self._busy = threading.Lock()
        self._closed = False

    def look(self) -> MachineSigns:
        """Ask, blocking: the first source that tells the idle time, and any that says "locked"."""
        with self._busy:
            signs = MachineSigns() if self._closed else self._ask()
        if self._closed:
            self._let_go()
        return signs

    def close(self) -> None:
        """Let go of all sources: now, or on the thread that just looks when it has done so. Nobody waits."""
        self._closed = True
        self._let_go()

    def _ask(self) -> MachineSigns:
        if self._sources is None:
            self._sources = self._find()
        idle_s = next((told for source in self._sources if (told := source.idle_s()) is not None), None)
        locks = [told for source in self._sources if (told := source.locked()) is not None]
        return MachineSigns(idle_s=idle_s, locked=any(locks) if locks else None)

    def _let_go(self) -> None:
        if self._busy.acquire(blocking=False):
            sources, self._sources = self._sources or (), ()
            self._busy.release()
            for source in sources:
                source.close()


def this_machine(screen: str) -> Machine:
    """Return the machine with what its platform offers.

    Args:
        screen: Qt's name of the platform that shows the windows, such as ``xcb``; X11 tells the truth only there.
    """
    wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    return Machine(lambda: sources_of(sys.platform, screen, wayland=wayland))


def sources_of(platform: str, screen: str, *, wayland: bool) -> list[Source]:
    """Return what a platform offers, in the order in which its idle time is asked for."""
    if platform == "win32":
        from operator_console.app.idle.windows import WindowsSession, windows_functions

        return [WindowsSession(functions)] if (functions := windows_functions()) is not None else []
    if platform == "darwin":
        from operator_console.app.idle.macos import MacSession, mac_functions

        return [MacSession(functions)] if (functions := mac_functions()) is not None else []
    from operator_console.app.idle.session_bus import BUS_SESSION, BUS_SYSTEM, Bus, Login, MutterIdle, ScreenSavers

    session = Bus(BUS_SESSION)
    found: list[Source] = [MutterIdle(session), ScreenSavers(session), Login(Bus(BUS_SYSTEM))]
    # Below Wayland an X server hears only of keys in X windows: what it says there is not the machine's idle time.
    if screen == "xcb" and not wayland:
        from operator_console.app.idle.x11 import X11Idle

        found.insert(0, X11Idle())
    return found
