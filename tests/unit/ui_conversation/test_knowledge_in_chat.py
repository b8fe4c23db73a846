"""Pieces of articles in a draft, the mark for pasted text, what to think of, manners at wrap-up, seeds of articles."""

from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from operator_console.desk.article_seeds import ArticleSeed
from operator_console.domain.articles import ArticleUseKind
from operator_console.domain.ids import ArticleKey
from operator_console.domain.insertion import Piece
from operator_console.settings.options import OWN_WORDS_OFF
from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.conversation.same_text import SameTextPopup
from operator_console.ui.conversation.text_box import TextBox
from operator_console.ui.conversation.wrap_up_dialog import WrapUpDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.knowledge import KnowledgeScreen
from tests.fakes.drag import drag_across
from tests.fakes.fake_chats import FIETSENWERELD, MARIEKE, YOUSSEF
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.gallery.assist import DRAFT, SENT, bind_line
from tests.unit.ui_conversation.playing import on_stage, text_point

Kind = TypeVar("Kind", bound=QWidget)
NAME = (FIETSENWERELD.id, ArticleKey("retour-winkel"), "nl")
FACT = Piece(article=NAME, kind=ArticleUseKind.FACT, text="Binnen 30 dagen na levering")
QUOTE = Piece(article=NAME, kind=ArticleUseKind.QUOTE, text="Een afspraak is\n\nniet nodig.")
LINK = Piece(article=NAME, kind=ArticleUseKind.LINK, text="https://x.example/help", title="Retourneren")


PARTS = ("wat vervelend dat de maat", "retourvoorwaarden als ik al heb gefietst")
"""Of an own message, and of the visitor's."""


def part(screen: ConversationScreen, kind: type[Kind], name: str = "") -> Kind:
    found = screen.widget.findChild(kind, name) if name else screen.widget.findChild(kind)
    assert isinstance(found, kind), name
    return found


def box_of(screen: ConversationScreen) -> TextBox:
    return part(screen, TextBox, "composer")


def words_of(screen: ConversationScreen, name: str) -> str:
    return part(screen, PlainLabel, name).whole_text


def inserted(desk: FakeDesk) -> list[tuple[Any, ...]]:
    return [wish[1:] for wish in desk.recorded if wish[0] == "inserted"]


@on_stage
async def test_several_pieces_make_one_answer_and_are_followed(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    box = box_of(screen)
    box.insertPlainText("Dat kan, Marieke:")
    for piece in (FACT, QUOTE, LINK):
        screen.insert_piece(piece)
    words = "Dat kan, Marieke: Binnen 30 dagen na levering “Een afspraak is\nniet nodig.” https://x.example/help "
    assert box.toPlainText() == words
    assert inserted(desk) == [(MARIEKE, piece.kind, piece.text) for piece in (FACT, QUOTE, LINK)]
    box.undo()
    assert box.toPlainText().endswith("nodig.” ")
    box.insertPlainText("\n")
    screen.insert_piece(LINK)
    assert box.toPlainText().endswith("\nRetourneren: https://x.example/help ")


@on_stage
async def test_a_suggestions_link_is_followed_too_and_a_note_is_not(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    screen.insert_suggestion(0)
    assert [kind for _, kind, _ in inserted(desk)] == [ArticleUseKind.LINK]
    screen.toggle_note()
    screen.insert_piece(FACT)
    assert len(inserted(desk)) == 1
    assert FACT.text in box_of(screen).toPlainText()


@on_stage
async def test_a_fact_and_a_selection_are_dragged_to_the_caret(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    knowledge = KnowledgeScreen(stage.context, desk)
    stage.at_end(knowledge.close)
    beside = QWidget()
    across = QHBoxLayout(beside)
    across.addWidget(screen.widget)
    across.addWidget(knowledge.widget)
    await stage.show(beside, 1100, 700)
    screen.show_conversation(MARIEKE, True)
    knowledge.show_conversation(MARIEKE)
    knowledge.show_article(*NAME)
    await stage.rest()
    box = box_of(screen)
    box.setPlainText("Dat kan. Tot ziens!")
    cursor = box.textCursor()
    cursor.setPosition(8)
    row = knowledge.view.article.facts.rows[0]
    await drag_across(row, row.rect().center(), box.viewport(), box.cursorRect(cursor).center())
    await stage.until(lambda: row.fact in box.toPlainText())
    assert box.toPlainText() == f"Dat kan. {row.fact} Tot ziens!"
    assert inserted(desk) == [(MARIEKE, ArticleUseKind.FACT, row.fact)]
    assert box.hasFocus()
    body = knowledge.view.article.body
    chosen = body.document().find("30 dagen na levering")
    body.setTextCursor(chosen)
    await stage.rest()
    chosen.setPosition(chosen.position() - 3)
    box.move_to(8)
    end = box.textCursor()
    end.movePosition(QTextCursor.MoveOperation.End)
    await drag_across(body.viewport(), body.cursorRect(chosen).center(), box.viewport(), box.cursorRect(end).center())
    await stage.rest()
    assert box.toPlainText() == f"Dat kan. {row.fact} Tot ziens! “30 dagen na levering” "
    assert inserted(desk)[-1] == (MARIEKE, ArticleUseKind.QUOTE, "30 dagen na levering")
    assert "30 dagen na levering" in body.toPlainText()  # dragging takes nothing away


@on_stage
async def test_text_that_was_sent_to_another_gets_a_quiet_mark_that_moves_and_blocks_nothing(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    desk.assist.own_words.said(YOUSSEF, SENT)
    screen.show_conversation(MARIEKE, True)
    box = box_of(screen)
    box.setFocus()
    box.setPlainText(DRAFT)
    await stage.rest()
    before = (box.geometry(), part(screen, TranscriptView).geometry())
    assert words_of(screen, "same_text_words") == ""
    screen.same_text.look_now()
    await stage.until(lambda: words_of(screen, "same_text_words"))
    assert "Youssef" in words_of(screen, "same_text_words")
    assert (box.geometry(), part(screen, TranscriptView).geometry()) == before
    why = part(screen, QPushButton, "same_text_why")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is why
    QTest.keyClick(why, Qt.Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, SameTextPopup)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    box.moveCursor(QTextCursor.MoveOperation.End)
    box.insertPlainText(" En wat vond u van de proefrit met de kinderen in het bos bij Soest gisteren?")
    assert words_of(screen, "same_text_words") == ""
    screen.same_text.look_now()
    await stage.rest()
    screen.send()
    await stage.rest()
    assert [wish[0] for wish in desk.recorded].count("send") == 1


@on_stage
async def test_the_mark_goes_with_the_chat_and_stays_away_where_it_is_off(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    desk.assist.own_words.said(YOUSSEF, SENT)
    screen.show_conversation(MARIEKE, True)
    box_of(screen).setPlainText(DRAFT)
    screen.same_text.look_now()
    await stage.until(lambda: words_of(screen, "same_text_words"))
    screen.show_conversation(YOUSSEF, True)
    assert words_of(screen, "same_text_words") == ""
    screen.show_conversation(MARIEKE, True)
    stage.context.settings.set(OWN_WORDS_OFF, [FIETSENWERELD.id])
    assert desk.assist.own_words.left_out == {FIETSENWERELD.id}
    screen.same_text.look_now()
    await stage.rest()
    assert words_of(screen, "same_text_words") == ""
    screen.toggle_note()
    stage.context.settings.set(OWN_WORDS_OFF, [])
    screen.same_text.look_now()
    await stage.rest()
    assert words_of(screen, "same_text_words") == ""


@on_stage
async def test_what_goes_with_the_cart_can_be_shown_and_dismissed(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    bind_line(desk, "<b>Kettingslot</b> erbij?")
    asked: list[tuple[str, str]] = []
    screen.article_requested.connect(lambda *names: asked.append(names))
    screen.show_conversation(MARIEKE, True)
    assert words_of(screen, "think_of_words") == "Think of: <b>Kettingslot</b> erbij?"
    part(screen, QPushButton, "think_of_article").click()
    assert asked == [(FIETSENWERELD.id, "retour-winkel")]
    part(screen, QToolButton, "think_of_dismiss").click()
    assert not part(screen, QWidget, "think_of").isVisible()
    screen.show_conversation(YOUSSEF, True)
    screen.show_conversation(MARIEKE, True)
    assert not part(screen, QWidget, "think_of").isVisible()


@on_stage
async def test_manners_are_said_at_wrap_up_and_never_stop_it(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    screen.show_conversation(MARIEKE, True)
    screen.wrap_up()
    await stage.until(lambda: screen.widget.window().findChild(WrapUpDialog) is not None)
    dialog = part(screen, WrapUpDialog)
    await stage.until(dialog.isVisible)
    lines = [label.whole_text for label in dialog.findChildren(PlainLabel, "etiquette_line")]
    assert lines[0] == "Greeted"
    assert any("retourneren" in line for line in lines)
    dialog.finish("wrap_up")
    await stage.until(lambda: any(wish[0] == "wrap_up" for wish in desk.recorded))


@on_stage
async def test_an_answer_becomes_an_article_by_menu_and_key(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk
) -> None:
    seeds: list[ArticleSeed] = []
    screen.draft_requested.connect(seeds.append)
    screen.show_conversation(MARIEKE, True)
    await stage.rest()
    screen.make_article()
    assert seeds[0].body.startswith("Goedemiddag Marieke")
    assert seeds[0].question == "Hoi! Ik heb vorige week de Tour 500 besteld maar hij is te groot 😕"
    transcript = part(screen, TranscriptView)
    mine, theirs = (next(key for key in transcript.row_keys() if part in transcript.row_words(key)) for part in PARTS)
    assert "Make an article of this answer" in menu_texts(transcript, text_point(transcript, mine, 3))
    assert "Make an article of this answer" not in menu_texts(transcript, text_point(transcript, theirs, 3))
    box_of(screen).setPlainText("Ruilen kan binnen 30 dagen.")
    menu = composer_menu(screen)
    choose(menu, "Make an article of this text")
    assert seeds[1].body == "Ruilen kan binnen 30 dagen."
    missing: list[bool] = []
    screen.missing_requested.connect(lambda: missing.append(True))
    choose(composer_menu(screen), "Nothing good found: tell the editors")
    assert missing


@pytest.mark.parametrize("can_tell", [True, False])
def test_what_the_server_cannot_do_is_not_offered(
    stage: Stage, screen: ConversationScreen, desk: FakeDesk, can_tell: bool
) -> None:
    async def script() -> None:
        desk.assist.use.can_tell = can_tell
        seeds: list[ArticleSeed] = []
        screen.draft_requested.connect(seeds.append)
        screen.show_conversation(MARIEKE, True)
        await stage.rest()
        assert any("article" in text for text in texts_of(composer_menu(screen))) is can_tell
        assert part(screen, TranscriptView).offers_article is can_tell
        screen.make_article()
        assert bool(seeds) is can_tell

    stage.run(script())


def composer_menu(screen: ConversationScreen) -> QMenu:
    box = box_of(screen)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5)))
    box.contextMenuEvent(event)
    menus = [menu for menu in box.findChildren(QMenu, "composer_menu") if menu.isVisible()]
    assert menus
    return menus[-1]


def texts_of(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0].replace("&", "") for action in menu.actions()]


def choose(menu: QMenu, text: str) -> None:
    menu.actions()[texts_of(menu).index(text)].trigger()
    menu.close()


def menu_texts(transcript: TranscriptView, at: QPoint) -> list[str]:
    transcript.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, transcript.viewport().mapToGlobal(at))
    )
    menu = transcript.findChildren(QMenu, "transcript_menu")[-1]
    texts = texts_of(menu)
    menu.close()
    return texts
