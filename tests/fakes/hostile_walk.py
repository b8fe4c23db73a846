"""The way of the walk: every screen of the console, in every state, over a hostile desk; judges nothing.

Started as a program it does the walk alone, so that another program can watch which files and hosts are touched:
between the two lines on standard output nothing but the walk happens.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListWidget, QMenu, QPushButton, QWidget

from operator_console.app.already_open import AlreadyOpen
from operator_console.desk.debrief import ChatDebrief, Debrief, ExpectedArticle, Found, Reply
from operator_console.desk.events import MessagesLost, WishFailed
from operator_console.desk.state import ConnectionPhase, ConnectionRefusal, Draft
from operator_console.domain.conversations import Attachment
from operator_console.domain.etiquette import Etiquette
from operator_console.domain.ids import ArticleKey, AttachmentId
from operator_console.domain.practice import Dialogue, Persona, PracticePage, PracticeVisit, Turn
from operator_console.knowledge.sameness import SameKind, Sameness
from operator_console.protocol.frames import Refusal
from operator_console.settings.file import Settings
from operator_console.storage.account import StorageOpened
from operator_console.storage.database import Opening
from operator_console.storage.file_check import SetAside
from operator_console.ui.conversation.composer import Composer
from operator_console.ui.conversation.header import ConversationHeader
from operator_console.ui.conversation.mix_up_notice import MixUpNotice
from operator_console.ui.conversation.pending_files import PendingStrip
from operator_console.ui.conversation.same_text import SameTextPopup
from operator_console.ui.conversation.think_of import ThinkOfLine
from operator_console.ui.kit.avatar import Avatar
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.file_intake import PendingFile
from operator_console.ui.kit.notice import NoticeBar
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.kit.transcript.picture_dialog import PictureDialog
from operator_console.ui.practice import CaseRow, CaseSheet, DebriefSheet, PracticeBand, StartSheet
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.storage_notices import StorageNotices
from operator_console.ui.signin import RememberedAccount, SignInFailure, SignInScreen
from operator_console.ui.visitor.values import FieldRow
from tests.fakes.fake_desk import START
from tests.fakes.hostile_archive import walk_archive
from tests.fakes.hostile_articles import hostile_work, walk_articles
from tests.fakes.hostile_call_backs import walk_call_backs
from tests.fakes.hostile_desk import LURE, HostileDesk
from tests.fakes.hostile_handling import walk_handling
from tests.fakes.hostile_reports import walk_reports
from tests.fakes.hostile_setup import walk_setup
from tests.fakes.hostile_sheets import walk_sheets
from tests.fakes.hostile_staffing import walk_staffing
from tests.fakes.hostile_street import walk_street
from tests.fakes.hostile_team import walk_team
from tests.fakes.screen_stage import Stage
from tests.gallery.signin import NoAccounts

Seen = tuple[str, QWidget]
PATIENCE_S = 150.0
"""For one walk, watched by the kernel beside other processes of tests."""


async def walk(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Go everywhere and yield (where we are, the widget to look at)."""
    window = ShellWindow(stage.context, desk, demo_shop_url=desk.text("server"))
    stage.at_end(window.shut_down)
    side = window.complete()
    await stage.show(window, 1440, 900)
    window.select(desk.first)
    await _settle()
    yield "window", window
    for row in window.findChildren(FieldRow):
        if row.value.accessibleDescription():  # it has details, or a link
            _open_details(row)
    await _settle()
    yield "details", window
    async for seen in _menus(stage, window):
        yield seen
    async for seen in _sheets(stage, window, desk):
        yield seen
    side.visitor.open_previous("cv_first_before")
    await stage.until(lambda: _sheet(window) is not None)
    await _settle()
    yield "earlier chat", window
    await _close_sheet(stage, window)
    side.knowledge.show_article(desk.site.id, "hostile-0", "nl")
    await _settle()
    yield "article", window
    side.knowledge.toggle_large()
    side.knowledge.report_missing()
    await stage.until(lambda: any(call[0] == "missing" for call in desk.recorded))
    await _settle()
    yield "large article, and what is missing", window
    field = window.findChild(QLineEdit, "search")
    assert field is not None
    field.setText("article")
    await stage.until(lambda: any(call[0] == "search" for call in desk.recorded))
    await _settle()
    yield "search", window
    filters = window.findChild(QAbstractButton, "filters")
    assert filters is not None
    filters.click()
    await _settle()
    yield "filters", window
    _close_menus(window)
    async for seen in _popups(stage, window):
        yield seen
    async for seen in _writing(stage, window, desk):
        yield seen
    async for seen in _pages(stage, window, desk):
        yield seen
    async for seen in _troubles(stage, window, desk):
        yield seen
    async for seen in _parts(stage, desk):
        yield seen


async def _pages(stage: Stage, window: ShellWindow, desk: HostileDesk) -> AsyncIterator[Seen]:
    desk.use_articles(hostile_work(desk, desk.hostile_articles))
    async for seen in walk_articles(stage, window, desk):
        yield seen
    async for seen in walk_archive(stage, window, desk):
        yield seen
    async for seen in walk_reports(stage, window, desk):
        yield seen


async def _menus(stage: Stage, window: ShellWindow) -> AsyncIterator[Seen]:
    transcript = window.findChild(TranscriptView)
    assert transcript is not None
    for y in range(40, transcript.viewport().height(), 60):
        place = QPoint(120, y)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, transcript.viewport().mapToGlobal(place))
        QApplication.sendEvent(transcript.viewport(), event)
        await asyncio.sleep(0)
        yield "transcript menu", window
        _close_menus(window)
    window.registry.action("window.status").trigger()
    await _settle()
    yield "status menu", window
    _close_menus(window)
    rail = window.findChild(QWidget, "rail")
    if rail is not None:
        rail.menu_requested.emit("cv_first", QPoint(10, 10))  # type: ignore[attr-defined]  # the rail's list
        await _settle()
        yield "chat menu", window
        _close_menus(window)


async def _sheets(stage: Stage, window: ShellWindow, desk: HostileDesk) -> AsyncIterator[Seen]:
    for action in ("conversation.wrap_up", "window.preferences", "window.shortcuts", "window.quit"):
        window.registry.action(action).trigger()
        await stage.until(lambda: _sheet(window) is not None)
        await _settle()
        yield action, window
        sheet = _sheet(window)
        if action == "window.preferences" and sheet is not None:
            for section in range(_sections(sheet)):
                sheet.show_section(section)  # type: ignore[attr-defined]  # the preferences
                await _settle()
                yield f"preferences {section}", window
        await _close_sheet(stage, window)
    async for seen in _practice(stage, desk):
        yield seen
    async for seen in walk_handling(stage, desk):
        yield seen
    async for seen in walk_call_backs(stage, desk):
        yield seen
    window.activateWindow()


async def _popups(stage: Stage, window: ShellWindow) -> AsyncIterator[Seen]:
    header, composer = window.findChild(ConversationHeader), window.findChild(Composer)
    assert header is not None
    assert composer is not None
    for name, opened in (
        ("tags popup", header.tags_requested.emit),
        ("emoji", composer.open_emoji),
        ("kept", window.registry.action("window.kept").trigger),
    ):
        opened()
        await _settle()
        yield name, window
        popup = QApplication.activePopupWidget()
        assert popup is not None, name
        popup.close()
        await _settle()


async def _writing(stage: Stage, window: ShellWindow, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Write what belongs to somebody else, and in a chat that goes to a colleague."""
    composer, notice = window.findChild(Composer), window.findChild(MixUpNotice)
    assert composer is not None
    assert notice is not None
    composer.fill(desk.text("message"), 0, note=False)
    composer.send_requested.emit()
    await stage.until(notice.isVisible)
    why = notice.findChild(QPushButton, "mix_up_why")
    assert why is not None
    why.click()
    await _settle()
    yield "mix-up", window
    desk.save_draft(desk.first, Draft(text=desk.text("message")))
    desk.lose_owner(desk.first, desk.text("colleague"), 70)
    await _settle()
    yield "lost colleague and left text", window
    desk.chats_went(desk.first)
    desk.chats_went(desk.first, desk.second)
    await _settle()
    yield "what went", window
    desk.give_back(desk.first)
    await _settle()
    yield "back again", window


async def _troubles(stage: Stage, window: ShellWindow, desk: HostileDesk) -> AsyncIterator[Seen]:
    transcript = window.findChild(TranscriptView)
    assert transcript is not None
    for phase in ConnectionPhase:
        desk.set_connection(phase=phase, refusal=None)
        await _settle()
        yield f"connection {phase.value}", window
    for refusal in ConnectionRefusal:
        desk.set_connection(refusal=refusal)
        await _settle()
        yield f"refused {refusal.value}", window
    desk.set_connection(refusal=None, phase=ConnectionPhase.LIVE)
    desk.hub.publish(WishFailed(wish="accept", reason=Refusal.UNAVAILABLE, conversation_id=desk.first))
    stage.context.notices.bad(desk.text("reason"), action_text=desk.text("reason"), action=lambda: None)
    window.registry.action("conversation.say_clock").trigger()
    await _settle()
    yield "notices", window
    desk.visitor_writes(desk.first, desk.text("message"))
    desk.agent_elsewhere_writes(desk.first, desk.text("message"))
    desk.visitor_types(desk.second, desk.text("preview"))
    await _settle()
    yield "news", window
    for _ in range(12):
        desk.visitor_writes(desk.first, desk.text("message"))
    await _settle()
    transcript.verticalScrollBar().setValue(0)
    desk.visitor_writes(desk.first, desk.text("message"))
    transcript.open_find()
    await _settle()
    yield "news below and find", window
    window.select(desk.second)
    await _settle()
    yield "second chat", window
    desk.close_chat(desk.second)
    await _settle()
    yield "closed chat", window
    desk.drop(desk.first)
    await _settle()
    yield "dropped chat", window
    for left in tuple(desk.chats):
        desk.drop(left)
    await _settle()
    yield "no chat", window


async def _parts(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Yield what the made-up desk cannot bring about in the window."""
    text = desk.text
    strip = PendingStrip(stage.context)
    strip.show_files((PendingFile(name=text("file_name"), content=b"x"),))
    attachment = Attachment(
        id=AttachmentId("at_1"), name=text("file_name"), content_type="image/png", size_bytes=1, width_px=9, height_px=9
    )
    host = TranscriptView(stage.context, desk.file)
    await stage.show(host, 400, 300)
    picture = PictureDialog(stage.context, host._pictures, attachment, host)
    bar = NoticeBar(stage.context)
    place = Path("/tmp") / text("path").replace("/", "")[:200]  # no name of a file holds more
    _tell_storage(stage, bar, place)
    avatar = Avatar(stage.context, 40)
    avatar.show_agent(text("my_name"))
    held = AlreadyOpen(stage.context, place)
    think_of = ThinkOfLine(stage.context)
    think_of.show_hint(text("reason"), text("article_title"))
    parts = {"files": strip, "notice bar": bar, "avatar": avatar, "already open": held, "think of": think_of}
    for name, part in parts.items():
        await stage.show(part, 400, 300)
        yield name, part
        part.hide()
    found = Sameness(kind=SameKind.SENT, share=1.0, marks=((0, 9),), text=text("message"), conversation_id=desk.first)
    same = SameTextPopup(stage.context, text("visitor_name"), text("message"), found, host)
    same.open_above(host)
    await _settle()
    yield "same text", same
    same.close()
    picture.open()
    await _settle()
    yield "picture", picture
    picture.close()
    async for seen in _sign_in(stage, desk):
        yield seen
    async for seen in walk_team(stage, desk):
        yield seen
    async for seen in walk_staffing(stage, desk):
        yield seen
    async for seen in walk_street(stage, desk):
        yield seen
    async for seen in walk_setup(stage, desk):
        yield seen
    async for seen in walk_sheets(stage, desk):
        yield seen


def _tell_storage(stage: Stage, bar: NoticeBar, place: Path) -> None:
    """Say everything that can be said of this machine's files."""
    told = StorageNotices(stage.context.notices, bar)
    for why in SetAside:
        opening = Opening(why=why, set_aside=place, salvaged=1, lost=1)
        told.tell_opened(StorageOpened(outbox=opening, cache=opening))
    told.tell_lost(MessagesLost(count=2, parked=1, path=place))
    settings = Settings(None)
    settings.unwritten, settings.set_aside = True, place
    told.tell_settings(settings)


async def _practice(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Yield the sheets of practice, with a case and a chat of which every text is hostile."""
    text = desk.text
    row = desk.row(desk.first)
    assert row is not None
    conversation = row.conversation
    case = Dialogue(
        key="hostile",
        site=desk.site.id,
        language="nl",
        title=text("tag"),
        visitor=Persona(name=text("visitor_name"), temper=text("tag")),
        visit=PracticeVisit(pages=(PracticePage(path="/", title=text("page_title")),)),
        turns=(Turn(say=text("message")), Turn(wait="answer")),
        articles=(text("article_title"),),
    )
    reply = Reply(
        conversation_id=conversation.id,
        asked_at=START,
        question=text("message"),
        waited_s=99.0,
        limit_s=30.0,
        answered=False,
    )
    expected = ExpectedArticle(key=ArticleKey("a"), title=text("article_title"), found=Found.MISSED)
    manners = Etiquette(greeted=False, name_used=False, open_questions=(text("message"),), closed_kindly=False)
    chat = ChatDebrief(
        conversation=conversation,
        title=text("tag"),
        replies=(reply,),
        articles=(expected,),
        also=(text("article_title"),),
        manners=manners,
    )
    start = StartSheet(stage.context, may_remove=True)
    start.show_cases([CaseRow(case, text("site_name"), "pc_1", text("my_name"))])
    sheets = (start, DebriefSheet(stage.context, Debrief(chats=(chat,))), CaseSheet(stage.context, case))
    band = PracticeBand(stage.context)
    band.show_left(2)
    band.show_real_waiting(1)
    for sheet in (*sheets, band):
        await stage.show(sheet, 800, 640)
        yield sheet.objectName(), sheet
        sheet.hide()


async def _sign_in(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    door = NoAccounts()
    door.accounts = (RememberedAccount(desk.text("server"), desk.text("my_name")),)
    screen = SignInScreen(stage.context, door)
    stage.at_end(screen.close)
    screen.start()
    await stage.show(screen.widget, 900, 700)
    yield "sign-in", screen.widget
    for failure in SignInFailure:
        screen.offer(desk.text("server"), desk.text("my_name"), failure)
        await _settle()
        yield f"sign-in {failure.value}", screen.widget


def _open_details(row: FieldRow) -> None:
    if row._field is not None and row._field.details:
        row.value.pressed.emit()


async def _settle() -> None:
    """Let two frames pass, with the short tasks before them."""
    for _ in range(3):
        await asyncio.sleep(0.012)


def _sections(sheet: QWidget) -> int:
    sections = sheet.findChild(QListWidget, "sections")
    assert sections is not None
    return sections.count()


def _sheet(window: QWidget) -> SheetDialog | None:
    return next((sheet for sheet in window.findChildren(SheetDialog) if sheet.isVisible()), None)


async def _close_sheet(stage: Stage, window: QWidget) -> None:
    while (sheet := _sheet(window)) is not None:
        sheet.reject()
        await _settle()


def _close_menus(window: QWidget) -> None:
    for menu in window.findChildren(QMenu):
        menu.close()


def main() -> int:
    """Walk once; the lure lies where the hostile texts point to."""
    Path(LURE.removeprefix("file://")).write_bytes(b"")
    app = QApplication(sys.argv[:1])
    stage = Stage(app)

    async def go(desk: HostileDesk) -> None:
        async for _name, widget in walk(stage, desk):
            widget.grab()

    stage.run(go(HostileDesk("Anna")), PATIENCE_S)  # loads what any text needs (fonts, icons, plug-ins)
    print("walk begins", flush=True)
    stage.run(go(HostileDesk()), PATIENCE_S)
    print("walk ends", flush=True)
    stage.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return len(stage.errors)


if __name__ == "__main__":
    sys.exit(main())
