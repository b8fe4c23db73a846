"""Contents of attachments, the latest in memory; knows no screen."""

import asyncio
from collections import OrderedDict

from operator_console.backends.base import BackendError
from operator_console.desk.outbox import Outbox
from operator_console.desk.ports import Backend
from operator_console.desk.state import PENDING_FILE
from operator_console.domain.ids import AttachmentId
from operator_console.storage.errors import StorageError

MAX_KEPT_BYTES = 16 * 1024 * 1024


class Files:
    """Fetches each file once at a time and keeps the latest ones, 16 MiB at most."""

    def __init__(self, backend: Backend, outbox: Outbox) -> None:
        self._backend = backend
        self._outbox = outbox
        self._kept: OrderedDict[AttachmentId, bytes] = OrderedDict()
        self._kept_bytes = 0
        self._fetching: dict[AttachmentId, asyncio.Lock] = {}

    async def get(self, attachment_id: AttachmentId) -> bytes | None:
        """Return a file's content, or None when it cannot be had now."""
        lock = self._fetching.setdefault(attachment_id, asyncio.Lock())
        try:
            async with lock:
                content = self._kept.get(attachment_id)
                if content is None:
                    content = await self._fetch(attachment_id)
                    self._keep(attachment_id, content)
                if attachment_id in self._kept:
                    self._kept.move_to_end(attachment_id)
                return content
        except (BackendError, StorageError):
            return None
        finally:
            if not lock.locked():
                self._fetching.pop(attachment_id, None)

    async def _fetch(self, attachment_id: AttachmentId) -> bytes | None:
        if attachment_id.startswith(PENDING_FILE):
            return await self._outbox.content(attachment_id)
        return await self._backend.file(attachment_id)

    def _keep(self, attachment_id: AttachmentId, content: bytes | None) -> None:
        if content is None or len(content) > MAX_KEPT_BYTES // 4:
            return
        self._kept[attachment_id] = content
        self._kept_bytes += len(content)
        while self._kept_bytes > MAX_KEPT_BYTES:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= len(dropped)
