"""Whether a SQLite file may be the server's database, found out without changing it; knows no migration.

A server's database is never set aside by itself: it is the truth, and what to do about damage is a person's decision.
The check is ``quick_check``, one pass over the pages; it ends after `CHECK_LIMIT_S`, so that a large database does not
keep a server from coming back, and says so in the log.
"""

import logging
import sqlite3
import time
from contextlib import closing
from pathlib import Path

BUSY_TIMEOUT_S = 10.0
CHECK_LIMIT_S = 5.0
CHECK_STEPS = 20_000
_RESTORE = "restore a backup (operator-console server restore FOLDER), or move the file away to begin anew"

_log = logging.getLogger(__name__)


class DatabaseUnusable(Exception):
    """The database cannot be used; the text says why and what helps."""


def check_file(path: Path) -> None:
    """Look at an existing file; one that is not there yet is fine.

    Raises:
        DatabaseUnusable: It is no database, damaged, somebody else's, or cannot be read now.
    """
    if not path.exists():
        return
    if not path.is_file():
        msg = f"{path} is not a file; {_RESTORE}"
        raise DatabaseUnusable(msg)
    try:
        if path.stat().st_size == 0:
            msg = f"{path} is empty; {_RESTORE}"
            raise DatabaseUnusable(msg)
        with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_S)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and not {"alembic_version", "meta"} <= tables:
                msg = f"{path} is a database of another program; name another data folder"
                raise DatabaseUnusable(msg)
            problem = _first_problem(connection)
    except (sqlite3.Error, OSError) as error:
        raise unusable(path, error) from error
    if problem is not None:
        msg = f"{path} is damaged ({problem}); {_RESTORE}"
        raise DatabaseUnusable(msg)


def unusable(path: Path | None, error: BaseException) -> DatabaseUnusable:
    """Return what to raise for an error of SQLite or the system while the database is opened."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    name = path or "the database"
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DatabaseUnusable(f"{name} is damaged ({error}); {_RESTORE}")
    advice = {
        sqlite3.SQLITE_BUSY: "another program holds it; close that one",
        sqlite3.SQLITE_LOCKED: "another program holds it; close that one",
        sqlite3.SQLITE_READONLY: "it cannot be written; see to the rights of the file and its folder",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened; see to the rights of the file and its folder",
        sqlite3.SQLITE_FULL: "the disk is full; make room",
        sqlite3.SQLITE_IOERR: "the disk does not read or write; see to it, or make room",
    }.get(code)
    return DatabaseUnusable(f"{name} cannot be used ({error})" + (f": {advice}" if advice else ""))


def _first_problem(connection: sqlite3.Connection) -> str | None:
    until_s = time.monotonic() + CHECK_LIMIT_S
    connection.set_progress_handler(lambda: time.monotonic() > until_s, CHECK_STEPS)
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_INTERRUPT:
            raise
        _log.warning("the database was checked in part only", extra={"limit_s": CHECK_LIMIT_S})
        return None
    finally:
        connection.set_progress_handler(None, 0)
    return None if found == "ok" else " ".join(found.split())[:200]
