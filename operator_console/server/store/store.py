"""The server's store as the rest of the server sees it: writes through the writer, reads in threads, upkeep aside."""

import asyncio
import logging
import secrets
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, delete, insert
from sqlalchemy.exc import DBAPIError, OperationalError

from operator_console.domain.figures.calendar import hour_of
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.store.database import Database
from operator_console.server.store.directory import Directory, read_directory, read_version
from operator_console.server.store.figure_packing import pack_figures
from operator_console.server.store.figure_rebuild import ensure_figures
from operator_console.server.store.tables import meta
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.store.writer import Committed, StoreUnavailable, Work, Writer

UPKEEP_S = 0.5
CHECKPOINT_WORKS = 4_000
CHECKPOINT_QUIET_TICKS = 10
FIGURES_LOOSE_S = 2 * 3600
"""How old figures are before they are packed: by then little is added to them any more."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class _Call:
    """A work that is one function of the transaction."""

    client_key = None

    def __init__(self, function: Callable[[UnitOfWork], Any]) -> None:
        self._function = function

    def apply(self, unit: UnitOfWork) -> Any:  # noqa: ANN401 - typed by Store.transact
        return self._function(unit)


def _look(unit: UnitOfWork) -> None:
    read_version(unit.connection)


def _rewrite(unit: UnitOfWork) -> None:
    # SQLite writes nothing for a value that stays the same, so another one it is.
    unit.connection.execute(delete(meta).where(meta.c.key == "proof"))
    unit.connection.execute(insert(meta).values(key="proof", value=secrets.token_hex(8)))


class Store:
    """Opens with the running loop; belongs to the loop's thread.

    Args:
        database: Opened and migrated.
        scope: Owner of the upkeep task.
        on_committed: See `Writer`.
        on_directory: Called when administration has changed sites, agents, departments or articles.
    """

    def __init__(
        self,
        database: Database,
        scope: TaskScope,
        on_committed: Callable[[Committed[Any]], None],
        on_directory: Callable[[Directory], None],
        *,
        shared: bool = False,
    ) -> None:
        self._database = database
        self._on_directory = on_directory
        self._renewing = asyncio.Lock()
        ensure_figures(database)
        with database.reading() as connection:
            self.directory = read_directory(connection)
        self._on_committed = on_committed
        self._written = 0
        self._quiet_ticks = 0
        self._packed_before = 0
        self._writer = Writer(database, self.directory, self._count, shared=shared)
        self._readers = ThreadPoolExecutor(2, "store-reader")
        self._upkeep = ThreadPoolExecutor(1, "store-upkeep")
        self._scope = scope.child("store")
        self._scope.start(self._keep_up(), name="upkeep")

    @property
    def epoch(self) -> str:
        """Random name of this database's life."""
        return self._database.epoch

    @property
    def waiting(self) -> int:
        """Number of works that have not begun."""
        return self._writer.waiting

    @property
    def batches(self) -> int:
        """Number of transactions of the writer since the start."""
        return self._writer.batches

    @property
    def batches_s(self) -> float:
        """How long these took in all."""
        return self._writer.batches_s

    def submit(self, work: Work[Result], asker: Callable[[Result | None, BaseException | None], None]) -> None:
        """See `Writer.submit`."""
        self._writer.submit(work, asker)

    async def perform(self, work: Work[Result]) -> Result:
        """See `Writer.perform`."""
        return await self._writer.perform(work)

    async def transact(self, function: Callable[[UnitOfWork], Result]) -> Result:
        """Run `function` in the writer's transaction and return its result after the commit.

        Raises:
            StoreUnavailable: Nothing was stored.
        """
        result: Result = await self._writer.perform(_Call(function))
        return result

    async def read(
        self,
        function: Callable[Concatenate[Connection, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """Run a function of `reads` in a thread, in a transaction that sees one state of the database.

        Raises:
            StoreUnavailable: The database cannot be read now.
        """

        def run() -> Result:
            with self._database.reading() as connection:
                return function(connection, *args, **kwargs)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, run)
        except OperationalError as error:
            raise StoreUnavailable(str(error.orig)) from error

    async def check(self) -> None:
        """Prove that the writer works.

        Raises:
            StoreUnavailable: It does not.
        """
        # Reading proves enough while writing works; after a failure only a write tells whether it works again.
        if self._writer.failing:
            await self.transact(_rewrite)
            self._writer.failing = False
        else:
            await self.transact(_look)

    async def close(self) -> None:
        """Finish what waits and close the database."""
        await self._writer.close()
        await self._scope.close()
        self._readers.shutdown(wait=True)
        self._upkeep.shutdown(wait=True)
        self._finish()
        self._database.close()

    def _finish(self) -> None:
        """Leave a small log and a true note; on a disk that takes neither, both come with the next start."""
        try:
            self._look_after()
        except (OSError, sqlite3.Error, DBAPIError) as error:
            _log.warning("the database is closed without upkeep", extra={"reason": str(error)})

    async def _keep_up(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(UPKEEP_S)
            try:
                if self._wants_checkpoint():
                    await loop.run_in_executor(self._upkeep, self._look_after)
                await self._pack_figures()
                await self.renew_directory()
            except (StoreUnavailable, OSError, sqlite3.Error, DBAPIError) as error:
                _log.warning("upkeep failed", extra={"reason": str(error)})

    async def renew_directory(self) -> None:
        """Read the directory again if it has changed; whoever changed it may not want to wait for the next look.

        Raises:
            StoreUnavailable: The database cannot be read now.
        """
        async with self._renewing:
            if await self.read(read_version) != self.directory.version:
                self.directory = await self.read(read_directory)
                self._writer.know(self.directory)
                self._on_directory(self.directory)

    async def _pack_figures(self) -> None:
        """Once an hour, pack what was counted in earlier ones; a little at a time, others want the writer too."""
        before = hour_of(datetime.now(UTC)) - FIGURES_LOOSE_S
        if before <= self._packed_before:
            return
        while await self.transact(lambda unit: pack_figures(unit.connection, before)):
            pass
        self._packed_before = before

    def _look_after(self) -> None:
        self._database.checkpoint()
        self._database.note_reached()

    def _count(self, committed: Committed[Any]) -> None:
        self._written += 1
        self._quiet_ticks = 0
        self._on_committed(committed)

    def _wants_checkpoint(self) -> bool:
        """Tell whether much was written, or something and then nothing for a while: each costs the writer a stall."""
        self._quiet_ticks += 1
        quiet = self._written > 0 and self._quiet_ticks >= CHECKPOINT_QUIET_TICKS
        if self._written < CHECKPOINT_WORKS and not quiet:
            return False
        self._written = 0
        return True
