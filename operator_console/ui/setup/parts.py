"""What the sections of a site's settings are made of: rows with hints and faults, and controls; knows no setting."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.people import Site
from operator_console.domain.site_settings import SiteSettings
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

Drafted = tuple[Site, SiteSettings]
LONGEST_S = 86_400
_LINE_PX = 18


class Choice(QComboBox):
    """A box to choose from that the wheel passes by, for it stands on pages that scroll."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, words: Mapping[str, str]) -> None:
        """Offer these values by their words."""
        for value, text in words.items():
            self.addItem(text, value)

    def choose(self, value: str) -> None:
        """Show a value; one that is not offered is offered by its own name, so that nothing is changed silently."""
        if self.findData(value) < 0:
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value))

    @property
    def value(self) -> str:
        """The chosen value."""
        return str(self.currentData())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


class Number(QLineEdit):
    """A whole number; where a word stands for the least one, an empty field says that word.

    Not Qt's spin box: styled and without arrows, it leaves its text no room.

    Signals:
        value_changed: Another number stands here.
    """

    value_changed = Signal()

    def __init__(self, name: str, parent: QWidget, *, least: int, most: int, unit: str, never: str) -> None:
        super().__init__(parent)
        self.unit = unit
        self._least = least
        self._has_word = bool(never)
        self.setObjectName(name)
        self.setValidator(QIntValidator(0, most, self))
        self.setPlaceholderText(never)
        self.setFixedWidth(160 if never else 84)
        self.textChanged.connect(self.value_changed)

    def value(self) -> int:
        """The number; the least one when nothing stands here."""
        text = self.text().strip()
        return int(text) if text.isdecimal() else self._least

    def set_value(self, value: int) -> None:
        """Show a number."""
        text = "" if self._has_word and value == self._least else str(value)
        if self.text() != text:
            self.setText(text)


class Box(QPlainTextEdit):
    """A field of a few lines; Tab goes on to the next one."""

    def __init__(self, name: str, parent: QWidget, lines: int = 3) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * _LINE_PX + 18)


class Part(QWidget):
    """One section: fills itself from a site with its settings, and gives back what it holds.

    Signals:
        changed: Somebody has changed something; not while it is filled.
    """

    changed = Signal()
    fields: tuple[str, ...] = ()
    """Beginnings of the fields that are shown here (as in `domain.site_checks.Wrong`)."""

    def __init__(self, context: "UiContext", title: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._filling = False
        self._faults: dict[str, PlainLabel] = {}
        self._controls: dict[str, QWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 20)
        self.column.setSpacing(6)
        self.heading = self._label(title, "heading")
        self.column.addWidget(self.heading)
        if words:
            self.column.addWidget(self._label(words, "dim", wrap=True))
        self.column.addSpacing(6)

    # -- for the page

    def fill(self, site: Site, settings: SiteSettings) -> None:
        """Show a site's values; nothing counts as changed by it."""
        self._filling = True
        try:
            self.show_values(site, settings)
        finally:
            self._filling = False

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        """Put values into the controls."""
        raise NotImplementedError

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        """Return both with what the controls hold."""
        raise NotImplementedError

    def own_faults(self) -> dict[str, str]:
        """Return what cannot be understood, in words by field."""
        return {}

    def owns(self, field: str) -> bool:
        """Tell whether a field is shown here."""
        return any(field == name or field.startswith(f"{name}.") for name in self.fields)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say at the fields what is wrong with them; a fault of an entry is said at its list."""
        for field, label in self._faults.items():
            words = next((text for name, text in faults.items() if _is_within(name, field)), "")
            label.setText(words)
            label.setVisible(bool(words))
            control = self._controls[field]
            if bool(control.property("wrong")) != bool(words):
                control.setProperty("wrong", bool(words))
                control.style().unpolish(control)
                control.style().polish(control)

    def focus_fault(self, faults: Mapping[str, str]) -> None:
        """Give the keyboard to the first field with a fault."""
        for field, control in self._controls.items():
            if any(_is_within(name, field) for name in faults):
                control.setFocus()
                return

    # -- for sections

    def touch(self, *_values: object) -> None:
        """A control was changed."""
        if not self._filling:
            self.changed.emit()

    def add_group(self, title: str) -> None:
        """Begin a group of rows."""
        self.column.addWidget(self._label(title, "group"))

    def add_row(self, title: str, control: QWidget, *, field: str = "", hint: str = "", wide: bool = True) -> None:
        """Add a titled control, with a hint below it and room for a fault of `field`."""
        label = QLabel(title.replace("&", "&&"), self)
        label.setBuddy(control)
        control.setAccessibleName(title)
        self.column.addSpacing(2)
        self.column.addWidget(label)
        self._add_control(control, field, hint, wide=wide)

    def add_tick(self, control: QCheckBox, *, field: str = "", hint: str = "") -> None:
        """Add a tick box, which bears its own title."""
        control.setAccessibleName(control.text())
        control.toggled.connect(self.touch)
        self._add_control(control, field, hint, wide=True)

    def line(self, name: str, most: int, placeholder: str = "") -> QLineEdit:
        """Return a field of one line."""
        made = QLineEdit(self)
        made.setObjectName(name)
        made.setMaxLength(most)
        made.setPlaceholderText(placeholder)
        made.textChanged.connect(self.touch)
        return made

    def box(self, name: str, lines: int = 3, placeholder: str = "") -> Box:
        """Return a field of a few lines."""
        made = Box(name, self, lines)
        made.setPlaceholderText(placeholder)
        made.textChanged.connect(self.touch)
        return made

    def choice(self, name: str, words: Mapping[str, str]) -> Choice:
        """Return a box to choose from."""
        made = Choice(name, self)
        made.offer(words)
        made.currentIndexChanged.connect(self.touch)
        return made

    def number(self, name: str, *, least: int = 0, most: int = LONGEST_S, unit: str = "", never: str = "") -> Number:
        """Return a whole number; `never` is said in the place of the least one."""
        made = Number(name, self, least=least, most=most, unit=unit, never=never)
        made.value_changed.connect(self.touch)
        return made

    def note(self, text: str = "", role: str = "small") -> PlainLabel:
        """Return a label of several lines."""
        return self._label(text, role, wrap=True)

    def _add_control(self, control: QWidget, field: str, hint: str, *, wide: bool) -> None:
        if isinstance(control, Number) and control.unit:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(control)
            line.addWidget(self._label(control.unit, "dim"), 1)
            self.column.addLayout(line)
        else:
            self.column.addWidget(control, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
        if hint:
            self.column.addWidget(self._label(hint, "small", wrap=True))
            control.setAccessibleDescription(hint)
        if field:
            fault = self._label("", "bad", wrap=True)
            fault.hide()
            self.column.addWidget(fault)
            self._faults[field] = fault
            self._controls[field] = control

    def _label(self, text: str, role: str, *, wrap: bool = False) -> PlainLabel:
        label = PlainLabel(text, self, wrap=wrap)
        label.setProperty("role", role)
        return label


def set_text(control: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Show a text where it is another one, so that the caret stays where nothing changed."""
    if isinstance(control, QLineEdit):
        if control.text() != text:
            control.setText(text)
            control.setCursorPosition(0)  # the beginning of what is too long tells most
    elif control.toPlainText() != text:
        control.setPlainText(text)


def quietly(control: QWidget) -> QSignalBlocker:
    """Return a guard under which a control tells nobody that it is filled."""
    return QSignalBlocker(control)


def _is_within(name: str, field: str) -> bool:
    return name == field or name.startswith(f"{field}.")
