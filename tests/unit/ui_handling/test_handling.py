"""Handing over in the real window: offers, transfers, names in notes, hands, the end of a shift; by key and pointer."""

import asyncio
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QWidget

from operator_console.desk.events import TransferEnd
from operator_console.domain.conversations import MessageKind, OfferReason
from operator_console.domain.people import AgentStatus
from operator_console.ui.chats import ChatsScreen
from operator_console.ui.chats.rows import Group
from operator_console.ui.handling.look_sheet import LookSheet
from operator_console.ui.handling.transfer_sheet import TransferSheet
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.notice import NoticeRow
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_chats import ANNA, BEZOEKER, MARIEKE, YOUSSEF
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_handling import BRAM, FATIMA, FIETS
from tests.fakes.screen_stage import Stage


class Room:
    """A window over a made-up desk."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.desk = FakeDesk()
        self.window = ShellWindow(stage.context, self.desk)
        stage.at_end(self.window.shut_down)

    async def shown(self) -> None:
        await self.stage.show(self.window, 1024, 700)
        self.window.select(MARIEKE)
        await self.stage.rest()

    def key(self, action_id: str) -> None:
        self.window.registry.action(action_id).trigger()

    @property
    def sheet(self) -> SheetDialog | None:
        return next((sheet for sheet in self.window.findChildren(SheetDialog) if sheet.isVisible()), None)

    async def opened(self, name: str) -> SheetDialog:
        await self.stage.until(lambda: self.sheet is not None and self.sheet.objectName() == name)
        assert self.sheet is not None
        return self.sheet

    async def closed(self) -> None:
        await self.stage.until(lambda: self.sheet is None)
        await self.stage.rest()

    def press(self, name: str, within: QWidget | None = None) -> None:
        button = (within or self.window).findChild(QPushButton, name)
        assert button is not None
        assert button.isEnabled()
        button.click()

    @property
    def said(self) -> list[str]:
        labels = (row.findChildren(PlainLabel) for row in self.window.findChildren(NoticeRow))
        return [" ".join(label.text() for label in each) for each in labels]

    def did(self, wish: str) -> list[tuple[object, ...]]:
        return [done for done in self.desk.recorded if done[0] == wish]


def _agent(sheet: TransferSheet) -> str | None:
    return sheet.target.agent if sheet.target is not None else None


def _filled(listed: QListWidget) -> bool:
    return listed.count() > 3


@pytest.fixture
def room(stage: Stage) -> Iterator[Room]:
    room = Room(stage)
    stage.run(room.shown())
    yield room
    assert room.desk.errors == []


def test_an_offer_comes_beside_what_the_agent_writes_and_moves_on_by_itself(room: Room) -> None:
    async def script() -> None:
        box = room.window.findChild(QPlainTextEdit, "composer")
        assert box is not None
        box.setFocus()
        QTest.keyClicks(box, "Ik kijk")
        room.desk.handling.offered(YOUSSEF, left_s=24)
        await room.stage.rest()
        assert room.window.current == MARIEKE
        assert box.hasFocus()
        assert room.desk.rail().offered[0].conversation.id == YOUSSEF
        room.desk.handling.offer_ends(YOUSSEF)
        await room.stage.rest()
        assert (room.window.current, box.toPlainText()) == (MARIEKE, "Ik kijk")

    room.stage.run(script())


def test_the_accept_key_takes_an_offer_before_the_queue_and_another_declines(room: Room) -> None:
    async def script() -> None:
        room.desk.handling.offered(YOUSSEF)
        room.desk.handling.offered(ANNA, reason=OfferReason.ROUTED, left_s=9)
        await room.stage.rest()
        room.key("chats.decline")  # what moves on first stands first, or the order of the fake
        await room.stage.until(lambda: room.did("decline_offer"))
        room.key("chats.accept")
        await room.stage.until(lambda: room.did("accept_offer"))
        await room.stage.until(lambda: room.window.current == room.did("accept_offer")[0][1])
        room.desk.handling.refuse = True
        assert {room.did("decline_offer")[0][1], room.did("accept_offer")[0][1]} == {YOUSSEF, ANNA}

    room.stage.run(script())


def test_the_rail_offers_by_pointer_and_keyboard_alone(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        screen = ChatsScreen(stage.context, desk)
        stage.at_end(screen.close)
        looked: list[str] = []
        screen.look_requested.connect(looked.append)
        desk.handling.offered(YOUSSEF, summary="Wil ruilen")
        await stage.show(screen.view, 292, 700)
        rail = screen.view.list

        def group() -> Group | None:
            row = screen.model.row_at(screen.model.index_of(YOUSSEF))
            return row.group if row is not None else None

        await stage.until(lambda: group() is Group.OFFERED)  # rows are held still for a moment where a pointer rests
        words = str(screen.model.index_of(YOUSSEF).data(Qt.ItemDataRole.AccessibleTextRole))
        assert "offered to you, from Bram" in words.replace("\u2068", "").replace("\u2069", "")
        assert "0:24 left" in words
        place = rail.visualRect(screen.model.index_of(YOUSSEF))
        QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(30, 20))
        assert looked == [YOUSSEF]
        QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=rail.decline_rect(YOUSSEF).center())
        await stage.until(lambda: ("decline_offer", YOUSSEF, "") in desk.recorded)
        desk.handling.offered(YOUSSEF)
        await stage.rest()
        rail.setFocus()
        rail.setCurrentIndex(screen.model.index_of(YOUSSEF))
        QTest.keyClick(rail, Qt.Key.Key_Space)
        assert looked == [YOUSSEF, YOUSSEF]
        QTest.keyClick(rail, Qt.Key.Key_Return)
        await stage.until(lambda: ("accept_offer", YOUSSEF) in desk.recorded)
        assert desk.errors == []

    stage.run(script())


def test_an_offer_can_be_read_before_it_is_taken(room: Room) -> None:
    async def script() -> None:
        room.desk.handling.offered(YOUSSEF, summary="Wil <b>ruilen</b>", note="Aardig zijn")
        await room.stage.rest()
        room.key("chats.look")
        sheet = await room.opened("look_sheet")
        assert isinstance(sheet, LookSheet)
        await room.stage.until(sheet.transcript.isVisible)
        assert "Wil <b>ruilen</b>" in sheet._summary.text()
        assert sheet._note_words.text() == "Aardig zijn"
        assert sheet._left.text().endswith("left")
        room.press("accept", sheet)
        await room.stage.until(lambda: room.did("accept_offer"))
        await room.stage.until(lambda: room.window.current == YOUSSEF)

    room.stage.run(script())


def test_an_offer_that_moves_on_while_it_is_read_says_so(room: Room) -> None:
    async def script() -> None:
        room.desk.handling.offered(YOUSSEF)
        await room.stage.rest()
        room.key("chats.look")
        sheet = await room.opened("look_sheet")
        room.desk.handling.offer_ends(YOUSSEF)
        await room.stage.rest()
        accept = sheet.findChild(QPushButton, "accept")
        assert accept is not None
        assert not accept.isEnabled()
        sheet.reject()
        await room.closed()
        assert not room.did("accept_offer")

    room.stage.run(script())


def test_a_chat_is_offered_by_keyboard_and_stays_until_it_is_accepted(room: Room) -> None:
    async def script() -> None:
        box = room.window.findChild(QPlainTextEdit, "composer")
        assert box is not None
        box.insertPlainText("Half geschreven")
        room.key("conversation.transfer")
        sheet = await room.opened("transfer_sheet")
        assert isinstance(sheet, TransferSheet)
        listed = sheet.findChild(QListWidget, "transfer_list")
        assert listed is not None
        await room.stage.until(lambda: listed.count() > 3)
        assert "gefietst" in sheet.summary, "the open question"
        search = sheet.findChild(QLineEdit, "transfer_search")
        assert search is not None
        QTest.keyClicks(search, "joost")
        assert _agent(sheet) is None, "offline"
        search.clear()
        QTest.keyClicks(search, "fati")
        assert _agent(sheet) == FATIMA.id
        search.clear()
        assert _agent(sheet) == BRAM.id
        QTest.keyClick(search, Qt.Key.Key_Down)
        assert _agent(sheet) == FATIMA.id, "the second"
        QTest.keyClick(search, Qt.Key.Key_Return)
        await room.stage.until(lambda: room.did("transfer"))
        await room.closed()
        assert room.did("transfer")[0][2:4] == (FATIMA.id, None)
        words = room.window.findChild(QWidget, "offer_words")
        assert words is not None
        assert words.isVisible()
        assert box.isVisible(), "the sender goes on answering"
        room.desk.handling.transfer_ends(MARIEKE, TransferEnd.DECLINED, reason="Lunch")
        await room.stage.rest()
        assert any("Lunch" in said for said in room.said)
        assert not words.isVisible()
        assert room.desk.draft(MARIEKE).text == "Half geschreven"
        await asyncio.sleep(0.5)  # what looks at a draft that rests has looked, while there is a loop

    room.stage.run(script())


def test_an_own_offer_is_withdrawn_and_a_chat_given_to_a_department_or_the_queue(room: Room) -> None:
    async def script() -> None:
        await room.desk.handling.transfer(MARIEKE, to_agent=BRAM.id)
        await room.stage.rest()
        room.press("withdraw")
        await room.stage.until(lambda: room.did("withdraw_transfer"))
        for wanted, wish in (("Fietsen", "transfer"), ("queue", "release")):
            room.key("conversation.transfer")
            sheet = await room.opened("transfer_sheet")
            search = sheet.findChild(QLineEdit, "transfer_search")
            listed = sheet.findChild(QListWidget, "transfer_list")
            assert search is not None
            assert listed is not None
            await room.stage.until(partial(_filled, listed))
            QTest.keyClicks(search, wanted)
            room.press("transfer", sheet)
            await room.stage.until(partial(room.did, wish))
            await room.closed()
        assert room.did("transfer")[-1][2:4] == (None, FIETS)
        assert room.did("release") == [("release", MARIEKE)]

    room.stage.run(script())


def test_what_the_server_cannot_do_is_not_there(stage: Stage) -> None:
    async def script() -> None:
        room = Room(stage)
        room.desk.handling.can_offer = False
        await room.shown()
        for name in ("transfer", "raise_hand"):
            button = room.window.findChild(QWidget, name)
            assert button is not None
            assert not button.isVisible()
        room.key("conversation.transfer")
        room.key("conversation.hand")
        await room.stage.rest()
        assert room.sheet is None

    stage.run(script())


def test_a_colleague_is_named_in_a_note_by_keyboard_alone(room: Room) -> None:
    async def script() -> None:
        room.key("conversation.note")
        box = room.window.findChild(QPlainTextEdit, "composer")
        assert box is not None
        box.setFocus()
        QTest.keyClicks(box, "Kijk mee @f")
        names = room.window._screens.conversation._presenter.handing_over.names  # type: ignore[attr-defined]  # the real screen
        assert names.offered == (FATIMA.name,)
        assert "Fatima" in box.accessibleDescription()
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert box.toPlainText() == "Kijk mee @Fatima el Amrani "
        assert names.offered == ()
        QTest.keyClicks(box, "@")
        assert len(names.offered) == 3
        QTest.keyClick(box, Qt.Key.Key_Down)
        QTest.keyClick(box, Qt.Key.Key_Tab)
        assert box.toPlainText().endswith("@Fatima el Amrani ")
        QTest.keyClicks(box, "@br")
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert names.offered == ()
        QTest.keyClick(box, Qt.Key.Key_Return)
        await room.stage.until(lambda: room.did("send"))
        assert room.did("send")[0][3] is MessageKind.NOTE
        await room.stage.rest()
        if room.window._screens.conversation._view.composer.note:  # type: ignore[attr-defined]  # the real screen
            room.key("conversation.note")
        QTest.keyClicks(box, "mail @f")
        assert names.offered == (), "an answer names nobody"

    room.stage.run(script())


def test_a_note_that_names_the_agent_leads_to_a_look_and_an_answer(room: Room) -> None:
    async def script() -> None:
        room.desk.lose_to(ANNA, "Bram Visser")
        room.desk.handling.mentioned(ANNA, "Weet jij dit, @Sanne?")
        await room.stage.rest()
        assert any("Weet jij dit" in said for said in room.said)
        room.key("chats.mentions")
        sheet = await room.opened("look_sheet")
        box = sheet.findChild(QPlainTextEdit, "look_box")
        assert box is not None
        await room.stage.until(box.isEnabled)
        box.setPlainText("Ja: framenummer")
        room.press("look_save", sheet)
        await room.stage.until(lambda: room.did("note"))
        await room.stage.until(lambda: not box.toPlainText())
        room.desk.handling.refuse = True
        box.setPlainText("Nog iets")
        room.press("look_save", sheet)
        await room.stage.until(lambda: len(room.did("note")) == 2)
        await room.stage.rest()
        assert box.toPlainText() == "Nog iets", "what is not stored stays"
        sheet.reject()
        await room.closed()

    room.stage.run(script())


def test_a_hand_is_raised_with_words_and_lowered(room: Room) -> None:
    async def script() -> None:
        room.key("conversation.hand")
        sheet = await room.opened("hand_sheet")
        field = sheet.findChild(QLineEdit, "hand_words")
        assert field is not None
        QTest.keyClicks(field, "Mag ik korting geven?")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await room.stage.until(lambda: room.did("raise_hand"))
        assert room.did("raise_hand")[0][2:] == (True, "Mag ik korting geven?")
        await room.closed()
        room.press("lower_hand")
        await room.stage.until(lambda: len(room.did("raise_hand")) == 2)
        assert room.did("raise_hand")[1][2] is False

    room.stage.run(script())


def test_the_end_of_a_shift_lists_what_is_open_and_then_offers_to_sign_out(room: Room) -> None:
    async def script() -> None:
        asked: list[bool] = []
        room.window.sign_out_requested.connect(lambda: asked.append(True))
        room.window._handling.choose_status(AgentStatus.ENDING)
        sheet = await room.opened("shift_sheet")
        out = sheet.findChild(QPushButton, "sign_out")
        assert out is not None
        assert not out.isEnabled()
        assert sheet.findChild(QPushButton, f"finish_{BEZOEKER}") is not None
        room.press(f"finish_{BEZOEKER}", sheet)
        await room.closed()
        assert room.window.current == BEZOEKER
        room.window._handling.choose_status(AgentStatus.ENDING)
        sheet = await room.opened("shift_sheet")
        room.press("give_all", sheet)
        await room.stage.until(lambda: not room.window._leaving.open_chats)
        await room.stage.until(lambda: room.sheet is not None and room.sheet is not sheet)
        done = await room.opened("shift_sheet")
        room.press("sign_out", done)
        await room.stage.until(lambda: asked)

    room.stage.run(script())


def test_the_last_chat_of_an_ending_shift_is_told(room: Room) -> None:
    async def script() -> None:
        room.window._handling.choose_status(AgentStatus.ENDING)
        sheet = await room.opened("shift_sheet")
        sheet.reject()
        await room.closed()
        for row in (*room.desk.rail().your_turn, *room.desk.rail().waiting_for_visitor):
            room.desk.close_chat(row.conversation.id)
        await room.stage.rest()
        assert any("Your shift can end" in said for said in room.said)

    room.stage.run(script())


def test_quitting_lists_the_open_chats_too(room: Room) -> None:
    async def script() -> None:
        room.window.close()
        await room.stage.until(lambda: room.sheet is not None)
        assert room.sheet is not None
        room.press(f"hand_over_{MARIEKE}", room.sheet)
        await room.stage.until(lambda: len([s for s in room.window.findChildren(TransferSheet) if s.isVisible()]) == 1)
        (transfer,) = room.window.findChildren(TransferSheet)
        transfer.reject()
        await room.stage.rest()
        assert room.sheet is not None
        room.sheet.reject()
        await room.closed()

    room.stage.run(script())
