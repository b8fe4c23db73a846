"""Records when agents were in which status: follows their lines, and survives the end of the process; knows no SQL."""

import asyncio
import logging
from datetime import timedelta

from operator_console.domain.ids import AgentId
from operator_console.domain.people import AgentStatus
from operator_console.server.agent_lines import AgentLines
from operator_console.server.store.store import Store
from operator_console.server.store.writer import StoreUnavailable
from operator_console.server.works.statuses import EndForgotten, RecordStatus, SayAlive

ALIVE_EVERY_S = 60.0
"""How much of a period is lost at most when the server's process dies."""
SILENT = timedelta(seconds=3 * ALIVE_EVERY_S)
_log = logging.getLogger(__name__)


class StatusTimes:
    """Belongs to the loop's thread.

    Args:
        lines: Agents' lines; this listens to them from now on.
        shared: Other servers record into the same database.
    """

    def __init__(self, store: Store, lines: AgentLines, *, shared: bool) -> None:
        self._store = store
        self._lines = lines
        self._noted: dict[AgentId, AgentStatus] = {}
        self._closed = False
        lines.on_status = self.note
        # Nobody can have connected yet: what is open now was left open. Works are done in the order of asking.
        store.submit(EndForgotten(SILENT if shared else None), _complain)

    async def run(self) -> None:
        """Say every minute that this server lives."""
        while True:
            await asyncio.sleep(ALIVE_EVERY_S)
            for line in self._lines.connected():
                self.note(line.agent_id, line.status)  # what could not be stored before
            if self._noted:
                self._store.submit(SayAlive(), _complain)

    def note(self, agent_id: AgentId, status: AgentStatus) -> None:
        """Record a status, unless it is the one that was recorded last."""
        if self._closed or self._noted.get(agent_id, AgentStatus.OFFLINE) is status:
            return
        self._noted[agent_id] = status
        if status is AgentStatus.OFFLINE:
            del self._noted[agent_id]

        def done(_nothing: None, error: BaseException | None) -> None:
            if error is not None:
                self._noted.pop(agent_id, None)
                _complain(None, error)

        self._store.submit(RecordStatus((agent_id,), status), done)

    async def close(self) -> None:
        """End all periods: the server stops. Nothing is recorded afterwards."""
        self._closed = True
        gone, self._noted = tuple(self._noted), {}
        try:
            if gone:
                await self._store.perform(RecordStatus(gone, AgentStatus.OFFLINE))
        except StoreUnavailable as error:
            _complain(None, error)


def _complain(_nothing: None, error: BaseException | None) -> None:
    if error is not None:
        _log.warning("times in statuses not stored", extra={"reason": str(error)})
