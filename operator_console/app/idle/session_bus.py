"""Idle time and lock by D-Bus: GNOME's compositor, the desktops' screen savers, systemd's log-in; knows no window.

`org.freedesktop.ScreenSaver.GetSessionIdleTime` is not asked: some desktops answer it in seconds, some in
milliseconds, and some with 0 for ever. Nothing is started by asking.
"""

import time
from collections.abc import Callable
from typing import Any

from jeepney import DBusAddress, MessageFlag, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message

BUS_SESSION, BUS_SYSTEM = "SESSION", "SYSTEM"
ANSWER_LIMIT_S = 1.0
ASK_AGAIN_S = 60.0
"""Who did not answer is left alone for so long: services come and go with the session, but rarely."""

MUTTER = DBusAddress("/org/gnome/Mutter/IdleMonitor/Core", *("org.gnome.Mutter.IdleMonitor",) * 2)
SAVERS = tuple(
    DBusAddress(f"/org/{desktop}/ScreenSaver", *(f"org.{desktop}.ScreenSaver",) * 2)
    for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
LOGIN = DBusAddress("/org/freedesktop/login1/session/auto", "org.freedesktop.login1", "org.freedesktop.login1.Session")
_FAULTS = (OSError, KeyError, RuntimeError, ValueError)
"""What jeepney raises for a bus that is not there, is no bus, is lost, or says what is no D-Bus."""


class Bus:
    """One message bus, connected when it is first asked."""

    def __init__(self, name: str, ticks: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._ticks = ticks
        self._connection: DBusConnection | None = None
        self._silent: dict[object, float] = {}

    def ask(self, address: DBusAddress, message: Message) -> tuple[Any, ...] | None:
        """Return the body of the answer, or None; whoever failed is not asked again for a minute."""
        if self._ticks() < self._silent.get(address, self._ticks()):
            return None
        message.header.flags |= MessageFlag.no_auto_start
        answer = self._answer(message)
        if answer is None:
            self._silent[address] = self._ticks() + ASK_AGAIN_S
        return answer

    def close(self) -> None:
        """Leave the bus; the next question comes back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _answer(self, message: Message) -> tuple[Any, ...] | None:
        try:
            if self._connection is None:
                self._connection = open_dbus_connection(self._name)
            answer = self._connection.send_and_get_reply(message, timeout=ANSWER_LIMIT_S)
        except TimeoutError:
            return None
        except _FAULTS:
            self.close()
            return None
        return answer.body if answer.header.message_type is MessageType.method_return else None


class MutterIdle:
    """GNOME's compositor, with X11 and Wayland alike. Fits `machine.Source`."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def idle_s(self) -> float | None:
        match self._bus.ask(MUTTER, new_method_call(MUTTER, "GetIdletime")):
            case (int(milliseconds),):
                return milliseconds / 1000
        return None

    def locked(self) -> bool | None:
        """The compositor does not tell."""
        return None

    def close(self) -> None:
        self._bus.close()


class ScreenSavers:
    """Whoever covers the screen in this desktop: a saver that runs is nobody's who works. Fits `machine.Source`."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def idle_s(self) -> float | None:
        """Not asked: see above."""
        return None

    def locked(self) -> bool | None:
        answers = [self._bus.ask(saver, new_method_call(saver, "GetActive")) for saver in SAVERS]
        told = [bool(answer[0]) for answer in answers if answer is not None and len(answer) == 1]
        return any(told) if told else None

    def close(self) -> None:
        self._bus.close()


class Login:
    """What systemd keeps of this log-in; only lockers that tell it count. Fits `machine.Source`."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def idle_s(self) -> float | None:
        """Its hint comes minutes late."""
        return None

    def locked(self) -> bool | None:
        match self._bus.ask(LOGIN, Properties(LOGIN).get("LockedHint")):
            case (("b", bool(locked)),):
                return locked
        return None

    def close(self) -> None:
        self._bus.close()
