"""One local SQLite file: opened with a check, set aside when it is broken or foreign, migrated; knows no table."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from operator_console.storage.errors import translated
from operator_console.storage.migrations import Schema

BUSY_LIMIT_MS = 5000
IN_MEMORY = Path(":memory:")


class SetAside(StrEnum):
    """Why a file could not be used."""

    CORRUPT = "corrupt"
    FOREIGN = "foreign"
    NEWER = "newer"


class Opening(Struct, frozen=True, kw_only=True):
    """How opening went.

    Attributes:
        set_aside: Where an unusable file was moved to; a new one was begun. None when there was none.
        failed: The file cannot be used at all (rights, full disk).
    """

    why: SetAside | None = None
    set_aside: Path | None = None
    failed: bool = False


class Database:
    """One file and its connection; to be used in the storage thread only."""

    def __init__(self, path: Path, schema: Schema, *, every_commit_on_disk: bool) -> None:
        self._path = path
        self._schema = schema
        self._synchronous = "FULL" if every_commit_on_disk else "NORMAL"
        self._connection: sqlite3.Connection | None = None

    def open(self) -> Opening:
        """Open the file, or set it aside and begin a new one.

        Raises:
            StorageFull, StorageFailed
        """
        with translated():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        why = self._reason_against() if self._path.exists() else None
        aside = None
        if why is not None:
            with translated():
                aside = _set_aside(self._path)
        self._connect()
        return Opening(why=why, set_aside=aside)

    def open_in_memory(self) -> None:
        """Hold everything in memory for this run."""
        self._path = IN_MEMORY
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
        if self._connection is None:
            self.open()
        connection = self._connection
        with translated():
            if connection is None:
                msg = f"{self._path.name} is not open"
                raise sqlite3.OperationalError(msg)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connect(self) -> None:
        with translated():
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=BUSY_LIMIT_MS / 1000)
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute(f"PRAGMA synchronous={self._synchronous}")
                connection.execute("PRAGMA foreign_keys=ON")
                connection.execute("PRAGMA secure_delete=ON")
                self._migrate(connection)
            except BaseException:
                connection.close()
                raise
        if self._path != IN_MEMORY:
            with translated():
                self._path.chmod(0o600)
        self._connection = connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        done = connection.execute("PRAGMA user_version").fetchone()[0]
        for number, step in enumerate(self._schema.steps[done:], done + 1):
            marks = f"PRAGMA application_id={self._schema.application_id}; PRAGMA user_version={number};"
            try:
                connection.executescript(f"BEGIN IMMEDIATE; {step} {marks} COMMIT;")
            except sqlite3.Error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _reason_against(self) -> SetAside | None:
        """Look into an existing file without changing it; None when it can be used."""
        try:
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=BUSY_LIMIT_MS / 1000)
            try:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                application_id = connection.execute("PRAGMA application_id").fetchone()[0]
                tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
                if tables and application_id != self._schema.application_id:
                    return SetAside.FOREIGN
                if version > len(self._schema.steps):
                    return SetAside.NEWER
                whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            # Anything but damage (a lock, rights, a full disk) passes: setting aside would not help.
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            return SetAside.CORRUPT if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} else None
        return None if whole else SetAside.CORRUPT


def _set_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = path.with_name(f"{path.stem}.set-aside-{stamp}{path.suffix}")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside
