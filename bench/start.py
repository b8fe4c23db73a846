"""Start to usable window, warm, against an empty PySide6 window started in the same run.

"Usable" is: the sign-in window of the real command line has painted its first frame and the loop answers. Both sides
are fresh processes; they take turns, so that a slow moment of the machine falls on both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 9

EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: (sys.stdout.write("painted\\n"), sys.stdout.flush(), QApplication.exit(0)))

app = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""


def run() -> dict[str, float]:
    empty, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        console = [sys.executable, "-m", "operator_console", "--data-dir", folder]
        for round_number in range(ROUNDS + 1):
            first = _until_painted([sys.executable, "-c", EMPTY])
            second = _until_painted(console)
            if round_number:  # the first round warms the disk cache
                empty.append(first)
                ours.append(second)
    return {
        "console.start_empty_ms": statistics.median(empty) * 1000,
        "console.start_ms": statistics.median(ours) * 1000,
        "console.start_ratio": statistics.median(ours) / statistics.median(empty),
    }


def _until_painted(command: list[str]) -> float:
    """Seconds from starting the process to its line "painted"."""
    environment = {**os.environ, "OPERATOR_CONSOLE_EXIT_WHEN_PAINTED": "1"}
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        took = time.perf_counter() - began
        process.wait(30)
    if line != "painted":
        msg = f"{command[:3]} did not paint: {line!r}"
        raise RuntimeError(msg)
    return took
