"""Whether a local file may be used, found out without changing it, and moving it aside when not; knows no table.

The check is SQLite's ``quick_check``: it reads every page and finds torn, truncated and overwritten ones, in one pass
over the file; ``integrity_check`` would also compare each index with its table and takes several times as long. It
stops after `CHECK_LIMIT_S`: a large cache must not hold up the start, and damage in the rest is met when it is read.
"""

import errno
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from operator_console.storage.errors import translated
from operator_console.storage.migrations import Schema

CHECK_LIMIT_S = 2.0
CHECK_STEPS = 5_000
BUSY_LIMIT_S = 1.0
_UNREADABLE = frozenset({errno.EACCES, errno.EPERM, errno.EIO, errno.ELOOP})


class SetAside(StrEnum):
    """Why a file could not be used."""

    CORRUPT = "corrupt"
    EMPTY = "empty"
    """No byte is in it: a machine that lost its power left it so, or somebody did."""
    FOREIGN = "foreign"
    NEWER = "newer"
    OTHER_ACCOUNT = "other_account"
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"


def reason_against(path: Path, schema: Schema, owner: str) -> SetAside | None:
    """Look into an existing file without changing it; None when it can be used or is not there.

    Raises:
        StorageFull, StorageFailed: Nobody can tell now.
    """
    with translated():
        if not path.exists() and not path.is_symlink():
            return None
        if not path.is_file():
            return SetAside.NOT_A_FILE
        if path.stat().st_size == 0:
            return SetAside.EMPTY
        try:
            with path.open("rb") as file:
                file.read(100)
        except OSError as error:
            if error.errno in _UNREADABLE:
                return SetAside.UNREADABLE
            raise
    return _reason_inside(path, schema, owner)


def move_aside(path: Path, kept: int | None) -> Path:
    """Move a file, with the parts SQLite keeps beside it, to a dated name, and return that.

    Args:
        kept: Of files moved aside so, keep the newest so many; None keeps all.

    Raises:
        OSError: It cannot be moved.
    """
    aside = path.with_name(f"{path.stem}.set-aside-{stamp()}{path.suffix}")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists() or part.is_symlink():
            part.replace(aside.with_name(aside.name + ending))
    if kept is not None:
        files = (file for file in path.parent.glob(f"{path.stem}.set-aside-*{path.suffix}") if file.is_file())
        for old in sorted(files)[:-kept]:
            for ending in ("", "-wal", "-shm"):
                old.with_name(old.name + ending).unlink(missing_ok=True)
    return aside


def stamp() -> str:
    """Return the present moment for a file's name; names sort by it."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def _reason_inside(path: Path, schema: Schema, owner: str) -> SetAside | None:
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_LIMIT_S)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            application_id = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and application_id != schema.application_id:
                return SetAside.FOREIGN
            if version > len(schema.steps):
                return SetAside.NEWER
            if owner and "owner" in tables:
                known = connection.execute("SELECT name FROM owner").fetchone()
                if known is not None and known[0] != owner:
                    return SetAside.OTHER_ACCOUNT
            return None if _is_whole(connection) else SetAside.CORRUPT
    except sqlite3.DatabaseError as error:
        # Anything but damage (a lock, a full disk) passes: setting aside would not help.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return SetAside.CORRUPT if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} else None


def _is_whole(connection: sqlite3.Connection) -> bool:
    until_s = time.monotonic() + CHECK_LIMIT_S
    connection.set_progress_handler(lambda: time.monotonic() > until_s, CHECK_STEPS)
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            return True
        raise
    finally:
        connection.set_progress_handler(None, 0)
