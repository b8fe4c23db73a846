"""The articles' page over made-up articles: list, writing, conflict, history, pairs, missing, import and export."""

from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from operator_console.backends.base import Refused, Unreachable
from operator_console.desk.state import ConnectionPhase
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey
from operator_console.protocol.frames import Refusal
from operator_console.ui.articles import ArticlesScreen
from operator_console.ui.articles.editing import kept_id
from operator_console.ui.articles.editor_view import Page
from operator_console.ui.articles.import_sheet import ImportSheet
from operator_console.ui.articles.rows import Lens
from operator_console.ui.articles.transfer import Form
from operator_console.ui.kit.notice import NoticeBar
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_editor import FakeArticleWork
from tests.fakes.screen_stage import Stage
from tests.fakes.watchdog import breathe, in_time, never_blocked

SITE = fake_chats.FIETSENWERELD.id
RETURNS = (SITE, ArticleKey("retour-winkel"), "nl")


class Held:
    """The page on a stage, with what a test does to it."""

    def __init__(self, stage: Stage, desk: FakeDesk) -> None:
        self.stage, self.desk = stage, desk
        self.bar = NoticeBar(stage.context)
        self.screen = ArticlesScreen(stage.context, desk)
        stage.at_end(self.screen.close)

    @property
    def writing(self) -> Any:  # noqa: ANN401  # the parts of a view
        return self.screen.editing.view.writing

    def notices(self) -> str:
        return "\n".join(notice.text for notice in self.bar.notices)

    def undo(self) -> None:
        action = self.bar.notices[-1].action
        assert action is not None
        action()

    def press(self, name: str) -> None:
        button = self.find(QPushButton, name)
        assert button.isEnabled(), name
        button.click()

    def find(self, kind: type[QWidget], name: str) -> Any:  # noqa: ANN401  # of the kind
        found = self.screen.widget.findChild(kind, name)
        assert found is not None, name
        return found

    async def shown(self) -> "Held":
        await self.stage.show(self.screen.widget, 1300, 800)
        self.screen.show()
        await self.stage.until(lambda: self.screen.catalogue.all_rows)
        return self

    async def opened(self, name: tuple[Any, ...] = RETURNS) -> "Held":
        self.screen.open_article(*name)
        await self.stage.until(lambda: self.screen.editing.kept is not None)
        return self

    def write(self, text: str) -> None:
        self.writing.box.insertPlainText(text)

    async def until_unsaved(self) -> None:
        await self.stage.until(lambda: self.screen.editing.unsaved)


async def page_on(stage: Stage, desk: FakeDesk | None = None) -> Held:
    return await Held(stage, desk or FakeDesk()).shown()


# ------------------------------------------------------------------------------------------------- list


def test_the_list_filters_sorts_and_opens_by_keyboard(stage: Stage) -> None:
    async def script() -> None:
        page = await page_on(stage)
        view, model = page.screen.catalogue.view, page.screen.catalogue.model
        assert model.rowCount() == len(page.desk.article_work.revisions)
        view.field.setText("retour WINKEL")
        await stage.until(lambda: 0 < model.rowCount() < 10)
        box = page.find(QComboBox, "filter_language")
        box.setCurrentIndex(box.findData("nl"))
        box.activated.emit(box.currentIndex())
        await stage.until(lambda: {row.card.language for row in model.rows} == {"nl"})
        QTest.keyClick(view.field, Qt.Key.Key_Down)
        assert view.table.hasFocus()
        QTest.keyClick(view.table, Qt.Key.Key_Return)
        await stage.until(lambda: page.screen.editing.kept is not None)
        assert page.screen.writing
        page.screen.back()
        assert view.isVisible()
        view.field.setText("xqzzy")
        await stage.until(view.state.isVisible)
        page.press("state_action")
        await stage.until(lambda: model.rowCount() > 50)

    stage.run(script())


def test_thousands_of_articles_never_block_the_window(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        made = [
            Article(
                key=ArticleKey(f"a-{number}"),
                site_id=SITE,
                language="nl",
                title=f"Vraag {number}",
                summary="s",
                body="b",
            )
            for number in range(4_000)
        ]
        desk.use_articles(FakeArticleWork(made))
        page = await page_on(stage, desk)
        view = page.screen.catalogue.view
        with never_blocked(0.5):
            for text in ("vraag", "vraag 39", "", "3999"):
                view.field.setText(text)
                await breathe()
            view.field.clear()
            view.sort_chosen.emit(4)
            await breathe()
            view.table.scrollToBottom()
            await breathe()

    in_time(lambda: stage.run(script()))


def test_without_a_connection_it_says_so_and_comes_back(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.article_work.error = Unreachable()
        desk.set_connection(phase=ConnectionPhase.OFFLINE)
        page = Held(stage, desk)
        await stage.show(page.screen.widget, 1000, 700)
        page.screen.show()
        await stage.until(lambda: "no connection" in page.notices())
        assert page.screen.catalogue.view.state.isVisible()
        desk.article_work.error = None
        desk.set_connection(phase=ConnectionPhase.LIVE)
        await stage.until(lambda: page.screen.catalogue.model.rowCount() > 50)

    stage.run(script())


def test_a_missing_article_is_written_from_its_question_and_closed(stage: Stage) -> None:
    async def script() -> None:
        page = await page_on(stage)
        page.screen.catalogue.view.lens_chosen.emit(Lens.MISSING)
        await stage.rest()
        page.press("missing_write")
        await stage.rest()
        assert page.writing.title.text() == "Kan ik mijn fiets laten ophalen voor een reparatie?"
        page.write("Ja, dat kan.")
        await page.until_unsaved()
        page.screen.publish()
        await stage.until(lambda: len(page.desk.article_work.questions) == 2)
        name = (SITE, ArticleKey("kan-ik-mijn-fiets-laten-ophalen-voor-een-reparatie"), "nl")
        assert page.desk.article_work.in_work(name).published_revision == 1
        page.screen.back()
        page.screen.catalogue.view.lens_chosen.emit(Lens.MISSING)
        await stage.rest()
        page.press("missing_close")
        await stage.until(lambda: len(page.desk.article_work.questions) == 1)

    stage.run(script())


# ---------------------------------------------------------------------------------------------- writing


def test_what_is_written_is_kept_until_it_is_saved(stage: Stage) -> None:
    async def script() -> None:
        page = await (await page_on(stage)).opened()
        before = page.desk.article_work.in_work(RETURNS)
        page.write("Nieuw begin. ")
        await page.until_unsaved()
        kept = page.desk.editor.kept(kept_id(RETURNS))
        assert kept is not None
        assert kept.article.body == f"Nieuw begin. {before.article.body}"
        assert structs.replace(kept.article, body=before.article.body) == before.article  # the rest to the letter
        page.screen.back()
        assert "not saved yet" in page.notices()
        await page.opened()
        assert page.writing.box.toPlainText().startswith("Nieuw begin.")
        page.screen.editing.view.remark.setText("Een begin")
        page.screen.save()
        await stage.until(lambda: page.desk.article_work.in_work(RETURNS).revision == before.revision + 1)
        await stage.until(lambda: not page.screen.editing.unsaved)
        after = page.desk.article_work.in_work(RETURNS)
        assert after.published_revision == before.published_revision  # a draft
        assert after.history[0].remark == "Een begin"
        assert page.desk.editor.all_kept() == ()

    stage.run(script())


def test_going_back_on_an_edit_leaves_nothing_unsaved(stage: Stage) -> None:
    async def script() -> None:
        page = await (await page_on(stage)).opened()
        page.write("x")
        await page.until_unsaved()
        page.writing.box.undo()
        await stage.until(lambda: not page.screen.editing.unsaved)
        page.write("y")
        await page.until_unsaved()
        page.press("article_discard")
        assert not page.screen.editing.unsaved
        page.undo()
        await stage.until(lambda: page.writing.box.toPlainText().startswith("y"))

    stage.run(script())


@pytest.mark.parametrize(
    "error, words",
    [
        (Unreachable(), "There is no connection"),
        (Refused(Refusal.UNAVAILABLE), "cannot store"),
        (Refused(Refusal.NOT_FOUND), "may not do this"),
    ],
)
def test_a_failed_save_says_why_and_loses_nothing(stage: Stage, error: Any, words: str) -> None:  # noqa: ANN401
    async def script() -> None:
        page = await (await page_on(stage)).opened()
        page.write("Belangrijk. ")
        await page.until_unsaved()
        page.desk.article_work.error = error
        page.screen.save()
        await stage.until(lambda: words in page.notices())
        assert "kept on this computer" in page.notices()
        assert page.writing.box.toPlainText().startswith("Belangrijk.")
        assert page.screen.editing.unsaved
        page.desk.article_work.error = None
        page.screen.save()
        await stage.until(lambda: not page.screen.editing.unsaved)

    stage.run(script())


def test_an_agent_without_the_right_saves_drafts_only(stage: Stage) -> None:
    async def script() -> None:
        desk = FakeDesk()
        desk.article_work.may_publish = False
        page = await (await page_on(stage, desk)).opened()
        assert not page.find(QPushButton, "article_publish").isVisible()
        assert not page.find(QPushButton, "article_remove").isVisible()
        revision = desk.article_work.in_work(RETURNS).revision
        page.write("x")
        await page.until_unsaved()
        page.screen.publish()  # by its key
        await stage.rest()
        assert desk.article_work.in_work(RETURNS).revision == revision

    stage.run(script())


def test_a_new_article_needs_a_title_and_a_free_key(stage: Stage) -> None:
    async def script() -> None:
        page = await page_on(stage)
        page.screen.new()
        page.write("Tekst")
        await page.until_unsaved()
        page.screen.save()
        assert "title first" in page.notices()
        page.writing.title.setFocus()
        QTest.keyClicks(page.writing.title, "Een nieuwe vraag")
        key = page.find(QLineEdit, "article_key")
        await stage.until(lambda: key.text() == "een-nieuwe-vraag")
        key.selectAll()
        QTest.keyClicks(key, "Fout!")
        page.screen.save()
        assert "hyphens" in page.notices()
        key.selectAll()
        QTest.keyClicks(key, "eigen-sleutel")
        page.screen.save()
        site = page.screen.editing.kept
        assert site is not None
        name = (site.article.site_id, ArticleKey("eigen-sleutel"), site.article.language)
        await stage.until(lambda: name in page.desk.article_work.revisions)
        await stage.until(lambda: not key.isEnabled())

    stage.run(script())


def test_the_other_language_is_begun_from_this_one(stage: Stage) -> None:
    async def script() -> None:
        page = await (await page_on(stage)).opened((SITE, ArticleKey("accu-vliegtuig"), "nl"))
        page.press("article_pair")
        await stage.rest()
        kept = page.screen.editing.kept
        assert kept is not None
        assert kept.article.name == (SITE, ArticleKey("accu-vliegtuig"), "en")
        assert kept.base_revision == 0
        page.screen.save()
        name = kept.article.name
        await stage.until(lambda: name in page.desk.article_work.revisions)
        await stage.until(lambda: page.screen.catalogue.exists(*name))
        page.press("article_pair")
        await stage.until(lambda: page.screen.editing.kept is not None and page.screen.editing.kept.base_revision)
        kept = page.screen.editing.kept
        assert kept is not None
        assert kept.article.language == "nl"

    stage.run(script())


def test_a_picture_is_uploaded_and_its_description_selected(stage: Stage) -> None:
    async def script() -> None:
        page = await (await page_on(stage)).opened()
        image = QImage(8, 8, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        mime = QMimeData()
        mime.setImageData(image)
        page.writing.box.insertFromMimeData(mime)
        await stage.until(lambda: "/article-pictures/ap_1" in page.writing.box.toPlainText())
        assert page.writing.box.textCursor().selectedText() == "What is to be seen here"
        mime = QMimeData()
        page.desk.article_work.error = Unreachable()
        mime.setImageData(image)
        page.writing.box.insertFromMimeData(mime)
        await stage.until(lambda: "picture was not uploaded" in page.notices())

    stage.run(script())


# --------------------------------------------------------------------------------- conflict and history


async def _in_conflict(stage: Stage) -> Held:
    page = await (await page_on(stage)).opened()
    work = page.desk.article_work
    article = work.in_work(RETURNS).article
    work.revise(structs.replace(article, summary="Die van Bram"))
    page.write("Die van mij. ")
    await page.until_unsaved()
    page.screen.save()
    await stage.until(page.screen.editing.view.conflict.isVisible)
    assert "Die van Bram" in page.screen.editing.view.conflict.theirs.toPlainText()
    assert "Die van mij." in page.screen.editing.view.conflict.mine.toPlainText()
    return page


def test_theirs_can_be_taken_and_mine_brought_back(stage: Stage) -> None:
    async def script() -> None:
        page = await _in_conflict(stage)
        page.press("conflict_take")
        assert page.writing.summary.text() == "Die van Bram"
        assert not page.screen.editing.unsaved
        page.undo()
        await stage.until(lambda: page.screen.editing.unsaved)
        await stage.until(page.screen.editing.view.conflict.isVisible)

    stage.run(script())


def test_mine_can_be_saved_on_top(stage: Stage) -> None:
    async def script() -> None:
        page = await _in_conflict(stage)
        revision = page.desk.article_work.in_work(RETURNS).revision
        page.press("conflict_keep")
        await stage.until(lambda: page.desk.article_work.in_work(RETURNS).revision == revision + 1)
        assert page.desk.article_work.in_work(RETURNS).article.body.startswith("Die van mij.")
        assert [line.by for line in page.desk.article_work.in_work(RETURNS).history][:2] == ["Sanne Vos", "Bram Visser"]

    stage.run(script())


def test_both_can_be_merged_by_hand(stage: Stage) -> None:
    async def script() -> None:
        page = await _in_conflict(stage)
        page.press("conflict_merge")
        await stage.until(lambda: "Die van Bram" in page.writing.compare.toPlainText())
        page.writing.summary.selectAll()
        QTest.keyClicks(page.writing.summary, "Die van Bram")
        page.screen.save()
        await stage.until(lambda: not page.screen.editing.unsaved)
        article = page.desk.article_work.in_work(RETURNS).article
        assert article.summary == "Die van Bram"
        assert article.body.startswith("Die van mij.")

    stage.run(script())


def test_an_article_taken_away_meanwhile_can_be_saved_anew(stage: Stage) -> None:
    async def script() -> None:
        page = await (await page_on(stage)).opened()
        page.desk.article_work.removed.add(RETURNS)
        page.desk.article_work.revisions[RETURNS].clear()
        page.write("Toch nodig. ")
        await page.until_unsaved()
        page.screen.save()
        await stage.until(page.screen.editing.view.conflict.isVisible)
        assert not page.find(QPushButton, "conflict_merge").isVisible()
        page.press("conflict_keep")
        await stage.until(lambda: page.desk.article_work.revisions[RETURNS])

    stage.run(script())


def test_an_earlier_revision_is_compared_and_put_back_as_a_draft(stage: Stage) -> None:
    async def script() -> None:
        page = await (await page_on(stage)).opened()
        history = page.screen.editing.view.history
        page.screen.editing.view.page_chosen.emit(Page.HISTORY)
        history.list.setCurrentRow(1)
        await stage.until(lambda: "45 dagen" in history.diff.toPlainText())
        assert "−  " in history.diff.toPlainText()
        page.press("revision_restore")
        await stage.until(lambda: page.desk.article_work.in_work(RETURNS).revision == 3)
        work = page.desk.article_work.in_work(RETURNS)
        assert "30 dagen" in work.article.body
        assert work.published_revision == 1
        assert work.history[0].remark == "Put back revision 1"

    stage.run(script())


# -------------------------------------------------------------------------------------- import and export


def test_what_is_exported_can_be_imported(stage: Stage, tmp_path: Path) -> None:
    async def script() -> None:
        page = await page_on(stage)
        rows = [row for row in page.screen.catalogue.all_rows if row.card.site_id == SITE]
        target = tmp_path / "articles.zip"
        page.screen.transfer.export_to(Form.MARKDOWN, rows, str(target))
        await stage.until(target.exists)
        await stage.until(lambda: "exported" in page.notices())
        page.desk.use_articles(FakeArticleWork(()))
        page.screen.catalogue.refresh()
        await stage.until(lambda: not page.screen.catalogue.cards_of(SITE))
        page.screen.transfer.open_import()
        await stage.until(lambda: page.screen.widget.findChild(ImportSheet))
        sheet = page.find(ImportSheet, "")
        sheet.source_chosen.emit(target)
        await stage.until(lambda: "new articles" in sheet._words.text(), 20)
        sheet._start.click()
        await stage.until(lambda: "added" in sheet._words.text(), 20)
        assert len(page.desk.article_work.revisions) == len(rows)
        assert page.desk.article_work.in_work(RETURNS).published_revision is None  # not published unless asked
        sheet._stop.click()
        await stage.until(lambda: len(page.screen.catalogue.cards_of(SITE)) == len(rows))

    stage.run(script())


def test_what_does_not_fit_is_said(stage: Stage, tmp_path: Path) -> None:
    async def script() -> None:
        bad = tmp_path / "bad.csv"
        bad.write_text("a,b\n1,2\n")
        page = await page_on(stage)
        page.screen.transfer.open_import()
        await stage.until(lambda: page.screen.widget.findChild(ImportSheet))
        sheet = page.find(ImportSheet, "")
        sheet.source_chosen.emit(bad)
        await stage.until(lambda: sheet._problems.count() > 0, 20)
        assert "bad.csv" in sheet._problems.item(0).text()
        assert not sheet._start.isEnabled()
        sheet._stop.click()

    stage.run(script())
