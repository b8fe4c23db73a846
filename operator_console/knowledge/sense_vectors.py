"""Vectors of articles in one file: written whole or not at all, read only when it is whole; knows no model."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

from operator_console.knowledge.errors import IndexUnusable

FORMAT = 1
"""Grows whenever the file, or what of an article is read into its vectors, changes."""

DIMENSIONS = 512
ROW = 2 * DIMENSIONS
"""Bytes of an article: the vector of its title and that of its text, a byte for each dimension."""

KEY = 16
_PREFIX = "sense-"
_NUMBER = 8


def vectors_path(folder: Path, model: str) -> Path:
    """Return where the vectors of one version of the model are."""
    return folder / f"{_PREFIX}{FORMAT}-{model}"


def read_vectors(path: Path) -> tuple[list[str], memoryview]:
    """Return keys and rows, one after the other.

    Raises:
        IndexUnusable: There is no file, or it is cut, damaged or another kind of file.
    """
    try:
        raw = memoryview(path.read_bytes())
    except OSError as error:
        raise IndexUnusable("there are no vectors") from error
    head = _head(path.name)
    start = len(head) + _NUMBER
    count = int.from_bytes(raw[len(head) : start], "little")
    ends = start + count * (KEY + ROW)
    if bytes(raw[: len(head)]) != head or len(raw) != ends + 4:
        raise IndexUnusable("the vectors are of another kind")
    if crc32(raw[:ends]) != int.from_bytes(raw[ends:], "little"):
        raise IndexUnusable("the vectors are damaged")
    rows_at = start + count * KEY
    try:
        names = bytes(raw[start:rows_at]).decode("ascii")
    except UnicodeDecodeError as error:
        raise IndexUnusable("the vectors are damaged") from error
    return [names[at : at + KEY] for at in range(0, len(names), KEY)], raw[rows_at:ends]


def write_vectors(path: Path, keys: Iterable[str], rows: bytes) -> None:
    """Put a new file in place of the old one; files of other formats and models are removed.

    Raises:
        OSError: The disk is full or cannot be written; what was there is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    names = "".join(keys).encode("ascii")
    data = _head(path.name) + (len(names) // KEY).to_bytes(_NUMBER, "little") + names + rows
    beside = path.with_name(f"{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.write(crc32(data).to_bytes(4, "little"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    for other in path.parent.glob(f"{_PREFIX}*"):
        if other != path:
            with contextlib.suppress(OSError):
                other.unlink()


def _head(name: str) -> bytes:
    return f"{name}\n".encode()
