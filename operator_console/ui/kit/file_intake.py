"""Takes files and pictures from disk, clipboard and drops, within limits and off the UI thread; knows no chat."""

import asyncio
from enum import StrEnum
from functools import partial
from pathlib import Path

from msgspec import Struct, field
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QSize
from PySide6.QtGui import QImage

from operator_console.desk.state import DraftFile
from operator_console.domain.ids import new_id
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.transcript.pictures import decode_picture

LIMIT_BYTES = 20 * 1024 * 1024
MOST_FILES = 10
MOST_WAITING_BYTES = 256 * 1024 * 1024
"""Of all chats together: they are in memory and on disk."""
PREVIEW = QSize(144, 144)


class PendingFile(Struct, frozen=True):
    """A file that waits to be sent; `preview` when it is a picture."""

    name: str
    content: bytes
    preview: QImage | None = None
    id: str = field(default_factory=partial(new_id, "df"))


class IntakeProblem(StrEnum):
    """Why a file was not taken."""

    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NO_FILE = "no_file"
    TOO_MANY = "too_many"


def holds_files(mime: QMimeData) -> bool:
    """Tell whether a paste or drop brings files or a picture instead of text."""
    if any(url.isLocalFile() for url in mime.urls()):
        return True
    return mime.hasImage() and not mime.hasText()


async def take_path(path: Path) -> PendingFile | IntakeProblem:
    """Read a file."""
    return await asyncio.to_thread(_read, path)


async def take_image(image: QImage, name: str) -> PendingFile | IntakeProblem:
    """Turn a picture of the clipboard into a PNG file."""
    return await asyncio.to_thread(_encode, image, name)


async def taken_again(file: DraftFile) -> PendingFile:
    """Return a file that waits, as an earlier run kept it."""
    preview = await asyncio.to_thread(decode_picture, file.content, PREVIEW)
    return PendingFile(file.name, file.content, preview, file.id)


def _read(path: Path) -> PendingFile | IntakeProblem:
    try:
        if not path.is_file():
            return IntakeProblem.NO_FILE
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
    except OSError:
        return IntakeProblem.UNREADABLE
    if len(content) > LIMIT_BYTES:
        return IntakeProblem.TOO_LARGE
    return PendingFile(clean_line(path.name), content, decode_picture(content, PREVIEW))


def _encode(image: QImage, name: str) -> PendingFile | IntakeProblem:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stub wants bytes here
        return IntakeProblem.UNREADABLE
    content = bytes(buffer.data().data())
    if len(content) > LIMIT_BYTES:
        return IntakeProblem.TOO_LARGE
    return PendingFile(name, content, decode_picture(content, PREVIEW))
