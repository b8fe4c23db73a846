"""The conversation screen in a real window: sending, drafts, notes, files, the Enter guard, wrap-up, by keyboard."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QStringListModel, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QToolButton,
    QWidget,
)

from operator_console.desk.errors import OutboxUnavailable
from operator_console.desk.events import UploadProgressed
from operator_console.desk.state import Draft, DraftFile
from operator_console.domain.articles import ArticleUseKind
from operator_console.domain.conversations import MessageKind, Outcome, WrapUp
from operator_console.domain.ids import ArticleKey, ClientId, ConversationId
from operator_console.domain.insertion import Piece
from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.conversation.text_box import TextBox
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.saving import safe_file_name
from operator_console.ui.kit.transcript import TranscriptView
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.unit.ui_conversation.playing import on_stage

MARIEKE, ANNA, YOUSSEF, QUEUED = fake_chats.MARIEKE, fake_chats.ANNA, fake_chats.YOUSSEF, fake_chats.QUEUED
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


def box_of(screen: ConversationScreen) -> TextBox:
    box = screen.widget.findChild(TextBox, "composer")
    assert isinstance(box, TextBox)
    return box


def transcript_of(screen: ConversationScreen) -> TranscriptView:
    found = screen.widget.findChild(TranscriptView)
    assert isinstance(found, TranscriptView)
    return found


def words_of(screen: ConversationScreen, name: str) -> str:
    label = screen.widget.findChild(PlainLabel, name)
    assert isinstance(label, PlainLabel)
    return label.whole_text


def wrong_in(dialog: QWidget) -> str:
    """What is said at the value of a sale."""
    label = dialog.findChild(PlainLabel, "sale_value_wrong")
    assert isinstance(label, PlainLabel)
    return label.whole_text


def offered_by(line: QLineEdit) -> list[str]:
    """The tags that a line completes."""
    model = line.completer().model()
    assert isinstance(model, QStringListModel)
    return model.stringList()


def button(screen: ConversationScreen, name: str) -> QAbstractButton:
    found = screen.widget.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def done(desk: FakeDesk, wish: str) -> list[tuple[Any, ...]]:
    return [record for record in desk.recorded if record[0] == wish]


def open_window(kind: str) -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if w.objectName() == kind and w.isVisible()), None)


@on_stage
async def test_enter_sends_and_shift_enter_breaks_the_line(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    screen.focus_composer()
    box = box_of(screen)
    QTest.keyClicks(box, "een")
    QTest.keyClick(box, ENTER, SHIFT)
    QTest.keyClicks(box, "twee")
    QTest.keyClick(box, ENTER)
    assert box.toPlainText() == ""
    await stage.until(lambda: done(desk, "send"))
    assert done(desk, "send") == [("send", MARIEKE, "een\ntwee", MessageKind.TEXT, False)]
    await stage.until(lambda: transcript_of(screen).row_words(transcript_of(screen).row_keys()[-1]).startswith("You"))
    assert desk.draft(MARIEKE).text == ""
    assert not button(screen, "holding_line").isEnabled()


@on_stage
async def test_an_empty_text_is_not_sent(stage: Stage, screen: ConversationScreen, desk: FakeDesk) -> None:
    screen.show_conversation(MARIEKE, True)
    QTest.keyClicks(box_of(screen), "  ")
    QTest.keyClick(box_of(screen), ENTER)
    await stage.rest()
    assert done(desk, "send") == []


@on_stage
async def test_enter_rests_after_a_switch_that_was_not_the_agents(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [100.0]
    monkeypatch.setattr("operator_console.ui.conversation.presenter.time.monotonic", lambda: seconds[0])
    screen.show_conversation(MARIEKE, False)
    box = box_of(screen)
    QTest.keyClicks(box, "voor wie?")
    seconds[0] += 0.29
    QTest.keyClick(box, ENTER)
    assert box.toPlainText() == "voor wie?"
    seconds[0] += 0.02
    QTest.keyClick(box, ENTER)
    assert box.toPlainText() == ""
    screen.show_conversation(ANNA, True)
    QTest.keyClicks(box, "dag")
    QTest.keyClick(box, ENTER)
    monkeypatch.undo()
    await stage.until(lambda: len(done(desk, "send")) == 2)


@on_stage
async def test_a_draft_comes_back_with_cursor_and_note_mode(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    box = box_of(screen)
    QTest.keyClicks(box, "half af")
    box.move_to(4)
    screen.toggle_note()
    screen.show_conversation(ANNA, True)
    assert box.toPlainText() == ""
    assert desk.draft(MARIEKE) == Draft(text="half af", cursor=4, note=True)
    screen.show_conversation(MARIEKE, True)
    assert (box.toPlainText(), box.textCursor().position()) == ("half af", 4)
    QTest.keyClick(box, ENTER)
    await stage.until(lambda: done(desk, "send"))
    assert done(desk, "send")[0][3] is MessageKind.NOTE


async def _play(
    screen: ConversationScreen,
    steps: list[tuple[Any, ...]],
    letters: dict[ConversationId, str],
    typed: dict[ConversationId, int],
    failing: list[bool],
) -> None:
    for step in steps:
        if step[0] == "show":
            screen.show_conversation(step[1], step[2])
        elif step[0] == "type" and screen.current is not None:
            box_of(screen).insert_at_cursor(letters[screen.current] * len(step[1]))
            typed[screen.current] += len(step[1])
        elif step[0] == "send":
            screen.send()
        elif step[0] == "note":
            screen.toggle_note()
        elif step[0] == "fail":
            failing[0] = step[1]
        else:
            await asyncio.sleep(0.003)
    screen.show_conversation(None, True)
    for _ in range(6):
        await asyncio.sleep(0.002)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("show"), st.sampled_from([MARIEKE, ANNA, YOUSSEF]), st.booleans()),
            st.tuples(st.just("type"), st.text("abc ", min_size=1, max_size=6)),
            st.tuples(st.just("send")),
            st.tuples(st.just("note")),
            st.tuples(st.just("wait")),
            st.tuples(st.just("fail"), st.booleans()),
        ),
        max_size=25,
    )
)
def test_nothing_written_for_one_chat_reaches_another(stage: Stage, steps: list[tuple[Any, ...]]) -> None:
    """Every letter carries its chat: what a chat has in its draft and was sent holds no other's letters."""
    desk = FakeDesk()
    screen = ConversationScreen(stage.context, desk)
    letters = {MARIEKE: "M", ANNA: "A", YOUSSEF: "Y"}
    typed = dict.fromkeys(letters, 0)
    real = desk.send
    failing = [False]

    async def send(conversation_id: ConversationId, text: str, **more: Any) -> ClientId:  # noqa: ANN401 - handed on
        await asyncio.sleep(0)
        if failing[0]:
            raise OutboxUnavailable(full=True)
        return await real(conversation_id, text, **more)

    desk.send = send  # type: ignore[method-assign]  # a disk that may be full

    stage.run(_play(screen, steps, letters, typed, failing))
    for chat, letter in letters.items():
        sent = [record[2] for record in done(desk, "send") if record[1] == chat]
        whole = "".join(sent) + desk.draft(chat).text
        assert set(whole) <= {letter, "\n"}
        assert whole.count(letter) == typed[chat], "nothing is lost and nothing is there twice"
    screen.close()
    screen.widget.deleteLater()
    assert desk.errors == []


@on_stage
async def test_a_full_disk_keeps_text_and_files_and_says_why(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def full(*_arguments: object, **_more: object) -> ClientId:
        raise OutboxUnavailable(full=True)

    monkeypatch.setattr(desk, "send", full)
    file = tmp_path / "bon.txt"
    file.write_bytes(b"inhoud")
    screen.show_conversation(MARIEKE, True)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    box_of(screen).insertFromMimeData(mime)
    await stage.until(lambda: screen.widget.findChild(QToolButton, "remove_file_0"))
    QTest.keyClicks(box_of(screen), "blijf hier")
    screen.send()
    await stage.until(lambda: "disk is full" in words_of(screen, "composer_words"))
    assert box_of(screen).toPlainText() == "blijf hier"
    assert screen.widget.findChild(QToolButton, "remove_file_0") is not None
    assert [kept.name for kept in desk.draft_files.kept[MARIEKE]] == ["bon.txt"]
    monkeypatch.undo()
    screen.send()
    await stage.until(lambda: done(desk, "send_file"))
    await stage.until(lambda: desk.draft_files.kept[MARIEKE] == ())
    assert [record[0] for record in desk.recorded if record[0].startswith("send")] == ["send", "send_file"]
    assert "disk" not in words_of(screen, "composer_words")


@on_stage
async def test_files_of_a_killed_console_wait_again_in_their_chat(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    kept = tuple(DraftFile(id=f"df_{number}", name=f"{number}.txt", content=b"x") for number in range(2))
    desk.draft_files.kept[MARIEKE] = kept
    screen.show_conversation(YOUSSEF, True)
    screen.show_conversation(MARIEKE, True)
    await stage.until(lambda: screen.widget.findChild(QToolButton, "remove_file_1"))
    QTest.mouseClick(button(screen, "remove_file_0"), Qt.MouseButton.LeftButton)
    assert desk.draft_files.kept[MARIEKE] == kept[1:]
    screen.show_conversation(YOUSSEF, True)
    await stage.rest()
    assert screen.widget.findChild(QToolButton, "remove_file_0") is None
    screen.show_conversation(MARIEKE, True)
    screen.send()
    await stage.until(lambda: done(desk, "send_file"))
    await stage.until(lambda: desk.draft_files.kept[MARIEKE] == ())
    assert [record[2] for record in done(desk, "send_file")] == ["1.txt"]


@on_stage
async def test_a_screenshot_is_pasted_seen_removed_and_sent(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    screen.focus_composer()
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0x3366CC)
    QGuiApplication.clipboard().setImage(image)
    for _ in range(2):
        QTest.keyClick(box_of(screen), Qt.Key.Key_V, CONTROL)
    await stage.until(lambda: screen.widget.findChild(QToolButton, "remove_file_1"))
    QTest.mouseClick(button(screen, "remove_file_1"), Qt.MouseButton.LeftButton)
    await stage.rest()
    QTest.keyClick(box_of(screen), ENTER)
    await stage.until(lambda: done(desk, "send_file"))
    assert len(done(desk, "send_file")) == 1
    assert done(desk, "send_file")[0][2].endswith(".png")


@on_stage
async def test_a_huge_paste_is_shortened_and_said(stage: Stage, screen: ConversationScreen) -> None:
    screen.show_conversation(MARIEKE, True)
    mime = QMimeData()
    mime.setText("x" * 2_000_000)
    box_of(screen).insertFromMimeData(mime)
    assert len(box_of(screen).toPlainText()) <= 20_000
    assert "left out" in words_of(screen, "composer_words")


LINK = Piece(
    article=(fake_chats.FIETSENWERELD.id, ArticleKey("x"), "nl"), kind=ArticleUseKind.LINK, text="https://x.example"
)


@on_stage
async def test_insert_goes_to_the_cursor_and_replaces_nothing(stage: Stage, screen: ConversationScreen) -> None:
    screen.show_conversation(MARIEKE, True)
    box = box_of(screen)
    box.setPlainText("kijk hier")
    box.selectAll()
    screen.insert_piece(LINK)
    assert box.toPlainText() == "kijk hier https://x.example "
    box.move_to(4)
    screen.insert_suggestion(0)
    assert box.toPlainText().startswith("kijk http")
    assert box.toPlainText().endswith("hier https://x.example ")
    screen.insert_suggestion(7)


@on_stage
async def test_the_holding_line_is_in_the_chats_language_and_leaves_the_draft(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    QTest.keyClicks(box_of(screen), "half")
    QTest.mouseClick(button(screen, "holding_line"), Qt.MouseButton.LeftButton)
    await stage.until(lambda: done(desk, "send"))
    assert done(desk, "send")[0][2].startswith("Ik zoek")
    assert done(desk, "send")[0][4] is True
    assert box_of(screen).toPlainText() == "half"
    assert words_of(screen, "composer_words").startswith("Come back")
    assert not button(screen, "holding_line").isEnabled()
    screen.holding_line()
    await stage.rest()
    assert len(done(desk, "send")) == 1


@on_stage
async def test_no_answer_needed_stops_the_clock(stage: Stage, screen: ConversationScreen, desk: FakeDesk) -> None:
    screen.show_conversation(MARIEKE, True)
    assert words_of(screen, "composer_words") == "Answer within 11 s"
    screen.no_answer_needed()
    await stage.until(lambda: done(desk, "no_answer_needed"))
    await stage.until(lambda: words_of(screen, "composer_words") == "")
    assert not button(screen, "no_answer_needed").isEnabled()


@on_stage
async def test_the_clock_counts_on_its_own(stage: Stage, screen: ConversationScreen, desk: FakeDesk) -> None:
    screen.show_conversation(MARIEKE, True)
    desk.advance(19)
    await stage.until(lambda: words_of(screen, "composer_words") == "8 s too late", 3)


@on_stage
async def test_wrap_up_by_keyboard_warns_and_closes(stage: Stage, screen: ConversationScreen, desk: FakeDesk) -> None:
    closed: list[str] = []
    screen.conversation_closed.connect(closed.append)
    asked: list[WrapUp] = []
    real = desk.wrap_up

    async def wrap_up(conversation_id: ConversationId, *arguments: Any) -> bool:  # noqa: ANN401 - handed on
        outcome, tags, note, value = arguments
        asked.append(WrapUp(outcome=outcome, tags=tags, note=note, value_cents=value))
        return await real(conversation_id, *arguments)

    desk.wrap_up = wrap_up  # type: ignore[method-assign,assignment]  # to see what is asked
    screen.show_conversation(MARIEKE, True)
    screen.wrap_up()
    await stage.until(lambda: open_window("wrap_up_dialog"))
    dialog = open_window("wrap_up_dialog")
    assert dialog is not None
    warned = [label.whole_text for label in dialog.findChildren(PlainLabel)]
    assert any("still waits" in words for words in warned)
    radio = dialog.findChild(QRadioButton, "outcome_solved")
    assert isinstance(radio, QRadioButton)
    QTest.keyClick(radio, Qt.Key.Key_3)
    value = dialog.findChild(QLineEdit, "sale_value")
    assert isinstance(value, QLineEdit)
    assert value.isVisible()
    assert value.text() == "1,849.00"
    value.setText("nonsense")
    QTest.keyClick(value, ENTER)
    await stage.rest()
    assert dialog.isVisible()
    assert wrong_in(dialog) == "This is not an amount, such as 49.95"
    value.setText("€ 12.50")
    assert wrong_in(dialog) == ""
    line = dialog.findChild(QLineEdit, "tag_line")
    assert isinstance(line, QLineEdit)
    assert "fietszitje" in offered_by(line), "tags of the site's archive"
    QTest.keyClicks(line, "ruilen")
    QTest.keyClick(line, ENTER)
    QTest.keyClicks(line, "maat")
    note = dialog.findChild(QPlainTextEdit, "wrap_up_note")
    assert isinstance(note, QPlainTextEdit)
    note.setPlainText("klaar")
    QTest.keyClick(note, ENTER, CONTROL)
    await stage.until(lambda: closed)
    assert asked == [WrapUp(outcome=Outcome.SALE, tags=("retour", "ruilen", "maat"), note="klaar", value_cents=1250)]
    assert closed == [MARIEKE]
    assert "closed" in words_of(screen, "closed_words")


@on_stage
async def test_a_chat_of_the_queue_can_only_be_accepted(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(QUEUED, True)
    assert not box_of(screen).isVisible()
    QTest.mouseClick(button(screen, "accept_here"), Qt.MouseButton.LeftButton)
    await stage.until(box_of(screen).isVisible)


@on_stage
async def test_without_a_chat_the_page_says_so_from_the_start(stage: Stage, desk: FakeDesk) -> None:
    screen = ConversationScreen(stage.context, desk)
    stage.at_end(screen.close)
    screen.show_conversation(None, by_agent=False)
    await stage.show(screen.widget, 700, 500)
    page = screen.widget.findChild(PlainLabel, "state_title")
    assert page is not None
    assert (page.whole_text, page.isVisible()) == ("No chat is open", True)
    screen.show_conversation(MARIEKE, by_agent=False)
    assert not page.isVisible()
    screen.show_conversation(None, by_agent=False)
    assert page.isVisible()


def tab_stops(start: QWidget, count: int) -> list[str]:
    """Names of where Tab goes from `start`, over what is on screen."""
    names: list[str] = []
    widget = start.nextInFocusChain()
    while len(names) < count:
        assert widget not in {None, start}
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            names.append(widget.objectName())
        widget = widget.nextInFocusChain()
    return names


@on_stage
async def test_what_is_built_later_is_where_tab_expects_it(stage: Stage, screen: ConversationScreen) -> None:
    transcript = transcript_of(screen)
    screen.show_conversation(MARIEKE, by_agent=True)
    await stage.until(lambda: button(screen, "suggestion_title_1").isVisible())
    chips = ["suggestion_title_1", "suggestion_insert_1", "suggestion_title_2"]
    assert tab_stops(transcript, 4) == ["composer", *chips]
    transcript.open_find()
    assert tab_stops(transcript, 5) == ["find_text", "find_earlier", "find_later", "find_close", "composer"]
    transcript.close_find()
    screen.show_conversation(QUEUED, by_agent=True)
    assert tab_stops(transcript, 1) == ["accept_here"]


@on_stage
async def test_a_chat_that_goes_away_is_said(stage: Stage, screen: ConversationScreen, desk: FakeDesk) -> None:
    screen.show_conversation(MARIEKE, True)
    desk.drop(MARIEKE)
    await stage.until(lambda: "no longer" in words_of(screen, "closed_words"))
    assert not button(screen, "wrap_up").isEnabled()
    screen.send()
    screen.show_conversation(ANNA, True)
    assert box_of(screen).isVisible()


@on_stage
async def test_messages_arrive_and_older_ones_are_paged(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    desk.fill_history(MARIEKE, 500)
    screen.show_conversation(MARIEKE, True)
    await stage.rest()
    transcript = transcript_of(screen)
    entry = desk.visitor_writes(MARIEKE, "nieuw")
    await stage.until(lambda: transcript.row_index(entry.key) is not None)
    desk.visitor_writes(ANNA, "elders")
    await stage.rest()
    assert transcript.row_keys()[-1] == entry.key
    count = len(transcript.row_keys())
    transcript.verticalScrollBar().setValue(0)
    await stage.until(lambda: len(transcript.row_keys()) > count)
    desk.hub.publish(UploadProgressed(client_id=ClientId("unknown"), share=0.5))


@on_stage
async def test_discarded_text_comes_back_to_the_composer(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    QTest.keyClicks(box_of(screen), "toch niet")
    screen.send()
    await stage.until(lambda: done(desk, "send"))
    key = desk.entries(MARIEKE)[-1].key
    transcript_of(screen).discard_requested.emit(key)
    await stage.until(lambda: box_of(screen).toPlainText() == "toch niet")
    await stage.until(lambda: transcript_of(screen).row_index(key) is None)


@on_stage
async def test_an_emoji_is_found_by_keys(stage: Stage, screen: ConversationScreen) -> None:
    screen.show_conversation(MARIEKE, True)
    QTest.mouseClick(button(screen, "emoji"), Qt.MouseButton.LeftButton)
    popup = open_window("emoji_popup")
    assert popup is not None
    field = popup.findChild(QLineEdit, "emoji_search")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "thumbs up")
    QTest.keyClick(field, ENTER)
    await stage.rest()
    assert box_of(screen).toPlainText() == "👍"


@on_stage
async def test_tags_are_changed_in_the_head(stage: Stage, screen: ConversationScreen, desk: FakeDesk) -> None:
    screen.show_conversation(MARIEKE, True)
    QTest.mouseClick(button(screen, "edit_tags"), Qt.MouseButton.LeftButton)
    popup = open_window("tags_popup")
    assert popup is not None
    line = popup.findChild(QLineEdit, "tag_line")
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "spoed")
    QTest.keyClick(line, ENTER)
    popup.close()
    await stage.until(lambda: done(desk, "set_tags"))
    assert desk.chats[MARIEKE].conversation.tags == ("retour", "spoed")


def test_every_control_has_a_name(stage: Stage, screen: ConversationScreen) -> None:
    screen.show_conversation(MARIEKE, True)
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, TranscriptView):
        for control in screen.widget.findChildren(kind):
            inner = control.objectName().startswith("qt_") or isinstance(control.parent(), QLineEdit)
            if inner or not control.isVisible():
                continue
            assert control.objectName(), control
            assert control.accessibleName(), control.objectName()


def test_the_earlier_chat_and_the_article_are_asked_for(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    asked: list[object] = []
    screen.previous_requested.connect(asked.append)
    screen.article_requested.connect(lambda site, key: asked.append((site, key)))
    screen.show_conversation(MARIEKE, True)
    assert button(screen, "earlier_chats").text() == "3rd chat"
    button(screen, "earlier_chats").click()
    button(screen, "suggestion_title_1").click()
    assert asked == ["cv_marieke_2", ("fietsenwereld", "retour-winkel")]


@pytest.mark.parametrize(
    "name, safe",
    [
        ("../../x.pdf", "x.pdf"),
        ("C:\\a\\b.txt", "b.txt"),
        ("con.txt", "_con.txt"),
        ("\u202efdp.exe", "fdp.exe"),
        (" .. ", "file"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
        ("a<b>?.png", "a_b__.png"),
    ],
)
def test_files_are_saved_under_harmless_names(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe
