"""The pre-chat form: its fields and their order; decides nothing."""

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from operator_console.domain.people import Site
from operator_console.domain.site_checks import LANGUAGES, MAX_FORM_FIELDS, MAX_LABEL_CHARS
from operator_console.domain.site_settings import FieldKind, FormField, SiteSettings
from operator_console.ui.kit.buttons import icon_button, quiet_button
from operator_console.ui.kit.calls import call, call_with
from operator_console.ui.setup.parts import Choice, Drafted, Part
from operator_console.ui.setup.words import kind_words, language_words, section

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

NAME = FormField(key="name", label={"nl": "Je voornaam", "en": "Your first name"})
EMAIL = FormField(key="email", label={"nl": "Je e-mailadres", "en": "Your e-mail address"}, kind=FieldKind.EMAIL)
MAX_CHOICES_CHARS = 2_000


class FieldCard(QFrame):
    """One field of the form.

    Signals:
        changed: Something of it.
        moved: (by) Up is -1, down is 1.
        remove_requested: It is to go.
    """

    changed = Signal()
    moved = Signal(int)
    remove_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget, field: FormField) -> None:
        super().__init__(parent)
        self.setProperty("surface", "tile")
        self._field = field
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 10)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._labels = {language: QLineEdit(field.label.get(language, ""), self) for language in LANGUAGES}
        self._key = QLineEdit(field.key, self)
        self._kind = Choice("form_kind", self)
        self._kind.offer(kind_words())
        self._kind.choose(field.kind)
        self._choices = QLineEdit(", ".join(field.choices), self)
        self._required = QCheckBox(self.tr("Required"), self)
        self._required.setChecked(field.required)
        self._place(context)
        self._on_kind()

    @property
    def field(self) -> FormField:
        """What stands in it."""
        choices = (choice.strip() for choice in self._choices.text().split(","))
        labels = {**self._field.label, **{language: box.text().strip() for language, box in self._labels.items()}}
        return structs.replace(
            self._field,
            key=self._key.text().strip(),
            label={language: label for language, label in labels.items() if label},
            kind=FieldKind(self._kind.value),
            required=self._required.isChecked(),
            choices=tuple(choice for choice in choices if choice) if self._kind.value == FieldKind.CHOICE else (),
        )

    def focus(self) -> None:
        """Give the keyboard to the first label."""
        self._labels[LANGUAGES[0]].setFocus()

    def _place(self, context: "UiContext") -> None:
        names = language_words()
        for column, (language, box) in enumerate(self._labels.items()):
            self._put(0, column, self.tr("Question, %1").replace("%1", names[language]), box, f"form_label_{language}")
        self._put(2, 0, self.tr("Key, under which agents see it"), self._key, "form_key")
        self._put(2, 1, self.tr("Kind"), self._kind, "form_kind")
        self._choices_label = self._put(
            4, 0, self.tr("Choices, with commas between them"), self._choices, "form_choices"
        )
        self._key.setMaxLength(40)
        self._choices.setMaxLength(MAX_CHOICES_CHARS)
        line = QHBoxLayout()
        line.setSpacing(4)
        self._required.setObjectName("form_required")
        self._required.setAccessibleName(self._required.text())
        line.addWidget(self._required)
        line.addStretch(1)
        for icon, title, name, by in (
            ("chevron-up", self.tr("Move up"), "form_up", -1),
            ("chevron-down", self.tr("Move down"), "form_down", 1),
        ):
            button = icon_button(context, icon, title, name, self)
            button.clicked.connect(call(self._on_move, by))
            line.addWidget(button)
        remove = icon_button(context, "x", self.tr("Remove this field"), "form_remove", self)
        remove.clicked.connect(self.remove_requested)
        line.addWidget(remove)
        self._grid.addLayout(line, 6, 0, 1, 2)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        for box in (*self._labels.values(), self._key, self._choices):
            box.textChanged.connect(self.changed)
        self._required.toggled.connect(self.changed)
        self._kind.currentIndexChanged.connect(self._on_kind)

    def _put(self, row: int, column: int, title: str, control: QWidget, name: str) -> QLabel:
        control.setObjectName(name)
        control.setAccessibleName(title)
        if isinstance(control, QLineEdit) and name.startswith("form_label"):
            control.setMaxLength(MAX_LABEL_CHARS)
        label = QLabel(title, self)
        label.setBuddy(control)
        self._grid.addWidget(label, row, column)
        self._grid.addWidget(control, row + 1, column)
        return label

    def _on_move(self, by: int) -> None:
        self.moved.emit(by)

    def _on_kind(self, *_value: object) -> None:
        is_choice = self._kind.value == FieldKind.CHOICE
        self._choices.setVisible(is_choice)
        self._choices_label.setVisible(is_choice)
        self.changed.emit()


class FormPart(Part):
    """Fields as cards, one below the other."""

    fields: tuple[str, ...] = ("form",)

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("form"), parent)
        self._cards: list[FieldCard] = []
        self._none = self.note(self.tr("Nothing is asked: visitors just write."))
        self.column.addWidget(self._none)
        cards = QWidget(self)
        self._list = QVBoxLayout(cards)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        self._add_control(cards, "form", "", wide=True)
        line = QHBoxLayout()
        line.setSpacing(6)
        self._adders = [
            (quiet_button(self.tr("Ask for the first name"), "form_add_name", self), NAME),
            (quiet_button(self.tr("Ask for the e-mail address"), "form_add_email", self), EMAIL),
            (quiet_button(self.tr("Add another field"), "form_add", self), FormField(key="", label={})),
        ]
        for button, field in self._adders:
            button.clicked.connect(call(self._on_add, field))
            line.addWidget(button)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addStretch(1)

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        del site
        if tuple(card.field for card in self._cards) != settings.form:
            for card in self._cards:
                card.setParent(None)
                card.deleteLater()
            self._cards.clear()
            for field in settings.form:
                self._add(field)
        self._show_standing()

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        return site, structs.replace(settings, form=tuple(card.field for card in self._cards))

    def _add(self, field: FormField) -> FieldCard:
        card = FieldCard(self.context, self, field)
        card.changed.connect(self.touch)
        card.moved.connect(call_with(self._on_moved, card))
        card.remove_requested.connect(call(self._on_remove, card))
        self._cards.append(card)
        self._list.addWidget(card)
        return card

    def _on_add(self, field: FormField) -> None:
        self._add(field).focus()
        self._show_standing()
        self.touch()

    def _on_remove(self, card: FieldCard) -> None:
        self._cards.remove(card)
        card.setParent(None)
        card.deleteLater()
        self._show_standing()
        self.touch()

    def _on_moved(self, card: FieldCard, by: int) -> None:
        target = self._cards.index(card) + by
        if not 0 <= target < len(self._cards):
            return
        self._cards.remove(card)
        self._cards.insert(target, card)
        self._list.removeWidget(card)
        self._list.insertWidget(target, card)
        self.touch()

    def _show_standing(self) -> None:
        keys = {card.field.key for card in self._cards}
        self._none.setVisible(not self._cards)
        for button, field in self._adders:
            button.setEnabled(len(self._cards) < MAX_FORM_FIELDS and (not field.key or field.key not in keys))
