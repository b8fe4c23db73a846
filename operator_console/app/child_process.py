"""A process of our own that the demo starts beside the window: its first line, its end, no orphan left behind."""

import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

STOP_GRACE_S = 10.0


class ChildFailed(RuntimeError):
    """The process ended, or said nothing in time, before it was ready."""


class ChildProcess:
    """Runs ``python -m operator_console ARGUMENTS`` and stops it by closing its standard input.

    A child that is told ``--stop-with-input`` ends when its input closes: by `stop`, and also when this process is
    killed, so that nothing is left running. Works the same on Linux, Windows and macOS.
    """

    def __init__(self, arguments: Sequence[str], log: Path) -> None:
        self._log_path = log
        log.parent.mkdir(parents=True, exist_ok=True)
        self._log = log.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "operator_console", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, name=f"output of {arguments[0]}", daemon=True).start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Tell whether it has not ended."""
        return self._process.poll() is None

    def first_line(self, timeout_s: float = 30.0) -> str:
        """Wait for the first line of its output.

        Raises:
            ChildFailed: It ended or stayed silent; the text has the last lines of its log.
        """
        try:
            line = self._lines.get(timeout=timeout_s)
        except queue.Empty:
            line = ""
        if not line:
            self.stop()
            raise ChildFailed(self._last_words())
        return line

    def stop(self) -> None:
        """Ask it to end, wait, and end it by force when it does not."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()
        try:
            self._process.wait(STOP_GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._process.kill()
        self._process.wait()

    def _read(self) -> None:
        output = self._process.stdout
        if output is None:
            return
        with output:
            for raw in output:
                self._lines.put(raw.decode("utf-8", "replace").strip())
        self._lines.put("")

    def _last_words(self) -> str:
        text = self._log_path.read_text("utf-8", "replace").strip()
        return "\n".join(text.splitlines()[-5:]) or "no output"
