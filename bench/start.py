"""Start to usable window, warm, against an empty PySide6 window started in the same run.

Two starts of the real command line are measured: into the window of a remembered account with its chats from the cache,
while its server runs (`console.start_ratio`), and into the sign-in window of a fresh machine. "Usable" is: the first
frame is on screen and the loop answers. All sides are fresh processes that keep their bytecode as installed programs
do; they take turns, so that a slow moment of the machine falls on all. Tokens are in the Secret Service where this
machine has one for a bus of its own, else in a stand-in that holds one in memory.
"""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.floor import ROOT, Helper, as_installed, open_floor

ROUNDS = 9
CHATS = 20

EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: (sys.stdout.write("painted empty\\n"), sys.stdout.flush(), QApplication.exit(0)))

app = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""


def run() -> dict[str, float]:
    """Return medians of milliseconds, and ratios.

    Where ``start_ratio`` is far above ``start_cpu_ratio``, other programs had the processor.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with open_floor(folder) as address, _keyring(folder) as environment:
            _prepare(folder, address, environment)
            return _measure(folder, as_installed(environment, folder))


def _measure(folder: Path, environment: dict[str, str]) -> dict[str, float]:
    console = [sys.executable, "-m", "operator_console", "--data-dir"]
    commands = {
        "empty": [sys.executable, "-c", EMPTY],
        "shell": [*console, str(folder / "console")],
        "sign_in": [*console, str(folder / "fresh")],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    worked: dict[str, list[float]] = {name: [] for name in commands}
    for round_number in range(ROUNDS + 2):
        for name, command in commands.items():
            seconds, worked_s = _until_painted(command, name, environment)
            if round_number > 1:  # the first rounds write bytecode and warm the disk cache
                taken[name].append(seconds)
                worked[name].append(worked_s)
    middle = {name: statistics.median(seconds) * 1000 for name, seconds in taken.items()}
    return {
        "console.start_empty_ms": middle["empty"],
        "console.start_ms": middle["shell"],
        "console.start_ratio": middle["shell"] / middle["empty"],
        "console.start_sign_in_ratio": middle["sign_in"] / middle["empty"],
        "console.start_cpu_ratio": min(worked["shell"]) / min(worked["empty"]),
    }


def _until_painted(command: list[str], wanted: str, environment: dict[str, str]) -> tuple[float, float]:
    """Return the seconds from starting the process to its line "painted", and the processor's time of its whole run."""
    environment = {**environment, "OPERATOR_CONSOLE_EXIT_WHEN_PAINTED": "1"}
    began = time.perf_counter()
    before_s = _worked_by_children_s()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=ROOT, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        took = time.perf_counter() - began
        process.wait(30)
    finally:
        process.kill()
        process.communicate()
    if line != f"painted {wanted}":
        msg = f"{command[1:4]} painted something else than {wanted}: {line!r}"
        raise RuntimeError(msg)
    return took, _worked_by_children_s() - before_s


def _worked_by_children_s() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _prepare(folder: Path, address: str, environment: dict[str, str]) -> None:
    """Sign in once, with "remember", and let the cache fill with open chats."""
    command = [sys.executable, "-m", "bench.prepared", str(folder / "console"), address, str(CHATS)]
    prepared = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        with Helper("bench.visitors", address, str(CHATS)) as visitors:
            visitors.line()
            if prepared.wait(90):
                msg = "signing in once did not work"
                raise RuntimeError(msg)
    finally:
        prepared.kill()
        prepared.wait()


@contextlib.contextmanager
def _keyring(folder: Path) -> Iterator[dict[str, str]]:
    """Give an environment with an unlocked Secret Service of its own, or with the stand-in."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    if not all(shutil.which(name) for name in ("dbus-daemon", "gnome-keyring-daemon")):
        print("no Secret Service here: the token is held by a stand-in")
        yield {**environment, "PYTHON_KEYRING_BACKEND": "bench.keyring_stand_in.Keyring"}
        return
    homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE")}
    environment = {**environment, **homes, "XDG_RUNTIME_DIR": str(folder / "runtime")}
    (folder / "runtime").mkdir(mode=0o700)
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )
    try:
        assert bus.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        keyring = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        )
        try:
            assert keyring.stdin is not None
            keyring.stdin.write(b"bench")
            keyring.stdin.close()
            yield environment
        finally:
            keyring.terminate()
            keyring.wait()
    finally:
        bus.terminate()
        bus.wait()
