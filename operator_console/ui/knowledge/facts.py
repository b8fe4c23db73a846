"""Facts of an article, each insertable by click, Enter, its digit or dragging; knows no article."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import icon_button
from operator_console.ui.kit.calls import call, call_with
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.piece_drag import far_enough
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.knowledge.rows import breakable

MAX_FACTS = 30
_LOOK = (
    "FactRow { border: 1px solid transparent; border-radius: 6px; }"
    "FactRow:hover { background: palette(alternate-base); }"
    "FactRow:focus { border-color: palette(highlight); background: palette(alternate-base); }"
)
_INSERT_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class FactRow(QFrame):
    """One fact.

    Signals:
        insert_requested: The agent wants it in the chat.
        step_requested: The agent goes up (-1) or down (1).
        focused: It has the focus now.
        drag_requested: The pointer carries it away.
    """

    insert_requested = Signal()
    drag_requested = Signal()
    step_requested = Signal(int)
    focused = Signal()

    def __init__(self, context: UiContext, number: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = text
        self._pressed: QPoint | None = None
        self.setObjectName(f"fact_{number}")
        self.setStyleSheet(_LOOK)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(clean_line(text, 600))
        self.setAccessibleDescription(self.tr("Fact %1. Enter inserts it.").replace("%1", str(number)))
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 1, 0, 1)
        line.setSpacing(8)
        mark = PlainLabel(str(number) if number < 10 else "•", self)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        mark.setFixedSize(10, 20)
        mark.setProperty("role", "small")
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = PlainLabel(breakable(text), self, wrap=True)
        words.setMinimumHeight(20)
        words.setCursor(Qt.CursorShape.PointingHandCursor)
        line.addWidget(words, 1)
        self.button = icon_button(
            context, "plus", self.tr("Insert this fact"), f"insert_fact_{number}", self, size_px=14
        )
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setFixedSize(24, 20)
        self.button.clicked.connect(self.insert_requested)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INSERT_KEYS:
            self.insert_requested.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_requested.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the pointer carry the fact."""
        if far_enough(self._pressed, event.position().toPoint()):
            self._pressed = None
            self.drag_requested.emit()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Insert by a double click anywhere on the fact."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.insert_requested.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class FactList(QWidget):
    """All facts of an article.

    Signals:
        insert_requested: Text of the fact to insert.
        chosen_changed: Another fact is the one that "Insert fact" means.
        drag_requested: The pointer carries this row away.
    """

    insert_requested = Signal(str)
    drag_requested = Signal(QWidget)
    chosen_changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[FactRow] = []
        self._chosen = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(self.tr("Facts"))

    @property
    def rows(self) -> tuple[FactRow, ...]:
        """The facts' widgets in order."""
        return tuple(self._rows)

    @property
    def chosen(self) -> str | None:
        """The fact that had the focus last, else the first one."""
        return self._rows[self._chosen].fact if self._rows else None

    def show_facts(self, facts: Sequence[str]) -> None:
        """Show these facts."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [FactRow(self._context, number, fact, self) for number, fact in enumerate(facts[:MAX_FACTS], 1)]
        self._chosen = 0
        for place, row in enumerate(self._rows):
            row.insert_requested.connect(call(self.insert, place))
            row.step_requested.connect(call_with(self._step, place))
            row.focused.connect(call(self._choose, place))
            row.drag_requested.connect(call(self._drag, place))
            self._column.addWidget(row)
        self.setVisible(bool(self._rows))

    def insert(self, place: int) -> bool:
        """Insert the fact at this place (0 is the first); False when there is none."""
        if not 0 <= place < len(self._rows):
            return False
        self._choose(place)
        self.insert_requested.emit(self._rows[place].fact)
        return True

    def focus_first(self) -> bool:
        """Give the first fact the focus; False when there is none."""
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._rows)

    def _drag(self, place: int) -> None:
        if place < len(self._rows):
            self.drag_requested.emit(self._rows[place])

    def _step(self, place: int, by: int) -> None:
        place += by
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, place: int) -> None:
        if place != self._chosen:
            self._chosen = place
            self.chosen_changed.emit()
