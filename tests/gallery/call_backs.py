"""Visitors who want to be called: the rail's group, the sheet in its states, the list of all, and the window."""

import sys

from PySide6.QtWidgets import QWidget

from operator_console.domain.call_backs import CallBackState
from operator_console.ui.call_backs.list_sheet import CallBackList
from operator_console.ui.call_backs.sheet import CallBackSheet
from operator_console.ui.kit.context import UiContext
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_call_backs import COLLEAGUE
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes

LATE_S, DUE_S, LATER_S = -3 * 3600, -600, 2 * 3600


def calling_desk() -> FakeDesk:
    """One is late, one is due and with a colleague, two come later."""
    desk = FakeDesk()
    desk.call_backs.asked("Kim de Groot", LATE_S)
    desk.call_backs.asked("", DUE_S, state=CallBackState.TAKEN, agent_id=COLLEAGUE, question="", tries=2)
    desk.call_backs.asked("Jan-Willem van der Meulen-Oosterhuis", LATER_S, question="Heel lang verhaal " * 12)
    desk.call_backs.asked("Noor", 26 * 3600)
    return desk


def _held(context: UiContext, window: QWidget) -> QWidget:
    window.setProperty("keeps", [context])
    return window


def whole(context: UiContext) -> QWidget:
    """The rail with its group."""
    window = ShellWindow(context, calling_desk())
    window.complete()
    return window


def late(context: UiContext) -> QWidget:
    """Nobody called in time."""
    desk = calling_desk()
    return _held(context, CallBackSheet(context, desk, desk.call_backs.rows()[0].call_back.id, None))


def taken(context: UiContext) -> QWidget:
    """A colleague has it."""
    desk = calling_desk()
    return _held(context, CallBackSheet(context, desk, desk.call_backs.rows()[1].call_back.id, None))


def every(context: UiContext) -> QWidget:
    """All of them."""
    return _held(context, CallBackList(context, calling_desk(), None))


SCENES = (
    scenes.Scene("call_backs_window", whole, ((1024, 700), (1440, 900))),
    scenes.Scene("call_backs_late", late, ((520, 400),)),
    scenes.Scene("call_backs_taken", taken, ((520, 360),)),
    scenes.Scene("call_backs_all", every, ((520, 480),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
