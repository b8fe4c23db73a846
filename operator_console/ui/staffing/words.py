"""Words of the staffing page in the window's language; decides nothing."""

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from operator_console.desk.staffing import PlannedDepartment, TodayHalfHour
from operator_console.domain.plain_text import clean_line
from operator_console.domain.staffing.missed import MissedDemand
from operator_console.domain.staffing.plan import Need, WeekPlan

MAX_NAMES = 6
MAX_NAME_CHARS = 60
translate = QCoreApplication.translate


def slot_words(slot: int, locale: QLocale) -> str:
    """Return when a half hour of the day begins, such as "9:30"."""
    slot %= 48
    return locale.toString(QTime(slot // 2, slot % 2 * 30), QLocale.FormatType.ShortFormat)


def day_words(day: int, locale: QLocale, *, short: bool = False) -> str:
    """Return a weekday by its number, 0 for Monday."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return locale.standaloneDayName(day + 1, form)


def share_words(share: float, locale: QLocale) -> str:
    """Return a share in whole per cent."""
    return translate("Staffing", "%1 %").replace("%1", locale.toString(round(share * 100)))


def number_words(number: float, locale: QLocale) -> str:
    """Return a number, with one decimal when it is small and not whole."""
    if number >= 10 or number == round(number):
        return locale.toString(round(number))
    return locale.toString(number, "f", 1)


def range_words(low: float, high: float, locale: QLocale) -> str:
    """Return what lies between two numbers."""
    low_words, high_words = number_words(low, locale), number_words(high, locale)
    return low_words if low_words == high_words else f"{low_words}–{high_words}"


def department_words(department: PlannedDepartment) -> str:
    """Return a department by its sites."""
    return ", ".join(clean_line(name, MAX_NAME_CHARS) for name in department.sites[:MAX_NAMES])


def need_words(need: Need, target_s: float, locale: QLocale) -> str:
    """Return everything about one half hour of the week, for the line below the table and for screen readers."""
    when = f"{day_words(need.slot // 48, locale)} {slot_words(need.slot, locale)}"
    if not need.agents:
        return translate("Staffing", "%1: closed").replace("%1", when)
    words = translate(
        "Staffing",
        "%1: %2 needed. A quiet one needs %3, a busy one %4. About %5 chats; then %6 of replies come within %7 s.",
    )
    parts = (
        when,
        locale.toString(need.agents),
        locale.toString(need.low),
        locale.toString(need.high),
        number_words(need.chats, locale),
        share_words(need.share, locale),
        number_words(target_s, locale),
    )
    return _filled(words, parts)


def plan_words(plan: WeekPlan, days: int, target_s: float, locale: QLocale) -> str:
    """Return what the plan as a whole says."""
    words = translate("Staffing", "%1 hours of work a week, planned from the last %2 days: %3 of replies within %4 s.")
    parts = (
        locale.toString(round(plan.agent_hours)),
        locale.toString(days),
        share_words(plan.planned_share, locale),
        number_words(target_s, locale),
    )
    return _filled(words, parts)


def ceiling_words(plan: WeekPlan, target_s: float, locale: QLocale) -> str:
    """Return that the wanted share is beyond what staffing can give; empty when it is not."""
    if plan.planned_share >= plan.wanted_share:
        return ""
    words = translate(
        "Staffing",
        "No number of agents gives more than %1: the other answers take longer than %2 s by themselves. "
        "Holding lines, better articles or practice help there.",
    )
    return _filled(words, (share_words(plan.attainable_share, locale), number_words(target_s, locale)))


def plan_rule() -> str:
    """Return how the plan is counted."""
    return translate(
        "Staffing",
        "How this is counted: the desk is simulated with your own recorded chats, times of answers, pauses of visitors "
        "and their patience. An agent has several chats and writes one answer at a time. The number is the smallest "
        "with which the share is met; a quiet and a busy half hour are one in ten each.",
    )


def today_rule() -> str:
    """Return how today is counted."""
    return translate(
        "Staffing",
        "How this is counted: there = agents online, busy or ending their shift, on average over the half hour. "
        "In time = share of the questions asked in it that were answered within their limit.",
    )


def missed_words(missed: MissedDemand, locale: QLocale) -> str:
    """Return how many chats were missed, in words."""
    if not missed.is_known:
        return translate("Staffing", "Too few visits were seen in opening hours to say.")
    if not missed.visits_closed:
        return translate("Staffing", "Nobody visited outside opening hours.")
    words = translate("Staffing", "About %1 chats were missed outside opening hours (%2 with 90 % certainty).")
    return _filled(
        words, (number_words(round(missed.missed), locale), range_words(round(missed.low), round(missed.high), locale))
    )


def missed_rule(missed: MissedDemand, locale: QLocale) -> str:
    """Return how missed chats are counted, with the numbers."""
    words = translate(
        "Staffing",
        "How this is counted: in opening hours %1 of %2 visits led to a chat (%3). The same share of the %4 visits "
        "outside them, less the %5 chats that began there all the same.",
    )
    share = translate("Staffing", "%1 %").replace("%1", locale.toString(missed.chats_per_visit * 100, "f", 1))
    parts = (
        locale.toString(missed.chats_open),
        locale.toString(missed.visits_open),
        share,
        locale.toString(missed.visits_closed),
        locale.toString(missed.chats_closed),
    )
    return _filled(words, parts)


def present_words(row: TodayHalfHour, locale: QLocale) -> str:
    """Return who was there; a dash for what is yet to come."""
    return "–" if row.present is None else number_words(row.present, locale)


def in_time_words(row: TodayHalfHour, locale: QLocale) -> str:
    """Return the share in time; a dash where nothing was asked."""
    return "–" if row.share is None else share_words(row.share, locale)


def today_words(row: TodayHalfHour, locale: QLocale) -> str:
    """Return a half hour of today in a sentence, for screen readers."""
    when = slot_words(row.slot, locale)
    if row.present is None:
        words = translate("Staffing", "%1: %2 needed, still to come")
        return _filled(words, (when, locale.toString(row.needed)))
    words = translate("Staffing", "%1: %2 needed, %3 there, %4 in time")
    if row.present < row.needed:
        words = translate("Staffing", "%1: %2 needed, only %3 there, %4 in time")
    return _filled(
        words, (when, locale.toString(row.needed), number_words(row.present, locale), in_time_words(row, locale))
    )


def _filled(words: str, parts: tuple[str, ...]) -> str:
    """Return words with their places filled; parts are numbers, and hold no place themselves."""
    for number, part in enumerate(parts, 1):
        words = words.replace(f"%{number}", part)
    return words
