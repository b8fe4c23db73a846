"""Notices a database that was put back by hand: a note beside it says how far it had been; knows no table.

An epoch is one uninterrupted life of a database. ``server restore`` begins a new one; somebody who copies an old file
over the new one does not, and clients would take old positions for new ones. The note beside the file is not copied
with it, so a database that is behind its note has been put back.
"""

import json
import logging
from pathlib import Path

from msgspec import Struct

_log = logging.getLogger(__name__)


class Reached(Struct, frozen=True, kw_only=True):
    """How far a database was: the number of its newest event, in one epoch."""

    epoch: str
    event: int


def note_of(database: Path) -> Path:
    """Return where a database's note is."""
    return database.with_name(database.name + ".reached")


def read_note(database: Path) -> Reached | None:
    """Return the note, or None when there is none that can be read."""
    try:
        found = json.loads(note_of(database).read_text("utf-8"))
        return Reached(epoch=str(found["epoch"]), event=int(found["event"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_note(database: Path, reached: Reached) -> None:
    """Write the note; a disk that has no room for it has none for events either."""
    note = note_of(database)
    fresh = note.with_name(note.name + ".part")
    try:
        fresh.write_text(json.dumps({"epoch": reached.epoch, "event": reached.event}), "utf-8")
        fresh.replace(note)
    except OSError as error:
        _log.info("no note of how far the database is", extra={"reason": str(error)})
        fresh.unlink(missing_ok=True)


def is_put_back(database: Path, present: Reached) -> bool:
    """Tell whether the database is behind what its note says of the same epoch."""
    known = read_note(database)
    return known is not None and known.epoch == present.epoch and present.event < known.event
