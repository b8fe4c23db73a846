"""The whole console at a real server on a real X server: nobody moves the pointer, then somebody does."""

import asyncio
import os
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from operator_console.app.idle import watch
from operator_console.desk import presence
from operator_console.domain.people import AgentStatus
from operator_console.ui.kit.notice import NoticeBar
from tests.contract.desk_stage import ServerProcess
from tests.contract.furnishing import PASSWORD
from tests.end2end.console_fixtures import Seat
from tests.fakes.x11_hand import XTEST, Hand


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Seat:
    return Seat(qapp, tmp_path / "console")


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute of the settings passes in a tenth of a second."""
    monkeypatch.setattr(presence, "LOOK_S", 0.05)
    monkeypatch.setattr(watch, "_seconds", lambda minutes: minutes / 10)


@pytest.mark.skipif(XTEST is None, reason="libXtst is not here")
@pytest.mark.usefixtures("hurried")
def test_nobody_moves_the_pointer_and_then_somebody_does(seat: Seat, tmp_path: Path) -> None:
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("there is no X server here")
    (tmp_path / "server").mkdir()
    server = ServerProcess(tmp_path / "server")
    server.start()
    hand = Hand(os.environ["DISPLAY"])

    async def script() -> None:
        await seat.start()
        await seat.sign_in_screen()
        for text, key in ((server.address, "Tab"), ("anna", "Tab"), (PASSWORD, "Return")):
            await seat.type(text)
            seat.press(key)
        await seat.until(lambda: seat.window is not None, why="signed in")
        await seat.until(lambda: seat.desk.me.status is AgentStatus.BREAK, why="away")
        await seat.until(lambda: _says("You are set to a break after"), why="it is said")
        while seat.desk.me.status is not AgentStatus.ONLINE:
            hand.move()
            await asyncio.sleep(0.02)
        await seat.until(lambda: _says("you are online again"), why="it is said")
        offers = seat.desk.presence.offers
        assert offers is not None
        assert offers.idle

    def _says(words: str) -> bool:
        return any(words in notice.text for bar in seat.shell.findChildren(NoticeBar) for notice in bar.notices)

    try:
        seat.play(script())
    finally:
        hand.close()
        server.stop()
