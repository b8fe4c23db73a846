"""Gathers small changes of the cache and writes them together; knows no table.

A batch is one transaction. One that fails for a passing reason (full disk, a lock) is kept and written again later,
in order; when too much waits, or a change can never be written, all of it is given up and the cache begins anew with
`start_over`: it never has a hole, and what is missing comes from the server again.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable

from operator_console.storage.database import Database
from operator_console.storage.disk_thread import DiskThread
from operator_console.storage.errors import StorageError, StorageFailed

LINGER_S = 0.1
RETRY_S = 2.0
MAX_KEPT = 5_000
Change = Callable[[sqlite3.Connection], None]

_log = logging.getLogger(__name__)


class BatchWriter:
    """To be used on the loop's thread; changes run in the storage thread, in order.

    Args:
        start_over: Empties what the changes are about.
        retry_s: How long to leave a file alone that could not be written.
    """

    def __init__(self, database: Database, thread: DiskThread, start_over: Change, *, retry_s: float = RETRY_S) -> None:
        self._database = database
        self._thread = thread
        self._start_over = start_over
        self._retry_s = retry_s
        self._waiting: list[Change] = []
        self._timer: asyncio.TimerHandle | None = None
        self._kept: list[Change] = []  # from here on: of the storage thread
        self._not_before_s = 0.0
        self._gave_up = False
        self._told = False

    def post(self, change: Change) -> None:
        """Write `change` within a tenth of a second."""
        self._waiting.append(change)
        if len(self._waiting) == 1:
            self._thread.in_loop(self._linger)

    def _linger(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(LINGER_S, self.flush)

    def flush(self) -> None:
        """Hand what was gathered to the thread now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            batch, self._waiting = self._waiting, []
            self._thread.post(lambda: self._write(batch))

    def finish(self) -> None:
        """Try once more to write what was kept, in the storage thread, before the file is closed."""
        self._not_before_s = 0.0
        if self._kept or self._gave_up:
            self._write([])

    def _write(self, batch: list[Change]) -> None:
        self._kept.extend(batch)
        if len(self._kept) > MAX_KEPT:
            self._give_up()
        if time.monotonic() < self._not_before_s:
            return
        try:
            with self._database.transaction() as connection:
                if self._gave_up:
                    self._start_over(connection)
                for change in self._kept:
                    change(connection)
        except StorageError as error:
            self._not_before_s = time.monotonic() + self._retry_s
            if isinstance(error, StorageFailed) and not error.passing:
                self._give_up()
            if not self._told:
                self._told = True
                _log.warning("the history cache is not written for now: %s", error)
            return
        if self._told:
            _log.info("the history cache is written again")
        self._kept, self._gave_up, self._told = [], False, False

    def _give_up(self) -> None:
        self._kept, self._gave_up = [], True
