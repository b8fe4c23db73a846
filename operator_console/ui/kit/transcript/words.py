"""Words of a transcript in the window's language: system lines, who and when, delivery; decides nothing."""

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.desk.state import Delivery, Entry
from operator_console.domain.conversations import AuthorKind, Message, MessageKind, SystemLine
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.transcript.shown_text import filled, whole_text
from operator_console.ui.kit.words import delivery_words, elapsed_words, park_words, stars_words, time_words

translate = QCoreApplication.translate
MAX_VALUE_CHARS = 80
MAX_SUMMARY_CHARS = 500
_HANDED_OVER = frozenset(
    {
        SystemLine.TRANSFER_OFFERED,
        SystemLine.TRANSFER_DECLINED,
        SystemLine.TRANSFER_EXPIRED,
        SystemLine.TRANSFER_WITHDRAWN,
        SystemLine.TAKEN_OVER,
        SystemLine.HAND_RAISED,
        SystemLine.HAND_LOWERED,
    }
)
_AFTER = frozenset({SystemLine.RATED, SystemLine.MAIL_QUEUED, SystemLine.MAIL_SENT, SystemLine.MAIL_FAILED})
_STARS = frozenset("12345")
_JOINING = frozenset({SystemLine.JOINED, SystemLine.JOINED_LEFT})


def system_words(message: Message, visitor_name: str) -> str:
    """Return a system line as a sentence."""
    value = {
        name: clean_line(text, MAX_SUMMARY_CHARS if name in {"summary", "reason", "text"} else MAX_VALUE_CHARS)
        for name, text in message.values.items()
    }
    who = visitor_name or translate("Transcript", "The visitor")
    key = message.system
    if key is SystemLine.PAGE_VIEWED:
        return filled(translate("Transcript", "%1 viewed “%2”"), who, value.get("title") or value.get("url", ""))
    if key is SystemLine.ASSIGNED:
        agent = value.get("agent") or clean_line(message.author.name)
        return filled(translate("Transcript", "%1 took the chat"), agent or translate("Transcript", "An agent"))
    if key is SystemLine.VISITOR_LEFT:
        return filled(translate("Transcript", "%1 has left"), who)
    if key is SystemLine.VISITOR_RETURNED:
        return filled(translate("Transcript", "%1 is back"), who)
    if key in {SystemLine.OWNER_AWAY, SystemLine.OWNER_BACK, SystemLine.HANDED_BACK, *_JOINING}:
        template = _joined_template(key) if key in _JOINING else _owner_template(key)
        return filled(template, value.get("agent") or translate("Transcript", "The agent"))
    if key in _HANDED_OVER or key in _AFTER:
        return _after(key, who, value) if key in _AFTER else _handing_over(key, value)
    address = ", ".join(value[name] for name in ("email", "phone") if value.get(name))
    reachable = translate("Transcript", "%1 does not want to wait and can be reached: %2")
    called = translate("Transcript", "%1 wants to be called: %2")
    page = value.get("title") or value.get("url", "")
    plain = {
        SystemLine.CALL_BACK_ASKED: filled(called, who, address),
        SystemLine.PAGE_ASKED: filled(translate("Transcript", "%1 is asked whether “%2” may open"), who, page),
        SystemLine.PAGE_OPENED: filled(translate("Transcript", "%1 opens “%2”"), who, page),
        SystemLine.PAGE_DECLINED: filled(translate("Transcript", "%1 does not want to open “%2”"), who, page),
        SystemLine.CONTACT_LEFT: filled(reachable, who, address),
        SystemLine.QUEUED: translate("Transcript", "The chat is in the queue"),
        SystemLine.NO_ANSWER_NEEDED: translate("Transcript", "Marked as “no answer needed”"),
        SystemLine.WRAPPED_UP: translate("Transcript", "The chat was wrapped up"),
        SystemLine.STILL_SEARCHING: translate("Transcript", "The visitor was told that it takes a little longer"),
    }
    if key in plain:
        return plain[key]
    return translate("Transcript", "This line is not supported, please update")


def _handing_over(key: SystemLine, value: dict[str, str]) -> str:
    """Return a line about a chat that is offered or given to a colleague, with what is said about it."""
    if key is SystemLine.TAKEN_OVER:
        return filled(translate("Transcript", "%1 gave the chat to %2"), value.get("by", ""), value.get("agent", ""))
    agent = value.get("agent") or translate("Transcript", "The agent")
    if key in {SystemLine.HAND_RAISED, SystemLine.HAND_LOWERED}:
        return _hand(key, agent, value.get("text", ""))
    to = value.get("to") or translate("Transcript", "a colleague")
    if key is SystemLine.TRANSFER_EXPIRED:
        return filled(translate("Transcript", "%1 did not answer; the chat stays where it is"), to)
    if key is SystemLine.TRANSFER_WITHDRAWN:
        return filled(translate("Transcript", "%1 does not hand the chat over after all"), agent)
    if key is SystemLine.TRANSFER_DECLINED:
        said = value.get("reason")
        if said:
            return filled(translate("Transcript", "%1 does not take the chat: “%2”"), agent, said)
        return filled(translate("Transcript", "%1 does not take the chat"), agent)
    said = value.get("summary")
    if said:
        return filled(translate("Transcript", "%1 offers the chat to %2: “%3”"), agent, to, said)
    return filled(translate("Transcript", "%1 offers the chat to %2"), agent, to)


def _hand(key: SystemLine, agent: str, said: str) -> str:
    if key is SystemLine.HAND_LOWERED:
        return filled(translate("Transcript", "%1 lowered the hand"), agent)
    if said:
        return filled(translate("Transcript", "%1 asks for help: “%2”"), agent, said)
    return filled(translate("Transcript", "%1 asks for help"), agent)


def _owner_template(key: SystemLine) -> str:
    return {
        SystemLine.OWNER_AWAY: translate("Transcript", "%1 is away; a colleague can take over"),
        SystemLine.OWNER_BACK: translate("Transcript", "%1 is back"),
        SystemLine.HANDED_BACK: translate("Transcript", "%1 is away; the chat is in the queue again"),
    }[key]


def _joined_template(key: SystemLine) -> str:
    if key is SystemLine.JOINED:
        return translate("Transcript", "%1 writes along")
    return translate("Transcript", "%1 writes along no more")


def author_words(entry: Entry, visitor_name: str) -> str:
    """Return who wrote a message."""
    author = entry.message.author
    if author.kind is AuthorKind.VISITOR:
        return visitor_name or clean_line(author.name) or translate("Transcript", "Visitor")
    if author.kind is AuthorKind.SYSTEM:
        return ""
    if author.kind is AuthorKind.BOT:
        return translate("Transcript", "Bot")
    if entry.mine:
        return translate("Transcript", "You")
    return clean_line(author.name).split(" ")[0] or translate("Transcript", "Another agent")


def state_words(entry: Entry, *, late: bool) -> str:
    """Return what stands behind the ticks: reply time, holding line, what is being waited for."""
    message = entry.message
    parts = []
    if entry.delivery is Delivery.SLOW:
        parts.append(translate("Transcript", "slow"))
    if entry.delivery is Delivery.QUEUED:
        parts.append(translate("Transcript", "not sent yet"))
    if message.holding:
        parts.append(translate("Transcript", "holding line"))
    if message.reply_s is not None:
        span = elapsed_words(message.reply_s)
        parts.append(filled(translate("Transcript", "%1 late"), span) if late else span)
    if message.kind is MessageKind.NOTE:
        parts.append(translate("Transcript", "whisper") if message.whisper else translate("Transcript", "team only"))
    return " · ".join(parts)


def spoken_words(entry: Entry, visitor_name: str, locale: QLocale, *, late: bool) -> str:
    """Return a whole entry as a screen reader says it."""
    message = entry.message
    time = time_words(message.sent_at, locale)
    if message.kind is MessageKind.SYSTEM:
        return f"{system_words(message, visitor_name)}, {time}"
    what = body_words(entry)
    who = author_words(entry, visitor_name)
    if message.kind is MessageKind.NOTE:
        who = filled(translate("Transcript", "Note by %1"), who)
    parts = [f"{who}: {what}", time, state_words(entry, late=late)]
    if message.author.kind is AuthorKind.AGENT and message.kind is not MessageKind.NOTE:
        parts.append(delivery_words(entry.delivery))
    if entry.park_reason is not None:
        parts.append(park_words(entry.park_reason, entry.colleague))
    return ", ".join(part for part in parts if part)


def body_words(entry: Entry) -> str:
    """Return what an entry says: its text, or the name of its file."""
    message = entry.message
    text = whole_text(message.text)
    if message.attachment is None:
        return text
    if message.attachment.is_picture:
        template = translate("Transcript", "Picture: %1")
    elif message.attachment.is_video:
        template = translate("Transcript", "Video: %1")
    else:
        template = translate("Transcript", "File: %1")
    named = filled(template, file_name(entry))
    return f"{named}\n{text}" if text else named


def file_name(entry: Entry) -> str:
    """Return the name of an entry's file, made harmless; empty without one."""
    attachment = entry.message.attachment
    if attachment is None:
        return ""
    return clean_line(attachment.name, 120) or translate("Transcript", "File without a name")


def _after(key: SystemLine, who: str, value: dict[str, str]) -> str:
    """Return a line about what comes after a chat: its rating, a mail to its visitor."""
    if key is SystemLine.RATED:
        return _rated(who, value)
    address = value.get("email", "")
    if key is SystemLine.MAIL_FAILED:
        return filled(translate("Transcript", "The e-mail to %1 could not be delivered"), address)
    if key is SystemLine.MAIL_SENT:
        return filled(translate("Transcript", "The e-mail to %1 was sent"), address)
    if value.get("mail") == "note":
        return filled(translate("Transcript", "The note goes to %1 by e-mail"), address)
    return filled(translate("Transcript", "The conversation goes to %1 by e-mail"), address)


def _rated(who: str, value: dict[str, str]) -> str:
    stars = value.get("stars", "")
    shown = stars_words(int(stars)) if stars in _STARS else stars
    words = filled(translate("Transcript", "%1 rated the chat %2"), who, shown)
    solved = {"yes": translate("Transcript", "solved"), "no": translate("Transcript", "not solved")}.get(
        value.get("solved", "")
    )
    said = value.get("text", "")
    return " · ".join(part for part in (words, solved, f"“{said}”" if said else "") if part)
