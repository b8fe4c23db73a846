"""What a row of the rail says, in words and numbers; knows nothing of where it is painted."""

from datetime import datetime
from math import ceil

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from operator_console.desk.state import ChatRow
from operator_console.domain.conversations import Conversation, ConversationState, OfferReason
from operator_console.domain.plain_text import clean_line
from operator_console.domain.response_clock import ClockPhase
from operator_console.ui.chats.rows import Group, RailRow
from operator_console.ui.kit.clock_ring import clock_number, clock_share, clock_words
from operator_console.ui.kit.words import chat_title, elapsed_words, short_elapsed_words

translate = QCoreApplication.translate

SHOWN_CHARS = 160
_ISOLATE, _ISOLATE_END = "\u2068", "\u2069"


class TickFace(Struct, frozen=True):
    """What ticks in a row, as it reads at one moment; two equal faces look the same.

    Attributes:
        number: In the ring, empty when it holds a sign instead.
        arc: Share of the ring that is drawn, in 1/120.
        waited: "6 s" of a visitor in the queue; of an offered one, how long the offer stands.
        since: "1 m" since the last message.
    """

    phase: ClockPhase
    number: str = ""
    arc: int = 0
    waited: str = ""
    since: str = ""


def tick_face(chat: ChatRow, now: datetime) -> TickFace:
    """Return what ticks in the row of `chat` at `now`."""
    conversation = chat.conversation
    phase = conversation.clock.phase(now, chat.site.targets)
    if chat.offered:
        return TickFace(phase, waited=offer_left_words(chat, now))
    if phase is ClockPhase.STOPPED and conversation.owner_lost_at is not None:
        return TickFace(phase, waited=elapsed_words((now - conversation.owner_lost_at).total_seconds()))
    if phase is ClockPhase.STOPPED:
        last = conversation.last_message_at or conversation.started_at
        return TickFace(phase, since=short_elapsed_words((now - last).total_seconds()) if _is_old(last, now) else "")
    if phase is ClockPhase.PAUSED:
        return TickFace(phase)
    owned = conversation.state is ConversationState.ASSIGNED and conversation.owner_lost_at is None
    waited = "" if owned else elapsed_words(conversation.clock.waited_s(now))
    return TickFace(
        phase, clock_number(conversation.clock, now), round(clock_share(conversation.clock, now) * 120), waited
    )


def group_words(group: Group) -> str:
    """Name a section of the rail."""
    return {
        Group.OFFERED: translate("Chats", "Offered to you"),
        Group.QUEUE: translate("Chats", "Queue"),
        Group.YOUR_TURN: translate("Chats", "Your turn"),
        Group.WAITING: translate("Chats", "Waiting for visitor"),
        Group.LEFT: translate("Chats", "No longer with you"),
        Group.ARRIVED: translate("Chats", "Just in"),
    }[group]


def name_words(row: RailRow) -> str:
    """Return the first line's strong part: who it is, or for the queue at which site."""
    if row.chat is None:
        return group_words(row.group)
    in_queue = row.queued and not row.chat.offered
    return clean_line(row.chat.site.name if in_queue else chat_title(row.chat.conversation))


def place_words(row: RailRow) -> str:
    """Return the first line's quiet part: at which site, or for the queue on which page or who."""
    if row.chat is None:
        return ""
    wants = wanted_words(row.chat.conversation)
    if row.chat.beside:
        return f"{_beside_words(row.chat)} · {clean_line(row.chat.site.name)}"
    if not row.queued or row.chat.offered:
        return " · ".join(part for part in (wants, clean_line(row.chat.site.name)) if part)
    if row.chat.owner_lost:
        return away_words(row.chat)
    where = clean_line(row.page or chat_title(row.chat.conversation))
    return " · ".join(part for part in (wants, where) if part)


def wanted_words(conversation: Conversation) -> str:
    """Say which skill a chat wants; empty for none."""
    return clean_line(conversation.skill, 30)


def offer_left_words(chat: ChatRow, now: datetime) -> str:
    """Say how long an offer still stands, such as ``0:24``; empty for one that waits for somebody."""
    offer = chat.conversation.offer
    if offer is None or offer.until is None:
        return ""
    left_s = max(0, ceil((offer.until - now).total_seconds()))
    return f"{left_s // 60}:{left_s % 60:02}"


def offer_words(chat: ChatRow) -> str:
    """Say who offers a chat, and why."""
    offer = chat.conversation.offer
    if offer is not None and offer.reason is OfferReason.ESCALATION:
        return translate("Chats", "%1 does not react").replace("%1", _owner(chat))
    if offer is not None and offer.by_agent is not None:
        return translate("Chats", "from %1").replace("%1", _owner(chat))
    return translate("Chats", "from the queue")


def _beside_words(chat: ChatRow) -> str:
    """Say whose chat it is in which the agent writes along."""
    return translate("Chats", "with %1").replace("%1", clean_line(chat.beside, 40).partition(" ")[0])


def preview_words(chat: ChatRow) -> str:
    """Return the second line: what the visitor types, what was said last and by whom, or that a draft waits."""
    if chat.typing:
        if not chat.preview:
            return translate("Chats", "is typing…")
        return translate("Chats", "types: “%1”").replace("%1", shown(chat.preview))
    if chat.waiting_out:
        return translate("Chats", "%n messages not sent yet", None, chat.waiting_out)
    if chat.ended and chat.has_draft:
        return translate("Chats", "Not with you any more, your text was not sent")
    text = shown(chat.conversation.last_text) or translate("Chats", "a file")
    if chat.conversation.last_message_at is None:
        return translate("Chats", "has written nothing yet")
    return translate("Chats", "You: %1").replace("%1", text) if chat.last_is_agent else text


def away_words(chat: ChatRow) -> str:
    """Say that a chat's agent is away."""
    return translate("Chats", "%1 is away").replace("%1", _owner(chat))


def accept_words(chat: ChatRow | None) -> str:
    """Return the words of the button that takes a chat from the queue, or from an agent who is lost."""
    if chat is not None and chat.owner_lost:
        return translate("Chats", "Take over")
    return translate("Chats", "Accept")


def queue_words(chat: ChatRow, waited: str) -> tuple[str, str]:
    """Return the second line of a queued chat: how long it waits (or its offer stands), and what was said."""
    if chat.offered:
        summary = chat.conversation.offer.summary if chat.conversation.offer is not None else ""
        said = shown(summary or chat.conversation.last_text)
        first = " · ".join(part for part in (waited, offer_words(chat)) if part)
        return first, translate("Chats", "“%1”").replace("%1", said) if said else ""
    waits = translate("Chats", "waits %1").replace("%1", waited) if waited else translate("Chats", "waits")
    text = shown(chat.preview or chat.conversation.last_text)
    return waits, translate("Chats", "“%1”").replace("%1", text) if text else ""


def row_title(row: RailRow, now: datetime) -> str:
    """Return the row for a screen reader: who, where, and the clock in words."""
    if row.chat is None:
        return translate("Chats", "%1, %2").replace("%1", group_words(row.group)).replace("%2", str(row.count))
    if row.gone:
        return ", ".join((name_words(row), translate("Chats", "has ended")))
    parts = [chat_title(row.chat.conversation), row.chat.site.name]
    parts = [clean_line(part) for part in parts]
    parts += _distinctions(row.chat.conversation)
    parts += _standing(row, row.chat, now)
    if row.chat.unread:
        parts.append(translate("Chats", "%n unread messages", None, row.chat.unread))
    if row.chat.number is not None:
        parts.append(translate("Chats", "number %1").replace("%1", str(row.chat.number)))
    return ", ".join(parts)


def _distinctions(conversation: Conversation) -> list[str]:
    parts = []
    if conversation.vip:
        parts.append(translate("Chats", "goes first"))
    if wants := wanted_words(conversation):
        parts.append(translate("Chats", "wants %1").replace("%1", wants))
    if conversation.hand_raised_at is not None:
        parts.append(translate("Chats", "help was asked for"))
    return parts


def _standing(row: RailRow, chat: ChatRow, now: datetime) -> list[str]:
    """Say where a chat stands: offered, in the queue, or what its clock reads."""
    clock = clock_words(chat.conversation.clock, now, chat.site.targets)
    if chat.offered:
        left = offer_left_words(chat, now)
        offered = translate("Chats", "offered to you, %1").replace("%1", offer_words(chat))
        return [offered, *([translate("Chats", "%1 left").replace("%1", left)] if left else []), clock]
    if not row.queued:
        return [clock]
    waited = tick_face(chat, now).waited or elapsed_words(0)
    waits = translate("Chats", "in the queue, waits %1").replace("%1", waited)
    return [away_words(chat), waits] if chat.owner_lost else [waits]


def row_description(row: RailRow, now: datetime) -> str:
    """Return what was said last, for a screen reader."""
    if row.chat is None or row.gone:
        return ""
    words = queue_words(row.chat, elapsed_words(row.chat.conversation.clock.waited_s(now)))[1]
    words = words if row.queued else preview_words(row.chat)
    draft = translate("Chats", "A draft waits.") if row.chat.has_draft else ""
    return f"{words} {draft}".strip().replace(_ISOLATE, "").replace(_ISOLATE_END, "")


def shown(text: str) -> str:
    """Return the beginning of a text from outside as one harmless line that cannot reorder what stands beside it."""
    line = clean_line(text, SHOWN_CHARS)
    return line if line.isascii() else f"{_ISOLATE}{line}{_ISOLATE_END}"


def _owner(chat: ChatRow) -> str:
    agent = clean_line(chat.conversation.agent_name or "", 40).partition(" ")[0]
    return agent or translate("Chats", "the agent")


def _is_old(last: datetime, now: datetime) -> bool:
    return (now - last).total_seconds() >= 60
