"""Words that several screens share for the desk's values, in the window's language; decides nothing."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from operator_console.desk.state import (
    Connection,
    ConnectionPhase,
    ConnectionRefusal,
    ConnectionTrouble,
    Delivery,
    ParkReason,
    StorageTrouble,
)
from operator_console.domain.conversations import Conversation, Outcome, PreviousChat
from operator_console.domain.people import AgentStatus, Device, DeviceKind, LineState, Visitor
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.refusal import Refusal

translate = QCoreApplication.translate


def outcome_words(outcome: Outcome) -> str:
    """Name an outcome."""
    return {
        Outcome.SOLVED: translate("Words", "Solved"),
        Outcome.FOLLOW_UP: translate("Words", "Follow-up"),
        Outcome.SALE: translate("Words", "Sale"),
        Outcome.LEAD: translate("Words", "Lead"),
        Outcome.NO_ANSWER: translate("Words", "No answer from the visitor"),
    }[outcome]


def stars_words(stars: int) -> str:
    """Write stars of five so that they are read as a number too: ``★★★★☆ 4/5``."""
    return f"{'★' * stars}{'☆' * (5 - stars)} {stars}/5"


def status_words(status: AgentStatus) -> str:
    """Name an agent's status."""
    return {
        AgentStatus.ONLINE: translate("Words", "Online"),
        AgentStatus.BUSY: translate("Words", "Busy, no new chats"),
        AgentStatus.BREAK: translate("Words", "On a break"),
        AgentStatus.ENDING: translate("Words", "Ending my shift"),
        AgentStatus.OFFLINE: translate("Words", "Offline"),
    }[status]


def short_status_words(status: AgentStatus) -> str:
    """Name an agent's status where there is little room."""
    return {
        AgentStatus.ONLINE: translate("Words", "Online"),
        AgentStatus.BUSY: translate("Words", "Busy"),
        AgentStatus.BREAK: translate("Words", "Break"),
        AgentStatus.ENDING: translate("Words", "Ending"),
        AgentStatus.OFFLINE: translate("Words", "Offline"),
    }[status]


def status_role(status: AgentStatus) -> str:
    """Return the theme colour of a status dot."""
    return {
        AgentStatus.ONLINE: "ok",
        AgentStatus.BUSY: "bad",
        AgentStatus.BREAK: "warn",
        AgentStatus.ENDING: "warn",
        AgentStatus.OFFLINE: "faint",
    }[status]


def refusal_words(refusal: Refusal) -> str:
    """Say why the server did not do what was asked, and what helps."""
    return {
        Refusal.NOT_FOUND: translate("Words", "This chat is no longer yours, or it does not exist."),
        Refusal.CONFLICT: translate("Words", "Somebody else was first."),
        Refusal.CLOSED: translate("Words", "This chat has been closed already."),
        Refusal.INVALID: translate("Words", "The server did not understand this. Please report it."),
        Refusal.TOO_LARGE: translate("Words", "This is too large to send."),
        Refusal.RATE_LIMITED: translate("Words", "That was too fast. Wait a moment and try again."),
        Refusal.UNAVAILABLE: translate("Words", "The server cannot store anything now. Try again in a minute."),
    }[refusal]


def park_words(reason: ParkReason, colleague: str = "") -> str:
    """Say why a message was not sent and waits for its author; `colleague` wrote since, or has the chat now."""
    who = clean_line(colleague, 60) or translate("Words", "a colleague")
    words = {
        ParkReason.STALE: translate("Words", "Not sent: %1 wrote since"),
        ParkReason.MOVED: translate("Words", "Not sent: the chat is with %1 now")
        if colleague
        else translate("Words", "Not sent: the chat is no longer with you"),
        ParkReason.RETURNED: translate("Words", "Not sent: the chat was with a colleague meanwhile"),
        ParkReason.CLOSED: translate("Words", "Not sent: the chat was closed"),
        ParkReason.TOO_OLD: translate("Words", "Not sent: written more than 10 minutes ago"),
        ParkReason.REFUSED: translate("Words", "Not sent: the server refused it"),
        ParkReason.TOO_LARGE: translate("Words", "Not sent: too large"),
        ParkReason.FILE_REFUSED: translate("Words", "Not sent: this kind of file is not allowed"),
        ParkReason.SALVAGED: translate("Words", "Not sent: read from a damaged file, check the text first"),
        ParkReason.SERVER_LOST_IT: translate("Words", "The server was put back to an older copy without this message"),
    }[reason]
    return words.replace("%1", who)


def delivery_words(delivery: Delivery) -> str:
    """Return where a message stands, for tooltips and screen readers."""
    return {
        Delivery.QUEUED: translate("Words", "Kept on this computer, not sent yet"),
        Delivery.IN_FLIGHT: translate("Words", "On its way to the server"),
        Delivery.SLOW: translate("Words", "On its way, the server is slow to answer"),
        Delivery.PARKED: translate("Words", "Not sent, waits for your decision"),
        Delivery.STORED: translate("Words", "Stored on the server"),
        Delivery.DELIVERED: translate("Words", "Arrived at the visitor"),
        Delivery.READ: translate("Words", "Seen by the visitor"),
    }[delivery]


def connection_words(connection: Connection) -> str:
    """Say how the connection is."""
    if connection.storage_failed:
        return storage_trouble_words(connection.storage_trouble)
    if connection.refusal is ConnectionRefusal.CERTIFICATE and connection.trouble is not None:
        return connection_trouble_words(connection.trouble)
    if connection.refusal is not None:
        return connection_refusal_words(connection.refusal)
    words = {
        ConnectionPhase.CONNECTING: translate("Words", "Connecting to %1…"),
        ConnectionPhase.CATCHING_UP: translate("Words", "Catching up with %1…"),
        ConnectionPhase.LIVE: translate("Words", "Connected with %1"),
        ConnectionPhase.OFFLINE: translate("Words", "Offline: your messages are kept and sent later"),
        ConnectionPhase.REFUSED: translate("Words", "%1 refuses the connection"),
    }[connection.phase]
    return words.replace("%1", connection.server)


def storage_trouble_words(trouble: StorageTrouble | None) -> str:
    """Say why nothing can be sent now, and what helps."""
    return {
        StorageTrouble.FULL: translate("Words", "The disk is full: sending is stopped until there is room"),
        StorageTrouble.TAKEN: translate(
            "Words", "This account is open in another window of the console: close that one to send from here"
        ),
    }.get(
        trouble or StorageTrouble.FAILED,
        translate("Words", "Cannot save to disk: sending is stopped until that works again"),
    )


def connection_refusal_words(refusal: ConnectionRefusal) -> str:
    """Say why the desk stopped trying to connect."""
    return {
        ConnectionRefusal.SIGNED_OUT: translate("Words", "You are signed out. Sign in again to go on."),
        ConnectionRefusal.VERSION: translate(
            "Words", "This console and the server do not understand each other. Please update the console."
        ),
        ConnectionRefusal.CERTIFICATE: translate(
            "Words", "The server's certificate is not trusted. Ask your administrator."
        ),
        ConnectionRefusal.REPLACED: translate("Words", "Your account was opened on another machine."),
        ConnectionRefusal.REVOKED: translate(
            "Words",
            "You were signed out from another device or by an administrator. Drafts and unsent messages are kept.",
        ),
        ConnectionRefusal.REUSED: translate(
            "Words",
            "You were signed out for safety: a copy of your sign-in was used. Drafts and unsent messages are kept. "
            "Tell your administrator.",
        ),
    }[refusal]


def connection_trouble_words(trouble: ConnectionTrouble) -> str:
    """Say what stands between this machine and the server."""
    return {
        ConnectionTrouble.NAME: translate("Words", "The server's name is not found: is this machine online?"),
        ConnectionTrouble.SILENT: translate("Words", "The server does not answer"),
        ConnectionTrouble.EXPIRED: translate(
            "Words", "The server's certificate has expired, or this machine's clock is wrong. Ask your administrator."
        ),
        ConnectionTrouble.UNTRUSTED: translate(
            "Words", "Nobody this machine trusts has signed the server's certificate. Ask your administrator."
        ),
        ConnectionTrouble.WRONG_HOST: translate(
            "Words", "The certificate there belongs to another server. Check the address; ask your administrator."
        ),
        ConnectionTrouble.PROXY: translate("Words", "The network's proxy does not let the connection through"),
        ConnectionTrouble.PROXY_SIGN_IN: translate("Words", "The network's proxy wants you to sign in"),
        ConnectionTrouble.PORTAL: translate(
            "Words", "Something else answers: open a web page and see whether this network wants you to sign in"
        ),
        ConnectionTrouble.SENSELESS: translate(
            "Words", "The server sends what the console cannot use. Ask your administrator."
        ),
        ConnectionTrouble.BEHIND: translate("Words", "The server answers, but does not send what you missed"),
    }[trouble]


def line_words(line: LineState) -> str:
    """Say whether the visitor is still there."""
    return {
        LineState.ONLINE: translate("Words", "Online"),
        LineState.AWAY: translate("Words", "Connection lost a moment ago"),
        LineState.GONE: translate("Words", "Has left"),
    }[line]


def device_kind_words(kind: DeviceKind) -> str:
    """Name a kind of machine."""
    return {
        DeviceKind.DESKTOP: translate("Words", "Computer"),
        DeviceKind.PHONE: translate("Words", "Phone"),
        DeviceKind.TABLET: translate("Words", "Tablet"),
        DeviceKind.UNKNOWN: "",
    }[kind]


def device_words(device: Device) -> str:
    """Name a machine: model (or kind), system and browser; "not shared" when nothing is known."""
    first = device.model or device_kind_words(device.kind)
    return " · ".join(part for part in (first, device.system, device.browser) if part) or not_shared_words()


def not_shared_words() -> str:
    """Say that the site or the visitor's consent does not give this."""
    return translate("Words", "not shared")


def visitor_words(name: str | None, number: int) -> str:
    """Name a visitor, or say "Visitor 4812"."""
    return name or translate("Words", "Visitor %1").replace("%1", str(number))


def chat_title(conversation: Conversation) -> str:
    """Name the visitor of a chat."""
    return visitor_words(conversation.visitor_name, conversation.visitor_number)


def visitor_title(visitor: Visitor) -> str:
    """Name a visitor."""
    return visitor_words(visitor.name, visitor.number)


def elapsed_words(seconds: float) -> str:
    """Say a span: ``12 s``, ``4 min 12 s``, ``2 h 5 min``, ``3 d``."""
    whole = max(0, int(seconds))
    if whole < 60:
        return translate("Words", "%1 s").replace("%1", str(whole))
    if whole < 3600:
        words = translate("Words", "%1 min %2 s") if whole % 60 and whole < 600 else translate("Words", "%1 min")
        return words.replace("%1", str(whole // 60)).replace("%2", str(whole % 60))
    if whole < 86_400:
        words = translate("Words", "%1 h %2 min") if whole % 3600 >= 60 else translate("Words", "%1 h")
        return words.replace("%1", str(whole // 3600)).replace("%2", str(whole % 3600 // 60))
    return translate("Words", "%1 d").replace("%1", str(whole // 86_400))


def short_elapsed_words(seconds: float) -> str:
    """Say a span in one unit, for narrow places: ``12 s``, ``4 m``, ``2 h``, ``3 d``."""
    whole = max(0, int(seconds))
    if whole < 60:
        return translate("Words", "%1 s").replace("%1", str(whole))
    if whole < 3600:
        return translate("Words", "%1 m").replace("%1", str(whole // 60))
    return elapsed_words(whole // 3600 * 3600)


def time_words(moment: datetime, locale: QLocale) -> str:
    """Say a time of day on this machine's clock, such as ``14:05``."""
    local = moment.astimezone()
    return locale.toString(QTime(local.hour, local.minute, local.second), QLocale.FormatType.ShortFormat)


def day_words(day: date, today: date, locale: QLocale) -> str:
    """Say a day: "Today", "Yesterday", the weekday within six days, else the date."""
    ago = (today - day).days
    if ago == 0:
        return translate("Words", "Today")
    if ago == 1:
        return translate("Words", "Yesterday")
    if 1 < ago < 7:
        return _capital(locale.toString(_qdate(day), "dddd"))
    return locale.toString(_qdate(day), "d MMMM" if day.year == today.year else "d MMMM yyyy")


def date_words(day: date, locale: QLocale) -> str:
    """Say a date briefly, such as ``3 Oct`` of this or ``3 Oct 2024`` of another year."""
    return locale.toString(_qdate(day), "d MMM" if day.year == datetime.now().astimezone().year else "d MMM yyyy")


def moment_words(moment: datetime, locale: QLocale) -> str:
    """Say day and time on this machine's clock, such as ``3 Oct 14:05``."""
    return f"{date_words(moment.astimezone().date(), locale)} {time_words(moment, locale)}"


def money_words(cents: int, currency: str, locale: QLocale) -> str:
    """Say an amount, such as ``€ 1.849,00``."""
    return f"{currency_words(currency)} {locale.toString(cents / 100, 'f', 2)}"


def currency_words(currency: str) -> str:
    """Return the sign of a currency, or its three letters."""
    return {"EUR": "€", "GBP": "£", "USD": "$"}.get(currency, currency)


def size_words(size_bytes: int, locale: QLocale) -> str:
    """Say the size of a file, such as ``1.2 MB``."""
    return locale.formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def language_words(code: str | None) -> str:
    """Name a language by its BCP 47 code in the window's language; "not shared" when unknown."""
    if not code:
        return not_shared_words()
    names = {
        "nl": translate("Words", "Dutch"),
        "en": translate("Words", "English"),
        "de": translate("Words", "German"),
        "fr": translate("Words", "French"),
        "es": translate("Words", "Spanish"),
        "pl": translate("Words", "Polish"),
        "tr": translate("Words", "Turkish"),
    }
    short = code.split("-")[0].lower()
    return names.get(short) or QLocale(code).nativeLanguageName() or code


def previous_chat_words(chat: PreviousChat, locale: QLocale) -> str:
    """Say an earlier chat in one line: day and outcome, or that it was the bot's."""
    day = date_words(chat.closed_at.astimezone().date(), locale)
    ended = outcome_words(chat.outcome) if chat.outcome is not None else bot_words() if chat.bot else ""
    stars = stars_words(chat.rating.stars) if chat.rating is not None else ""
    return " · ".join(part for part in (day, ended, stars) if part)


def bot_words() -> str:
    """Return what the knowledge bot is called."""
    return translate("Words", "Bot")


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
