"""Records side by side in memory or in a file, read by number; knows nothing of what is in them."""

import mmap
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from operator_console.knowledge.errors import IndexUnusable

_NUMBER = 8


class Slab:
    """Records that were written together; never changed afterwards.

    Args:
        data: One record after the other, then for each its end and its checksum, then how many there are.

    Raises:
        IndexUnusable: The data does not fit together.
    """

    def __init__(self, data: memoryview) -> None:
        self._data = data
        if len(data) < _NUMBER:
            raise IndexUnusable("a file is too short")
        count = int.from_bytes(data[-_NUMBER:], "little")
        at = len(data) - _NUMBER - 2 * _NUMBER * count
        if at < 0:
            raise IndexUnusable("a file is too short")
        table = array("Q")
        table.frombytes(data[at:-_NUMBER])
        self._ends, self._sums = table[:count], table[count:]
        if count and self._ends[-1] != at:
            raise IndexUnusable("a file is damaged")

    def __len__(self) -> int:
        return len(self._ends)

    def record(self, number: int) -> memoryview:
        """Return one record.

        Raises:
            IndexUnusable: It is not what was written.
        """
        start = self._ends[number - 1] if number else 0
        record = self._data[start : self._ends[number]]
        if crc32(record) != self._sums[number]:
            raise IndexUnusable("a record is damaged")
        return record


class Shelf:
    """Slabs in a row, as if their records had one numbering."""

    def __init__(self, slabs: Sequence[Slab]) -> None:
        self.slabs = tuple(slabs)
        self._firsts: list[int] = []
        count = 0
        for slab in self.slabs:
            self._firsts.append(count)
            count += len(slab)
        self._count = count

    def __len__(self) -> int:
        return self._count

    def record(self, number: int) -> memoryview:
        """Return one record of any slab."""
        place = bisect_right(self._firsts, number) - 1
        return self.slabs[place].record(number - self._firsts[place])


class SlabWriter:
    """Gathers records."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("Q")
        self._sums = array("Q")

    def add(self, record: bytes) -> None:
        """Put a record behind the others."""
        self._data += record
        self._ends.append(len(self._data))
        self._sums.append(crc32(record))

    def finish(self, path: Path | None) -> Slab:
        """Return the slab, from a new file when a path is given.

        Raises:
            OSError: The file cannot be written.
        """
        self._data += self._ends.tobytes() + self._sums.tobytes() + len(self._ends).to_bytes(_NUMBER, "little")
        if path is None:
            return Slab(memoryview(bytes(self._data)))
        path.write_bytes(self._data)
        return open_slab(path)


def open_slab(path: Path) -> Slab:
    """Map a file that ``SlabWriter`` wrote.

    Raises:
        OSError: It cannot be read.
        IndexUnusable: It is damaged.
    """
    with path.open("rb") as file:
        try:
            return Slab(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
        except ValueError as error:
            raise IndexUnusable("a file is empty") from error
