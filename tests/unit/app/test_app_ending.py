"""The end of the session reaches a Qt loop that does nothing."""

import os
import signal

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_console.app.ending import Ending


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_wakes_the_loop_and_is_told_once(qapp: QApplication, qtbot: QtBot, number: int) -> None:
    told: list[bool] = []
    before = signal.getsignal(number)
    ending = Ending(qapp, lambda: told.append(True))
    try:
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: bool(told), timeout=3000)
        qtbot.wait(50)
        assert told == [True]
    finally:
        ending.close()
    assert signal.getsignal(number) is before
