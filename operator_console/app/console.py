"""The window's process from start to end: loop, error roads, sign-in, desk and shell; builds them and closes them."""

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from operator_console.app import paths
from operator_console.app.error_roads import ErrorRoads
from operator_console.app.first_frame import FirstFrame, run_at_once
from operator_console.app.one_window import OneWindow
from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.settings.options import LANGUAGE, THEME
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import build_context
from operator_console.ui.kit.garbage import GarbageCollection
from operator_console.ui.kit.language import chosen_language
from operator_console.ui.kit.resources import Resources

if TYPE_CHECKING:
    import qasync

    from operator_console.app.idle.watch import PresenceWatch
    from operator_console.app.network import NetworkWatch
    from operator_console.app.practice.session import Practising
    from operator_console.desk.accounts import Accounts, Session
    from operator_console.desk.desk import Desk
    from operator_console.storage.account import AccountStorage
    from operator_console.ui.shell import ShellWindow
    from operator_console.ui.shell.storage_notices import StorageNotices
    from operator_console.ui.signin import SignInFailure, SignInScreen

EXIT_WHEN_PAINTED = "OPERATOR_CONSOLE_EXIT_WHEN_PAINTED"
"""For the start benchmark: print "painted" and the window's name after the first frame and end."""

PRACTICE_FOLDER = "practice"
"""In the data folder: what one round of practice has, and nothing else."""

HAND_OVER_LIMIT_S = 2.0
"""How long the end of a session may be held up to give chats back; after that the server's timetable does it."""


class DemoSession(Struct, frozen=True, kw_only=True):
    """A demo that runs beside the window, and how to sign in to it."""

    server: str
    account: str
    password: str
    shop: str
    data_dir: Path


class ConsoleOptions(Struct, frozen=True, kw_only=True):
    """What a run of the window is told.

    Attributes:
        settings_path: None keeps settings for this run only.
        language, theme: Override the settings for this run.
        script_s: Let the demo's script answer for so many seconds, and end.
        pictures: Where the script saves its pictures.
    """

    data_dir: Path
    settings_path: Path | None
    language: str | None = None
    theme: str | None = None
    demo: DemoSession | None = None
    script_s: float | None = None
    pictures: Path | None = None


def run_console(options: ConsoleOptions) -> int:
    """Show the window until it is closed, and return the exit status."""
    roads = ErrorRoads(options.data_dir / "log")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("operator_console")
    app.setApplicationDisplayName(paths.APP_NAME)
    app.setDesktopFileName("operator-console")
    app.setQuitOnLastWindowClosed(False)
    one_window = OneWindow(options.data_dir)
    mine = one_window.take()
    if not mine and one_window.show_the_other():
        print("Operator Console is open already: its window was brought to the front.")
        return 0
    try:
        if not mine:
            with _make_loop(app, roads) as loop:
                return int(loop.run_until_complete(_already_open(app, options)))
        console = Console(app, options, roads, one_window)
        console.open_at_once()
        with console.loop as loop:
            return int(loop.run_until_complete(console.run()))
    finally:
        one_window.release()


def _make_loop(app: QApplication, roads: ErrorRoads) -> "qasync.QEventLoop":
    import qasync

    loop = qasync.QEventLoop(app)
    roads.watch(loop)
    return loop


async def _already_open(app: QApplication, options: ConsoleOptions) -> int:
    """Say why this console does not work with the folder, until that is read."""
    from operator_console.app.already_open import AlreadyOpen

    context = build_context(app, Resources(paths.resources_dir()), _settings(options), TaskScope("already open"))
    page = AlreadyOpen(context, options.data_dir)
    page.show()
    await page.closed.wait()
    return 1


class Console(QObject):
    """Shows sign-in or the desk, one at a time; closing goes from the leaves to the root.

    Signals:
        desk_opened: A desk and its window are on screen.
    """

    desk_opened = Signal()

    def __init__(
        self, app: QApplication, options: ConsoleOptions, roads: ErrorRoads, one_window: OneWindow | None = None
    ) -> None:
        super().__init__()
        self._app = app
        self._options = options
        self._roads = roads
        self._one_window = one_window
        self._garbage = GarbageCollection(self)
        self._scope = TaskScope("console", roads.report, loop=lambda: self.loop)
        self._painted: FirstFrame | None = None
        self._status = 0
        self.settings = _settings(options)
        self.context = build_context(app, Resources(paths.resources_dir()), self.settings, self._scope)
        self._known_accounts: Accounts | None = None
        self._sign_in: SignInScreen | None = None
        self._storage_notices: StorageNotices | None = None
        self.desk: Desk | None = None
        self.window: ShellWindow | None = None
        self._network: NetworkWatch | None = None
        self._presence: PresenceWatch | None = None
        self.practising: Practising | None = None
        roads.tell_through(self._tell_bug)
        app.applicationStateChanged.connect(self._on_application_state)

    @cached_property
    def loop(self) -> "qasync.QEventLoop":
        """The loop to run this in; made when it is first needed, which a good start does after its first frame."""
        if self._painted is not None:
            self._painted.stop_waiting()  # what is begun now goes on in the loop
        return _make_loop(self._app, self._roads)

    @cached_property
    def _ended(self) -> "asyncio.Event":
        return asyncio.Event()

    def open_at_once(self) -> None:
        """Show the window of a remembered account from what is kept on disk, before there is a loop; else nothing.

        asyncio is a twelfth of a start, and until the first frame nothing waits for anything but the disk.
        """
        remembered = self._accounts.remembered() if self._options.demo is None else ()
        session = self._accounts.resume_kept(remembered[0]) if remembered else None
        if session is None:
            return
        desk, storage = self._make_desk(session)
        with storage.here():
            run_at_once(desk.read())
        window = self._make_window(session, desk)
        self._painted = FirstFrame(window)
        window.show()
        if "loop" not in vars(self):
            self._painted.wait_without_loop()
        if "loop" not in vars(self):
            self._say_painted(window)

    async def run(self) -> int:
        """Run until the last window is closed and return the exit status."""
        from operator_console.app.ending import Ending

        ending = Ending(self._app, self._on_told_to_end)
        self._scope.start(self._begin() if self.desk is None else self._opened(self.desk), name="begin")
        try:
            await self._ended.wait()
        finally:
            ending.close()
        await self._close_desk()
        await self._scope.close()
        self.settings.save()
        return self._status

    def _on_told_to_end(self) -> None:
        """The machine or the session ends: nobody can be asked, so the chats go back to the queue at once."""

        async def leave() -> None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HAND_OVER_LIMIT_S):
                    if self.desk is not None and self.desk.can_hand_over:
                        await self.desk.hand_over()
            self.quit()

        self._scope.start(leave(), name="leave")

    def quit(self, status: int = 0) -> None:
        """End the run."""
        self._status = status
        self._ended.set()

    # ------------------------------------------------------------------------------------------ sign-in

    async def _opened(self, desk: "Desk") -> None:
        """Go on from a window that is open already, or will be painted in this loop."""
        if self._painted is not None and self.window is not None:
            await self._painted.once()
            self._say_painted(self.window)
        self._go_on(desk)

    async def _begin(self) -> None:
        demo = self._options.demo
        if demo is not None:
            result = await self._accounts.sign_in(demo.server, demo.account, demo.password, remember=False)
            if result.session is None:
                print(f"the demo could not sign in: {result.failure}", file=sys.stderr)
                self.quit(1)
                return
            await self._open_desk(result.session)
            if self._options.script_s is not None:
                self._scope.start(self._play(self._options.script_s), name="script")
            return
        remembered = self._accounts.remembered()
        session = await self._accounts.resume_at_once(remembered[0]) if remembered else None
        if session is not None:
            await self._open_desk(session)
        else:
            await self._show_sign_in()

    @property
    def _accounts(self) -> "Accounts":
        """Made when it is first needed."""
        if self._known_accounts is None:
            from operator_console.backends.registry import door_of
            from operator_console.desk.accounts import Accounts
            from operator_console.storage.token_vault import TokenVault

            self._known_accounts = Accounts(door_of("native"), TokenVault(), self.settings)
        return self._known_accounts

    async def _show_sign_in(self, server: str = "", account: str = "", failure: "SignInFailure | None" = None) -> None:
        from operator_console.app.accounts_door import SignInDoor
        from operator_console.ui.signin import SignInScreen

        door = SignInDoor(self._accounts, self._on_admitted)
        self._sign_in = SignInScreen(self.context, door)
        if server:
            self._sign_in.offer(server, account, failure)
        self._sign_in.widget.installEventFilter(_Closing(self._sign_in.widget, self._on_sign_in_closed))
        sign_in = self._sign_in
        await self._present(sign_in.widget)
        if self._one_window is not None:
            self._one_window.listen(self._show_window)
        if sign_in is self._sign_in:
            sign_in.start()

    def _on_admitted(self, session: "Session") -> None:
        self._scope.start(self._open_desk(session), name="open desk")

    def _on_sign_in_closed(self) -> None:
        if self.window is None:
            self.quit()

    # --------------------------------------------------------------------------------------------- desk

    async def _open_desk(self, session: "Session") -> None:
        desk, _storage = self._make_desk(session)
        await desk.read()
        await self._present(self._make_window(session, desk))
        self._go_on(desk)

    def _make_desk(self, session: "Session") -> "tuple[Desk, AccountStorage]":
        from operator_console.desk.desk import Desk
        from operator_console.runtime.event_hub import EventHub
        from operator_console.runtime.server_time import ServerClock
        from operator_console.storage.account import AccountStorage, account_folder

        clock = ServerClock()
        storage = AccountStorage(account_folder(self._options.data_dir, session.server, session.account))
        backend = session.admission.backend(clock, self._scope)
        self.desk = Desk(session.agent, backend, storage, clock, EventHub(self._roads.report), self._scope)
        return self.desk, storage

    def _make_window(self, session: "Session", desk: "Desk") -> "ShellWindow":
        from operator_console.ui.shell import ShellWindow

        demo = self._options.demo
        self.window = ShellWindow(self.context, desk, demo_shop_url=demo.shop if demo else None)
        self.window.sign_in_requested.connect(call(self._on_sign_in_requested, session))
        self.window.sign_out_requested.connect(call(self._on_sign_out_requested, session))
        self.window.practice_requested.connect(self._on_practice_requested)
        self.window.closed.connect(self._on_window_closed)
        return self.window

    def _go_on(self, desk: "Desk") -> None:
        """Do what waited for the first frame."""
        if self.window is not None:
            self.window.complete()
        desk.connect()
        if self._sign_in is not None:
            self._sign_in.close()
            self._sign_in = None
        if self.window is not None:
            self._sweep_practice()
            self._watch_network()
            self._watch_files(desk)
            self._watch_presence(desk)
            self.desk_opened.emit()

    def _on_window_closed(self) -> None:
        if self.window is not None:
            self.window = None
            self.quit()

    def _on_sign_in_requested(self, session: "Session") -> None:
        """Sign in again where the server refused, else let the agent choose an account."""
        refused = self.desk is not None and self.desk.connection.refusal is not None

        async def again() -> None:
            await self._close_desk()
            if refused:
                await self._show_sign_in(session.server, session.account)
            else:
                await self._show_sign_in()

        self._scope.start(again(), name="sign in again", exclusive=True)

    def _on_sign_out_requested(self, session: "Session") -> None:
        """End the sign-in on the server and forget its token here; what is not sent stays on this machine."""
        from operator_console.desk.accounts import RememberedAccount
        from operator_console.ui.signin import SignInFailure

        async def sign_out() -> None:
            await self._close_desk()
            told = await self._accounts.sign_out(RememberedAccount(session.server, session.account))
            failure = None if told else SignInFailure.SERVER_NOT_TOLD
            await self._show_sign_in(session.server, session.account, failure)

        self._scope.start(sign_out(), name="sign out", exclusive=True)

    def _on_practice_requested(self) -> None:
        """Begin practice beside the real window; what it needs is imported now."""
        if self.desk is None or self.window is None:
            return
        if self.practising is None:
            from operator_console.app.practice.session import Practising

            folder = self._options.data_dir / PRACTICE_FOLDER
            self.practising = Practising(self.context, self.desk, self.window, folder, self._roads.report)
        self.practising.begin()

    def _sweep_practice(self) -> None:
        """Remove what a practice round left that was ended by a power cut."""
        left = self._options.data_dir / PRACTICE_FOLDER
        if self.practising is None and left.exists():
            self._scope.start(asyncio.to_thread(shutil.rmtree, left, ignore_errors=True), name="sweep practice")

    async def _close_desk(self) -> None:
        practising, self.practising = self.practising, None
        if practising is not None:
            await practising.close()
        window, self.window = self.window, None
        if window is not None:
            window.shut_down()
            window.hide()
            window.deleteLater()
        desk, self.desk = self.desk, None
        if desk is not None:
            await desk.close()

    # ------------------------------------------------------------------------------------------- private

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        """Look at the connection when the agent comes back to the window, also after the machine slept."""
        if state is Qt.ApplicationState.ApplicationActive and self.desk is not None and self.window is not None:
            self.desk.check_connection()

    def _watch_network(self) -> None:
        from operator_console.app.network import NetworkWatch

        if self._network is None:
            self._network = NetworkWatch(self)
            self._network.changed.connect(self._on_network_changed)

    def _on_network_changed(self) -> None:
        if self.desk is not None:
            self.desk.check_connection()

    def _watch_presence(self, desk: "Desk") -> None:
        """Look whether somebody is at the machine; a script's hands are none that a machine could see."""
        if self._options.script_s is not None:
            return
        from operator_console.app.idle.watch import PresenceWatch

        if self._presence is None:
            self._presence = PresenceWatch(self._app, self.settings, self.context.notices, self._scope, self)
        self._presence.follow(desk)

    async def _present(self, window: QWidget) -> None:
        """Show a window; what its first frame does not need (network, keyring, search) is loaded when this returns."""
        painted = FirstFrame(window)
        window.show()
        await painted.once()
        self._say_painted(window)

    def _say_painted(self, window: QWidget) -> None:
        self._painted = None
        self._garbage.start()
        if EXIT_WHEN_PAINTED in os.environ:
            print(f"painted {window.objectName()}", flush=True)
            self.quit()

    def _watch_files(self, desk: "Desk") -> None:
        """Say what became of files at the start, and from now on."""
        from operator_console.desk.events import MessagesLost, StorageMended
        from operator_console.ui.shell.storage_notices import StorageNotices

        if self._storage_notices is None:
            told = self._storage_notices = StorageNotices(self.context.notices, self)
            self.settings.listen(lambda _option: told.tell_settings(self.settings))
        notices = self._storage_notices
        notices.tell_settings(self.settings)
        if desk.storage_opened is not None:
            notices.tell_opened(desk.storage_opened)
        desk.hub.listen(StorageMended, lambda mended: notices.tell_opened(mended.opened))
        desk.hub.listen(MessagesLost, notices.tell_lost)
        if self._one_window is not None:
            self._one_window.listen(self._show_window)

    def _show_window(self) -> None:
        """Another console was started with this data folder: it is this window that is meant."""
        window = self.window or (self._sign_in.widget if self._sign_in is not None else None)
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def _tell_bug(self, summary: str) -> None:
        self.context.notices.bad(
            self.tr("Something went wrong inside the console (%1). It is written down in the log.").replace(
                "%1", summary
            ),
            key="bug",
            action_text=self.tr("Copy the log's place"),
            action=lambda: self._app.clipboard().setText(str(self._roads.log_file)),
        )

    async def _play(self, seconds: float) -> None:
        """Let the script answer, with a browser visitor where there is a browser, and end the run."""
        from operator_console.app import demo_browser
        from operator_console.app.accounts_door import SignInDoor
        from operator_console.app.demo_script import DemoScript
        from operator_console.ui.signin import SignInScreen

        demo, pictures = self._options.demo, self._options.pictures
        if self.window is None or self.desk is None or demo is None:
            return
        language = chosen_language(self.settings)
        door = SignInDoor(self._accounts, lambda _session: None)
        script = DemoScript(
            self.window,
            self.desk,
            self.settings,
            language,
            lambda: SignInScreen(self.context, door).widget,
            self._options.theme,
        )
        visit = None
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            missing = demo_browser.why_not()
            if missing is None:
                seen = asyncio.to_thread(demo_browser.visit, demo.shop, language, pictures)
                visit = self._scope.start(seen, name="browser visitor")
            else:
                print(f"no pictures of the widget: {missing}", flush=True)
        await script.play(seconds, pictures)
        if visit is not None:
            await asyncio.wait({visit})
            if visit.exception() is not None:
                print(f"no pictures of the widget: {visit.exception()}", file=sys.stderr, flush=True)
                self.quit(1)
                return
        print(f"answered {script.answered} times, wrapped up {script.wrapped_up} chats", flush=True)
        self.quit()


class _Closing(QObject):
    """Calls back when the window is closed by hand."""

    def __init__(self, window: QWidget, call: Callable[[], object]) -> None:
        super().__init__(window)
        self._call = call

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and event.spontaneous():
            QTimer.singleShot(0, self._call)
        return False


def _settings(options: ConsoleOptions) -> Settings:
    """Return the settings, with what this run overrides."""
    settings = Settings(options.settings_path)
    if options.language is not None:
        settings.override(LANGUAGE, options.language)
    if options.theme is not None:
        settings.override(THEME, options.theme)
    return settings
