"""Why an article stands where it does, in words; knows no ranking and no widget."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from operator_console.knowledge.values import Reason, ReasonKind

MOST_WORDS = 4
translate = QCoreApplication.translate


def why_words(reasons: Sequence[Reason]) -> str:
    """Return one line of words, empty without reasons."""
    said = [words for reason in reasons if (words := _words(reason))]
    return " \u00b7 ".join(said)


def _words(reason: Reason) -> str:
    words = ", ".join(reason.words[:MOST_WORDS]) + (", …" if len(reason.words) > MOST_WORDS else "")
    texts = {
        ReasonKind.TITLE: translate("Why", "in the title: %1"),
        ReasonKind.SYNONYM: translate("Why", "asked for by a synonym of the article"),
        ReasonKind.EXACT: translate("Why", "just as typed: %1"),
        ReasonKind.FORMS: translate("Why", "in another form: %1"),
        ReasonKind.TOGETHER: translate("Why", "words close together"),
        ReasonKind.BEGINNING: translate("Why", "at the beginning: %1"),
        ReasonKind.MISSING: translate("Why", "not in it: %1"),
        ReasonKind.USED: translate("Why", "sent by agents: %1 times"),
        ReasonKind.SOLVED: translate("Why", "solved after it: %1"),
        ReasonKind.MEANING: translate("Why", "means much the same"),
    }
    values = {ReasonKind.USED: f"{reason.value:.0f}", ReasonKind.SOLVED: f"{reason.value * 100:.0f} %"}
    return texts[reason.kind].replace("%1", values.get(reason.kind, words))
