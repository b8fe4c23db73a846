"""Words of the screen of articles in the window's language; decides nothing."""

from PySide6.QtCore import QCoreApplication

from operator_console.desk.events import WishFailed
from operator_console.protocol.refusal import Refusal
from operator_console.ui.articles.rows import CardState, Column, Lens
from operator_console.ui.kit.words import refusal_words

translate = QCoreApplication.translate


def state_words(state: CardState) -> str:
    """Say where an article stands."""
    return {
        CardState.DRAFT: translate("Articles", "Draft"),
        CardState.PUBLISHED: translate("Articles", "Published"),
        CardState.CHANGED: translate("Articles", "Changed"),
    }[state]


def state_role(state: CardState) -> str:
    """Return the look of the chip of a state."""
    return {CardState.DRAFT: "plain", CardState.PUBLISHED: "ok", CardState.CHANGED: "warn"}[state]


def lens_words(lens: Lens) -> str:
    """Name what is looked at."""
    return {
        Lens.ALL: translate("Articles", "All"),
        Lens.WRITING: translate("Articles", "Not saved"),
        Lens.MISSING: translate("Articles", "Missing"),
        Lens.OVERDUE: translate("Articles", "Review overdue"),
        Lens.UNUSED: translate("Articles", "Unused"),
        Lens.LOW: translate("Articles", "Rarely solves"),
    }[lens]


def lens_explanation(lens: Lens) -> str:
    """Say what belongs there."""
    return {
        Lens.ALL: translate("Articles", "Every article of your sites, drafts included"),
        Lens.WRITING: translate("Articles", "Changed on this computer and not saved yet"),
        Lens.MISSING: translate("Articles", "Questions for which an agent found nothing good"),
        Lens.OVERDUE: translate("Articles", "The day on which somebody had to look again has passed"),
        Lens.UNUSED: translate("Articles", "Published, and never used in a chat"),
        Lens.LOW: translate("Articles", "Used in at least five closed chats, of which fewer than half were solved"),
    }[lens]


def column_words(column: Column) -> str:
    """Name a column."""
    return {
        Column.TITLE: translate("Articles", "Title"),
        Column.STATE: translate("Articles", "State"),
        Column.OWNER: translate("Articles", "Owner"),
        Column.REVIEW: translate("Articles", "Review"),
        Column.USED: translate("Articles", "Used"),
        Column.SOLVED: translate("Articles", "Solved"),
        Column.CHANGED: translate("Articles", "Changed on"),
    }[column]


def failed_words(failed: WishFailed) -> str:
    """Say what did not work, why, and what became of the text."""
    what = {
        "article.cards": translate("Articles", "The articles cannot be had now."),
        "article.open": translate("Articles", "The article cannot be opened now."),
        "article.revision": translate("Articles", "This revision cannot be had now."),
        "article.save": translate("Articles", "Not saved; your text is kept on this computer."),
        "article.remove": translate("Articles", "The article was not taken away."),
        "article.picture": translate("Articles", "The picture was not uploaded."),
        "article.import": translate("Articles", "The import stopped."),
        "article.missing": translate("Articles", "The missing articles cannot be had now."),
        "article.close_missing": translate("Articles", "The question was not closed."),
    }.get(failed.wish, "")
    return f"{what} {_why(failed)}".strip()


def _why(failed: WishFailed) -> str:
    if failed.unreachable:
        return translate("Articles", "There is no connection with the server.")
    if failed.reason is Refusal.NOT_FOUND:
        return translate("Articles", "It does not exist (any more), or you may not do this.")
    if failed.reason is Refusal.INVALID:
        return translate("Articles", "The server does not accept it: check title, key and language.")
    return refusal_words(failed.reason)
