"""The knowledge panel: search with marks, article, browsing, correction, nothing found, empty, hostile."""

import sys
from datetime import date

from PySide6.QtWidgets import QWidget

from operator_console.desk.state import ConnectionPhase
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.ui.kit.context import UiContext
from operator_console.ui.knowledge import KnowledgeScreen
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes

HOSTILE = Article(
    key=ArticleKey("kwaad"),
    site_id=fake_chats.FIETSENWERELD.id,
    language="nl",
    title='<img src="file:///etc/passwd"> <b>A title</b> &amp; %1 \u202edesrever',
    summary="<style>*{font-size:200000px}</style> " + "x" * 400,
    body='<img src="file:///etc/passwd">\n\n![picture](file:///etc/passwd)\n\n[bad](javascript:alert(1)) '
    "[good](https://example.org/) [other article](/help/retour-winkel)\n\n- " + "y" * 300,
    facts=("<script>alert(1)</script>", "z" * 300, "& fact %2"),
    owner="<i>Nobody</i>",
    review=date(2026, 3, 1),
    url="https://fietsenwereld.example/help/kwaad",
)


class EmptyDesk(FakeDesk):
    """A desk without any article."""

    def articles(self, site_id: SiteId | None, language: str) -> tuple[Article, ...]:
        return ()


def panel_of(context: UiContext, desk: FakeDesk, text: str = "", conversation_id: str = fake_chats.MARIEKE) -> QWidget:
    """Build the panel over `desk`, search, and keep its screen alive as long as the widget."""
    screen = KnowledgeScreen(context, desk)
    screen.show_conversation(conversation_id)
    screen.view.field.setText(text)
    screen.widget.setProperty("screen", screen)
    screen.widget.destroyed.connect(screen.close)
    return screen.widget


def usual(context: UiContext) -> QWidget:
    """The mockup."""
    widget = panel_of(context, FakeDesk(), "retour winkel")
    screen = widget.property("screen")
    screen.show_article("fietsenwereld", "retour-winkel", "nl")
    return widget


def searched(context: UiContext) -> QWidget:
    """Hits alone."""
    return panel_of(context, FakeDesk(), "retourvoorwaarden gefietst")


def filtered(context: UiContext) -> QWidget:
    """A filter in the field."""
    return panel_of(context, FakeDesk(), "fiets winkel tag:retour")


def corrected(context: UiContext) -> QWidget:
    """A typing error was repaired."""
    return panel_of(context, FakeDesk(), "retuor winkle")


def browsed(context: UiContext) -> QWidget:
    """Everything in English, with an English visitor."""
    desk = FakeDesk()
    desk.add_chat(fake_chats.emily(desk.now()))
    return panel_of(context, desk, "", fake_chats.EMILY)


def nothing(context: UiContext) -> QWidget:
    """Nothing found."""
    return panel_of(context, FakeDesk(), "xqzzy")


def offline(context: UiContext) -> QWidget:
    """No article yet and no connection."""
    desk = EmptyDesk()
    desk.set_connection(phase=ConnectionPhase.OFFLINE)
    return panel_of(context, desk)


def hostile(context: UiContext) -> QWidget:
    """An article that tries to be more than text."""
    desk = FakeDesk()
    desk.knowledge.add(HOSTILE)
    widget = panel_of(context, desk)
    widget.property("screen").show_article("fietsenwereld", "kwaad", "nl")
    return widget


SIZES = ((356, 640), (260, 400))
SCENES = (
    scenes.Scene("knowledge", usual, SIZES),
    scenes.Scene("knowledge_searched", searched, SIZES),
    scenes.Scene("knowledge_filtered", filtered, SIZES),
    scenes.Scene("knowledge_corrected", corrected, ((356, 640),)),
    scenes.Scene("knowledge_browsed", browsed, SIZES),
    scenes.Scene("knowledge_nothing", nothing, ((356, 640),)),
    scenes.Scene("knowledge_offline", offline, ((356, 640),)),
    scenes.Scene("knowledge_hostile", hostile, SIZES),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
