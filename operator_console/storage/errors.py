"""What can go wrong on the local disk, translated from SQLite and the system; knows no table."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class StorageError(Exception):
    """Base of every failure of the local disk; nothing of the failed change was kept."""


class StorageFull(StorageError):
    """No room on the disk (or the quota is used up)."""


class StorageFailed(StorageError):
    """The file cannot be read or written: rights, a lock that stays, a broken disk."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLite and the system raise into the two errors of this room."""
    try:
        yield
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise (StorageFull if full else StorageFailed)(type(error).__name__) from error
    except OverflowError as error:
        # A number from outside that no column can hold.
        raise StorageFailed(type(error).__name__) from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise (StorageFull if full else StorageFailed)(type(error).__name__) from error
