"""Drags with the pointer from one widget to another, as a person does; knows no widget."""

import asyncio

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

TICK_MS = 120


async def drag_across(start: QWidget, at: QPoint, end: QWidget, to: QPoint) -> None:
    """Press, carry and let go; returns when the drop is over.

    A drag has a loop of its own in which the window's tasks go on, as they do under a person's hand: it must begin
    outside of any task.
    """
    over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def begin() -> None:
        _drag(start, at, end, to)
        over.set_result(None)

    QTimer.singleShot(0, begin)
    await over


def _drag(start: QWidget, at: QPoint, end: QWidget, to: QPoint) -> None:
    """Drag now. The loop ends with the release only: the pointer lets go again and again until then.

    So a slow machine makes a drag fail rather than hang.
    """

    def let_go() -> None:
        for place in (to + QPoint(2, 1), to):
            QTest.mouseMove(end, place)
        QTest.mouseRelease(end, Qt.MouseButton.LeftButton, pos=to)

    tick = QTimer()
    tick.setInterval(TICK_MS)
    tick.timeout.connect(let_go)
    QTest.mousePress(start, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(start, at + QPoint(4, 0))
    tick.start()
    QTest.mouseMove(start, at + QPoint(40, 4))
    tick.stop()
    QTest.mouseRelease(start, Qt.MouseButton.LeftButton, pos=at)
