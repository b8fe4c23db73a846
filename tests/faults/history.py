"""What everybody did and saw, one JSON line each, written at once so that a kill takes nothing of it; judges nothing.

Times are of the machine's monotonic clock, which all processes here share.
"""

import os
import random
import string
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

Kind = Literal[
    "wrote", "kept", "acked", "parked", "refused", "discarded", "fault", "healed", "note", "drafted", "started"
]


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that happened.

    Attributes:
        who: Visitor, desk or nemesis.
        kind: `wrote`: the author wants it sent; `kept`: it is on the author's disk and screen; `acked`: it has a tick.
        `drafted`: half a sentence stands in the composer, not sent; `started`: this program runs (again).
        pos: With `acked`: the position that the tick named.
    """

    at_s: float
    who: str
    kind: Kind
    client_id: str = ""
    conversation: str = ""
    text: str = ""
    pos: int = 0


class History:
    """Appends to one file; every writer has a file of its own."""

    def __init__(self, path: Path, who: str) -> None:
        self.path = path
        self.who = who
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def add(self, kind: Kind, *, client_id: str = "", conversation: str = "", text: str = "", pos: int = 0) -> None:
        """Write one line; it is the system's before this returns."""
        record = Record(
            at_s=time.monotonic(),
            who=self.who,
            kind=kind,
            client_id=client_id,
            conversation=conversation,
            text=text,
            pos=pos,
        )
        os.write(self._file, msgspec.json.encode(record) + b"\n")

    def close(self) -> None:
        os.close(self._file)


def mark() -> str:
    """Return eight random letters that make a text unlike any other; digits could be masked as somebody's number."""
    return "".join(random.choices(string.ascii_lowercase, k=8))


def records(folder: Path) -> list[Record]:
    """Return everything of all files of a folder, in the order of time."""
    found = [record for path in sorted(folder.glob("*.jsonl")) for record in _of(path)]
    return sorted(found, key=lambda record: record.at_s)


def _of(path: Path) -> Iterator[Record]:
    for line in path.read_bytes().splitlines():
        yield msgspec.json.decode(line, type=Record)
