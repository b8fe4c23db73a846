"""The X server's own idle time: a real server, keys and pointer that come from its own input."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from operator_console.app.idle.x11 import X11Idle
from tests.fakes.x11_hand import XTEST, Hand

WAIT_S = 10.0
pytestmark = [pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's")]


@contextmanager
def _server() -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server of the test's own, which it may also end."""
    command = ["Xvfb", "-screen", "0", "320x240x24", "-nolisten", "tcp", "-noreset", "-displayfd", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}", server
        finally:
            server.terminate()


def _idle_s(idle: X11Idle) -> float:
    told = idle.idle_s()
    assert told is not None
    return told


@pytest.mark.skipif(XTEST is None, reason="libXtst is not here")
def test_idle_time_grows_and_ends_with_the_next_movement_of_the_pointer() -> None:
    with _server() as (display, _process):
        hand, idle = Hand(display), X11Idle(display)
        begun = _idle_s(idle)
        deadline = time.monotonic() + WAIT_S
        while _idle_s(idle) < begun + 0.1:
            assert time.monotonic() < deadline
        hand.move()
        assert _idle_s(idle) < 0.1
        assert idle.locked() is None
        hand.close()
        idle.close()


def test_a_server_that_goes_away_is_not_known_and_ends_nobody() -> None:
    with _server() as (display, process):
        idle = X11Idle(display)
        assert _idle_s(idle) >= 0
        process.kill()
        process.wait()
        assert idle.idle_s() is None
        assert idle.idle_s() is None
        idle.close()


def test_without_a_server_it_is_not_known() -> None:
    idle = X11Idle(":987")
    assert idle.idle_s() is None
    idle.close()
