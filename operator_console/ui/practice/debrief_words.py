"""What a debrief says, in words: figures, manners, and the whole as text or as a table; decides nothing."""

import csv
import io

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.desk.debrief import ChatDebrief, Debrief, Found, Reply
from operator_console.domain.etiquette import Etiquette
from operator_console.domain.plain_text import clean_line
from operator_console.domain.spreadsheets import safe_cell
from operator_console.ui.kit.words import time_words, visitor_words

translate = QCoreApplication.translate
NOTHING = "–"
MOST_LINE_CHARS = 200


def seconds_words(seconds: float | None, locale: QLocale) -> str:
    """Return a time on the clock."""
    if seconds is None:
        return NOTHING
    if seconds < 100:
        digits = 1 if seconds < 10 else 0
        return translate("Debrief", "%1 s").replace("%1", locale.toString(float(seconds), "f", digits))
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min"


def share_words(share: float | None, locale: QLocale) -> str:
    """Return a share in per cent."""
    return NOTHING if share is None else f"{locale.toString(round(share * 100))} %"


def count_words(part: int, whole: int, locale: QLocale) -> str:
    """Return so many of so many."""
    if not whole:
        return NOTHING
    words = translate("Debrief", "%1 of %2")
    return words.replace("%2", locale.toString(whole)).replace("%1", locale.toString(part))


def found_words(found: Found) -> str:
    """Say what became of an article."""
    return {
        Found.USED: translate("Debrief", "used"),
        Found.OPENED: translate("Debrief", "opened"),
        Found.MISSED: translate("Debrief", "not found"),
    }[found]


def chat_words(chat: ChatDebrief) -> str:
    """Name a chat: its case and its visitor."""
    conversation = chat.conversation
    visitor = visitor_words(conversation.visitor_name, conversation.visitor_number)
    return f"{clean_line(chat.title, MOST_LINE_CHARS)} · {clean_line(visitor, 60)}"


def manners_words(manners: Etiquette) -> str:
    """Say what was missed of the manners, or that nothing was."""
    missed = []
    if not manners.greeted:
        missed.append(translate("Debrief", "no greeting"))
    if manners.name_used is False:
        missed.append(translate("Debrief", "name not used"))
    if manners.open_questions:
        missed.append(translate("Debrief", "%n questions still open", None, len(manners.open_questions)))
    if not manners.closed_kindly:
        missed.append(translate("Debrief", "no kind closing"))
    return ", ".join(missed) if missed else translate("Debrief", "greeted, everything answered, closed kindly")


def late_words(reply: Reply, locale: QLocale) -> str:
    """Say how late a reply was."""
    template = (
        translate("Debrief", "%1 instead of %2")
        if reply.answered
        else translate("Debrief", "not answered, %1 instead of %2")
    )
    limit = seconds_words(reply.limit_s, locale)
    return template.replace("%2", limit).replace("%1", seconds_words(reply.waited_s, locale))


def figures(debrief: Debrief, locale: QLocale) -> tuple[tuple[str, str, str], ...]:
    """Return the headline figures: title, value, and what it is made of."""
    on_time = sum(reply.on_time for reply in debrief.replies)
    spread = translate("Debrief", "nine of ten within %1")
    return (
        (
            translate("Debrief", "Replies in time"),
            share_words(debrief.on_time_share, locale),
            count_words(on_time, len(debrief.replies), locale),
        ),
        (
            translate("Debrief", "Median reply"),
            seconds_words(debrief.median_s, locale),
            spread.replace("%1", seconds_words(debrief.p90_s, locale)),
        ),
        (
            translate("Debrief", "Articles found"),
            count_words(debrief.found, debrief.expected, locale),
            translate("Debrief", "used or opened"),
        ),
        (
            translate("Debrief", "Own words"),
            share_words(debrief.personal_share, locale),
            translate("Debrief", "of %n answers", None, debrief.answers),
        ),
        (
            translate("Debrief", "Good manners"),
            count_words(debrief.mannerly, len(debrief.chats), locale),
            translate("Debrief", "greeted, answered, closed"),
        ),
    )


def content_for(suffix: str, debrief: Debrief, locale: QLocale) -> bytes:
    """Return what a file with this ending gets: a table for ``.csv``, else text."""
    if suffix.casefold() == ".csv":
        # A spreadsheet takes a table for Latin-1 without a mark at its beginning.
        return as_csv(debrief).encode("utf-8-sig", "replace")
    return as_text(debrief, locale).encode("utf-8", "replace")


def as_text(debrief: Debrief, locale: QLocale) -> str:
    """Return the debrief as text to keep."""
    lines = [translate("Debrief", "Practice debrief"), ""]
    lines += [f"{title}: {value} ({made_of})" for title, value, made_of in figures(debrief, locale)]
    for chat in debrief.chats:
        lines += ["", chat_words(chat)]
        lines += [f"  {line}" for line in chat_lines(chat, locale)]
    return "\n".join(lines) + "\n"


def chat_lines(chat: ChatDebrief, locale: QLocale) -> list[str]:
    """Return what is to be said of one chat, a line each."""
    on_time = sum(reply.on_time for reply in chat.replies)
    replies = translate("Debrief", "Replies in time: %1")
    lines = [replies.replace("%1", count_words(on_time, len(chat.replies), locale))]
    for reply in chat.late:
        question = clean_line(reply.question, MOST_LINE_CHARS)
        lines.append(f"{time_words(reply.asked_at, locale)} {late_words(reply, locale)}: {question}")
    lines += [f"{clean_line(one.title, MOST_LINE_CHARS)}: {found_words(one.found)}" for one in chat.articles]
    if chat.also:
        also = translate("Debrief", "Also used: %1")
        lines.append(also.replace("%1", ", ".join(clean_line(title, MOST_LINE_CHARS) for title in chat.also)))
    own = translate("Debrief", "Own words: %1")
    lines.append(own.replace("%1", count_words(chat.personal, chat.answers, locale)))
    manners = translate("Debrief", "Manners: %1")
    lines.append(manners.replace("%1", manners_words(chat.manners)))
    for question in chat.manners.open_questions:
        still = translate("Debrief", "Still open: %1")
        lines.append(still.replace("%1", clean_line(question, MOST_LINE_CHARS)))
    return lines


def as_csv(debrief: Debrief) -> str:
    """Return one line for each reply and one for each article, with numbers as machines read them."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("kind", "case", "visitor", "what", "seconds", "limit_seconds", "result"))
    for chat in debrief.chats:
        conversation = chat.conversation
        name = (chat.title, visitor_words(conversation.visitor_name, conversation.visitor_number))
        for reply in chat.replies:
            result = "on_time" if reply.on_time else "late" if reply.answered else "unanswered"
            times = (f"{reply.waited_s:.1f}", f"{reply.limit_s:.1f}")
            rows.writerow(tuple(map(_cell, ("reply", *name, reply.question, *times, result))))
        for article in chat.articles:
            rows.writerow(tuple(map(_cell, ("article", *name, article.title, "", "", article.found.value))))
    return written.getvalue()


def _cell(text: str) -> str:
    return safe_cell(clean_line(text, MOST_LINE_CHARS))
