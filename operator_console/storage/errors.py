"""What can go wrong on the local disk, translated from SQLite and the system; knows no table."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_ROOM = frozenset({sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
"""What SQLite says for a quota, a limit on files or no room for its shared index, besides `SQLITE_FULL`."""
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PASSING = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)


class StorageError(Exception):
    """Base of every failure of the local disk; nothing of the failed change was kept."""


class StorageFull(StorageError):
    """No room on the disk (or the quota is used up)."""


class StorageFailed(StorageError):
    """The file cannot be read or written: rights, a lock that stays, a broken disk.

    Attributes:
        passing: The same change may succeed later (a lock, rights, a disk that comes back), so it is worth keeping.
    """

    def __init__(self, text: str, *, passing: bool = False) -> None:
        super().__init__(text)
        self.passing = passing


class StorageDamaged(StorageFailed):
    """The file's content is damaged: it is set aside before it is used again."""


class StorageTaken(StorageFailed):
    """Another process works with these files."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLite and the system raise into the errors of this room."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(error) from error
    except OverflowError as error:
        # A number from outside that no column can hold.
        raise StorageFailed(type(error).__name__) from error
    except OSError as error:
        if error.errno in FULL_DISK:
            raise StorageFull(type(error).__name__) from error
        raise StorageFailed(type(error).__name__, passing=True) from error


def _of_sqlite(error: sqlite3.Error) -> StorageError:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_FULL or extended in _NO_ROOM:
        return StorageFull(type(error).__name__)
    if code in _DAMAGE:
        return StorageDamaged(type(error).__name__)
    return StorageFailed(f"{type(error).__name__} {code}", passing=code in _PASSING)
