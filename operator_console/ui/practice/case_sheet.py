"""A practice case made of a chat, to read over and change before the team gets it; masks and saves nothing itself."""

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.domain.practice import (
    MOST_CHARS,
    MOST_TITLE_CHARS,
    CaseBroken,
    Dialogue,
    check_dialogue,
    text_of,
    turns_of,
)
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_STORY_CHARS = 40_000


class CaseSheet(SheetDialog):
    """A sheet; answers ``save`` and has `dialogue` then."""

    def __init__(self, context: "UiContext", dialogue: Dialogue, parent: QWidget | None = None) -> None:
        super().__init__(context, "", parent, width_px=600)
        self.setObjectName("practice_case_sheet")
        self._made = dialogue
        title = self.tr("Make a practice case")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        heading = self.findChild(PlainLabel, "sheet_title")
        if heading is not None:
            heading.setText(title)
        self.add_text(
            self.tr(
                "This is the visitor's part, with names, numbers and addresses taken out. Read it over: colleagues of "
                "this site will practise with it. A line is a message; at an empty line the visitor waits."
            )
        )
        self._title = self._field(self.tr("Title"), "case_title", dialogue.title)
        self._name = self._field(self.tr("Made-up name of the visitor, or nothing"), "case_name", "")
        self._temper = self._field(self.tr("Temper of the visitor"), "case_temper", dialogue.visitor.temper)
        self._caption(self.tr("What the visitor writes"))
        self._story = QPlainTextEdit(self)
        self._story.setObjectName("case_story")
        self._story.setAccessibleName(self.tr("What the visitor writes"))
        self._story.setTabChangesFocus(True)
        self._story.setPlainText(clean_message(text_of(dialogue.turns)))
        self._story.setMinimumHeight(160)
        self.column.addWidget(self._story, 1)
        self._impatient = self._field(self.tr("What they write when nobody answers, or nothing"), "case_impatient", "")
        self._articles = self._field(
            self.tr("Keys of the articles that answer it, with commas"), "case_articles", ", ".join(dialogue.articles)
        )
        self._trouble = self.add_text("")
        self._trouble.setObjectName("case_trouble")
        self._trouble.setProperty("role", "bad")
        self._trouble.setVisible(False)
        self.add_button("cancel", self.tr("Cancel"))
        self._save: QPushButton = self.add_button("save", self.tr("Save for the team"), "primary", default=True)
        self._save.clicked.disconnect()
        self._save.clicked.connect(self._on_save)
        self.resize(self.sizeHint().expandedTo(self.minimumSize()))

    @property
    def dialogue(self) -> Dialogue:
        """The case as it stands in the fields."""
        keys = (clean_line(key, MOST_TITLE_CHARS) for key in self._articles.text().split(","))
        visitor = structs.replace(
            self._made.visitor, name=_text(self._name) or None, temper=_text(self._temper), email=None
        )
        return structs.replace(
            self._made,
            title=_text(self._title),
            visitor=visitor,
            turns=turns_of(clean_message(self._story.toPlainText()[:MOST_STORY_CHARS])),
            impatient=_text(self._impatient, MOST_CHARS) or None,
            articles=tuple(dict.fromkeys(key for key in keys if key)),
        )

    def say_trouble(self, words: str) -> None:
        """Say why it is not saved; empty takes it away."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _field(self, words: str, name: str, text: str) -> QLineEdit:
        self._caption(words)
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setMaxLength(1_000)
        field.setText(clean_line(text, 1_000))
        self.column.addWidget(field)
        return field

    def _caption(self, words: str) -> None:
        label = PlainLabel(words, self)
        label.setProperty("role", "caption")
        self.column.addWidget(label)

    def _on_save(self) -> None:
        trouble = ""
        field: QWidget | None = None
        if not _text(self._title):
            trouble, field = self.tr("Give the case a title."), self._title
        else:
            try:
                check_dialogue(self.dialogue)
            except CaseBroken:
                trouble = self.tr("The story has no message, or is too long: at most 80 messages and waits.")
                field = self._story
        self.say_trouble(trouble)
        if field is None:
            self.finish("save")
        else:
            field.setFocus()


def _text(field: QLineEdit, most: int = MOST_TITLE_CHARS) -> str:
    return clean_line(field.text(), most).strip()
