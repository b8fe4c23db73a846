"""The knowledge panel in a real window: searching, keys, inserting, following the chat, loading nothing."""

import asyncio
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import QRect, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from operator_console.desk.events import ArticlesChanged, ContextChanged
from operator_console.desk.state import ConnectionPhase
from operator_console.domain.articles import Article
from operator_console.domain.ids import SiteId
from operator_console.domain.insertion import Piece
from operator_console.knowledge.values import SearchRequest, SearchResult
from operator_console.settings.options import KNOWLEDGE_LANGUAGE
from operator_console.ui.kit.article_body import ArticleBody
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.knowledge import KnowledgeScreen
from operator_console.ui.knowledge.facts import FactRow
from operator_console.ui.knowledge.filter_menu import FilterMenu
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_knowledge import FakeKnowledge
from tests.fakes.screen_stage import Stage
from tests.gallery.knowledge import HOSTILE


class Panel:
    """A panel in a window and what it wanted inserted."""

    def __init__(self, stage: Stage, desk: FakeDesk) -> None:
        self.stage = stage
        self.desk = desk
        self.screen = KnowledgeScreen(stage.context, desk)
        stage.at_end(self.screen.close)
        self.view = self.screen.view
        self.pieces: list[Piece] = []
        self.links: list[str] = []
        self.screen.insert_requested.connect(self.pieces.append)
        self.screen.link_requested.connect(self.links.append)

    @property
    def inserted(self) -> list[str]:
        return [piece.text for piece in self.pieces]

    async def shown(self, conversation_id: str | None = fake_chats.MARIEKE) -> "Panel":
        await self.stage.show(self.view, 356, 640)
        self.screen.show_conversation(conversation_id)
        return self

    def titles(self) -> list[str]:
        return [row.title for row in self.screen.model.rows]

    def label(self, name: str) -> str:
        label = self.view.findChild(PlainLabel, name)
        assert label is not None, name
        return label.whole_text if label.isVisible() else ""

    async def type(self, text: str) -> None:
        self.screen.focus_search()
        await self.stage.until(self.view.field.hasFocus)
        QTest.keyClicks(self.view.field, text)
        await self.stage.until(lambda: " in " in self.label("search_figures"))
        await self.stage.rest()

    def button(self, name: str) -> QPushButton:
        button = self.view.findChild(QPushButton, name)
        assert button is not None
        return button

    @property
    def article_title(self) -> str:
        return self.label("article_title").replace("\u200b", "")


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be opened in a browser."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    return opened


def test_search_as_you_type_open_and_insert_by_keys_alone(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        await panel.type("retour winkel")
        assert panel.titles()[0] == "Retourneren in de winkel"
        assert panel.label("search_figures").endswith(" ms")
        QTest.keyClick(panel.view.field, Qt.Key.Key_Down)
        QTest.keyClick(panel.view.field, Qt.Key.Key_Down)
        QTest.keyClick(panel.view.field, Qt.Key.Key_Up)
        assert panel.view.field.hasFocus()
        QTest.keyClick(panel.view.field, Qt.Key.Key_Return)
        assert panel.article_title == "Retourneren in de winkel"
        facts = panel.view.article.facts.rows
        await stage.until(facts[0].hasFocus)
        QTest.keyClick(facts[0], Qt.Key.Key_3)
        QTest.keyClick(facts[0], Qt.Key.Key_Down)
        await stage.until(facts[1].hasFocus)
        QTest.keyClick(facts[1], Qt.Key.Key_Return)
        assert panel.inserted == [facts[2].fact, facts[1].fact]
        QTest.keyClick(facts[1], Qt.Key.Key_9)
        assert len(panel.inserted) == 2

    stage.run(script())


def test_inserting_by_pointer_alone(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        first = panel.view.list.visualRect(panel.screen.model.index(0)).center()
        QTest.mouseClick(panel.view.list.viewport(), Qt.MouseButton.LeftButton, pos=first)
        assert panel.article_title == panel.titles()[0]
        article = panel.view.article.article
        assert article is not None
        await stage.rest()
        plus = panel.view.findChild(QToolButton, "insert_fact_2")
        assert plus is not None
        plus.click()
        QTest.mouseClick(panel.button("insert_link"), Qt.MouseButton.LeftButton)
        QTest.mouseClick(panel.button("insert_fact"), Qt.MouseButton.LeftButton)
        assert panel.inserted == [article.facts[1], article.url, article.facts[1]]
        QTest.mouseDClick(panel.view.article.facts.rows[0], Qt.MouseButton.LeftButton)
        assert panel.inserted[-1] == article.facts[0]

    stage.run(script())


def test_a_typing_error_is_repaired_and_said(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        await panel.type("retuor winkle")
        assert panel.label("corrected") == "shown for: retour winkel"
        panel.view.field.clear()
        await stage.until(lambda: panel.label("search_figures") == "27 articles")
        assert panel.label("corrected") == ""

    stage.run(script())


class SlowKnowledge(FakeKnowledge):
    """Answers a search when it is told to."""

    def __init__(self, desk: FakeDesk) -> None:
        super().__init__(desk.hub, desk.recorded)
        self.gates: dict[str, asyncio.Future[None]] = {}

    async def search(self, request: SearchRequest) -> SearchResult:
        gate = self.gates[request.text] = asyncio.get_running_loop().create_future()
        await gate
        return await super().search(request)


def test_only_the_newest_search_counts(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.knowledge = knowledge = SlowKnowledge(desk)
        panel = await Panel(stage, desk).shown()
        panel.view.field.setText("accu")
        await stage.until(lambda: "accu" in knowledge.gates)
        panel.view.field.setText("garantie")
        await stage.until(lambda: "garantie" in knowledge.gates)
        assert knowledge.gates["accu"].cancelled()
        knowledge.gates["garantie"].set_result(None)
        await stage.until(lambda: "Garantie" in panel.titles()[:2])
        assert [record for record in desk.recorded if record[0] == "search"] == [
            ("search", "garantie", fake_chats.FIETSENWERELD.id, "nl")
        ]

    stage.run(script())


def test_a_burst_of_keys_asks_once_per_frame(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        panel = await Panel(stage, desk).shown()
        for end in range(1, 13):
            panel.view.field.setText("retour winkel"[:end])
        await stage.rest()
        assert len([record for record in desk.recorded if record[0] == "search"]) == 1

    stage.run(script())


def test_what_was_looked_up_stays_with_its_chat(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        await panel.type("garantie")
        QTest.keyClick(panel.view.field, Qt.Key.Key_Return)
        opened = panel.article_title
        assert opened
        panel.screen.show_conversation(fake_chats.BEZOEKER)
        assert (panel.view.field.text(), panel.article_title) == ("", "")
        assert panel.label("knowledge_site") == "Skyjump"
        await stage.rest()
        assert {row.article.site_id for row in panel.screen.model.rows} == {fake_chats.SKYJUMP.id}
        panel.screen.show_conversation(fake_chats.MARIEKE)
        assert (panel.view.field.text(), panel.article_title) == ("garantie", opened)
        await stage.until(lambda: panel.screen.model.rows[0].found)

    stage.run(script())


def test_the_language_follows_the_chat_the_setting_and_the_agent(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.add_chat(fake_chats.emily(desk.now()))
        panel = await Panel(stage, desk).shown(fake_chats.EMILY)
        assert panel.button("language_en").isChecked()
        assert "Bad weather and postponed jumps" in panel.titles()
        panel.button("language_nl").click()
        await stage.rest()
        assert {row.article.language for row in panel.screen.model.rows} == {"nl"}
        panel.screen.show_conversation(fake_chats.MARIEKE)
        assert panel.button("language_nl").isChecked()
        stage.settings.set(KNOWLEDGE_LANGUAGE, "en")
        await stage.until(lambda: panel.button("language_en").isChecked())
        panel.screen.show_conversation(fake_chats.EMILY)
        assert panel.button("language_nl").isChecked()  # the agent's own choice for this chat

    stage.run(script())


def test_the_language_follows_a_visit_that_becomes_known(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        panel = await Panel(stage, desk).shown(fake_chats.BEZOEKER)
        assert panel.button("language_nl").isChecked()
        visit = desk.context(fake_chats.BEZOEKER).visit
        assert visit is not None
        desk.set_visit(fake_chats.BEZOEKER, structs.replace(visit, language="en-US"))
        desk.hub.publish(ContextChanged(fake_chats.BEZOEKER))
        await stage.until(lambda: panel.button("language_en").isChecked())

    stage.run(script())


def test_an_open_article_changes_language_with_the_toggle(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.screen.show_article("fietsenwereld", "retour-winkel", "nl")
        panel.button("language_en").click()
        article = panel.view.article.article
        assert article is not None
        assert (article.key, article.language) == ("retour-winkel", "en")
        panel.screen.show_article("fietsenwereld", "retour-winkel", "de")  # there is none in German
        assert panel.article_title == article.title

    stage.run(script())


def test_nothing_found_offers_the_other_language(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        await panel.type("xqzzy")
        await stage.until(panel.view.state.isVisible)
        assert panel.label("state_title") == "Nothing found"
        panel.button("state_action").click()
        assert panel.button("language_en").isChecked()
        panel.view.field.clear()
        await stage.until(panel.view.list.isVisible)

    stage.run(script())


class EmptyKnowledge(FakeKnowledge):
    """Has no articles until it gets some."""

    loaded = False

    def all(self, site_id: SiteId | None, language: str) -> tuple[Article, ...]:
        return super().all(site_id, language) if self.loaded else ()


def test_loading_offline_and_empty_are_told_apart(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.knowledge = knowledge = EmptyKnowledge(desk.hub, desk.recorded)
        desk.set_connection(phase=ConnectionPhase.CATCHING_UP)
        panel = await Panel(stage, desk).shown()
        assert panel.label("state_title") == "Loading articles…"
        desk.set_connection(phase=ConnectionPhase.OFFLINE)
        await stage.until(lambda: panel.label("state_title") == "No articles on this machine yet")
        desk.set_connection(phase=ConnectionPhase.LIVE)
        await stage.until(lambda: panel.label("state_title") == "No articles in Dutch yet")
        knowledge.loaded = True
        desk.hub.publish(ArticlesChanged(86))
        await stage.until(panel.view.list.isVisible)
        assert len(panel.titles()) == 27

    stage.run(script())


def test_a_hostile_article_is_literal_and_loads_nothing(
    stage: Stage, opened_urls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    load = ArticleBody.loadResource

    def watched(body: ArticleBody, kind: int, name: QUrl | str) -> object:
        asked.append(str(name))
        return load(body, kind, name)

    monkeypatch.setattr(ArticleBody, "loadResource", watched)

    async def script() -> None:
        desk = FakeDesk()
        desk.knowledge.add(HOSTILE)
        panel = await Panel(stage, desk).shown()
        panel.screen.show_article("fietsenwereld", "kwaad", "nl")
        await stage.rest()
        assert asked == []
        assert panel.article_title == '<img src="file:///etc/passwd"> <b>A title</b> &amp; %1 desrever'
        body = panel.view.article.body
        assert '<img src="file:///etc/passwd">' in body.toPlainText()
        assert panel.view.article.width() <= panel.view.width()
        assert panel.label("article_overdue") == "Review overdue since 1 Mar"
        for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a@b.example/", "data:text/html,x"):
            body.link_requested.emit(url)
        assert opened_urls == panel.links == []
        body.link_requested.emit("https://example.org/")
        assert opened_urls == panel.links == ["https://example.org/"]
        body.link_requested.emit("https://fietsenwereld.example/help/retour-winkel")
        assert panel.article_title == "Retourneren in de winkel"
        assert len(opened_urls) == 1

    stage.run(script())


def test_the_body_loads_no_file_even_when_html_asks_for_it(stage: Stage, tmp_path: Path) -> None:
    async def script() -> None:
        picture = tmp_path / "x.png"
        pixmap = stage.context.icons.pixmap("x", 64)
        assert pixmap.save(str(picture))
        body = ArticleBody(stage.context)
        await stage.show(body, 300, 200)
        body.setHtml(f'<img src="{picture.as_uri()}"><style>@import url({picture.as_uri()})</style>')
        await stage.rest()
        kind = QTextDocument.ResourceType.ImageResource
        loaded = body.document().resource(kind.value, QUrl(picture.as_uri()))
        assert isinstance(loaded, QImage)
        assert loaded.width() == 1
        assert body.document().size().height() < 60  # a picture of 64 px would need more

    stage.run(script())


def test_the_body_copies_plain_text_only(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.screen.show_article("fietsenwereld", "retour-winkel", "nl")
        body = panel.view.article.body
        body.selectAll()
        assert body.createMimeDataFromSelection().formats() == ["text/plain"]
        assert "**" not in body.selected_text()
        body.quote_requested.emit("een zin")
        assert panel.inserted == ["een zin"]

    stage.run(script())


def test_the_article_grows_with_its_text_and_never_scrolls_inside(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.screen.show_article("fietsenwereld", "retour-winkel", "nl")
        await stage.rest()
        body = panel.view.article.body
        wide_px = body.height()
        assert body.verticalScrollBar().maximum() == 0
        panel.view.resize(260, 640)
        await stage.until(lambda: body.height() > wide_px)
        assert body.verticalScrollBar().maximum() == 0

    stage.run(script())


def test_related_articles_and_closing(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.screen.show_article("fietsenwereld", "retour-winkel", "nl")
        panel.button("related_ruilen-maat").click()
        article = panel.view.article.article
        assert article is not None
        assert article.key == "ruilen-maat"
        close = panel.view.findChild(QToolButton, "article_close")
        assert close is not None
        close.click()
        assert not panel.view.article.isVisible()
        await stage.until(panel.view.field.hasFocus)
        panel.screen.show_conversation(fake_chats.ANNA)
        panel.screen.show_conversation(fake_chats.MARIEKE)
        assert not panel.view.article.isVisible()

    stage.run(script())


def test_up_from_the_first_row_leads_back_to_the_field(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.view.list.setFocus()
        panel.view.list.mark(0)
        await stage.until(panel.view.list.hasFocus)
        QTest.keyClick(panel.view.list, Qt.Key.Key_Up)
        await stage.until(panel.view.field.hasFocus)

    stage.run(script())


def test_every_control_has_a_name_for_screen_readers(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        panel.screen.show_article("fietsenwereld", "retour-winkel", "nl")
        controls = [w for w in panel.view.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(controls) > 8
        bare = [w for w in controls if not w.accessibleName() and w.isVisibleTo(panel.view)]
        assert bare == []
        assert [w for w in controls if isinstance(w, FactRow) and not w.objectName()] == []

    stage.run(script())


def test_a_changed_theme_paints_marks_anew(stage: Stage) -> None:
    async def script() -> None:
        from operator_console.settings.options import THEME

        panel = await Panel(stage, FakeDesk()).shown()
        await panel.type("retour")
        view = panel.view.list.viewport()
        first = panel.view.list.visualRect(panel.screen.model.index(0))

        def pixels() -> set[str]:
            image = panel.view.grab(QRect(view.mapTo(panel.view, first.topLeft()), QSize(120, 30))).toImage()
            return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

        theme = stage.context.theme
        assert {theme.colour("mark").name(), theme.colour("panel").name()} <= pixels()
        stage.settings.set(THEME, "dark")
        await stage.rest()
        assert {theme.colour("mark").name(), theme.colour("panel").name()} <= pixels()
        colour = theme.colour("text").name()
        assert colour in panel.view.article.body.document().defaultStyleSheet()

    stage.run(script())


def test_the_panel_says_why_a_hit_stands_where_it_does(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        assert panel.label("why") == ""
        await panel.type("retour winkel")
        assert panel.label("why").startswith("Why this order?")
        QTest.keyClick(panel.view.field, Qt.Key.Key_Down)
        assert "in the title: " in panel.label("why")
        panel.view.field.setText("")
        await stage.until(lambda: panel.label("why") == "")

    stage.run(script())


def test_filters_are_chosen_by_keyboard_and_stand_in_the_field(stage: Stage) -> None:
    async def script() -> None:
        panel = await Panel(stage, FakeDesk()).shown()
        await panel.type("fiets")
        before = len(panel.titles())
        button = panel.view.findChild(QToolButton, "filters")
        assert button is not None
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        menu = panel.view.findChild(FilterMenu, "filter_menu")
        assert menu is not None
        await stage.until(menu.isVisible)
        tag = menu.actions()[0].text()
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        await stage.until(lambda: panel.view.field.text().startswith("fiets tag:"))
        await stage.until(lambda: len(panel.titles()) < before)
        rows = panel.screen.model.rows
        assert rows
        assert all(tag in row.article.tags for row in rows)

    stage.run(script())
