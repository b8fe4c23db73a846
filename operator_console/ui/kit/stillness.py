"""Tells when rows of a list may not move: while the pointer is busy over them or the agent types; knows no row."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

AFTER_KEY_S = 2.0
AFTER_POINTER_S = 8.0
"""A pointer parked over a list by an agent who works with the keyboard does not hold the order for ever."""

_TYPED = {QEvent.Type.KeyPress, QEvent.Type.InputMethod}


class Stillness(QObject):
    """Says whether rows may move.

    Signals:
        ended: Rows may move again.
    """

    ended = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last_key = -AFTER_KEY_S
        self._last_pointer = -AFTER_POINTER_S
        self._inside = False
        self._watched: QWidget | None = None
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self._on_timeout)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
            self._on_focus_changed(None, app.focusWidget())

    @property
    def holds(self) -> bool:
        """Tell whether rows have to stay where they are now."""
        return self._rest_s() > 0

    def point(self, inside: bool) -> None:
        """Take note that the pointer came, moved or left."""
        held = self.holds
        self._inside = inside
        self._last_pointer = self._clock()
        self._plan(held=held)

    def type_key(self) -> None:
        """Take note that the agent wrote something."""
        self._last_key = self._clock()
        self._plan(held=True)

    def close(self) -> None:
        """Stop watching."""
        self._end.stop()
        self._watch(None)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See keys that go to the field with the focus."""
        if event.type() in _TYPED:
            self.type_key()
        return super().eventFilter(watched, event)

    def _rest_s(self) -> float:
        now = self._clock()
        by_key = AFTER_KEY_S - (now - self._last_key)
        by_pointer = AFTER_POINTER_S - (now - self._last_pointer) if self._inside else 0.0
        return max(0.0, by_key, by_pointer)

    def _plan(self, *, held: bool) -> None:
        rest_s = self._rest_s()
        if rest_s > 0:
            self._end.start(int(rest_s * 1000) + 1)
        elif held:
            self._end.stop()
            self.ended.emit()

    def _on_timeout(self) -> None:
        self._plan(held=True)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._watch(new if isinstance(new, QLineEdit | QPlainTextEdit | QTextEdit) else None)

    def _watch(self, widget: QWidget | None) -> None:
        # A field loses the focus while it dies: after its own part has gone and before it says so.
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._on_watched_gone)
        self._watched = widget
        if widget is not None:
            widget.installEventFilter(self)
            widget.destroyed.connect(self._on_watched_gone)

    def _on_watched_gone(self) -> None:
        self._watched = None
