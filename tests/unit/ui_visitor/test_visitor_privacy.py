"""A lead's menu over what is kept of a visitor: for leads alone, erased only after two steps, refusals in words."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QTableWidget, QToolButton

from operator_console.domain.ids import SiteId, VisitorId
from operator_console.protocol.privacy import KeptOfVisitor, RetentionRun
from operator_console.protocol.refusal import Refusal
from operator_console.ui.kit.notice import Notice
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.visitor import VisitorScreen
from operator_console.ui.visitor.erase_sheet import EraseSheet
from operator_console.ui.visitor.retention_sheet import RetentionSheet
from tests.fakes import fake_chats
from tests.fakes.fake_desk import START, FakeDesk
from tests.fakes.fake_people import FakePeople
from tests.fakes.screen_stage import Stage


def _notices(stage: Stage) -> list[Notice]:
    heard: list[Notice] = []
    stage.context.notices.posted.connect(heard.append)
    return heard


async def _screen(stage: Stage, people: FakePeople) -> VisitorScreen:
    desk = FakeDesk()
    desk.people = people
    screen = VisitorScreen(stage.context, desk)
    stage.at_end(screen.close)
    await stage.show(screen.view, 356, 420)
    screen.show_conversation(fake_chats.MARIEKE)
    await stage.rest()
    return screen


def _choose(screen: VisitorScreen, words: str) -> None:
    next(action for action in screen.view.privacy.menu.actions() if words in action.text()).trigger()


def test_only_leads_see_the_menu(stage: Stage) -> None:
    async def script() -> None:
        screen = await _screen(stage, FakePeople())
        button = screen.view.findChild(QToolButton, "visitor_privacy")
        assert button is not None
        assert not button.isVisible()
        screen = await _screen(stage, FakePeople(may_erase=True))
        button = screen.view.findChild(QToolButton, "visitor_privacy")
        assert button is not None
        assert button.isVisible()
        assert button.accessibleName()

    stage.run(script())


def test_a_visitor_is_erased_after_two_steps_and_not_after_one(stage: Stage) -> None:
    async def script() -> None:
        people = FakePeople(KeptOfVisitor(chats=3, visits=7, files=1, browsers=2), may_erase=True)
        screen = await _screen(stage, people)
        _choose(screen, "Erase")
        await stage.rest()
        sheet = screen.view.window().findChild(EraseSheet)
        assert sheet is not None
        what = sheet.findChild(PlainLabel, "erase_what")
        assert what is not None
        for words in ("3 chats", "7 visits", "1 file", "2 browsers"):
            assert words in what.whole_text
        erase, sure = sheet.findChild(QPushButton, "erase"), sheet.findChild(QCheckBox, "erase_sure")
        assert erase is not None
        assert sure is not None
        erase.click()
        await stage.rest()
        assert people.erased == []
        sure.click()
        erase.click()
        await stage.rest()
        assert len(people.erased) == 1

    stage.run(script())


def test_an_open_chat_leaves_nothing_but_closing_the_sheet(stage: Stage) -> None:
    async def script() -> None:
        people = FakePeople(KeptOfVisitor(chats=1, visits=1, files=0, open_chat=True), may_erase=True)
        screen = await _screen(stage, people)
        _choose(screen, "Erase")
        await stage.rest()
        sheet = screen.view.window().findChild(EraseSheet)
        assert sheet is not None
        assert sheet.findChild(QPushButton, "erase") is None
        sheet.finish(None)
        await stage.rest()
        assert people.erased == []

    stage.run(script())


@pytest.mark.parametrize("reason", [Refusal.UNAVAILABLE, Refusal.NOT_FOUND, Refusal.CONFLICT])
def test_what_is_refused_is_said(stage: Stage, reason: Refusal) -> None:
    async def script() -> None:
        people = FakePeople(may_erase=True)
        people.refusal = reason
        heard = _notices(stage)
        screen = await _screen(stage, people)
        _choose(screen, "Erase")
        await stage.rest()
        assert screen.view.window().findChild(EraseSheet) is None
        assert len(heard) == 1

    stage.run(script())


def test_what_is_kept_is_written_to_a_file(stage: Stage, tmp_path: Path) -> None:
    async def script() -> None:
        heard = _notices(stage)
        screen = await _screen(stage, FakePeople(may_erase=True))
        target = tmp_path / "visitor.zip"
        await screen._privacy.write(VisitorId("vr_marieke"), target)
        assert target.read_bytes() == b"a zip archive"
        await screen._privacy.write(VisitorId("vr_marieke"), tmp_path / "nowhere" / "visitor.zip")
        assert len(heard) == 2

    stage.run(script())


def test_what_was_erased_by_itself_is_a_table(stage: Stage) -> None:
    async def script() -> None:
        people = FakePeople(may_erase=True)
        run = RetentionRun(
            site_id=SiteId("x"), started_at=START, ended_at=START, chats=4, chats_before=START - timedelta(30)
        )
        people.runs = (run,)
        screen = await _screen(stage, people)
        _choose(screen, "by itself")
        await stage.rest()
        sheet = screen.view.window().findChild(RetentionSheet)
        assert sheet is not None
        table = sheet.findChild(QTableWidget, "retention_runs")
        assert table is not None
        texts = [table.item(0, column).text() for column in range(1, table.columnCount())]  # type: ignore[union-attr]
        assert texts == ["4", "kept", "kept", "0"]
        sheet.finish(None)
        await stage.rest()

    stage.run(script())
