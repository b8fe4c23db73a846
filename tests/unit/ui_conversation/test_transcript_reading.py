"""The transcript in a real window: selection, copying, links by pointer and keyboard, find, stillness while paging."""

import gc
from datetime import timedelta

import pytest
from msgspec import structs
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from operator_console.desk.state import Delivery, ParkReason
from operator_console.domain.conversations import Author, AuthorKind, MessageKind, SystemLine
from operator_console.ui.kit.transcript import TranscriptView
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.unit.ui_conversation.playing import entry, many, on_stage, text_point

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NAME = QAccessible.Text.Name
CONTROL = Qt.KeyboardModifier.ControlModifier


def drag(transcript: TranscriptView, start: QPoint, end: QPoint) -> None:
    port = transcript.viewport()
    QTest.mousePress(port, LEFT, NONE, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, NONE, end)


@on_stage
async def test_dragging_over_messages_copies_who_and_when(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries([entry(1, "eerste woorden"), entry(2, "tweede", mine=True)], visitor_name="Marieke de Boer")
    await stage.rest()
    drag(transcript, text_point(transcript, "k1", 7), text_point(transcript, "k2", 6) + QPoint(40, 0))
    QTest.keyClick(transcript, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 2
    assert copied[0].endswith("Marieke de Boer: woorden")
    assert copied[1].endswith("You: tweede")


@on_stage
async def test_within_one_message_only_the_words_are_copied(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries([entry(1, "een twee 😀 drie")])
    await stage.rest()
    drag(transcript, text_point(transcript, "k1", 4), text_point(transcript, "k1", 11))
    assert transcript.selected_text() == "twee 😀"


@on_stage
async def test_a_double_click_takes_a_word_and_a_third_the_message(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries([entry(1, "een twee drie")])
    await stage.rest()
    at = text_point(transcript, "k1", 6)
    QTest.mouseClick(transcript.viewport(), LEFT, NONE, at)
    QTest.mouseDClick(transcript.viewport(), LEFT, NONE, at)
    assert transcript.selected_text() == "twee"
    QTest.mouseClick(transcript.viewport(), LEFT, NONE, at)
    assert transcript.selected_text() == "een twee drie"


@on_stage
async def test_shift_and_arrows_extend_over_messages(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries([entry(1, "een"), entry(2, "twee")])
    await stage.rest()
    transcript.setFocus()
    for _ in range(4):
        QTest.keyClick(transcript, Qt.Key.Key_Left, SHIFT)
    assert transcript.selected_text() == "twee"
    QTest.keyClick(transcript, Qt.Key.Key_Up, SHIFT)
    assert [line.split(": ")[-1] for line in transcript.selected_text().splitlines()] == ["een", "twee"]
    QTest.keyClick(transcript, Qt.Key.Key_Home, SHIFT | CONTROL)
    assert len(transcript.selected_text().splitlines()) == 2
    QTest.keyClick(transcript, Qt.Key.Key_Escape)
    assert transcript.selected_text() == ""


@on_stage
async def test_select_all_takes_a_message_whole_that_is_too_long_to_show(
    stage: Stage, transcript: TranscriptView
) -> None:
    text = "regel\n" * 3_000
    transcript.show_entries([entry(1, text)])
    QTest.keyClick(transcript, Qt.Key.Key_A, CONTROL)
    assert transcript.selected_text() == text.strip()


@on_stage
async def test_tab_goes_through_links_and_enter_opens(stage: Stage, transcript: TranscriptView) -> None:
    opened: list[str] = []
    pointed: list[str] = []
    transcript.link_requested.connect(opened.append)
    transcript.link_pointed.connect(pointed.append)
    transcript.show_entries([entry(1, "kijk op https://een.example/a en www.twee.example"), entry(2, "geen")])
    await stage.rest()
    transcript.setFocus()
    for _ in range(2):
        QTest.keyClick(transcript, Qt.Key.Key_Tab)
        QTest.keyClick(transcript, Qt.Key.Key_Return)
    assert opened == ["https://een.example/a", "https://www.twee.example"]
    QTest.keyClick(transcript, Qt.Key.Key_Backtab)
    QTest.keyClick(transcript, Qt.Key.Key_Return)
    assert opened[-1] == "https://een.example/a"
    assert "https://een.example/a" in pointed[0]


@on_stage
async def test_a_click_opens_a_link_and_a_drag_over_it_does_not(stage: Stage, transcript: TranscriptView) -> None:
    opened: list[str] = []
    transcript.link_requested.connect(opened.append)
    transcript.show_entries([entry(1, "zie https://een.example/a nu")])
    await stage.rest()
    drag(transcript, text_point(transcript, "k1", 6), text_point(transcript, "k1", 20))
    assert opened == []
    QTest.mouseClick(transcript.viewport(), LEFT, NONE, text_point(transcript, "k1", 10))
    assert opened == ["https://een.example/a"]


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc/passwd", "https://user@evil.example/", "\\\\host\\share", "data:x,y"]
)
def test_nothing_dangerous_is_a_link(stage: Stage, transcript: TranscriptView, text: str) -> None:
    transcript.show_entries([entry(1, text)])
    assert [spot.url for spot in transcript._stack.layout(transcript.row_index("k1") or 0).spots] == []


@on_stage
async def test_the_real_host_of_a_look_alike_is_said(stage: Stage, transcript: TranscriptView) -> None:
    pointed: list[str] = []
    transcript.link_pointed.connect(pointed.append)
    transcript.show_entries([entry(1, "https://fietsenwereld.exаmple/x")])  # noqa: RUF001 - the Cyrillic letter is the point
    await stage.rest()
    QTest.mouseMove(transcript.viewport(), text_point(transcript, "k1", 4))
    await stage.until(lambda: pointed)
    assert "xn--" in pointed[-1]


# ------------------------------------------------------------------------------------------------ stillness


@on_stage
async def test_nothing_moves_when_older_messages_come(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries(many(100, 100), has_older=True)
    transcript.verticalScrollBar().setValue(900)
    await stage.rest()
    known = transcript.row_key_at_screen(*transcript.viewport().mapToGlobal(QPoint(10, 250)).toTuple())
    assert known is not None
    before = transcript.row_rect(known).top()
    for first in (50, 0):
        transcript.prepend(many(first, 50), has_older=first > 0)
        await stage.rest()
        assert transcript.row_rect(known).top() == before
    assert len(transcript.row_keys()) == 201  # with one day mark


@on_stage
async def test_scrolling_up_page_by_page_never_jumps(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries(many(0, 200))
    await stage.rest()
    bar = transcript.verticalScrollBar()
    for _ in range(40):
        key = transcript.row_key_at_screen(*transcript.viewport().mapToGlobal(QPoint(10, 100)).toTuple())
        assert key is not None
        before, value = transcript.row_rect(key).top(), bar.value()
        step = min(137, value)
        bar.setValue(value - step)
        assert transcript.row_rect(key).top() == before + step


@on_stage
async def test_the_end_is_followed_only_when_it_is_in_view(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries(many(0, 60))
    await stage.rest()
    assert transcript.at_newest
    transcript.append(many(60, 1))
    assert transcript.at_newest
    bar = transcript.verticalScrollBar()
    assert bar.value() == bar.maximum()
    bar.setValue(bar.maximum() - 400)
    key = transcript.row_key_at_screen(*transcript.viewport().mapToGlobal(QPoint(10, 100)).toTuple())
    assert key is not None
    before = transcript.row_rect(key).top()
    transcript.append([entry(61, "nieuw"), entry(62, "nog een")])
    assert transcript.row_rect(key).top() == before
    assert transcript.unseen == 2
    assert "new" in transcript.row_keys()
    jump = transcript.findChild(QObject, "jump_to_newest")
    assert jump is not None
    QTest.mouseClick(jump, LEFT)  # type: ignore[call-overload]  # it is a widget
    assert transcript.at_newest
    assert transcript.unseen == 0


@on_stage
async def test_an_own_message_is_always_followed(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries(many(0, 60))
    transcript.verticalScrollBar().setValue(0)
    transcript.append([entry(60, "van mij", mine=True, pos=0, delivery=Delivery.IN_FLIGHT)])
    assert transcript.at_newest


@on_stage
async def test_typing_and_ticks_move_nothing(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries([*many(0, 30), entry(30, "x", mine=True, delivery=Delivery.IN_FLIGHT)])
    await stage.rest()
    before = {key: transcript.row_rect(key) for key in transcript.row_keys()[-5:]}
    for preview in ("", "ik typ", "ik typ nog veel meer " * 30, None):
        transcript.show_typing(preview)
        await stage.rest()
        assert {key: transcript.row_rect(key) for key in before} == before
    transcript.update_entries([entry(30, "x", mine=True, delivery=Delivery.READ)])
    assert {key: transcript.row_rect(key) for key in before} == before


@on_stage
async def test_an_update_paints_its_row_only(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries([*many(0, 30), entry(30, "x", mine=True, delivery=Delivery.IN_FLIGHT)])
    await stage.rest()
    painted: list[int] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.region().boundingRect().height())
            return False

    watch = Watch()
    transcript.viewport().installEventFilter(watch)
    transcript.update_entries([entry(30, "x", mine=True, delivery=Delivery.STORED)])
    await stage.rest()
    assert painted
    assert max(painted) < 90
    transcript.viewport().removeEventFilter(watch)


@on_stage
async def test_older_messages_are_asked_for_once_near_the_top(stage: Stage, transcript: TranscriptView) -> None:
    asked: list[bool] = []
    transcript.older_requested.connect(lambda: asked.append(True))
    transcript.show_entries(many(100, 100), has_older=True)
    await stage.rest()
    assert asked == []
    transcript.verticalScrollBar().setValue(0)
    await stage.rest()
    transcript.verticalScrollBar().setValue(10)
    await stage.rest()
    assert asked == [True]
    transcript.prepend(many(50, 50), has_older=True)
    transcript.verticalScrollBar().setValue(0)
    await stage.rest()
    assert len(asked) == 2


@on_stage
async def test_the_place_is_found_again(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries(many(0, 100))
    transcript.verticalScrollBar().setValue(1500)
    await stage.rest()
    place = transcript.place()
    assert place is not None
    before = transcript.row_rect(place[0]).top()
    transcript.show_entries(many(500, 20))
    transcript.show_entries(many(0, 100), place=place)
    assert transcript.row_rect(place[0]).top() == before


# ------------------------------------------------------------------------------------------- find and the rest


@on_stage
async def test_find_marks_and_unfolds(stage: Stage, transcript: TranscriptView) -> None:
    hidden = "vul " * 1_000 + "naald"
    transcript.show_entries([entry(1, hidden), *many(2, 50), entry(60, "de Naald hier")])
    await stage.rest()
    transcript.setFocus()
    QTest.keyClick(transcript, Qt.Key.Key_F, CONTROL)
    field = transcript.findChild(QLineEdit, "find_text")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "naald")
    assert transcript._mark is not None
    assert transcript._mark[0] == "k60"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert transcript._mark[0] == "k1"
    assert transcript.viewport().rect().intersects(transcript.row_rect("k1"))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert transcript._marks == {}


@on_stage
async def test_a_long_message_is_folded_until_asked(stage: Stage, transcript: TranscriptView) -> None:
    transcript.show_entries([entry(1, "regel\n" * 100)])
    await stage.rest()
    folded = transcript.row_rect("k1").height()
    transcript.setFocus()
    QTest.keyClick(transcript, Qt.Key.Key_Tab)
    QTest.keyClick(transcript, Qt.Key.Key_Return)
    assert transcript.row_rect("k1").height() > folded * 3


@on_stage
async def test_a_parked_message_can_be_sent_again_or_dropped_by_keys(stage: Stage, transcript: TranscriptView) -> None:
    retried: list[str] = []
    dropped: list[str] = []
    transcript.retry_requested.connect(retried.append)
    transcript.discard_requested.connect(dropped.append)
    parked = entry(1, "x", mine=True, delivery=Delivery.PARKED, park_reason=ParkReason.STALE)
    transcript.show_entries([parked])
    await stage.rest()
    transcript.setFocus()
    QTest.keyClick(transcript, Qt.Key.Key_Tab)
    QTest.keyClick(transcript, Qt.Key.Key_Tab)
    QTest.keyClick(transcript, Qt.Key.Key_Return)
    QTest.keyClick(transcript, Qt.Key.Key_Tab)
    QTest.keyClick(transcript, Qt.Key.Key_Space)
    assert (retried, dropped) == (["k1"], ["k1"])
    assert "Not sent: a colleague wrote since" in transcript.row_words("k1")


def test_a_screen_reader_hears_everything(stage: Stage, transcript: TranscriptView) -> None:
    note = entry(2, "geheim", mine=True, kind=MessageKind.NOTE)
    line = entry(3, kind=MessageKind.SYSTEM, author=Author(kind=AuthorKind.SYSTEM), system=SystemLine.VISITOR_LEFT)
    read = entry(4, "dag", mine=True, delivery=Delivery.READ, reply_s=45.0)
    transcript.show_entries([entry(1, "hallo"), note, line, read], visitor_name="Marieke")
    interface = transcript.accessible_interface()
    assert interface.childCount() == 5
    words = [child.text(NAME) for index in range(1, 5) if (child := interface.child(index))]
    assert words[0].startswith("Marieke: hallo")
    assert "Note by You" in words[1]
    assert "team only" in words[1]
    assert words[2].startswith("Marieke has left")
    assert "45 s late" in words[3]
    assert "Seen by the visitor" in words[3]


def test_a_reply_after_a_holding_line_has_the_longer_limit(stage: Stage, transcript: TranscriptView) -> None:
    held = entry(2, "moment", mine=True, holding=True, reply_s=20.0)
    transcript.show_entries([entry(1), held, entry(3, "gevonden", mine=True, reply_s=100.0)])
    assert "late" not in transcript.row_words("k3")
    transcript.show_entries([entry(1), entry(3, "gevonden", mine=True, reply_s=100.0)])
    assert "late" in transcript.row_words("k3")


def test_days_are_marked_once(stage: Stage, transcript: TranscriptView) -> None:
    old = entry(1)
    older = structs.replace(old, message=structs.replace(old.message, sent_at=old.message.sent_at - timedelta(days=3)))
    transcript.show_entries([structs.replace(older, key="k0"), old, entry(2)])
    assert [key.startswith("day:") for key in transcript.row_keys()] == [True, False, True, False, False]


def test_transcripts_come_and_go_while_a_screen_reader_listens(stage: Stage, desk: FakeDesk) -> None:
    QAccessible.setActive(True)
    try:
        for round_number in range(30):
            view = TranscriptView(stage.context, desk.file)
            view.show_entries(many(0, 5), visitor_name="Marieke")
            interface = QAccessible.queryAccessibleInterface(view)
            assert interface.childCount() == 6
            child = interface.child(1)
            assert child.text(NAME)
            assert interface.indexOfChild(child) == 1
            view.append(many(5 + round_number, 1))
            view.remove({"k0"})
            assert not child.isValid()
            view.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    finally:
        QAccessible.setActive(False)
