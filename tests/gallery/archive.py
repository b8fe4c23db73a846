"""The archive of chats: found, narrowed, read, discussed, empty, nothing found, offline, hostile."""

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from operator_console.desk.state import ConnectionPhase
from operator_console.domain.archive import ArchiveOrder
from operator_console.domain.conversations import Outcome, WrapUp
from operator_console.domain.ids import AgentId, ConversationId
from operator_console.ui.archive import ArchiveScreen
from operator_console.ui.archive.export import ExportSheet
from operator_console.ui.archive.query import Filters, Period
from operator_console.ui.kit.context import UiContext
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_archive import archived
from tests.fakes.fake_chats import SITES
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes

HOSTILE = '<img src="file:///etc/passwd"> <b>A title</b> &amp; &F %1 \u202edesrever'


def page_of(context: UiContext, desk: FakeDesk) -> ArchiveScreen:
    """Build the page over `desk`, and keep its screen alive as long as the widget."""
    screen = ArchiveScreen(context, desk)
    screen.widget.setProperty("screen", screen)
    screen.widget.destroyed.connect(screen.close)
    return screen


def sample_desk() -> FakeDesk:
    """Return a desk whose archive was talked about."""
    desk = FakeDesk()
    desk.practice_cases.may_write = True
    desk.archive.may_remove = True
    desk.archive.say("cv_2", "Daan Mulder", "Mooi doorgevraagd naar de buisdikte. Dit mag in het artikel over zitjes.")
    desk.archive.say("cv_2", desk.me.name, "Goed idee, ik vul het aan.", mine=True)
    return desk


def shown(words: str = "", chat: str = "cv_2", filters: Filters | None = None) -> Callable[[UiContext], QWidget]:
    """Return a scene that has looked for something."""

    def build(context: UiContext) -> QWidget:
        screen = page_of(context, sample_desk())
        if filters is not None:
            screen.view.filters.show_filters(filters)
        screen.view.field.setText(words)
        screen.show()
        if chat:
            screen.open_chat(chat)
        return screen.widget

    return build


def without(state: str) -> Callable[[UiContext], QWidget]:
    """Return a scene without anything to find."""

    def build(context: UiContext) -> QWidget:
        desk = FakeDesk()
        if state == "empty":
            desk.archive.chats = []
        elif state == "offline":
            desk.set_connection(phase=ConnectionPhase.OFFLINE)
        elif state == "failed":
            desk.archive.reachable = False
        elif state == "absent":
            desk.archive.can_search = False
        screen = page_of(context, desk)
        screen.show()
        return screen.widget

    return build


def hostile(context: UiContext) -> QWidget:
    """A chat that tries to be more than text."""
    desk = sample_desk()
    tags = ("<b>tag</b>", "x" * 300)
    desk.archive.chats = [
        archived(
            1,
            ("v", HOSTILE),
            ("a", HOSTILE),
            name=HOSTILE,
            agent_name=HOSTILE,
            wrap_up=WrapUp(outcome=Outcome.SALE, tags=tags, note=HOSTILE, value_cents=99_999_999),
            tags=tags,
        )
    ]
    desk.archive.late[ConversationId("cv_1")] = 3
    desk.archive.say("cv_1", HOSTILE, HOSTILE + " " + "y" * 2_000)
    screen = page_of(context, desk)
    screen.view.field.setText("title")
    screen.show()
    screen.open_chat("cv_1")
    return screen.widget


def exporting(context: UiContext) -> QWidget:
    """In which form."""
    host = QWidget()
    sheet = ExportSheet(context, "All chats that the words and filters find now, the newest 5,000 at most.", host)
    sheet.setParent(None)
    return sheet


def in_window(context: UiContext) -> QWidget:
    """The page in the window, with the number of new comments at its button."""
    desk = sample_desk()
    desk.archive.unread = 2
    window = ShellWindow(context, desk)
    window.registry.action("archive.open").trigger()
    return window


NARROWED = Filters(
    site_id=SITES[0].id,
    agent_id=AgentId("ag_sanne"),
    outcome=Outcome.SALE,
    tag="maat",
    period=Period.WEEK,
    order=ArchiveOrder.BEST,
)
SIZES = ((1384, 872), (968, 672))
SCENES = (
    scenes.Scene("archive", shown(), SIZES),
    scenes.Scene("archive_words", shown("fietszitje", "cv_2"), SIZES),
    scenes.Scene("archive_narrowed", shown("", "cv_2", NARROWED), SIZES),
    scenes.Scene("archive_late", shown("", "cv_5", Filters(late=True)), ((968, 672),)),
    scenes.Scene("archive_nothing", shown("onvindbaar", "", Filters(late=True)), ((968, 672),)),
    scenes.Scene("archive_empty", without("empty"), ((968, 672),)),
    scenes.Scene("archive_offline", without("offline"), ((968, 672),)),
    scenes.Scene("archive_failed", without("failed"), ((968, 672),)),
    scenes.Scene("archive_absent", without("absent"), ((968, 672),)),
    scenes.Scene("archive_hostile", hostile, ((968, 672),)),
    scenes.Scene("archive_export", exporting, ((520, 360),)),
    scenes.Scene("archive_window", in_window, ((1440, 900), (1024, 700))),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
