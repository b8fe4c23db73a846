"""Sharing from the composer: a picture cut out of the real screen, a page for the visitor, an upload given up."""

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListWidget, QWidget

from operator_console.desk.events import TranscriptChange, TranscriptChanged, UploadProgressed
from operator_console.desk.state import PENDING_FILE, Delivery
from operator_console.domain.conversations import Attachment, MessageKind
from operator_console.domain.ids import AttachmentId, ClientId
from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.conversation.pending_files import PendingStrip
from operator_console.ui.conversation.text_box import TextBox
from operator_console.ui.kit import screen_snip
from operator_console.ui.kit.screen_snip import SnipOverlay, can_snip
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.kit.transcript.parked import SpotKind
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.unit.ui_conversation.playing import on_stage

MARIEKE = fake_chats.MARIEKE
RED = QColor("#d01020")


def need_a_screen() -> None:
    if not can_snip():
        pytest.skip("this platform lets no program look at the screen")


def button(within: QWidget, name: str) -> QAbstractButton:
    found = within.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def open_window(kind: str) -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if w.objectName() == kind and w.isVisible()), None)


async def opened(stage: Stage, kind: str) -> QWidget:
    await stage.until(lambda: open_window(kind) is not None)
    found = open_window(kind)
    assert found is not None
    await stage.rest()
    return found


async def poster(stage: Stage) -> QWidget:
    """Show another program's window: something red."""
    red = QWidget(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    red.setStyleSheet(f"background: {RED.name()};")
    red.move(60, 60)
    await stage.show(red, 300, 200)
    return red


def waiting(screen: ConversationScreen) -> int:
    strip = screen.widget.findChild(PendingStrip)
    assert isinstance(strip, PendingStrip)
    return len(strip.findChildren(QWidget, "pending_file"))


@on_stage
async def test_a_rectangle_of_the_real_screen_waits_to_be_sent(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    need_a_screen()
    screen.show_conversation(MARIEKE, True)
    await poster(stage)
    QTest.mouseClick(button(screen.widget, "snip"), Qt.MouseButton.LeftButton)
    overlay = await opened(stage, "snip_overlay")
    assert not screen.widget.isVisible()
    at = overlay.mapFromGlobal
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=at(QPoint(100, 100)))
    QTest.mouseMove(overlay, at(QPoint(150, 140)))
    QTest.mouseMove(overlay, at(QPoint(219, 179)))
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=at(QPoint(219, 179)))
    sheet = await opened(stage, "snip_sheet")
    assert screen.widget.isVisible()
    assert open_window("snip_overlay") is None
    assert waiting(screen) == 0, "only what the agent wants is put with the answer"
    QTest.mouseClick(button(sheet, "use"), Qt.MouseButton.LeftButton)
    await stage.until(lambda: waiting(screen) == 1)
    assert not [record for record in desk.recorded if record[0].startswith("send")], "nothing is sent by itself"
    kept = desk.draft_files.kept[MARIEKE]
    image = QImage.fromData(kept[0].content)
    assert (image.width(), image.height()) == (120, 80)
    assert {image.pixelColor(x, y).name() for x in (0, 60, 119) for y in (0, 40, 79)} == {RED.name()}
    assert kept[0].name.startswith("screenshot-")
    assert kept[0].name.endswith(".png")


@on_stage
async def test_the_keyboard_takes_a_part_and_escape_takes_nothing(stage: Stage, screen: ConversationScreen) -> None:
    need_a_screen()
    screen.show_conversation(MARIEKE, True)
    screen.snip()
    overlay = await opened(stage, "snip_overlay")
    assert isinstance(overlay, SnipOverlay)
    before = QRect(overlay.chosen)
    QTest.keyClick(overlay, Qt.Key.Key_Right)
    QTest.keyClick(overlay, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert overlay.chosen.left() == before.left() + 10
    assert overlay.chosen.height() == before.height() - 10
    QTest.keyClick(overlay, Qt.Key.Key_Return)
    sheet = await opened(stage, "snip_sheet")
    QTest.mouseClick(button(sheet, "again"), Qt.MouseButton.LeftButton)
    overlay = await opened(stage, "snip_overlay")
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    await stage.until(screen.widget.isVisible)
    await stage.rest()
    assert open_window("snip_sheet") is None
    assert waiting(screen) == 0


@on_stage
async def test_where_no_program_may_look_that_is_said(
    stage: Stage, screen: ConversationScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    stage.context.notices.posted.connect(lambda notice: said.append(notice.text))
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "wayland-egl"))
    screen.show_conversation(MARIEKE, True)
    screen.snip()
    await stage.rest()
    assert not can_snip()
    assert "paste" in said[0]
    assert screen.widget.isVisible()


@on_stage
async def test_a_grab_that_comes_back_empty_leaves_the_window_as_it_was(
    stage: Stage, screen: ConversationScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_snip, "HIDDEN_S", 0.01)
    monkeypatch.setattr(QGuiApplication, "screens", staticmethod(list))
    monkeypatch.setattr("operator_console.ui.kit.screen_snip.can_snip", lambda: True)
    screen.show_conversation(MARIEKE, True)
    screen.snip()
    await stage.rest()
    await stage.until(screen.widget.isVisible)
    assert waiting(screen) == 0


@on_stage
async def test_a_pasted_picture_waits_too(stage: Stage, screen: ConversationScreen) -> None:
    screen.show_conversation(MARIEKE, True)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(RED)
    QGuiApplication.clipboard().setImage(image)
    box = screen.widget.findChild(TextBox, "composer")
    assert isinstance(box, TextBox)
    box.paste()
    await stage.until(lambda: waiting(screen) == 1)
    QGuiApplication.clipboard().clear()


@on_stage
async def test_a_page_is_chosen_and_the_visitor_is_asked(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    box = screen.widget.findChild(TextBox, "composer")
    assert isinstance(box, TextBox)
    QTest.keyClicks(box, "Kijk op https://fietsenwereld.example/helmen eens")
    screen.show_page()
    sheet = await opened(stage, "page_sheet")
    choices, field = sheet.findChild(QListWidget, "page_choices"), sheet.findChild(QLineEdit, "page_address")
    assert isinstance(choices, QListWidget)
    assert isinstance(field, QLineEdit)
    assert "https://fietsenwereld.example/helmen" in choices.item(0).text()
    for wrong in ("javascript:alert(1)", "file:///x", "helmen", "https://"):
        field.setText(wrong)
        assert not button(sheet, "ask").isEnabled()
    choices.setCurrentRow(0)
    QTest.keyClick(field, Qt.Key.Key_Return)
    await stage.until(lambda: desk.shown_pages)
    assert desk.shown_pages == [(MARIEKE, "https://fietsenwereld.example/helmen", "")]
    assert box.toPlainText().startswith("Kijk op"), "the draft stays"


async def uploading(stage: Stage, desk: FakeDesk, share: float) -> str:
    """Let a file be on its way, and return the key of its row."""
    key = await desk.send(MARIEKE, "x")
    entry = desk.entries(MARIEKE)[-1]
    attachment = Attachment(
        id=AttachmentId(PENDING_FILE + key), name="plan.pdf", content_type="application/pdf", size_bytes=9_000_000
    )
    message = structs.replace(entry.message, kind=MessageKind.FILE, text="", attachment=attachment)
    sending = structs.replace(entry, message=message, delivery=Delivery.IN_FLIGHT)
    desk.chats[MARIEKE].entries[-1] = sending
    changed = TranscriptChanged(conversation_id=MARIEKE, change=TranscriptChange.UPDATED, entries=(sending,))
    desk.hub.publish(changed)
    desk.hub.publish(UploadProgressed(client_id=ClientId(key), share=share))
    await stage.rest()
    return key


@on_stage
async def test_an_upload_shows_how_far_it_is_and_is_cancelled_by_pointer_and_by_key(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    transcript = screen.widget.findChild(TranscriptView)
    assert isinstance(transcript, TranscriptView)
    key = await uploading(stage, desk, 0.37)
    await stage.until(lambda: transcript._stack.index_of(key) is not None)
    index = transcript._stack.index_of(key)
    assert index is not None
    layout = transcript._stack.layout(index)
    assert layout.meta is not None
    assert layout.meta.before.startswith("37 %")
    spot = next(spot for spot in layout.spots if spot.kind is SpotKind.CANCEL)
    assert spot.words == "Cancel"
    place = spot.rects[0].center()
    at = QPoint(int(place.x()), int(transcript._y(index) + place.y()))
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=at)
    await stage.until(lambda: ("discard", MARIEKE, key) in desk.recorded)
    again = await uploading(stage, desk, 0.1)
    await stage.until(lambda: transcript._stack.index_of(again) is not None)
    assert transcript.focus_entry(again)
    QTest.keyClick(transcript, Qt.Key.Key_Return)
    await stage.until(lambda: ("discard", MARIEKE, again) in desk.recorded)


def test_a_small_snip_is_not_blown_up_to_be_looked_at() -> None:
    assert screen_snip._fits(QImage(10, 10, QImage.Format.Format_RGB32), screen_snip.PREVIEW)
    assert not screen_snip._fits(QImage(4_000, 10, QImage.Format.Format_RGB32), screen_snip.PREVIEW)
