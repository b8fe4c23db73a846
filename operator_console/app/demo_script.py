"""The headless demo's agent: answers by keyboard in the real window and takes pictures of every screen."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from operator_console.app.demo_hands import SIZES, THEMES, Hands
from operator_console.app.demo_pages import take_end_of_shift, take_pages
from operator_console.domain.people import LineState
from operator_console.settings.file import Settings
from operator_console.settings.options import THEME
from operator_console.ui.ports import DeskDoor
from operator_console.ui.shell import ShellWindow

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
    """Plays an agent for a while. Only keys and clicks are used, so what it can do a person can do.

    Args:
        theme: The only one to take pictures in; both without.
    """

    def __init__(
        self,
        window: ShellWindow,
        desk: DeskDoor,
        settings: Settings,
        language: str,
        make_sign_in: Callable[[], QWidget],
        theme: str | None,
    ) -> None:
        self._window = window
        self._make_sign_in = make_sign_in
        self._desk = desk
        self._settings = settings
        self._language = language
        self._hands = Hands(window, settings, language, (theme,) if theme else THEMES)
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
        self._hands.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        await asyncio.sleep(0.4)
        composer = self._hands.field("composer", QPlainTextEdit)
        if composer is None or not composer.isEnabled():
            return
        composer.setFocus()
        if self._desk.knowledge.suggestions(self._window.current) if self._window.current else ():
            self._hands.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
            await asyncio.sleep(0.2)
        await self._hands.write(composer, self._answer())
        QTest.keyClick(composer, Qt.Key.Key_Return)
        self.answered += 1
        await asyncio.sleep(0.5)

    async def _wrap_up_one_who_left(self) -> None:
        """Wrap up a chat whose visitor is gone, so that coming back they have a previous chat."""
        for row in self._desk.rail().waiting_for_visitor:
            visit = self._desk.context(row.conversation.id).visit
            if visit is None or visit.line is LineState.ONLINE or row.number is None:
                continue
            self._hands.press(Qt.Key(Qt.Key.Key_0.value + row.number), Qt.KeyboardModifier.ControlModifier)
            await asyncio.sleep(0.4)
            self._hands.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
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
        self._hands.folder = folder
        kept = self._settings.get(THEME)
        await self._search()
        for theme in self._hands.themes:
            self._settings.set(THEME, theme)
            await self._hands.settle()
            await self._hands.save_in_sizes(f"window-{theme}")
            self._window.resize(*SIZES[-1])
            await self._dialogs(theme)
            await self._articles(theme)
            await take_pages(self._hands, theme)
        await take_end_of_shift(self._hands)
        self._settings.set(THEME, kept)

    async def _search(self) -> None:
        self._hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        search = self._hands.field("search", QLineEdit)
        if search is None:
            return
        row = self._desk.row(self._window.current) if self._window.current else None
        site = row.site.id if row is not None else "fietsenwereld"
        search.clear()
        await self._hands.write(search, _SEARCHES[site][self._language])
        await asyncio.sleep(0.8)
        QTest.keyClick(search, Qt.Key.Key_Return)
        await asyncio.sleep(0.4)

    async def _dialogs(self, theme: str) -> None:
        keys: tuple[tuple[str, Qt.Key, Qt.KeyboardModifier], ...] = (
            ("wrap-up", Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
            ("transfer", Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier),
            ("preferences", Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier),
            ("shortcuts", Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
            ("practice", Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        )
        for name, key, modifier in keys:
            await self._hands.back_to_window()
            self._hands.press(key, modifier)
            dialog = await self._hands.sheet()
            if dialog is not None:
                self._hands.save(dialog, f"{name}-{theme}")
                dialog.reject()
                await self._hands.settle()
        sign_in = self._make_sign_in()
        sign_in.show()
        await self._hands.settle()
        self._hands.save(sign_in, f"sign-in-{theme}")
        sign_in.close()
        self._window.activateWindow()

    async def _articles(self, theme: str) -> None:
        """Take the list of articles and the first one, opened for writing, and go back to the chats."""
        await self._hands.back_to_window()
        self._hands.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        await self._hands.settle()
        await self._hands.save_in_sizes(f"articles-{theme}")
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            self._hands.press_there(key)
        await self._hands.settle()
        self._hands.save(self._window, f"article-{theme}")
        for _ in range(2):
            self._hands.press_there(Qt.Key.Key_Escape)
            await self._hands.settle()

    def _answer(self) -> str:
        """Return what fits how far this chat is; a picture is thanked for."""
        entries = self._desk.entries(self._window.current) if self._window.current else ()
        if entries and entries[-1].message.attachment is not None:
            return _PICTURE_ANSWERS[self._language]
        given = sum(entry.mine for entry in entries)
        answers = _ANSWERS[self._language]
        return answers[min(given, len(answers) - 1)]
