"""How an article does, in words: used, solved, changed; knows no widget and decides nothing."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from operator_console.domain.articles import ArticleFigures
from operator_console.ui.kit.words import date_words

translate = QCoreApplication.translate


def figure_words(figures: ArticleFigures | None, changed_at: datetime | None, locale: QLocale) -> str:
    """Return "used 12 times · 83 % solved · changed 3 Oct 2026", without what is not known.

    A share is said only of chats that were wrapped up; an article that nobody used yet says nothing of its use.
    """
    parts = []
    if figures is not None and figures.uses:
        parts.append(translate("ArticleFigures", "used %n times", None, figures.uses))
        share = figures.solved_share
        if share is not None:
            number = locale.toString(round(share * 100))
            parts.append(translate("ArticleFigures", "%1 % solved").replace("%1", number))
    if changed_at is not None:
        day = date_words(changed_at.astimezone().date(), locale)
        parts.append(translate("ArticleFigures", "changed %1").replace("%1", day))
    words = " · ".join(parts)
    return words[:1].upper() + words[1:]
