"""One window per data folder: a second one shows the first and ends; knows no desk.

The lock is the truth; the local socket only carries the wish to be shown. Where no lock can be made (a folder that
cannot be written) the console goes on, and says itself that nothing can be kept.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from operator_console.runtime.file_lock import FileLock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

ANSWER_LIMIT_MS = 2_000
STARTING_LIMIT_S = 4.0
_SHOWN = b"shown\n"

_log = logging.getLogger(__name__)


class OneWindow:
    """The hold of one console on its data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._lock = FileLock(data_dir / "lock")
        self._data_dir = data_dir
        self._server: QLocalServer | None = None

    @property
    def _name(self) -> str:
        import hashlib

        return "operator-console-" + hashlib.sha256(str(self._data_dir.resolve()).encode()).hexdigest()[:20]

    def take(self) -> bool:
        """Take the folder; False when another console has it."""
        try:
            return self._lock.take()
        except OSError as error:
            _log.warning("the data folder cannot be locked: %s", error)
            return True

    def show_the_other(self) -> bool:
        """Ask the console that has the folder to show its window; True when it did."""
        from PySide6.QtCore import QThread
        from PySide6.QtNetwork import QLocalSocket

        give_up_s = time.monotonic() + STARTING_LIMIT_S
        while True:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(ANSWER_LIMIT_MS):
                answered = socket.waitForReadyRead(ANSWER_LIMIT_MS)
                return answered and bytes(socket.readAll().data()).startswith(_SHOWN)
            if time.monotonic() > give_up_s:
                return False
            QThread.msleep(100)  # the other may have begun a moment ago: it listens after its first frame

    def listen(self, show: Callable[[], object]) -> None:
        """Call `show` whenever another console asks for the window."""
        from PySide6.QtNetwork import QLocalServer

        if not self._lock.held or self._server is not None:
            return
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # left by a console that was killed; the lock says that it is ours

        def answer() -> None:
            while (asking := server.nextPendingConnection()) is not None:
                show()
                asking.disconnected.connect(asking.deleteLater)
                asking.write(_SHOWN)
                asking.disconnectFromServer()

        server.newConnection.connect(answer)
        if server.listen(self._name):
            self._server = server
        else:
            _log.warning("a second console cannot be told of this one: %s", server.errorString())

    def release(self) -> None:
        """Let the folder go."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.release()
