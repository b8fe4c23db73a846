"""Asks how a chat ended: outcome, tags, note and value; decides and sends nothing itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from operator_console.domain.conversations import Outcome, WrapUp
from operator_console.domain.etiquette import Etiquette
from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.ui.conversation.etiquette_lines import EtiquetteLines
from operator_console.ui.conversation.tag_field import TagField
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.notice import Notice, NoticeBar, NoticeKind
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import currency_words, outcome_words

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_NOTE_CHARS = 2_000
MOST_CENTS = 100_000_000


class WrapUpDialog(SheetDialog):
    """A sheet; answers ``wrap_up`` and has `result_value` then."""

    def __init__(self, context: "UiContext", title: str, parent: QWidget) -> None:
        super().__init__(context, title, parent, width_px=440)
        self.setObjectName("wrap_up_dialog")
        self._warnings = NoticeBar(context, self, listen=False)
        self._warnings.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]  # a bar has a layout
        self.column.addWidget(self._warnings)
        self._currency = "EUR"
        self._group = QButtonGroup(self)
        self._radios: dict[Outcome, QRadioButton] = {}
        for number, outcome in enumerate(Outcome, 1):
            self._add_outcome(number, outcome)
            if outcome is Outcome.SALE:
                self._add_value()
        self._caption(self.tr("Tags"))
        self._tags = TagField(context, self)
        self.column.addWidget(self._tags)
        self._caption(self.tr("Note for colleagues"))
        self._note = QPlainTextEdit(self)
        self._note.setObjectName("wrap_up_note")
        self._note.setAccessibleName(self.tr("Note for colleagues"))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(62)
        self.dress_box(self._note)
        self.column.addWidget(self._note)
        self._mail = QCheckBox(self.tr("Then e-mail the visitor: the conversation, or a note"), self)
        self._mail.setObjectName("wrap_up_mail")
        self._mail.setAccessibleName(self._mail.text())
        self._mail.setVisible(False)
        self.column.addWidget(self._mail)
        self._etiquette = EtiquetteLines(context, self)
        self.column.addWidget(self._etiquette)
        self.add_button("cancel", self.tr("Cancel"))
        self._done = self.add_button("wrap_up", self.tr("Wrap up"), "primary", default=True)
        self._done.clicked.disconnect()
        self._done.clicked.connect(self._on_done)
        self._choose(Outcome.SOLVED)

    @property
    def result_value(self) -> WrapUp:
        """What the agent chose."""
        outcome = self.outcome
        value = self._cents() if outcome is Outcome.SALE else None
        note = clean_message(self._note.toPlainText()[:MOST_NOTE_CHARS]).strip()
        return WrapUp(outcome=outcome, tags=self._tags.tags, note=note, value_cents=value)

    @property
    def outcome(self) -> Outcome:
        """The outcome that is chosen."""
        return next((outcome for outcome, radio in self._radios.items() if radio.isChecked()), Outcome.SOLVED)

    @property
    def wants_mail(self) -> bool:
        """The agent wants to write the visitor an e-mail after this."""
        return self._mail.isVisibleTo(self) and self._mail.isChecked()

    def offer_mail(self) -> None:
        """Offer an e-mail to the visitor; with a follow-up it is meant."""
        self._mail.setVisible(True)

    def show_chat(
        self, tags: tuple[str, ...], known: tuple[str, ...], cart_cents: int | None, currency: str = "EUR"
    ) -> None:
        """Fill in what is known: present tags, tags to offer, the value of the cart, the site's currency."""
        self._tags.show_tags(tags, known)
        self._currency = clean_line(currency, 8)
        self._sign.setText(currency_words(self._currency))
        self._value.setAccessibleName(self.tr("Value of the sale in %1").replace("%1", self._currency))
        if cart_cents:
            self._value.setText(self.context.locale.toString(cart_cents / 100, "f", 2))

    def offer_tags(self, known: tuple[str, ...]) -> None:
        """Offer these tags as well; what is written already stays."""
        self._tags.offer(known)

    def show_etiquette(self, etiquette: Etiquette | None) -> None:
        """Say quietly how the chat went, for the agent's own eyes."""
        self._etiquette.show_etiquette(etiquette)

    def warn(self, words: str) -> None:
        """Say quietly what the agent may have overlooked."""
        self._warnings.show_notice(Notice(NoticeKind.WARNING, words))

    def _add_outcome(self, number: int, outcome: Outcome) -> None:
        words = self.tr("Solved at first contact") if outcome is Outcome.SOLVED else outcome_words(outcome)
        radio = QRadioButton(words, self)
        radio.setObjectName(f"outcome_{outcome.value}")
        radio.setAccessibleName(f"{words}, {number}")
        self._group.addButton(radio, number)
        self._radios[outcome] = radio
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(radio)
        row.addStretch(1)
        key = PlainLabel(str(number), self)
        key.setProperty("role", "small")
        key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        key.setFixedWidth(14)
        key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(key)
        self.column.addLayout(row)
        radio.toggled.connect(self._on_outcome)

    def _add_value(self) -> None:
        self._value_row = QWidget(self)
        row = QHBoxLayout(self._value_row)
        row.setContentsMargins(28, 0, 0, 0)
        row.setSpacing(8)
        self._value = QLineEdit(self._value_row)
        self._value.setObjectName("sale_value")
        self._value.setMaxLength(14)
        self._value.setFixedWidth(120)
        self._value.textChanged.connect(self._on_value)
        self._sign = PlainLabel(currency_words(self._currency), self._value_row)
        self._sign.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._value.setAccessibleName(self.tr("Value of the sale in %1").replace("%1", self._currency))
        self._wrong = PlainLabel("", self._value_row)
        self._wrong.setObjectName("sale_value_wrong")
        self._wrong.setProperty("role", "bad")
        row.addWidget(self._sign)
        row.addWidget(self._value)
        row.addWidget(self._wrong, 1)
        self.column.addWidget(self._value_row)

    def _caption(self, words: str) -> None:
        label = PlainLabel(words, self)
        label.setProperty("role", "caption")
        self.column.addWidget(label)

    def _choose(self, outcome: Outcome) -> None:
        self._radios[outcome].setChecked(True)
        self._radios[outcome].setFocus()

    def _on_outcome(self) -> None:
        self._value_row.setVisible(self.outcome is Outcome.SALE)
        self._mail.setChecked(self.outcome is Outcome.FOLLOW_UP)

    def _on_value(self) -> None:
        self._mark_value(wrong=False)

    def _on_done(self) -> None:
        if self.outcome is Outcome.SALE and self._value.text().strip() and self._cents() is None:
            self._mark_value(wrong=True)
            self._value.setFocus()
            return
        self.finish("wrap_up")

    def _mark_value(self, *, wrong: bool) -> None:
        self._value.setProperty("wrong", wrong)
        self._value.style().polish(self._value)
        example = self.context.locale.toString(49.95, "f", 2)
        words = self.tr("This is not an amount, such as %1").replace("%1", example) if wrong else ""
        self._value.setAccessibleDescription(words)
        self._wrong.setText(words)

    def _cents(self) -> int | None:
        """Read the amount in the agent's own format; None when it is none."""
        text = self._value.text().replace(currency_words(self._currency), "").replace(self._currency, "").strip()
        if not text:
            return None
        amount, good = self.context.locale.toDouble(text)
        if not good or not 0 <= amount * 100 <= MOST_CENTS:
            return None
        return round(amount * 100)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        writing = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
        number = event.key() - Qt.Key.Key_0
        if not writing and not event.modifiers() and 1 <= number <= len(self._radios):
            self._choose(list(self._radios)[number - 1])
        else:
            super().keyPressEvent(event)
