"""The folder of an index on disk: which files belong to it, whether they are whole, and which index is the newest."""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from operator_console.knowledge.engine import ENGINE_VERSION
from operator_console.knowledge.errors import IndexUnusable
from operator_console.knowledge.lexicon import SavedLexicon
from operator_console.knowledge.ranking import Averages

FORMAT = 3
"""Grows whenever the files or the rules by which words become terms change: an index of another format is rebuilt."""

ENGINE_FOLDER = "engine"
_HEAD = "head"
_PREFIX = "index-"
_RULES = f"{FORMAT} {ENGINE_VERSION} {sys.byteorder}"


class Head(Struct, frozen=True, array_like=True):
    """What ties the files of an index together.

    Attributes:
        names: For every entry its name, empty for one that is gone.
        sums: For every entry a checksum of its article.
        slabs: How many files of readings and of showings there are.
        engine_files: Name, size and checksum of every file of the engine.
    """

    rules: str
    names: list[str]
    sums: list[int]
    slabs: int
    averages: dict[str, Averages]
    lexicons: dict[str, SavedLexicon]
    engine_files: list[tuple[str, int, int]]


def new_folder(folder: Path) -> Path:
    """Return a new place for an index; older ones are removed, except where the system still holds them.

    Raises:
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(old, ignore_errors=True)  # a folder still mapped by a running index may resist on Windows
    place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
    (place / ENGINE_FOLDER).mkdir()
    return place


def places(folder: Path) -> Iterator[Path]:
    """Yield the places of indexes in a folder, the newest first."""
    with contextlib.suppress(OSError):
        heads = [(head.stat().st_mtime_ns, head) for head in folder.glob(f"{_PREFIX}*/{_HEAD}")]
        yield from (head.parent for _changed, head in sorted(heads, reverse=True))


def slab_path(place: Path, kind: str, number: int) -> Path:
    """Return where a file of readings or showings is."""
    return place / f"{kind}-{number}"


def write_head(place: Path, head: Head) -> None:
    """Write the head last: only with it do the other files make an index.

    Raises:
        OSError: It cannot be written.
    """
    data = msgspec.msgpack.encode(head)
    beside = place / f"{_HEAD}.new"
    beside.write_bytes(len(_RULES).to_bytes(1, "little") + _RULES.encode() + crc32(data).to_bytes(4, "little") + data)
    beside.replace(place / _HEAD)


def read_head(place: Path) -> Head:
    """Read the head and look whether the engine's files are those that it was written with.

    Raises:
        IndexUnusable: Another version of the product wrote it, or a file is damaged or missing.
    """
    try:
        raw = (place / _HEAD).read_bytes()
    except OSError as error:
        raise IndexUnusable("there is no head") from error
    rules = raw[1 : 1 + raw[0]] if raw else b""
    if rules != _RULES.encode():
        raise IndexUnusable("another version wrote it")
    data = memoryview(raw)[1 + len(rules) :]
    if crc32(data[4:]) != int.from_bytes(data[:4], "little"):
        raise IndexUnusable("the head is damaged")
    try:
        head = msgspec.msgpack.decode(data[4:], type=Head)
    except msgspec.DecodeError as error:
        raise IndexUnusable("the head cannot be read") from error
    if sorted(engine_files(place)) != sorted(head.engine_files):
        raise IndexUnusable("the engine's files are others")
    return head


def head_of(
    names: list[str],
    sums: list[int],
    slabs: int,
    averages: dict[str, Averages],
    lexicons: dict[str, SavedLexicon],
    files: Iterable[tuple[str, int, int]],
) -> Head:
    """Return a head by the rules of this version."""
    return Head(_RULES, names, sums, slabs, averages, lexicons, list(files))


def engine_files(place: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, size and checksum of every file of the engine; its lock files do not count.

    Raises:
        IndexUnusable: One cannot be read.
    """
    try:
        for path in (place / ENGINE_FOLDER).iterdir():
            if not path.name.endswith(".lock"):
                data = path.read_bytes()
                yield path.name, len(data), crc32(data)
    except OSError as error:
        raise IndexUnusable("the engine's files cannot be read") from error
