"""Chooses the hours that a plan is for: weekdays, Saturday and Sunday, each from and until; knows no desk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from operator_console.domain.opening_hours import OpeningHours, Span
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.staffing.words import slot_words

CLOSED = -1
GROUPS = ((0, 1, 2, 3, 4), (5,), (6,))


class HoursLine(QWidget):
    """Three pairs of boxes in a line.

    Signals:
        hours_changed: Somebody chose; ask `hours`.
    """

    hours_changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staffing_hours")
        self._context = context
        self._zone = "UTC"
        self._boxes: list[tuple[QComboBox, QComboBox]] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for number, title in enumerate((self.tr("Mon–Fri"), self.tr("Saturday"), self.tr("Sunday"))):
            label = PlainLabel(title, self)
            label.setProperty("role", "dim")
            label.setSizePolicy(label.sizePolicy().Policy.Fixed, label.sizePolicy().Policy.Preferred)
            opens = self._box(f"opens_{number}", self.tr("%1: open from").replace("%1", title))
            closes = self._box(f"closes_{number}", self.tr("%1: open until").replace("%1", title))
            opens.addItem(self.tr("closed"), CLOSED)
            for slot in range(48):
                opens.addItem(slot_words(slot, context.locale), slot)
                closes.addItem(slot_words(slot + 1, context.locale), slot + 1)
            opens.currentIndexChanged.connect(call(self._on_opens, number))
            closes.currentIndexChanged.connect(call(self._on_closes, number))
            self._boxes.append((opens, closes))
            line.addWidget(label)
            line.addWidget(opens)
            line.addWidget(closes)
            line.addSpacing(8)
        line.addStretch(1)

    @property
    def hours(self) -> OpeningHours:
        """What is chosen."""
        weekly: list[tuple[Span, ...]] = [()] * 7
        for days, (opens, closes) in zip(GROUPS, self._boxes, strict=True):
            begin, end = opens.currentData(), closes.currentData()
            for day in days:
                weekly[day] = () if begin == CLOSED else (Span(begin * 30, end * 30),)
        return OpeningHours(time_zone=self._zone, weekly=tuple(weekly))

    def show_hours(self, hours: OpeningHours) -> None:
        """Show hours, rounded to what can be chosen here: weekdays as the widest of them."""
        self._zone = hours.time_zone
        for days, (opens, closes) in zip(GROUPS, self._boxes, strict=True):
            spans = [span for day in days for span in hours.weekly[day]]
            begin = min((span.opens // 30 for span in spans), default=CLOSED)
            end = max((-(-span.closes // 30) for span in spans), default=48)
            for box, value in ((opens, begin), (closes, end)):
                box.blockSignals(True)
                box.setCurrentIndex(box.findData(value))
                box.blockSignals(False)
            closes.setVisible(begin != CLOSED)

    def _on_opens(self, number: int) -> None:
        opens, closes = self._boxes[number]
        closes.setVisible(opens.currentData() != CLOSED)
        if closes.currentData() <= opens.currentData():
            closes.setCurrentIndex(closes.findData(opens.currentData() + 1))
            return  # that change tells
        self.hours_changed.emit()

    def _on_closes(self, number: int) -> None:
        opens, closes = self._boxes[number]
        if opens.currentData() != CLOSED and closes.currentData() <= opens.currentData():
            opens.setCurrentIndex(opens.findData(closes.currentData() - 1))
            return
        self.hours_changed.emit()

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"staffing_{name}")
        box.setAccessibleName(title)
        box.setMaxVisibleItems(16)
        return box
