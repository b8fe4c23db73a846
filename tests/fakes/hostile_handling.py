"""The walk's way through the sheets of handing over, all words from outside hostile; judges nothing."""

from collections.abc import AsyncIterator

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import RailChanged, TransferEnd
from operator_console.domain.ids import AgentId
from operator_console.domain.people import Agent, AgentStatus
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.handling import Colleague, Colleagues, DepartmentPlace
from operator_console.ui.conversation.offer_bar import OfferBar
from operator_console.ui.handling.hand_sheet import HandSheet
from operator_console.ui.handling.look_sheet import LookSheet
from operator_console.ui.handling.transfer_sheet import TransferSheet
from operator_console.ui.shell.leaving import Leaving
from tests.fakes.fake_handling import FIETS
from tests.fakes.hostile_desk import HostileDesk
from tests.fakes.screen_stage import Stage

Seen = tuple[str, QWidget]


async def walk_handling(stage: Stage, desk: HostileDesk) -> AsyncIterator[Seen]:
    """Look at an offer, transfer, end a shift; then leave the desk as it was."""
    text = desk.text("colleague")
    hostile = Colleague(
        id=AgentId("ag_hostile"), name=text, first_name=text, status=AgentStatus.ONLINE,
        skills=(text,) * 8, languages=("nl", text), capacity=4, open=10**9, waiting=10**9,
    )  # fmt: skip
    place = DepartmentPlace(id=FIETS, name=text, online=3)
    before, number = desk.chats[desk.first].conversation, desk.chats[desk.first].number
    sheet = TransferSheet(stage.context, text, text, None, can_give_back=True)
    await stage.show(sheet, 520, 600)
    sheet.show_places(Colleagues(agents=(hostile,), departments=(place,)))
    sheet.warn(text)
    await stage.rest()
    yield "transfer", sheet
    sheet.hide()
    desk.handling.colleagues = (
        Agent(id=AgentId("ag_hostile"), account="h", name=text, first_name=text, status=AgentStatus.ONLINE),
    )
    hand = HandSheet(stage.context, text, None)
    await stage.show(hand, 440, 220)
    yield "hand", hand
    hand.hide()
    bar = OfferBar(stage.context)
    await stage.show(bar, 620, 90)
    bar.show_state(clean_line(text, 40), clean_line(text, 40))
    await stage.rest()
    yield "offer bar", bar
    bar.hide()
    leaving = Leaving(stage.context, desk, sheet)
    shift = leaving.shift_sheet()
    await stage.show(shift, 620, 420)
    yield "shift", shift
    shift.done(0)
    desk.handling.transfer_ends(desk.first, TransferEnd.DECLINED, who=text, reason=text)
    desk.handling.mentioned(desk.first, text)
    desk.handling.offered(desk.first, summary=text, note=text)
    chat = desk.chats[desk.first]
    chat.conversation = structs.replace(chat.conversation, vip=True, skill=text, language=text, hand_text=text)
    look = LookSheet(stage.context, desk, desk.first, None, offered=True)
    await stage.show(look, 620, 620)
    look.load()
    await stage.rest()
    yield "look", look
    look.done(0)
    chat.conversation, chat.number = before, number
    desk.hub.publish(RailChanged())
    await stage.rest()
