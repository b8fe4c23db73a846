"""A lock that one process holds on a folder and the system takes back when the process ends; knows no room.

The lock is the system's own on an open file (``flock``, on Windows a locked byte), so that a killed process leaves
nothing behind that would have to be judged stale. The file itself stays: deleting it would let two in.
"""

import errno
import os
import sys
from pathlib import Path

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


class FileLock:
    """One process's hold on one file. Use from one thread at a time.

    Args:
        path: The file to lock; it is made when it is not there, and its folder too.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    @property
    def held(self) -> bool:
        """Tell whether this process has the lock."""
        return self._file is not None

    def take(self) -> bool:
        """Take the lock without waiting; False when somebody else has it.

        Raises:
            OSError: The file cannot be made or locked at all (rights, read-only, full disk).
        """
        if self._file is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _lock(file)
        except OSError as error:
            os.close(file)
            if error.errno in _HELD:
                return False
            raise
        self._file = file
        return True

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
