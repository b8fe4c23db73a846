"""The headless demo's agent: answers by keyboard in the real window and takes pictures of every screen."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from operator_console.domain.people import LineState
from operator_console.settings.file import Settings
from operator_console.settings.options import THEME
from operator_console.ui.ports import DeskDoor
from operator_console.ui.shell import ShellWindow

Field = TypeVar("Field", bound=QWidget)

SIZES = ((1024, 700), (1440, 900))
KEY_DELAY_S = 0.012

_ANSWERS = {
    "nl": (
        "Goedendag! Ik kijk het meteen voor je na.",
        "Dat kan, ik leg je graag uit hoe het werkt.",
        "Zover ik hier zie is dat geen probleem.",
        "Graag gedaan! Laat het gerust weten als er nog iets is.",
    ),
    "en": (
        "Good afternoon! I am checking it for you now.",
        "That is possible, let me explain how it works.",
        "As far as I can see here that is no problem.",
        "You are welcome! Do write again if there is anything else.",
    ),
}
_PICTURE_ANSWERS = {"nl": "Dank je voor de foto, daar kan ik iets mee.", "en": "Thank you for the picture, that helps."}
_SEARCHES = {
    "fietsenwereld": {"nl": "retour winkel", "en": "return shop"},
    "skyjump": {"nl": "weer uitgesteld", "en": "bad weather"},
}


class DemoScript:
    """Plays an agent for a while. Only keys and clicks are used, so what it can do a person can do."""

    def __init__(
        self,
        window: ShellWindow,
        desk: DeskDoor,
        settings: Settings,
        language: str,
        make_sign_in: Callable[[], QWidget],
    ) -> None:
        self._window = window
        self._make_sign_in = make_sign_in
        self._desk = desk
        self._settings = settings
        self._language = language
        self.answered = 0
        self.wrapped_up = 0

    async def play(self, seconds: float, pictures: Path | None) -> None:
        """Answer chats for `seconds`, then take the pictures (when a folder is given)."""
        self._window.resize(*SIZES[-1])
        self._window.activateWindow()
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while loop.time() < end:
            await asyncio.sleep(1.5)
            await self._wrap_up_one_who_left()
            await self._answer_most_urgent()
        if pictures is not None:
            await self._take_pictures(pictures)

    async def _answer_most_urgent(self) -> None:
        if not self._desk.rail().your_turn:
            return
        self._press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        await asyncio.sleep(0.4)
        composer = self._field("composer", QPlainTextEdit)
        if composer is None or not composer.isEnabled():
            return
        composer.setFocus()
        if self._desk.knowledge.suggestions(self._window.current) if self._window.current else ():
            self._press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
            await asyncio.sleep(0.2)
        await self._type(composer, self._answer())
        QTest.keyClick(composer, Qt.Key.Key_Return)
        self.answered += 1
        await asyncio.sleep(0.5)

    async def _wrap_up_one_who_left(self) -> None:
        """Wrap up a chat whose visitor is gone, so that coming back they have a previous chat."""
        for row in self._desk.rail().waiting_for_visitor:
            visit = self._desk.context(row.conversation.id).visit
            if visit is None or visit.line is LineState.ONLINE or row.number is None:
                continue
            self._press(Qt.Key(Qt.Key.Key_0.value + row.number), Qt.KeyboardModifier.ControlModifier)
            await asyncio.sleep(0.4)
            self._press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
            await asyncio.sleep(0.4)
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
                await asyncio.sleep(0.4)
                self._window.activateWindow()
            self.wrapped_up += 1
            return

    async def _take_pictures(self, folder: Path) -> None:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        kept = self._settings.get(THEME)
        await self._search()
        for theme in ("light", "dark"):
            self._settings.set(THEME, theme)
            for width, height in SIZES:
                self._window.resize(width, height)
                await self._settle()
                self._save(self._window, folder, f"window-{theme}-{width}")
            self._window.resize(*SIZES[-1])
            await self._dialogs(folder, theme)
            await self._articles(folder, theme)
        self._settings.set(THEME, kept)

    async def _search(self) -> None:
        self._press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        search = self._field("search", QLineEdit)
        if search is None:
            return
        row = self._desk.row(self._window.current) if self._window.current else None
        site = row.site.id if row is not None else "fietsenwereld"
        search.clear()
        await self._type(search, _SEARCHES[site][self._language])
        await asyncio.sleep(0.8)
        QTest.keyClick(search, Qt.Key.Key_Return)
        await asyncio.sleep(0.4)

    async def _dialogs(self, folder: Path, theme: str) -> None:
        keys: tuple[tuple[str, Qt.Key, Qt.KeyboardModifier], ...] = (
            ("wrap-up", Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
            ("preferences", Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier),
            ("shortcuts", Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
            ("practice", Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        )
        for name, key, modifier in keys:
            self._window.activateWindow()
            await self._settle()
            self._press(key, modifier)
            dialog = await self._dialog()
            if dialog is not None:
                self._save(dialog, folder, f"{name}-{theme}")
                dialog.reject()
                await self._settle()
        sign_in = self._make_sign_in()
        sign_in.show()
        await self._settle()
        self._save(sign_in, folder, f"sign-in-{theme}")
        sign_in.close()
        self._window.activateWindow()

    async def _articles(self, folder: Path, theme: str) -> None:
        """Take the list of articles and the first one, opened for writing, and go back to the chats."""
        self._window.activateWindow()
        await self._settle()
        self._press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        await self._settle()
        for width, height in SIZES:
            self._window.resize(width, height)
            await self._settle()
            self._save(self._window, folder, f"articles-{theme}-{width}")
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            QTest.keyClick(QApplication.focusWidget() or self._window, key)
        await self._settle()
        self._save(self._window, folder, f"article-{theme}")
        for _ in range(2):
            QTest.keyClick(QApplication.focusWidget() or self._window, Qt.Key.Key_Escape)
            await self._settle()

    async def _dialog(self) -> QDialog | None:
        """Return the sheet that opens now; None when none does."""
        for _ in range(10):
            await asyncio.sleep(0.3)
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isVisible():
                await self._settle()
                return dialog
        return None

    def _save(self, widget: QWidget, folder: Path, name: str) -> None:
        widget.grab().save(str(folder / f"{name}-{self._language}.png"))

    async def _settle(self) -> None:
        await asyncio.sleep(0.6)

    async def _type(self, field: QWidget, text: str) -> None:
        """Type with pauses of our own: QTest's would run a loop inside the loop."""
        for char in text:
            QTest.keyClicks(field, char)
            await asyncio.sleep(KEY_DELAY_S)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self._window, key, modifier)

    def _field(self, name: str, kind: type[Field]) -> Field | None:
        found = self._window.findChild(kind, name)
        return found if isinstance(found, kind) else None

    def _answer(self) -> str:
        """Return what fits how far this chat is; a picture is thanked for."""
        entries = self._desk.entries(self._window.current) if self._window.current else ()
        if entries and entries[-1].message.attachment is not None:
            return _PICTURE_ANSWERS[self._language]
        given = sum(entry.mine for entry in entries)
        answers = _ANSWERS[self._language]
        return answers[min(given, len(answers) - 1)]
