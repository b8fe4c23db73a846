"""Hears that the machine or the session ends the program, while Qt's loop waits; knows no desk and no window."""

import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Ending(QObject):
    """Calls back once for SIGTERM, Ctrl+C or the end of the session; `close` gives the signals back.

    Python runs a signal's handler only when it runs at all, so the signal wakes Qt's loop through a socket.
    """

    def __init__(self, app: QGuiApplication, ended: Callable[[], object]) -> None:
        super().__init__()
        self._app = app
        self._ended = ended
        self._told = False
        self._reads, self._writes = socket.socketpair()
        self._reads.setblocking(False)
        self._writes.setblocking(False)
        self._notifier = QSocketNotifier(self._reads.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)
        self._earlier: dict[signal.Signals, Any] = {number: signal.signal(number, _woken_only) for number in SIGNALS}
        self._earlier_wakeup = signal.set_wakeup_fd(self._writes.fileno(), warn_on_full_buffer=False)
        app.commitDataRequest.connect(self._tell)

    def close(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(self._earlier_wakeup)
        for number, handler in self._earlier.items():
            signal.signal(number, handler)
        self._app.commitDataRequest.disconnect(self._tell)
        self._notifier.setEnabled(False)
        self._reads.close()
        self._writes.close()

    def _on_woken(self) -> None:
        try:
            numbers = self._reads.recv(4096)
        except BlockingIOError:
            return
        if any(number in numbers for number in SIGNALS):
            self._tell()

    def _tell(self, *_session: object) -> None:
        if not self._told:
            self._told = True
            self._ended()


def _woken_only(_number: int, _frame: FrameType | None) -> None:
    """Leave the rest to the socket: a handler may run in the middle of anything."""
