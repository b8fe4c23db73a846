"""Brings a database from an older revision to the newest one, with a copy before it; knows no table.

Imported only when there is something to do: Alembic takes a third as long to import as the rest of the server.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from operator_console.server.store.file_check import DatabaseUnusable


def migrate(engine: Engine, migrations: Path, present: str | None, copied: Callable[[str], Path | None]) -> None:
    """Migrate to the newest revision, in one transaction.

    Args:
        present: The database's revision; None for an empty one.
        copied: Makes a copy of the database as it is, under this name, and returns where; None where there is no file.

    Raises:
        DatabaseUnusable: Nothing was changed.
    """
    script = Config()
    script.set_main_option("script_location", str(migrations).replace("%", "%%"))
    known = ScriptDirectory.from_config(script)
    try:
        if present is not None:
            known.get_revision(present)
    except CommandError as error:
        msg = f"the database has revision {present}, which this program does not know: use a newer program"
        raise DatabaseUnusable(msg) from error
    copy = None
    if present is not None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        copy = copied(f"before-{known.get_current_head()}-{stamp}.sqlite3")
    try:
        with engine.begin() as connection:
            script.attributes["connection"] = connection
            command.upgrade(script, "head")
    except (CommandError, SQLAlchemyError, sqlite3.Error) as error:
        msg = f"migrating the database failed ({error}); it is as it was" + (f", a copy is {copy}" if copy else "")
        raise DatabaseUnusable(msg) from error
