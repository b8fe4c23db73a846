"""Words of the figures: titles, the rule of each, values as people write them; decides nothing."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from operator_console.domain.figures.calendar import Grouping
from operator_console.domain.figures.definitions import FIGURE_OF, Figure, Reading, Unit
from operator_console.domain.plain_text import clean_line

translate = QCoreApplication.translate
MOST_CHARS = 80
NO_VALUE = "–"


def figure_title(figure_id: str) -> str:
    """Return a figure's name."""
    return _titles()[figure_id]


def figure_rule(figure_id: str) -> str:
    """Return how a figure is measured."""
    return _rules()[figure_id]


def grouping_title(grouping: Grouping) -> str:
    """Return what the rows of a report are, in words."""
    return {
        Grouping.DAY: translate("Reports", "Day"),
        Grouping.HOUR: translate("Reports", "Hour"),
        Grouping.HOUR_OF_DAY: translate("Reports", "Hour of the day"),
        Grouping.HOUR_OF_WEEK: translate("Reports", "Hour of the week"),
        Grouping.SITE: translate("Reports", "Site"),
        Grouping.DEPARTMENT: translate("Reports", "Department"),
        Grouping.AGENT: translate("Reports", "Agent"),
    }[grouping]


def value_words(locale: QLocale, figure: Figure, reading: Reading) -> str:
    """Return a value in the format of the locale; a dash where nothing was measured."""
    value = reading.value
    if value is None:
        return NO_VALUE
    match figure.unit:
        case Unit.SHARE:
            return share_words(locale, value)
        case Unit.SECONDS:
            return seconds_words(locale, value)
        case Unit.MONEY:
            return locale.toCurrencyString(value / 100, "€")
        case Unit.COUNT:
            return locale.toString(int(value))
        case Unit.RATE | Unit.HOURS:
            return locale.toString(value, "f", 1)


def share_words(locale: QLocale, share: float) -> str:
    """Return a share in whole per cent; never 100 when something is missing from it."""
    percent = int(share * 100 + 0.5)
    if percent == 100 and share < 1:
        percent = 99
    return translate("Reports", "%1%").replace("%1", locale.toString(percent))


def seconds_words(locale: QLocale, seconds: float) -> str:
    """Return a waiting time in seconds, from two minutes on in minutes."""
    if seconds < 120:
        return translate("Reports", "%1 s").replace("%1", locale.toString(int(seconds)))
    return translate("Reports", "%1 min").replace("%1", locale.toString(seconds / 60, "f", 1))


def row_title(locale: QLocale, grouping: Grouping, key: str, names: dict[str, str]) -> str:
    """Return the name of a row.

    Args:
        names: Of sites, departments and agents, by id.
    """
    if grouping is Grouping.DAY:
        return day_words(locale, date.fromisoformat(key))
    if grouping is Grouping.HOUR:
        return f"{day_words(locale, date.fromisoformat(key[:10]))} {key[11:13]}:00"
    if grouping is Grouping.HOUR_OF_DAY:
        return f"{key}:00"
    if grouping is Grouping.HOUR_OF_WEEK:
        weekday, hour = key.split("-")
        return f"{locale.dayName(int(weekday) + 1, QLocale.FormatType.LongFormat)} {hour}:00"
    if not key:
        return translate("Reports", "Nobody")
    return clean_line(names.get(key, key), MOST_CHARS)


def day_words(locale: QLocale, day: date) -> str:
    """Return a day, short."""
    return locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def short_day(locale: QLocale, key: str) -> str:
    """Return a day without its year."""
    day = date.fromisoformat(key)
    return locale.toString(QDate(day.year, day.month, day.day), "d MMM")


def period_words(locale: QLocale, since: date, until: date) -> str:
    """Return a period of days."""
    if since == until:
        return day_words(locale, since)
    return f"{day_words(locale, since)} – {day_words(locale, until)}"


def _titles() -> dict[str, str]:
    return {
        "on_time": translate("Reports", "Within target"),
        "first_on_time": translate("Reports", "First replies in time"),
        "median": translate("Reports", "Half within"),
        "p90": translate("Reports", "Nine of ten within"),
        "replies": translate("Reports", "Replies"),
        "late": translate("Reports", "Late replies"),
        "wait": translate("Reports", "Half waited"),
        "wait_p90": translate("Reports", "Nine of ten waited"),
        "began": translate("Reports", "Chats"),
        "closed": translate("Reports", "Chats wrapped up"),
        "abandonment": translate("Reports", "Abandoned"),
        "missed": translate("Reports", "Missed"),
        "dropped": translate("Reports", "Dropped"),
        "first_contact": translate("Reports", "Solved at first contact"),
        "conversion": translate("Reports", "Sales conversion"),
        "sales_value": translate("Reports", "Value of sales"),
        "chats_per_hour": translate("Reports", "Chats per hour"),
        "concurrency": translate("Reports", "Chats at a time"),
        "offers_declined": translate("Reports", "Offers declined"),
        "offers_timed_out": translate("Reports", "Offers not answered"),
        "hours_online": translate("Reports", "Hours online"),
        "hours_busy": translate("Reports", "Hours busy"),
        "hours_break": translate("Reports", "Hours on break"),
        "hours_ending": translate("Reports", "Hours ending the shift"),
        "cart_abandonment": translate("Reports", "Carts abandoned"),
        "csat": translate("Reports", "Rating"),
        "csat_good": translate("Reports", "Satisfied visitors"),
        "csat_response": translate("Reports", "Rated chats"),
        "visitor_solved": translate("Reports", "Solved, say visitors"),
        "agent_solved": translate("Reports", "Solved, say agents"),
        "bot_csat": translate("Reports", "Rating of the bot"),
        "invitations": translate("Reports", "Invitations accepted"),
        "bot_began": translate("Reports", "Begun with the bot"),
        "bot_handled": translate("Reports", "Answered by the bot alone"),
        "bot_handed_over": translate("Reports", "Handed over by the bot"),
        "bot_failed": translate("Reports", "Bot found no answer"),
        "queue": translate("Reports", "In the queue now"),
    }


def _rules() -> dict[str, str]:
    return {
        "on_time": translate(
            "Reports", "Share of replies by people within the site's target. A late reply stays late."
        ),
        "first_on_time": translate("Reports", "The same, of each chat's first reply only."),
        "median": translate("Reports", "Response clock at the middle reply, from the first unanswered message."),
        "p90": translate("Reports", "Response clock that nine of ten replies did not exceed."),
        "replies": translate("Reports", "Replies by people that stopped the clock; a holding line is one too."),
        "late": translate("Reports", "Replies after the limit that was in force."),
        "wait": translate(
            "Reports", "From the first message of a chat to the first reply by a person: the middle one."
        ),
        "wait_p90": translate(
            "Reports", "From the first message to the first reply by a person: nine of ten waited no longer."
        ),
        "began": translate("Reports", "Chats in which a visitor wrote a first message."),
        "closed": translate("Reports", "Chats that were wrapped up, counted for who wrapped them up, when they began."),
        "abandonment": translate("Reports", "Share of chats whose visitor left before a person replied."),
        "missed": translate("Reports", "Chats that ended without any reply by a person."),
        "dropped": translate("Reports", "Visitors who left while a question waited, after an earlier reply."),
        "first_contact": translate(
            "Reports",
            "Of chats solved or to follow up: solved, no return on the same tag within 7 days. Provisional till then.",
        ),
        "conversion": translate("Reports", "Share of wrapped up chats marked as a sale. Sites send no orders yet."),
        "sales_value": translate("Reports", "Sum of what was marked as sale at wrap-up."),
        "chats_per_hour": translate(
            "Reports", "Chats wrapped up per hour that agents were online, busy or ending their shift."
        ),
        "concurrency": translate(
            "Reports", "Time that agents had chats, all chats together, by the time they were on duty."
        ),
        "offers_declined": translate("Reports", "Chats that were offered and declined."),
        "offers_timed_out": translate("Reports", "Chats that were offered and not answered in time."),
        "hours_online": translate("Reports", "Time in this status while a console was connected."),
        "hours_busy": translate("Reports", "Time in this status: finishing chats, no new ones."),
        "hours_break": translate("Reports", "Time in this status while a console was connected."),
        "hours_ending": translate("Reports", "Time in this status: finishing chats at the end of a shift."),
        "cart_abandonment": translate(
            "Reports", "Carts without an order, with and without chat. Not measured: sites send no orders."
        ),
        "invitations": translate(
            "Reports", "Share of invitations shown that were answered by a message, counted when they were shown."
        ),
        "bot_began": translate(
            "Reports",
            "Chats that began with the bot. For all other figures they begin when it hands them over, if it does.",
        ),
        "bot_handled": translate(
            "Reports",
            "Share of the chats begun with the bot that ended without people, with an article that was let stand.",
        ),
        "bot_handed_over": translate(
            "Reports", "Chats that the bot passed to people, on request or because it did not find an answer."
        ),
        "bot_failed": translate(
            "Reports",
            "Chats that the bot passed on because it found no answer, or that the visitor left at that.",
        ),
        "csat": translate("Reports", "Average stars, 1 to 5, of closed chats that somebody of the team answered."),
        "csat_good": translate("Reports", "Of the ratings, the share with four or five stars."),
        "csat_response": translate("Reports", "Of the closed chats that somebody answered, the share that was rated."),
        "visitor_solved": translate(
            "Reports", "Of the visitors who said whether it was solved, the share that said yes."
        ),
        "agent_solved": translate("Reports", "Of the closed chats, the share that the agent wrapped up as solved."),
        "bot_csat": translate("Reports", "Average stars, 1 to 5, of chats in which only the bot answered."),
        "queue": translate("Reports", "Chats without an agent at this moment, and the longest wait."),
    }


def all_rules() -> list[tuple[str, str]]:
    """Return title and rule of every figure."""
    return [(figure_title(figure_id), figure_rule(figure_id)) for figure_id in FIGURE_OF]
