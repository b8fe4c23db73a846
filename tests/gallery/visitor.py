"""The visitor panel: everything shared, opened, nothing shared, hostile, nobody; and an earlier chat."""

import sys

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.domain.conversations import PreviousChat
from operator_console.domain.ids import ConversationId
from operator_console.domain.people import Cart, CartItem, Device, LineState, PageView
from operator_console.ui.kit.context import UiContext
from operator_console.ui.visitor import VisitorScreen
from operator_console.ui.visitor.previous_view import PreviousChatView
from operator_console.ui.visitor.values import FieldRow
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes

HOSTILE = '<img src="file:///etc/passwd"><b>x</b> &amp; \u202eevil %1 ' + "x" * 10_000


def panel_of(context: UiContext, desk: FakeDesk, conversation_id: str | None) -> QWidget:
    """Build the panel over `desk` and keep its screen alive as long as the widget."""
    screen = VisitorScreen(context, desk)
    screen.show_conversation(conversation_id)
    screen.widget.setProperty("screen", screen)
    screen.widget.destroyed.connect(screen.close)
    return screen.widget


def usual(context: UiContext) -> QWidget:
    """The mockup."""
    return panel_of(context, FakeDesk(), fake_chats.MARIEKE)


def opened(context: UiContext) -> QWidget:
    """Page trail, earlier chats and cart opened; a name is being changed."""
    widget = panel_of(context, FakeDesk(), fake_chats.MARIEKE)
    for row in widget.findChildren(FieldRow):
        if row.objectName() in {"on_site", "previous", "cart"}:
            row.value.pressed.emit()
    view = widget.property("screen").view
    view.name.setText("Marieke de Boer-Vos")
    view.name.edited.emit(True)
    view.say_failed(False, "This is no e-mail address, such as name@example.org.")
    return widget


def unshared(context: UiContext) -> QWidget:
    """A visitor without consent."""
    desk = FakeDesk()
    desk.set_visit(fake_chats.BEZOEKER, None)
    return panel_of(context, desk, fake_chats.BEZOEKER)


def gone(context: UiContext) -> QWidget:
    """A visitor who left."""
    desk = FakeDesk()
    desk.visitor_line(fake_chats.YOUSSEF, LineState.GONE)
    return panel_of(context, desk, fake_chats.YOUSSEF)


def hostile(context: UiContext) -> QWidget:
    """Values that try to be more than text."""
    desk = FakeDesk()
    chat = desk.chats[fake_chats.MARIEKE]
    visit, visitor = chat.context.visit, chat.context.visitor
    assert visit is not None
    assert visitor is not None
    page = PageView(url=f"javascript:alert('{HOSTILE}')", title=HOSTILE, opened_at=desk.now())
    previous = PreviousChat(
        conversation_id=ConversationId("cv_bad"), site_id=visit.site_id, started_at=desk.now(), closed_at=desk.now(),
        first_text=HOSTILE,
    )  # fmt: skip
    chat.context = structs.replace(
        chat.context,
        visitor=structs.replace(visitor, name=HOSTILE, email=HOSTILE),
        visit=structs.replace(
            visit, referrer="https://evil.example@b\u00fccher.example/" + HOSTILE, search_words=HOSTILE,
            campaign=HOSTILE, landing_url="file:///etc/passwd", pages=(page,), language=HOSTILE, time_zone=HOSTILE,
            device=Device(model=HOSTILE, system=HOSTILE, browser=HOSTILE), custom={HOSTILE: HOSTILE, "b": ""},
            cart=Cart(currency=HOSTILE, items=(CartItem(name=HOSTILE, quantity=1, price_cents=10**15),)),
        ),
        previous=(previous,),
    )  # fmt: skip
    widget = panel_of(context, desk, fake_chats.MARIEKE)
    for row in widget.findChildren(FieldRow):
        row.value.pressed.emit()
    return widget


def nobody(context: UiContext) -> QWidget:
    """No chat on screen."""
    return panel_of(context, FakeDesk([]), None)


def earlier(context: UiContext) -> QWidget:
    """An earlier chat."""
    sheet = PreviousChatView(context, FakeDesk(), ConversationId("cv_marieke_2"))
    sheet.load()
    return sheet


SIZES = ((356, 360), (260, 300))
SCENES = (
    scenes.Scene("visitor", usual, SIZES),
    scenes.Scene("visitor_opened", opened, ((356, 640),)),
    scenes.Scene("visitor_unshared", unshared, SIZES),
    scenes.Scene("visitor_gone", gone, ((356, 360),)),
    scenes.Scene("visitor_hostile", hostile, ((356, 480),)),
    scenes.Scene("visitor_nobody", nobody, ((356, 360),)),
    scenes.Scene("visitor_earlier", earlier, ((620, 620),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
