"""Waits until a window's first frame is on screen, in asyncio's loop or before there is one; knows no window."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer  # noqa: TID251 - before any coroutine runs
from PySide6.QtWidgets import QWidget

LIMIT_S = 2.0
"""A window that nobody sees is never painted."""


class FirstFrame(QObject):
    """To be made before the window is shown: Qt paints all of it within the expose event of its surface."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._seen = False
        self._tell: Callable[[], object] = lambda: None
        window.winId()  # makes the surface
        self._surface = window.windowHandle()
        self._surface.installEventFilter(self)

    def wait_without_loop(self) -> None:
        """Wait while only Qt's own loop runs, until `stop_waiting` at most.

        Keys and clicks wait as well: nobody could do yet what the agent wishes.
        """
        waiting = QEventLoop()
        self._tell = waiting.quit
        limit = QTimer(singleShot=True, interval=round(LIMIT_S * 1000))
        limit.timeout.connect(waiting.quit)
        limit.start()
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        limit.stop()

    def stop_waiting(self) -> None:
        """Let `wait_without_loop` return now."""
        self._tell()

    async def once(self) -> None:
        """Wait for it, but not long."""
        seen = asyncio.Event()
        self._tell = seen.set
        if not self._seen:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(seen.wait(), LIMIT_S)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose and self._surface.isExposed():
            self._surface.removeEventFilter(self)
            QTimer.singleShot(0, self._on_seen)
        return False

    def _on_seen(self) -> None:
        self._seen = True
        self._tell()


def run_at_once(coroutine: Coroutine[object, object, None]) -> None:
    """Run a coroutine that waits for nothing.

    Raises:
        RuntimeError: It does wait.
    """
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    msg = f"{coroutine} waits"
    raise RuntimeError(msg)
