"""What the wall says, in words and numbers; knows no widget and decides nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.desk.team import Watched
from operator_console.domain.conversations import AuthorKind, Conversation
from operator_console.domain.ids import AgentId
from operator_console.domain.people import AgentStatus
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.refusal import Refusal
from operator_console.protocol.team import WallAgent
from operator_console.ui.kit.clock_ring import clock_words
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import (
    chat_title,
    device_words,
    elapsed_words,
    short_elapsed_words,
    status_words,
)
from operator_console.ui.team.rows import ChatRow, Sums, is_late

translate = QCoreApplication.translate

NAME_CHARS = 60
TEXT_CHARS = 160


def where_words(row: ChatRow) -> str:
    """Say at which site."""
    return clean_line(row.site.name if row.site is not None else row.conversation.site_id, NAME_CHARS)


def who_words(chat: Conversation) -> str:
    """Say who has a chat: its owner by name, that the owner is away, or that it waits in the queue."""
    if chat.agent_id is None:
        return translate("Team", "In the queue")
    name = clean_line(chat.agent_name or chat.agent_id, NAME_CHARS)
    if chat.owner_lost_at is not None:
        return translate("Team", "%1 is away").replace("%1", name)
    return name


def said_words(chat: Conversation) -> str:
    """Return the beginning of what was said last."""
    text = clean_line(chat.last_text, TEXT_CHARS)
    if not text:
        return ""
    return translate("Team", "Agent: %1").replace("%1", text) if chat.last_author is AuthorKind.AGENT else text


def hand_words(chat: Conversation, now: datetime) -> str:
    """Say that the owner asks for help, since when and about what; empty when not."""
    if chat.hand_raised_at is None:
        return ""
    waits = short_elapsed_words((now - chat.hand_raised_at).total_seconds())
    words = translate("Team", "Asks for help since %1").replace("%1", waits)
    about = clean_line(chat.hand_text, TEXT_CHARS)
    return f"{words}: {about}" if about else words


def age_words(chat: Conversation, now: datetime) -> str:
    """Say how old a chat is."""
    return short_elapsed_words((now - chat.started_at).total_seconds())


def row_words(row: ChatRow, now: datetime) -> str:
    """Return a whole row as a sentence, for screen readers."""
    chat = row.conversation
    parts = (
        clean_line(chat_title(chat)), where_words(row), who_words(chat), clock_words(chat.clock, now, row.targets),
        hand_words(chat, now), translate("Team", "Open for %1").replace("%1", age_words(chat, now)), said_words(chat),
    )  # fmt: skip
    return ". ".join(part for part in parts if part)


def load_words(agent: WallAgent) -> str:
    """Say how many chats wait on an agent, of how many that may: ``3/4``."""
    return f"{agent.waiting}/{agent.agent.capacity}"


def since_words(agent: WallAgent, now: datetime) -> str:
    """Say an agent's status and since when."""
    words = status_words(agent.agent.status)
    if agent.since is not None and agent.agent.status is not AgentStatus.OFFLINE:
        words = f"{words} · {short_elapsed_words((now - agent.since).total_seconds())}"
    if agent.locked:
        words = f"{words} · {translate('Team', 'screen locked')}"
    return words


def kind_words(agent: WallAgent) -> str:
    """Say what an agent is good for: novice, skills, languages."""
    parts = [translate("Team", "novice")] if agent.agent.novice else []
    parts += [clean_line(skill, 30) for skill in agent.agent.skills[:5]]
    parts += [clean_line(language, 5).upper() for language in agent.agent.languages[:5]]
    return " · ".join(parts)


def agent_words(agent: WallAgent, now: datetime) -> str:
    """Return a colleague's row as a sentence, for screen readers."""
    waiting = translate("Team", "%n chats wait for an answer", None, agent.waiting)
    limit = translate("Team", "limit %1").replace("%1", str(agent.agent.capacity))
    longest = longest_words(agent, now)
    parts = (
        clean_line(agent.agent.name, NAME_CHARS), since_words(agent, now), waiting, limit,
        translate("Team", "the longest for %1").replace("%1", longest) if longest else "", kind_words(agent),
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def longest_words(agent: WallAgent, now: datetime) -> str:
    """Say how long the visitor has waited who waits longest on an agent; empty when nobody does."""
    return elapsed_words(agent.longest.waited_s(now)) if agent.longest is not None else ""


def share_words(sums: Sums, locale: QLocale) -> str:
    """Say which share of today's replies came in time."""
    if not sums.replies:
        return translate("Team", "No replies yet")
    percent = locale.toString(int(sums.on_time / sums.replies * 100))
    return translate("Team", "%1% in time").replace("%1", percent)


def queue_words(sums: Sums, now: datetime) -> str:
    """Say how many wait in the queue, and how long whoever waits longest anywhere."""
    words = translate("Team", "Queue %1").replace("%1", str(sums.queue))
    if sums.longest is None:
        return words
    waited = elapsed_words(sums.longest.clock.waited_s(now))
    late = is_late(sums.longest, now)
    longest = translate("Team", "longest wait %1, too late") if late else translate("Team", "longest wait %1")
    return f"{words} · {longest.replace('%1', waited)}"


def counts_words(sums: Sums, locale: QLocale) -> str:
    """Say how many chats began, got a first answer and were given up."""
    parts = [
        translate("Team", "%Ln chats", None, sums.begun),
        translate("Team", "%Ln first replies", None, sums.first_replies),
    ]
    if sums.abandoned is not None:
        parts.append(translate("Team", "%1 given up").replace("%1", locale.toString(sums.abandoned)))
    return " · ".join(parts)


def watchers_words(watched: Watched, me: AgentId, name_of: Callable[[AgentId], str]) -> str:
    """Say who looks along."""
    others = [name_of(one) or translate("Team", "a colleague") for one in watched.watchers if one != me]
    if not others:
        return translate("Team", "You look along; %1 sees that").replace("%1", _owner(watched))
    names = _listed([clean_line(name, NAME_CHARS) for name in others])
    return filled(translate("Team", "You and %1 look along; %2 sees that"), names, _owner(watched))


def typing_words(watched: Watched, name_of: Callable[[AgentId], str]) -> str:
    """Say which agents type; empty for none."""
    names = [name_of(one) or translate("Team", "a colleague") for one in watched.colleagues_typing]
    if not names:
        return ""
    return translate("Team", "%1 types…").replace("%1", _listed([clean_line(name, NAME_CHARS) for name in names]))


def context_words(watched: Watched) -> str:
    """Say what is known of the visitor in one line: page, machine, language."""
    visit = watched.visit
    if visit is None:
        return ""
    page = clean_line(visit.pages[-1].title or visit.pages[-1].url, TEXT_CHARS) if visit.pages else ""
    known = visit.device.model or visit.device.system or visit.device.browser
    parts = (page, clean_line(device_words(visit.device), NAME_CHARS) if known else "", (visit.language or "")[:5])
    return " · ".join(part for part in parts if part)


def watch_refusal_words(refusal: Refusal) -> str:
    """Say why a chat cannot be looked at."""
    return {
        Refusal.NOT_FOUND: translate("Team", "It is closed, or not one of your departments' chats."),
        Refusal.CONFLICT: translate("Team", "It is your own chat: you find it in your list."),
        Refusal.RATE_LIMITED: translate("Team", "You look along in too many chats at once."),
    }.get(refusal, translate("Team", "The server did not answer. Try again in a moment."))


def _owner(watched: Watched) -> str:
    chat = watched.conversation
    if chat is None or chat.agent_id is None:
        return translate("Team", "whoever gets the chat")
    return clean_line(chat.agent_name or "", NAME_CHARS).partition(" ")[0] or translate("Team", "the agent")


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    if not first:
        return last
    return filled(translate("Team", "%1 and %2"), ", ".join(first), last)
