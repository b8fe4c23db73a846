"""Opens the database: engines, migrations with a backup before them, its epoch, checkpoints and backups."""

import logging
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from operator_console.server.store.file_check import BUSY_TIMEOUT_S, DatabaseUnusable, check_file, unusable
from operator_console.server.store.life import Reached, is_put_back, note_of, write_note
from operator_console.server.store.rows import plain_sqlite
from operator_console.server.store.tables import events, meta

__all__ = ["Database", "DatabaseUnusable", "Held", "copy_sqlite", "touch_directory"]

MIGRATIONS = Path(__file__).parent / "migrations"
_log = logging.getLogger(__name__)
LARGE_LOG_BYTES = 256 * 1024 * 1024


class Database:
    """The engines of one database, checked and migrated to the newest revision.

    Args:
        url: SQLAlchemy address, such as ``sqlite:////var/lib/x/server.sqlite3``.
        backups: Folder for the copy made before an existing SQLite database is migrated.

    Attributes:
        writer: Engine for the one writer; its transactions take the write lock at once.
        reader: Engine for consistent reads beside the writer.
        epoch: Random name of this database's life: another one after creation or restoring a backup.
        path: The SQLite file, or None.

    Raises:
        DatabaseUnusable: It cannot be used; nothing was changed in it.
    """

    def __init__(self, url: str, backups: Path) -> None:
        parsed = make_url(url)
        is_sqlite = parsed.get_backend_name() == "sqlite"
        self.path = Path(parsed.database) if is_sqlite and parsed.database else None
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            check_file(self.path)
        self.writer = _engine(url, is_sqlite, immediate=True)
        self.reader = _engine(url, is_sqlite, immediate=False)
        self._backups = backups
        self._noted = -1
        try:
            self._migrate()
            self.epoch = self._read_epoch()
        except (DBAPIError, sqlite3.Error) as error:
            self.close()
            raise unusable(self.path, (error.orig or error) if isinstance(error, DBAPIError) else error) from error
        except DatabaseUnusable:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections."""
        self.writer.dispose()
        self.reader.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a write transaction; commits at the end, rolls back on an error."""
        with _driver_errors_translated(), self.writer.begin() as connection:
            yield connection

    def hold(self) -> "Held":
        """Return a connection of one thread's own for many write transactions."""
        return Held(self.writer, keep=self.path is not None)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database."""
        with _driver_errors_translated(), self.reader.connect() as connection, connection.begin():
            yield connection

    def log_bytes(self) -> int:
        """Return the size of the write-ahead log's file, 0 without one."""
        if self.path is None:
            return 0
        log = self.path.with_name(self.path.name + "-wal")
        return log.stat().st_size if log.exists() else 0

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database file; called from a thread of its own, never by the writer."""
        if self.path is None:
            return
        mode = "RESTART" if self.log_bytes() > LARGE_LOG_BYTES else "PASSIVE"
        with closing(sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()

    def begin_new_epoch(self) -> None:
        """Begin another life: clients of the one before take snapshots."""
        self.epoch = _new_epoch()
        with self.writing() as connection:
            connection.execute(update(meta).where(meta.c.key == "epoch").values(value=self.epoch))

    def note_reached(self) -> None:
        """Write down how far the database is, so that one put back by hand is noticed; called from a thread."""
        if self.path is None:
            return
        with self.reading() as connection:
            present = self._reached(connection)
        if present.event != self._noted:
            write_note(self.path, present)
            self._noted = present.event

    def backup(self, target: Path) -> None:
        """Write a consistent copy while the server runs; the copy has an epoch of its own.

        Raises:
            DatabaseUnusable: The database is not SQLite (use its own tools), or the target exists.
        """
        if self.path is None:
            msg = "only SQLite databases are backed up here; use pg_dump for PostgreSQL"
            raise DatabaseUnusable(msg)
        if target.exists():
            msg = f"{target} exists already"
            raise DatabaseUnusable(msg)
        copy_sqlite(self.path, target)
        with closing(sqlite3.connect(target)) as copy, copy:
            copy.execute("UPDATE meta SET value = ? WHERE key = 'epoch'", (_new_epoch(),))

    def _migrate(self) -> None:
        with self.writer.connect() as connection:
            present = None
            if inspect(connection).has_table("alembic_version"):
                present = connection.scalar(text("SELECT version_num FROM alembic_version"))
        newest = max(file.stem for file in (MIGRATIONS / "versions").glob("v*.py"))
        if present == newest:  # a revision is named as its file
            return
        from operator_console.server.store.migrating import migrate

        migrate(self.writer, MIGRATIONS, present, self._copied)

    def _copied(self, name: str) -> Path | None:
        """Copy the database into the folder of backups before it is migrated."""
        if self.path is None:
            return None
        copy = self._backups / name
        try:
            copy_sqlite(self.path, copy)
        except (OSError, sqlite3.Error) as error:
            msg = f"the database must be migrated, but no copy can be written to {copy} ({error})"
            raise DatabaseUnusable(msg) from error
        return copy

    def _read_epoch(self) -> str:
        with self.writer.begin() as connection:
            epoch = connection.scalar(select(meta.c.value).where(meta.c.key == "epoch"))
            if epoch is None:
                epoch = _new_epoch()
                connection.execute(insert(meta).values(key="epoch", value=epoch))
                connection.execute(insert(meta).values(key="directory_version", value="1"))
            self.epoch = str(epoch)
            if self.path is not None and is_put_back(self.path, self._reached(connection)):
                _log.warning("an older database was put here by hand: a new epoch begins")
                self.epoch = _new_epoch()
                connection.execute(update(meta).where(meta.c.key == "epoch").values(value=self.epoch))
        if self.path is not None and not note_of(self.path).exists():
            self.note_reached()
        return self.epoch

    def _reached(self, connection: Connection) -> Reached:
        return Reached(epoch=self.epoch, event=int(connection.scalar(select(func.max(events.c.id))) or 0))


class Held:
    """Write transactions on one connection that stays open between them; after an error the next one is a new one.

    Args:
        keep: Keep it indeed; over a network the pool's look whether it still lives is worth its price.
    """

    def __init__(self, engine: Engine, *, keep: bool) -> None:
        self._engine = engine
        self._keep = keep
        self._connection: Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection in a write transaction; commits at the end, rolls back on an error."""
        connection = self._connection or self._engine.connect()
        self._connection = None
        done = False
        try:
            with _driver_errors_translated(), connection.begin():
                yield connection
            done = True
        finally:
            if done and self._keep:
                self._connection = connection
            else:
                connection.close()

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@contextmanager
def _driver_errors_translated() -> Iterator[None]:
    """Raise what SQLite's driver raised as SQLAlchemy would have raised it."""
    try:
        yield
    except sqlite3.Error as error:
        raise DBAPIError.instance(None, None, error, sqlite3.Error) from error


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database that may be in use, whole and atomically."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(partial)) as new:
            old.backup(new)
        shutil.move(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def touch_directory(connection: Connection) -> None:
    """Tell a running server that sites, agents, departments or articles have changed."""
    version = connection.scalar(select(meta.c.value).where(meta.c.key == "directory_version"))
    connection.execute(update(meta).where(meta.c.key == "directory_version").values(value=str(int(version or "0") + 1)))


def _new_epoch() -> str:
    return secrets.token_hex(6)


def _engine(url: str, is_sqlite: bool, *, immediate: bool) -> Engine:
    if not is_sqlite:
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False})

    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver would say it too late
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "wal_autocheckpoint=0",
            "cache_size=-32000",
            "temp_store=MEMORY",
            "secure_delete=ON",  # what is erased is overwritten; some builds of SQLite do it unasked, others do not
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        words = "BEGIN IMMEDIATE" if immediate else "BEGIN"
        plain = plain_sqlite(connection)
        if plain is not None:
            plain.execute(words)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine
