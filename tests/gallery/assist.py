"""What stands beside the answers: same text, what is the same, think of, manners at wrap-up, an article's figures."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from operator_console.domain.articles import ArticleFigures, ThinkOf
from operator_console.domain.etiquette import Etiquette
from operator_console.domain.ids import ArticleKey
from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.conversation.same_text import SameTextPopup
from operator_console.ui.conversation.wrap_up_dialog import WrapUpDialog
from operator_console.ui.kit.context import UiContext
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes
from tests.gallery.conversation import NARROW, WIDE
from tests.gallery.knowledge import SIZES, panel_of

SENT = (
    "Een fiets waarop je hebt gereden kun je binnen 30 dagen naar de winkel terugbrengen. Neem de sleutels en de "
    "aankoopbon mee, dan maken we het in de winkel meteen in orde."
)
DRAFT = f"Hoi Marieke! {SENT}"
LINE = "Bij een e-bike hoort een kettingslot met ART-keurmerk: zonder slot keert de verzekering niet uit."
OPEN = Etiquette(
    greeted=True,
    name_used=False,
    open_questions=("Kan ik de fiets ook in de winkel in Utrecht retourneren?", "En wat kost dat dan?"),
    closed_kindly=False,
)
RETURNS = (fake_chats.FIETSENWERELD.id, ArticleKey("retour-winkel"), "nl")


def _conversation(context: UiContext, prepare: Callable[[FakeDesk], object]) -> QWidget:
    desk = FakeDesk()
    prepare(desk)
    screen = ConversationScreen(context, desk)
    screen.show_conversation(fake_chats.MARIEKE, True)
    screen.setParent(screen.widget)
    return screen.widget


def _in_place(host: QWidget, window: QWidget) -> QWidget:
    """Show a window as a part of `host`, so that one picture has it."""
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    window.setWindowFlags(Qt.WindowType.Widget)
    column.addWidget(window)
    return host


def bind_line(desk: FakeDesk, line: str = LINE) -> None:
    """Let an article bind a line to what Marieke has in her cart."""
    article = desk.knowledge.article(*RETURNS)
    assert article is not None
    hint = ThinkOf(products=("e-bike",), line=line)
    desk.assist.manners.articles = (structs.replace(article, think_of=(hint,)),)


def same_text(context: UiContext) -> QWidget:
    """The draft is nearly what Youssef got."""

    def prepare(desk: FakeDesk) -> None:
        bind_line(desk)
        desk.assist.own_words.said(fake_chats.YOUSSEF, SENT)

    return _conversation(context, prepare)


def write_same(widget: QWidget) -> None:
    """Write it, and let the mark come at once."""
    box = widget.findChild(QPlainTextEdit, "composer")
    screen = widget.findChild(ConversationScreen)
    assert isinstance(box, QPlainTextEdit)
    assert isinstance(screen, ConversationScreen)
    if not box.toPlainText():
        box.insertPlainText(DRAFT)
        box.setFocus()
        screen.same_text.look_now()


def popup(context: UiContext) -> QWidget:
    """What is the same."""
    desk = FakeDesk()
    desk.assist.own_words.said(fake_chats.YOUSSEF, SENT)
    found = desk.assist.own_words.compared.compare(DRAFT, fake_chats.MARIEKE)
    assert found is not None
    host = QWidget()
    return _in_place(host, SameTextPopup(context, "Nearly what you sent to Youssef today", DRAFT, found, host))


def wrap_up(context: UiContext) -> QWidget:
    """Manners before a chat is closed."""
    host = QWidget()
    dialog = WrapUpDialog(context, "Marieke de Boer", host)
    dialog.show_chat(("retour",), ("retour", "garantie"), 184900)
    dialog.show_etiquette(OPEN)
    return _in_place(host, dialog)


def used(context: UiContext) -> QWidget:
    """An article with its figures, overdue for review."""
    desk = FakeDesk()
    article = desk.knowledge.article(*RETURNS)
    assert article is not None
    site_id, key, language = RETURNS
    changed = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
    desk.knowledge.replace(structs.replace(article, review=date(2026, 9, 1), updated_at=changed))
    figures = ArticleFigures(site_id=site_id, key=key, language=language, uses=12, chats=11, closed=6, solved=5)
    desk.assist.use.measure(figures)
    widget = panel_of(context, desk, "retour winkel")
    widget.property("screen").show_article(*RETURNS)
    return widget


def large(context: UiContext) -> QWidget:
    """The article alone in the panel."""
    widget = used(context)
    widget.property("screen").toggle_large()
    return widget


SCENES = (
    scenes.Scene("assist_same_text", same_text, (WIDE, NARROW), write_same),
    scenes.Scene("assist_popup", popup, ((460, 360),)),
    scenes.Scene("assist_wrap_up", wrap_up, ((440, 620),)),
    scenes.Scene("assist_used", used, SIZES),
    scenes.Scene("assist_large", large, ((356, 640),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
