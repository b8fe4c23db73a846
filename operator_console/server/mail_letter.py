"""What a mail to a visitor looks like: plain text, and HTML in the site's colour; pure, sends nothing.

Everything from outside is escaped; nothing is loaded from anywhere, and there are no styles but inline ones. Colours
of text and ground are the mail program's own, so that dark ones stay dark: ours are only lines and names.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from zoneinfo import ZoneInfo

from msgspec import Struct

from operator_console.domain.conversations import AuthorKind, Message, MessageKind
from operator_console.domain.mails import Mail, MailKind
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.server.help_style import readable

MAX_SUBJECT_CHARS = 120
MAX_LETTER_CHARS = 500_000
"""Of all texts together; older messages are left out of a longer one, and that is said."""
_MIDDLE = "#7d7d7d"
"""Can be read on white as on a dark ground (4.1 to 1 and more); only for what is said beside."""
_FONT = "font-family:system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5"
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_WORDS = {
    "nl": {
        "transcript": "Je gesprek met {site}",
        "note": "Nog even over je gesprek met {site}",
        "began": "Dit is het gesprek dat je op {day} met {site} had.",
        "noted": "Je had op {day} contact met {site}. {agent} schrijft je:",
        "noted_by_team": "Je had op {day} contact met {site}. We schrijven je:",
        "you": "Jij",
        "bot": "Digitale assistent",
        "team": "Medewerker",
        "file": "Bestand: {name}",
        "cut": "Het begin van dit lange gesprek staat er niet bij.",
        "why": "Je krijgt deze mail omdat er in de chat van {site} om gevraagd is. Was jij dat niet? Dan hoef je niets"
        " te doen.",
        "why_note": "Je krijgt deze mail omdat je een chat had met {site}.",
    },
    "en": {
        "transcript": "Your conversation with {site}",
        "note": "About your conversation with {site}",
        "began": "This is the conversation that you had with {site} on {day}.",
        "noted": "You were in touch with {site} on {day}. {agent} writes:",
        "noted_by_team": "You were in touch with {site} on {day}. We write:",
        "you": "You",
        "bot": "Digital assistant",
        "team": "Agent",
        "file": "File: {name}",
        "cut": "The beginning of this long conversation is left out.",
        "why": "You get this e-mail because somebody asked for it in the chat of {site}. Was that not you? Then"
        " there is nothing you need to do.",
        "why_note": "You get this e-mail because you had a chat with {site}.",
    },
}


class Letter(Struct, frozen=True, kw_only=True):
    """Everything that a mail is made of.

    Attributes:
        sender: The address that it comes from.
        messages: Of the transcript, as the visitor may see them; nothing else may be in here.
        visitor_name: Empty when it is not known.
        language: The visitor's; the site's when it is none of ours.
        time_zone: IANA name; times are UTC, and say so, without one.
    """

    mail: Mail
    site: Site
    sender: str
    began_at: datetime
    messages: Sequence[Message] = ()
    visitor_name: str = ""
    language: str = ""
    time_zone: str = ""


class _Line(Struct, frozen=True):
    who: str
    mine: bool
    at: str
    text: str


def compose(letter: Letter) -> EmailMessage:
    """Return the message, ready to be sent; no text from outside can become a header or a tag.

    Raises:
        ValueError: An address is none; nothing is sent then.
    """
    mail = letter.mail
    words = _WORDS[_language(letter)]
    site = clean_line(letter.site.name) or mail.site_id
    subject = words["note" if mail.kind is MailKind.NOTE else "transcript"].format(site=site)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=_ascii_safe(site), addr_spec=letter.sender)
    message["To"] = Address(addr_spec=mail.email)
    message["Subject"] = clean_line(subject, MAX_SUBJECT_CHARS)
    message["Date"] = mail.at
    message["Message-ID"] = f"<{mail.id}@{letter.sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    lines, is_cut = _lines(letter, words)
    day = _day(letter)
    fields = {"site": site, "day": day, "agent": clean_line(mail.by_name)}
    began = "began" if mail.kind is not MailKind.NOTE else "noted" if fields["agent"] else "noted_by_team"
    opening = words[began].format(**fields)
    why = words["why_note" if mail.kind is MailKind.NOTE else "why"].format(**fields)
    cut = words["cut"] if is_cut else ""
    message.set_content(_plain(opening, cut, lines, clean_message(mail.text), why), cte="quoted-printable")
    message.add_alternative(
        _html(letter, (opening, cut, why), lines, clean_message(mail.text)), subtype="html", cte="quoted-printable"
    )
    return message


def _language(letter: Letter) -> str:
    for wished in (letter.language, letter.site.language):
        if (found := wished[:2].lower()) in _WORDS:
            return found
    return "en"


def _ascii_safe(name: str) -> str:
    """Return a display name without what quotes and encodes badly in a header."""
    return "".join(letter for letter in name if letter not in '"\\<>')


def _zone(letter: Letter) -> ZoneInfo | None:
    try:
        return ZoneInfo(letter.time_zone) if letter.time_zone else None
    except (ValueError, OSError, KeyError):  # a browser can say anything, and no such zone is a KeyError
        return None


def _local(letter: Letter, at: datetime) -> datetime:
    return at.astimezone(_zone(letter) or UTC)


def _day(letter: Letter) -> str:
    at, language = _local(letter, letter.began_at), _language(letter)
    return f"{at.day} {_MONTHS[language][at.month - 1]} {at.year}"


def _lines(letter: Letter, words: dict[str, str]) -> tuple[list[_Line], bool]:
    """Return what was said, the newest that fit, and whether something is left out."""
    lines: list[_Line] = []
    room = MAX_LETTER_CHARS
    told = [message for message in letter.messages if message.kind in {MessageKind.TEXT, MessageKind.FILE}]
    for message in reversed(told):
        line = _line(letter, message, words)
        room -= len(line.text) + len(line.who)
        if room < 0 and lines:
            return lines[::-1], True
        lines.append(line)
    return lines[::-1], False


def _line(letter: Letter, message: Message, words: dict[str, str]) -> _Line:
    kind, name = message.author.kind, clean_line(message.author.name)
    if kind is AuthorKind.VISITOR:
        who = clean_line(letter.visitor_name) or words["you"]
    else:
        who = words["bot"] if kind is AuthorKind.BOT else name or words["team"]
    parts = [clean_message(message.text)]
    if message.attachment is not None:
        parts.append(words["file"].format(name=clean_line(message.attachment.name)))
    at = _local(letter, message.sent_at)
    shown = f"{at:%H:%M}" + ("" if _zone(letter) is not None else " UTC")
    return _Line(who, kind is AuthorKind.VISITOR, shown, "\n".join(part for part in parts if part))


def _plain(opening: str, cut: str, lines: Sequence[_Line], note: str, why: str) -> str:
    told = [f"{line.at}  {line.who}\n{line.text}" for line in lines]
    return "\n\n".join(part for part in (opening, cut, note, *told, "-- ", why) if part) + "\n"


def _html(letter: Letter, said: tuple[str, str, str], lines: Sequence[_Line], note: str) -> str:
    opening, cut, why = said
    accent = readable(letter.site.colour, "#ffffff")
    site, language = escape(clean_line(letter.site.name)), _language(letter)
    head = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        '<meta name="viewport" content="width=device-width">'
        f'<title>{site}</title></head><body style="margin:0;padding:24px 16px;{_FONT}">'
        f'<div style="max-width:600px;margin:0 auto;border-top:4px solid {accent};padding-top:20px">'
        f'<h1 style="margin:0 0 8px;font-size:20px;line-height:1.3">{site}</h1>'
        f'<p style="margin:0 0 24px">{escape(opening)}</p>'
    )
    parts = [head]
    if cut:
        parts.append(f'<p style="margin:0 0 16px;color:{_MIDDLE}">{escape(cut)}</p>')
    if note:
        parts.append(
            f'<div style="border-left:3px solid {accent};padding:2px 0 2px 14px;margin:0 0 24px;{_WRAPPED}">'
            f"{_text(note)}</div>"
        )
    parts += [_entry(line, accent) for line in lines]
    parts.append(
        f'<p style="margin:28px 0 0;padding-top:12px;border-top:1px solid {_MIDDLE};color:{_MIDDLE};font-size:13px">'
        f"{escape(why)}</p></div></body></html>\n"
    )
    return "\n".join(parts)


_WRAPPED = "overflow-wrap:anywhere;word-break:break-word"


def _entry(line: _Line, accent: str) -> str:
    edge = f"3px solid {_MIDDLE if line.mine else accent}"
    return (
        f'<div style="border-left:{edge};padding:2px 0 2px 14px;margin:0 0 14px;{_WRAPPED}">'
        f'<div style="font-size:13px"><strong>{escape(line.who)}</strong>'
        f' <span style="color:{_MIDDLE}">{escape(line.at)}</span></div>'
        f"<div>{_text(line.text)}</div></div>"
    )


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")
