"""What the head of a chat and its actions need, from the desk's values, in words; decides nothing."""

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.desk.state import ChatContext, ChatRow, Connection, ConnectionPhase
from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import ConversationId
from operator_console.domain.people import LineState, Visit
from operator_console.domain.plain_text import clean_line
from operator_console.settings.file import Settings
from operator_console.settings.options import HOLDING_LINE_EN, HOLDING_LINE_NL
from operator_console.ui.kit.words import moment_words, outcome_words, previous_chat_words, time_words

if TYPE_CHECKING:
    from operator_console.ui.ports import DeskDoor

translate = QCoreApplication.translate


def page_address(visit: Visit | None) -> str:
    """Return host and path of the page the visitor is on; empty when it is not shared."""
    if visit is None or not visit.pages:
        return ""
    try:
        parts = urlsplit(visit.pages[-1].url)
        address = f"{parts.hostname or ''}{parts.path}"
    except ValueError:
        address = visit.pages[-1].url
    return clean_line(address, 120).rstrip("/")


def page_title(visit: Visit | None) -> str:
    """Return the title of that page."""
    return clean_line(visit.pages[-1].title) if visit is not None and visit.pages else ""


def line_facts(visit: Visit | None, connection: Connection, now: datetime, locale: QLocale) -> tuple[str, str, str]:
    """Return whether the visitor is there, in words, in one word and as a chip's role.

    While this console is not connected it cannot know, and says so.
    """
    if visit is None:
        return "", "", "plain"
    if visit.line is LineState.GONE:  # stays so until news come
        words = _since(translate("Conversation", "gone since %1"), visit.last_seen_at, now, locale)
        return words, translate("Conversation", "gone"), "plain"
    if connection.phase is not ConnectionPhase.LIVE:
        return translate("Conversation", "unknown while offline"), "?", "plain"
    if visit.line is LineState.AWAY:
        words = _since(translate("Conversation", "away since %1"), visit.last_seen_at, now, locale)
        return words, translate("Conversation", "away"), "warn"
    words = translate("Conversation", "online")
    return words, words, "ok"


def _since(words: str, moment: datetime, now: datetime, locale: QLocale) -> str:
    today = moment.astimezone().date() == now.astimezone().date()
    return words.replace("%1", time_words(moment, locale) if today else moment_words(moment, locale))


def earlier_words(context: ChatContext, locale: QLocale) -> tuple[str, str]:
    """Return "3rd chat" and what its button does; both empty at the first chat."""
    count = len(context.previous)
    if context.visitor is not None:
        count = max(count, context.visitor.conversations)
    if not count or not context.previous:
        return "", ""
    newest = max(context.previous, key=lambda chat: chat.closed_at)
    words = _ordinal(count + 1)
    shows = translate("Conversation", "%1, show the chat before: %2")
    return words, shows.replace("%1", words).replace("%2", previous_chat_words(newest, locale))


def closed_words(conversation: Conversation, locale: QLocale) -> str:
    """Return how and when a chat was closed."""
    words = translate("Conversation", "This chat is closed")
    if conversation.closed_at is not None:
        words = f"{words} · {moment_words(conversation.closed_at, locale)}"
    if conversation.wrap_up is not None:
        words = f"{words} · {outcome_words(conversation.wrap_up.outcome)}"
    return words


def chat_language(row: ChatRow, context: ChatContext) -> str:
    """Return ``nl`` or ``en``: the visitor's language when we speak it, else the site's."""
    spoken = context.visit.language if context.visit is not None else None
    for code in (spoken or "", row.site.language):
        if (short := code.split("-")[0].lower()) in {"nl", "en"}:
            return short
    return "en"


def holding_text(settings: Settings, row: ChatRow, context: ChatContext) -> str:
    """Return the holding line in the chat's language."""
    return settings.get(HOLDING_LINE_NL if chat_language(row, context) == "nl" else HOLDING_LINE_EN)


def known_tags(desk: "DeskDoor", conversation_id: ConversationId) -> tuple[str, ...]:
    """Return tags to offer: of the open chats and of this visitor's earlier ones."""
    rail = desk.rail()
    rows = (*rail.your_turn, *rail.waiting_for_visitor, *rail.queue)
    tags = {tag for row in rows for tag in row.conversation.tags}
    tags.update(tag for chat in desk.context(conversation_id).previous for tag in chat.tags)
    return tuple(sorted(tags))


def _ordinal(number: int) -> str:
    words = {
        2: translate("Conversation", "2nd chat"),
        3: translate("Conversation", "3rd chat"),
    }
    return words.get(number) or translate("Conversation", "%1th chat").replace("%1", str(number))
