"""Where bugs go: one funnel for uncaught exceptions, failed tasks and Qt's warnings, into one redacted log file."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from operator_console.runtime.redaction import RedactingFilter

if TYPE_CHECKING:
    import asyncio
    from logging.handlers import RotatingFileHandler

LOG_BYTES = 1_000_000
LOG_FILES = 3

_log = logging.getLogger("operator_console.bugs")
_qt_log = logging.getLogger("operator_console.qt")
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class ErrorRoads:
    """Installs the funnel for one process; `tell` is called once per kind of bug, never in a storm.

    Attributes:
        log_file: Where the records are, without message text or tokens.
    """

    def __init__(self, folder: Path) -> None:
        self.log_file = folder / "console.log"
        self._told: set[str] = set()
        self._tell: Callable[[str], None] = lambda _summary: None
        self._write_log(folder)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        qInstallMessageHandler(self._on_qt)

    def tell_through(self, tell: Callable[[str], None]) -> None:
        """Let `tell` show the summary of a bug to the agent."""
        self._tell = tell

    def watch(self, loop: "asyncio.AbstractEventLoop") -> None:
        """Take the loop's unhandled errors."""
        loop.set_exception_handler(self._on_loop)

    def report(self, where: str, error: BaseException) -> None:
        """Take a bug: the error road of every task scope and of the hub."""
        _log.error("%s failed", where, exc_info=error)
        summary = type(error).__name__
        if summary not in self._told:
            self._told.add(summary)
            self._tell(summary)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report("console", error)

    def _on_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            _log.error("thread failed", exc_info=hook.exc_value)

    def _on_loop(self, _loop: "asyncio.AbstractEventLoop", context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.report(str(context.get("message", "loop")), error)
        else:
            _log.error("loop: %s", context.get("message"))

    def _on_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        _qt_log.log(_QT_LEVELS.get(kind, logging.WARNING), message)

    def _write_log(self, folder: Path) -> None:
        root = logging.getLogger()
        root.setLevel(logging.INFO)
        handlers: list[logging.Handler] = [logging.StreamHandler()]
        handlers[0].setLevel(logging.WARNING)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handlers.append(_LateFile(self.log_file))
        except OSError:
            logging.getLogger(__name__).warning("no log file can be written in %s", folder)
        for handler in handlers:
            handler.addFilter(RedactingFilter())
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            root.addHandler(handler)


class _LateFile(logging.Handler):
    """The log file, and what writes files in turn, from its first record on: a good start has none."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: RotatingFileHandler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(self._path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, delay=True)
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()
