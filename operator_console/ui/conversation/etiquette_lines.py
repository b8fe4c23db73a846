"""Manners of the chat that is wrapped up, as quiet lines for the agent's own eyes; judges and blocks nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from operator_console.domain.etiquette import Etiquette
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.shown_text import filled

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

translate = QCoreApplication.translate
MOST_QUESTIONS = 4
MOST_QUESTION_CHARS = 120


class EtiquetteLines(QWidget):
    """What was done and what may have been forgotten; nothing at all until there is something to say."""

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("etiquette")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_etiquette(self, etiquette: Etiquette | None) -> None:
        """Show it, once."""
        if etiquette is None:
            return
        caption = PlainLabel(translate("EtiquetteLines", "This chat"), self)
        caption.setProperty("role", "caption")
        self._column.addWidget(caption)
        for words, good in etiquette_words(etiquette):
            self._add(words, good=good)
        self.show()

    def _add(self, words: str, *, good: bool) -> None:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        sign = QLabel(line)
        icon, role = ("check", "ok_text") if good else ("circle", "dim")
        sign.setPixmap(self._context.icons.pixmap(icon, 12, role, self.devicePixelRatioF()))
        label = PlainLabel(words, line, wrap=True)
        label.setObjectName("etiquette_line")
        label.setProperty("role", "small")
        done = translate("EtiquetteLines", "done") if good else translate("EtiquetteLines", "perhaps forgotten")
        label.setAccessibleName(f"{words}: {done}")
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        self._column.addWidget(line)


def etiquette_words(etiquette: Etiquette) -> list[tuple[str, bool]]:
    """Return the lines and whether each is good; a visitor without a name has no line about it."""
    lines = [
        (translate("EtiquetteLines", "Greeted"), True)
        if etiquette.greeted
        else (translate("EtiquetteLines", "Not greeted, as far as can be seen"), False)
    ]
    if etiquette.name_used is not None:
        lines.append(
            (translate("EtiquetteLines", "Name used"), True)
            if etiquette.name_used
            else (translate("EtiquetteLines", "The visitor's name was not used"), False)
        )
    for question in etiquette.open_questions[:MOST_QUESTIONS]:
        words = translate("EtiquetteLines", "Perhaps still open: “%1”")
        lines.append((filled(words, clean_line(question, MOST_QUESTION_CHARS)), False))
    more = len(etiquette.open_questions) - MOST_QUESTIONS
    if more > 0:
        lines.append((translate("EtiquetteLines", "and %n more questions", None, more), False))
    if not etiquette.open_questions:
        lines.append((translate("EtiquetteLines", "No open question seen"), True))
    lines.append(
        (translate("EtiquetteLines", "Closed kindly"), True)
        if etiquette.closed_kindly
        else (translate("EtiquetteLines", "No kind closing words yet"), False)
    )
    return lines
