"""Sheets are awaited, notices come and go, never a loop of their own."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog, ask
from operator_console.ui.kit.notice import Notice, NoticeBar, NoticeKind


def sheet(context: UiContext, qtbot: QtBot) -> SheetDialog:
    dialog = SheetDialog(context, "Really?")
    qtbot.addWidget(dialog)
    dialog.add_text("<b>literal</b>")
    dialog.add_button("no", "No")
    dialog.add_button("yes", "Yes", "primary", default=True)
    return dialog


async def test_the_button_is_the_answer(context: UiContext, qtbot: QtBot) -> None:
    dialog = sheet(context, qtbot)
    asking = asyncio.create_task(dialog.asked())
    await asyncio.sleep(0)
    assert dialog.isVisible()
    button = dialog.findChild(QPushButton, "yes")
    assert button is not None
    button.click()
    assert await asking == "yes"
    assert not dialog.isVisible()


async def test_escape_answers_nothing(context: UiContext, qtbot: QtBot) -> None:
    dialog = sheet(context, qtbot)
    asking = asyncio.create_task(dialog.asked())
    await asyncio.sleep(0)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert await asking is None


async def test_control_return_presses_the_default(context: UiContext, qtbot: QtBot) -> None:
    dialog = sheet(context, qtbot)
    asking = asyncio.create_task(dialog.asked())
    await asyncio.sleep(0)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert await asking == "yes"


async def test_cancelling_closes_the_sheet(context: UiContext, qtbot: QtBot) -> None:
    dialog = sheet(context, qtbot)
    asking = asyncio.create_task(dialog.asked())
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not dialog.isVisible()


async def test_a_dangerous_question_has_the_harmless_answer_ready(context: UiContext, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    asking = asyncio.create_task(ask(context, window, "Quit?", "Sure?", "Quit", "Stay", dangerous=True))
    await asyncio.sleep(0)
    dialog = window.findChild(SheetDialog)
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert await asking is False


def test_a_notice_of_the_same_key_takes_its_place(context: UiContext, qtbot: QtBot) -> None:
    bar = NoticeBar(context)
    qtbot.addWidget(bar)
    context.notices.warning("one", key="connection")
    context.notices.bad("two", key="connection")
    assert [notice.text for notice in bar.notices] == ["two"]
    context.notices.withdraw("connection")
    assert bar.notices == ()
    assert bar.isHidden()


def test_never_more_than_three(context: UiContext, qtbot: QtBot) -> None:
    bar = NoticeBar(context)
    qtbot.addWidget(bar)
    for number in range(10):
        context.notices.warning(f"notice {number}")
    assert [notice.text for notice in bar.notices] == ["notice 7", "notice 8", "notice 9"]


def test_the_action_runs_and_the_notice_goes(context: UiContext, qtbot: QtBot) -> None:
    bar, ran = NoticeBar(context), []
    qtbot.addWidget(bar)
    context.notices.bad("signed out", action_text="Sign in & go", action=lambda: ran.append(1))
    button = bar.findChild(QPushButton, "notice_action")
    assert button is not None
    button.click()
    assert ran == [1]
    assert bar.notices == ()


def test_a_notice_goes_by_itself(context: UiContext, qtbot: QtBot) -> None:
    bar = NoticeBar(context, listen=False)
    qtbot.addWidget(bar)
    bar.show_notice(Notice(NoticeKind.INFO, "soon gone", timeout_s=0.02))
    qtbot.waitUntil(lambda: bar.notices == ())
