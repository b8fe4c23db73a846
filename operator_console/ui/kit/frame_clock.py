"""Puts bursts of work into one run per frame and tells the whole seconds; knows nothing of what is drawn."""

import time
from collections.abc import Callable

from PySide6.QtCore import QMetaMethod, QObject, Qt, QTimer, Signal

FRAME_S = 0.016


class FrameTicker(QObject):
    """One per window.

    Signals:
        second: Once a second, near the whole second, while anybody is connected.
    """

    second = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[Callable[[], object], None] = {}
        self._last_run = 0.0
        self._frame = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._run)
        self._seconds = QTimer(self, singleShot=True)
        self._seconds.timeout.connect(self._on_second)

    def request(self, work: Callable[[], object]) -> None:
        """Call `work` once before the next frame, however often it is requested until then.

        The first request after a quiet time runs as soon as the loop is free; later ones wait for the rest of 16 ms.
        """
        self._waiting.setdefault(work)
        if not self._frame.isActive():
            rest_s = FRAME_S - (time.monotonic() - self._last_run)
            self._frame.start(max(0, min(16, round(rest_s * 1000))))

    def cancel(self, work: Callable[[], object]) -> None:
        """Forget a request; harmless when there is none."""
        self._waiting.pop(work, None)

    def _run(self) -> None:
        self._last_run = time.monotonic()
        waiting, self._waiting = self._waiting, {}
        try:
            while waiting:
                work = next(iter(waiting))
                del waiting[work]
                work()
        finally:  # one that fails does not keep the others from their frame
            for work in waiting:
                self.request(work)

    def _on_second(self) -> None:
        self._plan_second()
        self.second.emit()

    def _plan_second(self) -> None:
        if self.isSignalConnected(QMetaMethod.fromSignal(self.second)):
            self._seconds.start(1000 - int(time.time() * 1000) % 1000 + 2)

    def connectNotify(self, signal: QMetaMethod) -> None:
        """Start counting when the first listener comes."""
        if signal.name() == b"second" and not self._seconds.isActive():
            self._plan_second()
