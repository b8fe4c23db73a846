"""The mix-up guard in the composer: what of another open chat stands in a text is said before it is sent, quietly."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from operator_console.domain.conversations import MessageKind
from operator_console.ui.conversation import ConversationScreen, mix_up_notice, presenter
from operator_console.ui.conversation.mix_up_notice import MixUpNotice
from operator_console.ui.conversation.text_box import TextBox
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript import TranscriptView
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.unit.ui_conversation.playing import on_stage

MARIEKE, YOUSSEF = fake_chats.MARIEKE, fake_chats.YOUSSEF
ENTER = Qt.Key.Key_Return


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [50.0]
    monkeypatch.setattr("operator_console.ui.conversation.mix_up_notice.time.monotonic", lambda: now[0])
    return now


def box_of(screen: ConversationScreen) -> TextBox:
    box = screen.widget.findChild(TextBox, "composer")
    assert isinstance(box, TextBox)
    return box


def notice_of(screen: ConversationScreen) -> MixUpNotice:
    notice = screen.widget.findChild(MixUpNotice)
    assert isinstance(notice, MixUpNotice)
    return notice


def words(screen: ConversationScreen, name: str = "mix_up_words") -> str:
    label = notice_of(screen).findChild(PlainLabel, name)
    assert isinstance(label, PlainLabel)
    return label.whole_text if label.isVisible() else ""


def click(screen: ConversationScreen, name: str) -> None:
    button = notice_of(screen).findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def sent(desk: FakeDesk) -> list[tuple[Any, ...]]:
    return [record for record in desk.recorded if record[0] == "send"]


@on_stage
async def test_another_visitors_name_is_said_and_a_second_enter_sends(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk, seconds: list[float]
) -> None:
    screen.show_conversation(YOUSSEF, True)
    box = box_of(screen)
    QTest.keyClicks(box, "Dag Marieke de Boer, je fiets staat klaar")
    QTest.keyClick(box, ENTER)
    assert words(screen) == "“Marieke de Boer” is the name of another open chat"
    assert box.toPlainText() == "Dag Marieke de Boer, je fiets staat klaar"
    assert sent(desk) == []
    seconds[0] += mix_up_notice.REST_S - 0.01
    QTest.keyClick(box, ENTER)
    assert box.toPlainText(), "a double press does not go past what nobody can have read"
    seconds[0] += 0.02
    QTest.keyClick(box, ENTER)
    await stage.until(lambda: sent(desk))
    assert sent(desk) == [("send", YOUSSEF, "Dag Marieke de Boer, je fiets staat klaar", MessageKind.TEXT, False)]
    assert not notice_of(screen).isVisible()
    assert box.toPlainText() == ""


@on_stage
async def test_why_and_send_anyway_by_pointer(stage: Stage, screen: ConversationScreen, desk: FakeDesk) -> None:
    screen.show_conversation(YOUSSEF, True)
    box = box_of(screen)
    QTest.keyClicks(box, "Hallo Marieke")
    QTest.keyClick(box, ENTER)
    assert words(screen) == "“Marieke” is the name of another open chat: Marieke de Boer"
    assert words(screen, "mix_up_reason") == ""
    click(screen, "mix_up_why")
    reason = words(screen, "mix_up_reason")
    assert reason.startswith("This chat is with Youssef")
    number = desk.chats[MARIEKE].number
    assert f"Marieke de Boer (Fietsenwereld) is your chat {number}." in reason
    click(screen, "mix_up_anyway")
    await stage.until(lambda: sent(desk))
    assert box.hasFocus()
    assert not notice_of(screen).isVisible()


@on_stage
async def test_a_change_of_text_or_chat_takes_the_notice_back_and_asks_again(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk, seconds: list[float]
) -> None:
    screen.show_conversation(YOUSSEF, True)
    box = box_of(screen)
    QTest.keyClicks(box, "Hallo Marieke")
    QTest.keyClick(box, ENTER)
    QTest.keyClicks(box, "!")
    assert not notice_of(screen).isVisible()
    seconds[0] += 5
    QTest.keyClick(box, ENTER)
    assert notice_of(screen).isVisible(), "it is another text now"
    screen.show_conversation(MARIEKE, True)
    assert not notice_of(screen).isVisible()
    screen.show_conversation(YOUSSEF, True)
    assert box.toPlainText() == "Hallo Marieke!"
    QTest.keyClick(box, ENTER)
    assert notice_of(screen).isVisible()
    assert sent(desk) == []


@on_stage
async def test_ones_own_name_and_notes_for_the_team_pass(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    box = box_of(screen)
    QTest.keyClicks(box, "Dag Marieke")
    QTest.keyClick(box, ENTER)
    await stage.until(lambda: len(sent(desk)) == 1)
    screen.show_conversation(YOUSSEF, True)
    screen.toggle_note()
    QTest.keyClicks(box, "lijkt op de vraag van Marieke")
    QTest.keyClick(box, ENTER)
    await stage.until(lambda: len(sent(desk)) == 2)


@on_stage
async def test_the_notice_moves_no_message_that_is_being_read(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    desk.fill_history(YOUSSEF, 120)
    screen.show_conversation(YOUSSEF, True)
    transcript = screen.widget.findChild(TranscriptView)
    assert isinstance(transcript, TranscriptView)
    await stage.rest()
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().value() - 900)
    await stage.rest()
    before = transcript.place()
    QTest.keyClicks(box_of(screen), "Hallo Marieke")
    QTest.keyClick(box_of(screen), ENTER)
    await stage.rest()
    assert notice_of(screen).isVisible()
    assert transcript.place() == before


@on_stage
async def test_the_agents_own_switch_or_click_lifts_the_guard_at_once(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenter, "GUARD_S", 60.0)
    box = box_of(screen)
    screen.show_conversation(MARIEKE, False)
    QTest.keyClicks(box, "een")
    QTest.keyClick(box, ENTER)
    assert box.toPlainText() == "een", "letters alone may have been meant for the chat before"
    screen.show_conversation(YOUSSEF, True)
    QTest.keyClicks(box, "twee")
    QTest.keyClick(box, ENTER)
    assert box.toPlainText() == ""
    screen.show_conversation(MARIEKE, False)
    QTest.mouseClick(box.viewport(), Qt.MouseButton.LeftButton)
    QTest.keyClick(box, ENTER)
    assert box.toPlainText() == ""
    await stage.until(lambda: [record[2] for record in sent(desk)] == ["twee", "een"])
    screen.show_conversation(YOUSSEF, False)
    screen.focus_composer()
    QTest.keyClicks(box, "drie")
    QTest.keyClick(box, ENTER)
    await stage.until(lambda: len(sent(desk)) == 3)
