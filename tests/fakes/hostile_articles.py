"""The walk's way through the articles' page: list, lenses, writing, history, conflict, sheets; judges nothing."""

from collections.abc import AsyncIterator

from msgspec import structs
from PySide6.QtWidgets import QPushButton, QWidget

from operator_console.domain.articles import Article, ArticleFigures, MissingArticle, ThinkOf
from operator_console.domain.ids import ArticleKey
from operator_console.knowledge.article_files import ArticleFileProblem
from operator_console.ui.articles import ArticlesScreen
from operator_console.ui.articles.differences import side_by_side
from operator_console.ui.articles.editor_view import Page
from operator_console.ui.articles.import_sheet import ImportSheet
from operator_console.ui.articles.link_sheet import LinkSheet
from operator_console.ui.articles.picker import ArticlePicker
from operator_console.ui.articles.rows import Lens
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_editor import START, FakeArticleWork
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage

Seen = tuple[str, QWidget]
KEY = ArticleKey("hostile-0")


def hostile_work(desk: HostileDesk, articles: tuple[Article, ...]) -> FakeArticleWork:
    """Return a server's articles in which every text is hostile."""
    text = desk.text
    hint = ThinkOf(products=(text("cart_item"),), line=text("reason"))
    made = [structs.replace(article, synonyms=(text("tag"),), think_of=(hint,)) for article in articles]
    question = MissingArticle(
        id="ma_1", site_id=desk.site.id, language="nl", question=text("message"), asked=3, by=text("my_name"), at=START
    )
    work = FakeArticleWork(made, (question,))
    for article in made:
        changed = structs.replace(article, summary=text("first_text"))
        work.revise(changed, by=text("agent_name"), remark=text("note"), publish=True)
        work.figures_of[article.name] = ArticleFigures(
            site_id=article.site_id, key=article.key, language=article.language, uses=9, chats=9, closed=9, solved=1
        )
    return work


async def walk_articles(stage: Stage, window: ShellWindow, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Go through the page in the window and back to the chats."""
    window.registry.action("articles.open").trigger()
    screen = window._screens.pages["articles"]
    assert isinstance(screen, ArticlesScreen)
    await stage.until(lambda: screen.catalogue.model.rowCount() > 0)
    await stage.rest()
    yield "articles", window
    for lens in Lens:
        screen.catalogue.view.lens_chosen.emit(lens)
        await stage.rest()
        yield f"articles {lens.value}", window
    screen.open_article(desk.site.id, KEY, "nl")
    await stage.until(lambda: screen.editing.kept is not None)
    await stage.rest()
    yield "writing", window
    screen.editing.view.writing.box.insertPlainText(desk.text("message"))
    await stage.rest()
    screen.editing.view.page_chosen.emit(Page.HISTORY)
    screen.editing.view.history.list.setCurrentRow(1)
    await stage.rest()
    yield "history", window
    async for seen in _conflict(stage, window, desk, screen):
        yield seen
    async for seen in _sheets(stage, window, desk, screen):
        yield seen
    screen.open_new(desk.site.id, "nl", desk.text("message"), desk.text("message"), desk.text("message"))
    await stage.rest()
    yield "new article", window
    screen.back()
    await stage.rest()
    window.select(desk.first)
    await stage.rest()


async def _conflict(
    stage: Stage, window: ShellWindow, desk: HostileDesk, screen: ArticlesScreen
) -> AsyncIterator[Seen]:
    view = screen.editing.view
    rows = side_by_side(desk.text("note"), desk.text("message"))
    view.conflict.show_conflict(desk.text("reason"), desk.text("agent_name"), rows, gone=False)
    view.show_page(Page.CONFLICT)
    await stage.rest()
    yield "conflict", window
    view.show_page(Page.WRITE)
    view.writing.show_comparison(desk.text("reason"))
    view.writing.compare.show_lines([left for left, _right in rows])
    await stage.rest()
    yield "merging", window
    view.writing.show_comparison(None)


async def _sheets(stage: Stage, window: ShellWindow, desk: HostileDesk, screen: ArticlesScreen) -> AsyncIterator[Seen]:
    cards = screen.catalogue.cards_of(desk.site.id)
    sheets: tuple[SheetDialog, ...] = (
        ArticlePicker(stage.context, cards, "", window),
        LinkSheet(stage.context, desk.text("message"), window),
        _import_sheet(stage, window, desk),
    )
    for sheet in sheets:
        sheet.open()
        await stage.rest()
        yield type(sheet).__name__, sheet
        sheet.reject()
    remove = window.findChild(QPushButton, "article_remove")
    assert remove is not None
    remove.click()
    await stage.until(lambda: any(sheet.isVisible() for sheet in window.findChildren(SheetDialog)))
    yield "take away", window
    for sheet in window.findChildren(SheetDialog):
        sheet.reject()
    await stage.rest()


def _import_sheet(stage: Stage, window: ShellWindow, desk: HostileDesk) -> ImportSheet:
    sheet = ImportSheet(stage.context, {desk.site.id: desk.text("site_name")}, "nl", window)
    problem = ArticleFileProblem(desk.text("file_name"), 1, "unknown_kind", desk.text("reason"))
    sheet.show_read(desk.text("message"), (problem,), any_article=True)
    return sheet
