"""Keeps the archive's index true: what has changed, or was there before the index, is indexed soon; knows no SQL."""

import asyncio
import logging

from operator_console.server.store import archive_index
from operator_console.server.store.store import Store
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.store.writer import StoreUnavailable

IDLE_S = 0.5
SETTLED_S = 30.0
"""An open chat is indexed once it has been quiet for so long; a closed one at once."""
AT_ONCE = 24
REST = 2.0
"""So many times the time that a batch took is left to everybody else."""
FAILED_S = 10.0
_log = logging.getLogger(__name__)


class ArchiveKeeper:
    """Works on the loop's thread; reading and writing happen in the store's threads.

    Attributes:
        available: This server has an archive.
    """

    def __init__(self, store: Store, *, available: bool) -> None:
        self._store = store
        self._closed = False
        self.available = available

    async def run(self) -> None:
        """Index until cancelled."""
        loop = asyncio.get_running_loop()
        while self.available and not self._closed:
            began_s = loop.time()
            try:
                indexed = await self.index_some(SETTLED_S)
            except StoreUnavailable as error:
                _log.warning("the archive waits", extra={"reason": str(error)})
                await asyncio.sleep(FAILED_S)
                continue
            await asyncio.sleep((loop.time() - began_s) * REST if indexed else IDLE_S)

    def close(self) -> None:
        """Begin nothing more: the store is about to close."""
        self._closed = True

    async def index_some(self, settled_s: float = 0.0) -> int:
        """Index some of what waits and return how many chats that were.

        Args:
            settled_s: Open chats that have not been quiet for so long are left out.

        Raises:
            StoreUnavailable: Nothing can be read or stored now; what waits goes on waiting.
        """
        documents = await self._store.read(archive_index.read_due, AT_ONCE, settled_s)
        for document in documents:  # each by itself, so that nobody's message waits long for the writer

            def write(unit: UnitOfWork, one: archive_index.Document = document) -> None:
                archive_index.write_documents(unit.connection, (one,))

            await self._store.transact(write)
        return len(documents)
