"""What was not sent is said at its message with a clear choice, nothing jumps, and no text is lost."""

from typing import Any

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from operator_console.desk.state import ConnectionPhase, Delivery, Draft, Entry, ParkReason
from operator_console.domain.conversations import Author, AuthorKind
from operator_console.domain.ids import AgentId
from operator_console.domain.people import LineState
from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.conversation.text_box import TextBox
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.kit.words import delivery_words
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.unit.ui_conversation.playing import entry, many, on_stage

MARIEKE, YOUSSEF = fake_chats.MARIEKE, fake_chats.YOUSSEF
BRAM = Author(kind=AuthorKind.AGENT, id="ag_bram", name="Bram Visser")
TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


def parked(number: int, reason: ParkReason, text: str = "mijn antwoord", **more: Any) -> Entry:  # noqa: ANN401 - for a struct
    made = entry(number, text, mine=True, delivery=Delivery.PARKED, park_reason=reason, pos=0)
    return structs.replace(made, **more)


def choices(transcript: TranscriptView, key: str) -> list[str]:
    index = transcript.row_index(key)
    assert index is not None
    return [spot.words for spot in transcript._stack.layout(index).spots]


@pytest.mark.parametrize(
    "reason, words, offered",
    [
        (ParkReason.STALE, "Bram Visser wrote since", ["Read", "Send anyway", "Discard"]),
        (ParkReason.MOVED, "the chat is with Bram Visser now", ["Read", "Copy the text", "Discard"]),
        (ParkReason.RETURNED, "the chat was with a colleague meanwhile", ["Read", "Send anyway", "Discard"]),
        (ParkReason.CLOSED, "the chat was closed", ["Copy the text", "Discard"]),
        (ParkReason.TOO_OLD, "written more than 10 minutes ago", ["Send again", "Discard"]),
        (ParkReason.REFUSED, "the server refused it", ["Send again", "Discard"]),
        (ParkReason.TOO_LARGE, "too large", ["Copy the text", "Discard"]),
        (ParkReason.FILE_REFUSED, "this kind of file is not allowed", ["Copy the text", "Discard"]),
    ],
)
def test_each_reason_has_its_words_and_its_choices(
    stage: Stage, transcript: TranscriptView, reason: ParkReason, words: str, offered: list[str]
) -> None:
    transcript.show_entries([entry(1), parked(2, reason, colleague="Bram Visser")])
    assert f"Not sent: {words}" in transcript.row_words("k2")
    assert choices(transcript, "k2") == offered


@on_stage
async def test_reading_shows_what_the_colleague_wrote_and_sending_is_a_choice(
    stage: Stage, transcript: TranscriptView
) -> None:
    retried: list[str] = []
    transcript.retry_requested.connect(retried.append)
    newer = [entry(30, "Bram hier", pos=31, author=BRAM), entry(31, "nog iets", pos=32, author=BRAM)]
    transcript.show_entries([*many(1, 29), *newer, parked(40, ParkReason.STALE, base_seq=30, colleague="Bram Visser")])
    await stage.rest()
    assert transcript.focus_entry("k40")
    QTest.keyClick(transcript, ENTER)
    assert transcript.selected_text().splitlines()[0].endswith("Bram: Bram hier")
    assert len(transcript.selected_text().splitlines()) == 2
    assert transcript.row_rect("k30").top() >= 0
    QTest.keyClick(transcript, TAB)
    QTest.keyClick(transcript, ENTER)
    assert retried == ["k40"]


@on_stage
async def test_the_reader_stays_where_they_are_whatever_becomes_of_messages(
    stage: Stage, transcript: TranscriptView
) -> None:
    waiting = entry(100, "wacht", mine=True, delivery=Delivery.IN_FLIGHT, pos=0)
    transcript.show_entries([*many(1, 60), waiting])
    await stage.rest()
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().value() - 1_200)
    await stage.rest()
    before = transcript.place()
    assert before is not None
    transcript.update_entries([structs.replace(waiting, delivery=Delivery.SLOW)])
    transcript.update_entries([parked(100, ParkReason.STALE, colleague="Bram Visser")])
    assert transcript.place() == before, "a message that grows below"
    # A message comes: what waits goes behind it again.
    transcript.remove({"k100"})
    transcript.append([entry(61, "nieuw", pos=62), parked(100, ParkReason.STALE)])
    await stage.rest()
    assert transcript.place() == before, "a message that only moves is no news"
    assert not transcript.at_newest
    transcript.remove({before[0]})
    await stage.rest()
    assert not transcript.at_newest, "the row that was looked at goes, the others stay"
    transcript.append([entry(101, "zelf geschreven", mine=True, delivery=Delivery.QUEUED, pos=0)])
    await stage.rest()
    assert transcript.at_newest, "what the agent writes now is shown"


def test_ticks_mean_what_they_say(stage: Stage, transcript: TranscriptView) -> None:
    said = {delivery: delivery_words(delivery) for delivery in Delivery}
    assert len(set(said.values())) == len(Delivery)
    for delivery in (Delivery.QUEUED, Delivery.IN_FLIGHT, Delivery.SLOW, Delivery.PARKED):
        assert "tored" not in said[delivery]
        assert "rrived" not in said[delivery]
    transcript.show_entries([entry(1, "x", mine=True, delivery=Delivery.SLOW, pos=0)])
    assert "slow" in transcript.row_words("k1")
    transcript.update_entries([entry(1, "x", mine=True, delivery=Delivery.QUEUED, pos=0)])
    assert "not sent yet" in transcript.row_words("k1")


def box_of(screen: ConversationScreen) -> TextBox:
    box = screen.widget.findChild(TextBox, "composer")
    assert isinstance(box, TextBox)
    return box


def label(screen: ConversationScreen, name: str) -> str:
    found = screen.widget.findChild(PlainLabel, name)
    assert isinstance(found, PlainLabel)
    return found.whole_text if found.isVisible() else ""


@on_stage
async def test_a_discarded_text_can_be_taken_back_even_when_something_else_is_written(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    offered: list[Any] = []
    stage.context.notices.posted.connect(offered.append)
    screen.show_conversation(MARIEKE, True)
    key = await desk.send(MARIEKE, "lang en mooi antwoord")
    desk.deliver(MARIEKE, key, Delivery.PARKED, ParkReason.STALE)
    QTest.keyClicks(box_of(screen), "iets anders")
    transcript = screen.widget.findChild(TranscriptView)
    assert isinstance(transcript, TranscriptView)
    transcript.discard_requested.emit(key)
    await stage.until(lambda: offered)
    assert box_of(screen).toPlainText() == "iets anders"
    offered[0].action()
    assert QGuiApplication.clipboard().text() == "lang en mooi antwoord"


@on_stage
async def test_a_draft_stays_readable_when_a_colleague_takes_the_chat(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    QTest.keyClicks(box_of(screen), "half geschreven antwoord")
    chat = desk.chats[MARIEKE]
    chat.conversation = structs.replace(chat.conversation, agent_id=AgentId("ag_bram"), agent_name="Bram Visser")
    desk.become(desk.me.status)
    desk.visitor_types(MARIEKE, "x")
    left = screen.widget.findChild(QPlainTextEdit, "left_text_box")
    assert isinstance(left, QPlainTextEdit)
    await stage.until(left.isVisible)
    assert label(screen, "closed_words") == "This chat is with Bram Visser now."
    assert left.toPlainText() == "half geschreven antwoord"
    assert left.isReadOnly()
    screen.send()
    screen.show_conversation(YOUSSEF, True)
    assert box_of(screen).toPlainText() == ""
    screen.show_conversation(MARIEKE, True)
    assert left.toPlainText() == "half geschreven antwoord"
    copy = screen.widget.findChild(QAbstractButton, "left_text_copy")
    discard = screen.widget.findChild(QAbstractButton, "left_text_discard")
    assert isinstance(copy, QAbstractButton)
    assert isinstance(discard, QAbstractButton)
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "half geschreven antwoord"
    QTest.mouseClick(discard, Qt.MouseButton.LeftButton)
    assert desk.draft(MARIEKE) == Draft()
    assert not left.isVisible()
    assert [record for record in desk.recorded if record[0] == "send"] == []


@on_stage
async def test_cursor_and_selection_are_kept_per_chat(stage: Stage, screen: ConversationScreen, desk: FakeDesk) -> None:
    screen.show_conversation(MARIEKE, True)
    box = box_of(screen)
    QTest.keyClicks(box, "een twee drie")
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert desk.draft(MARIEKE).cursor == 0, "kept as it moves, not only when the text changes"
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    screen.show_conversation(YOUSSEF, True)
    QTest.keyClicks(box, "anders")
    screen.show_conversation(MARIEKE, True)
    assert box.textCursor().selectedText() == "een"
    assert (box.textCursor().anchor(), box.textCursor().position()) == (0, 3)
    screen.show_conversation(YOUSSEF, True)
    assert (box.toPlainText(), box.textCursor().position(), box.textCursor().hasSelection()) == ("anders", 6, False)


@on_stage
async def test_the_head_says_whether_the_visitor_is_there(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.widget.resize(800, 700)
    screen.show_conversation(MARIEKE, True)
    assert label(screen, "line_state") == "online"
    desk.visitor_line(MARIEKE, LineState.AWAY)
    assert label(screen, "line_state").startswith("away since ")
    desk.set_connection(phase=ConnectionPhase.OFFLINE)
    assert label(screen, "line_state") == "unknown while offline"
    desk.set_connection(phase=ConnectionPhase.LIVE)
    desk.visitor_line(MARIEKE, LineState.GONE)
    assert label(screen, "line_state").startswith("gone since ")
    screen.widget.resize(430, 700)
    await stage.rest()
    assert label(screen, "line_state") == "gone"
