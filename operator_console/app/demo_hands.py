"""The headless demo's hands and camera: keys, pauses, sheets that open, pictures in both themes; knows no story."""

import asyncio
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from operator_console.settings.file import Settings
from operator_console.settings.options import THEME
from operator_console.ui.shell import ShellWindow

Field = TypeVar("Field", bound=QWidget)

SIZES = ((1024, 700), (1440, 900))
THEMES = ("light", "dark")
KEY_DELAY_S = 0.012
SETTLE_S = 0.4
REPAINT_S = 0.25
"""Until what is on screen already has another size."""


class Hands:
    """Works the window and saves pictures, in some themes, into one folder."""

    def __init__(self, window: ShellWindow, settings: Settings, language: str, themes: tuple[str, ...]) -> None:
        self.window = window
        self.themes = themes
        self._settings = settings
        self._language = language
        self.folder = Path()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key of the window."""
        QTest.keyClick(self.window, key, modifier)

    def press_there(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or self.window, key)

    async def write(self, field: QWidget, text: str) -> None:
        """Type with pauses of our own: QTest's would run a loop inside the loop."""
        for char in text:
            QTest.keyClicks(field, char)
            await asyncio.sleep(KEY_DELAY_S)

    def field(self, name: str, kind: type[Field]) -> Field | None:
        """Return a part of the window."""
        found = self.window.findChild(kind, name)
        return found if isinstance(found, kind) else None

    async def back_to_window(self) -> None:
        """Make the window the one that the keyboard writes to."""
        self.window.activateWindow()
        await self.settle()

    async def sheet(self) -> QDialog | None:
        """Return the sheet that opens now; None when none does."""
        for _ in range(30):
            await asyncio.sleep(0.1)
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isVisible():
                await self.settle()
                return dialog
        return None

    async def until_hidden(self, name: str) -> None:
        """Wait while the window shows this part, but not for ever."""
        for _ in range(50):
            found = self.window.findChild(QWidget, name)
            if found is None or not found.isVisible():
                return
            await asyncio.sleep(0.1)

    async def settle(self, seconds: float = SETTLE_S) -> None:
        """Let what was asked for come on screen."""
        await asyncio.sleep(seconds)

    def save(self, widget: QWidget, name: str) -> None:
        """Save a picture."""
        widget.grab().save(str(self.folder / f"{name}-{self._language}.png"))

    async def save_in_themes(self, widget: QWidget, name: str) -> None:
        """Save what is open in each theme."""
        for theme in self.themes:
            self._settings.set(THEME, theme)
            await self.settle()
            self.save(widget, f"{name}-{theme}")

    async def save_in_sizes(self, name: str) -> None:
        """Save what the window shows in both sizes."""
        for width, height in SIZES:
            self.window.resize(width, height)
            await self.settle(REPAINT_S)
            self.save(self.window, f"{name}-{width}")
