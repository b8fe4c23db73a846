"""One condition of a rule as a line of controls: subject, test, and the right control for the value; judges nothing."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from operator_console.domain.invitation_checks import CHOICES, TESTS, VALUE_KINDS, ValueKind, limit_of
from operator_console.domain.invitations import Condition, Subject, Test
from operator_console.domain.inviting import MAX_VALUE_CHARS
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import icon_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.street.number_field import NumberField
from operator_console.ui.street.rule_words import choice_words, condition_words, subject_words, test_words

MOST_COUNT = 100_000
MOST_SECONDS = 7 * 86_400
MOST_CENTS = 10**9
MINUTE_S = 60
_FIRST = {ValueKind.COUNT: "1", ValueKind.SECONDS: "30", ValueKind.MONEY: "5000", ValueKind.TEXT: ""}


class WheelGuard(QObject):
    """Keeps the wheel from changing a control that only lies under the pointer while the page scrolls."""

    def watch(self, control: QWidget) -> None:
        """Guard a control from now on."""
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class ConditionRow(QWidget):
    """One condition to change.

    Signals:
        changed: Ask `condition`.
        remove_requested: Take it away.
    """

    changed = Signal()
    remove_requested = Signal()

    def __init__(self, context: UiContext, condition: Condition, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("condition_row")
        self._context = context
        self._guard = WheelGuard(self)
        self._kept = condition
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._subjects = self._box("condition_subject", self.tr("What the condition looks at"))
        self._tests = self._box("condition_test", self.tr("How it compares"))
        self._control: QWidget | None = None
        self._unit: QComboBox | None = None
        self._remove = icon_button(context, "x", self.tr("Take this condition away"), "condition_remove", self)
        self._remove.clicked.connect(self.remove_requested)
        self._newer = condition.subject not in VALUE_KINDS or condition.test is Test.UNKNOWN
        if self._newer:
            words = PlainLabel(condition_words(condition, context.locale), self)
            words.setProperty("role", "dim")
            line.addWidget(words, 1)
            self._subjects.hide()
            self._tests.hide()
        else:
            for subject in VALUE_KINDS:
                money = " (€)" if VALUE_KINDS[subject] is ValueKind.MONEY else ""
                self._subjects.addItem(subject_words(subject) + money, subject.value)
            line.addWidget(self._subjects)
            line.addWidget(self._tests)
            self._subjects.setCurrentIndex(self._subjects.findData(condition.subject.value))
            self._fit(condition.test, condition.value)
            self._subjects.activated.connect(self._on_subject)
            self._tests.activated.connect(self._tell)
        line.addWidget(self._remove)

    @property
    def condition(self) -> Condition:
        """What the controls say; one of a newer version stays as it is."""
        if self._newer:
            return self._kept
        return Condition(subject=self._subject, test=Test(self._tests.currentData()), value=self._value())

    def focus_first(self) -> None:
        """Put the keyboard into the first control."""
        (self._remove if self._newer else self._subjects).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _subject(self) -> Subject:
        return Subject(self._subjects.currentData())

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        self._guard.watch(box)
        return box

    def _on_subject(self) -> None:
        kind = VALUE_KINDS[self._subject]
        first = CHOICES[self._subject][0] if kind is ValueKind.CHOICE else _FIRST[kind]
        same = kind is VALUE_KINDS[self._kept.subject] and kind is not ValueKind.CHOICE
        self._fit(Test(self._tests.currentData()), self._kept.value if same else first)
        self._tell()

    def _fit(self, test: Test, value: str) -> None:
        """Show the tests and the control that go with the subject."""
        kind = VALUE_KINDS[self._subject]
        self._tests.clear()
        for each in TESTS[kind]:
            self._tests.addItem(test_words(each), each.value)
        self._tests.setCurrentIndex(max(0, self._tests.findData(test.value)))
        for old in (self._control, self._unit):
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        control, unit = self._make(kind, value)
        self._control, self._unit = control, unit
        control.setObjectName("condition_value")
        control.setAccessibleName(self.tr("Value"))
        order: list[QWidget] = [
            self._subjects,
            self._tests,
            control,
            *([unit] if unit is not None else []),
            self._remove,
        ]
        self._line.insertWidget(2, control, 1)
        if kind is ValueKind.MONEY:
            control.setAccessibleName(self.tr("Value in euros"))
        if unit is not None:
            self._line.insertWidget(3, unit)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._kept = Condition(subject=self._subject, test=Test(self._tests.currentData()), value=self._value())

    def _make(self, kind: ValueKind, value: str) -> tuple[QWidget, QComboBox | None]:
        """Return the control of a value, and the one of its unit."""
        number = limit_of(Condition(subject=self._subject, test=Test.AT_LEAST, value=value)) or 0
        if kind is ValueKind.TEXT:
            field = QLineEdit(clean_line(value, MAX_VALUE_CHARS), self)
            field.setMaxLength(MAX_VALUE_CHARS)
            field.setPlaceholderText(self.tr("such as /bikes") if self._subject is Subject.PAGE else "")
            field.textEdited.connect(self._tell)
            return field, None
        if kind is ValueKind.CHOICE:
            return self._make_choice(value), None
        if kind is ValueKind.MONEY:
            return self._number(number, MOST_CENTS, decimals=2, step=10_00), None
        if kind is not ValueKind.SECONDS:
            return self._number(number, MOST_COUNT), None
        whole_minutes = number >= 2 * MINUTE_S and number % MINUTE_S == 0
        unit = self._box("condition_unit", self.tr("Unit"))
        unit.addItem(self.tr("seconds"), 1)
        unit.addItem(self.tr("minutes"), MINUTE_S)
        unit.setCurrentIndex(int(whole_minutes))
        unit.activated.connect(self._tell)
        return self._number(number // MINUTE_S if whole_minutes else number, MOST_SECONDS), unit

    def _number(self, value: int, most: int, *, decimals: int = 0, step: int = 1) -> NumberField:
        field = NumberField(self._context.locale, value, most, self, decimals=decimals, step=step)
        field.changed.connect(self._tell)
        return field

    def _make_choice(self, value: str) -> QComboBox:
        box = self._box("condition_value", self.tr("Value"))
        for choice in CHOICES[self._subject]:
            box.addItem(choice_words(self._subject, choice), choice)
        if box.findData(value) < 0 and value:
            box.addItem(choice_words(self._subject, value), value)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.activated.connect(self._tell)
        return box

    def _value(self) -> str:
        control = self._control
        if isinstance(control, QComboBox):
            return str(control.currentData() or "")
        if isinstance(control, NumberField):
            factor = int(self._unit.currentData()) if self._unit is not None else 1
            return str(control.value * factor)
        return clean_line(control.text(), MAX_VALUE_CHARS).strip() if isinstance(control, QLineEdit) else ""

    def _tell(self) -> None:
        if not self._newer:
            self._kept = self.condition
        self.changed.emit()
