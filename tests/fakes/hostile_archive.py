"""The archive's part of the hostile walk: its page over chats, comments and tags that try to be more than text."""

from collections.abc import AsyncIterator

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.domain.conversations import Outcome, WrapUp
from operator_console.domain.ids import ConversationId
from operator_console.ui.archive import ArchiveScreen
from operator_console.ui.archive.export import ExportSheet
from operator_console.ui.archive.query import Filters
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_archive import archived
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage

CHAT = ConversationId("cv_7")


def fill_archive(desk: HostileDesk) -> None:
    """Put a chat into the archive of which nothing is harmless."""
    text = desk.text
    tags = (text("tag"), text("tag") + "2")
    opened = archived(
        7,
        ("v", text("message")),
        ("a", text("message")),
        ("n", text("note")),
        name=text("visitor_name"),
        agent_name=text("agent_name"),
        site_id=desk.site.id,
        wrap_up=WrapUp(outcome=Outcome.SALE, tags=tags, note=text("note"), value_cents=1_000),
        tags=tags,
    )
    desk.archive.chats = [opened, structs.replace(opened, conversation=structs.replace(opened.conversation, id="cv_8"))]
    desk.archive.late[CHAT] = 2
    desk.archive.say(CHAT, text("agent_name"), text("message"))
    desk.archive.say(CHAT, text("agent_name"), text("message"), mine=True)


async def walk_archive(stage: Stage, window: ShellWindow, desk: HostileDesk) -> AsyncIterator[tuple[str, QWidget]]:
    """Go through the page and back to the chats."""
    fill_archive(desk)
    window.registry.action("archive.open").trigger()
    await stage.rest()
    yield "archive", window
    screen = window._screens.pages["archive"]
    assert isinstance(screen, ArchiveScreen)
    screen.open_chat(CHAT)
    await stage.rest()
    yield "archived chat", window
    visitor = desk.archive.chats[0].conversation.visitor_id
    screen.view.filters.show_filters(Filters(visitor=(visitor, desk.text("visitor_name")), tag=desk.text("tag")))
    await stage.until(lambda: any(query.visitor_id is not None for query in desk.archive.asked))
    await stage.rest()
    yield "narrowed archive", window
    screen.view.filters.clear()
    screen.view.export_requested.emit()
    await stage.until(lambda: window.findChildren(ExportSheet))
    sheet = window.findChildren(ExportSheet)[0]
    await stage.rest()
    yield "export of the archive", sheet
    sheet.reject()
    await stage.until(lambda: not window.findChildren(ExportSheet))
    window.select(desk.first)
    await stage.rest()
