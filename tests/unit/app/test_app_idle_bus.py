"""Idle time and lock by D-Bus: a real bus, with services of the test's own under the names of the real ones."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("D-Bus is Linux's", allow_module_level=True)

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from operator_console.app.idle import session_bus
from operator_console.app.idle.machine import Machine, this_machine
from operator_console.app.idle.session_bus import ASK_AGAIN_S, Bus, Login, MutterIdle, ScreenSavers
from operator_console.domain.presence import MachineSigns

MUTTER, SAVER, LOGIN = "org.gnome.Mutter.IdleMonitor", "org.freedesktop.ScreenSaver", "org.freedesktop.login1"
Answer = tuple[str, tuple[Any, ...]]


class Service:
    """Answers to one name with what stands in `answers` by method; counts what it was asked."""

    def __init__(self, address: str, name: str, **answers: Answer) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self._connection: DBusConnection = open_dbus_connection(address)
        Proxy(message_bus, self._connection).RequestName(name)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                call = self._connection.receive()
            except (OSError, ValueError):  # the bus has ended
                return
            if call.header.message_type is not MessageType.method_call:
                continue
            method = call.header.fields[HeaderFields.member]
            self.asked.append(method)
            answer = self.answers.get(method)
            if answer is None:
                self._connection.send(new_error(call, "org.freedesktop.DBus.Error.NotSupported"))
            else:
                self._connection.send(new_method_return(call, *answer))

    def close(self) -> None:
        self._thread.join(5)
        self._connection.close()


class Floor:
    """A bus and what is on it."""

    def __init__(self, address: str, daemon: "subprocess.Popen[str]") -> None:
        self.address = address
        self.daemon = daemon
        self.now = 0.0
        self._services: list[Service] = []

    def serve(self, name: str, **answers: Answer) -> Service:
        self._services.append(Service(self.address, name, **answers))
        return self._services[-1]

    def bus(self) -> Bus:
        return Bus(self.address, lambda: self.now)

    def close(self) -> None:
        self.daemon.terminate()
        self.daemon.wait()
        for service in self._services:
            service.close()


@pytest.fixture
def floor() -> Iterator[Floor]:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        floor = Floor(daemon.stdout.readline().strip(), daemon)
        try:
            yield floor
        finally:
            floor.close()


def test_gnome_s_compositor_tells_the_idle_time(floor: Floor) -> None:
    mutter = floor.serve(MUTTER, GetIdletime=("t", (61_500,)))
    source = MutterIdle(floor.bus())
    assert (source.idle_s(), source.locked()) == (61.5, None)
    mutter.answers["GetIdletime"] = ("t", (2**63,))
    assert source.idle_s() == 2**63 / 1000
    mutter.answers["GetIdletime"] = ("s", ("long",))
    assert source.idle_s() is None
    source.close()


def test_a_screen_saver_that_covers_the_screen_locks_it(floor: Floor) -> None:
    saver = floor.serve(SAVER, GetActive=("b", (False,)))
    source = ScreenSavers(floor.bus())
    assert (source.idle_s(), source.locked()) == (None, False)
    other = floor.serve("org.xfce.ScreenSaver", GetActive=("b", (True,)))
    assert source.locked() is False, "it was not there when it was asked"
    floor.now += ASK_AGAIN_S
    assert source.locked() is True
    other.answers["GetActive"] = ("b", (False,))
    saver.answers["GetActive"] = ("b", (True,))
    assert source.locked() is True
    assert "GetSessionIdleTime" not in saver.asked
    source.close()


def test_the_log_in_tells_the_lock(floor: Floor) -> None:
    login = floor.serve(LOGIN, Get=("v", (("b", True),)))
    source = Login(floor.bus())
    assert (source.idle_s(), source.locked()) == (None, True)
    login.answers["Get"] = ("v", (("b", False),))
    assert source.locked() is False
    login.answers["Get"] = ("v", (("s", "yes"),))
    assert source.locked() is None
    source.close()


def test_who_does_not_answer_is_asked_again_after_a_minute(floor: Floor) -> None:
    mutter = floor.serve(MUTTER)
    source = MutterIdle(floor.bus())
    for _ in range(5):
        assert source.idle_s() is None
    assert mutter.asked == ["GetIdletime"]
    mutter.answers["GetIdletime"] = ("t", (1_000,))
    floor.now += ASK_AGAIN_S
    assert source.idle_s() == 1.0
    source.close()


def test_a_service_that_hangs_holds_nobody_up(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_bus, "ANSWER_LIMIT_S", 0.05)
    hanging = open_dbus_connection(floor.address)
    Proxy(message_bus, hanging).RequestName(MUTTER)
    source = MutterIdle(floor.bus())
    assert source.idle_s() is None
    source.close()
    hanging.close()


def test_a_bus_that_goes_away_is_not_known(floor: Floor) -> None:
    floor.serve(MUTTER, GetIdletime=("t", (7_000,)))
    source = MutterIdle(floor.bus())
    assert source.idle_s() == 7.0
    floor.daemon.terminate()
    floor.daemon.wait()
    assert source.idle_s() is None
    floor.now += ASK_AGAIN_S
    assert source.idle_s() is None
    source.close()


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "tcp:host=localhost,port=9", "nonsense", ""])
def test_a_bus_that_is_none_is_not_known(address: str) -> None:
    for source in (MutterIdle(Bus(address)), ScreenSavers(Bus(address)), Login(Bus(address))):
        assert (source.idle_s(), source.locked()) == (None, None)
        source.close()


def test_without_a_session_nothing_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
    machine = this_machine("offscreen")
    assert machine.look() == MachineSigns()
    machine.close()


def test_the_machine_takes_the_first_idle_time_and_any_lock(floor: Floor) -> None:
    floor.serve(MUTTER, GetIdletime=("t", (4_000,)))
    floor.serve(SAVER, GetActive=("b", (False,)))
    login = floor.serve(LOGIN, Get=("v", (("b", True),)))
    bus = floor.bus()
    machine = Machine(lambda: [MutterIdle(bus), ScreenSavers(bus), Login(bus)])
    assert machine.look() == MachineSigns(idle_s=4.0, locked=True)
    login.answers["Get"] = ("v", (("b", False),))
    assert machine.look() == MachineSigns(idle_s=4.0, locked=False)
    machine.close()
