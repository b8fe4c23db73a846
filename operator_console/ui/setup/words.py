"""Words of the sites' page in the window's language: fields, faults, values; decides nothing."""

import re
from collections.abc import Iterable
from enum import Enum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.domain.hours_words import spans_text
from operator_console.domain.opening_hours import OpeningHours
from operator_console.domain.plain_text import clean_line
from operator_console.domain.site_checks import Fault, Wrong
from operator_console.domain.site_file import Change
from operator_console.domain.site_settings import BotMode, ConsentMode, FieldKind
from operator_console.protocol.refusal import Refusal

translate = QCoreApplication.translate
SHOWN_CHARS = 90
_PLACE = re.compile(r"%([1-9])")


def filled(words: str, *values: str) -> str:
    """Return a text with values in the places %1, %2 and so on; what looks like a place in a value stays."""
    return _PLACE.sub(lambda place: values[int(place[1]) - 1] if int(place[1]) <= len(values) else place[0], words)


def section(name: str) -> tuple[str, str]:
    """Return the title of a section and the sentence below it."""
    return {
        "site": (translate("Setup", "Site"), ""),
        "answering": (
            translate("Setup", "Answering"),
            translate("Setup", "One clock per chat; the same numbers hold everywhere in the console."),
        ),
        "texts": (
            translate("Setup", "Texts"),
            translate("Setup", "Where nothing stands, the widget uses its own words."),
        ),
        "hours": (
            translate("Setup", "Opening hours"),
            translate("Setup", "Outside them the response clocks pause, and visitors are told when you are back."),
        ),
        "away": (
            translate("Setup", "When nobody is there"),
            translate("Setup", "What visitors can do outside opening hours."),
        ),
        "form": (
            translate("Setup", "Form"),
            translate("Setup", "Asked beside the first message, never before it. Every question costs you visitors."),
        ),
        "after": (
            translate("Setup", "Afterwards"),
            translate("Setup", "What visitors are asked and offered when a chat has ended."),
        ),
        "privacy": (translate("Setup", "Privacy"), ""),
        "install": (translate("Setup", "Installation"), ""),
    }[name]


def field_words(field: str) -> str:
    """Name a field, such as ``texts.nl.greeting``."""
    head, _, rest = field.partition(".")
    if head == "texts":
        language, _, name = rest.partition(".")
        words = {
            "greeting": translate("Setup", "Greeting"),
            "away": translate("Setup", "When nobody is there"),
            "consent": translate("Setup", "Question for consent"),
            "privacy_url": translate("Setup", "Privacy statement"),
        }.get(name, translate("Setup", "Texts"))
        return f"{words} ({language})"
    known = _names()
    return known.get(field) or known.get(head) or field


def _names() -> dict[str, str]:
    return {
        "name": translate("Setup", "Name"),
        "base_url": translate("Setup", "Address"),
        "colour": translate("Setup", "Colour"),
        "language": translate("Setup", "Language"),
        "origins": translate("Setup", "Allowed origins"),
        "currency": translate("Setup", "Currency"),
        "own_help": translate("Setup", "Own help pages"),
        "typing_preview": translate("Setup", "Typing preview"),
        "targets.target_s": translate("Setup", "Reply within"),
        "targets.warning_s": translate("Setup", "Warning"),
        "targets.holding_s": translate("Setup", "After a holding line"),
        "routing": translate("Setup", "New chats"),
        "rules": translate("Setup", "Rules for new chats"),
        "rules.policy": translate("Setup", "Who is preferred"),
        "lease": translate("Setup", "When an agent's computer fails"),
        "escalation.wall_s": translate("Setup", "Mark on the wall"),
        "escalation.offer_s": translate("Setup", "Offer to a colleague"),
        "escalation.tell_s": translate("Setup", "Tell the visitor"),
        "hours": translate("Setup", "Opening hours"),
        "hours.time_zone": translate("Setup", "Time zone"),
        "hours.weekly": translate("Setup", "Weekly hours"),
        "hours.exceptions": translate("Setup", "Holidays and exceptions"),
        "holidays": translate("Setup", "Names of holidays"),
        "bot": translate("Setup", "Knowledge bot"),
        "call_back": translate("Setup", "Call-back requests"),
        "message": translate("Setup", "Leaving a message"),
        "form": translate("Setup", "Form"),
        "invitations": translate("Setup", "Invitations"),
        "payment_pages": translate("Setup", "Pages of payment"),
        "consent": translate("Setup", "Consent"),
        "rating": translate("Setup", "Rating"),
        "low_stars": translate("Setup", "Alert at few stars"),
        "mail_transcript": translate("Setup", "Transcript by e-mail"),
        "badge": translate("Setup", "Performance badge"),
        "retention.chats": translate("Setup", "Chats are kept"),
        "retention.visits": translate("Setup", "Visits are kept"),
        "retention.contacts": translate("Setup", "Names and addresses are kept"),
    }


def fault_words(fault: Fault) -> str:
    """Say what is wrong with a field, and what would be right."""
    return {
        Fault.EMPTY: translate("Setup", "Something has to stand here."),
        Fault.TOO_LONG: translate("Setup", "This is too long."),
        Fault.TOO_MANY: translate("Setup", "These are too many."),
        Fault.NOT_AN_ADDRESS: translate("Setup", "This is no web address. It begins with https:// or http://."),
        Fault.NOT_AN_ORIGIN: translate(
            "Setup", "An origin is an address without a path, such as https://www.example.com; one per line."
        ),
        Fault.NOT_A_COLOUR: translate("Setup", "A colour is written as # and six digits or letters a to f: #2f6fed."),
        Fault.NOT_A_KEY: translate("Setup", "A key begins with a small letter; then small letters, digits and _ ."),
        Fault.NOT_A_DATE: translate("Setup", "This is no date."),
        Fault.TWICE: translate("Setup", "This key is there twice."),
        Fault.OUT_OF_RANGE: translate("Setup", "This number is too small or too large."),
        Fault.NOT_KNOWN: translate("Setup", "This is not known here."),
    }[fault]


def words_of(faults: Iterable[Wrong]) -> dict[str, str]:
    """Return the faults in words by field; the first of each counts."""
    found: dict[str, str] = {}
    for wrong in faults:
        found.setdefault(wrong.field, fault_words(wrong.fault))
    return found


def refusal_words(refusal: Refusal) -> str:
    """Say why something was not saved."""
    if refusal is Refusal.UNAVAILABLE:
        return translate("Setup", "The server cannot be reached now. What you typed stays here.")
    if refusal is Refusal.INVALID:
        return translate("Setup", "The server does not accept these values. What you typed stays here.")
    if refusal is Refusal.NOT_FOUND:
        return translate("Setup", "This site is not yours to set up any more.")
    return translate("Setup", "The server did not take it. What you typed stays here.")


def bot_words() -> dict[str, str]:
    """Name when the bot answers."""
    return {
        BotMode.OFF: translate("Setup", "Never"),
        BotMode.OUTSIDE: translate("Setup", "Outside opening hours, and when nobody is in"),
        BotMode.FIRST: translate("Setup", "Always first; people when it is asked for or does not know"),
    }


def consent_words() -> dict[str, str]:
    """Name what happens before a visitor has agreed."""
    return {
        ConsentMode.NOT_ASKED: translate("Setup", "The chat works without asking"),
        ConsentMode.ASKED: translate("Setup", "Nothing is sent or kept until the visitor agrees"),
    }


def kind_words() -> dict[str, str]:
    """Name the kinds of a form's fields."""
    return {
        FieldKind.TEXT: translate("Setup", "Text"),
        FieldKind.EMAIL: translate("Setup", "E-mail address"),
        FieldKind.PHONE: translate("Setup", "Telephone number"),
        FieldKind.CHOICE: translate("Setup", "Choice"),
    }


def language_words() -> dict[str, str]:
    """Name the languages of sites."""
    return {"nl": translate("Setup", "Dutch"), "en": translate("Setup", "English")}


def value_words(value: object, locale: QLocale) -> str:
    """Return a value in a few words, harmless and short."""
    if value is None or value in ("", (), {}):
        return translate("Setup", "nothing")
    if isinstance(value, bool):
        return translate("Setup", "yes") if value else translate("Setup", "no")
    if isinstance(value, Enum):
        return {**bot_words(), **consent_words(), **kind_words()}.get(str(value.value), str(value.value))
    if isinstance(value, int | float):
        return locale.toString(value)
    if isinstance(value, OpeningHours):
        return _week_words(value.weekly, locale)
    if isinstance(value, tuple | dict):
        return _many_words(value, locale)
    if isinstance(value, Struct):
        told = (str(getattr(value, name)) for name in value.__struct_fields__)
        return clean_line(" · ".join(part for part in told if part), SHOWN_CHARS)
    return f"“{clean_line(str(value), SHOWN_CHARS)}”"


def change_words(change: Change, locale: QLocale) -> str:
    """Return one change as a line: the field, what it is, what it would be."""
    before, after = value_words(change.before, locale), value_words(change.after, locale)
    if before == after:
        after = translate("Setup", "other values")
    return f"{field_words(change.field)}: {before} → {after}"


def day_name(day: int, locale: QLocale) -> str:
    """Name a day of the week, Monday is 0."""
    return locale.standaloneDayName(day + 1).capitalize()


def _week_words(week: Iterable[Any], locale: QLocale) -> str:
    days = (
        f"{locale.standaloneDayName(day + 1, QLocale.FormatType.ShortFormat)} {spans_text(spans)}"
        for day, spans in enumerate(week)
        if spans
    )
    return clean_line("; ".join(days), SHOWN_CHARS) or translate("Setup", "closed all week")


def _many_words(value: tuple[object, ...] | dict[object, object], locale: QLocale) -> str:
    if all(isinstance(each, str) for each in value) and isinstance(value, tuple):
        return clean_line(", ".join(map(str, value)), SHOWN_CHARS)
    if any(isinstance(day, tuple) for day in value):
        return _week_words(value, locale)
    return translate("Setup", "%n entries", None, len(value))
