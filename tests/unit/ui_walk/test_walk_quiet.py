"""The walk, watched from outside by the kernel's own account: hostile text opens no file and makes no connection."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.hostile_desk import LURE

LIMIT_S = 320
ROOT = Path(__file__).resolve().parents[3]
CALLS = "trace=openat,open,stat,newfstatat,statx,access,readlink,execve,socket,connect,sendto,sendmmsg,write"
OWN = re.compile(
    r'"[^"]*/(?:resources|_resources)/(?:themes|icons|sounds|fonts)/[\w.-]+"|"/sys/devices/system/cpu/online"'
    r'|"[^"]*/(?:\.?icons|\.cursors|pixmaps)/(?:[\w.-]+/)*(?:cursors/\w+|index\.theme)"|"[^"]*/pixmaps/\w+"'
    r'|"/usr/share/fonts/[^"]*"'
)
"""Pictures and fonts of ours; and the C library counts the processors before it makes room for another thread.

The shape of the pointer is loaded when something first lies below it that wants this shape: no text decides that.
A font of the system that Qt has let go of in between is loaded again.
"""


def _watched(command: list[str], account: Path) -> list[str]:
    strace = shutil.which("strace")
    if (
        strace is None
        or subprocess.run([strace, "-o", os.devnull, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("there is no strace, or it may not watch here")
    # No bus: one that is started for this run would outlive it.
    environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": "disabled:", "PYTHONPATH": str(ROOT)}
    watch = [strace, "-f", "-qq", "--seccomp-bpf", "-s", "300", "-e", CALLS, "-o", str(account)]
    done = subprocess.run(
        [*watch, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=LIMIT_S
    )
    assert done.returncode == 0, done.stderr
    return account.read_text("utf-8", "replace").splitlines()


def _between(lines: list[str]) -> list[str]:
    begin = next(at for at, line in enumerate(lines) if "walk begins" in line)
    end = next(at for at, line in enumerate(lines) if "walk ends" in line)
    return lines[begin + 1 : end]


@pytest.mark.timeout(LIMIT_S + 10)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is of Linux")
def test_showing_hostile_text_touches_no_file_and_no_network(tmp_path: Path) -> None:
    lines = _watched([sys.executable, "-m", "tests.fakes.hostile_walk"], tmp_path / "calls")
    lure = LURE.removeprefix("file://")
    asked_for = [line for line in lines if lure in line and "write(" not in line]
    assert len(asked_for) == 1, asked_for  # the walk itself lays it there
    network = [line for line in lines if re.search(r"AF_INET|sendmmsg|sendto\(.*AF_", line)]
    assert network == []
    during = _between(lines)
    opened = [line for line in during if re.search(r" open(at)?\(", line) and not OWN.search(line)]
    assert opened == [], "\n".join(opened)
    assert [line for line in during if re.search(r" (execve|socket|connect)\(", line)] == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is of Linux")
def test_the_watch_sees_a_label_that_renders(tmp_path: Path) -> None:
    """The same watch over a careless label finds the file that its markup names."""
    careless = (
        "from PySide6.QtWidgets import QApplication, QLabel; from tests.fakes.hostile_desk import *; import pathlib;"
        "pathlib.Path(LURE.removeprefix('file://')).write_bytes(b''); app = QApplication([]);"
        "label = QLabel(marked('tag')); label.show(); label.grab()"
    )
    lines = _watched([sys.executable, "-c", careless], tmp_path / "calls")
    assert sum(LURE.removeprefix("file://") in line and "write(" not in line for line in lines) > 1
