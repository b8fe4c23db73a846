"""Fail points: silent unless armed, at the nth pass, and never misread."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from operator_console.runtime.fail_points import VARIABLE, arm, fail_point


@pytest.fixture(autouse=True)
def _disarmed() -> Iterator[None]:
    yield
    arm("")


def test_nothing_happens_when_off() -> None:
    arm("")
    fail_point("server.commit.before")


def test_an_error_at_the_nth_pass_only() -> None:
    arm("a=error:2, b=error")
    fail_point("a")
    with pytest.raises(OSError, match="fail point a"):
        fail_point("a")
    fail_point("a")
    for _ in range(2):
        with pytest.raises(OSError, match="fail point b"):
            fail_point("b")


@pytest.mark.parametrize("text", ["a", "a=die", "=kill", "a=kill:soon"])
def test_nonsense_is_not_passed_over(text: str) -> None:
    with pytest.raises(ValueError, match="not a fail point"):
        arm(text)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_the_environment_kills() -> None:
    program = (
        "from operator_console.runtime.fail_points import fail_point as f; f('x'); print('once', flush=True); f('x')"
    )
    environment = {**os.environ, VARIABLE: "x=kill:2"}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, b"once\n")
