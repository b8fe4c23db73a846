"""What the widget says, in both languages side by side; decides nothing."""

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from operator_console.domain.people import Site
from operator_console.domain.site_checks import LANGUAGES, MAX_ADDRESS_CHARS
from operator_console.domain.site_settings import SiteSettings, SiteTexts
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.setup.parts import Drafted, Part, set_text
from operator_console.ui.setup.words import language_words, section

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

Control = QLineEdit | QPlainTextEdit


class TextsPart(Part):
    """Greeting, away, consent and the privacy statement's address, Dutch and English."""

    fields: tuple[str, ...] = ("texts",)

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("texts"), parent)
        self._boxes: dict[tuple[str, str], Control] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        names = language_words()
        for column, language in enumerate(LANGUAGES):
            heading = QLabel(names[language], self)
            heading.setProperty("role", "group")
            self._grid.addWidget(heading, 0, column)
            self._grid.setColumnStretch(column, 1)
        self._add("greeting", self.tr("Greeting"), self.tr("Hello! What can we do for you?"))
        self._add("away", self.tr("When nobody is there"), self.tr("We are back tomorrow at nine."))
        self._add("consent", self.tr("Question for consent"), "")
        self._add("privacy_url", self.tr("Address of the privacy statement"), "https://…", one_line=True)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        del site
        for (language, name), box in self._boxes.items():
            set_text(box, getattr(settings.texts.get(language, SiteTexts()), name))

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        texts = dict(settings.texts)
        for language in LANGUAGES:
            before = texts.get(language)
            written = {name: _text_of(box) for (of, name), box in self._boxes.items() if of == language}
            after = structs.replace(before or SiteTexts(), **written)
            if before is not None or after != SiteTexts():
                texts[language] = after
        return site, structs.replace(settings, texts=texts)

    def _add(self, name: str, title: str, placeholder: str, *, one_line: bool = False) -> None:
        row = self._grid.rowCount()
        for column, language in enumerate(LANGUAGES):
            box: Control
            if one_line:
                box = self.line(f"text_{language}_{name}", MAX_ADDRESS_CHARS, placeholder)
            else:
                box = self.box(f"text_{language}_{name}", 3, placeholder)
            label = QLabel(title, self)
            label.setBuddy(box)
            box.setAccessibleName(f"{title}, {language_words()[language]}")
            fault = PlainLabel("", self, wrap=True)
            fault.setProperty("role", "bad")
            fault.hide()
            for place, widget in enumerate((label, box, fault)):
                self._grid.addWidget(widget, row + place, column)
            field = f"texts.{language}.{name}"
            self._boxes[language, name] = box
            self._faults[field], self._controls[field] = fault, box


def _text_of(box: Control) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()
