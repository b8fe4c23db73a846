"""An open article beside the chat: links, facts and quotes as pieces, large and back, its figures, what is missing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from operator_console.desk.state import ConnectionPhase
from operator_console.domain.articles import ArticleFigures, ArticleUseKind
from operator_console.domain.ids import ArticleKey
from operator_console.ui.kit.notice import Notice
from operator_console.ui.knowledge.figure_words import figure_words
from tests.fakes.fake_chats import FIETSENWERELD, MARIEKE, YOUSSEF
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage
from tests.unit.ui_knowledge.test_knowledge_screen import Panel

NAME = (FIETSENWERELD.id, ArticleKey("retour-winkel"), "nl")


async def opened(stage: Stage, desk: FakeDesk) -> Panel:
    panel = await Panel(stage, desk).shown()
    panel.screen.show_article(*NAME)
    await stage.rest()
    return panel


def notices(stage: Stage) -> list[Notice]:
    posted: list[Notice] = []
    stage.context.notices.posted.connect(posted.append)
    return posted


def test_a_quote_is_selected_and_inserted_by_keys_alone(stage: Stage) -> None:
    async def script() -> None:
        panel = await opened(stage, FakeDesk())
        body = panel.view.article.body
        quote = panel.button("insert_quote")
        assert not quote.isEnabled()
        body.setFocus(Qt.FocusReason.TabFocusReason)
        body.moveCursor(QTextCursor.MoveOperation.Start)
        word_on = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        for _ in range(3):
            QTest.keyClick(body, Qt.Key.Key_Right, word_on)
        selected = body.selected_text()
        assert len(selected.split()) == 3
        assert quote.isEnabled()
        QTest.keyClick(quote, Qt.Key.Key_Space)
        panel.screen.insert_quote()
        panel.screen.insert_link()
        panel.screen.insert_fact()
        kinds = [piece.kind for piece in panel.pieces]
        assert kinds == [ArticleUseKind.QUOTE, ArticleUseKind.QUOTE, ArticleUseKind.LINK, ArticleUseKind.FACT]
        assert {piece.article for piece in panel.pieces} == {NAME}
        assert panel.pieces[0].text == selected
        QTest.keyClick(body, Qt.Key.Key_2)
        assert panel.pieces[-1].text == panel.view.article.facts.rows[1].fact

    stage.run(script())


def test_the_caret_in_a_long_article_stays_in_sight(stage: Stage) -> None:
    async def script() -> None:
        panel = await opened(stage, FakeDesk())
        article = panel.view.article
        article.body.setFocus(Qt.FocusReason.TabFocusReason)
        article.body.moveCursor(QTextCursor.MoveOperation.End)
        await stage.rest()
        place = article.body.viewport().mapTo(article, article.body.cursorRect().center())
        assert article.rect().contains(place)

    stage.run(script())


def test_without_an_open_article_the_keys_say_what_is_needed(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        posted = notices(stage)
        for insert in (panel.screen.insert_link, panel.screen.insert_fact, panel.screen.insert_quote):
            insert()
        assert panel.pieces == []
        assert [notice.text for notice in posted] == [
            "Open an article with an address first.",
            "Open an article with facts first.",
            "Select words in an article first.",
        ]

    stage.run(script())


def test_large_is_remembered_for_each_chat_and_searching_brings_the_list_back(stage: Stage) -> None:
    async def script() -> None:
        panel = await opened(stage, FakeDesk())
        changes: list[bool] = []
        panel.screen.large_changed.connect(changes.append)
        large = panel.view.findChild(QToolButton, "article_large")
        assert isinstance(large, QToolButton)
        large.click()
        assert not panel.view.list.isVisible()
        assert large.accessibleName() == "Show the list again"
        panel.screen.show_conversation(YOUSSEF)
        assert panel.view.list.isVisible()
        panel.screen.show_conversation(MARIEKE)
        assert not panel.view.list.isVisible()
        assert panel.article_title == "Retourneren in de winkel"
        panel.screen.focus_search()
        assert panel.view.list.isVisible()
        panel.screen.toggle_large()
        QTest.keyClicks(panel.view.field, "x")
        assert panel.view.list.isVisible()
        panel.screen.toggle_large()
        panel.view.article.close_requested.emit()
        assert panel.view.list.isVisible()
        panel.screen.toggle_large()
        assert changes == [True, False, True, False, True, False, True, False]

    stage.run(script())


def test_an_article_says_how_it_does(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        panel = await opened(stage, desk)
        assert panel.label("article_figures") == ""
        site_id, key, language = NAME
        figures = ArticleFigures(site_id=site_id, key=key, language=language, uses=12, chats=11, closed=6, solved=5)
        desk.assist.use.measure(figures)
        assert panel.label("article_figures") == "Used 12 times · 83 % solved"
        desk.assist.use.measure()
        assert panel.label("article_figures") == ""

    stage.run(script())


def test_figures_say_nothing_that_is_not_known(stage: Stage) -> None:
    site_id, key, language = NAME
    unsolved = ArticleFigures(site_id=site_id, key=key, language=language, uses=1, chats=1)
    assert figure_words(None, None, stage.context.locale) == ""
    assert figure_words(unsolved, None, stage.context.locale) == "Used 1 time"


def test_nothing_good_found_notes_the_open_question_and_can_be_undone(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        panel = await Panel(stage, desk).shown()
        posted = notices(stage)
        QTest.mouseClick(panel.button("nothing_found"), Qt.MouseButton.LeftButton)
        await stage.until(lambda: posted)
        question = "En hoe zit het met de retourvoorwaarden als ik al heb gefietst?"
        assert ("missing", FIETSENWERELD.id, "nl", question, MARIEKE) in desk.recorded
        assert posted[0].timeout_s == 5.0
        assert question in posted[0].text
        assert posted[0].action is not None
        posted[0].action()
        await stage.until(lambda: ("take_back", "missing:1") in desk.recorded)
        desk.assist.use.told = True
        posted[0].action()
        await stage.until(lambda: len(posted) == 2)
        assert posted[1].text == "The editors have it already."
        desk.set_connection(phase=ConnectionPhase.OFFLINE)
        panel.screen.report_missing()
        await stage.until(lambda: len(posted) == 3)
        assert "next connection" in posted[2].text
        desk.assist.use.disk_full = True
        panel.screen.report_missing()
        await stage.until(lambda: len(posted) == 4)
        assert posted[3].text == "This could not be noted on this computer."

    stage.run(script())


def test_nothing_good_found_needs_a_chat_and_a_server_that_keeps_it(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        panel = await Panel(stage, desk).shown(None)
        posted = notices(stage)
        panel.screen.report_missing()
        assert posted[0].text.startswith("Open a chat first")
        desk.assist.use.can_tell = False
        panel.screen.show_conversation(MARIEKE)
        panel.screen.report_missing()
        await stage.rest()
        assert len(posted) == 1
        assert not panel.button("nothing_found").isVisible()
        assert not [wish for wish in desk.recorded if wish[0] == "missing"]

    stage.run(script())


def test_every_part_has_a_name(stage: Stage) -> None:
    async def script() -> None:
        panel = await opened(stage, FakeDesk())
        for kind in (QPushButton, QToolButton):
            for button in panel.view.findChildren(kind):
                assert isinstance(button, QWidget)
                assert button.accessibleName(), button.objectName()
        assert panel.button("insert_link").accessibleName() == "Insert link"

    stage.run(script())
