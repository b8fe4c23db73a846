"""Counting the figures anew on the server's machine, while no server runs; knows no SQL."""

from operator_console.server.backup import take_folder
from operator_console.server.config import ServerConfig
from operator_console.server.store.database import Database
from operator_console.server.store.figure_rebuild import rebuild_figures


def recount(config: ServerConfig) -> int:
    """Count everything anew and return the number of chats.

    Over a database of several servers, all of them must have been stopped: nothing here can see that.

    Raises:
        FolderTaken: A server works with the data folder.
        DatabaseUnusable: The database cannot be used.
        OSError: The data folder cannot be written.
    """
    lock = take_folder(config)
    try:
        database = Database(config.database, config.backups)
        try:
            return rebuild_figures(database)
        finally:
            database.close()
    finally:
        lock.release()
