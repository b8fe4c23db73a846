"""What a call-back request says, in words and numbers; knows nothing of where it is shown."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.desk.state import CallBackRow
from operator_console.domain.call_backs import CallBackState, is_due, is_overdue
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.words import date_words, elapsed_words, time_words

translate = QCoreApplication.translate
NAME_CHARS = 40


def who_words(row: CallBackRow) -> str:
    """Name the visitor as they did, else the number that is to be called."""
    return clean_line(row.call_back.name, NAME_CHARS) or clean_line(row.call_back.phone, NAME_CHARS)


def span_words(row: CallBackRow, now: datetime, locale: QLocale) -> str:
    """Say when the visitor wants to be called, on this machine's clock: ``13:00-15:00``, with the day if not today."""
    begin, end = row.call_back.due_from, row.call_back.due_until
    span = f"{time_words(begin, locale)}–{time_words(end, locale)}"
    day = begin.astimezone().date()
    return span if day == now.astimezone().date() else f"{date_words(day, locale)} {span}"


def due_words(row: CallBackRow, now: datetime, locale: QLocale) -> str:
    """Say how urgent it is: how late, that it is time, or when it will be."""
    call_back = row.call_back
    if is_overdue(call_back, now):
        late = elapsed_words((now - call_back.due_until).total_seconds() // 60 * 60)
        return translate("CallBacks", "%1 late").replace("%1", late)
    if is_due(call_back, now):
        until = time_words(call_back.due_until, locale)
        return translate("CallBacks", "now, until %1").replace("%1", until)
    return span_words(row, now, locale)


def owner_words(row: CallBackRow) -> str:
    """Say who has taken it; empty when nobody has."""
    if row.call_back.state is CallBackState.OPEN:
        return ""
    if row.mine:
        return translate("CallBacks", "you")
    return clean_line(row.agent_name, NAME_CHARS) or translate("CallBacks", "a colleague")


def state_words(row: CallBackRow) -> str:
    """Say where a request stands."""
    who = owner_words(row)
    state = row.call_back.state
    if state is CallBackState.TAKEN:
        return translate("CallBacks", "Taken by %1").replace("%1", who)
    if state is CallBackState.DONE:
        return translate("CallBacks", "Done by %1").replace("%1", who)
    if state is CallBackState.DROPPED:
        return translate("CallBacks", "Dropped by %1").replace("%1", who)
    return translate("CallBacks", "Nobody has taken it yet")


def line_words(row: CallBackRow, now: datetime, locale: QLocale) -> tuple[str, str]:
    """Return the two lines of the list: when and who, and at which site and what about."""
    first = f"{due_words(row, now, locale)} · {who_words(row)}"
    site = clean_line(row.site.name, NAME_CHARS) if row.site is not None else ""
    about = clean_line(row.call_back.question, 120)
    taken = owner_words(row)
    parts = (translate("CallBacks", "with %1").replace("%1", taken) if taken else "", site, about)
    return first, " · ".join(part for part in parts if part)


def spoken_words(row: CallBackRow, now: datetime, locale: QLocale) -> str:
    """Return everything of the list's line for a screen reader."""
    first, second = line_words(row, now, locale)
    overdue = translate("CallBacks", "overdue") if is_overdue(row.call_back, now) else ""
    return ", ".join(part for part in (translate("CallBacks", "Call back"), overdue, first, second) if part)
