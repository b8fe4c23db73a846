"""The rail of chats: as in the mockup, crowded, held still, hostile and empty."""

import sys
from datetime import timedelta

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.domain.conversations import TodayFigures
from operator_console.domain.people import AgentStatus
from operator_console.domain.response_clock import ResponseClock
from operator_console.ui.chats import ChatsScreen
from operator_console.ui.kit.context import UiContext
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes


def rail_of(context: UiContext, desk: FakeDesk, *, held: bool = False) -> QWidget:
    """Build the rail over `desk` and keep its screen alive as long as the widget."""
    screen = ChatsScreen(context, desk)
    widget = screen.widget
    widget.setProperty("screen", screen)
    widget.destroyed.connect(screen.close)
    if held:
        screen.stillness.point(True)
    else:
        screen.select(fake_chats.MARIEKE)
    return widget


def usual(context: UiContext) -> QWidget:
    """The mockup."""
    return rail_of(context, FakeDesk())


def crowded(context: UiContext) -> QWidget:
    """More chats than fit, an English one, a holding line, a pause, drafts, unsent messages."""
    desk = FakeDesk()
    now = desk.now()
    desk.add_chat(fake_chats.emily(now))
    more = desk.add_many(8)
    chats = desk.chats
    closed = ResponseClock(closed_hours=True).visitor_wrote(now - timedelta(seconds=9), fake_chats.TARGETS)
    chats[more[0]].conversation = structs.replace(chats[more[0]].conversation, clock=closed)
    held, _ = fake_chats.waiting(now, 20).held(now - timedelta(seconds=9), fake_chats.ME, fake_chats.TARGETS)
    chats[more[1]].conversation = structs.replace(chats[more[1]].conversation, clock=held)
    late = fake_chats.waiting(now, 845)
    chats[more[2]].conversation = structs.replace(chats[more[2]].conversation, clock=late)
    chats[fake_chats.ANNA].has_draft = True
    chats[fake_chats.EMILY].unread = 120
    return rail_of(context, desk)


def held(context: UiContext) -> QWidget:
    """Things happened while the pointer was over the rail: nothing has moved."""
    desk = FakeDesk()
    widget = rail_of(context, desk, held=True)
    desk.visitor_writes(fake_chats.ANNA, "Nog een vraag!")
    desk.close_chat(fake_chats.BEZOEKER)
    desk.add_chat(fake_chats.emily(desk.now()))
    return widget


def lost(context: UiContext) -> QWidget:
    """A colleague's machine died: their chats are there to be taken over, before everybody else's."""
    desk = FakeDesk()
    desk.lose_owner(fake_chats.ANNA, "Bram Visser", 75)
    desk.lose_owner(fake_chats.YOUSSEF, "Bram Visser", 75)
    return rail_of(context, desk)


def hostile(context: UiContext) -> QWidget:
    """Names and texts that try to be more than text."""
    desk = FakeDesk()
    names = ('<img src="file:///etc/passwd">', "&File %1 %n", "\u202eevil\u202c name", "x" * 10_000, "שלום עולם")
    for conversation_id, name in zip(list(desk.chats), names, strict=True):
        chat = desk.chats[conversation_id]
        chat.conversation = structs.replace(chat.conversation, visitor_name=name, last_text=f"{name}\n{name}")
        chat.site = structs.replace(chat.site, name="<b>שלום</b>" + "y" * 500)
        chat.preview = ""
    return rail_of(context, desk)


def empty(context: UiContext) -> QWidget:
    """Nobody is there, nothing was answered."""
    desk = FakeDesk([])
    desk.set_today(TodayFigures())
    return rail_of(context, desk)


def on_a_break(context: UiContext) -> QWidget:
    """Nobody is there, and nobody comes."""
    desk = FakeDesk([])
    desk.become(AgentStatus.BREAK)
    return rail_of(context, desk)


SIZES = ((292, 842), (220, 560))
SCENES = (
    scenes.Scene("chats", usual, SIZES),
    scenes.Scene("chats_crowded", crowded, SIZES),
    scenes.Scene("chats_held", held, ((292, 842),)),
    scenes.Scene("chats_lost", lost, SIZES),
    scenes.Scene("chats_hostile", hostile, SIZES),
    scenes.Scene("chats_empty", empty, SIZES),
    scenes.Scene("chats_break", on_a_break, ((292, 842),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
