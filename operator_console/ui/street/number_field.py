"""A field for one number, typed or stepped with the arrow keys; knows no condition."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

FIELD_PX = 96


class NumberField(QLineEdit):
    """Holds a whole number between 0 and `most`; with `decimals`, that many of its last digits stand behind the point.

    Signals:
        changed: The number is another one.
    """

    changed = Signal()

    def __init__(
        self, locale: QLocale, value: int, most: int, parent: QWidget, *, decimals: int = 0, step: int = 1
    ) -> None:
        super().__init__(parent)
        self._locale = QLocale(locale)
        self._locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        self._decimals = decimals
        self._step = step
        self._most = most
        self.setMinimumWidth(FIELD_PX)
        self.setValidator(_Digits(self))
        self.set_value(value)
        self.textEdited.connect(self.changed)
        self.editingFinished.connect(self._on_finished)

    @property
    def value(self) -> int:
        """The number; 0 while nothing is written."""
        number, known = self._locale.toDouble(self.text().strip() or "0")
        return min(self._most, max(0, round(number * 10**self._decimals))) if known else 0

    def set_value(self, value: int) -> None:
        """Show a number."""
        value = min(self._most, max(0, value))
        self.setText(self._locale.toString(value / 10**self._decimals, "f", self._decimals))

    def _on_finished(self) -> None:
        self.set_value(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.set_value(self.value + step * self._step)
        self.changed.emit()


class _Digits(QValidator):
    """Lets through what can be, or become, a number of at most twelve digits."""

    def validate(self, text: str, at: int) -> object:
        good = len(text) <= 15 and all(char.isdigit() or char in ".," for char in text)
        return (QValidator.State.Acceptable if good else QValidator.State.Invalid, text, at)
