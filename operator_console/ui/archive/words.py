"""Words of the archive in the window's language; decides nothing."""

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.domain.archive import ReplyTime, SnippetSource
from operator_console.domain.conversations import WrapUp
from operator_console.ui.archive.query import Period
from operator_console.ui.kit.words import elapsed_words, money_words, outcome_words

translate = QCoreApplication.translate


def period_words(period: Period) -> str:
    """Name a span of days."""
    return {
        Period.ANY: translate("Archive", "Any day"),
        Period.TODAY: translate("Archive", "Today"),
        Period.YESTERDAY: translate("Archive", "Yesterday"),
        Period.WEEK: translate("Archive", "Last 7 days"),
        Period.MONTH: translate("Archive", "Last 30 days"),
        Period.YEAR: translate("Archive", "Last 365 days"),
        Period.DAYS: translate("Archive", "From … to …"),
    }[period]


def source_words(source: SnippetSource) -> str:
    """Say where a snippet was found; empty for what was said in the chat itself."""
    return {
        SnippetSource.MESSAGE: "",
        SnippetSource.NOTE: translate("Archive", "Note"),
        SnippetSource.COMMENT: translate("Archive", "Comment"),
        SnippetSource.ABOUT: translate("Archive", "About the chat"),
    }[source]


def wrap_up_words(wrap_up: WrapUp, currency: str, locale: QLocale) -> str:
    """Say how a chat ended, a sale with its value."""
    words = outcome_words(wrap_up.outcome)
    return words if wrap_up.value_cents is None else f"{words} {money_words(wrap_up.value_cents, currency, locale)}"


def late_words(count: int) -> str:
    """Say how many replies came late."""
    return QCoreApplication.translate("Archive", "%n late", None, count)


def comments_words(count: int) -> str:
    """Say how many comments there are."""
    return QCoreApplication.translate("Archive", "%n comments", None, count)


def replies_words(replies: tuple[ReplyTime, ...]) -> str:
    """Say how quickly a chat was answered."""
    if not replies:
        return translate("Archive", "No reply was measured.")
    late = [reply for reply in replies if reply.late]
    words = translate("Archive", "Replies: %1 · slowest %2").replace("%1", str(len(replies)))
    words = words.replace("%2", elapsed_words(max(reply.waited_s for reply in replies)))
    if not late:
        return words + " · " + translate("Archive", "all in time")
    times = ", ".join(elapsed_words(reply.waited_s) for reply in late[:6])
    return words + " · " + translate("Archive", "late: %1").replace("%1", times)
