"""The walk's way through call-back requests, all words from outside hostile; judges nothing."""

from collections.abc import AsyncIterator

from PySide6.QtWidgets import QWidget

from operator_console.ui.call_backs.list_sheet import CallBackList
from operator_console.ui.call_backs.sheet import CallBackSheet
from operator_console.ui.call_backs.strip import CallBackStrip
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage

Seen = tuple[str, QWidget]


async def walk_call_backs(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Look at the rail's group, the list and one request; then leave the desk as it was."""
    text = desk.text("colleague")
    asked = desk.call_backs.asked(text, -7200, phone=text, question=text, remark=text)
    strip = CallBackStrip(stage.context)
    strip.show_rows(desk.call_backs.rows(), desk.now())
    await stage.show(strip, 292, 120)
    yield "call-backs strip", strip
    strip.hide()
    every = CallBackList(stage.context, desk, None)
    await stage.show(every, 520, 480)
    yield "call-backs list", every
    every.hide()
    sheet = CallBackSheet(stage.context, desk, asked.id, None)
    await stage.show(sheet, 520, 420)
    yield "call-back", sheet
    sheet.done(0)
    desk.call_backs.known.clear()
