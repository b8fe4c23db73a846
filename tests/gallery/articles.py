"""The editor of the knowledge base: list, lenses, writing, history, conflict, empty, offline, hostile."""

import sys
from collections.abc import Callable
from datetime import timedelta

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.backends.base import ArticleConflict, Unreachable
from operator_console.desk.state import ConnectionPhase, KeptArticle
from operator_console.domain.articles import Article, ThinkOf
from operator_console.domain.ids import ArticleKey
from operator_console.knowledge.article_files import ArticleFileProblem
from operator_console.ui.articles import ArticlesScreen
from operator_console.ui.articles.editing import kept_id
from operator_console.ui.articles.editor_view import Page
from operator_console.ui.articles.import_sheet import ImportSheet
from operator_console.ui.articles.rows import Lens
from operator_console.ui.kit.context import UiContext
from operator_console.ui.shell import ShellWindow
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_editor import FakeArticleWork
from tests.gallery import scenes

SITE = fake_chats.FIETSENWERELD.id
RETURNS = (SITE, ArticleKey("retour-winkel"), "nl")
HOSTILE = Article(
    key=ArticleKey("kwaad"),
    site_id=SITE,
    language="nl",
    title='<img src="file:///etc/passwd"> <b>A title</b> &amp; %1 \u202edesrever',
    summary="<style>*{font-size:200000px}</style> " + "x" * 400,
    body='<img src="file:///etc/passwd">\n\n[bad](javascript:alert(1)) [good](https://example.org/)\n\n- ' + "y" * 300,
    facts=("<script>alert(1)</script>", "z" * 300, "& fact %2"),
    tags=("<b>tag</b>",),
    owner="<i>Nobody</i>",
    think_of=(ThinkOf(products=("<b>", "&"), line="%1 <i>line</i>"),),
)


def page_of(context: UiContext, desk: FakeDesk) -> ArticlesScreen:
    """Build the page over `desk`, and keep its screen alive as long as the widget."""
    screen = ArticlesScreen(context, desk)
    screen.widget.setProperty("screen", screen)
    screen.widget.destroyed.connect(screen.close)
    screen.show()
    return screen


def listed(context: UiContext) -> QWidget:
    """Every article of two sites."""
    desk = FakeDesk()
    _keep_something(desk)
    return page_of(context, desk).widget


def lens(wanted: Lens) -> Callable[[UiContext], QWidget]:
    """Return a scene that looks at some of them."""

    def build(context: UiContext) -> QWidget:
        screen = page_of(context, FakeDesk())
        screen.catalogue.view.lens_chosen.emit(wanted)
        return screen.widget

    return build


def empty(context: UiContext) -> QWidget:
    """No article yet."""
    desk = FakeDesk()
    desk.use_articles(FakeArticleWork(()))
    return page_of(context, desk).widget


def offline(context: UiContext) -> QWidget:
    """The list cannot be had."""
    desk = FakeDesk()
    desk.article_work.error = Unreachable()
    desk.set_connection(phase=ConnectionPhase.OFFLINE)
    return page_of(context, desk).widget


def written(context: UiContext) -> QWidget:
    """An article with a change that is not saved."""
    desk = FakeDesk()
    _keep_something(desk)
    screen = page_of(context, desk)
    screen.open_article(*RETURNS)
    return screen.widget


def begun(context: UiContext) -> QWidget:
    """A new one, from a question that nobody could answer."""
    desk = FakeDesk()
    screen = page_of(context, desk)
    screen.open_new(SITE, "nl", "Kan ik mijn fiets laten ophalen voor een reparatie?", "", "")
    return screen.widget


def history(context: UiContext) -> QWidget:
    """What was different in an earlier revision."""
    screen = page_of(context, FakeDesk())
    screen.open_article(*RETURNS)
    return screen.widget


def show_history(widget: QWidget) -> None:
    """Go to the history of what is open, and to its first revision."""
    editing = widget.property("screen").editing
    editing.view.page_chosen.emit(Page.HISTORY)
    editing.view.history.list.setCurrentRow(1)


def conflict(context: UiContext) -> QWidget:
    """Somebody else saved it meanwhile."""
    desk = FakeDesk()
    _keep_something(desk)
    work = desk.article_work.in_work(RETURNS)
    theirs = structs.replace(work.article, body=work.article.body.replace("45 dagen", "60 dagen"), owner="Bram Visser")
    desk.article_work.revise(theirs, at=desk.now() - timedelta(minutes=4))
    screen = page_of(context, desk)
    screen.open_article(*RETURNS)
    return screen.widget


def merging(widget: QWidget) -> None:
    """Merge by hand."""
    widget.property("screen").editing.view.conflict.merge_requested.emit()


def removed(context: UiContext) -> QWidget:
    """Somebody took it away meanwhile."""
    desk = FakeDesk()
    _keep_something(desk)
    screen = page_of(context, desk)
    screen.open_article(*RETURNS)
    return screen.widget


def take_away(widget: QWidget) -> None:
    """Say that it was taken away."""
    widget.property("screen").editing._show_conflict(ArticleConflict(None))


def hostile(context: UiContext) -> QWidget:
    """An article that tries to be more than text."""
    desk = FakeDesk()
    desk.article_work.revise(HOSTILE, by="<b>&F</b>", remark="<img src=x>", publish=True)
    screen = page_of(context, desk)
    screen.open_article(*HOSTILE.name)
    return screen.widget


def in_window(context: UiContext) -> QWidget:
    """The page in the window, with the most urgent clock in sight."""
    desk = FakeDesk()
    window = ShellWindow(context, desk)
    window.registry.action("articles.open").trigger()
    return window


def importing(context: UiContext) -> QWidget:
    """What would be imported, and what does not fit."""
    host = QWidget()
    sheet = ImportSheet(context, {SITE: "Fietsenwereld"}, "nl", host)
    sheet.setParent(None)
    problems = (
        ArticleFileProblem("help/verzenden.html", 1, "remote_picture", "https://cdn.example/doos.png"),
        ArticleFileProblem("help/oud.doc", 1, "unknown_kind"),
    )
    sheet.show_read("1,204 new articles, 17 that are there already …", problems, any_article=True)
    return sheet


def _keep_something(desk: FakeDesk) -> None:
    work = desk.article_work.in_work(RETURNS)
    article = structs.replace(
        work.article, body=work.article.body.replace("pakbon", "pakbon of het bestelnummer") + "\n\nNog een regel."
    )
    desk.editor.keep(
        KeptArticle(id=kept_id(RETURNS), article=article, base_revision=work.revision, changed_at=desk.now())
    )


SIZES = ((1384, 872), (968, 672))
SCENES = (
    scenes.Scene("articles", listed, SIZES),
    scenes.Scene("articles_missing", lens(Lens.MISSING), SIZES),
    scenes.Scene("articles_overdue", lens(Lens.OVERDUE), ((968, 672),)),
    scenes.Scene("articles_low", lens(Lens.LOW), ((968, 672),)),
    scenes.Scene("articles_empty", empty, ((968, 672),)),
    scenes.Scene("articles_offline", offline, ((968, 672),)),
    scenes.Scene("articles_written", written, SIZES),
    scenes.Scene("articles_begun", begun, SIZES),
    scenes.Scene("articles_history", history, SIZES, after=show_history),
    scenes.Scene("articles_conflict", conflict, SIZES),
    scenes.Scene("articles_merging", conflict, ((1384, 872),), after=merging),
    scenes.Scene("articles_removed", removed, ((968, 672),), after=take_away),
    scenes.Scene("articles_hostile", hostile, ((1384, 872),)),
    scenes.Scene("articles_importing", importing, ((620, 520),)),
    scenes.Scene("articles_window", in_window, ((1440, 900), (1024, 700))),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
