"""One local SQLite file: opened with a check, set aside when it is broken or foreign, migrated; knows no table."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from msgspec import Struct, structs

from operator_console.storage.errors import StorageDamaged, StorageError, StorageFull, translated
from operator_console.storage.file_check import SetAside, move_aside, reason_against, stamp
from operator_console.storage.migrations import Schema

BUSY_LIMIT_MS = 2000
"""A backup program holds a file for less; a person who has pressed Enter should not wait longer for the reason."""
IN_MEMORY = Path(":memory:")

_log = logging.getLogger(__name__)


class Opening(Struct, frozen=True, kw_only=True):
    """How opening went.

    Attributes:
        set_aside: Where an unusable file was moved to; a new one was begun. None when there was none.
        failed: The file cannot be used at all (rights, full disk).
        full: It cannot be used because there is no room.
        taken: It cannot be used because another process works with it.
        salvaged, lost: How much of the file that was set aside is in the new one, and how much could not be read
            (None: nobody can tell).
    """

    why: SetAside | None = None
    set_aside: Path | None = None
    failed: bool = False
    full: bool = False
    taken: bool = False
    salvaged: int = 0
    lost: int | None = None


class Salvaged(Struct, frozen=True, kw_only=True):
    """What was found in a file that was set aside; see `Opening`."""

    kept: int
    lost: int | None


Salvage = Callable[[Path, SetAside, sqlite3.Connection], Salvaged]
"""Reads what it can of the file that was set aside into the new one."""


class Database:
    """One file and its connection; to be used by one thread at a time.

    Args:
        owner: Whose file it is; a file of somebody else is set aside.
        salvage: What to do with the content of a file that was set aside; None leaves it there.
        admit: Called before the file is touched; raises when it must not be.
        mended: Told of a file that was set aside after `open` had returned.
        kept_aside: How many files that were set aside stay; None keeps all.
    """

    def __init__(
        self,
        path: Path,
        schema: Schema,
        *,
        every_commit_on_disk: bool,
        owner: str = "",
        salvage: Salvage | None = None,
        admit: Callable[[], None] = lambda: None,
        mended: Callable[[Opening], None] = lambda _opening: None,
        kept_aside: int | None = None,
    ) -> None:
        self._path = path
        self._schema = schema
        self._synchronous = "FULL" if every_commit_on_disk else "NORMAL"
        self._owner = owner
        self._salvage = salvage
        self._admit = admit
        self._mended = mended
        self._kept_aside = kept_aside
        self._damaged = False
        self._connection: sqlite3.Connection | None = None

    def open(self) -> Opening:
        """Open the file, or set it aside and begin a new one.

        Raises:
            StorageFull, StorageFailed, StorageTaken
        """
        self._admit()
        with translated():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        why = SetAside.CORRUPT if self._damaged else reason_against(self._path, self._schema, self._owner)
        if why is None:
            self._connect()
            return Opening()
        with translated():
            aside = move_aside(self._path, self._kept_aside)
        self._damaged = False
        _log.warning("%s was set aside (%s) as %s", self._path.name, why.value, aside.name)
        self._connect()
        return self._after(Opening(why=why, set_aside=aside))

    def open_in_memory(self) -> None:
        """Hold everything in memory for this run."""
        self._path = IN_MEMORY
        self._admit = lambda: None
        self._damaged = False
        self._connect()

    def close(self) -> None:
        """Close the file; harmless when it is not open."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run statements as one change: all of it is kept, or nothing. Opens the file when it is not open yet.

        Raises:
            StorageFull, StorageFailed
        """
        with self._statements("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """As `transaction`, for reading only: works on a file that cannot be written, too."""
        try:
            if self._connection is None:
                self._open_late()
        except StorageFull:
            with self._reading_without_room() as connection:
                yield connection
            return
        with self._statements("BEGIN") as connection:
            yield connection

    @contextmanager
    def _reading_without_room(self) -> Iterator[sqlite3.Connection]:
        """Read a file on a full disk: alone with it, SQLite needs no shared index beside it."""
        with translated(), closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN")
            yield connection

    def _open_late(self) -> None:
        opening = self.open()
        if opening.why is not None:
            self._mended(opening)

    @contextmanager
    def _statements(self, begin: str) -> Iterator[sqlite3.Connection]:
        if self._connection is None:
            self._open_late()
        connection = self._connection
        try:
            with translated():
                if connection is None:
                    msg = f"{self._path.name} is not open"
                    raise sqlite3.OperationalError(msg)
                connection.execute(begin)
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
        except StorageDamaged:
            self._damaged = self._path != IN_MEMORY
            self.close()
            raise

    def _connect(self) -> None:
        with translated():
            connection = sqlite3.connect(
                self._path, timeout=BUSY_LIMIT_MS / 1000, isolation_level=None, check_same_thread=False
            )
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute(f"PRAGMA synchronous={self._synchronous}")
                connection.execute("PRAGMA foreign_keys=ON")
                connection.execute("PRAGMA secure_delete=ON")
                self._migrate(connection)
                self._sign(connection)
            except BaseException:
                connection.close()
                raise
        if self._path != IN_MEMORY:
            with suppress(OSError):  # a file that can only be read is still worth reading
                self._path.chmod(0o600)
        self._connection = connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Take all missing steps in one transaction, after a copy of a file that has had some already."""
        done = connection.execute("PRAGMA user_version").fetchone()[0]
        steps = self._schema.steps[done:]
        if not steps:
            return
        if done and self._path != IN_MEMORY:
            self._copy(connection, len(self._schema.steps))
        script = "\n".join(steps)
        marks = f"PRAGMA application_id={self._schema.application_id}; PRAGMA user_version={len(self._schema.steps)};"
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {script} {marks} COMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _copy(self, connection: sqlite3.Connection, version: int) -> None:
        """Copy the file as it is before a migration; the newest copy stays, older ones go."""
        pattern = f"{self._path.stem}.before-*{self._path.suffix}"
        older = tuple(self._path.parent.glob(pattern))
        copy = self._path.with_name(f"{self._path.stem}.before-{version}-{stamp()}{self._path.suffix}")
        try:
            with closing(sqlite3.connect(copy)) as target:
                copy.chmod(0o600)
                connection.backup(target)
        except (sqlite3.Error, OSError):
            copy.unlink(missing_ok=True)
            raise
        for file in older:
            file.unlink(missing_ok=True)

    def _sign(self, connection: sqlite3.Connection) -> None:
        """Write down whose file it is; one that cannot be written is only read."""
        if not self._owner or connection.execute("SELECT 1 FROM owner").fetchone() is not None:
            return
        connection.execute("INSERT INTO owner (name) VALUES (?)", (self._owner,))

    def _after(self, opening: Opening) -> Opening:
        """Bring over what can be read of the file that was set aside; it stays where it is."""
        if self._salvage is None or opening.set_aside is None or opening.why is None or self._connection is None:
            return opening
        try:
            with translated():
                found = self._salvage(opening.set_aside, opening.why, self._connection)
        except StorageError as error:
            _log.warning("nothing was salvaged from %s: %s", opening.set_aside.name, error)
            return structs.replace(opening, full=isinstance(error, StorageFull))
        return structs.replace(opening, salvaged=found.kept, lost=found.lost)
