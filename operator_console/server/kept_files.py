"""Files as they lie on the server's disk: under which name, written whole or not at all; knows no request."""

import os
from pathlib import Path

from operator_console.knowledge.pictures import picture_id
from operator_console.server.file_check import CheckedFile
from operator_console.server.store.article_use import KeptPicture


def file_path(folder: Path, file_id: str) -> Path:
    """Return where a file is kept in the folder of all files, whatever its id says."""
    kept = "".join(char for char in file_id if char.isascii() and (char.isalnum() or char == "_"))
    return folder / kept[-2:] / kept


def write_file(path: Path, checked: CheckedFile) -> None:
    """Put a file on the disk, whole or not at all.

    Raises:
        OSError: There is no room, or no right to write.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            file.write(checked.body)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def kept_picture(checked: CheckedFile) -> KeptPicture | None:
    """Return what is known of a checked picture; None for another file."""
    if checked.width_px is None or checked.height_px is None or not checked.content_type.startswith("image/"):
        return None
    return KeptPicture(
        id=picture_id(checked.body),
        content_type=checked.content_type,
        size_bytes=len(checked.body),
        width_px=checked.width_px,
        height_px=checked.height_px,
    )
