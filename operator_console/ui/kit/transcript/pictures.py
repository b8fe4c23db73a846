"""Pictures of a transcript: fetched once, decoded off the UI thread within limits, kept small; paints nothing."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import cached_property

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from operator_console.domain.ids import AttachmentId
from operator_console.runtime.task_scope import TaskScope

FetchFile = Callable[[AttachmentId], Awaitable[bytes | None]]

FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"gif", b"webp", b"bmp"})
MOST_PIXELS = 50_000_000
MOST_SIDE_PX = 20_000
ALLOCATION_MB = 256
KEEP = 120
AT_ONCE = 3


def decode_picture(content: bytes, most: QSize | None) -> QImage | None:
    """Decode the first frame of a picture; None when it is no picture, of another format, or too large.

    Args:
        content: Bytes from outside. The format is told from the content alone; SVG is never read.
        most: Scale down to fit into this while reading, or None for the size it has.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if reader.format().data() not in FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS or max(size.toTuple()) > MOST_SIDE_PX:
        return None
    reader.setAutoTransform(True)
    if most is not None and (size.width() > most.width() or size.height() > most.height()):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


class Pictures(QObject):
    """Thumbnails by attachment, the newest `KEEP` of them.

    Signals:
        changed: This picture arrived or failed.
    """

    changed = Signal(str)

    def __init__(self, fetch: FetchFile, scope: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._scope = scope
        self._kept: OrderedDict[AttachmentId, QPixmap | None] = OrderedDict()
        self._running: set[AttachmentId] = set()
        QImageReader.setAllocationLimit(ALLOCATION_MB)

    @cached_property
    def _places(self) -> "asyncio.Semaphore":
        return asyncio.Semaphore(AT_ONCE)

    def thumbnail(self, attachment_id: AttachmentId, most: QSize) -> QPixmap | None:
        """Return the picture when it is here, else begin to fetch it.

        Args:
            attachment_id: Which one.
            most: Device pixels to fit into.
        """
        if attachment_id in self._kept:
            self._kept.move_to_end(attachment_id)
            return self._kept[attachment_id]
        if attachment_id not in self._running and not self._scope.closed:
            self._running.add(attachment_id)
            self._scope.start(self._load(attachment_id, most), name="picture")
        return None

    def failed(self, attachment_id: AttachmentId) -> bool:
        """Tell whether the last attempt failed."""
        return attachment_id in self._kept and self._kept[attachment_id] is None

    def retry(self, attachment_id: AttachmentId) -> None:
        """Forget a failure, so that the next look fetches again."""
        if self.failed(attachment_id):
            del self._kept[attachment_id]
            self.changed.emit(attachment_id)

    async def whole(self, attachment_id: AttachmentId, most: QSize) -> QImage | None:
        """Return the picture for a larger view, or None when it cannot be had now."""
        content = await self._fetch(attachment_id)
        return None if content is None else await asyncio.to_thread(decode_picture, content, most)

    async def _load(self, attachment_id: AttachmentId, most: QSize) -> None:
        image = None
        try:
            async with self._places:
                image = await self.whole(attachment_id, most)
        finally:
            self._running.discard(attachment_id)
        self._kept[attachment_id] = None if image is None else QPixmap.fromImage(image)
        while len(self._kept) > KEEP:
            self._kept.popitem(last=False)
        self.changed.emit(attachment_id)
