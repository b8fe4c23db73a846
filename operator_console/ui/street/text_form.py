"""One text of a rule to write: in both languages, for known customers and for guests; judges nothing."""

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QWidget

from operator_console.domain.invitation_checks import LANGUAGES
from operator_console.domain.invitations import InvitationText
from operator_console.domain.inviting import MAX_TEXT_CHARS, clean_text
from operator_console.ui.kit.buttons import icon_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import language_words
from operator_console.ui.street.rule_words import text_title

FIELD_PX = 58


class TextForm(QFrame):
    """One text to change.

    Signals:
        changed: Ask `text`.
        remove_requested: Take it away.
    """

    changed = Signal()
    remove_requested = Signal()

    def __init__(self, context: UiContext, text: InvitationText, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("text_form")
        self.setProperty("surface", "tile")
        self._context = context
        self._text = text
        self._fields: dict[tuple[str, bool], QPlainTextEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        title = PlainLabel(text_title(place), self)
        title.setProperty("role", "strong")
        self._remove = icon_button(
            context, "x", filled(self.tr("Take %1 away"), text_title(place)), "text_remove", self
        )
        self._remove.clicked.connect(self.remove_requested)
        grid.addWidget(title, 0, 0)
        grid.addWidget(self._remove, 0, 1, Qt.AlignmentFlag.AlignRight)
        for column, language in enumerate(LANGUAGES):
            for row, guests in ((1, False), (3, True)):
                caption = language_words(language)
                if guests:
                    caption = self.tr("%1, for guests (if it must be another)").replace("%1", caption)
                label = PlainLabel(caption, self)
                label.setProperty("role", "small")
                grid.addWidget(label, row, column)
                field = self._field(language, guests, f"{text_title(place)}, {label.whole_text}")
                grid.addWidget(field, row + 1, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        context.theme.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> InvitationText:
        """What the fields say; words in other languages stay."""
        return self._text

    def allow_removal(self, allowed: bool) -> None:
        """Offer to take the text away, or not: one has to stay."""
        self._remove.setVisible(allowed)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._fields[LANGUAGES[0], False].setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, language: str, guests: bool, title: str) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setObjectName(f"text_{'guests' if guests else 'words'}_{language}")
        field.setAccessibleName(title)
        field.setTabChangesFocus(True)
        field.setFixedHeight(FIELD_PX)
        words = self._text.guest_words if guests else self._text.words
        field.setPlainText(words.get(language, "")[:MAX_TEXT_CHARS])
        field.textChanged.connect(self._on_changed)
        self._fields[language, guests] = field
        return field

    def _on_changed(self) -> None:
        words, guest_words = dict(self._text.words), dict(self._text.guest_words)
        for (language, guests), field in self._fields.items():
            target, written = guest_words if guests else words, clean_text(field.toPlainText())
            if written.strip():
                target[language] = written
            else:
                target.pop(language, None)
        self._text = structs.replace(self._text, words=words, guest_words=guest_words)
        self.changed.emit()

    def _dress(self) -> None:
        field, line, focus = (self._context.theme.colour(name).name() for name in ("field", "line", "focus"))
        style = (
            f"QPlainTextEdit {{ background: {field}; border: 1px solid {line}; border-radius: 8px; padding: 2px 6px; }}"
            f"QPlainTextEdit:focus {{ border: 2px solid {focus}; padding: 1px 5px; }}"
        )
        for box in self._fields.values():
            box.setStyleSheet(style)
