"""Keys of all actions, to change: press the key, conflicts are said and nothing is taken away silently."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from operator_console.settings.options import SHORTCUTS
from operator_console.ui.kit.buttons import icon_button, link_button
from operator_console.ui.kit.calls import call, call_with
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.shortcuts import (
    ACTIONS,
    BY_ID,
    GROUPS,
    action_title,
    breaks_typing,
    conflict_of,
    group_title,
    key_words,
    sequence_of,
)
from operator_console.ui.preferences.page import PreferencesPage

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

_ALONE = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_unknown,
}


class KeyButton(QPushButton):
    """Shows a key; pressed, it waits for another one (Escape leaves it, Backspace takes it away).

    Signals:
        key_pressed: The `QKeySequence` that was pressed.
    """

    key_pressed = Signal(object)

    def __init__(self, action_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key")
        self.setAutoDefault(False)
        self._action_id = action_id
        self._capturing = False
        self._words = ""
        self.clicked.connect(call(self.capture, True))

    @property
    def capturing(self) -> bool:
        """Tell whether it waits for a key."""
        return self._capturing

    def show_key(self, sequence: QKeySequence) -> None:
        """Show this key."""
        self._words = key_words(sequence)
        self.capture(False)

    def capture(self, capturing: bool) -> None:
        """Wait for a key, or stop waiting."""
        self._capturing = capturing
        self.setText(self.tr("Press a key…") if capturing else (self._words or self.tr("none")))
        name = self.tr("%1: %2. Press to change").replace("%2", self._words or self.tr("none"))
        self.setAccessibleName(name.replace("%1", action_title(self._action_id)))
        self.setProperty("capturing", capturing)
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        """Keep every key from being a shortcut or from moving the focus while waiting."""
        if self._capturing and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._capturing:
            self.capture(False)
        super().focusOutEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ALONE:
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        self.capture(False)
        if plain and key == Qt.Key.Key_Escape:
            return
        if plain and key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.key_pressed.emit(QKeySequence())
            return
        if key == Qt.Key.Key_Backtab:
            key = Qt.Key.Key_Tab
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self.key_pressed.emit(QKeySequence(modifiers.value | key.value))


class KeysPage(PreferencesPage):
    """Every action with its key.

    Signals:
        shortcuts_requested: The sheet for printing is wanted.
    """

    shortcuts_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, self.tr("Keys"), parent)
        self._buttons: dict[str, KeyButton] = {}
        self._resets: dict[str, QWidget] = {}
        self._message = self.add_small_print()
        self._message.setObjectName("key_message")
        self._message.setMinimumHeight(36)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._list(), 1)
        line = QHBoxLayout()
        sheet = link_button(self.tr("Show and print all keys"), "show_shortcuts", self)
        sheet.clicked.connect(self.shortcuts_requested)
        everything = link_button(self.tr("Put all keys back"), "reset_keys", self)
        everything.clicked.connect(self._on_reset_all)
        line.addWidget(sheet)
        line.addStretch(1)
        line.addWidget(everything)
        self.column.addLayout(line)
        self._refresh()
        self._say(self.tr("Choose an action, then press the key you want for it. Backspace takes the key away."))

    def _list(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QFrame(area)
        inner.setProperty("surface", "panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for group in GROUPS:
            heading = PlainLabel(group_title(group), inner)
            heading.setProperty("role", "group")
            grid.addWidget(heading, grid.rowCount(), 0, 1, 3)
            for entry in ACTIONS:
                if entry.group == group:
                    self._add_action(grid, entry.id, inner)
        column.addLayout(grid)
        column.addStretch(1)
        area.setWidget(inner)
        return area

    def _add_action(self, grid: QGridLayout, action_id: str, parent: QWidget) -> None:
        row = grid.rowCount()
        title = action_title(action_id)
        button = KeyButton(action_id, parent)
        button.key_pressed.connect(call_with(self._on_key, action_id))
        reset = icon_button(
            self.context, "rotate-ccw", self.tr("Put back the key of: %1").replace("%1", title), "reset", parent
        )
        reset.clicked.connect(call(self._store, action_id, None))
        keep = reset.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(keep)
        self._buttons[action_id], self._resets[action_id] = button, reset
        grid.addWidget(PlainLabel(title, parent), row, 0)
        grid.addWidget(button, row, 1)
        grid.addWidget(reset, row, 2)

    def _on_key(self, action_id: str, sequence: QKeySequence) -> None:
        other = conflict_of(self.context.settings, action_id, sequence)
        if other is not None:
            words = self.tr("%1 already does “%2”. Give that another key first.")
            self._say(words.replace("%1", key_words(sequence)).replace("%2", action_title(other)), "bad")
        elif breaks_typing(sequence):
            words = self.tr("%1 would get in the way of writing. Take one with Ctrl, or a function key.")
            self._say(words.replace("%1", key_words(sequence)), "bad")
        else:
            self._store(action_id, sequence)

    def _store(self, action_id: str, sequence: QKeySequence | None) -> None:
        settings = self.context.settings
        kept = settings.get(SHORTCUTS)
        own: dict[str, str] = {**kept}
        default = BY_ID[action_id].default_key
        portable = default if sequence is None else sequence.toString(QKeySequence.SequenceFormat.PortableText)
        back = QKeySequence.fromString(portable, QKeySequence.SequenceFormat.PortableText)
        if (other := conflict_of(settings, action_id, back)) is not None:
            words = self.tr("%1 already does “%2”. Give that another key first.")
            self._say(words.replace("%1", key_words(back)).replace("%2", action_title(other)), "bad")
            return
        if portable == default:
            own.pop(action_id, None)
        else:
            own[action_id] = portable
        settings.set(SHORTCUTS, own)
        self._refresh()
        words = self.tr("%1: %2").replace("%1", action_title(action_id))
        self._say(words.replace("%2", key_words(back) or self.tr("no key")))

    def _on_reset_all(self) -> None:
        self.context.settings.set(SHORTCUTS, {})
        self._refresh()
        self._say(self.tr("All keys are back as they were at first."))

    def _refresh(self) -> None:
        own = self.context.settings.get(SHORTCUTS)
        for action_id, button in self._buttons.items():
            button.show_key(sequence_of(self.context.settings, action_id))
            self._resets[action_id].setVisible(action_id in own)

    def _say(self, words: str, role: str = "dim") -> None:
        self._message.setProperty("role", role)
        self._message.style().unpolish(self._message)
        self._message.style().polish(self._message)
        self._message.setText(words)
        self._message.setAccessibleName(words)
