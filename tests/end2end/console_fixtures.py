"""The real console in the test's process, used by keys alone, and the world outside it on a loop of its own.

The window's loop is Qt's; server and browser live on another thread's loop, so that neither waits for the other.
"""

import asyncio
import contextlib
import logging
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import qasync
from playwright.async_api import Browser, BrowserContext, Locator, Page, Playwright, async_playwright
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, Qt, qInstallMessageHandler
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QPlainTextEdit, QWidget

from operator_console.app.console import Console, ConsoleOptions
from operator_console.app.error_roads import ErrorRoads
from operator_console.desk.desk import Desk
from operator_console.desk.events import ConnectionChanged
from operator_console.desk.state import ConnectionPhase
from operator_console.domain.conversations import Message
from operator_console.domain.ids import ConversationId
from operator_console.server.config import ServerConfig
from operator_console.server.store import reads
from operator_console.server.store.database import Database
from operator_console.ui.chats.model import RailModel
from operator_console.ui.chats.rows import RailRow
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript import TranscriptView
from operator_console.ui.shell import ShellWindow
from tests.end2end.widget_fixtures import CHROMIUM_ARGUMENTS, PASSWORD, ShopServer, Visitor

ACCOUNT = "sanne"
PLAY_LIMIT_S = 100.0
MOST_TABS = 80
REFLEX_S = 0.35
"""A person's; Enter rests for 0.3 s when a chat came on screen by itself."""
TICKS = ("Stored on", "Arrived at", "Seen by")
"""How the words of a message begin that the server has."""
WATCHED_LOGS = ("operator_console.bugs", "operator_console.qt", "asyncio", "qasync")
Result = TypeVar("Result")
Kind = TypeVar("Kind", bound=QWidget)


class Street:
    """Everything outside the window: one browser, and the servers that tests start; on a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="street")
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._servers: list[ShopServer] = []
        self._contexts: list[BrowserContext] = []

    async def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Let `work` happen out there, and wait for it without holding up the window."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def open(self) -> None:
        """Start thread and browser."""
        self._thread.start()
        self._do_now(self._open())

    def close(self) -> None:
        """End browser and thread."""
        self._do_now(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()

    def clear(self) -> None:
        """Send everybody home and end the servers: the test is over."""
        self._do_now(self._clear())

    async def shop(self, folder: Path, **options: str) -> ShopServer:
        """Start a server with both shops, with these options."""
        server = ShopServer(folder, **options)
        await asyncio.to_thread(server.furnish)
        self._servers.append(server)
        await self.do(server.start())
        return server

    async def visitor(self, server: ShopServer, **options: Any) -> Visitor:  # noqa: ANN401 - as Playwright takes them
        """Return a visitor with a browser profile of its own."""
        options = {"locale": "nl-NL", "viewport": {"width": 1280, "height": 800}, **options}
        return await self.do(self._visitor(server, options))

    async def chat(self, visitor: Visitor, path: str = "fietsenwereld/") -> Page:
        """Let a visitor open a page and the chat on it."""
        return await self.do(visitor.chat(path))

    async def texts(self, page: Page) -> list[str]:
        """Return what the chat on a page shows, top to bottom."""
        return await self.do(page.locator(".message .text").all_inner_texts())

    def _do_now(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def _open(self) -> None:
        self._playwright = await async_playwright().start()
        path = shutil.which("chromium") or shutil.which("google-chrome")
        self._browser = await self._playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)

    async def _visitor(self, server: ShopServer, options: dict[str, Any]) -> Visitor:
        """Make a visitor, which must not happen on the window's thread: listening to events talks to the browser."""
        assert self._browser is not None
        context = await self._browser.new_context(**options)
        self._contexts.append(context)
        return Visitor(context, server.base)

    async def _clear(self) -> None:
        for context in self._contexts:
            await context.close()
        for server in self._servers:
            await server.stop()
        self._contexts.clear()
        self._servers.clear()

    async def _close(self) -> None:
        await self._clear()
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()


@contextlib.contextmanager
def open_street() -> Iterator[Street]:
    """Start the world outside, and end it."""
    street = Street()
    street.open()
    try:
        yield street
    finally:
        street.close()


class Complaints(logging.Handler):
    """Keeps every warning of Qt, and everything that came down an error road."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(WATCHED_LOGS):
            trace = f"\n{logging.Formatter().formatException(record.exc_info)}" if record.exc_info else ""
            self.told.append(f"{record.name}: {record.getMessage()}{trace}")


class Seat:
    """An agent's place: the whole console, started as the product starts it, and the agent's hands on the keys.

    Attributes:
        folder: Data and settings of the console, kept from one start to the next.
        console: The one that runs, or ran last.
    """

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.folder = folder
        self._app = app
        self._running: asyncio.Task[int] | None = None
        self._console: Console | None = None
        self._roads: ErrorRoads | None = None

    # --------------------------------------------------------------------------------------------- running

    def play(self, script: Coroutine[Any, Any, Result]) -> Result:
        """Run a test's script on the window's loop, close the console, and fail on any complaint."""
        complaints = Complaints()
        with self._own_roads(complaints):
            loop = qasync.QEventLoop(self._app)
            asyncio.set_event_loop(loop)
            try:
                result: Result = loop.run_until_complete(asyncio.wait_for(self._act(script), PLAY_LIMIT_S))
            finally:
                self._sweep()
                loop.close()
                asyncio.set_event_loop(None)
        assert complaints.told == []
        return result

    async def start(self, *, language: str = "en", theme: str = "light") -> None:
        """Start the console, as the command without a name does."""
        assert self._roads is not None
        self._roads.watch(asyncio.get_running_loop())
        options = ConsoleOptions(
            data_dir=self.folder, settings_path=self.folder / "settings.json", language=language, theme=theme
        )
        self._console = Console(self._app, options, self._roads)
        self._running = asyncio.get_running_loop().create_task(self._console.run())

    async def leave(self) -> int:
        """Quit by key, also when the console asks back, and return the exit status."""
        assert self._running is not None
        self.press("Ctrl+Q")
        await asyncio.sleep(0.1)
        if not self._running.done() and self.window is not None:
            await self.dialog()
            self.press_button("yes")
        return await asyncio.wait_for(self._running, 10)

    async def _act(self, script: Coroutine[Any, Any, Result]) -> Result:
        try:
            return await script
        finally:
            await self.stop()

    async def stop(self) -> None:
        """End the console from outside, if it runs."""
        if self._console is not None and self._running is not None and not self._running.done():
            self._console.quit()
            await asyncio.wait_for(self._running, 10)

    @contextlib.contextmanager
    def _own_roads(self, complaints: Complaints) -> Iterator[None]:
        """Install the product's error roads, and put back what was there."""
        root = logging.getLogger()
        handlers, level = root.handlers.copy(), root.level
        hooks = sys.excepthook, threading.excepthook
        quits = self._app.quitOnLastWindowClosed()
        self._app.setQuitOnLastWindowClosed(False)
        self._roads = ErrorRoads(self.folder / "log")
        root.addHandler(complaints)
        try:
            yield
        finally:
            qInstallMessageHandler(None)
            self._app.setQuitOnLastWindowClosed(quits)
            sys.excepthook, threading.excepthook = hooks
            for handler in [each for each in root.handlers if each not in handlers]:
                root.removeHandler(handler)
                handler.close()
            root.setLevel(level)

    def _sweep(self) -> None:
        for widget in self._app.topLevelWidgets():
            widget.hide()
            widget.deleteLater()
        self._console = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # ------------------------------------------------------------------------------------------- what is seen

    @property
    def console(self) -> Console:
        """The console."""
        assert self._console is not None
        return self._console

    @property
    def window(self) -> ShellWindow | None:
        """The window of a signed-in agent."""
        return self._console.window if self._console is not None else None

    @property
    def shell(self) -> ShellWindow:
        """As `window`, which must be there."""
        window = self.window
        assert window is not None
        return window

    @property
    def desk(self) -> Desk:
        """The desk behind the window: only for what a test could not read from the screen."""
        assert self.console.desk is not None
        return self.console.desk

    def find(self, kind: type[Kind], name: str, within: QWidget | None = None) -> Kind:
        """Return a control by its name."""
        found = (within or self.shell).findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def words(self, name: str, within: QWidget | None = None) -> str:
        """Return what a label says."""
        return self.find(PlainLabel, name, within).whole_text

    @property
    def draft(self) -> str:
        """What stands in the composer."""
        return self.find(QPlainTextEdit, "composer").toPlainText()

    @property
    def rail(self) -> tuple[RailRow, ...]:
        """Rows of the rail as shown, headers left out."""
        model: QAbstractItemModel = self.find(QListView, "rail").model()
        assert isinstance(model, RailModel)
        return tuple(row for row in model.rows if row.chat is not None)

    def rail_row(self, conversation_id: str) -> RailRow | None:
        """Return one row of the rail."""
        return next((row for row in self.rail if row.key == conversation_id), None)

    def lines(self, within: QWidget | None = None) -> list[str]:
        """Return the transcript on screen row by row, as a screen reader says it."""
        transcript = self.find(TranscriptView, "transcript", within)
        return [transcript.row_words(key) for key in transcript.row_keys()]

    def line(self, text: str, within: QWidget | None = None) -> str:
        """Return the one row that holds this text, or nothing."""
        found = [line for line in self.lines(within) if text in line]
        assert len(found) <= 1, found
        return found[0] if found else ""

    def is_live(self) -> bool:
        """Tell whether the window is connected and up to date."""
        return self.window is not None and self.desk.connection.phase is ConnectionPhase.LIVE

    def chat_of(self, text: str) -> str:
        """Return the chat whose last line in the rail is this, or nothing."""
        rows = (row for row in self.rail if row.chat is not None and text in row.chat.conversation.last_text)
        return next((row.key for row in rows), "")

    def hear_connection(self) -> list[str]:
        """Return a list that gets the words of the connection, each time they change."""
        heard: list[str] = [self.words("connection_words")]

        def note(_event: ConnectionChanged) -> None:
            words = self.words("connection_words")
            if words != heard[-1]:
                heard.append(words)

        self.desk.hub.listen(ConnectionChanged, note)
        return heard

    # -------------------------------------------------------------------------------------------- what is done

    async def until(self, condition: Callable[[], Result], within_s: float = 15.0, why: str = "") -> Result:
        """Wait until something holds, and return it.

        Raises:
            AssertionError: It did not, in time.
        """
        end = time.monotonic() + within_s
        while not (value := condition()):
            assert time.monotonic() < end, f"this never came true: {why or condition}"
            await asyncio.sleep(0.01)
        return value

    async def activate(self, window: QWidget) -> None:
        """Give a window the keys: there is no window manager to do it."""
        await self.until(window.isVisible, why="window shown")
        window.activateWindow()
        await self.until(window.isActiveWindow, why="window active")

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key where the focus is; no pause, as QTest's would run a loop inside the loop."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stub forgets that a sequence has an index
        for _ in range(times):
            QTest.keyClick(_keys_go_to(), combination.key(), combination.keyboardModifiers())

    async def type(self, text: str) -> None:
        """Type where the focus is."""
        for char in text:
            QTest.keyClicks(_keys_go_to(), char)
            await asyncio.sleep(0)

    async def enter(self) -> None:
        """Press Enter to send, no faster than a person can."""
        await asyncio.sleep(REFLEX_S)
        self.press("Return")

    def press_button(self, name: str) -> None:
        """Go to a button of the window in front with Tab, and press it."""
        self.tab_to(name)
        self.press("Space")

    def tab_to(self, name: str, *, back: bool = False) -> QWidget:
        """Press Tab until the focus is at a control."""
        for _ in range(MOST_TABS):
            focused = QApplication.focusWidget()
            if focused is not None and focused.objectName() == name:
                return focused
            if back:
                QTest.keyClick(_keys_go_to(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            else:
                QTest.keyClick(_keys_go_to(), Qt.Key.Key_Tab)
        msg = f"Tab never comes to {name}"
        raise AssertionError(msg)

    async def dialog(self) -> QDialog:
        """Wait for a sheet and give it the keys."""
        sheet = await self.until(QApplication.activeModalWidget, why="a dialog")
        assert isinstance(sheet, QDialog)
        await self.activate(sheet)
        return sheet

    async def back_to_window(self) -> None:
        """Wait until no sheet is open and give the window the keys."""
        await self.until(lambda: QApplication.activeModalWidget() is None, why="dialog closed")
        await self.activate(self.shell)

    async def sign_in_screen(self) -> QWidget:
        """Wait for the sign-in screen and give it the keys."""

        def shown() -> QWidget | None:
            found = (each for each in self._app.topLevelWidgets() if each.objectName() == "sign_in")
            return next((each for each in found if each.isVisible()), None)

        screen = await self.until(shown, why="sign-in screen")
        assert screen is not None
        await self.activate(screen)
        return screen

    async def sign_in(self, server: str) -> None:
        """Start the console and sign in by keys; ends when the window is live."""
        await self.start()
        await self.fill_sign_in(server)

    async def fill_sign_in(self, server: str) -> None:
        """Fill in the sign-in screen by keys; ends when the window is live."""
        screen = await self.sign_in_screen()
        if self.find(QLineEdit, "server", screen).isVisible():
            for text in (server, ACCOUNT):
                await self.type(text)
                self.press("Tab")
        else:  # an account of an earlier run is offered, its token is not there any more
            self.press("Return")
            await self.until(self.find(QLineEdit, "password", screen).hasFocus, why="the password is asked")
        await self.type(PASSWORD)
        self.press("Return")
        await self.until(lambda: self.window is not None, why="signed in")
        await self.come_in()

    async def come_in(self) -> None:
        """Give the agent's window a size and the keys, and wait until it is live."""
        self.shell.resize(1440, 900)
        await self.activate(self.shell)
        await self.until(self.is_live, why="live")

    async def answer(self, text: str) -> None:
        """Write into the chat on screen and send; ends when the server has it."""
        self.press("Esc")
        await self.type(text)
        await self.enter()
        await self.ticked(text)

    async def ticked(self, text: str) -> None:
        """Wait until the server has a message, however far it has come since."""
        await self.until(lambda: any(tick in self.line(text) for tick in TICKS), why=f"{text!r} has a tick")

    async def open_number(self, conversation_id: str) -> None:
        """Bring a chat on screen by its number."""

        def number() -> int | None:
            row = self.rail_row(conversation_id)
            return row.chat.number if row is not None and row.chat is not None else None

        self.press(f"Ctrl+{await self.until(number, why='the chat has a number')}")
        await self.until(lambda: self.shell.current == conversation_id)


def _keys_go_to() -> QWidget:
    """Return who gets the next key: the focus, else the window in front."""
    popup: QWidget | None = QApplication.activePopupWidget()
    focused: QWidget | None = QApplication.focusWidget() if popup is None else popup.focusWidget()
    target = focused or popup or QApplication.activeWindow()
    assert target is not None, "no window has the keys"
    return target


def bubble(page: Page, text: str) -> Locator:
    """Return the messages in a browser that say exactly this."""
    return page.locator(".message .text").get_by_text(text, exact=True)


def stored(folder: Path, conversation_id: str) -> tuple[Message, ...]:
    """Return a conversation as it really is on the disk of the server that was started in `folder`."""
    config = ServerConfig(data_dir=folder / "server")
    database = Database(config.database, config.backups)
    try:
        with database.reading() as connection:
            return reads.messages_before(connection, ConversationId(conversation_id), 2**40, 100_000)[0]
    finally:
        database.close()


def marks(texts: list[str], pattern: str = r"\b[av]\d\d\b") -> list[str]:
    """Return the marks in texts, in order; tests number their messages by them."""
    return [mark for text in texts for mark in re.findall(pattern, text)]
