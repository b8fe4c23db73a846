"""Gathers small changes of the cache and writes them together; knows no table.

A batch is one transaction, and after a failed one nothing more is written in this run: the file stays a true beginning
of what happened, and what is missing comes from the server again.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable

from operator_console.storage.database import Database
from operator_console.storage.disk_thread import DiskThread
from operator_console.storage.errors import StorageError

LINGER_S = 0.1
Change = Callable[[sqlite3.Connection], None]

_log = logging.getLogger(__name__)


class BatchWriter:
    """To be used on the loop's thread; changes run in the storage thread, in order."""

    def __init__(self, database: Database, thread: DiskThread) -> None:
        self._database = database
        self._thread = thread
        self._waiting: list[Change] = []
        self._timer: asyncio.TimerHandle | None = None
        self._failed = False

    def post(self, change: Change) -> None:
        """Write `change` within a tenth of a second."""
        self._waiting.append(change)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LINGER_S, self.flush)

    def flush(self) -> None:
        """Hand what was gathered to the thread now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            batch, self._waiting = self._waiting, []
            self._thread.post(lambda: self._write(batch))

    def _write(self, batch: list[Change]) -> None:
        if self._failed:
            return
        try:
            with self._database.transaction() as connection:
                for change in batch:
                    change(connection)
        except StorageError as error:
            self._failed = True
            _log.warning("the history cache is not written any more: %s", error)
