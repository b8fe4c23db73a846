"""Mail to a visitor and low ratings in the real window: by key, from the wrap-up, and what a lead is told."""

from datetime import UTC, datetime

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton

from operator_console.desk.events import LowRatingCame, MailStands
from operator_console.desk.state import Opened
from operator_console.domain.conversations import ConversationState, Rating
from operator_console.domain.ids import ConversationId
from operator_console.protocol.refusal import Refusal
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.notice import NoticeRow
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_chats import MARIEKE
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage


class Room:
    """A window over a made-up desk, with one chat on screen."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.desk = FakeDesk()
        self.window = ShellWindow(stage.context, self.desk)
        stage.at_end(self.window.shut_down)

    async def shown(self) -> None:
        await self.stage.show(self.window, 1024, 700)
        self.window.select(MARIEKE)
        await self.stage.rest()

    @property
    def sheet(self) -> SheetDialog | None:
        return next((sheet for sheet in self.window.findChildren(SheetDialog) if sheet.isVisible()), None)

    async def opened(self) -> SheetDialog:
        await self.stage.until(lambda: self.sheet is not None)
        assert self.sheet is not None
        return self.sheet

    @property
    def said(self) -> str:
        rows = self.window.findChildren(NoticeRow)
        return " / ".join(label.text() for row in rows for label in row.findChildren(PlainLabel))


async def _the_key_opens_the_sheet_and_a_wrong_address_is_said(stage: Stage) -> None:
    room = Room(stage)
    await room.shown()
    room.window.registry.action("conversation.mail").trigger()
    sheet = await room.opened()
    address, send = sheet.findChild(QLineEdit, "mail_address"), sheet.findChild(QPushButton, "send")
    note = sheet.findChild(QRadioButton, "mail_note")
    assert address is not None
    assert send is not None
    assert note is not None
    assert not note.isEnabled(), "the chat is still open"
    address.setText("nobody")
    send.click()
    wrong = sheet.findChild(PlainLabel, "mail_wrong")
    assert wrong is not None
    assert wrong.isVisible()
    address.setText(" marieke@mail.example ")
    QTest.keyClick(address, Qt.Key.Key_Return)
    await stage.until(lambda: bool(room.desk.after.sent))
    assert room.desk.after.sent == [(MARIEKE, "marieke@mail.example", "")]
    await stage.until(lambda: "marieke@mail.example" in room.said)
    room.desk.hub.publish(MailStands(email="marieke@mail.example", note=False, sent=False))
    await stage.until(lambda: "could not be delivered" in room.said)


async def _without_a_mail_server_that_is_said_and_nothing_opens(stage: Stage) -> None:
    room = Room(stage)
    room.desk.after.can_mail = False
    await room.shown()
    room.window.registry.action("conversation.mail").trigger()
    await stage.until(lambda: "no mail server" in room.said)
    assert room.sheet is None


async def _a_refusal_is_told(stage: Stage) -> None:
    room = Room(stage)
    room.desk.after.refusal = Refusal.RATE_LIMITED
    await room.shown()
    room.window.registry.action("conversation.mail").trigger()
    sheet = await room.opened()
    address = sheet.findChild(QLineEdit, "mail_address")
    assert address is not None
    address.setText("marieke@mail.example")
    QTest.keyClick(address, Qt.Key.Key_Return)
    await stage.until(lambda: "so much e-mail" in room.said)


async def _a_follow_up_offers_a_note_after_the_wrap_up(stage: Stage) -> None:
    room = Room(stage)
    await room.shown()
    row, visitor = room.desk.row(MARIEKE), room.desk.context(MARIEKE).visitor
    assert row is not None
    assert visitor is not None
    closed = structs.replace(row.conversation, state=ConversationState.CLOSED)

    async def archived(_conversation_id: ConversationId) -> Opened:
        return Opened(conversation=closed, visitor=visitor, entries=())

    object.__setattr__(room.desk, "open_previous", archived)
    room.window.registry.action("conversation.wrap_up").trigger()
    sheet = await room.opened()
    wanted, follow_up = sheet.findChild(QCheckBox, "wrap_up_mail"), sheet.findChild(QRadioButton, "outcome_follow_up")
    done = sheet.findChild(QPushButton, "wrap_up")
    assert wanted is not None
    assert follow_up is not None
    assert done is not None
    assert not wanted.isChecked()
    follow_up.setChecked(True)
    assert wanted.isChecked(), "with a follow-up it is meant"
    done.click()
    await stage.until(lambda: room.sheet is not None and room.sheet.objectName() == "mail_sheet")
    assert room.sheet is not None
    text, address = room.sheet.findChild(QPlainTextEdit, "mail_text"), room.sheet.findChild(QLineEdit, "mail_address")
    assert text is not None
    assert address is not None
    text.setPlainText("Het is binnen!")
    address.setText("marieke@mail.example")
    send = room.sheet.findChild(QPushButton, "send")
    assert send is not None
    send.click()
    await stage.until(lambda: bool(room.desk.after.sent))
    assert room.desk.after.sent == [(MARIEKE, "marieke@mail.example", "Het is binnen!")]


async def _a_lead_is_told_of_a_low_rating_literally(stage: Stage) -> None:
    room = Room(stage)
    await room.shown()
    row = room.desk.row(MARIEKE)
    assert row is not None
    rating = Rating(stars=1, at=datetime(2026, 3, 2, tzinfo=UTC), text="<b>Traag</b>")
    room.desk.hub.publish(LowRatingCame(structs.replace(row.conversation, rating=rating)))
    await stage.until(lambda: "★☆☆☆☆ 1/5" in room.said)
    assert "<b>Traag</b>" in room.said


def test_the_key_opens_the_sheet_and_a_wrong_address_is_said(stage: Stage) -> None:
    stage.run(_the_key_opens_the_sheet_and_a_wrong_address_is_said(stage))


def test_without_a_mail_server_that_is_said_and_nothing_opens(stage: Stage) -> None:
    stage.run(_without_a_mail_server_that_is_said_and_nothing_opens(stage))


def test_a_refusal_is_told(stage: Stage) -> None:
    stage.run(_a_refusal_is_told(stage))


def test_a_follow_up_offers_a_note_after_the_wrap_up(stage: Stage) -> None:
    stage.run(_a_follow_up_offers_a_note_after_the_wrap_up(stage))


def test_a_lead_is_told_of_a_low_rating_literally(stage: Stage) -> None:
    stage.run(_a_lead_is_told_of_a_low_rating_literally(stage))
