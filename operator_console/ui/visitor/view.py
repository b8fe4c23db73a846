"""The visitor panel as widgets: name and e-mail in place, then every field; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from operator_console.domain.plain_text import MAX_NAME_CHARS
from operator_console.ui.kit.buttons import ghost_button
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.visitor.fields import Field
from operator_console.ui.visitor.privacy_menu import PrivacyMenu
from operator_console.ui.visitor.values import LABEL_PX, EditField, FieldRow, ValueLabel
from operator_console.ui.visitor.verified import VerifiedMark

MAX_EMAIL_CHARS = 254
USUAL_PX = 336
"""Room for everything that is usually shared, asked for before a chat is there."""

_LOOK = (
    'QLabel[small_value="true"] { font-size: 12px; }'
    "EditField { font-size: 12px; background: transparent; border: 1px solid transparent; border-radius: 4px;"
    " padding: 0 3px; margin-left: -6px; min-height: 18px; }"
    "EditField:hover { border-color: palette(mid); }"
    "EditField:focus { border: 1px solid palette(highlight); background: palette(base); padding: 0 3px; }"
)


class VisitorView(QFrame):
    """The panel.

    Signals:
        name_save_requested: Text for the visitor's name, empty to forget it.
        email_save_requested: Text for the visitor's e-mail address, empty to forget it.
        link_requested: Address to open.
        previous_requested: Earlier conversation to open.
        mail_requested: The visitor of this chat is to get an e-mail.
    """

    name_save_requested = Signal(str)
    email_save_requested = Signal(str)
    link_requested = Signal(str)
    previous_requested = Signal(str)
    mail_requested = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("visitor")
        self.setProperty("surface", "panel")
        self.setStyleSheet(_LOOK)
        self.name = EditField("visitor_name", MAX_NAME_CHARS, self)
        self.email = EditField("visitor_email", MAX_EMAIL_CHARS, self)
        self.name.setAccessibleName(self.tr("Name of the visitor"))
        self.email.setAccessibleName(self.tr("E-mail address of the visitor"))
        self.name.save_requested.connect(self.name_save_requested)
        self.email.save_requested.connect(self.email_save_requested)
        self.state = StatePage(context, self)
        self._rows: dict[str, FieldRow] = {}
        self._shown: list[FieldRow] = []
        self._mail = ghost_button(self.tr("E-mail the visitor…"), "visitor_mail", self)
        self._mail.clicked.connect(self.mail_requested)
        self._mail.setVisible(False)
        self._visits = PlainLabel("", self)
        self._visits.setObjectName("visitor_visits")
        self._visits.setProperty("role", "caption")
        self._visits.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._verified = VerifiedMark(context, self)
        self.privacy = PrivacyMenu(context, self)
        self._name_words = PlainLabel("", self, wrap=True)
        self._email_words = PlainLabel("", self, wrap=True)
        self._name_words.setObjectName("visitor_name_words")
        self._email_words.setObjectName("visitor_email_words")
        self._place_parts()
        self.name.edited.connect(call_with(self._say_unsaved, self._name_words))
        self.email.edited.connect(call_with(self._say_unsaved, self._email_words))

    def show_nobody(self) -> None:
        """Show that no chat is on screen."""
        words = self.tr("Who a visitor is and what they looked at shows up here with a chat.")
        self.state.show_state("user-round", self.tr("No visitor"), words)
        self._pages.setCurrentWidget(self.state)

    def show_person(self, name: str, email: str, number_words: str, visits: str, *, other: bool) -> None:
        """Show who it is.

        Args:
            name: Empty when not shared.
            email: Empty when not shared.
            number_words: "Visitor 4812", shown while there is no name.
            visits: "3 visits".
            other: It is another visitor than before: what the agent was changing is dropped.
        """
        self.name.setPlaceholderText(number_words)
        self.name.show_saved(name, discard=other)
        self.email.show_saved(email, discard=other)
        self._visits.setText(visits)
        self._pages.setCurrentWidget(self._page)

    def show_verified(self, words: str) -> None:
        """Mark the visitor as one for whom the site vouches, and say who that is; without words there is no mark."""
        self._verified.show_mark(words)

    def show_mail(self, *, possible: bool) -> None:
        """Offer an e-mail to the visitor, or not."""
        self._mail.setVisible(possible)

    def show_fields(self, fields: Sequence[Field], *, other: bool) -> None:
        """Show the fields; rows are used again, and only what differs is touched."""
        keys = [field.key for field in fields]
        if keys != [row.objectName() for row in self._shown]:
            self._rearrange(keys)
        for row, field in zip(self._shown, fields, strict=True):
            if other:
                row.close_details()
            row.show_field(field)

    def show_passing(self, fields: Sequence[Field]) -> None:
        """Show what time has changed in fields that are shown already."""
        for field in fields:
            row = self._rows.get(field.key)
            if row in self._shown:
                row.show_field(field)

    def say_failed(self, name: bool, words: str) -> None:
        """Say below name (or e-mail) why it was not saved; empty withdraws it."""
        label = self._name_words if name else self._email_words
        field = self.name if name else self.email
        _restyle(label, "role", "bad")
        label.setText(words)
        label.setVisible(bool(words))
        _restyle(field, "wrong", bool(words))

    def sizeHint(self) -> QSize:
        return QSize(356, max(USUAL_PX, self._page_content.sizeHint().height() + 4))

    def _say_unsaved(self, label: PlainLabel, differs: bool) -> None:
        self.say_failed(label is self._name_words, "")
        _restyle(label, "role", "small")
        label.setText(self.tr("Enter saves, Esc takes it back") if differs else "")
        label.setVisible(differs)

    def _rearrange(self, keys: Sequence[str]) -> None:
        for row in self._shown:
            self._fields.removeWidget(row)
            row.hide()
        self._shown = []
        for key in keys:
            row = self._rows.get(key) or self._new_row(key)
            self._rows[key] = row
            self._fields.addWidget(row)
            row.show()
            self._shown.append(row)

    def _new_row(self, key: str) -> FieldRow:
        row = FieldRow(self._context, key, self._page_content)
        row.setObjectName(key)
        row.link_requested.connect(self.link_requested)
        row.previous_requested.connect(self.previous_requested)
        row.value.step_requested.connect(call_with(self._step, row.value))
        return row

    def _step(self, value: ValueLabel, step: int) -> None:
        values = [other for row in self._shown for other in row.values]
        place = values.index(value) + step
        if 0 <= place < len(values):
            values[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._page.ensureWidgetVisible(values[place])

    def _place_parts(self) -> None:
        self._page_content = QWidget(self)
        column = QVBoxLayout(self._page_content)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        header = QHBoxLayout()
        caption = PlainLabel(self.tr("VISITOR"), self)
        caption.setProperty("role", "caption")
        header.addWidget(caption, 1)
        header.addWidget(self._verified, 0)
        header.addWidget(self._visits, 1)
        header.addWidget(self.privacy, 0)
        column.addLayout(header)
        column.addSpacing(2)
        for title, field, words in (
            (self.tr("Name"), self.name, self._name_words),
            (self.tr("E-mail"), self.email, self._email_words),
        ):
            column.addLayout(self._edit_line(title, field, words))
        column.addSpacing(2)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(5)
        column.addLayout(self._fields)
        column.addWidget(self._mail, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._page = QScrollArea(self)
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.setWidget(self._page_content)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self._page)
        self._pages.addWidget(self.state)

    def _edit_line(self, title: str, field: EditField, words: PlainLabel) -> QHBoxLayout:
        label = PlainLabel(title, self)
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        label.setFixedWidth(LABEL_PX)
        label.setProperty("role", "dim")
        label.setProperty("small_value", True)
        words.setVisible(False)
        values = QVBoxLayout()
        values.setSpacing(0)
        values.addWidget(field)
        values.addWidget(words)
        line = QHBoxLayout()
        line.setSpacing(6)
        label.setMinimumHeight(20)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(values, 1)
        return line


def _restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at; dressing a widget anew is slow, so only when it differs."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
