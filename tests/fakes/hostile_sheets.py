"""The walk's way through sheets about one visitor and what is shared with them, all words from outside hostile."""

from collections.abc import AsyncIterator

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from operator_console.domain.ids import SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.privacy import KeptOfVisitor, RetentionRun
from operator_console.ui.after.mail_sheet import MailSheet
from operator_console.ui.conversation.page_sheet import PageSheet
from operator_console.ui.kit.screen_snip import SnipOverlay, SnipSheet
from operator_console.ui.visitor.erase_sheet import EraseSheet
from operator_console.ui.visitor.privacy_menu import PrivacyMenu
from operator_console.ui.visitor.retention_sheet import RetentionSheet
from operator_console.ui.visitor.verified import VerifiedMark
from tests.fakes.fake_desk import START
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage

Seen = tuple[str, QWidget]


async def walk_sheets(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Look at each of them once."""
    text = desk.text("colleague")
    context = stage.context
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    mark = VerifiedMark(context)
    mark.show_mark(clean_line(text, 80))
    sheets: dict[str, QWidget] = {
        "mail": MailSheet(context, text, text, None, may_note=True),
        "page": PageSheet(context, text, (("https://example.com/a", text), ("https://example.com/b", "")), None),
        "erase": EraseSheet(context, text, KeptOfVisitor(chats=2, visits=3, files=10**9)),
        "erase, open chat": EraseSheet(context, text, KeptOfVisitor(chats=1, visits=1, files=0, open_chat=True)),
        "retention": RetentionSheet(
            context, text, (RetentionRun(site_id=SiteId("s"), started_at=START, ended_at=START, chats=10**9),)
        ),
        "privacy menu": PrivacyMenu(context),
        "verified": mark,
    }
    for name, sheet in sheets.items():
        await stage.show(sheet, 640, 480)
        await stage.rest()
        yield name, sheet
        sheet.hide()
    snip = SnipSheet(context, image, sheets["mail"])
    await stage.show(snip, 640, 480)
    yield "snip", snip
    snip.hide()
    screen = snip.screen()
    overlay = SnipOverlay(screen, screen.grabWindow(0, 0, 0, 40, 40), "words of our own")
    await stage.show(overlay, 200, 120)
    yield "snip overlay", overlay
    overlay.hide()
