"""Files that are arriving in parts, on disk from the first byte: what is there, whose it is, until when; no request.

Beside the bytes (``ID.part``) lies what is known of them (``ID.json``) with the offset up to which they were flushed to
the disk. That offset is the truth: what lies behind it after a crash is cut off and sent again. All methods but
`append` belong to the loop's thread; those that write are short.
"""

import logging
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from operator_console.domain.conversations import Attachment
from operator_console.domain.ids import new_id
from operator_console.protocol.versions import MAX_UPLOAD_BYTES

KEPT_FOR = timedelta(hours=24)
"""So long a part is kept after the last byte came; a finished file's answer as long."""
MAX_EACH = 12
MAX_BYTES_EACH = 5 * MAX_UPLOAD_BYTES
MAX_ALL = 5_000
MAX_BYTES_ALL = 4 * 1024**3
_log = logging.getLogger(__name__)


class TooMany(Exception):
    """The owner, or everybody together, has too much that is not finished."""


class PartialFile(Struct, frozen=True, kw_only=True):
    """A file on its way.

    Attributes:
        key: The client's own name for it: beginning again under the same key goes on with this one.
        offset: So many bytes are safely there.
        attachment: What it became, once it was whole and checked.
    """

    id: str
    owner: str
    key: str
    name: str
    length: int
    expires_at: datetime
    offset: int = 0
    attachment: Attachment | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether all bytes are there."""
        return self.offset == self.length


class PartialFiles:
    """The folder of files that are arriving, with its index in memory; one process per folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, PartialFile] = {}
        self._by_key: dict[tuple[str, str], str] = {}

    def load(self, now: datetime) -> None:
        """Find what earlier runs left; what is broken, foreign or too old is removed."""
        for file in self._folder.glob("up_*.json") if self._folder.is_dir() else ():
            found = _read(file)
            if found is None or found.id != file.stem or found.expires_at <= now or not self._can_go_on(found):
                _remove((file, file.with_suffix(".part")))
            else:
                self._remember(found)
        for part in self._folder.glob("up_*.part"):
            if part.stem not in self._known:
                _remove((part,))

    def begin(self, owner: str, key: str, name: str, length: int, now: datetime) -> PartialFile:
        """Return the owner's file of this key, begun now or before.

        Raises:
            TooMany: Too much is not finished.
            OSError: It cannot be written.
        """
        before = self.begun(owner, key)
        if before is not None:
            return before
        unfinished = [each for each in self._known.values() if each.attachment is None]
        own = [each for each in unfinished if each.owner == owner]
        full = len(self._known) >= MAX_ALL or sum(each.length for each in unfinished) + length > MAX_BYTES_ALL
        if full or len(own) >= MAX_EACH or sum(each.length for each in own) + length > MAX_BYTES_EACH:
            raise TooMany
        fresh = PartialFile(id=new_id("up"), owner=owner, key=key, name=name, length=length, expires_at=now + KEPT_FOR)
        self._folder.mkdir(parents=True, exist_ok=True)
        self.path(fresh).touch()
        self._write(fresh)
        self._remember(fresh)
        return fresh

    def begun(self, owner: str, key: str) -> PartialFile | None:
        """Return the owner's file that was begun under this key, or None."""
        return self._known.get(self._by_key.get((owner, key), "")) if key else None

    def find(self, file_id: str, owner: str) -> PartialFile | None:
        """Return the owner's file; somebody else's is not there."""
        found = self._known.get(file_id)
        return found if found is not None and found.owner == owner else None

    def path(self, file: PartialFile) -> Path:
        """Return where its bytes are; under a name that only the server has chosen."""
        return self._folder / f"{file.id}.part"

    def append(self, file: PartialFile, at: int, pieces: Iterable[bytes]) -> None:
        """Write pieces from an offset on, in a worker thread; they count once `arrived` says so.

        Raises:
            OSError: There is no room.
        """
        with self.path(file).open("r+b") as opened:
            opened.truncate(at)  # nothing of an earlier attempt may stay behind
            opened.seek(at)
            for piece in pieces:
                opened.write(piece)
            opened.flush()
            os.fsync(opened.fileno())

    def arrived(self, file: PartialFile, offset: int, now: datetime) -> PartialFile:
        """Take over that all bytes up to `offset` are on disk.

        Raises:
            OSError: That cannot be written.
        """
        return self._change(structs.replace(file, offset=offset, expires_at=now + KEPT_FOR))

    def finished(self, file: PartialFile, attachment: Attachment) -> PartialFile:
        """Keep what it became, so that whoever did not hear the answer can ask again; the bytes go."""
        after = self._change(structs.replace(file, attachment=attachment))
        _remove((self.path(file),))
        return after

    def forget(self, file: PartialFile) -> None:
        """Remove a file that is given up or refused."""
        self._known.pop(file.id, None)
        self._by_key.pop((file.owner, file.key), None)
        _remove((self.path(file).with_suffix(".json"), self.path(file)))

    def expire(self, now: datetime) -> int:
        """Remove what nobody went on with, and return how many that were."""
        old = [each for each in self._known.values() if each.expires_at <= now]
        for each in old:
            self.forget(each)
        return len(old)

    def _change(self, after: PartialFile) -> PartialFile:
        self._write(after)
        self._remember(after)
        return after

    def _remember(self, file: PartialFile) -> None:
        self._known[file.id] = file
        if file.key:
            self._by_key[file.owner, file.key] = file.id

    def _write(self, file: PartialFile) -> None:
        place = self._folder / f"{file.id}.json"
        fresh = place.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(file))
        fresh.replace(place)

    def _can_go_on(self, file: PartialFile) -> bool:
        if file.attachment is not None:
            return True
        path = self.path(file)
        return (
            0 <= file.offset <= file.length <= MAX_UPLOAD_BYTES
            and path.is_file()
            and path.stat().st_size >= file.offset
        )


def _read(file: Path) -> PartialFile | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=PartialFile)
    except (OSError, msgspec.MsgspecError):
        return None


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("a part cannot be removed: %s", error)
