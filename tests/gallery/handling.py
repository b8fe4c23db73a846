"""Handing over: offers in the rail, a look before accepting, transfers, a chat that is offered, the end of a shift."""

import sys

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.domain.conversations import OfferReason
from operator_console.domain.people import AgentStatus
from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.handling.hand_sheet import HandSheet
from operator_console.ui.handling.look_sheet import LookSheet
from operator_console.ui.handling.transfer_sheet import TransferSheet
from operator_console.ui.kit.context import UiContext
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.leaving import Leaving
from tests.fakes.fake_chats import ANNA, BEZOEKER, MARIEKE, YOUSSEF
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_handling import BRAM, places
from tests.gallery import scenes
from tests.gallery.chats import rail_of

SUMMARY = "Wil de e-bike ruilen, kassabon is er, maat M past niet"
NOTE = "Al twee keer gebeld. Wees aardig, het is haar schuld niet."


def offering_desk() -> FakeDesk:
    """A colleague offers a chat, and the routing another one of somebody who goes first."""
    desk = FakeDesk()
    desk.handling.offered(YOUSSEF, left_s=24, summary=SUMMARY, note=NOTE)
    chat = desk.chats[ANNA]
    chat.conversation = structs.replace(chat.conversation, vip=True, skill="e-bikes", language="nl")
    desk.handling.offered(ANNA, reason=OfferReason.ROUTED, left_s=9)
    mine = desk.chats[BEZOEKER]
    mine.conversation = structs.replace(mine.conversation, vip=True, hand_raised_at=desk.now(), hand_text="Boos")
    return desk


def rail(context: UiContext) -> QWidget:
    """Offers above the queue."""
    return rail_of(context, offering_desk())


def look(context: UiContext) -> QWidget:
    """Reading what is offered."""
    desk = offering_desk()
    sheet = LookSheet(context, desk, YOUSSEF, offered=True)
    sheet.load()
    return sheet


def over(context: UiContext) -> QWidget:
    """It moved on while it was read."""
    desk = offering_desk()
    sheet = LookSheet(context, desk, YOUSSEF, offered=True)
    sheet.load()
    desk.handling.offer_ends(YOUSSEF)
    return sheet


def transfer(context: UiContext) -> QWidget:
    """To whom."""
    sheet = TransferSheet(context, "Marieke", "Past de gel-zadeltas op de Stella?", None, can_give_back=True)
    sheet.show_places(places())
    sheet.warn("“Ik kijk het even…”")
    return sheet


def hand(context: UiContext) -> QWidget:
    """Asking for help."""
    return HandSheet(context, "Marieke", None)


def offered_chat(context: UiContext) -> QWidget:
    """The own chat while it is offered, with a hand raised, that goes first."""
    desk = FakeDesk()
    chat = desk.chats[MARIEKE]
    chat.conversation = structs.replace(
        chat.conversation, vip=True, language="nl", skill="e-bikes", hand_raised_at=desk.now(), hand_text="Korting?"
    )
    desk.handling._change(MARIEKE, offer=None)
    screen = ConversationScreen(context, desk)
    screen.show_conversation(MARIEKE, by_agent=True)
    desk.run_clock()
    context.scope.start(desk.handling.transfer(MARIEKE, to_agent=BRAM.id, summary=SUMMARY), name="offer")
    widget = screen.widget
    widget.setProperty("screen", screen)
    widget.destroyed.connect(screen.close)
    return widget


def shift(context: UiContext) -> QWidget:
    """What is left to hand over at the end of a shift."""
    desk = FakeDesk()
    desk.become(AgentStatus.ENDING)
    desk.chats[BEZOEKER].has_draft = True
    window = QWidget()
    leaving = Leaving(context, desk, window)
    sheet = leaving.shift_sheet()
    sheet.setParent(None)
    sheet.setProperty("keeps", [window, leaving])
    return sheet


def shift_done(context: UiContext) -> QWidget:
    """Nothing is left."""
    window = QWidget()
    leaving = Leaving(context, FakeDesk([]), window)
    sheet = leaving.shift_sheet()
    sheet.setParent(None)
    sheet.setProperty("keeps", [window, leaving])
    return sheet


def whole(context: UiContext) -> QWidget:
    """The window with offers."""
    window = ShellWindow(context, offering_desk())
    window.complete()
    return window


SCENES = (
    scenes.Scene("handling_rail", rail, ((292, 842), (220, 560))),
    scenes.Scene("handling_look", look, ((620, 620),)),
    scenes.Scene("handling_over", over, ((620, 620),)),
    scenes.Scene("handling_transfer", transfer, ((520, 600),)),
    scenes.Scene("handling_hand", hand, ((440, 220),)),
    scenes.Scene("handling_offered", offered_chat, ((760, 700), (413, 660))),
    scenes.Scene("handling_shift", shift, ((620, 420),)),
    scenes.Scene("handling_shift_done", shift_done, ((560, 240),)),
    scenes.Scene("handling_window", whole, ((1024, 700), (1440, 900))),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
