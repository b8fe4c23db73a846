"""Backups of all that a server keeps, while it runs, and putting one back while it does not; knows no socket.

A backup is a folder: ``server.sqlite3`` and ``files/``. The database is copied first: every uploaded file was on disk
before the database named it, and files never change, so that the copy of the files has all that the copy names.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from operator_console.runtime.file_lock import FileLock
from operator_console.server.config import ServerConfig
from operator_console.server.store.database import Database, DatabaseUnusable, copy_sqlite
from operator_console.server.store.file_check import check_file
from operator_console.server.store.life import note_of

DATABASE = "server.sqlite3"
FILES = "files"
SIDES = ("", "-wal", "-shm")


class FolderTaken(Exception):
    """A server works with this data folder."""


class Restored(Struct, frozen=True, kw_only=True):
    """What a restore did.

    Attributes:
        set_aside: Where the data that was there before is, or None when there was none.
        files: How many uploaded files were put back; None when the backup has none and the present ones stay.
    """

    set_aside: Path | None
    files: int | None


def server_lock(config: ServerConfig) -> FileLock:
    """Return the lock that a running server holds on its data folder."""
    return FileLock(config.data_dir / "server.lock")


def take_folder(config: ServerConfig) -> FileLock:
    """Hold the data folder; two servers over one SQLite file would give out the same positions.

    Raises:
        FolderTaken: Another server has it.
        OSError: The folder cannot be written.
    """
    lock = server_lock(config)
    if not config.is_shared_database and not lock.take():
        msg = f"another server works with {config.data_dir}"
        raise FolderTaken(msg)
    return lock


def back_up(database: Database, config: ServerConfig, target: Path) -> int:
    """Write a backup of a server that may run, whole or not at all, and return the number of uploaded files.

    Raises:
        DatabaseUnusable: The database is not SQLite, or the target exists.
        OSError: There is no room, or no right to write.
    """
    if target.exists():
        msg = f"{target} exists already"
        raise DatabaseUnusable(msg)
    partial = target.with_name(target.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        database.backup(partial / DATABASE)
        count = _copy_files(config.files, partial / FILES)
        partial.replace(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return count


def restore(config: ServerConfig, source: Path) -> Restored:
    """Put a backup in the place of the present data, which is moved aside; clients will take snapshots.

    Args:
        source: A folder that `back_up` wrote, or one database file (then the uploaded files stay as they are).

    Raises:
        DatabaseUnusable: The backup cannot be used, or the configured database is not SQLite.
        FolderTaken: A server runs; stop it first.
        OSError: There is no room, or no right to write; the present data is as it was.
    """
    database = source / DATABASE if source.is_dir() else source
    if config.is_shared_database:
        msg = "only SQLite databases are restored here; use pg_restore for PostgreSQL"
        raise DatabaseUnusable(msg)
    if not database.is_file():
        msg = f"{source} holds no backup"
        raise DatabaseUnusable(msg)
    check_file(database)
    config.data_dir.mkdir(parents=True, exist_ok=True)
    lock = take_folder(config)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    present = Path(config.database.removeprefix("sqlite:///"))
    fresh = present.with_name(f"restoring-{stamp}")
    try:
        fresh.mkdir()
        copy_sqlite(database, fresh / DATABASE)
        copy = Database(f"sqlite:///{fresh / DATABASE}", config.backups)
        copy.begin_new_epoch()
        copy.close()
        files = _copy_files(source / FILES, fresh / FILES) if source.is_dir() else None
        aside = _exchange(present, config.files, fresh, present.with_name(f"set-aside-{stamp}"))
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        lock.release()
    return Restored(set_aside=aside, files=files)


def _exchange(present: Path, files: Path, fresh: Path, aside: Path) -> Path | None:
    """Move the present data to `aside` and the fresh data to its place: beside each other, so these are renames."""
    old = [present.with_name(present.name + ending) for ending in SIDES] + [note_of(present)]
    moved = [(path, aside / path.name) for path in old if path.exists()]
    if (fresh / FILES).exists() and files.exists():
        moved.append((files, aside / FILES))
    if moved:
        aside.mkdir()
    for path, place in moved:
        shutil.move(path, place)
    for ending in SIDES:
        part = fresh / (DATABASE + ending)
        if part.exists():
            part.replace(present.with_name(present.name + ending))
    if (fresh / FILES).exists():
        shutil.move(fresh / FILES, files)
    return aside if moved else None


def _copy_files(source: Path, target: Path) -> int:
    """Copy finished uploads; one that is being written has another name."""
    target.mkdir(parents=True)
    count = 0
    for path in source.glob("*/*"):
        if path.is_file() and path.suffix != ".part":
            place = target / path.parent.name / path.name
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, place)
            count += 1
    return count
