"""Bursts run once per frame; seconds are told only to listeners."""

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from operator_console.ui.kit.frame_clock import FrameTicker


def test_a_burst_runs_once(qtbot: QtBot) -> None:
    ticker, ran = FrameTicker(), []

    def work() -> None:
        ran.append(1)

    for _ in range(100):
        ticker.request(work)
    qtbot.waitUntil(lambda: bool(ran))
    assert ran == [1]


def test_what_is_cancelled_does_not_run(qtbot: QtBot) -> None:
    ticker, ran = FrameTicker(), []

    def first() -> None:
        ran.append("first")

    def second() -> None:
        ran.append("second")

    ticker.request(first)
    ticker.request(second)
    ticker.cancel(first)
    qtbot.waitUntil(lambda: bool(ran))
    assert ran == ["second"]


def test_one_that_fails_does_not_keep_the_others(qtbot: QtBot) -> None:
    ticker, ran = FrameTicker(), []

    def broken() -> None:
        raise ValueError("broken")

    with capture_exceptions() as errors:
        ticker.request(broken)
        ticker.request(lambda: ran.append(1))
        qtbot.waitUntil(lambda: bool(ran))
    assert [type(error[1]) for error in errors] == [ValueError]


def test_requests_while_running_wait_for_the_next_frame(qtbot: QtBot) -> None:
    ticker, ran = FrameTicker(), []

    def again() -> None:
        ran.append(1)
        if len(ran) < 3:
            ticker.request(again)

    ticker.request(again)
    qtbot.waitUntil(lambda: len(ran) == 3)


def test_seconds_only_while_somebody_listens(qtbot: QtBot) -> None:
    ticker = FrameTicker()
    timers = ticker.findChildren(type(ticker._seconds))
    assert not any(timer.isActive() for timer in timers)
    with qtbot.waitSignal(ticker.second, timeout=2_500):
        pass
    heard: list[int] = []

    def listener() -> None:
        heard.append(1)

    ticker.second.connect(listener)
    qtbot.waitUntil(lambda: len(heard) >= 2, timeout=4_000)
    ticker.second.disconnect(listener)
    qtbot.waitUntil(lambda: not ticker._seconds.isActive(), timeout=3_000)


@pytest.mark.parametrize("times", [1, 5])
def test_a_quiet_ticker_runs_soon(qtbot: QtBot, times: int) -> None:
    ticker, ran = FrameTicker(), []
    ticker.request(lambda: ran.append(times))
    assert ticker._frame.remainingTime() <= 1
    qtbot.waitUntil(lambda: ran == [times])
