"""The articles' page under texts without measure: it opens, stays in shape, and its thread is never busy for long."""

import pytest

from operator_console.ui.articles import ArticlesScreen
from operator_console.ui.articles.editor_view import Page
from operator_console.ui.shell import ShellWindow
from tests.fakes.hostile_articles import KEY, hostile_work
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage
from tests.fakes.watchdog import breathe, in_time, never_blocked

NASTY = {
    "bidi": "\u202egnirts \u2066desrever\u202c مرحبا " * 500,
    "marks": "a" + "\u0301" * 1_000,
    "one_word": "x" * 100_000,
    "lines": "a\n" * 20_000,
    "emoji": "😀" * 10_000,
    "control": "\x00\x1b[31m\ufffe\u2028" * 200,
    "markup": "<table>" * 10_000,
}
MOST_BUSY_S = 3.0
"""Building the whole page with its first layout is one turn; a long text in a field to write in is laid out whole."""
pytestmark = pytest.mark.qt_log_ignore("OpenType support missing")


@pytest.mark.parametrize("name", NASTY)
def test_articles_of_nasty_text_are_listed_opened_and_compared(stage: Stage, name: str) -> None:
    async def script() -> None:
        desk = HostileDesk(NASTY[name])
        desk.use_articles(hostile_work(desk, desk.hostile_articles))
        window = ShellWindow(stage.context, desk)
        stage.at_end(window.shut_down)
        await stage.show(window, 1024, 700)
        await breathe()
        with never_blocked(MOST_BUSY_S):
            window.registry.action("articles.open").trigger()
            screen = window._screens.pages["articles"]
            assert isinstance(screen, ArticlesScreen)
            await stage.until(lambda: screen.catalogue.model.rowCount() > 0)
            await breathe()
            screen.open_article(desk.site.id, KEY, "nl")
            await stage.until(lambda: screen.editing.kept is not None)
            await breathe()
            screen.editing.view.page_chosen.emit(Page.HISTORY)
            screen.editing.view.history.list.setCurrentRow(1)
            await stage.until(screen.editing.view.history.diff.toPlainText, 20)
            await breathe()
        assert (window.width(), window.height()) == (1024, 700)
        assert window.minimumSizeHint().width() <= 1024
        assert desk.errors == []

    in_time(lambda: stage.run(script()))
