"""Keys, clicks and the wheel within our own windows, for machines that tell nothing; knows no desk."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

from operator_console.runtime.server_time import steady_ticks_s

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})
_POINTER = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class WindowActivity(QObject):
    """Watches whichever of our windows has the focus: only what the window system sent, not what widgets pass on.

    A pointer that only moves does not count: windows move below pointers as well.
    """

    def __init__(
        self, app: QGuiApplication, parent: QObject | None = None, ticks: Callable[[], float] = steady_ticks_s
    ) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._touched_s: float | None = None
        self._typed_s: float | None = None
        self._watched: QWindow | None = None
        app.focusWindowChanged.connect(self._on_focus_window)
        self._on_focus_window(app.focusWindow())

    @property
    def idle_s(self) -> float | None:
        """Seconds since the last key, click or turn of the wheel; None when there was none yet."""
        return None if self._touched_s is None else self._ticks() - self._touched_s

    @property
    def keys_idle_s(self) -> float | None:
        """Seconds since the last key."""
        return None if self._typed_s is None else self._ticks() - self._typed_s

    def close(self) -> None:
        """Stop watching."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._on_focus_window)
        self._on_focus_window(None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _KEYS:
            self._touched_s = self._typed_s = self._ticks()
        elif kind in _POINTER:
            self._touched_s = self._ticks()
        return False

    def _on_focus_window(self, window: QWindow | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
