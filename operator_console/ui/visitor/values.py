"""Widgets for one field: a value that can be a link, be opened, be copied, and a value edited in place."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from operator_console.domain.links import shown_host
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.words import not_shared_words
from operator_console.ui.visitor.fields import Detail, Field

LABEL_PX = 106
_PRESS_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class ValueLabel(PlainLabel):
    """A value; pressed when it is a link or opens something.

    Signals:
        pressed: A click or Enter on a value that does something.
        step_requested: Go to the value above (-1) or below (1).
    """

    pressed = Signal()
    step_requested = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._role = ""
        self._whole_value = ""
        self._acts = False
        self.setProperty("small_value", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_value(self, text: str, *, role: str = "", acts: bool = False, whole: str = "") -> None:
        """Show `text` in the colour `role`; `acts` makes it a link, `whole` is for tooltip and copying."""
        acted = self._acts
        self._role, self._acts, self._whole_value = role, acts, whole or text
        self.setText(text)
        if whole and whole != text:
            set_plain_tooltip(self, whole)
        if acts != acted:  # most values only tick
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if acts else Qt.FocusPolicy.ClickFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor if acts else Qt.CursorShape.ArrowCursor)
        self.update()

    def copy(self) -> None:
        """Put the whole value on the clipboard."""
        QGuiApplication.clipboard().setText(self._whole_value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the value's colour, with a frame when it has the focus."""
        theme = self._context.theme
        palette = self.palette()
        colour = theme.colour(self._role or ("link" if self._acts else "text"))
        if palette.color(self.foregroundRole()) != colour:
            palette.setColor(self.foregroundRole(), colour)
            self.setPalette(palette)
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESS_KEYS and self._acts:
            self.pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_requested.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self._acts and inside:
            self.pressed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setObjectName("value_menu")
        menu.addAction(self.tr("Copy"), self.copy)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())


class DetailRow(QWidget):
    """One line below an opened field.

    Signals:
        link_requested: Address to open.
        previous_requested: Earlier conversation to open.
    """

    link_requested = Signal(str)
    previous_requested = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail = Detail(text="")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 0, 0)
        line.setSpacing(8)
        self.value = ValueLabel(context, self)
        self._note = PlainLabel("", self)
        self._note.setProperty("role", "small")
        self._note.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line.addWidget(self.value, 1)
        line.addWidget(self._note, 0)
        self.value.pressed.connect(self._on_pressed)

    def show_detail(self, detail: Detail) -> None:
        """Show this line."""
        self._detail = detail
        acts = detail.url is not None or detail.conversation_id is not None
        self.value.show_value(detail.text, acts=acts, whole=detail.url or "")
        self._note.setText(detail.note)
        words = f"{detail.text}, {detail.note}" if detail.note else detail.text
        self.value.setAccessibleName(clean_line(words, 600))

    def _on_pressed(self) -> None:
        if self._detail.conversation_id is not None:
            self.previous_requested.emit(self._detail.conversation_id)
        elif self._detail.url is not None:
            self.link_requested.emit(self._detail.url)


class FieldRow(QWidget):
    """Label and value, with details below when the agent opened them.

    Signals:
        link_requested: Address to open.
        previous_requested: Earlier conversation to open.
    """

    link_requested = Signal(str)
    previous_requested = Signal(str)

    def __init__(self, context: UiContext, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._field: Field | None = None
        self._open = False
        self._details: list[DetailRow] = []
        self._label = PlainLabel("", self)
        self._label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._label.setFixedWidth(LABEL_PX)
        self._label.setProperty("role", "dim")
        self._label.setProperty("small_value", True)
        self.value = ValueLabel(context, self)
        self.value.setObjectName(f"visitor_{key}")
        self.value.pressed.connect(self._on_pressed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._label)
        line.addWidget(self.value, 1)
        self._column.addLayout(line)

    @property
    def values(self) -> tuple[ValueLabel, ...]:
        """The value and those of the shown details, top to bottom."""
        return (self.value, *(row.value for row in self._details if not row.isHidden()))

    def show_field(self, field: Field) -> None:
        """Show this field; nothing is touched when it is the same as before."""
        if field == self._field:
            return
        self._field = field
        self._label.setText(field.label)
        unknown = field.text is None
        text = not_shared_words() if field.text is None else field.text
        sign = ("  ▴" if self._open else "  ▾") if field.details else ""
        acts = field.url is not None or bool(field.details)
        role = "dim" if unknown else {"ok": "ok_text", "warn": "warn_text"}.get(field.role, field.role)
        self.value.show_value(text + sign, role=role, acts=acts, whole=field.whole or text)
        self.value.setAccessibleName(clean_line(f"{field.label}: {text}", 600))
        self.value.setAccessibleDescription(self._described(field))
        self._show_details(field)

    def close_details(self) -> None:
        """Fold the details away."""
        if self._open:
            self._toggle()

    def _described(self, field: Field) -> str:
        if field.details:
            return self.tr("Enter shows more") if not self._open else self.tr("Enter shows less")
        return self.tr("Link to %1").replace("%1", shown_host(field.url)) if field.url else ""

    def _show_details(self, field: Field) -> None:
        wanted = field.details if self._open else ()
        while len(self._details) < len(wanted):
            row = DetailRow(self._context, self)
            row.link_requested.connect(self.link_requested)
            row.previous_requested.connect(self.previous_requested)
            row.value.setObjectName(f"{self.value.objectName()}_{len(self._details)}")
            self._details.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._details):
            row.setVisible(place < len(wanted))
            if place < len(wanted):
                row.show_detail(wanted[place])

    def _on_pressed(self) -> None:
        if self._field is None:
            return
        if self._field.details:
            self._toggle()
        elif self._field.url is not None:
            self.link_requested.emit(self._field.url)

    def _toggle(self) -> None:
        self._open = not self._open
        field, self._field = self._field, None
        if field is not None:
            self.show_field(field)


class EditField(QLineEdit):
    """A value that is edited where it stands: Enter saves, Escape takes back.

    Signals:
        save_requested: The text to save.
        edited: The text differs from what is saved (True) or not (False).
    """

    save_requested = Signal(str)
    edited = Signal(bool)

    def __init__(self, name: str, max_chars: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self.setObjectName(name)
        self.setMaxLength(max_chars)
        self.setPlaceholderText(not_shared_words())
        self.textEdited.connect(self._on_edited)

    def _on_edited(self) -> None:
        self.edited.emit(self.differs)

    @property
    def differs(self) -> bool:
        """Tell whether the agent changed the text without saving it."""
        return self.text().strip() != self._saved

    def show_saved(self, text: str, *, discard: bool = False) -> None:
        """Show what is saved; what the agent is changing stays unless `discard`."""
        differed = self.differs
        if text == self._saved == self.text() and not discard:
            return  # most refreshes are of something else
        self._saved = text
        set_plain_tooltip(self, text)
        if discard or not differed:
            self.setText(text)
            self.setCursorPosition(0)
        self.edited.emit(self.differs)

    def event(self, event: QEvent) -> bool:
        """Keep Escape for taking back, before the window's key sees it."""
        early = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if early and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.differs:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.differs:
                self.save_requested.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape and self.differs:
            self.show_saved(self._saved, discard=True)
        else:
            super().keyPressEvent(event)
